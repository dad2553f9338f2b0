package reader

import (
	"context"
	"slices"

	"github.com/gabriel-vasile/mimetype"

	"footnote/index/doc"
)

// A Format is one row of the table of what is read.
type Format struct {
	Kind       string                 // Document.Kind
	Types      []string               // media types that the content may be told as
	Extensions []string               // of its files' names, or whole names; lower case
	Text       bool                   // its files are text, told apart by name rather than by content
	Looks      func(head []byte) bool // whether a text that its name says nothing of is of this format; may be nil
	Read       func(ctx context.Context, in Input) (doc.Document, error)
}

// Holds says whether content of the type found is of this format: it is one of its types, or a special case of one.
func (f Format) Holds(found *mimetype.MIME) bool {
	for m := found; m != nil; m = m.Parent() {
		if slices.ContainsFunc(f.Types, m.Is) {
			return true
		}
	}
	return false
}
