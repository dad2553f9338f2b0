package reader

import (
	"context"
	"slices"

	"github.com/gabriel-vasile/mimetype"

	"footnote/index/doc"
)

// A Format is a row of the table of supported formats.
type Format struct {
	Kind       string                 // Document.Kind
	Types      []string               // media types of its content
	Extensions []string               // of its files, or whole names; lower case
	Text       bool                   // its files are text, which only the name tells apart
	Looks      func(head []byte) bool // reports whether a text whose name says nothing is of this format; may be nil
	Read       func(ctx context.Context, in Input) (doc.Document, error)
}

// Holds reports whether content of a type is of this format: the type, or one that it specializes, is among the format's.
func (f Format) Holds(found *mimetype.MIME) bool {
	for m := found; m != nil; m = m.Parent() {
		if slices.ContainsFunc(f.Types, m.Is) {
			return true
		}
	}
	return false
}
