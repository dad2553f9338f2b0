// Package layout says how to lay out a canonical text for reading: its headings, lists, tables and emphasis. It changes no byte.
package layout

import (
	"strings"

	"footnote/index/doc"
)

// A Layout says how to lay out a canonical text for reading: which of its lines are headings, items, code or rows of tables, and which words are
// emphasised. It changes no byte, but hides some: the signs of markup. What lies in no block is lines as they are.
type Layout struct {
	Blocks   []Block // sorted, disjoint
	Runs     []Run   // sorted, disjoint
	Tables   []Table
	Verbatim bool // all blanks and line ends count, as in source code
}

// A BlockKind says what a Block is.
type BlockKind uint8

const (
	ParagraphBlock BlockKind = iota // prose: a line end is a space
	HeadingBlock
	CodeBlock
	RuleBlock   // a horizontal rule
	RowBlock    // a row of a table
	CaptionsRow // a row of a table with the names of its columns with the names of its columns
)

// A Block is whole lines of a canonical text that are laid out together, without the last line end.
type Block struct {
	Kind   BlockKind
	Level  int // of a heading, from 1
	Depth  int // lists around it
	Quotes int // quotations around it
	Bullet doc.Span
	Table  int        // of a row
	Cells  []doc.Span // of a row
	doc.Span
}

// A Table is what the rows of a table share.
type Table struct {
	Columns []int // runes of the widest cell of each column; from 1 to maxCellRunes
}

// A Look is a set of bits that says how the words of a Run look.
type Look uint8

const (
	Hidden   Look = 1 << iota // not drawn
	Strong                    // strong emphasis
	Emphasis                  //
	Code                      // program code
	Link                      // a link
	Struck                    // struck through
	LineEnd                   // not drawn, but ends a line
)

// A Run is words that look different from those around them.
type Run struct {
	doc.Span
	Look Look
}

// maxLaidOutBytes bounds the texts that are laid out fully. Longer ones get only headings, since parsing Markdown takes a quarter of a second per MB.
const maxLaidOutBytes = 2 << 20

// maxCellRunes bounds the width of a table's column. Wider cells are wrapped.
const maxCellRunes = 60

// Lay returns the layout of the canonical text of a document of a kind. Formats other than Markdown are written in a form of our own: see prose.Flow
// and prose.Rows.
func Lay(kind, text string, places doc.Places) Layout {
	switch form := doc.KindOf(kind).Form; {
	case form == doc.Verbatim:
		return Layout{Verbatim: true}
	case len(text) > maxLaidOutBytes:
	case form == doc.Markdown:
		return layMarkdown(text)
	case form == doc.Flow, form == doc.Grid:
		return layFlow(form, text, places)
	}
	return Layout{Blocks: headingBlocks(text, places)}
}

// headingBlocks returns the lines of a text that its marks make headings.
func headingBlocks(text string, places doc.Places) []Block {
	var blocks []Block
	end := 0
	for _, m := range places.Marks {
		if m.Kind != doc.Heading || m.Start < end || m.Start >= len(text) {
			continue
		}
		line := lineOf(text, m.Start)
		end = line.End // of several marks on a line, the first counts
		if line.Start < line.End && strings.Contains(text[line.Start:line.End], m.Label) {
			blocks = append(blocks, Block{Kind: HeadingBlock, Level: max(m.Level, 1), Span: line})
		}
	}
	return blocks
}

// lineOf returns the rest of a line from a byte on, without its line end.
func lineOf(text string, start int) doc.Span {
	if n := strings.IndexByte(text[start:], '\n'); n >= 0 {
		return doc.Span{Start: start, End: start + n}
	}
	return doc.Span{Start: start, End: len(text)}
}
