package office97

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/encoding"

	"footnote/index/extract/office"
	"footnote/index/extract/prose"
)

// Characters that are marks.
const (
	markNote        = 2
	markRemark      = 5
	markCell        = 7
	markDrawing     = 8
	markTab         = 9
	markLine        = 11
	markPage        = 12
	markParagraph   = 13
	markColumn      = 14
	markFieldBegins = 19
	markFieldCode   = 20 // ends
	markFieldEnds   = 21
	markHyphen      = 30
)

// A teller makes blocks of the characters of a story.
type teller struct {
	*document
	prose.BlockStack
	cells []bool // for each open row: a cell is open

	hidden []codes           // the codes of fields
	look   look              // of the character
	words  strings.Builder   // of the run
	raw    []byte            // bytes in a code page, behind words
	page   encoding.Encoding // of raw
	raised bool
	parts  []prose.Piece
	notes  []prose.NoteKey
	boxed  []prose.Block // the text of the boxes at the paragraph
}

// tell calls into with the blocks of a range of characters.
func (d *document) tell(from, to int, into func(prose.Block)) {
	t := &teller{document: d, BlockStack: prose.BlockStack{Into: into}}
	t.hidden = d.fieldCodes(from, to)
	last := character{}
	d.each(from, to, func(c character) bool {
		last = c
		t.take(c)
		return !d.Full
	})
	if t.flush(); len(t.parts) > 0 && last.piece != nil {
		t.end(last)
	}
	t.BlockStack.EndAll()
}

// A codes is the range of a field's characters that are not shown.
type codes struct{ from, to int }

// fieldCodes finds the codes of the fields that begin and end in a range of characters.
func (d *document) fieldCodes(from, to int) []codes {
	type field struct{ begun, coded int }
	var opened []field
	var found []codes
	left := d.left
	d.each(from, to, func(c character) bool {
		n := len(opened) - 1
		switch {
		case c.code == markFieldBegins && len(opened) < maxFields:
			opened = append(opened, field{begun: c.cp, coded: -1})
		case c.code == markFieldCode && n >= 0 && opened[n].coded < 0:
			opened[n].coded = c.cp
		case c.code == markFieldEnds && n >= 0:
			end := c.cp
			if opened[n].coded >= 0 {
				end = opened[n].coded
			}
			found = append(found, codes{opened[n].begun, end})
			opened = opened[:n]
		}
		return len(found) < maxFields
	})
	d.left = left
	slices.SortFunc(found, func(a, b codes) int { return cmp.Compare(a.from, b.from) })
	return found
}

// isCode reports whether a character is part of a field's code.
func (t *teller) isCode(cp int) bool {
	for len(t.hidden) > 0 && t.hidden[0].to < cp {
		t.hidden = t.hidden[1:]
	}
	return len(t.hidden) > 0 && t.hidden[0].from <= cp
}

// A look is the properties of characters that matter.
type look struct {
	piece                   *piece
	from, to                int64 // bytes that have it
	hidden, deleted, raised bool
	font                    int
	symbol                  rune
}

// lookAt reads the properties of a character.
func (t *teller) lookAt(c character) {
	if c.piece == t.look.piece && c.at >= t.look.from && c.at < t.look.to {
		return
	}
	data := t.characters.at(c.at)
	t.look = look{piece: c.piece, from: t.characters.from, to: t.characters.to, font: -1}
	take := func(property uint16, value []byte) {
		switch property {
		case propertyHidden:
			t.look.hidden = isOn(value)
		case propertyDeleted:
			t.look.deleted = isOn(value)
		case propertyRaised:
			t.look.raised = number(value) == 1
		case propertyFont:
			t.look.font = number(value)
		case propertySymbol:
			t.look.symbol = rune(u16(value, 2))
		}
	}
	eachProperty(data, t.old, take)
	eachChange(c.piece.change, t.old, take)
}

// take handles the next character.
func (t *teller) take(c character) {
	if t.isCode(c.cp) {
		return
	}
	t.lookAt(c)
	switch c.code {
	case markParagraph, markCell, markPage:
		if !t.look.deleted || c.code != markParagraph {
			t.end(c)
		}
		return
	}
	if t.look.deleted || t.look.hidden {
		return
	}
	if keys := t.references[c.cp]; len(keys) > 0 {
		t.refer(keys)
	}
	switch {
	case c.code == markTab:
		t.part(prose.Piece{Kind: prose.TabPiece})
	case c.code == markLine || c.code == markColumn:
		t.part(prose.Piece{Kind: prose.LinePiece})
	case c.code == markHyphen:
		t.add(character{code: '-'})
	case c.code == markDrawing:
		t.boxed = append(t.boxed, t.boxesAt(c.cp)...)
	case t.look.symbol != 0 && (c.code == '(' || c.code < ' '):
		if !isPrivate(t.look.symbol) {
			t.add(character{code: t.look.symbol})
		}
	case c.code >= ' ' && !isPrivate(c.code):
		t.add(c)
	}
}

