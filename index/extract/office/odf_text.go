package office

import (
	"context"
	"encoding/xml"
	"strings"

	"footnote/index/doc"
	"footnote/index/extract/container"
	"footnote/index/extract/prose"
)

// An odfReader makes the flow of an OpenDocument text or presentation from the tokens of its main part.
type odfReader struct {
	prose.BlockReader
	ctx    context.Context
	styles map[string]odfStyle
	style  string // the style being read
	pages  bool   // the breaks in the text count its pages

	nesting
	inBody bool   // past the styles
	lists  int    // open, nested
	item   bool   // the next paragraph begins an item
	slide  int    // number of the current slide
	class  string // the purpose of the open frame
	around []int  // lists open around each open note or remark
	inName bool   // within the name of a remark's author
	raised []bool // of each span that is open: its words stand above the line
}

func newODFReader(ctx context.Context) *odfReader {
	r := &odfReader{ctx: ctx, styles: map[string]odfStyle{}, BlockReader: prose.NewBlockReader()}
	r.Into = r.Write
	return r
}

func (r *odfReader) titled() string { return r.Title }

// token handles a token of the main part. It returns false when no further token is needed.
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
		if r.closes() {
			r.end(t.Name.Local)
		}
	case xml.CharData:
		switch {
		case r.skip > 0 || !r.inBody:
		case r.inName:
			r.AddAuthor(string(t))
		default:
			words := string(t)
			if n := len(r.raised); n > 0 && r.raised[n-1] {
				words = prose.Raise(words)
			}
			r.Add(prose.Piece{Words: words})
		}
	}
	return !r.Full && r.ctx.Err() == nil
}

// readMargins reads the headers and footers of a text, each text once, behind the body.
func (r *odfReader) readMargins(d odf) {
	w := MarginWriter{Flow: &r.BlockFlow}
	var blocks []prose.Block
	kind := ""
	r.nesting, r.pages = nesting{}, false
	_ = d.Elements("styles.xml", func(t xml.Token) bool { // without it, the body remains
		switch t := t.(type) {
		case xml.StartElement:
			if name, _, _ := strings.Cut(t.Name.Local, "-"); kind == "" && t.Name.Space == "style" && (name == "header" || name == "footer") {
				kind, blocks = name, nil
				r.BlockStack = prose.BlockStack{Into: func(b prose.Block) { blocks = append(blocks, b) }}
				return true
			}
		case xml.EndElement:
			if name, _, _ := strings.Cut(t.Name.Local, "-"); t.Name.Space == "style" && name == kind && kind != "" {
				r.EndAll()
				w.Write(kind, blocks)
				kind = ""
			}
		}
		return kind == "" || r.token(t)
	})
}

// isLeftOut reports whether to skip an element: deleted text, the pronunciation above a word, the parts of forms, and what stands on every slide.
func (r *odfReader) isLeftOut(e xml.StartElement) bool {
	switch e.Name.Local {
	case "tracked-changes", "annotation-end", "ruby-text", "forms", "title", "desc", "note-citation", "settings",
		"variable-decls", "sequence-decls", "binary-data", "header-decl", "footer-decl", "date-time-decl", "event-listeners":
		return e.Name.Local != "title" || e.Name.Space == "svg" // otherwise it is a field that shows the document's title
	case "frame", "custom-shape":
		switch container.Attr(e, "class") {
		case "page", "date-time", "footer", "header", "page-number":
			return true
		}
	}
	return false
}

func (r *odfReader) start(e xml.StartElement) {
	switch e.Name.Local {
	case "h":
		r.beginText(e).Heading = min(max(attrInt(e, "outline-level"), 1), prose.BodyLevel-1)
	case "p":
		r.beginText(e)
	case "span":
		r.raised = append(r.raised, r.styles[container.Attr(e, "style-name")].raised)
	case "list":
		r.lists++
	case "list-item":
		r.item = true
	case "table-row":
		r.BeginRow()
	case "table-cell":
		r.BeginCell()
	case "covered-table-cell":
		r.BeginCell()
	case "s", "tab":
		if e.Name.Local == "tab" {
			r.Add(prose.Piece{Kind: prose.TabPiece})
		} else {
			r.Add(prose.Piece{Words: " "})
		}
	case "line-break":
		r.Add(prose.Piece{Kind: prose.LinePiece})
	case "soft-page-break":
		if r.pages {
			r.breakPage()
		}
	case "note":
		r.BeginNote()
		r.around, r.lists = append(r.around, r.lists), 0
	case "annotation":
		r.Author = ""
		r.BeginRemark()
		r.around, r.lists = append(r.around, r.lists), 0
	case "creator":
		r.inName = len(r.around) > 0
	case "page":
		r.beginSlide()
	case "notes":
		r.EndAll()
		r.Lines(2)
		r.Mark(doc.Mark{Kind: doc.Heading, Level: 2, Label: notesLabel})
	case "frame", "custom-shape":
		r.class = container.Attr(e, "class")
		if r.slide > 0 {
			r.Lines(2)
		}
	}
}

// beginText begins a paragraph or a heading.
func (r *odfReader) beginText(e xml.StartElement) *prose.Block {
	style := container.Attr(e, "style-name")
	p := r.BeginParagraph()
	p.IsTitle = style == "Title" || r.styles[style].parent == "Title"
	if r.item {
		p.List, r.item = r.lists, false
	}
	if r.slide > 0 && r.class == "title" && len(r.Outer) == 0 {
		p.Heading, p.List = 1, 0
	}
	if r.pages && r.styles[style].breaks && (r.B.Len() > 0 || len(r.Cells) > 0) {
		r.Add(prose.Piece{Kind: prose.PagePiece})
	}
	return p
}

// breakPage begins a page, in the open paragraph or after the last one.
func (r *odfReader) breakPage() {
	if r.Paragraph() != nil {
		r.Add(prose.Piece{Kind: prose.PagePiece})
		return
	}
	r.Block(prose.Block{Pieces: []prose.Piece{{Kind: prose.PagePiece}}})
}

func (r *odfReader) beginSlide() {
	r.EndAll()
	r.slide++
	r.class = ""
	r.Lines(2)
	r.Mark(doc.Mark{Kind: doc.Slide, Page: r.slide})
}

func (r *odfReader) end(local string) {
	switch local {
	case "p", "h":
		r.EndParagraph()
	case "span":
		r.raised = r.raised[:max(0, len(r.raised)-1)]
	case "list":
		r.lists = max(0, r.lists-1)
		r.item = false
	case "table-row":
		r.EndRow()
	case "creator":
		r.inName = false
	case "note", "annotation":
		if n := len(r.around); n > 0 {
			r.EndApart()
			r.around, r.lists = r.around[:n-1], r.around[n-1]
		}
	case "frame", "custom-shape":
		r.class = ""
	}
}
