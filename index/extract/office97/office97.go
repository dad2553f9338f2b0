// Package office97 reads the documents of Office 97 to 2003, and what Word and Excel 95 wrote: DOC, XLS and PPT. Each is a compound file. Start
// reading at ReadDOC, ReadXLS and ReadPPT.
package office97

import (
	"context"
	"errors"

	"footnote/index/doc"
	"footnote/index/extract/container"
	"footnote/index/extract/reader"
)

var (
	errNoFIB    = errors.New("no file information block")
	errNoStream = errors.New("no stream of the format")
)

// A file is an open compound file of one of the formats.
type file struct {
	compound *container.Compound
	streams  map[string]int
}

func open(in reader.Input) (file, error) {
	c, err := container.OpenCompound(in.Data, in.Size)
	if err != nil {
		return file{}, doc.RefuseErr(doc.CodeDamaged, err)
	}
	c.Allowance = in.Allowance
	return file{c, c.Children(0)}, nil
}

// stream opens a stream; nil if there is none.
func (f file) stream(name string) *store {
	at, ok := f.streams[name]
	if !ok || f.compound.Entries[at].Storage {
		return nil
	}
	return newStore(f.compound.Open(at))
}

// Reader returns a reader that calls first, and then other, if it is installed, for what first cannot read.
func Reader(first, other func(context.Context, reader.Input) (doc.Document, error), installed func() bool) func(context.Context, reader.Input) (doc.Document, error) {
	return func(ctx context.Context, in reader.Input) (doc.Document, error) {
		document, err := first(ctx, in)
		var refusal *doc.Refusal
		if !errors.As(err, &refusal) || !installed() {
			return document, err
		}
		switch refusal.Code.Class() {
		case doc.Unsupported:
			return other(ctx, in)
		case doc.Damaged:
			if converted, failed := other(ctx, in); failed == nil || ctx.Err() != nil {
				return converted, failed
			}
		}
		return document, err
	}
}
