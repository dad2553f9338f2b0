package index

import (
	"archive/tar"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"time"

	"github.com/klauspost/compress/zstd"

	"footnote/index/store"
)

// A File is a small file of the program's own that goes along with a library: its basket, say.
type File struct {
	Name string
	Data []byte
}

// ExportOptions sets up an Export. The zero value is ready.
type ExportOptions struct {
	Program string // with its version
	Home    string // the person's folder, by which paths are found again on another computer; "" for the system's
	Files   []File
	Report  func(share float64) // is given, if not nil, how much is done, from 0 to 1
}

// Export writes the library into one file, from which Import makes it again on this computer or another one, without reading a document
// or making a vector again; the format is drawn at Manifest. Keys and passwords are not in the library, and so are not exported. What is exported is
// looked through first: the error is ErrDamaged where it is not sound, fs.ErrExist where there is a file at path already, the disk's, or
// ctx.Err(). Then no file is left behind.
func (l *Library) Export(ctx context.Context, path string, opt ExportOptions) (Manifest, error) {
	m, err := l.export(ctx, path, opt)
	if err != nil {
		return Manifest{}, fmt.Errorf("export library: %w", store.DiskFault(err))
	}
	return m, nil
}

func (l *Library) export(ctx context.Context, path string, opt ExportOptions) (m Manifest, err error) {
	if _, err := os.Lstat(path); err == nil {
		return m, errors.Join(&os.PathError{Op: "export", Path: path, Err: os.ErrExist}, clearExport(path))
	}
	if digested, err := l.store.Digested(ctx); err != nil || !digested {
		if err == nil {
			err = l.store.AddDigests(ctx, checkOptions(nil, nil))
		}
		if err != nil && !mayWait(err) {
			return m, err
		}
	}
	work, err := beginExport(path)
	if err != nil {
		return m, err
	}
	defer func() { err = errors.Join(err, work.end()) }()
	database, part := work.path(store.FileName), work.path(exportPart)
	report := opt.Report
	if report == nil {
		report = func(float64) {}
	}
	half := func(done, all int64) { report(float64(done) / float64(max(all, 1)) / 2) }
	if err := l.store.Snapshot(ctx, database, checkOptions(nil, nil), half); err != nil {
		return m, err
	}
	if m, err = l.manifest(ctx, database, opt); err != nil {
		return m, err
	}
	if err := writeExport(ctx, part, database, m, opt.Files, func(share float64) { report(.5 + share/2) }); err != nil {
		return m, err
	}
	if err := os.Link(part, path); err == nil || errors.Is(err, os.ErrExist) { // a link writes over nothing
		return m, err
	}
	return m, os.Rename(part, path)
}

// manifest says what an export holds.
func (l *Library) manifest(ctx context.Context, database string, opt ExportOptions) (Manifest, error) {
	m := Manifest{
		Format: exportFormat, Version: exportVersion, Library: store.Version, Program: opt.Program, Made: l.now().UTC().Truncate(time.Second),
		System: runtime.GOOS, Home: opt.Home, Dir: l.dir,
	}
	if m.Home == "" {
		m.Home, _ = os.UserHomeDir() // where there is none, paths are mapped by hand
	}
	status, err := l.Status(ctx)
	if err != nil {
		return m, err
	}
	m.Documents, m.Passages = status.Documents, status.Passages
	for _, s := range status.Sources {
		m.Sources = append(m.Sources, ExportedSource{Path: s.Path, Documents: s.Documents})
	}
	models, err := l.Models(ctx)
	if err != nil {
		return m, err
	}
	for _, model := range []*LibraryModel{&models.Serving, models.Coming, models.Former} {
		if model != nil && !model.Builtin() {
			m.Models = append(m.Models, exportedModel(*model))
		}
	}
	member, err := memberOf(ctx, store.FileName, database)
	if err != nil {
		return m, err
	}
	m.Members = []Member{member}
	for _, f := range opt.Files {
		sum := sha256.Sum256(f.Data)
		m.Members = append(m.Members, Member{Name: f.Name, Bytes: int64(len(f.Data)), SHA256: hex.EncodeToString(sum[:])})
	}
	return m, nil
}

func exportedModel(model LibraryModel) ExportedModel {
	e := ExportedModel{Title: model.Title(), Folder: model.Folder}
	if model.Server != nil {
		e.Address, e.Host = model.Server.Base(), ""
		if !model.Local() {
			e.Host = model.Server.Destination()
		}
	}
	return e
}

// memberOf describes a file of an export.
func memberOf(ctx context.Context, name, path string) (Member, error) {
	info, err := os.Stat(path)
	if err != nil {
		return Member{}, err
	}
	sum, err := hash(ctx, path)
	return Member{Name: name, Bytes: info.Size(), SHA256: hex.EncodeToString(sum[:])}, err
}

// writeExport writes an export, and has the disk keep it.
func writeExport(ctx context.Context, path, database string, m Manifest, files []File, report func(share float64)) (err error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	packed, err := zstd.NewWriter(f, zstd.WithWindowSize(exportWindow), zstd.WithEncoderCRC(true))
	if err != nil {
		return err
	}
	archive := tar.NewWriter(packed)
	err = writeMembers(ctx, archive, database, m, files, report)
	if err := errors.Join(err, archive.Close(), packed.Close()); err != nil {
		return err
	}
	return f.Sync()
}

func writeMembers(ctx context.Context, archive *tar.Writer, database string, m Manifest, files []File, report func(share float64)) error {
	data, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return err
	}
	if len(data) > maxManifestBytes {
		return fmt.Errorf("a manifest of %d bytes", len(data))
	}
	head := func(name string, bytes int64) error {
		return archive.WriteHeader(&tar.Header{Name: name, Size: bytes, Mode: 0o600, ModTime: m.Made, Typeflag: tar.TypeReg, Format: tar.FormatPAX})
	}
	small := func(name string, data []byte) error {
		err := head(name, int64(len(data)))
		if err == nil {
			_, err = archive.Write(data)
		}
		return err
	}
	if err := small(manifestName, data); err != nil {
		return err
	}
	source, err := os.Open(database)
	if err != nil {
		return err
	}
	defer func() { _ = source.Close() }() // only read from
	if err := head(store.FileName, m.Members[0].Bytes); err != nil {
		return err
	}
	if _, err := io.Copy(archive, &counted{contextReader{ctx, source}, 0, m.Members[0].Bytes, report}); err != nil {
		return err
	}
	for _, file := range files {
		if err := small(file.Name, file.Data); err != nil {
			return err
		}
	}
	return nil
}

// counted is a reader that reports how much of all has been read.
type counted struct {
	io.Reader
	done, all int64
	report    func(share float64)
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	c.done += int64(n)
	c.report(float64(c.done) / float64(max(c.all, 1)))
	return n, err
}
