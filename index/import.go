package index

import (
	"archive/tar"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/klauspost/compress/zstd"

	"footnote/index/embed"
	"footnote/index/store"
)

// A Manifest says what an export holds.
//
// An export is a tar archive packed with zstd, whose window is exportWindow at most. It has these members in this order, all of them files, and
// no others:
//
//	manifest.json   a Manifest, as JSON
//	library.db      the database (package store), as one file without a log
//	basket.json …   the small files that Manifest.Members names, in the order in which it does
//
// Manifest.Members names each member behind the first, with its length and its SHA-256. Import believes nothing of all that: it bounds what it
// reads by what came in, takes members only under names that its caller knows, and hands the database to store.Import.
type Manifest struct {
	Format    string           `json:"format"`  // exportFormat
	Version   int              `json:"version"` // of the format; exportVersion is the latest
	Library   int              `json:"library"` // version of the database
	Program   string           `json:"program"` // that wrote it
	Made      time.Time        `json:"made"`
	System    string           `json:"system"` // as runtime.GOOS
	Home      string           `json:"home"`   // the person's folder there
	Dir       string           `json:"dir"`    // the library's folder there
	Documents int              `json:"documents"`
	Passages  int              `json:"passages"`
	Sources   []ExportedSource `json:"sources"`
	Models    []ExportedModel  `json:"models,omitempty"` // that make vectors, besides the built-in one
	Members   []Member         `json:"members"`
}

// An ExportedSource is a source as it was on the computer that exported it.
type ExportedSource struct {
	Path      string `json:"path"`
	Documents int    `json:"documents"`
}

// An ExportedModel is a model that makes a library's vectors.
type ExportedModel struct {
	Title   string `json:"title"`
	Folder  string `json:"folder,omitempty"`  // of its files
	Address string `json:"address,omitempty"` // of its server
	Host    string `json:"host,omitempty"`    // where texts are sent to; "" where they stay on the computer
}

// A Member is a file in an export.
type Member struct {
	Name   string `json:"name"`
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"`
}

const (
	exportFormat  = "footnote library"
	exportVersion = 1 // the first
	manifestName  = "manifest.json"
	exportWindow  = 4 << 20 // bytes that zstd looks back
)

// The bounds of what is read of an export.
const (
	maxManifestBytes = 4 << 20
	maxMembers       = 8
	maxFileBytes     = 64 << 20 // of all small files
	maxExpansion     = 100      // bytes that come out for each that went in; a library has about 3
	freeExpansion    = 16 << 20 // bytes that come out whatever went in
	maxWindow        = 8 << 20
)

// Errors of Import. Besides them it returns ErrDamaged, and those of the store.
var (
	ErrNotExport     = errors.New("not an export of a library")
	ErrExportVersion = errors.New("an export of a later version")
	ErrChecksum      = errors.New("the export is damaged, or not whole")
	ErrTooLarge      = errors.New("the export unpacks to far more than a library does")
	ErrOccupied      = store.ErrOccupied // there is a library that is not empty
	ErrForeign       = store.ErrForeign  // its database is not as this program writes one
)

// ActImporting is what a process does that imports a library; see Hold.
const ActImporting Act = "importing"

// ReadManifest returns what a file says that it holds. The rest of the file is not looked at.
func ReadManifest(path string) (Manifest, error) {
	x, err := openExport(context.Background(), path)
	if err != nil {
		return Manifest{}, fmt.Errorf("read export: %w", err)
	}
	return x.manifest, x.close()
}

// ImportOptions sets up an Import. The zero value is ready.
type ImportOptions struct {
	Name    string // as Options.Name
	Wait    time.Duration
	Waiting func(Holder)        // is told who works on the library and is waited for
	Report  func(share float64) // is given, if not nil, how much is done, from 0 to 1

	Mappings []Mapping // where folders of the other computer are here; the one with the longest From counts
	// Models keeps models that send texts to another computer. Without it their vectors are left out, and the built-in model makes its own.
	Models bool
	Files  []string // the names of the small files that are taken
	// Disposable is a source, a path in the library's folder, that does not keep the library from being written over.
	Disposable string
}

// An Imported says what Import did.
type Imported struct {
	Manifest  Manifest
	Sources   []ImportedSource
	Documents int
	Passages  int
	Left      []ExportedModel // models that were left out
	Files     []File          // for the caller to take or leave; nobody has looked at what they hold

	places *mapper
}

// Here returns where a path of the other computer is here; the path itself where that is not known.
func (i Imported) Here(path string) string { return i.places.here(path) }

// An ImportedSource is a source of an imported library.
type ImportedSource struct {
	From string // on the other computer
	Path string // here
	Here bool   // there is something at Path
}

