package office

import (
	"context"
	"encoding/xml"
	"strconv"
	"strings"

	"footnote/index/extract/container"
	"footnote/index/extract/figures"
	"footnote/index/extract/prose"
)

// A docxReader makes the flow of a Word document from the tokens of its parts.
type docxReader struct {
	prose.BlockFlow
	ctx    context.Context
	styles map[string]docxStyle
	breaks breaks

	numbering figures.Numbering

	d       ooxml
	related map[string]string // the parts that the main part refers to, by identifier
	drawn   int               // drawings that were read

	docxState
}

// A docxState is the position in a part.
type docxState struct {
	prose.BlockStack
	nesting
	taken  []bool // for each open alternative: one choice has been read
	inText bool   // within an element whose characters are text
	inRun  bool   // within a run
	hidden bool   // within a hidden run
	raised bool   // within a superscript run
}

// readBody reads the main part into the flow. It returns what ended the reading early.
func (r *docxReader) readBody(d ooxml) error {
	r.Into = r.Write
	err := d.Elements(d.main, r.token)
	r.EndAll()
	return err
}

// readNotes reads the part with the notes of a kind. A comment is named after its author.
func (r *docxReader) readNotes(d ooxml, part, kind string) {
	var key prose.NoteKey
	var name string // of a comment
	r.Into = func(b prose.Block) {
		if key.ID != "" && len(r.Notes) < prose.MaxNotes {
			if len(r.Notes[key]) == 0 {
				b.NoteName = name
			}
			r.Notes[key] = append(r.Notes[key], b)
		}
	}
	_ = d.Elements(part, func(t xml.Token) bool { // without notes, the text remains
		if e, ok := t.(xml.StartElement); ok && e.Name.Local == kind {
			key = prose.NoteKey{Kind: kind, ID: container.Attr(e, "id")}
			if kind == "comment" {
				name = prose.RemarkName(container.Attr(e, "author"), container.Attr(e, "initials"))
			}
			if kind := container.Attr(e, "type"); kind != "" && kind != "normal" { // it is the line above the notes
				key.ID = ""
			}
		}
		return r.token(t)
	})
	r.docxState = docxState{}
}

// readMargins reads the headers and footers, each text once, behind the body.
func (r *docxReader) readMargins(d ooxml) {
	w := MarginWriter{Flow: &r.BlockFlow}
	for _, kind := range []string{"header", "footer"} {
		for _, relation := range d.relations(d.main) {
			if relation.kind != kind || r.Full {
				continue
			}
			var blocks []prose.Block
			r.docxState = docxState{}
			r.Into = func(b prose.Block) { blocks = append(blocks, b) }
			_ = d.Elements(relation.target, r.token) // without it, the body remains
			r.EndAll()
			w.Write(kind, blocks)
		}
	}
}

// token handles a token of a part. It returns false when no further token is needed.
func (r *docxReader) token(t xml.Token) bool {
	switch t := t.(type) {
	case xml.StartElement:
		if r.opens(r.isLeftOut(t)) {
			r.start(t)
		}
	case xml.EndElement:
		if r.closes() {
			r.end(t.Name.Local)
		}
	case xml.CharData:
		if r.inText && !r.hidden && r.skip == 0 {
			words := string(t)
			if r.raised {
				words = prose.Raise(words)
			}
			r.Add(prose.Piece{Words: words})
		}
	}
	return !r.Full && r.ctx.Err() == nil
}

// isLeftOut reports whether to skip an element: deleted and moved text, the pronunciation above a word, and alternatives to what has been read.
func (r *docxReader) isLeftOut(e xml.StartElement) bool {
	switch e.Name.Local {
	case "del", "moveFrom", "rt", "instrText", "delText", "pPrChange", "rPrChange", "sectPrChange", "tblPrChange":
		return true
	case "Choice", "Fallback":
		n := len(r.taken)
		return n > 0 && r.taken[n-1]
	}
	return false
}

func (r *docxReader) start(e xml.StartElement) {
	switch e.Name.Local {
	case "p":
		r.BeginParagraph()
	case "tr":
		r.BeginRow()
	case "tc":
		r.BeginCell()
	case "t":
		r.inText = true
	case "AlternateContent":
		r.taken = append(r.taken, false)
	case "Choice", "Fallback":
		if n := len(r.taken); n > 0 {
			r.taken[n-1] = true
		}
	case "r":
		r.inRun, r.hidden, r.raised = true, false, false
	case "vertAlign":
		r.raised = r.inRun && container.Attr(e, "val") == "superscript"
	case "vanish":
		r.hidden = r.inRun && isOn(e)
	default:
		if p := r.Paragraph(); p != nil {
			r.within(e, p)
		}
	}
}

