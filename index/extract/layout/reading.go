package layout

import (
	"slices"
	"strings"

	"footnote/index/doc"
)

// A Reading is a text as it is read: without the signs of its markup.
type Reading struct {
	Text  string
	edits []edit // ordered, disjoint
}

// An edit is a span of the text, and what a reader sees in its place.
type edit struct {
	doc.Span
	shown string
}

// Read returns the reading of a part of a document of a kind. Only Markdown has signs that are not read; of another kind the text is
// its own reading.
func Read(kind, text string) Reading {
	if doc.KindOf(kind).Form != doc.Markdown {
		return Reading{Text: text}
	}
	var edits []edit
	l := Lay(kind, text, doc.Places{})
	for _, r := range l.Runs {
		if r.Look&Hidden != 0 {
			edits = append(edits, edit{r.Span, bulletIn(l.Blocks, r.Span, text)})
		}
	}
	slices.SortFunc(edits, func(a, b edit) int { return a.Start - b.Start })
	r := Reading{}
	var read strings.Builder
	at := 0
	for _, e := range edits {
		if e.Start < at {
			continue // within what has been replaced
		}
		read.WriteString(text[at:e.Start])
		read.WriteString(e.shown)
		at = e.End
		r.edits = append(r.edits, e)
	}
	read.WriteString(text[at:])
	r.Text = read.String()
	return r
}

// bulletIn returns what a reader sees of signs that are not drawn: the bullet of an item, which is drawn by itself.
func bulletIn(blocks []Block, signs doc.Span, text string) string {
	i, _ := slices.BinarySearchFunc(blocks, signs.Start, func(b Block, at int) int { return b.End - at })
	for ; i < len(blocks) && blocks[i].Start < signs.End; i++ {
		b := blocks[i].Bullet
		if b.Start == b.End || b.Start < signs.Start || b.End > signs.End {
			continue
		}
		if bullet := text[b.Start:b.End]; strings.Trim(bullet, "*+-") != "" {
			return bullet + " "
		}
		return "• "
	}
	return ""
}

// Span returns where the words of a span of the text stand in the reading. It is empty where none of them is read.
func (r Reading) Span(s doc.Span) doc.Span {
	return doc.Span{Start: r.offset(s.Start, false), End: r.offset(s.End, true)}
}

// offset maps a byte of the text. One within what was replaced maps to the beginning of what is shown in its place, or to its end.
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