// Import makes the library in the folder dir out of an export, which it takes for hostile: see Manifest and store.Import. The folder must
// have no library, or an empty one. Nothing is written outside of dir, and the library is there whole or not at all. Documents whose files
// have the size and time, or the bytes, that they had are not read again by the next Sync. Those of folders that are not here stay, and
// can be searched.
//
// The error is one of those above, fs.ErrNotExist, a *MappingError, a *VersionError, a *HeldError where another process works on the
// library for longer than opt.Wait, ErrReadOnly, ErrFull, the disk's, or ctx.Err().
func Import(ctx context.Context, path, dir string, opt ImportOptions) (Imported, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return Imported{}, fmt.Errorf("import library: %w", err)
	}
	done, err := importInto(ctx, path, dir, opt)
	if err != nil {
		return Imported{}, fmt.Errorf("import library: %w", store.DiskFault(err))
	}
	return done, nil
}

func importInto(ctx context.Context, path, dir string, opt ImportOptions) (done Imported, err error) {
	x, err := openExport(ctx, path)
	if err != nil {
		return done, err
	}
	defer func() { err = errors.Join(err, x.close()) }()
	if x.report = opt.Report; x.report == nil {
		x.report = func(float64) {}
	}
	places, err := newMapper(x.manifest, dir, opt.Mappings)
	if err != nil {
		return done, err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return done, err
	}
	lock, err := store.WaitLock(ctx, dir, Holder{Name: opt.Name, Act: ActImporting}, Options{Wait: opt.Wait}.wait(), opt.Waiting)
	if err != nil {
		return done, err
	}
	// An import that was cut off may have left its file, whether this one may go on or not.
	defer func() { err = errors.Join(err, store.DiscardIncoming(dir), lock.Close()) }()
	if err := store.Occupied(ctx, dir, opt.Disposable); err != nil { // before anything is unpacked
		return done, err
	}
	done.Manifest, done.places = x.manifest, places
	if done.Files, err = x.unpack(dir, opt.Files); err != nil {
		return done, err
	}
	if err := adoptLibrary(ctx, dir, opt, places, &done); err != nil {
		return done, err
	}
	return done, places.describe(ctx, dir, &done)
}

// adoptLibrary makes the library of the database that was unpacked.
func adoptLibrary(ctx context.Context, dir string, opt ImportOptions, places *mapper, done *Imported) error {
	model, err := embed.Builtin()
	if err != nil {
		return err
	}
	return store.Import(ctx, dir, store.ImportOptions{
		CheckOptions: checkOptions(nil, func(share float64) {
			if opt.Report != nil {
				opt.Report(.5 + share/2)
			}
		}),
		Model: store.Model{Name: model.Name(), Dim: model.Dim()}, Path: places.path, Within: inFolder, Disposable: opt.Disposable,
		Config: func(config string) (string, bool) {
			kept, left, keep := places.config(config, opt.Models)
			if !keep {
				done.Left = append(done.Left, left)
			}
			return kept, keep
		},
	})
}

// An export is a file that is being read: its manifest has been.
type export struct {
	manifest Manifest
	file     *os.File
	unpacker *zstd.Decoder
	archive  *tar.Reader
	bounded  *boundedReader
	size     int64 // of the file
	report   func(share float64)
}

// openExport opens an export and reads its manifest.
func openExport(ctx context.Context, path string) (*export, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	x := &export{file: file}
	if err := x.begin(ctx); err != nil {
		_ = x.close() // the first error is the one to tell
		return nil, err
	}
	return x, nil
}

// begin reads the manifest.
func (x *export) begin(ctx context.Context) error {
	info, err := x.file.Stat()
	if err != nil {
		return err
	}
	if !info.Mode().IsRegular() {
		return fmt.Errorf("%w: no file", ErrNotExport)
	}
	x.size = info.Size()
	packed := &countedBytes{r: contextReader{ctx, x.file}}
	x.unpacker, err = zstd.NewReader(packed, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(maxWindow))
	if err != nil {
		return err
	}
	x.bounded = &boundedReader{r: x.unpacker, packed: packed}
	x.archive = tar.NewReader(x.bounded)
	data, err := x.member(manifestName, maxManifestBytes)
	if err != nil {
		return notExport(err)
	}
	if err := json.Unmarshal(data, &x.manifest); err != nil {
		return fmt.Errorf("%w: %w", ErrNotExport, err)
	}
	return x.manifest.check()
}

func (x *export) close() error {
	if x.unpacker != nil {
		x.unpacker.Close()
	}
	return x.file.Close()
}

// notExport makes of what an unpacker says the export's fault, where it is not the disk's, the caller's or has a name already.
func notExport(err error) error {
	var path *os.PathError
	switch {
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded), errors.As(err, &path), errors.Is(err, ErrTooLarge),
		errors.Is(err, ErrNotExport), errors.Is(err, ErrChecksum), errors.Is(err, ErrFull), errors.Is(err, ErrReadOnly):
		return err
	}
	return fmt.Errorf("%w: %w", ErrNotExport, err)
}

