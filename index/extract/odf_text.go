package extract

import (
	"context"
	"encoding/xml"
)

// An odfReader makes the flow of an OpenDocument text or presentation from the tokens of its main part.
type odfReader struct {
	blockReader
	ctx    context.Context
	styles map[string]odfStyle
	style  string // the one whose properties are being read
	pages  bool   // the breaks in the text count its pages

	nesting
	inBody bool   // behind the styles
	lists  int    // open within each other
	item   bool   // the next paragraph begins an item
	slide  int    // number of the one that is open
	class  string // what the frame that is open is for
	around []int  // lists that are open around each of the notes and remarks that are open
	inName bool   // within the name of a remark's author
}

func newODFReader(ctx context.Context) *odfReader {
	r := &odfReader{ctx: ctx, styles: map[string]odfStyle{}, blockReader: newBlockReader()}
	r.into = r.write
	return r
}

func (r *odfReader) titled() string { return r.title }
func (r *odfReader) stopped() error { return r.ctx.Err() }

// token takes the next token of the main part; it returns false when there is no point in another.
func (r *odfReader) token(t xml.Token) bool {
	switch t := t.(type) {
	case xml.StartElement:
		if !r.opens(r.isLeftOut(t)) {
			break
		}
		if !r.inBody {
			readODFStyle(r.styles, &r.style, t)
			r.inBody = t.Name.Local == "body"
			break
		}
		r.start(t)
	case xml.EndElement:
		if !r.closes() {
			break
		}
		r.end(t.Name.Local)
	case xml.CharData:
		switch {
		case r.skip > 0 || !r.inBody:
		case r.inName:
			r.addAuthor(string(t))
		default:
			r.add(piece{words: string(t)})
		}
	}
	return !r.full && r.ctx.Err() == nil
}

// isLeftOut says whether nothing of an element is read: what was deleted, the pronunciation above a word, what a form is
// made of, and what stands on every slide.
func (r *odfReader) isLeftOut(e xml.StartElement) bool {
	switch e.Name.Local {
	case "tracked-changes", "annotation-end", "ruby-text", "forms", "title", "desc", "note-citation", "settings",
		"variable-decls", "sequence-decls", "binary-data", "header-decl", "footer-decl", "date-time-decl", "event-listeners":
		return e.Name.Local != "title" || e.Name.Space == "svg" // else a field that shows the document's
	case "frame", "custom-shape":
		switch xmlAttr(e, "class") {
		case "page", "date-time", "footer", "header", "page-number":
			return true
		}
	}
	return false
}

func (r *odfReader) start(e xml.StartElement) {
	switch e.Name.Local {
	case "h":
		r.beginText(e).heading = min(max(attrInt(e, "outline-level"), 1), bodyLevel-1)
	case "p":
		r.beginText(e)
	case "list":
		r.lists++
	case "list-item":
		r.item = true
	case "table-row":
		r.beginRow()
	case "table-cell":
		r.beginCell()
	case "covered-table-cell":
		r.beginCell()
	case "s", "tab":
		if e.Name.Local == "tab" {
			r.add(piece{kind: tabPiece})
		} else {
			r.add(piece{words: " "})
		}
	case "line-break":
		r.add(piece{kind: linePiece})
	case "soft-page-break":
		if r.pages {
			r.breakPage()
		}
	case "note":
		r.beginNote()
		r.around, r.lists = append(r.around, r.lists), 0
	case "annotation":
		r.author = ""
		r.beginRemark()
		r.around, r.lists = append(r.around, r.lists), 0
	case "creator":
		r.inName = len(r.around) > 0
	case "page":
		r.beginSlide()
	case "notes":
		r.endAll()
		r.lines(2)
		r.mark(Mark{Kind: Heading, Level: 2, Label: notesLabel})
	case "frame", "custom-shape":
		r.class = xmlAttr(e, "class")
		if r.slide > 0 {
			r.lines(2)
		}
	}
}

// beginText begins a paragraph or a heading.
func (r *odfReader) beginText(e xml.StartElement) *block {
	style := xmlAttr(e, "style-name")
	p := r.beginParagraph()
	p.isTitle = style == "Title" || r.styles[style].parent == "Title"
	if r.item {
		p.list, r.item = r.lists, false
	}
	if r.slide > 0 && r.class == "title" && len(r.outer) == 0 {
		p.heading, p.list = 1, 0
	}
	if r.pages && r.styles[style].breaks && (r.b.Len() > 0 || len(r.cells) > 0) {
		r.add(piece{kind: pagePiece})
	}
	return p
}

// breakPage begins a page: in the paragraph that is open, or behind the one that ended.
func (r *odfReader) breakPage() {
	if r.paragraph() != nil {
		r.add(piece{kind: pagePiece})
		return
	}
	r.block(block{pieces: []piece{{kind: pagePiece}}})
}

func (r *odfReader) beginSlide() {
	r.endAll()
	r.slide++
	r.class = ""
	r.lines(2)
	r.mark(Mark{Kind: Slide, Page: r.slide})
}

func (r *odfReader) end(local string) {
	switch local {
	case "p", "h":
		r.endParagraph()
	case "list":
		r.lists = max(0, r.lists-1)
		r.item = false
	case "table-row":
		r.endRow()
	case "creator":
		r.inName = false
	case "note", "annotation":
		if n := len(r.around); n > 0 {
			r.endApart()
			r.around, r.lists = r.around[:n-1], r.around[n-1]
		}
	case "frame", "custom-shape":
		r.class = ""
	}
}
