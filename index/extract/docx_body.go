package extract

import (
	"context"
	"encoding/xml"
	"strconv"
	"strings"
)

// A docxReader makes the flow of a Word document from the tokens of its parts. Paragraphs are collected until they end, and
// tables until their row ends, since only then it is known what they are.
type docxReader struct {
	flow
	ctx    context.Context
	styles map[string]docxStyle
	notes  map[noteKey][]docxBlock
	breaks breaks
	page   int
	title  string // the first paragraph in the style for titles

	noted    int // notes that the text has referred to so far
	cellPage int // the page that the cell being written has come to; 0 where it is no cell

	docxState
	into func(docxBlock) // takes the blocks that are in no table
}

// A docxState is where in a part the reading is.
type docxState struct {
	depth  int          // of elements within each other
	skip   int          // >0: within so many elements of which nothing is read
	open   []*docxBlock // paragraphs that have not ended; text boxes put them within each other
	cells  []*docxCells // rows that have not ended, likewise
	taken  []bool       // of each alternative that is open: one has been read
	inText bool         // within an element whose characters are words
	inRun  bool         // within a run
	hidden bool         // within a run that is not shown
}

// A docxBlock is a paragraph or a row of a table.
type docxBlock struct {
	row *docxCells // nil for a paragraph

	pieces   []docxPiece
	heading  int // level, 0 for none
	list     int // level, 0 for none
	isTitle  bool
	notes    []noteKey
	noteName string // of a note's first paragraph: the number it has in the text
}

// A docxPiece is a run of words, or what stands between runs.
type docxPiece struct {
	words string
	kind  pieceKind
}

type pieceKind uint8

const (
	wordsPiece pieceKind = iota
	tabPiece
	linePiece
	pagePiece
)

// A noteKey names a footnote or an endnote.
type noteKey struct{ kind, id string }

// docxCells are the cells of a row, each a list of blocks.
type docxCells struct{ cells [][]docxBlock }

// readBody reads the main part into the flow. It returns what ended the reading early.
func (r *docxReader) readBody(d docxPackage, main string) error {
	r.into = r.write
	err := d.elements(main, r.token)
	for len(r.open) > 0 || len(r.cells) > 0 { // what had begun when the part broke off is kept
		r.endInnermost()
	}
	return err
}

func (r *docxReader) endInnermost() {
	if len(r.open) > 0 {
		r.endParagraph()
		return
	}
	r.endRow()
}

// readNotes reads the part that holds the notes of a kind.
func (r *docxReader) readNotes(d docxPackage, part, kind string) {
	var key noteKey
	r.into = func(b docxBlock) {
		if key.id != "" && len(r.notes) < maxNotes {
			r.notes[key] = append(r.notes[key], b)
		}
	}
	_ = d.elements(part, func(t xml.Token) bool { // without notes, text remains
		if e, ok := t.(xml.StartElement); ok && e.Name.Local == kind {
			key = noteKey{kind, xmlAttr(e, "id")}
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
		r.depth++
		if r.skip > 0 || r.depth > maxNestedDepth || r.isLeftOut(t) {
			r.skip++
			break
		}
		r.start(t)
	case xml.EndElement:
		r.depth = max(0, r.depth-1)
		if r.skip > 0 {
			r.skip--
			break
		}
		r.end(t.Name.Local)
	case xml.CharData:
		if r.inText && !r.hidden && r.skip == 0 {
			r.add(docxPiece{words: string(t)})
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
		r.open = append(r.open, &docxBlock{})
	case "tr":
		r.cells = append(r.cells, &docxCells{})
	case "tc":
		if n := len(r.cells); n > 0 {
			r.cells[n-1].cells = append(r.cells[n-1].cells, nil)
		}
	case "t":
		r.inText = true
	case "AlternateContent":
		r.taken = append(r.taken, false)
	case "Choice", "Fallback":
		if n := len(r.taken); n > 0 {
			r.taken[n-1] = true
		}
	case "r":
		r.inRun, r.hidden = true, false
	case "vanish":
		r.hidden = r.inRun && isOn(e)
	default:
		if len(r.open) > 0 {
			r.within(e, r.open[len(r.open)-1])
		}
	}
}

// within takes what stands in a paragraph beside its words.
func (r *docxReader) within(e xml.StartElement, p *docxBlock) {
	switch e.Name.Local {
	case "pStyle":
		style := r.styles[xmlAttr(e, "val")]
		p.isTitle = style.name == "title"
		p.heading, p.list = style.headingLevel(), style.numbered
	case "outlineLvl":
		p.heading = outlineLevel(e)
	case "ilvl":
		p.list = listLevel(e)
	case "numId":
		if p.list = max(p.list, 1); xmlAttr(e, "val") == "0" {
			p.list = 0
		}
	case "tab", "ptab":
		if xmlAttr(e, "pos") == "" { // else it is a tab stop
			r.add(docxPiece{kind: tabPiece})
		}
	case "br", "cr":
		if isManualBreak(e) {
			r.pageBreak(manualBreaks)
		} else {
			r.add(docxPiece{kind: linePiece})
		}
	case "pageBreakBefore":
		if isOn(e) {
			r.pageBreak(manualBreaks)
		}
	case "lastRenderedPageBreak":
		r.pageBreak(renderedBreaks)
	case "noBreakHyphen":
		r.add(docxPiece{words: "-"})
	case "footnoteReference", "endnoteReference":
		r.refer(p, noteKey{strings.TrimSuffix(e.Name.Local, "Reference"), xmlAttr(e, "id")})
	}
}

// refer puts the number of a note where the text refers to it.
func (r *docxReader) refer(p *docxBlock, key noteKey) {
	if blocks := r.notes[key]; len(blocks) > 0 && blocks[0].noteName == "" {
		r.noted++
		blocks[0].noteName = "[" + strconv.Itoa(r.noted) + "]"
		p.notes = append(p.notes, key)
		r.add(docxPiece{words: blocks[0].noteName})
	}
}

func (r *docxReader) pageBreak(by breaks) {
	if r.breaks == by {
		r.add(docxPiece{kind: pagePiece})
	}
}

func (r *docxReader) add(piece docxPiece) {
	if n := len(r.open); n > 0 {
		r.open[n-1].pieces = append(r.open[n-1].pieces, piece)
	}
}

func (r *docxReader) end(local string) {
	switch local {
	case "p":
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

func (r *docxReader) endParagraph() {
	n := len(r.open)
	if n == 0 {
		return
	}
	p := *r.open[n-1]
	r.open = r.open[:n-1]
	if len(p.pieces) > 0 {
		r.block(p)
	}
}

func (r *docxReader) endRow() {
	n := len(r.cells)
	if n == 0 {
		return
	}
	row := r.cells[n-1]
	r.cells = r.cells[:n-1]
	r.block(docxBlock{row: row})
}

// block puts a block that has ended where it belongs: into the cell that is open, or the text.
func (r *docxReader) block(b docxBlock) {
	if n := len(r.cells); n > 0 {
		if row := r.cells[n-1]; len(row.cells) > 0 {
			last := &row.cells[len(row.cells)-1]
			*last = append(*last, b)
			return
		}
	}
	r.into(b)
}
