package extract

import "strings"

// write writes a block into the flow, and behind it the notes that it refers to.
func (r *docxReader) write(b docxBlock) {
	if b.row != nil {
		r.writeRow(b.row)
	} else {
		r.writeParagraph(b)
	}
	if r.oneLine == 0 {
		r.writeNotes(b)
	}
}

func (r *docxReader) writeParagraph(p docxBlock) {
	gap := 2
	if p.list > 0 && p.heading == 0 {
		gap = 1
	}
	r.lines(gap)
	switch level := p.heading; {
	case level > 0 && level < bodyLevel:
		end := r.heading(level)
		r.writePieces(p)
		end()
	case p.list > 0:
		r.beginItem("- ", p.list)
		r.writePieces(p)
		r.endItem()
	default:
		r.writePieces(p)
	}
	r.lines(gap)
	if p.isTitle && r.title == "" {
		r.title = plainWords(p.text())
	}
}

func (r *docxReader) writePieces(p docxBlock) {
	if p.noteName != "" {
		r.words(p.noteName + " ")
	}
	for i, piece := range p.pieces {
		switch piece.kind {
		case wordsPiece:
			r.words(piece.words)
		case tabPiece:
			if i > 0 { // else it is an indent
				r.tab()
			}
		case linePiece:
			r.newline()
		case pagePiece:
			r.turnPage()
		}
	}
}

// turnPage begins a page. Where a row goes over the end of a page, each of its cells does, but it is one page for all.
func (r *docxReader) turnPage() {
	if r.cellPage > 0 {
		if r.cellPage++; r.cellPage <= r.page {
			return
		}
	}
	r.page++
	r.mark(Mark{Kind: Page, Page: r.page})
}

// writeRow writes a table's row as a line of cells, or, where the table is there for the layout, its cells as the blocks they are.
func (r *docxReader) writeRow(row *docxCells) {
	layout := row.isLayout()
	first, outer := r.page, r.cellPage
	r.lines(1)
	for _, cell := range row.cells {
		r.cellPage = first
		if !layout {
			r.oneLine++
		}
		for _, b := range cell {
			r.write(b)
		}
		if !layout {
			r.oneLine--
			r.endCell()
		}
	}
	r.cellPage = outer
	r.lines(1)
}

// isLayout says whether a row's cells hold more than a table's cells do.
func (c *docxCells) isLayout() bool {
	for _, cell := range c.cells {
		paragraphs, bytes := 0, 0
		for _, b := range cell {
			if b.row != nil || b.heading > 0 && b.heading < bodyLevel {
				return true
			}
			if text := strings.TrimSpace(b.text()); text != "" {
				paragraphs++
				bytes += len(text)
			}
		}
		if paragraphs > 1 && bytes > layoutCellBytes {
			return true
		}
	}
	return false
}

func (p docxBlock) text() string {
	var b strings.Builder
	for _, piece := range p.pieces {
		if b.WriteString(piece.words); piece.kind != wordsPiece {
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// writeNotes writes the notes that a paragraph, or any of a row's, refers to.
func (r *docxReader) writeNotes(b docxBlock) {
	for _, key := range b.notes {
		note := r.notes[key]
		delete(r.notes, key) // once is enough
		for _, b := range note {
			r.write(b)
		}
	}
	if b.row == nil {
		return
	}
	for _, cell := range b.row.cells {
		for _, inner := range cell {
			r.writeNotes(inner)
		}
	}
}
