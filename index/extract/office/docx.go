// Package office reads office documents: Office Open XML, OpenDocument, RTF, and through LibreOffice, if it is installed, what package office97
// cannot read.
package office

import (
	"context"
	"encoding/xml"
	"strconv"
	"strings"

	"footnote/index/doc"
	"footnote/index/extract/container"
	"footnote/index/extract/prose"
	"footnote/index/extract/reader"
)

// A DOCX file (ECMA-376) is a ZIP archive of parts. The reader uses:
//
//	_rels/.rels                     names the main part
//	word/document.xml               the main part: the body's paragraphs and tables
//	word/_rels/document.xml.rels    names the parts that belong to it
//	word/styles.xml                 which styles are headings, and of which level
//	word/footnotes.xml, endnotes    the notes; each stands behind the paragraph that refers to it
//	word/comments.xml               what was remarked, likewise, behind its author in brackets
//	word/header1.xml, footer1.xml   what stands on every page
//	word/charts/, diagrams/         the words of drawings
//	word/embeddings/                documents within it
//	docProps/core.xml, app.xml      title and author; number of pages
//
// A paragraph is <w:p> with properties <w:pPr> and runs <w:r> of text <w:t>. A table is <w:tbl> of rows <w:tr> of cells <w:tc> of paragraphs.
// Elements are recognized by their local names, since producers choose the prefixes.

// ReadDOCX reads a Word document.
func ReadDOCX(ctx context.Context, in reader.Input) (doc.Document, error) {
	d, err := openOOXML(in, "word/document.xml")
	if err != nil {
		return doc.Document{}, err
	}
	r := &docxReader{ctx: ctx, styles: d.styles(), numbering: d.numbering(), BlockFlow: prose.BlockFlow{Notes: map[prose.NoteKey][]prose.Block{}}}
	r.d, r.related = d, d.relatedBy(d.main)
	for _, kind := range []string{"footnote", "endnote", "comment"} {
		r.readNotes(d, d.related(d.main, kind+"s", "word/"+kind+"s.xml"), kind)
	}
	d.Uncounted(func() { r.breaks = d.pageBreaks() })
	if r.breaks != noBreaks {
		r.TurnPage()
	}
	broken := r.readBody(d)
	r.readMargins(d)
	document, err := documentOf(ctx, r, broken)
	if err != nil {
		return doc.Document{}, err
	}
	document = d.withEmbedded(ctx, in, document, d.main)
	reader.State(&document, d.statement())
	if prose.PlainWords(document.Title) == "" {
		document.Title = r.Title
	}
	return document, nil
}

// breaks says which elements show where a document's pages end.
type breaks uint8

const (
	noBreaks       breaks = iota
	renderedBreaks        // where Word last broke pages
	manualBreaks          // where the author broke pages
)

// pageBreaks returns the breaks that count the pages of the main part. Manual breaks alone count only if there are as many as the document states
// pages: otherwise some page ended by being full, nobody knows where.
func (d ooxml) pageBreaks() breaks {
	rendered, manual := 0, 0
	_ = d.Elements(d.main, func(t xml.Token) bool { // an error shows when the part is read again
		if e, ok := t.(xml.StartElement); ok {
			switch {
			case e.Name.Local == "lastRenderedPageBreak":
				rendered++
			case isManualBreak(e):
				manual++
			}
		}
		return rendered == 0
	})
	switch {
	case rendered > 0:
		return renderedBreaks
	case manual > 0 && manual+1 == d.pages():
		return manualBreaks
	}
	return noBreaks
}

func isManualBreak(e xml.StartElement) bool {
	return e.Name.Local == "br" && container.Attr(e, "type") == "page" || e.Name.Local == "pageBreakBefore" && isOn(e)
}

// pages returns how many pages the document states.
func (d ooxml) pages() int {
	pages, within := 0, false
	_ = d.Elements(d.related("", "extended-properties", "docprops/app.xml"), func(t xml.Token) bool { // without the part, none are stated
		switch t := t.(type) {
		case xml.StartElement:
			within = t.Name.Local == "Pages"
		case xml.CharData:
			if within {
				pages, _ = strconv.Atoi(strings.TrimSpace(string(t))) // 0 if it is no number
			}
		case xml.EndElement:
			within = false
		}
		return pages == 0
	})
	return pages
}

// isOn returns the value of an element that switches a property on, unless its value says off (ECMA-376 part 1, 22.9.2.7).
func isOn(e xml.StartElement) bool {
	switch container.Attr(e, "val") {
	case "0", "false", "off":
		return false
	}
	return true
}
