// Package office reads the documents of office programs: Office Open XML, OpenDocument, RTF, and the formats of Office 97–2003 by way of
// LibreOffice where it is installed.
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

// A DOCX file (ECMA-376) is a zip archive of parts. What is read of it:
//
//	_rels/.rels                     names the main part
//	word/document.xml               the main part: the body's paragraphs and tables
//	word/_rels/document.xml.rels    names the parts that belong to it
//	word/styles.xml                 which styles are headings, and of which level
//	word/footnotes.xml, endnotes    the notes; each stands behind the paragraph that refers to it
//	word/comments.xml               what was remarked, likewise, behind its author in brackets
//	docProps/core.xml, app.xml      title and author; number of pages
//
// A Paragraph is <w:p> with properties <w:pPr> and runs <w:r> of text <w:t>; a table is <w:tbl> of rows <w:tr> of cells
// <w:tc> of paragraphs. Elements are told by their local names, since producers choose the prefixes.

// ReadDOCX reads a Word document.
func ReadDOCX(ctx context.Context, in reader.Input) (doc.Document, error) {
	d, err := openOOXML(in, "word/document.xml")
	if err != nil {
		return doc.Document{}, err
	}
	r := &docxReader{ctx: ctx, styles: d.styles(), numbering: d.numbering(), BlockFlow: prose.BlockFlow{Notes: map[prose.NoteKey][]prose.Block{}}}
	for _, kind := range []string{"footnote", "endnote", "comment"} {
		r.readNotes(d, d.related(d.main, kind+"s", "word/"+kind+"s.xml"), kind)
	}
	d.Uncounted(func() { r.breaks = d.pageBreaks() })
	if r.breaks != noBreaks {
		r.TurnPage()
	}
	broken := r.readBody(d)
	document, err := documentOf(ctx, r, broken)
	if err != nil {
		return doc.Document{}, err
	}
	reader.State(&document, d.statement())
	if prose.PlainWords(document.Title) == "" {
		document.Title = r.Title
	}
	return document, nil
}

// breaks are the marks by which a document says where its pages end.
type breaks uint8

const (
	noBreaks       breaks = iota
	renderedBreaks        // where Word found a page full or ended, when it last laid the document out
	manualBreaks          // where the author ended a page
)

// pageBreaks says by which breaks the pages of the main part are counted. Breaks of the author alone count the pages only if
// there are as many as the document says it has pages: otherwise some page ended by being full, nobody knows where.
func (d ooxml) pageBreaks() breaks {
	rendered, manual := 0, 0
	_ = d.Elements(d.main, func(t xml.Token) bool { // an error shows when the part is read
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

// pages is how many pages the document says that it has.
func (d ooxml) pages() int {
	pages, within := 0, false
	_ = d.Elements(d.related("", "extended-properties", "docprops/app.xml"), func(t xml.Token) bool { // it is there or not
		switch t := t.(type) {
		case xml.StartElement:
			within = t.Name.Local == "Pages"
		case xml.CharData:
			if within {
				pages, _ = strconv.Atoi(strings.TrimSpace(string(t))) // 0 where it is no number
			}
		case xml.EndElement:
			within = false
		}
		return pages == 0
	})
	return pages
}

// isOn reads an element that switches a property on unless its value says off (ECMA-376 part 1, 22.9.2.7).
func isOn(e xml.StartElement) bool {
	switch container.Attr(e, "val") {
	case "0", "false", "off":
		return false
	}
	return true
}
