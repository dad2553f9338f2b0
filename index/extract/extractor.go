// Package extract turns a file into a Document: its canonical text and the places in it.
//
// It has the table of formats, and the pool of worker processes that read files in a sandbox. Each family of formats has a package of its
// own below it; none of them knows this one. Start reading at Extractor.File.
package extract

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"sync"

	"footnote/index/doc"
	"footnote/index/extract/ocr"
	"footnote/index/extract/pdf"
	"footnote/index/extract/prose"
	"footnote/index/extract/reader"
)

// An Extractor turns files into Documents. Make one with New, share it, and Close it in the end.
type Extractor struct {
	formats []reader.Format
	pdf     *pdf.Engine
	ocr     *ocr.Engine
}

// New returns an Extractor; it opens nothing yet. Compiled code that takes seconds to make (PDFium's) is kept in cacheDir
// for the next run, and so is what other programs read of pictures; with an empty cacheDir the first is kept in memory, the
// other nowhere.
func New(cacheDir string) *Extractor {
	ocr := ocr.New(cacheDir)
	x := &Extractor{pdf: pdf.New(cacheDir, ocr), ocr: ocr}
	x.formats = x.table()
	return x
}

// Close ends what the Extractor runs. Calls of File that are under way fail; the Extractor is of no use afterwards.
func (x *Extractor) Close() error {
	x.ocr.Tools.Close()
	if err := x.pdf.Close(); err != nil {
		return fmt.Errorf("close the reader of PDFs: %w", err)
	}
	return nil
}

// File reads the file at path; where it, or a file within it, needs a password, the passwords are tried one after the other. Its error
// is a *doc.Refusal, or ctx.Err() when ctx ended. Concurrent calls are safe.
func (x *Extractor) File(ctx context.Context, path string, passwords ...string) (doc.Document, error) {
	return x.FileAdmitted(ctx, path, nil, passwords...)
}

// FileAdmitted is File for a caller that bounds how much it has in memory. The text of a file is taken to be as long as the file.
func (x *Extractor) FileAdmitted(ctx context.Context, path string, admit Admission, passwords ...string) (doc.Document, error) {
	if err := ctx.Err(); err != nil {
		return doc.Document{}, err
	}
	f, size, err := reader.OpenRegular(path)
	if err != nil {
		return doc.Document{}, err
	}
	defer func() { _ = f.Close() }() // only read: nothing to lose
	if admit != nil {
		if err := admit(ctx, min(size, prose.MaxTextBytes)); err != nil {
			return doc.Document{}, err
		}
	}
	return x.Reader(ctx, filepath.Base(path), f, size, passwords...)
}

// Reader reads the size bytes of r as File would read a file of that name, such as the member of an archive.
func (x *Extractor) Reader(ctx context.Context, name string, r io.ReaderAt, size int64, passwords ...string) (doc.Document, error) {
	watched := &disk{file: r}
	document, err := x.read(ctx, reader.Input{Name: name, Data: watched, Size: size, Passwords: passwords, Allowance: reader.NewAllowance(size), Read: x.read})
	if failed := watched.fault(); failed != nil && ctx.Err() == nil { // whatever was made of that, the file itself may be whole
		return doc.Document{}, reader.Unreadable(failed)
	}
	return document, err
}

// A disk reads a file and remembers whether the system failed to.
type disk struct {
	file   io.ReaderAt
	mu     sync.Mutex
	failed error
}

func (d *disk) ReadAt(p []byte, at int64) (int, error) {
	n, err := d.file.ReadAt(p, at)
	if err != nil && !errors.Is(err, io.EOF) && at >= 0 { // who asks for bytes before the first is told so by the file
		d.mu.Lock()
		d.failed = err
		d.mu.Unlock()
	}
	return n, err
}

// fault is how the system failed; nil where it did not.
func (d *disk) fault() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.failed
}

// read reads a file, or one within a file.
func (x *Extractor) read(ctx context.Context, in reader.Input) (doc.Document, error) {
	if in.Size == 0 {
		return doc.Document{}, doc.Refuse(doc.CodeEmpty)
	}
	head, _, err := in.All(reader.SniffBytes)
	if err != nil {
		return doc.Document{}, err
	}
	in.Head = head
	f, err := x.detect(in)
	if err != nil {
		return doc.Document{}, err
	}
	document, err := readGuarded(ctx, f, in)
	switch {
	case ctx.Err() != nil: // whatever else went wrong went wrong because of it
		return doc.Document{}, ctx.Err()
	case err != nil:
		return doc.Document{}, reader.AsRefusal(err)
	}
	return finished(document, f, in)
}

// readGuarded calls a format's reader. It is the one place where a panic of a parser, ours or another's, ends.
func readGuarded(ctx context.Context, f reader.Format, in reader.Input) (document doc.Document, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = doc.RefuseErr(doc.CodeDamaged, fmt.Errorf("panic while reading %s: %v", f.Kind, r))
		}
	}()
	return f.Read(ctx, in)
}

// finished fills in what every document has.
func finished(document doc.Document, f reader.Format, in reader.Input) (doc.Document, error) {
	if strings.TrimSpace(document.Text) == "" {
		return doc.Document{}, doc.Refuse(doc.CodeNoWords)
	}
	document.Kind = f.Kind
	document.Author = prose.PlainWords(document.Author)
	if document.Title = prose.PlainWords(document.Title); document.Title == "" {
		document.Title = in.Title()
	}
	return document, nil
}
