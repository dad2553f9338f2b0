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

// DetectorMemory is what a worker may have more under the race detector.
const DetectorMemory = process.DetectorMemory

// UnsoundAnswer is a worker's answer with a document that no file has.
func UnsoundAnswer() []byte {
	var b bytes.Buffer
	_ = sendAnswer(bufio.NewWriter(&b), answer{Document: doc.Document{Text: "words", Places: doc.Places{Marks: []doc.Mark{{Kind: doc.Page, Start: 1 << 40}}}}})
	return b.Bytes()
}

// Busy is how many workers are at work.
func (p *Pool) Busy() int { return len(p.slots) }

// HoldAgain keeps files from being tried once more until release.
func (p *Pool) HoldAgain() (release func()) {
	p.again <- struct{}{}
	return func() { <-p.again }
}

// Extensions are those of each format that is read.
func (x *Extractor) Extensions() [][]string {
	var all [][]string
	for _, f := range x.formats {
		if len(f.Extensions) > 0 {
			all = append(all, f.Extensions)
		}
	}
	return all
}

// ServeProbing is Serve with a reader of plain text that does in the worker what probe does with the text.
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

// Kinds are those of the formats that are read.
func (x *Extractor) Kinds() []string {
	var all []string
	for _, f := range x.formats {
		all = append(all, f.Kind)
	}
	return all
}
