package office

import (
	"context"
	"encoding/xml"
	"strings"

	"footnote/index/doc"
	"footnote/index/extract/container"
	"footnote/index/extract/prose"
	"footnote/index/extract/reader"
)

// A PPTX file (ECMA-376) is a ZIP archive of parts. The reader uses:
//
//	_rels/.rels                     names the main part
//	ppt/presentation.xml            the main part: the slides in their order
//	ppt/slides/slide1.xml           a slide: shapes <p:sp> of paragraphs <a:p>, tables <a:tbl>, references to drawings
//	ppt/slides/_rels/slide1.xml.rels  names the slide's notes and drawings
//	ppt/notesSlides/, charts/, diagrams/, comments/
//	ppt/slideLayouts/, slideMasters/  what a slide is made after: shapes, too
//	docProps/core.xml               title and author
//
// A shape's placeholder <p:ph type="title"> says what it is for. Placeholders of layouts and masters say what to write there. The rest of a layout or
// master is on every slide made from it, and is read with the first. Relations count from the slide's part, whatever it is called.

// ReadPPTX reads a PowerPoint presentation.
func ReadPPTX(ctx context.Context, in reader.Input) (doc.Document, error) {
	d, err := openOOXML(in, "ppt/presentation.xml")
	if err != nil {
		return doc.Document{}, err
	}
	r := &slideReader{ctx: ctx, d: d, standing: map[string]bool{}}
	broken := error(nil)
	slides := d.slides()
	for i, slide := range slides {
		if r.Full || ctx.Err() != nil {
			break
		}
		r.Lines(2)
		r.Mark(doc.Mark{Kind: doc.Slide, Page: i + 1})
		if err := r.readSlide(slide); err != nil && broken == nil {
			broken = err
		}
	}
	document, err := documentOf(ctx, r, broken)
	if err != nil {
		return doc.Document{}, err
	}
	document = d.withEmbedded(ctx, in, document, slides...)
	reader.State(&document, d.statement())
	if IsNoTitle(prose.PlainWords(document.Title)) {
		document.Title = prose.FirstHeading(document.Places.Marks)
	}
	return document, nil
}

// IsNoTitle reports whether programs give this title to presentations without one.
func IsNoTitle(title string) bool { return noTitles[title] }

var noTitles = map[string]bool{"": true, "PowerPoint Presentation": true, "Slide 1": true, "No Slide Title": true}

// slides returns the parts of the slides, in the order in which they are shown.
func (d ooxml) slides() []string {
	byID := d.relatedBy(d.main)
	var slides []string
	_ = d.Elements(d.main, func(t xml.Token) bool { // use what can be read
		if e, ok := t.(xml.StartElement); ok && e.Name.Local == "sldId" {
			for _, a := range e.Attr {
				if a.Name.Local == "id" && a.Name.Space != "" { // unlike the slide's number, it has a prefix
					slides = append(slides, byID[a.Value])
				}
			}
		}
		return len(slides) < container.MaxMembers
	})
	return slides
}

// readSlide reads a slide: its title, the other shapes, its drawings, what is on every slide of its kind, remarks, and notes.
func (r *slideReader) readSlide(part string) error {
	if err := r.readShapes(part, onlyTitle); err != nil {
		return err
	}
	err := r.readShapes(part, allButTitle)
	byID := r.d.relatedBy(part)
	read := map[string]bool{}
	for _, id := range r.drawings {
		if drawing := byID[id]; !read[drawing] {
			read[drawing] = true
			readDrawing(r.ctx, &r.Flow, r.d, drawing)
		}
	}
	layout := r.d.related(part, "slideLayout", "")
	for _, kind := range []string{layout, r.d.related(layout, "slideMaster", "")} {
		if !r.standing[kind] {
			r.standing[kind] = true
			_ = r.readShapes(kind, onlyStanding) // without it, the slide remains
		}
	}
	for _, relation := range r.d.relations(part) {
		if relation.kind == "comments" {
			r.readRemarks(relation.target)
		}
	}
	if notes := r.d.related(part, "notesSlide", ""); notes != "" {
		_ = r.readShapes(notes, onlyNotes) // without notes, the slide remains
	}
	return err
}

// readRemarks reads the remarks on a slide: a line for each, in brackets, followed by its replies. In the older of the two formats, a remark is one
// text; in the newer, it is paragraphs after the replies.
func (r *slideReader) readRemarks(part string) {
	var said strings.Builder
	var answers []string
	inText := false
	remark := func() string {
		words := prose.OneLine(said.String())
		said.Reset()
		return words
	}
	_ = r.d.Elements(part, func(t xml.Token) bool { // without remarks, the slide remains
		switch t := t.(type) {
		case xml.StartElement:
			inText = inText || t.Name.Local == "text" || t.Name.Local == "t"
		case xml.CharData:
			if inText && said.Len() < prose.MaxCellBytes {
				said.Write(t)
			}
		case xml.EndElement:
			switch t.Name.Local {
			case "text", "t":
				inText = false
			case "p":
				said.WriteByte('\n')
			case "reply":
				if len(answers) < prose.MaxNotes {
					answers = append(answers, remark())
				}
			case "cm":
				for _, words := range append([]string{remark()}, answers...) {
					if words != "" {
						r.Lines(1)
						r.Words("[" + words + "]")
					}
				}
				answers = nil
			}
		}
		return !r.Full && r.ctx.Err() == nil
	})
	r.Lines(2)
}

// roleless reports whether a placeholder is on every slide and says nothing of its own.
func roleless(role string) bool {
	return strings.Contains(" sldNum ftr dt hdr sldImg ", " "+role+" ")
}
