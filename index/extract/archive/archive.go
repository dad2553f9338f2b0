// Package archive reads archives and compressed files: ZIP, TAR, 7z, gzip, bzip2, Zstandard. It reads each member as a file of its name, and joins
// them into one document.
package archive

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
	"footnote/index/extract/container"
	"footnote/index/extract/plain"
	"footnote/index/extract/prose"
	"footnote/index/extract/reader"
)

const TarType = "application/x-tar"

// An archive is an archive being read.
type archive struct {
	ctx    context.Context
	in     reader.Input
	read   []archived
	bytes  int // of their text
	seen   int // members so far, read or not
	unread reader.Unread
	broken doc.Notes // why the rest was not read
	locked int       // members that need a password
}

// An archived is a member that was read.
type archived struct {
	path     string
	document doc.Document
}

// errEnough ends the reading of an archive early.
var errEnough = errors.New("no more of the archive is read")

// member reads a member of a stated size. The error ends the reading of the archive: it is ctx's, or errEnough.
func (a *archive) member(name string, r io.Reader, size int64) error {
	data, err := reader.ReadMember(r, size)
	if errors.Is(err, reader.ErrAllowance) {
		a.broken = doc.Noted(doc.CodeUnpacks)
		return errEnough
	}
	return a.file(name, data, err)
}

