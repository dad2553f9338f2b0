package extract

import "cmp"

// A blockFlow is the flow of a word processor's text, written block by block.
type blockFlow struct {
	flow
	notes map[noteKey][]block
	page  int
	title string // the first paragraph in the style for titles

	noted    int // notes that the text has referred to so far
	cellPage int // the page that the cell being written has come to; 0 where it is no cell

	notesDeep int       // notes that are being written, each referred to by the one before
	laterNote []noteKey // notes that would be too many of them: they are written when those have been
}

// maxNotesDeep bounds notesDeep: a chain of notes that each refer to the next may be as long as the file.
const maxNotesDeep = 50

// write writes a block into the flow, and behind it the notes that it refers to.
func (f *blockFlow) write(b block) {
	if b.row != nil {
		f.writeRow(b.row)
	} else {
		f.writeParagraph(b)
	}
	if f.oneLine > 0 {
		return
	}
	f.writeNotes(b)
	for f.notesDeep == 0 && len(f.laterNote) > 0 {
		next := f.laterNote[0]
		f.laterNote = f.laterNote[1:]
		f.writeNote(next)
	}
}

func (f *blockFlow) writeParagraph(p block) {
	gap := 2
	if p.list > 0 && p.heading == 0 {
		gap = 1
	}
	f.lines(gap)
	switch level := p.heading; {
	case level > 0 && level < bodyLevel:
		end := f.heading(level)
		f.writePieces(p)
		end()
	case p.list > 0:
		f.beginItem(cmp.Or(p.bullet, "-")+" ", p.list)
		f.writePieces(p)
		f.endItem()
	default:
		f.writePieces(p)
	}
	f.lines(gap)
	if p.isTitle && f.title == "" {
		f.title = plainWords(p.text())
	}
}

func (f *blockFlow) writePieces(p block) {
	if p.noteName != "" {
		f.words(p.noteName + " ")
	}
	for i, piece := range p.pieces {
		switch piece.kind {
		case wordsPiece:
			f.words(piece.words)
		case tabPiece:
			if i > 0 { // else it is an indent
				f.tab()
			}
		case linePiece:
			f.newline()
		case pagePiece:
			f.turnPage()
		}
	}
}

// turnPage begins a page. Where a row goes over the end of a page, each of its cells does, but it is one page for all.
func (f *blockFlow) turnPage() {
	if f.cellPage > 0 {
		if f.cellPage++; f.cellPage <= f.page {
			return
		}
	}
	f.page++
	f.mark(Mark{Kind: Page, Page: f.page})
}

// writeRow writes a table's row as a line of cells, or, where the table is there for the layout, its cells as the blocks they are.
func (f *blockFlow) writeRow(row *rowCells) {
	layout := row.isLayout()
	first, outer := f.page, f.cellPage
	f.lines(1)
	for _, cell := range row.cells {
		f.cellPage = first
		if !layout {
			f.oneLine++
		}
		for _, b := range cell {
			f.write(b)
		}
		if !layout {
			f.oneLine--
			f.endCell()
		}
	}
	f.cellPage = outer
	f.lines(1)
}

// writeNotes writes the notes that a paragraph, or any of a row's, refers to.
func (f *blockFlow) writeNotes(b block) {
	for _, key := range b.notes {
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

// writeNote writes a note, once however often it is referred to.
func (f *blockFlow) writeNote(key noteKey) {
	note := f.notes[key]
	delete(f.notes, key)
	f.notesDeep++
	for _, b := range note {
		f.write(b)
	}
	f.notesDeep--
}
