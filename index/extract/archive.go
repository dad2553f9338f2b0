package extract

import (
	"archive/tar"
	"archive/zip"
	"bufio"
	"cmp"
	"compress/bzip2"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/gabriel-vasile/mimetype"
	"github.com/klauspost/compress/zstd"

	"footnote/index/doc"
)

// archiveFormats are the rows of the table for archives.
func archiveFormats() []format {
	return []format{
		{kind: "archive", extensions: []string{".zip"}, read: readZIP}, // told by detect: many a document is one too
		{kind: "archive", types: []string{"application/x-7z-compressed"}, extensions: []string{".7z"}, read: read7z},
		{kind: "archive", types: []string{tarType}, extensions: []string{".tar"}, read: readTAR},
		{kind: "archive", types: []string{"application/gzip"}, extensions: []string{".gz", ".tgz"}, read: packed(gunzip)},
		{kind: "archive", types: []string{"application/x-bzip2"}, extensions: []string{".bz2", ".tbz", ".tbz2"}, read: packed(bunzip2)},
		{kind: "archive", types: []string{"application/zstd"}, extensions: []string{".zst", ".tzst"}, read: packed(unzstd)},
	}
}

const tarType = "application/x-tar"

// An archive is one on its way through its reader.
type archive struct {
	ctx    context.Context
	in     input
	read   []archived
	bytes  int // of their text
	seen   int // members, read or not
	unread unread
	broken doc.Notes // what kept the rest from being read
	locked int       // members that need a password
}

// An archived is a member that was read.
type archived struct {
	path     string
	document Document
}

// errEnough ends the walk through an archive before its end.
var errEnough = errors.New("no more of the archive is read")

// member reads one member, which says that it has size bytes. Its error ends the walk: ctx's, or errEnough.
func (a *archive) member(name string, r io.Reader, size int64) error {
	data, err := readMember(r, size)
	if errors.Is(err, errAllowance) {
		a.broken = doc.Noted(doc.CodeUnpacks)
		return errEnough
	}
	return a.file(name, data, err)
}

