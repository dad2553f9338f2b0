package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"footnote/index/bench/prose"
	"footnote/index/extract"
)

// The files for the reading benchmark.
const (
	readPages     = 300
	readTextBytes = 32 << 20
	readTimes     = 3 // the fastest run counts
)

// reading holds the time to read files in one process, beside programs that do less. The time of a program that is not installed is 0.
type reading struct {
	pdf, pdftotext time.Duration // for readPages pages
	text, cat      time.Duration // for readTextBytes of text
}

// measureReading writes a PDF and a text file under dir and reads them.
func measureReading(ctx context.Context, dir string) (r reading, err error) {
	w := prose.NewWriter()
	pdf, text := filepath.Join(dir, "pages.pdf"), filepath.Join(dir, "words.txt")
	if err := errors.Join(os.WriteFile(pdf, w.PDF(readPages), 0o600), os.WriteFile(text, []byte(w.Document(readTextBytes)), 0o600)); err != nil {
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
			c.Stdout = struct{ io.Writer }{io.Discard} // a pipe, as for a real consumer; writing to the null device would cost nothing
			return c.Run()
		}
	}
	if err := read(pdf)(); err != nil { // compiles the PDF reader first
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

// fastest returns the shortest of readTimes durations of act.
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
