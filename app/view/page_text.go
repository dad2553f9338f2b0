package view

// A PageText is the text a Page shows, and how it is laid out. Spans and offsets are bytes of Text, ordered and, but for breaks,
// disjoint.
type PageText struct {
	Text   string
	Blocks []Block // what lies between them is lines as they stand
	Runs   []Run   // words that look different
	Tables [][]int // how many letters the columns of each table are wide
	Breaks []PageBreak

	Printed  bool // lines end where the page did not reach further, as in a PDF
	Verbatim bool // blanks and line ends all count, as in source code; there are no blocks
	Numbered bool // the lines have their numbers beside them
	Wide     bool // it may be as wide as the page is
}

// A BlockKind says what a Block is.
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

// A Block is whole lines of a text that are laid out as one, without the last one's line feed.
type Block struct {
	Kind   BlockKind
	Level  int    // of a heading, from 1
	Depth  int    // lists that it stands in
	Quotes int    // quotations that it stands in
	Bullet Span   // of the first block of an item: what it begins with
	Table  int    // of a row: which table it is of
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
	LineEnd // not drawn: a line ends there
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
