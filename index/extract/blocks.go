package extract

import "strings"

// What the formats of word processors share: a text is blocks, which are paragraphs or rows of tables. Paragraphs are collected
// until they end, and tables until their row ends, since only then it is known what they are.

// A block is a paragraph or a row of a table.
type block struct {
	row *rowCells // nil for a paragraph

	pieces   []piece
	heading  int    // level, 0 for none
	list     int    // level, 0 for none
	listID   string // by which the file calls the list, where that matters
	bullet   string // of an item of a list: its number, or "" for a bullet
	isTitle  bool
	notes    []noteKey
	noteName string // of a note's first paragraph: the number it has in the text
}

// A piece is a run of words, or what stands between runs.
type piece struct {
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

const bodyLevel = 10 // of text that is no heading, one more than the nine levels there are

// A noteKey names a footnote or an endnote.
type noteKey struct{ kind, id string }

// rowCells are the cells of a row, each a list of blocks.
type rowCells struct{ cells [][]block }

// A blockStack builds blocks of what begins and ends in a file.
type blockStack struct {
	open  []*block    // paragraphs that have not ended; text boxes put them within each other
	cells []*rowCells // rows that have not ended, likewise
	into  func(block) // takes the blocks that are in no table
}

func (s *blockStack) beginParagraph() *block {
	p := &block{}
	s.open = append(s.open, p)
	return p
}

func (s *blockStack) beginRow() { s.cells = append(s.cells, &rowCells{}) }

func (s *blockStack) beginCell() {
	if n := len(s.cells); n > 0 {
		s.cells[n-1].cells = append(s.cells[n-1].cells, nil)
	}
}

// add puts a piece into the paragraph that is open.
func (s *blockStack) add(p piece) {
	if n := len(s.open); n > 0 {
		s.open[n-1].pieces = append(s.open[n-1].pieces, p)
	}
}

// paragraph is the one that is open, or nil.
func (s *blockStack) paragraph() *block {
	if n := len(s.open); n > 0 {
		return s.open[n-1]
	}
	return nil
}

func (s *blockStack) endParagraph() {
	n := len(s.open)
	if n == 0 {
		return
	}
	p := *s.open[n-1]
	s.open = s.open[:n-1]
	if len(p.pieces) > 0 {
		s.block(p)
	}
}

func (s *blockStack) endRow() {
	n := len(s.cells)
	if n == 0 {
		return
	}
	row := s.cells[n-1]
	s.cells = s.cells[:n-1]
	s.block(block{row: row})
}

// endAll ends what had begun when the file broke off.
func (s *blockStack) endAll() {
	for len(s.open) > 0 {
		s.endParagraph()
	}
	for len(s.cells) > 0 {
		s.endRow()
	}
}

// block puts a block that has ended where it belongs: into the cell that is open, or the text.
func (s *blockStack) block(b block) {
	if n := len(s.cells); n > 0 {
		if row := s.cells[n-1]; len(row.cells) > 0 {
			last := &row.cells[len(row.cells)-1]
			*last = append(*last, b)
			return
		}
	}
	s.into(b)
}

// isLayout says whether a row's cells hold more than a table's cells do.
func (c *rowCells) isLayout() bool {
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

func (p block) text() string {
	var b strings.Builder
	for _, piece := range p.pieces {
		if b.WriteString(piece.words); piece.kind != wordsPiece {
			b.WriteByte(' ')
		}
	}
	return b.String()
}