// within handles the elements of a paragraph other than its text.
func (r *docxReader) within(e xml.StartElement, p *prose.Block) {
	switch e.Name.Local {
	case "pStyle":
		style := r.styles[container.Attr(e, "val")]
		p.IsTitle = style.name == "title"
		p.Heading, p.List, p.ListID = style.headingLevel(), style.numbered, style.listID
	case "outlineLvl":
		p.Heading = outlineLevel(e)
	case "ilvl":
		p.List = listLevel(container.Attr(e, "val"))
	case "numId":
		p.ListID = container.Attr(e, "val")
		if p.List = max(p.List, 1); p.ListID == "0" {
			p.List = 0
		}
	case "tab", "ptab":
		if container.Attr(e, "pos") == "" { // otherwise it is a tab stop
			r.Add(prose.Piece{Kind: prose.TabPiece})
		}
	case "br", "cr":
		if isManualBreak(e) {
			r.pageBreak(manualBreaks)
		} else {
			r.Add(prose.Piece{Kind: prose.LinePiece})
		}
	case "pageBreakBefore":
		if isOn(e) {
			r.pageBreak(manualBreaks)
		}
	case "lastRenderedPageBreak":
		r.pageBreak(renderedBreaks)
	case "sym":
		r.Add(prose.Piece{Words: symbolOf(container.Attr(e, "char"))})
	case "docPr":
		if words := prose.OneLine(container.Attr(e, "descr")); words != "" {
			r.Add(prose.Piece{Words: " " + words + " "})
		}
	case "chart", "relIds":
		r.drawing(e, p)
	case "noBreakHyphen":
		r.Add(prose.Piece{Words: "-"})
	case "footnoteReference", "endnoteReference":
		r.refer(p, prose.NoteKey{Kind: strings.TrimSuffix(e.Name.Local, "Reference"), ID: container.Attr(e, "id")})
	case "commentReference":
		p.Notes = append(p.Notes, prose.NoteKey{Kind: "comment", ID: container.Attr(e, "id")})
	}
}

// drawing puts the words of a chart or a diagram behind the paragraph that it stands in.
func (r *docxReader) drawing(e xml.StartElement, p *prose.Block) {
	for _, id := range drawingsOf(e) {
		r.drawn++
		key := prose.NoteKey{Kind: "drawing", ID: strconv.Itoa(r.drawn)}
		if blocks := r.d.drawing(r.ctx, r.related[id]); len(blocks) > 0 && len(r.Notes) < prose.MaxNotes {
			r.Notes[key] = blocks
			p.Notes = append(p.Notes, key)
		}
	}
}

// symbolOf returns the character of a symbol by its code in hexadecimal digits. Those of symbol fonts are pictures.
func symbolOf(code string) string {
	n, err := strconv.ParseUint(code, 16, 16)
	switch {
	case err != nil:
		return ""
	case n >= 0xf000 && n <= 0xf0ff:
		return symbolWords([]byte{byte(n)})
	}
	return string(rune(n))
}

// refer puts a note's number where the text refers to it.
func (r *docxReader) refer(p *prose.Block, key prose.NoteKey) {
	if blocks := r.Notes[key]; len(blocks) > 0 && blocks[0].NoteName == "" {
		r.Noted++
		blocks[0].NoteName = "[" + strconv.Itoa(r.Noted) + "]"
		p.Notes = append(p.Notes, key)
		r.Add(prose.Piece{Words: blocks[0].NoteName})
	}
}

// number sets the list number of the paragraph that ends.
func (r *docxReader) number() {
	p := r.Paragraph()
	if p == nil || p.List == 0 || len(p.Pieces) == 0 {
		return
	}
	p.Bullet = r.numbering.Next(p.ListID, p.List)
	if p.Heading > 0 && p.Heading < prose.BodyLevel && p.Bullet != "" {
		p.Pieces = append([]prose.Piece{{Words: p.Bullet + " "}}, p.Pieces...)
	}
}

func (r *docxReader) pageBreak(by breaks) {
	if r.breaks == by {
		r.Add(prose.Piece{Kind: prose.PagePiece})
	}
}

func (r *docxReader) end(local string) {
	switch local {
	case "p":
		r.number()
		r.EndParagraph()
	case "tr":
		r.EndRow()
	case "t":
		r.inText = false
	case "r":
		r.inRun, r.hidden = false, false
	case "AlternateContent":
		r.taken = r.taken[:max(0, len(r.taken)-1)]
	}
}