// check reports a manifest that says what cannot be.
func (m Manifest) check() error {
	switch {
	case m.Format != exportFormat || m.Version < 1:
		return ErrNotExport
	case m.Version > exportVersion || m.Library > store.Version:
		return ErrExportVersion
	case m.Library != store.Version:
		return fmt.Errorf("%w: a library of version %d", ErrNotExport, m.Library)
	case len(m.Members) == 0 || len(m.Members) > maxMembers || m.Members[0].Name != store.FileName:
		return fmt.Errorf("%w: its members", ErrNotExport)
	}
	small := int64(0) // bytes of all members behind the first
	for i, member := range m.Members {
		if i > 0 {
			small += min(max(member.Bytes, 0), 2*maxFileBytes)
		}
		if member.Bytes < 0 || small > maxFileBytes || len(member.SHA256) != hex.EncodedLen(sha256.Size) {
			return fmt.Errorf("%w: its member %d", ErrNotExport, i)
		}
	}
	return nil
}

// next goes on to a member, which has to be a file of this name.
func (x *export) next(name string) (*tar.Header, error) {
	h, err := x.archive.Next()
	switch {
	case errors.Is(err, io.EOF) && name == manifestName:
		return nil, ErrNotExport
	case errors.Is(err, io.EOF):
		return nil, fmt.Errorf("%w: it ends before %s", ErrChecksum, name)
	case err != nil:
		return nil, err
	case h.Typeflag != tar.TypeReg || h.Name != name || h.Linkname != "":
		return nil, fmt.Errorf("%w: a member that is not %s", ErrNotExport, name)
	}
	return h, nil
}

// member reads a small member.
func (x *export) member(name string, most int64) ([]byte, error) {
	h, err := x.next(name)
	if err != nil {
		return nil, err
	}
	if h.Size > most {
		return nil, ErrTooLarge
	}
	return io.ReadAll(io.LimitReader(x.archive, most))
}

// unpack writes the database into dir, and returns the small files of the given names.
func (x *export) unpack(dir string, names []string) (files []File, err error) {
	if err := x.database(dir); err != nil {
		return nil, notExport(err)
	}
	for _, m := range x.manifest.Members[1:] {
		if !slices.Contains(names, m.Name) || slices.ContainsFunc(files, func(f File) bool { return f.Name == m.Name }) {
			return nil, fmt.Errorf("%w: a member %q", ErrNotExport, m.Name)
		}
		data, err := x.member(m.Name, m.Bytes)
		if err != nil {
			return nil, notExport(err)
		}
		if sum := sha256.Sum256(data); int64(len(data)) != m.Bytes || hex.EncodeToString(sum[:]) != m.SHA256 {
			return nil, fmt.Errorf("%w: %s", ErrChecksum, m.Name)
		}
		files = append(files, File{m.Name, data})
	}
	if _, err := x.archive.Next(); !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("%w: more than its manifest names", ErrNotExport)
	}
	return files, nil
}

// database writes the database into dir, where store.Import looks for it.
func (x *export) database(dir string) (err error) {
	h, err := x.next(store.FileName)
	if err != nil {
		return err
	}
	m := x.manifest.Members[0]
	if h.Size != m.Bytes {
		return fmt.Errorf("%w: %s", ErrChecksum, m.Name)
	}
	f, err := store.CreateIncoming(dir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	sum := sha256.New()
	half := func(float64) { x.report(float64(x.bounded.packed.n) / float64(max(x.size, 1)) / 2) }
	n, err := io.Copy(io.MultiWriter(f, sum), &counted{x.archive, 0, m.Bytes, half})
	if err != nil {
		return err
	}
	if n != m.Bytes || !bytes.Equal(sum.Sum(nil), decodedHex(m.SHA256)) {
		return fmt.Errorf("%w: %s", ErrChecksum, m.Name)
	}
	return nil
}

func decodedHex(s string) []byte {
	data, err := hex.DecodeString(s)
	if err != nil {
		return nil
	}
	return data
}

// countedBytes counts what is read.
type countedBytes struct {
	r io.Reader
	n int64
}

func (c *countedBytes) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}

// A boundedReader ends where far more has come out than went in.
type boundedReader struct {
	r      io.Reader
	packed *countedBytes
	n      int64
}

func (b *boundedReader) Read(p []byte) (int, error) {
	n, err := b.r.Read(p)
	if b.n += int64(n); b.n > freeExpansion+maxExpansion*b.packed.n {
		return 0, ErrTooLarge
	}
	return n, err
}
