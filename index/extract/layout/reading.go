package layout

import (
	"slices"
	"strings"

	"footnote/index/doc"
	"footnote/index/extract/prose"
)

// A Reading is a text as a person reads it: without the signs of its markup.
type Reading struct {
	Text  string
	edits []edit // ordered, disjoint
}

// An edit replaces a span of the text by what a reader sees.
type edit struct {
	doc.Span
	shown string
}

// Read returns the reading of a part of a document of a kind: without the signs of its markup, with a bar between the cells of a table.
// Only Markdown has such signs. The text of any other kind is its own reading.
func Read(kind, text string) Reading {
	if doc.KindOf(kind).Form != doc.Markdown {
		return Reading{Text: text}
	}
	r := Reading{edits: editsOf(Lay(kind, text, doc.Places{}), text)}
	var read strings.Builder
	at := 0
	for _, e := range r.edits {
		read.WriteString(text[at:e.Start])
		read.WriteString(e.shown)
		at = e.End
	}
	read.WriteString(text[at:])
	r.Text = read.String()
	return r
}

// editsOf returns what a reader sees in place of the signs of a layout, in order.
func editsOf(l Layout, text string) []edit {
	var edits []edit
	for _, r := range l.Runs {
		if r.Look&(Hidden|LineEnd) != 0 {
			edits = append(edits, edit{r.Span, shown(l.Blocks, r, text)})
		}
	}
	slices.SortFunc(edits, func(a, b edit) int { return a.Start - b.Start })
	at := 0
	return slices.DeleteFunc(edits, func(e edit) bool {
		if e.Start < at {
			return true // within the one before
		}
		at = e.End
		return false
	})
}

// shown returns what a reader sees in place of signs that are not drawn: the bars between the cells of a row, the bullet of an item, the end
// of a line.
func shown(blocks []Block, signs Run, text string) string {
	i, _ := slices.BinarySearchFunc(blocks, signs.Start, func(b Block, at int) int {
		if b.End <= at {
			return -1
		}
		return 1
	})
	isRow := i < len(blocks) && blocks[i].Start <= signs.Start && (blocks[i].Kind == RowBlock || blocks[i].Kind == CaptionsRow)
	switch {
	case signs.Look&LineEnd != 0 && isRow:
		return " " // a row is one line
	case signs.Look&LineEnd != 0:
		return "\n"
	case isRow:
		return barsIn(blocks[i], signs.Span)
	}
	return bulletIn(blocks[i:], signs.Span, text)
}

// barsIn returns a bar for each cell of a row that begins within signs. Empty cells at the end of the row have none.
func barsIn(row Block, signs doc.Span) string {
	if signs.End == row.End {
		return ""
	}
	bars := 0
	for i, c := range row.Cells {
		if i > 0 && signs.Start <= c.Start && c.Start <= signs.End {
			bars++
		}
	}
	return strings.Repeat(prose.Bar, bars)
}

// bulletIn returns the bullet of the item whose signs are not drawn, with a blank; "" if they are not an item's.
func bulletIn(blocks []Block, signs doc.Span, text string) string {
	for _, b := range blocks {
		if b.Start >= signs.End {
			break
		}
		if b.Bullet.Start == b.Bullet.End || b.Bullet.Start < signs.Start || b.Bullet.End > signs.End {
			continue
		}
		if bullet := text[b.Bullet.Start:b.Bullet.End]; strings.Trim(bullet, "*+-") != "" {
			return bullet + " "
		}
		return "• "
	}
	return ""
}

// Span maps a span of the text to the reading. It is empty if the reading shows nothing of it.
func (r Reading) Span(s doc.Span) doc.Span {
	return doc.Span{Start: r.offset(s.Start, false), End: r.offset(s.End, true)}
}

// offset maps an offset of the text to the reading. One within a replaced span maps to the start of the replacement, or to its end.
func (r Reading) offset(at int, end bool) int {
	moved := at
	for _, e := range r.edits {
		if at <= e.Start {
			break
		}
		if at < e.End {
			moved -= at - e.Start
			if end {
				moved += len(e.shown)
			}
			break
		}
		moved += len(e.shown) - (e.End - e.Start)
	}
	return moved
}
