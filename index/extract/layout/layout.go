// Package layout says how a canonical text is laid out to be read: its headings, lists, tables and emphasis. It changes no byte.
package layout

import (
	"strings"

	"footnote/index/doc"
)

// A Layout says how a canonical text is laid out to be read: which of its lines are headings, items, code, rows of tables, and
// which words are emphasised. It changes no byte: it only says of some that they are not to be drawn, the signs of a markup.
// What lies in no block is lines as they stand.
type Layout struct {
	Blocks   []Block // ordered, disjoint
	Runs     []Run   // ordered, disjoint
	Tables   []Table
	Verbatim bool // blanks and line ends all count, as in source code
}

// A BlockKind says what a Block is.
type BlockKind uint8

const (
	ParagraphBlock BlockKind = iota // prose: a line end is a space
	HeadingBlock
	CodeBlock
	RuleBlock   // a line across the page
	RowBlock    // of a table
	CaptionsRow // of a table: the names of its columns
)

// A Block is whole lines of a canonical text that are laid out as one, without the last one's line end.
type Block struct {
	Kind   BlockKind
	Level  int // of a heading, from 1
	Depth  int // lists that it stands in
	Quotes int // quotations that it stands in
	Bullet doc.Span
	Table  int        // of a row: its index in Layout.Tables
	Cells  []doc.Span // of a row
	doc.Span
}

// A Table is what the rows of one table share.
type Table struct {
	Columns []int // how many runes the widest cell of each column has; at least 1, at most maxCellRunes
}

// A Look says how the words of a Run look: a set of bits.
type Look uint8

const (
	Hidden   Look = 1 << iota // not drawn
	Strong                    // of strong emphasis
	Emphasis                  //
	Code                      // of a program
	Link                      // they lead somewhere
	Struck                    // they no longer hold
	LineEnd                   // not drawn: a line ends there
)

// A Run is words that look different from those around them.
type Run struct {
	doc.Span
	Look Look
}

// maxLaidOutBytes bounds the texts of which more than the headings is laid out: parsing Markdown takes a quarter of a second for
// each MB.
const maxLaidOutBytes = 2 << 20

// maxCellRunes bounds the width of a table's column: what is wider is wrapped in its cell.
const maxCellRunes = 60

// Lay returns how the canonical text of a document of a kind is laid out. The text of other formats than Markdown has a form of
// this package's own: see flow and Rows.
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

// headingBlocks are the lines of a text that its marks say to be headings.
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

// lineOf is the rest of a line from a byte on, without its line end.
func lineOf(text string, start int) doc.Span {
	if n := strings.IndexByte(text[start:], '\n'); n >= 0 {
		return doc.Span{Start: start, End: start + n}
	}
	return doc.Span{Start: start, End: len(text)}
}
