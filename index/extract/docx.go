package extract

import (
	"archive/zip"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strconv"
	"strings"

	htmlcharset "golang.org/x/net/html/charset"
)

// A DOCX file (ECMA-376) is a zip archive of parts. What is read of it:
//
//	_rels/.rels                     names the main part
//	word/document.xml               the main part: the body's paragraphs and tables
//	word/_rels/document.xml.rels    names the parts that belong to it
//	word/styles.xml                 which styles are headings, and of which level
//	word/footnotes.xml, endnotes    the notes; each stands behind the paragraph that refers to it
//	docProps/core.xml, app.xml      title and author; number of pages
//
// A paragraph is <w:p> with properties <w:pPr> and runs <w:r> of text <w:t>; a table is <w:tbl> of rows <w:tr> of cells
// <w:tc> of paragraphs. Elements are told by their local names, since producers choose the prefixes.

// readDOCX reads a Word document.
func readDOCX(ctx context.Context, in input) (Document, error) {
	d, err := openPackage(in)
	if err != nil {
		return Document{}, err
	}
	main := d.related("", "officeDocument", "word/document.xml")
	if d.parts[main] == nil {
		return Document{}, refuse(Damaged, "damaged: a Word document without its main part")
	}
	r := &docxReader{ctx: ctx, styles: d.styles(main), notes: map[noteKey][]docxBlock{}}
	for _, kind := range []string{"footnote", "endnote"} {
		r.readNotes(d, d.related(main, kind+"s", "word/"+kind+"s.xml"), kind)
	}
	r.breaks = d.pageBreaks(main)
	if r.breaks != noBreaks {
		r.turnPage()
	}
	broken := r.readBody(d, main)
	if err := ctx.Err(); err != nil {
		return Document{}, err
	}
	doc := Document{}
	doc.Text, doc.Places.Marks, doc.Note = r.finish()
	if broken != nil && doc.Text == "" {
		return Document{}, refuseErr(Damaged, broken, "damaged: a Word document whose text cannot be read")
	}
	if broken != nil {
		doc.Note = joinNotes(doc.Note, noteOn(broken))
	}
	doc.Title, doc.Author = d.titleAndAuthor()
	if plainWords(doc.Title) == "" {
		doc.Title = r.title
	}
	return doc, nil
}

// errPartTooLarge ends the reading of a part at maxPartBytes.
var errPartTooLarge = errors.New("a part is too large")

// noteOn says for a person where reading ended early, and why.
func noteOn(broken error) string {
	if errors.Is(broken, errPartTooLarge) {
		return fmt.Sprintf("only the first %d MiB of its markup were read", maxPartBytes>>20)
	}
	return "damaged: what is behind the last words shown could not be read"
}

// A docxPackage is the parts of an open DOCX file by their lower-case names.
type docxPackage struct {
	parts map[string]*zip.File
}

func openPackage(in input) (docxPackage, error) {
	archive, err := zip.NewReader(in.data, in.size)
	if err != nil {
		return docxPackage{}, refuseErr(Damaged, err, "damaged: the archive that it is ends early or is broken")
	}
	if len(archive.File) > maxZipMembers {
		return docxPackage{}, refuse(TooLarge, "it has more than %d parts", maxZipMembers)
	}
	d := docxPackage{parts: map[string]*zip.File{}}
	for _, f := range archive.File {
		if f.Flags&1 != 0 {
			return docxPackage{}, refuse(Encrypted, "it needs a password: save it without one to have it read")
		}
		d.parts[strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(f.Name, `\`, "/"), "/"))] = f
	}
	return d, nil
}

// elements calls visit for every token of a part until it returns false. A part that is not there has none.
func (d docxPackage) elements(name string, visit func(xml.Token) bool) error {
	f := d.parts[name]
	if f == nil {
		return nil
	}
	content, err := f.Open()
	if err != nil {
		return fmt.Errorf("open %s: %w", name, err)
	}
	defer func() { _ = content.Close() }() // only read: nothing to lose
	limited := &io.LimitedReader{R: content, N: maxPartBytes}
	tokens := xml.NewDecoder(limited)
	tokens.Strict = false // an entity that is not known stays as it is written; none is ever looked up
	tokens.CharsetReader = htmlcharset.NewReaderLabel
	for {
		token, err := tokens.RawToken()
		switch {
		case limited.N <= 0:
			return errPartTooLarge
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return fmt.Errorf("read %s: %w", name, err)
		case !visit(token):
			return nil
		}
	}
}

// related returns the name of the part that part refers to as of a kind, or usual where it does not say.
func (d docxPackage) related(part, kind, usual string) string {
	folder, base := path.Split(part)
	found := ""
	_ = d.elements(folder+"_rels/"+base+".rels", func(t xml.Token) bool { // what it does not say is guessed
		e, ok := t.(xml.StartElement)
		if ok && e.Name.Local == "Relationship" && strings.HasSuffix(xmlAttr(e, "Type"), "/"+kind) {
			found = strings.ToLower(xmlAttr(e, "Target"))
		}
		return found == ""
	})
	switch {
	case found == "":
		return usual
	case strings.HasPrefix(found, "/"):
		return found[1:]
	}
	return path.Join(folder, found)
}

// titleAndAuthor reads the document's properties.
func (d docxPackage) titleAndAuthor() (title, author string) {
	var into *string
	_ = d.elements(d.related("", "core-properties", "docprops/core.xml"), func(t xml.Token) bool { // it is there or not
		switch t := t.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "title":
				into = &title
			case "creator":
				into = &author
			}
		case xml.CharData:
			if into != nil && len(*into) < maxTitleBytes {
				*into += string(t)
			}
		case xml.EndElement:
			into = nil
		}
		return true
	})
	return title, author
}

// Breaks are the marks by which a document says where its pages end.
type breaks uint8

const (
	noBreaks       breaks = iota
	renderedBreaks        // where Word found a page full or ended, when it last laid the document out
	manualBreaks          // where the author ended a page
)

// pageBreaks says by which breaks the pages of the main part are counted. Breaks of the author alone count the pages only if
// there are as many as the document says it has pages: otherwise some page ended by being full, nobody knows where.
func (d docxPackage) pageBreaks(main string) breaks {
	rendered, manual := 0, 0
	_ = d.elements(main, func(t xml.Token) bool { // an error shows when the part is read
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
	return e.Name.Local == "br" && xmlAttr(e, "type") == "page" || e.Name.Local == "pageBreakBefore" && isOn(e)
}

// pages is how many pages the document says that it has.
func (d docxPackage) pages() int {
	pages, within := 0, false
	_ = d.elements(d.related("", "extended-properties", "docprops/app.xml"), func(t xml.Token) bool { // it is there or not
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

func xmlAttr(e xml.StartElement, local string) string {
	for _, a := range e.Attr {
		if a.Name.Local == local {
			return a.Value
		}
	}
	return ""
}

// isOn reads an element that switches a property on unless its value says off (ECMA-376 part 1, 22.9.2.7).
func isOn(e xml.StartElement) bool {
	switch xmlAttr(e, "val") {
	case "0", "false", "off":
		return false
	}
	return true
}
