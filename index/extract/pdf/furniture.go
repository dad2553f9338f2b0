package pdf

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"footnote/index/doc"
	"footnote/index/extract/prose"
)

// Furniture is what repeats at the head or foot of pages: running titles, page numbers. It is part of the text, but search skips it.

// A textLine is a line of a page's text.
type textLine struct {
	start, end int     // in the text, half-open
	v, size    float64 // its position and height: see textRun
}

// A margins is the lines at the head and the foot of a page, from its edges inwards.
type margins struct {
	head, foot []marginLine
	lines      int // of the whole page
}

// A marginLine is a line of a margin, in a form to compare with those of other pages.
type marginLine struct {
	span    doc.Span // in the document's text
	v       float64
	apart   bool   // it stands well apart from the next line inwards
	words   string // with "#" for each number
	numbers []int
}

const (
	marginLines  = 3   // at each end of a page that may be furniture
	neighbours   = 4   // pages before and after to look for furniture on: titles change with chapters
	leastRepeats = 2   // of these pages that must have it
	wellApart    = 1.3 // times the usual line distance, from furniture to the text
	farApart     = 2   // heights of a line, which always suffice
)

// marginsOf returns the margins of a page whose text begins at a byte of the document's.
func marginsOf(page textPage, start int) margins {
	lines := slices.Clone(page.lines)
	slices.SortStableFunc(lines, func(a, b textLine) int { return cmp.Compare(b.v, a.v) })
	var steps []float64
	for i := 1; i < len(lines); i++ {
		steps = append(steps, lines[i-1].v-lines[i].v)
	}
	usual := median(steps)
	m := margins{lines: len(lines)}
	for i := range min(len(steps), marginLines) {
		for _, end := range []struct {
			margin *[]marginLine
			line   textLine
			step   float64
		}{{&m.head, lines[i], steps[i]}, {&m.foot, lines[len(lines)-1-i], steps[len(steps)-1-i]}} {
			line := newMarginLine(page.text, end.line, start)
			line.apart = end.step > min(wellApart*usual, farApart*end.line.size)
			*end.margin = append(*end.margin, line)
		}
	}
	return m
}

// median returns the median of numbers; 0 for none.
func median(numbers []float64) float64 {
	if len(numbers) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(numbers))
	return sorted[len(sorted)/2]
}

func newMarginLine(text string, line textLine, start int) marginLine {
	m := marginLine{span: doc.Span{Start: start + line.start, End: start + line.end}, v: line.v}
	words := text[line.start:line.end]
	if strings.Trim(words, "ivxlcIVXLC") == "" { // a Roman number
		m.words = "#"
		return m
	}
	var b strings.Builder
	for words != "" {
		n := len(words) - len(strings.TrimLeftFunc(words, func(r rune) bool { return !prose.IsDigit(r) }))
		b.WriteString(words[:n])
		words = words[n:]
		rest := strings.TrimLeftFunc(words, prose.IsDigit)
		if digits := words[:len(words)-len(rest)]; digits != "" {
			number, _ := strconv.Atoi(digits) // the largest int if it is larger
			m.numbers = append(m.numbers, number)
			b.WriteByte('#')
		}
		words = rest
	}
	m.words = b.String()
	return m
}

// repeats reports whether a line says the same as one at the same height so many pages before. A number in it may be the page number.
func (l marginLine) repeats(o marginLine, pages int) bool {
	const near = 2 // units of the page
	if l.words != o.words || max(l.v-o.v, o.v-l.v) > near || len(l.numbers) != len(o.numbers) {
		return false
	}
	for i, n := range l.numbers {
		if n != o.numbers[i] && n-o.numbers[i] != pages {
			return false
		}
	}
	return true
}

// furniture returns the spans of furniture in the text of pages with these margins.
func furniture(pages []margins) []doc.Span {
	var spans []doc.Span
	head := func(m margins) []marginLine { return m.head }
	foot := func(m margins) []marginLine { return m.foot }
	for i := range pages {
		own := append(furnitureAt(pages, i, head), furnitureAt(pages, i, foot)...)
		slices.SortFunc(own, func(a, b doc.Span) int { return cmp.Compare(a.Start, b.Start) })
		if own = slices.Compact(own); len(own) < pages[i].lines { // if all of a page repeats, it is its content
			spans = append(spans, own...)
		}
	}
	return spans
}

// furnitureAt returns the furniture at one side of a page: lines from the edge inwards that repeat, up to the last one that stands apart.
func furnitureAt(pages []margins, page int, side func(margins) []marginLine) []doc.Span {
	var all, apart []doc.Span
	for _, line := range side(pages[page]) {
		if !isRepeated(line, page, pages, side) {
			break
		}
		if all = append(all, line.span); line.apart {
			apart = all
		}
	}
	return slices.Clip(apart)
}

func isRepeated(line marginLine, page int, pages []margins, side func(margins) []marginLine) bool {
	found := 0
	for i := max(0, page-neighbours); i <= min(len(pages)-1, page+neighbours); i++ {
		if i != page && slices.ContainsFunc(side(pages[i]), func(o marginLine) bool { return line.repeats(o, page-i) }) {
			found++
		}
	}
	return found >= leastRepeats
}
