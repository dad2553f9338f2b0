package prose

import (
	"cmp"

	"footnote/index/doc"
)

// A BlockFlow is the flow of a word processor's text, written block by block.
type BlockFlow struct {
	Flow
	Notes map[NoteKey][]Block
	page  int
	Title string // the first paragraph in the title style

	Noted    int // notes referred to so far
	cellPage int // the page that the current cell has come to; 0 outside of cells

	notesDeep int       // depth of notes that refer to each other
	laterNote []NoteKey // notes deeper than that, which are written later
}

// maxNotesDeep bounds notesDeep: a chain of notes that refer to each other may be as long as the file.
const maxNotesDeep = 50

// Write writes a block, followed by the notes that it refers to.
func (f *BlockFlow) Write(b Block) {
	if b.row != nil {
		f.writeRow(b.row)
	} else {
		f.writeParagraph(b)
	}
	if f.OneLine > 0 {
		return
	}
	f.writeNotes(b)
	for f.notesDeep == 0 && len(f.laterNote) > 0 {
		next := f.laterNote[0]
		f.laterNote = f.laterNote[1:]
		f.writeNote(next)
	}
}

func (f *BlockFlow) writeParagraph(p Block) {
	gap := 2
	if p.List > 0 && p.Heading == 0 {
		gap = 1
	}
	f.Lines(gap)
	switch level := p.Heading; {
	case level > 0 && level < BodyLevel:
		end := f.Heading(level)
		f.writePieces(p)
		end()
	case p.List > 0:
		f.BeginItem(cmp.Or(p.Bullet, "-")+" ", p.List)
		f.writePieces(p)
		f.EndItem()
	default:
		f.writePieces(p)
	}
	f.Lines(gap)
	if p.IsTitle && f.Title == "" {
		f.Title = PlainWords(p.Text())
	}
}

func (f *BlockFlow) writePieces(p Block) {
	if p.NoteName != "" {
		f.Words(p.NoteName + " ")
	}
	for i, piece := range p.Pieces {
		switch piece.Kind {
		case wordsPiece:
			f.Words(piece.Words)
		case TabPiece:
			if i > 0 { // a leading tab is an indent
				f.tab()
			}
		case LinePiece:
			f.Newline()
		case PagePiece:
			f.TurnPage()
		}
	}
}

// TurnPage begins a page. If a row goes over the end of a page, each of its cells turns the page, but it is turned only once.
func (f *BlockFlow) TurnPage() {
	if f.cellPage > 0 {
		if f.cellPage++; f.cellPage <= f.page {
			return
		}
	}
	f.page++
	f.Mark(doc.Mark{Kind: doc.Page, Page: f.page})
}

// writeRow writes a row of a table as a line of cells. If the table only serves the layout, it writes the cells as the blocks that they are.
func (f *BlockFlow) writeRow(row *rowCells) {
	layout := row.isLayout()
	first, outer := f.page, f.cellPage
	f.Lines(1)
	for _, cell := range row.cells {
		f.cellPage = first
		if !layout {
			f.OneLine++
		}
		for _, b := range cell {
			f.Write(b)
		}
		if !layout {
			f.OneLine--
			f.EndCell()
		}
	}
	f.cellPage = outer
	f.Lines(1)
}

// writeNotes writes the notes that a paragraph, or any paragraph of a row, refers to.
func (f *BlockFlow) writeNotes(b Block) {
	for _, key := range b.Notes {
		if f.notesDeep == maxNotesDeep {
			f.laterNote = append(f.laterNote, key)
			continue
		}
		f.writeNote(key)
	}
	if b.row == nil {
		return
	}
	for _, cell := range b.row.cells {
		for _, inner := range cell {
			f.writeNotes(inner)
		}
	}
}

// writeNote writes a note, but only once, however often it is referred to.
func (f *BlockFlow) writeNote(key NoteKey) {
	note := f.Notes[key]
	delete(f.Notes, key)
	f.notesDeep++
	for _, b := range note {
		f.Write(b)
	}
	f.notesDeep--
}