// isPrivate reports whether a character is a picture in a symbol font.
func isPrivate(r rune) bool { return r >= 0xe000 && r < 0xf900 }

// add adds a character to the words of the run.
func (t *teller) add(c character) {
	if t.look.raised != t.raised {
		t.flush()
		t.raised = t.look.raised
	}
	if c.raw || t.isSecond(c) {
		page := t.charset()
		if page != t.page {
			t.decode()
			t.page = page
		}
		t.raw = append(t.raw, byte(c.code))
		return
	}
	t.decode()
	t.words.WriteRune(c.code)
}

// isSecond reports whether a character may be the second byte of a character of two bytes.
func (t *teller) isSecond(c character) bool {
	return len(t.raw) > 0 && c.piece != nil && !c.piece.wide && c.code >= 0x40 && c.code < 0x80 && isDouble(t.page)
}

// decode moves the raw bytes to the words.
func (t *teller) decode() {
	if len(t.raw) == 0 {
		return
	}
	if t.page != nil { // otherwise they are pictures
		words, _ := t.page.NewDecoder().Bytes(t.raw) // an encoding replaces what it cannot decode
		t.words.Write(words)
	}
	t.raw = t.raw[:0]
}

// flush ends the run of words.
func (t *teller) flush() {
	t.decode()
	if t.words.Len() == 0 {
		return
	}
	words := t.words.String()
	t.words.Reset()
	if t.raised {
		words = prose.Raise(words)
	}
	t.parts = append(t.parts, prose.Piece{Words: words})
}

func (t *teller) part(p prose.Piece) {
	t.flush()
	t.parts = append(t.parts, p)
}

// refer puts notes' numbers where the text refers to them.
func (t *teller) refer(keys []prose.NoteKey) {
	for _, key := range keys {
		blocks := t.Notes[key]
		if len(blocks) == 0 {
			continue
		}
		if t.notes = append(t.notes, key); key.Kind == remarkKind || blocks[0].NoteName != "" {
			continue
		}
		t.Noted++
		blocks[0].NoteName = "[" + strconv.Itoa(t.Noted) + "]"
		t.part(prose.Piece{Words: blocks[0].NoteName})
	}
}

// end ends the paragraph, and the cell, row or page that ends with it.
func (t *teller) end(c character) {
	t.flush()
	p := t.paragraphAt(c.at, c.piece)
	if p.depth == 0 && c.code == markCell { // its row is unknown
		c.code = markParagraph
	}
	if t.counted && p.newPage {
		t.parts = append([]prose.Piece{{Kind: prose.PagePiece}}, t.parts...)
	}
	if t.counted && c.code == markPage {
		t.parts = append(t.parts, prose.Piece{Kind: prose.PagePiece})
	}
	t.toDepth(p.depth)
	switch {
	case p.rowEnd && p.depth > 0 && c.code != markPage:
		t.EndRow()
		t.cells = t.cells[:len(t.cells)-1]
	default:
		t.openCell(p.depth)
		t.write(p)
		if p.depth > 0 && (p.depth == 1 && c.code == markCell || p.depth > 1 && p.cellEnd) {
			t.cells[p.depth-1] = false
		}
	}
	t.parts, t.notes, t.boxed = nil, nil, nil
}

// toDepth ends and begins rows until depth of them are nested.
func (t *teller) toDepth(depth int) {
	for len(t.cells) > depth {
		t.EndRow()
		t.cells = t.cells[:len(t.cells)-1]
	}
	for len(t.cells) < depth {
		t.openCell(len(t.cells))
		t.BeginRow()
		t.cells = append(t.cells, false)
	}
}

// openCell begins a cell in the row of a depth, unless one is open.
func (t *teller) openCell(depth int) {
	if depth > 0 && !t.cells[depth-1] {
		t.BeginCell()
		t.cells[depth-1] = true
	}
}

// write writes the text boxes at the paragraph that has ended, and then the paragraph.
func (t *teller) write(p paragraph) {
	for _, b := range t.boxed {
		t.Block(b)
	}
	if len(t.parts) == 0 {
		return
	}
	b := t.BeginParagraph()
	b.Pieces, b.Notes = t.parts, t.notes
	b.Heading = t.heading(p)
	b.IsTitle = p.style < len(t.styles) && t.styles[p.style].title
	t.number(b, p)
	t.EndParagraph()
}

// charset returns the encoding of the run's bytes; nil for pictures.
func (t *teller) charset() encoding.Encoding {
	if font := t.look.font; font >= 0 && font < len(t.fonts) {
		enc, symbols := office.FontCharset(t.fonts[font])
		if enc != nil || symbols {
			return enc
		}
	}
	return office.CodePages[codePageOf(t.language)]
}
