package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"footnote/index/extract"
)

// The files that reading is measured on.
const (
	readPages     = 300
	linesPerPage  = 50
	wordsPerLine  = 12
	readTextBytes = 32 << 20
	readTimes     = 3 // the fastest counts
)

// reading is how fast files are read in one process, beside programs that do less. What is not installed took no time.
type reading struct {
	pdf, pdftotext time.Duration // for readPages pages
	text, cat      time.Duration // for readTextBytes of text
}

// measureReading writes a PDF and a text under dir and reads them.
func measureReading(ctx context.Context, dir string) (r reading, err error) {
	w := newWriter()
	pdf, text := filepath.Join(dir, "pages.pdf"), filepath.Join(dir, "words.txt")
	if err := errors.Join(os.WriteFile(pdf, w.pdf(readPages), 0o600), os.WriteFile(text, []byte(w.document(readTextBytes)), 0o600)); err != nil {
		return r, err
	}
	x := extract.New(filepath.Join(dir, "compiled"))
	defer func() { err = errors.Join(err, x.Close()) }()
	read := func(path string) func() error {
		return func() error {
			_, err := x.File(ctx, path)
			return err
		}
	}
	run := func(program string, args ...string) func() error {
		return func() error {
			c := exec.CommandContext(ctx, program, args...)
			c.Stdout = struct{ io.Writer }{io.Discard} // a pipe, as to whoever reads it; the null device would take nothing
			return c.Run()
		}
	}
	if err := read(pdf)(); err != nil { // what reads PDFs is compiled now
		return r, err
	}
	for _, m := range []struct {
		took *time.Duration
		act  func() error
	}{{&r.pdf, read(pdf)}, {&r.pdftotext, run("pdftotext", pdf, "-")}, {&r.text, read(text)}, {&r.cat, run("cat", text)}} {
		if *m.took, err = fastest(m.act); errors.Is(err, exec.ErrNotFound) {
			err = nil
		}
		if err != nil {
			return r, err
		}
	}
	return r, nil
}

// fastest is how long an act takes at best.
func fastest(act func() error) (best time.Duration, err error) {
	for i := range readTimes {
		begun := time.Now()
		if err := act(); err != nil {
			return 0, err
		}
		if took := time.Since(begun); i == 0 || took < best {
			best = took
		}
	}
	return best, nil
}

func (r reading) String() string {
	rate := func(amount float64, unit string, took time.Duration) string {
		if took == 0 {
			return "not installed"
		}
		return fmt.Sprintf("%.0f %s/s", amount/took.Seconds(), unit)
	}
	const mb = float64(readTextBytes) / 1e6
	return fmt.Sprintf("reading a PDF    %s (pdftotext: %s)\nreading text     %s (cat: %s)\n",
		rate(readPages, "pages", r.pdf), rate(readPages, "pages", r.pdftotext), rate(mb, "MB", r.text), rate(mb, "MB", r.cat))
}

// pdf is a PDF of so many pages of prose: a catalogue, a tree of pages, a font, then each page and what it draws.
func (w *writer) pdf(pages int) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	var offsets []int
	object := func(format string, args ...any) {
		offsets = append(offsets, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n", len(offsets))
		fmt.Fprintf(&b, format, args...)
		b.WriteString("\nendobj\n")
	}
	const first = 4
	var kids strings.Builder
	for i := range pages {
		fmt.Fprintf(&kids, "%d 0 R ", first+2*i)
	}
	object("<</Type/Catalog /Pages 2 0 R>>")
	object("<</Type/Pages /Count %d /Kids [%s] /MediaBox [0 0 595 842] /Resources <</Font <</F 3 0 R>>>>>>", pages, kids.String())
	object("<</Type/Font /Subtype/Type1 /BaseFont/Helvetica>>")
	for i := range pages {
		var content strings.Builder
		content.WriteString("BT /F 10 Tf 14 TL 60 780 Td\n")
		for range linesPerPage {
			fmt.Fprintf(&content, "(%s) Tj T*\n", w.phrase(wordsPerLine))
		}
		content.WriteString("ET")
		object("<</Type/Page /Parent 2 0 R /Contents %d 0 R>>", first+2*i+1)
		object("<</Length %d>>\nstream\n%s\nendstream", content.Len(), content.String())
	}
	table := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(offsets)+1)
	for _, at := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", at)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d /Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(offsets)+1, table)
	return b.Bytes()
}
