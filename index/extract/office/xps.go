package office

import (
	"context"
	"encoding/xml"
	"math"
	"path"
	"strconv"
	"strings"

	"footnote/index/doc"
	"footnote/index/extract/container"
	"footnote/index/extract/prose"
	"footnote/index/extract/reader"
)

// An XPS document (ECMA-388) is a ZIP archive of parts. The reader uses:
//
//	_rels/.rels                    names the sequence of documents
//	FixedDocumentSequence.fdseq    <DocumentReference Source>
//	Documents/1/FixedDocument.fdoc <PageContent Source>
//	Documents/1/Pages/1.fpage      <Glyphs OriginX OriginY FontRenderingEmSize UnicodeString>
//	docProps/core.xml              title and author

// ReadXPS reads an XPS document, page by page, in the order in which its pages are drawn.
func ReadXPS(ctx context.Context, in reader.Input) (doc.Document, error) {
	parts, err := container.Open(in)
	if err != nil {
		return doc.Document{}, err
	}
	d := ooxml{Parts: parts, known: map[string][]relation{}}
	pages := d.xpsPages()
	if len(pages) == 0 {
		return doc.Document{}, doc.Refuse(doc.CodeNoMainPart)
	}
	r := &xpsReader{}
	var broken error
	for i, page := range pages {
		if r.Full || ctx.Err() != nil {
			break
		}
		r.Lines(2)
		r.Mark(doc.Mark{Kind: doc.Page, Page: i + 1})
		r.size = 0
		err := d.Elements(page, func(t xml.Token) bool {
			if e, ok := t.(xml.StartElement); ok && e.Name.Local == "Glyphs" {
				r.glyphs(e)
			}
			return !r.Full && ctx.Err() == nil
		})
		if err != nil && broken == nil {
			broken = err
		}
	}
	document, err := documentOf(ctx, r, broken)
	if err != nil {
		return doc.Document{}, err
	}
	reader.State(&document, d.statement())
	return document, nil
}

// xpsPages returns the parts of the pages, in order.
func (d ooxml) xpsPages() (pages []string) {
	for _, fixed := range d.xpsSources(d.related("", "fixedrepresentation", "fixeddocumentsequence.fdseq"), "DocumentReference") {
		pages = append(pages, d.xpsSources(fixed, "PageContent")...)
		if len(pages) >= container.MaxMembers {
			break
		}
	}
	return pages
}

// xpsSources returns the parts that elements of a part name.
func (d ooxml) xpsSources(part, element string) (sources []string) {
	_ = d.Elements(part, func(t xml.Token) bool { // use what can be read
		if e, ok := t.(xml.StartElement); ok && e.Name.Local == element {
			source := container.Attr(e, "Source")
			if !strings.HasPrefix(source, "/") {
				source = path.Join(path.Dir(part), source)
			}
			sources = append(sources, container.PartName(source))
		}
		return len(sources) < container.MaxMembers
	})
	return sources
}

// An xpsReader makes the flow of a document from what its pages draw.
type xpsReader struct {
	prose.Flow
	x, y, size float64 // of the glyphs before; size is 0 where there are none
}

// glyphs adds a run of glyphs. Its position tells whether it continues the line of the one before.
func (r *xpsReader) glyphs(e xml.StartElement) {
	const (
		line      = 0.5 // sizes of the letters, by which two lines are apart at least
		paragraph = 1.8 // and two paragraphs
		escape    = "{}"
	)
	words := strings.TrimPrefix(container.Attr(e, "UnicodeString"), escape)
	if words == "" {
		return
	}
	x, y, size := xpsNumber(e, "OriginX"), xpsNumber(e, "OriginY"), max(xpsNumber(e, "FontRenderingEmSize"), 1)
	switch step := math.Abs(y - r.y); {
	case r.size == 0:
	case step > paragraph*max(size, r.size):
		r.Lines(2)
	case step > line*min(size, r.size), x < r.x:
		r.Lines(1)
	default:
		r.Words(" ")
	}
	r.Words(words)
	r.x, r.y, r.size = x, y, size
}

func xpsNumber(e xml.StartElement, name string) float64 {
	n, err := strconv.ParseFloat(container.Attr(e, name), 64)
	if err != nil || math.IsNaN(n) || math.IsInf(n, 0) {
		return 0
	}
	return n
}