// file reads the data of a member; err is why they are not there. The error is as member's.
func (a *archive) file(name string, data []byte, err error) error {
	label := cmp.Or(prose.PlainWords(strings.ReplaceAll(name, `\`, "/")), "a member without a name")
	var document doc.Document
	if err == nil {
		document, err = a.in.Inner(a.ctx, name, data)
	}
	if a.ctx.Err() != nil {
		return a.ctx.Err()
	}
	a.unread.Count(label, document, err)
	if err != nil {
		return a.next()
	}
	a.read = append(a.read, archived{label, document})
	a.bytes += len(document.Text)
	return a.next()
}

// next returns errEnough if no further member is to be read. Members that could not be read count as well, since each may have been unpacked.
func (a *archive) next() error {
	a.seen++
	if a.bytes > prose.MaxTextBytes || a.in.Allowance.Files <= 0 || a.seen >= reader.MaxMembers {
		a.broken = doc.Noted(doc.CodeRestTooLarge)
		return errEnough
	}
	return nil
}

// isLitter reports whether a system left a member behind.
func isLitter(name string) bool {
	return strings.HasPrefix(name, "__MACOSX/") || slices.Contains([]string{".DS_Store", "Thumbs.db", "desktop.ini"}, path.Base(name))
}

// document joins the members that were read, in the order of their paths. err is what ended the reading.
func (a *archive) document(err error) (doc.Document, error) {
	if a.ctx.Err() != nil {
		return doc.Document{}, a.ctx.Err()
	}
	if err != nil && !errors.Is(err, errEnough) {
		a.broken = doc.Noted(doc.CodeBrokenOff)
		if a.unread.All == 0 {
			return doc.Document{}, doc.RefuseErr(doc.CodeDamaged, err)
		}
	}
	if len(a.read) == 0 {
		return doc.Document{}, a.nothing()
	}
	slices.SortStableFunc(a.read, func(m, n archived) int { return strings.Compare(m.path, n.path) })
	var b prose.Binder
	b.Text.Grow(min(a.bytes+len(a.read)*len("\n\n"), prose.MaxTextBytes))
	for i, m := range a.read {
		if !b.Full {
			b.Add(prose.AsMember(m.path, m.document, 0))
		}
		a.read[i] = archived{} // frees its text
	}
	document := b.Document()
	document.Title = titleOf(a.in.Name)
	document.Notes, document.Passing = slices.Concat(document.Notes, a.broken, a.unread.Note(doc.CodeFilesUnread)), a.unread.Passing
	return document, nil
}

// nothing refuses an archive without a member that could be read.
func (a *archive) nothing() error {
	switch {
	case len(a.broken) > 0:
		refusal := doc.Refuse(doc.CodeArchiveLarge)
		refusal.Of = []doc.Part{{Notes: a.broken}}
		return refusal
	case a.unread.All == 0:
		return doc.Refuse(doc.CodeNoFiles)
	case a.locked == a.unread.All:
		return doc.Refuse(doc.CodePasswordArchive)
	}
	refusal := doc.Refuse(doc.CodeArchiveUnread, a.unread.Failed)
	refusal.Of = a.unread.Parts
	return refusal
}

// titleOf returns an archive's name without its extensions: "notes" for "notes.tar.gz".
func titleOf(name string) string {
	bare := strings.TrimSuffix(name, filepath.Ext(name))
	return strings.TrimSuffix(bare, ".tar")
}

func ReadZIP(ctx context.Context, in reader.Input) (doc.Document, error) {
	if err := in.TooDeep(); err != nil {
		return doc.Document{}, err
	}
	z, err := container.ListZIP(in)
	var refusal *doc.Refusal
	if errors.As(err, &refusal) {
		return doc.Document{}, refusal
	}
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) { // paths are only labels
		return doc.Document{}, doc.RefuseErr(doc.CodeDamaged, err)
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

// zipped reads a member of a ZIP archive.
func (a *archive) zipped(f *zip.File) error {
	const encrypted = 1 // APPNOTE.TXT 4.4.4
	name := f.Name
	if f.NonUTF8 {
		name = plain.Decode([]byte(name), "")
	}
	if f.Flags&encrypted != 0 {
		a.locked++
		a.unread.Count(prose.PlainWords(name), doc.Document{}, doc.Refuse(doc.CodePasswordMember))
		return a.ctx.Err()
	}
	r, err := f.Open()
	if err != nil {
		a.unread.Count(prose.PlainWords(name), doc.Document{}, err)
		return a.ctx.Err()
	}
	defer func() { _ = r.Close() }() // only read: nothing to lose
	return a.member(name, a.in.Allowance.Meter(r), int64(min(f.UncompressedSize64, reader.MaxMemberBytes)))
}

func ReadTAR(ctx context.Context, in reader.Input) (doc.Document, error) {
	if err := in.TooDeep(); err != nil {
		return doc.Document{}, err
	}
	a := &archive{ctx: ctx, in: in}
	return a.document(a.tar(in.Stream()))
}

// tar reads the members of a TAR archive.
func (a *archive) tar(r io.Reader) error {
	t := tar.NewReader(r)
	for {
		header, err := t.Next()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case errors.Is(err, reader.ErrAllowance):
			a.broken = doc.Noted(doc.CodeUnpacks)
			return errEnough
		case err != nil && !errors.Is(err, tar.ErrInsecurePath):
			return err
		}
		if header.Typeflag != tar.TypeReg || isLitter(header.Name) {
			continue
		}
		content := io.Reader(t)
		if isSparse(header) { // it may have more bytes than the archive
			content = a.in.Allowance.Meter(t)
		}
		if err := a.member(prose.Canonical(header.Name), content, header.Size); err != nil {
			return err
		}
	}
}

// isSparse reports whether a file has holes that the archive only describes (GNU tar, "Sparse Formats").
func isSparse(header *tar.Header) bool {
	for key := range header.PAXRecords {
		if strings.HasPrefix(key, "GNU.sparse.") {
			return true
		}
	}
	return header.Typeflag == tar.TypeGNUSparse
}

func Gunzip(r io.Reader) (io.Reader, error)  { return gzip.NewReader(r) }
func Bunzip2(r io.Reader) (io.Reader, error) { return bzip2.NewReader(r), nil }

func Unzstd(r io.Reader) (io.Reader, error) {
	return zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(maxZstdWindow), zstd.WithDecoderMaxWindow(maxZstdWindow))
}

// Unpack returns the reader of a compressed file. It holds either a TAR archive or one file.
func Unpack(unpack func(io.Reader) (io.Reader, error)) func(context.Context, reader.Input) (doc.Document, error) {
	return func(ctx context.Context, in reader.Input) (doc.Document, error) {
		if err := in.TooDeep(); err != nil {
			return doc.Document{}, err
		}
		stream, err := unpack(in.Stream())
		if err != nil {
			return doc.Document{}, doc.RefuseErr(doc.CodeDamaged, err)
		}
		if closer, ok := stream.(interface{ Close() }); ok {
			defer closer.Close()
		}
		a := &archive{ctx: ctx, in: in}
		buffered := bufio.NewReaderSize(in.Allowance.Meter(stream), reader.SniffBytes)
		if head, _ := buffered.Peek(reader.SniffBytes); mimetype.Detect(head).Is(TarType) {
			return a.document(a.tar(buffered))
		}
		return a.document(a.single(buffered))
	}
}

// single reads the only file in a compressed one. If it is damaged, single reads what comes before the damage.
func (a *archive) single(r io.Reader) error {
	name := strings.TrimSuffix(a.in.Name, filepath.Ext(a.in.Name))
	data, err := io.ReadAll(io.LimitReader(r, prose.MaxTextBytes))
	if len(data) == 0 && err != nil {
		return err
	}
	if errors.Is(err, reader.ErrAllowance) || len(data) == prose.MaxTextBytes {
		a.broken = doc.Noted(doc.CodeFirstUnpacked, len(data)>>20)
	} else if err != nil {
		a.broken = doc.Noted(doc.CodeBrokenOff)
	}
	return a.file(name, data, nil)
}
