package view

// A PageText is the text of a Page and its layout. Spans and offsets are bytes of Text, ordered and, except for breaks, disjoint.
type PageText struct {
	Text   string
	Blocks []Block // text between them is plain lines
	Runs   []Run   // words that look different
	Tables [][]int // widths of each table's columns, in letters
	Breaks []PageBreak

	Printed  bool // lines end where the page was full, as in a PDF
	Verbatim bool // keep all blanks and line ends, as in source code; there are no blocks
	Numbered bool // show line numbers
	Wide     bool // use the whole width of the page
}

// A BlockKind is the kind of a Block.
type BlockKind int

// The kinds of blocks.
const (
	Paragraph BlockKind = iota
	Heading
	Code
	Rule
	TableRow
	TableHead
)

// A Block is whole lines of a text that are laid out as one, without the last line feed.
type Block struct {
	Kind   BlockKind
	Level  int    // of a heading, from 1
	Depth  int    // number of lists that contain it
	Quotes int    // number of quotations that contain it
	Bullet Span   // of the first block of an item: its bullet or number
	Table  int    // of a row: the index of its table
	Cells  []Span // of a row
	Span
}

// A RunLook is how a run of words looks: a set of bits.
type RunLook uint8

// The looks of runs.
const (
	Hidden RunLook = 1 << iota // not drawn
	Strong
	Emphasis
	Inline // code among words
	Linked
	Struck
	LineEnd // not drawn: ends a line
)

// A Run is words that look different from those around them.
type Run struct {
	Span
	Look RunLook
}

// A PageBreak is where a page of the file begins.
type PageBreak struct {
	Start int
	Words string // "p. 12"
}
