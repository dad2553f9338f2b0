// Package extract turns a file into a Document: its canonical text and the places in it.
//
// It has the table of formats, and the pool of worker processes that read files in a sandbox. Each family of formats is a package below it that does
// not know this one. Start reading at Extractor.File.
package extract

import (
	"cmp"
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

// An Extractor turns files into Documents. Make one with New, share it, and Close it when done.
type Extractor struct {
	formats []reader.Format
	pdf     *pdf.Engine
	ocr     *ocr.Engine
}

// New returns an Extractor, and opens nothing yet. cacheDir keeps the compiled PDFium, which takes seconds to make, and what other programs read in
// pictures. If it is empty, the former is kept in memory and the latter not at all.
func New(cacheDir string) *Extractor {
	ocr := ocr.New(cacheDir)
	x := &Extractor{pdf: pdf.New(cacheDir, ocr), ocr: ocr}
	x.formats = x.table()
	return x
}

// Close ends the programs that the Extractor runs. Calls under way fail. Do not use the Extractor afterwards.
func (x *Extractor) Close() error {
	x.ocr.Tools.Close()
	if err := x.pdf.Close(); err != nil {
		return fmt.Errorf("close the reader of PDFs: %w", err)
	}
	return nil
}

// File reads the file at path. It tries the passwords one by one if the file, or a file within it, needs one. The error is a *doc.Refusal, or
// ctx.Err() if ctx ended. Concurrent calls are safe.
func (x *Extractor) File(ctx context.Context, path string, passwords ...string) (doc.Document, error) {
	return x.FileAdmitted(ctx, path, nil, passwords...)
}

// FileAdmitted is File for a caller that bounds how much it holds in memory. It assumes a text as long as the file.
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

// Reader reads the size bytes of r as File reads a file of that name, such as a member of an archive.
func (x *Extractor) Reader(ctx context.Context, name string, r io.ReaderAt, size int64, passwords ...string) (doc.Document, error) {
	watched := &disk{file: r}
	document, err := x.read(ctx, reader.Input{Name: name, Data: watched, Size: size, Passwords: passwords, Allowance: reader.NewAllowance(size), Read: x.read})
	if failed := watched.fault(); failed != nil && ctx.Err() == nil { // whatever the reader made of that
		return doc.Document{}, reader.Unreadable(failed)
	}
	return document, err
}

// A disk reads a file, and remembers the error if the system could not.
type disk struct {
	file   io.ReaderAt
	mu     sync.Mutex
	failed error
}

func (d *disk) ReadAt(p []byte, at int64) (int, error) {
	n, err := d.file.ReadAt(p, at)
	if err != nil && !errors.Is(err, io.EOF) && at >= 0 { // a negative offset is the caller's mistake
		d.mu.Lock()
		d.failed = err
		d.mu.Unlock()
	}
	return n, err
}

// fault returns the system's error, or nil.
func (d *disk) fault() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.failed
}

// read reads a file, or a file within a file.
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
	case ctx.Err() != nil: // any other error is a consequence
		return doc.Document{}, ctx.Err()
	case err != nil:
		return doc.Document{}, reader.AsRefusal(err)
	}
	return finished(document, f, in)
}

// readGuarded calls a format's reader, and recovers from its panics, whether in our parsers or in others'.
func readGuarded(ctx context.Context, f reader.Format, in reader.Input) (document doc.Document, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = doc.RefuseErr(doc.CodeDamaged, fmt.Errorf("panic while reading %s: %v", f.Kind, r))
		}
	}()
	return f.Read(ctx, in)
}

// finished sets the fields that every document has.
func finished(document doc.Document, f reader.Format, in reader.Input) (doc.Document, error) {
	if strings.TrimSpace(document.Text) == "" {
		return doc.Document{}, doc.Refuse(doc.CodeNoWords)
	}
	document.Kind = cmp.Or(f.Kind, document.Kind)
	document.Author = prose.PlainWords(document.Author)
	if document.Title = prose.PlainWords(document.Title); document.Title == "" {
		document.Title = in.Title()
	}
	return document, nil
}
