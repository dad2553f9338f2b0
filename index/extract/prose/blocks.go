package prose

import "strings"

// What the formats of word processors share: a text is blocks, which are paragraphs or rows of tables. Paragraphs are collected
// until they end, and tables until their row ends, since only then it is known what they are.

// A Block is a paragraph or a row of a table.
type Block struct {
	row *rowCells // nil for a paragraph

	Pieces   []Piece
	Heading  int    // level, 0 for none
	List     int    // level, 0 for none
	ListID   string // by which the file calls the list, where that matters
	Bullet   string // of an item of a list: its number, or "" for a bullet
	IsTitle  bool
	Notes    []NoteKey
	NoteName string // of a note's first paragraph: the number it has in the text
}

// A Piece is a run of words, or what stands between runs.
type Piece struct {
	Words string
	Kind  pieceKind
}

type pieceKind uint8

const (
	wordsPiece pieceKind = iota
	TabPiece
	LinePiece
	PagePiece
)

const BodyLevel = 10 // of text that is no heading, one more than the nine levels there are

// A NoteKey names a footnote or an endnote.
type NoteKey struct{ Kind, Id string }

// rowCells are the cells of a row, each a list of blocks.
type rowCells struct{ cells [][]Block }

// A BlockStack builds blocks of what begins and ends in a file.
type BlockStack struct {
	open  []*Block    // paragraphs that have not ended; text boxes put them within each other
	Cells []*rowCells // rows that have not ended, likewise
	Into  func(Block) // takes the blocks that are in no table
}

func (s *BlockStack) BeginParagraph() *Block {
	p := &Block{}
	s.open = append(s.open, p)
	return p
}

func (s *BlockStack) BeginRow() { s.Cells = append(s.Cells, &rowCells{}) }

func (s *BlockStack) BeginCell() {
	if n := len(s.Cells); n > 0 {
		s.Cells[n-1].cells = append(s.Cells[n-1].cells, nil)
	}
}

// Add puts a piece into the paragraph that is open.
func (s *BlockStack) Add(p Piece) {
	if n := len(s.open); n > 0 {
		s.open[n-1].Pieces = append(s.open[n-1].Pieces, p)
	}
}

// Paragraph is the one that is open, or nil.
func (s *BlockStack) Paragraph() *Block {
	if n := len(s.open); n > 0 {
		return s.open[n-1]
	}
	return nil
}

func (s *BlockStack) EndParagraph() {
	n := len(s.open)
	if n == 0 {
		return
	}
	p := *s.open[n-1]
	s.open = s.open[:n-1]
	if len(p.Pieces) > 0 {
		s.Block(p)
	}
}

func (s *BlockStack) EndRow() {
	n := len(s.Cells)
	if n == 0 {
		return
	}
	row := s.Cells[n-1]
	s.Cells = s.Cells[:n-1]
	s.Block(Block{row: row})
}

// EndAll ends what had begun when the file broke off.
func (s *BlockStack) EndAll() {
	for len(s.open) > 0 {
		s.EndParagraph()
	}
	for len(s.Cells) > 0 {
		s.EndRow()
	}
}

// Block puts a block that has ended where it belongs: into the cell that is open, or the text.
func (s *BlockStack) Block(b Block) {
	if n := len(s.Cells); n > 0 {
		if row := s.Cells[n-1]; len(row.cells) > 0 {
			last := &row.cells[len(row.cells)-1]
			*last = append(*last, b)
			return
		}
	}
	s.Into(b)
}

// isLayout says whether a row's cells hold more than a table's cells do.
func (c *rowCells) isLayout() bool {
	for _, cell := range c.cells {
		paragraphs, bytes := 0, 0
		for _, b := range cell {
			if b.row != nil || b.Heading > 0 && b.Heading < BodyLevel {
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

func (p Block) text() string {
	var b strings.Builder
	for _, piece := range p.Pieces {
		if b.WriteString(piece.Words); piece.Kind != wordsPiece {
			b.WriteByte(' ')
		}
	}
	return b.String()
}
