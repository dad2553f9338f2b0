package extract

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"os"

	"footnote/index/doc"
	"footnote/index/extract/process"
	"footnote/index/extract/reader"
)

// DetectorMemory is how much more memory a worker may have under the race detector.
const DetectorMemory = process.DetectorMemory

// UnsoundAnswer returns a worker's answer with an impossible document.
func UnsoundAnswer() []byte {
	var b bytes.Buffer
	_ = sendAnswer(bufio.NewWriter(&b), answer{Document: doc.Document{Text: "words", Places: doc.Places{Marks: []doc.Mark{{Kind: doc.Page, Start: 1 << 40}}}}})
	return b.Bytes()
}

// Busy returns how many workers are busy.
func (p *Pool) Busy() int { return len(p.slots) }

// HoldAgain keeps files from being tried a second time until release is called.
func (p *Pool) HoldAgain() (release func()) {
	p.again <- struct{}{}
	return func() { <-p.again }
}

// Extensions returns the extensions of each format.
func (x *Extractor) Extensions() [][]string {
	var all [][]string
	for _, f := range x.formats {
		if len(f.Extensions) > 0 {
			all = append(all, f.Extensions)
		}
	}
	return all
}

// ServeProbing is Serve with a reader of plain text that passes the text to probe in the worker.
func ServeProbing(in io.Reader, out io.Writer, probe func(text string) string) error {
	process.LimitMemory()
	x := New("")
	for i := range x.formats {
		if x.formats[i].Kind == "text" {
			x.formats[i].Read = func(_ context.Context, in reader.Input) (doc.Document, error) {
				text, _, err := in.All(in.Size)
				return doc.Document{Text: probe(string(text))}, err
			}
		}
	}
	return serve(x, in, out, func() { os.Exit(0) })
}

// Kinds returns the kinds of all formats.
func (x *Extractor) Kinds() []string {
	var all []string
	for _, f := range x.formats {
		all = append(all, f.Kind)
	}
	return all
}
