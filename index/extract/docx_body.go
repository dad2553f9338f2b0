package extract

import (
	"context"
	"encoding/xml"
	"strconv"
	"strings"
)

// A docxReader makes the flow of a Word document from the tokens of its parts.
type docxReader struct {
	blockFlow
	ctx    context.Context
	styles map[string]docxStyle
	breaks breaks

	numbering docxNumbering

	docxState
}

// A docxState is where in a part the reading is.
type docxState struct {
	blockStack
	nesting
	taken  []bool // of each alternative that is open: one has been read
	inText bool   // within an element whose characters are words
	inRun  bool   // within a run
	hidden bool   // within a run that is not shown
	raised bool   // within a run above the line
}

// readBody reads the main part into the flow. It returns what ended the reading early.
func (r *docxReader) readBody(d ooxml, main string) error {
	r.into = r.write
	err := d.elements(main, r.token)
	r.endAll()
	return err
}

// readNotes reads the part that holds the notes of a kind. A comment has its author for a name.
func (r *docxReader) readNotes(d ooxml, part, kind string) {
	var key noteKey
	var name string // of a comment
	r.into = func(b block) {
		if key.id != "" && len(r.notes) < maxNotes {
			if len(r.notes[key]) == 0 {
				b.noteName = name
			}
			r.notes[key] = append(r.notes[key], b)
		}
	}
	_ = d.elements(part, func(t xml.Token) bool { // without notes, text remains
		if e, ok := t.(xml.StartElement); ok && e.Name.Local == kind {
			key = noteKey{kind, xmlAttr(e, "id")}
			if kind == "comment" {
				name = remarkName(xmlAttr(e, "author"), xmlAttr(e, "initials"))
			}
			if kind := xmlAttr(e, "type"); kind != "" && kind != "normal" { // the line above the notes
				key.id = ""
			}
		}
		return r.token(t)
	})
	r.docxState = docxState{}
}

// token takes the next token of a part; it returns false when there is no point in another.
func (r *docxReader) token(t xml.Token) bool {
	switch t := t.(type) {
	case xml.StartElement:
		if !r.opens(r.isLeftOut(t)) {
			break
		}
		r.start(t)
	case xml.EndElement:
		if !r.closes() {
			break
		}
		r.end(t.Name.Local)
	case xml.CharData:
		if r.inText && !r.hidden && r.skip == 0 {
			words := string(t)
			if digits := raisedDigits(words); r.raised && digits != "" {
				words = digits
			}
			r.add(piece{words: words})
		}
	}
	return !r.full && r.ctx.Err() == nil
}

// isLeftOut says whether nothing of an element is read: what was deleted or moved away, the pronunciation above a word, and
// the alternatives to what has been read.
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
		r.beginParagraph()
	case "tr":
		r.beginRow()
	case "tc":
		r.beginCell()
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
		r.raised = r.inRun && xmlAttr(e, "val") == "superscript"
	case "vanish":
		r.hidden = r.inRun && isOn(e)
	default:
		if p := r.paragraph(); p != nil {
			r.within(e, p)
		}
	}
}

// within takes what stands in a paragraph beside its words.
func (r *docxReader) within(e xml.StartElement, p *block) {
	switch e.Name.Local {
	case "pStyle":
		style := r.styles[xmlAttr(e, "val")]
		p.isTitle = style.name == "title"
		p.heading, p.list, p.listID = style.headingLevel(), style.numbered, style.listID
	case "outlineLvl":
		p.heading = outlineLevel(e)
	case "ilvl":
		p.list = listLevel(xmlAttr(e, "val"))
	case "numId":
		p.listID = xmlAttr(e, "val")
		if p.list = max(p.list, 1); p.listID == "0" {
			p.list = 0
		}
	case "tab", "ptab":
		if xmlAttr(e, "pos") == "" { // else it is a tab stop
			r.add(piece{kind: tabPiece})
		}
	case "br", "cr":
		if isManualBreak(e) {
			r.pageBreak(manualBreaks)
		} else {
			r.add(piece{kind: linePiece})
		}
	case "pageBreakBefore":
		if isOn(e) {
			r.pageBreak(manualBreaks)
		}
	case "lastRenderedPageBreak":
		r.pageBreak(renderedBreaks)
	case "noBreakHyphen":
		r.add(piece{words: "-"})
	case "footnoteReference", "endnoteReference":
		r.refer(p, noteKey{strings.TrimSuffix(e.Name.Local, "Reference"), xmlAttr(e, "id")})
	case "commentReference":
		p.notes = append(p.notes, noteKey{"comment", xmlAttr(e, "id")})
	}
}

// refer puts the number of a note where the text refers to it.
func (r *docxReader) refer(p *block, key noteKey) {
	if blocks := r.notes[key]; len(blocks) > 0 && blocks[0].noteName == "" {
		r.noted++
		blocks[0].noteName = "[" + strconv.Itoa(r.noted) + "]"
		p.notes = append(p.notes, key)
		r.add(piece{words: blocks[0].noteName})
	}
}

// number gives the paragraph that ends its number in its list.
func (r *docxReader) number() {
	p := r.paragraph()
	if p == nil || p.list == 0 || len(p.pieces) == 0 {
		return
	}
	p.bullet = r.numbering.next(p.listID, p.list)
	if p.heading > 0 && p.heading < bodyLevel && p.bullet != "" {
		p.pieces = append([]piece{{words: p.bullet + " "}}, p.pieces...)
	}
}

func (r *docxReader) pageBreak(by breaks) {
	if r.breaks == by {
		r.add(piece{kind: pagePiece})
	}
}

func (r *docxReader) end(local string) {
	switch local {
	case "p":
		r.number()
		r.endParagraph()
	case "tr":
		r.endRow()
	case "t":
		r.inText = false
	case "r":
		r.inRun, r.hidden = false, false
	case "AlternateContent":
		r.taken = r.taken[:max(0, len(r.taken)-1)]
	}
}