// file reads the data of a member, unless they could not be had; its error is member's.
func (a *archive) file(name string, data []byte, err error) error {
	label := cmp.Or(plainWords(strings.ReplaceAll(name, `\`, "/")), "a member without a name")
	var document Document
	if err == nil {
		document, err = a.in.inner(a.ctx, name, data)
	}
	if a.ctx.Err() != nil {
		return a.ctx.Err()
	}
	a.unread.count(label, document, err)
	if err != nil {
		return a.next()
	}
	a.read = append(a.read, archived{label, document})
	a.bytes += len(document.Text)
	return a.next()
}

// next returns errEnough where no further member is read. Those that could not be read count too: each may have been unpacked.
func (a *archive) next() error {
	a.seen++
	if a.bytes > maxTextBytes || a.in.allowance.files <= 0 || a.seen >= maxMembers {
		a.broken = doc.Noted(doc.CodeRestTooLarge)
		return errEnough
	}
	return nil
}

// isLitter says whether a member is one that a system leaves behind in archives.
func isLitter(name string) bool {
	return strings.HasPrefix(name, "__MACOSX/") || slices.Contains([]string{".DS_Store", "Thumbs.db", "desktop.ini"}, path.Base(name))
}

// document binds the members that were read, in the order of their paths. err is what ended the walk.
func (a *archive) document(err error) (Document, error) {
	if a.ctx.Err() != nil {
		return Document{}, a.ctx.Err()
	}
	if err != nil && !errors.Is(err, errEnough) {
		a.broken = doc.Noted(doc.CodeBrokenOff)
		if a.unread.all == 0 {
			return Document{}, doc.RefuseErr(doc.CodeDamaged, err)
		}
	}
	if len(a.read) == 0 {
		return Document{}, a.nothing()
	}
	slices.SortStableFunc(a.read, func(m, n archived) int { return strings.Compare(m.path, n.path) })
	var b binder
	b.text.Grow(min(a.bytes+len(a.read)*len("\n\n"), maxTextBytes))
	for i, m := range a.read {
		if !b.full {
			b.add(asMember(m.path, m.document, 0))
		}
		a.read[i] = archived{} // its text is not needed twice
	}
	document := b.document()
	document.Title = archiveTitle(a.in.name)
	document.Notes, document.Passing = slices.Concat(document.Notes, a.broken, a.unread.note(doc.CodeFilesUnread)), a.unread.passing
	return document, nil
}

// nothing refuses an archive of which nothing was read.
func (a *archive) nothing() error {
	switch {
	case len(a.broken) > 0:
		refusal := doc.Refuse(doc.CodeArchiveLarge)
		refusal.Of = []doc.Part{{Notes: a.broken}}
		return refusal
	case a.unread.all == 0:
		return doc.Refuse(doc.CodeNoFiles)
	case a.locked == a.unread.all:
		return doc.Refuse(doc.CodePasswordArchive)
	}
	refusal := doc.Refuse(doc.CodeArchiveUnread, a.unread.failed)
	refusal.Of = a.unread.parts
	return refusal
}

// archiveTitle is an archive's name without what says that it is one: "notes" for "notes.tar.gz".
func archiveTitle(name string) string {
	bare := strings.TrimSuffix(name, filepath.Ext(name))
	return strings.TrimSuffix(bare, ".tar")
}

func readZIP(ctx context.Context, in input) (Document, error) {
	if err := in.tooDeep(); err != nil {
		return Document{}, err
	}
	z, err := listZIP(in)
	var refusal *doc.Refusal
	if errors.As(err, &refusal) {
		return Document{}, refusal
	}
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) { // paths are labels here
		return Document{}, doc.RefuseErr(doc.CodeDamaged, err)
	}
	a := &archive{ctx: ctx, in: in}
	slices.SortStableFunc(z.File, func(f, g *zip.File) int { return strings.Compare(f.Name, g.Name) })
	for _, f := range z.File {
		if f.FileInfo().IsDir() || isLitter(f.Name) {
			continue
		}
		if err = a.zipped(f); err != nil {
			break
		}
	}
	return a.document(err)
}

// zipped reads one member of a ZIP archive.
func (a *archive) zipped(f *zip.File) error {
	const encrypted = 1 // APPNOTE.TXT 4.4.4
	name := f.Name
	if f.NonUTF8 {
		name = decode([]byte(name), "")
	}
	if f.Flags&encrypted != 0 {
		a.locked++
		a.unread.count(plainWords(name), Document{}, doc.Refuse(doc.CodePasswordMember))
		return a.ctx.Err()
	}
	r, err := f.Open()
	if err != nil {
		a.unread.count(plainWords(name), Document{}, err)
		return a.ctx.Err()
	}
	defer func() { _ = r.Close() }() // only read: nothing to lose
	return a.member(name, a.in.allowance.meter(r), int64(min(f.UncompressedSize64, maxMemberBytes)))
}

func readTAR(ctx context.Context, in input) (Document, error) {
	if err := in.tooDeep(); err != nil {
		return Document{}, err
	}
	a := &archive{ctx: ctx, in: in}
	return a.document(a.tar(io.NewSectionReader(in.data, 0, in.size)))
}

// tar reads the members of a TAR archive.
func (a *archive) tar(r io.Reader) error {
	t := tar.NewReader(r)
	for {
		header, err := t.Next()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case errors.Is(err, errAllowance):
			a.broken = doc.Noted(doc.CodeUnpacks)
			return errEnough
		case err != nil && !errors.Is(err, tar.ErrInsecurePath):
			return err
		}
		if header.Typeflag != tar.TypeReg || isLitter(header.Name) {
			continue
		}
		content := io.Reader(t)
		if isSparse(header) { // it has more bytes than the archive
			content = a.in.allowance.meter(t)
		}
		if err := a.member(canonical(header.Name), content, header.Size); err != nil {
			return err
		}
	}
}

// isSparse says whether a file has holes that the archive only describes (GNU tar, "Sparse Formats").
func isSparse(header *tar.Header) bool {
	for key := range header.PAXRecords {
		if strings.HasPrefix(key, "GNU.sparse.") {
			return true
		}
	}
	return header.Typeflag == tar.TypeGNUSparse
}

func gunzip(r io.Reader) (io.Reader, error)  { return gzip.NewReader(r) }
func bunzip2(r io.Reader) (io.Reader, error) { return bzip2.NewReader(r), nil }

func unzstd(r io.Reader) (io.Reader, error) {
	return zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(maxZstdWindow), zstd.WithDecoderMaxWindow(maxZstdWindow))
}

// packed returns the reader of a compression: of a TAR archive in it, else of the one file in it.
func packed(unpack func(io.Reader) (io.Reader, error)) func(context.Context, input) (Document, error) {
	return func(ctx context.Context, in input) (Document, error) {
		if err := in.tooDeep(); err != nil {
			return Document{}, err
		}
		stream, err := unpack(io.NewSectionReader(in.data, 0, in.size))
		if err != nil {
			return Document{}, doc.RefuseErr(doc.CodeDamaged, err)
		}
		if closer, ok := stream.(interface{ Close() }); ok {
			defer closer.Close()
		}
		a := &archive{ctx: ctx, in: in}
		buffered := bufio.NewReaderSize(in.allowance.meter(stream), sniffBytes)
		if head, _ := buffered.Peek(sniffBytes); mimetype.Detect(head).Is(tarType) {
			return a.document(a.tar(buffered))
		}
		return a.document(a.single(buffered))
	}
}

// single reads the one file of a compression. Of a damaged one, what comes before the damage is read.
func (a *archive) single(r io.Reader) error {
	name := strings.TrimSuffix(a.in.name, filepath.Ext(a.in.name))
	data, err := io.ReadAll(io.LimitReader(r, maxTextBytes))
	if len(data) == 0 && err != nil {
		return err
	}
	if errors.Is(err, errAllowance) || len(data) == maxTextBytes {
		a.broken = doc.Noted(doc.CodeFirstUnpacked, len(data)>>20)
	} else if err != nil {
		a.broken = doc.Noted(doc.CodeBrokenOff)
	}
	return a.file(name, data, nil)
}
