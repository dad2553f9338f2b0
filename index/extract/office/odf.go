package office

import (
	"cmp"
	"context"
	"encoding/xml"
	"strconv"
	"strings"

	"footnote/index/doc"
	"footnote/index/extract/container"
	"footnote/index/extract/encryption"
	"footnote/index/extract/prose"
	"footnote/index/extract/reader"
)

// An OpenDocument file (ISO/IEC 26300) is a ZIP archive of parts. The reader uses:
//
//	META-INF/manifest.xml  whether its parts are encrypted
//	content.xml            the text: <office:text>, <office:presentation> or <office:spreadsheet>
//	styles.xml             of a text: its headers and footers
//	meta.xml               title, author, dates, number of pages
//
// A text is paragraphs <text:p> and headings <text:h>, perhaps in lists <text:list> or tables <table:table>. A presentation is pages <draw:page> of
// frames <draw:frame> of such text. A spreadsheet is tables whose cells hold paragraphs of what they show; what repeats is stored once, with a count.
// Elements are recognized by their local names, since prefixes may differ.

// An odf is an open OpenDocument file.
type odf struct{ container.Parts }

// ReadODT reads an OpenDocument text.
func ReadODT(ctx context.Context, in reader.Input) (doc.Document, error) {
	return readODF(ctx, in, func(d odf) (odfContent, error) {
		r := newODFReader(ctx)
		d.Uncounted(func() { r.pages = d.breaksPages() })
		if r.pages {
			r.TurnPage()
		}
		err := d.Elements(odfMain, r.token)
		r.EndAll()
		r.readMargins(d)
		return r, err
	})
}

// ReadODP reads an OpenDocument presentation.
func ReadODP(ctx context.Context, in reader.Input) (doc.Document, error) {
	return readODF(ctx, in, func(d odf) (odfContent, error) {
		r := newODFReader(ctx)
		err := d.Elements(odfMain, r.token)
		r.EndAll()
		return r, err
	})
}

// ReadODS reads an OpenDocument spreadsheet, one row at a time.
func ReadODS(ctx context.Context, in reader.Input) (doc.Document, error) {
	return readODF(ctx, in, func(d odf) (odfContent, error) {
		r := &odsReader{ctx: ctx}
		return r, d.Elements(odfMain, r.token)
	})
}

const odfMain = "content.xml"

// An odfContent is what a reader has made of a document's main part.
type odfContent interface {
	content
	titled() string // the title in the text itself, or ""
}

// readODF reads the main part with read, and what surrounds it in every OpenDocument file.
func readODF(ctx context.Context, in reader.Input, read func(odf) (odfContent, error)) (doc.Document, error) {
	parts, err := container.Open(in)
	if err != nil {
		return doc.Document{}, err
	}
	if parts, err = encryption.OpenODF(parts, odfMain, in.Passwords); err != nil {
		return doc.Document{}, err
	}
	d := odf{parts}
	if d.Members[odfMain] == nil {
		return doc.Document{}, doc.Refuse(doc.CodeNoMainPart)
	}
	main, broken := read(d)
	document, err := documentOf(ctx, main, broken)
	if err != nil {
		return doc.Document{}, err
	}
	said := d.Properties("meta.xml", "title", "creator", "initial-creator", "language", "date", "creation-date")
	author := cmp.Or(said["initial-creator"], said["creator"])
	reader.State(&document, reader.Statement{Title: said["title"], Author: author, Language: said["language"], Dates: []string{said["date"], said["creation-date"]}})
	if prose.PlainWords(document.Title) == "" {
		document.Title = main.titled()
	}
	return document, nil
}

// breaksPages reports whether the breaks in the text count its pages: there are as many as the document states pages.
func (d odf) breaksPages() bool {
	said, found := 0, 1
	_ = d.Elements("meta.xml", func(t xml.Token) bool { // without the part, no count is stated
		if e, ok := t.(xml.StartElement); ok && e.Name.Local == "document-statistic" {
			said = attrInt(e, "page-count")
		}
		return true
	})
	if said < 2 {
		return false
	}
	styles := map[string]odfStyle{}
	style := ""
	words := false                                   // a break before the first words begins the first page
	_ = d.Elements(odfMain, func(t xml.Token) bool { // an error shows when the part is read again
		switch t := t.(type) {
		case xml.StartElement:
			readODFStyle(styles, &style, t)
			switch t.Name.Local {
			case "p", "h":
				if styles[container.Attr(t, "style-name")].breaks && words {
					found++
				}
			case "soft-page-break":
				found++
			}
		case xml.CharData:
			words = words || style == "" && strings.TrimSpace(string(t)) != ""
		case xml.EndElement:
			if t.Name.Local == "automatic-styles" {
				style = ""
			}
		}
		return true
	})
	return found == said
}

// An odfStyle is what the style of a paragraph or of words says that matters here.
type odfStyle struct {
	parent string
	breaks bool // the paragraph begins a page
	raised bool // the words stand above the line
}

// readODFStyle reads an element of a style. open is the name of the current style.
func readODFStyle(styles map[string]odfStyle, open *string, e xml.StartElement) {
	switch e.Name.Local {
	case "style":
		*open = container.Attr(e, "name")
		if len(styles) < maxStyles {
			styles[*open] = odfStyle{parent: container.Attr(e, "parent-style-name"), breaks: container.Attr(e, "master-page-name") != ""}
		}
	case "paragraph-properties":
		if s, ok := styles[*open]; ok && container.Attr(e, "break-before") == "page" {
			s.breaks = true
			styles[*open] = s
		}
	case "text-properties":
		if s, ok := styles[*open]; ok {
			s.raised = isAbove(container.Attr(e, "text-position"))
			styles[*open] = s
		}
	}
}

// isAbove reports whether a text-position, such as "super 58%" or "33% 58%", is above the line.
func isAbove(position string) bool {
	height, _, _ := strings.Cut(position, " ")
	percent, err := strconv.ParseFloat(strings.TrimSuffix(height, "%"), 64)
	return height == "super" || err == nil && percent > 0
}
