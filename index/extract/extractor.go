package extract

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"footnote/index/doc"
)

// An Extractor turns files into Documents. Make one with New, share it, and Close it in the end.
type Extractor struct {
	formats []format
	pdf     *pdfEngine
	tools   *toolbox
	ocr     *ocrEngine
}

// New returns an Extractor; it opens nothing yet. Compiled code that takes seconds to make (PDFium's) is kept in cacheDir
// for the next run, and so is what other programs read of pictures; with an empty cacheDir the first is kept in memory, the
// other nowhere.
func New(cacheDir string) *Extractor {
	ocr := newOCREngine(cacheDir)
	x := &Extractor{pdf: newPDFEngine(cacheDir, ocr), tools: ocr.tools, ocr: ocr}
	x.formats = x.table()
	return x
}

// Close ends what the Extractor runs. Calls of File that are under way fail; the Extractor is of no use afterwards.
func (x *Extractor) Close() error {
	x.tools.close()
	if err := x.pdf.close(); err != nil {
		return fmt.Errorf("close the reader of PDFs: %w", err)
	}
	return nil
}

// An input is an open file on its way through a format's reader.
type input struct {
	name string      // base name of the file, for its title
	data io.ReaderAt // its bytes
	size int64
	head []byte // the first bytes, at most sniffBytes

	passwords []string   // to try where it needs one
	depth     int        // of files that it lies within
	allowance *allowance // of the outermost of them

	read func(ctx context.Context, in input) (Document, error) // reads a file within this one
}

// all reads the file's first limit bytes, and says whether that is the whole.
func (in input) all(limit int64) (data []byte, whole bool, err error) {
	n := min(in.size, limit)
	data = make([]byte, n)
	read, err := io.ReadFull(io.NewSectionReader(in.data, 0, n), data)
	if err == io.EOF || err == io.ErrUnexpectedEOF { // it shrank since it was opened
		err = nil
	}
	if err != nil {
		return nil, false, unreadable(err)
	}
	return data[:read], in.size <= limit, nil
}

// title is what a document without one is called: its file's name without the extension.
func (in input) title() string {
	name := strings.TrimSuffix(in.name, filepath.Ext(in.name))
	if title := plainWords(name); title != "" {
		return title
	}
	if title := plainWords(in.name); title != "" {
		return title
	}
	return "untitled"
}

// File reads the file at path; where it, or a file within it, needs a password, the passwords are tried one after the other. Its error
// is a *doc.Refusal, or ctx.Err() when ctx ended. Concurrent calls are safe.
func (x *Extractor) File(ctx context.Context, path string, passwords ...string) (Document, error) {
	if err := ctx.Err(); err != nil {
		return Document{}, err
	}
	f, size, err := openRegular(path)
	if err != nil {
		return Document{}, err
	}
	defer func() { _ = f.Close() }() // only read: nothing to lose
	return x.Reader(ctx, filepath.Base(path), f, size, passwords...)
}

// FileAdmitted is File for a caller that bounds how much it has in memory. The text of a file is taken to be as long as the file.
func (x *Extractor) FileAdmitted(ctx context.Context, path string, admit Admission, passwords ...string) (Document, error) {
	if info, err := os.Stat(path); err == nil && admit != nil { // what is wrong with it, File says
		if err := admit(ctx, min(info.Size(), maxTextBytes)); err != nil {
			return Document{}, err
		}
	}
	return x.File(ctx, path, passwords...)
}

// Reader reads the size bytes of r as File would read a file of that name, such as the member of an archive.
func (x *Extractor) Reader(ctx context.Context, name string, r io.ReaderAt, size int64, passwords ...string) (Document, error) {
	watched := &disk{file: r}
	document, err := x.read(ctx, input{name: name, data: watched, size: size, passwords: passwords, allowance: allowanceFor(size), read: x.read})
	if failed := watched.fault(); failed != nil && ctx.Err() == nil { // whatever was made of that, the file itself may be whole
		return Document{}, unreadable(failed)
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
func (x *Extractor) read(ctx context.Context, in input) (Document, error) {
	if in.size == 0 {
		return Document{}, doc.Refuse(doc.CodeEmpty)
	}
	head, _, err := in.all(sniffBytes)
	if err != nil {
		return Document{}, err
	}
	in.head = head
	f, err := x.detect(in)
	if err != nil {
		return Document{}, err
	}
	document, err := readGuarded(ctx, f, in)
	switch {
	case ctx.Err() != nil: // whatever else went wrong went wrong because of it
		return Document{}, ctx.Err()
	case err != nil:
		return Document{}, asRefusal(err)
	}
	return finished(document, f, in)
}

// readGuarded calls a format's reader. It is the one place where a panic of a parser, ours or another's, ends.
func readGuarded(ctx context.Context, f format, in input) (document Document, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = doc.RefuseErr(doc.CodeDamaged, fmt.Errorf("panic while reading %s: %v", f.kind, r))
		}
	}()
	return f.read(ctx, in)
}

// finished fills in what every document has.
func finished(document Document, f format, in input) (Document, error) {
	if strings.TrimSpace(document.Text) == "" {
		return Document{}, doc.Refuse(doc.CodeNoWords)
	}
	document.Kind = f.kind
	document.Author = plainWords(document.Author)
	if document.Title = plainWords(document.Title); document.Title == "" {
		document.Title = in.title()
	}
	return document, nil
}
