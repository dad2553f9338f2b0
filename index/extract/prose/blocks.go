package prose

import "strings"

// The text of a word processor is blocks: paragraphs, and rows of tables. A paragraph is collected until it ends, and a table until its row ends,
// since only then it is known what they are.

// A Block is a paragraph or a row of a table.
type Block struct {
	row *rowCells // nil for a paragraph

	Pieces   []Piece
	Heading  int    // level; 0 for none
	List     int    // level; 0 for none
	ListID   string // the file's identifier of the list, if it matters
	Bullet   string // of a list item: its number, or "" for a bullet
	IsTitle  bool
	Notes    []NoteKey
	NoteName string // of a note's first paragraph: its number in the text
}

// A Piece is a run of words, or a break between runs.
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

const BodyLevel = 10 // BodyLevel is the level of text that is no heading: one below the nine levels of headings.

// A NoteKey identifies a footnote, an endnote or a comment.
type NoteKey struct{ Kind, ID string }

// rowCells is the cells of a row, each a list of blocks.
type rowCells struct{ cells [][]Block }

// A BlockStack builds blocks from the starts and ends of elements.
type BlockStack struct {
	open  []*Block    // paragraphs under way; text boxes nest them
	Cells []*rowCells // rows under way, likewise
	Into  func(Block) // takes the blocks outside of tables
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

// Add adds a piece to the open paragraph.
func (s *BlockStack) Add(p Piece) {
	if n := len(s.open); n > 0 {
		s.open[n-1].Pieces = append(s.open[n-1].Pieces, p)
	}
}

// Paragraph returns the open paragraph, or nil.
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

// EndAll ends whatever is open, for a file that broke off.
func (s *BlockStack) EndAll() {
	for len(s.open) > 0 {
		s.EndParagraph()
	}
	for len(s.Cells) > 0 {
		s.EndRow()
	}
}

// Block puts a finished block where it belongs: into the open cell, or into the text.
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

// isLayout reports whether a row's cells hold more than those of a table do.
func (c *rowCells) isLayout() bool {
	for _, cell := range c.cells {
		paragraphs, bytes := 0, 0
		for _, b := range cell {
			if b.row != nil || b.Heading > 0 && b.Heading < BodyLevel {
				return true
			}
			if text := strings.TrimSpace(b.Text()); text != "" {
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

// Text returns the words of a block, with those of its cells.
func (p Block) Text() string {
	var b strings.Builder
	if p.row != nil {
		for _, cell := range p.row.cells {
			for _, inner := range cell {
				b.WriteString(inner.Text() + " ")
			}
		}
	}
	for _, piece := range p.Pieces {
		if b.WriteString(piece.Words); piece.Kind != wordsPiece {
			b.WriteByte(' ')
		}
	}
	return b.String()
}
