package index

import (
	"context"
	"fmt"
	"image"
	"os"
	"strings"

	"footnote/index/doc"
	"footnote/index/extract/reader"
	"footnote/index/store"
)

// A Page is a page of an indexed PDF, or an indexed picture, as it looks.
type Page struct {
	Image image.Image       // opaque, from (0, 0)
	Boxes []image.Rectangle // the words of the span that stand on this page: one rectangle a line, within Image; see Library.Page
	Pages int               // in the file

	Others [][]image.Rectangle // for each of the other spans asked for, as Boxes
}

// Page draws a page, from 1, of an indexed PDF or picture width pixels wide, and says where on it the words of span stand, a span of the
// document's canonical text. A page that would be very large is drawn smaller. Boxes is empty where none of the words stand on the
// page, or nothing is known of where they do; where words of a line stand far apart, it has more than one rectangle. Others are spans
// that are looked for in the same way.
//
// The error is ErrNotFound where the document is not in the library; ErrNoPages where it is neither; ErrChanged where the file is
// not the one that was indexed, so that boxes would lie; an *extract.Refusal where the file cannot be read or has no such page; the
// system's; or ctx.Err(). Pages are drawn apart from a running Sync, one at a time, in a worker process where Options.Worker is set.
func (l *Library) Page(ctx context.Context, path string, page, width int, span Span, others ...Span) (Page, error) {
	drawn, err := l.drawPage(ctx, path, page, width, span, others)
	if err != nil {
		return Page{}, fmt.Errorf("draw page %d of %s: %w", page, path, err)
	}
	return Page{Image: drawn.Image, Boxes: drawn.Boxes, Others: drawn.Others, Pages: drawn.Pages}, nil
}

func (l *Library) drawPage(ctx context.Context, path string, page, width int, span Span, others []Span) (reader.PageImage, error) {
	document, err := l.store.Text(ctx, path)
	if err != nil {
		return reader.PageImage{}, err
	}
	if !doc.KindOf(document.Kind).Pages {
		return reader.PageImage{}, ErrNoPages
	}
	info, err := os.Stat(path)
	if err != nil {
		return reader.PageImage{}, err
	}
	if stamp := (store.Stamp{Size: document.Size, ModTime: document.ModTime}); !stamp.Is(info.Size(), info.ModTime()) {
		return reader.PageImage{}, ErrChanged
	}
	places, err := decodePlaces(document.Places)
	if err != nil {
		return reader.PageImage{}, err
	}
	if places.Section(span.Start).Member != "" { // it stands in a file that is attached to this one
		return reader.PageImage{}, ErrNoPages
	}
	own := pageSpan(places, page, len(document.Text))
	onPage := func(s Span) doc.Span {
		return doc.Span{Start: max(s.Start, own.Start) - own.Start, End: min(s.End, own.End) - own.Start}
	}
	view := reader.PageView{Page: page, Width: width, Start: onPage(span).Start, End: onPage(span).End}
	for _, s := range others {
		view.Others = append(view.Others, onPage(s))
	}
	drawn, err := l.pages.Page(ctx, path, view, l.passwords()...)
	if err != nil {
		return reader.PageImage{}, err
	}
	// What the library has of the page, and what stands on it now. The library's may be cut short at the document's end.
	if known := strings.TrimRight(document.Text[own.Start:own.End], "\n"); !strings.HasPrefix(drawn.Text, known) {
		return reader.PageImage{}, ErrChanged
	}
	return drawn, nil
}

// pageSpan returns the part of a canonical text that stands on a page, with the empty line between it and the next. It is empty for
// a page that was not read.
func pageSpan(places doc.Places, page, length int) Span {
	own := Span{Start: length, End: length}
	for _, m := range places.Marks {
		switch {
		case m.Kind.IsFile(): // an attached file begins
			return Span{Start: min(own.Start, m.Start), End: m.Start}
		case m.Kind != doc.Page:
		case m.Page == page:
			own.Start = m.Start
		case m.Page > page:
			return Span{Start: min(own.Start, m.Start), End: m.Start}
		}
	}
	return own
}
