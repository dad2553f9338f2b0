package doc

import (
	"sort"
	"strings"
)

// maxHeadingDepth is how many headings may hold each other. One that lies deeper takes the place of the one before it, so that what a place
// says stays short however a file is nested.
const maxHeadingDepth = 16

// A Locator answers what Places answers, in time that hardly grows with the number of marks. Make one with Places.Locator where more
// than one place of a document is asked for. Concurrent calls are safe.
type Locator struct {
	marks []Mark
	lines bool
	after []whereabouts // by mark
}

// A whereabouts is what holds the bytes behind a mark: the marks of each kind that count there, by index plus one, 0 for none.
type whereabouts struct {
	file, message, member     int32 // file is the last of the other two
	page, slide, sheet, rows  int32
	cell, time, heading       int32
	enclosing, enclosingDepth int32 // of a heading or symbol: the one that holds it, and how many hold it
}

// Locator returns a Locator of the places.
func (p Places) Locator() *Locator {
	l := &Locator{marks: p.Marks, lines: p.Lines, after: make([]whereabouts, len(p.Marks))}
	var w whereabouts
	for i, m := range p.Marks {
		w.enclosing, w.enclosingDepth = 0, 0
		w = l.pass(w, m, int32(i)+1)
		l.after[i] = w
	}
	return l
}

// pass returns the whereabouts behind a mark, given those before it; i is the mark's index plus one.
func (l *Locator) pass(w whereabouts, m Mark, i int32) whereabouts {
	switch m.Kind {
	case Message:
		return whereabouts{file: i, message: i}
	case Member:
		if m.BeginsAnew() {
			return whereabouts{file: i, member: i}
		}
		return whereabouts{file: i, member: i, message: w.message, heading: l.holding(w.heading, m.Level)}
	case Page:
		w.page = i
	case Slide: // its headings are its own
		w.slide, w.heading = i, 0
	case Sheet:
		w.sheet, w.rows = i, i
	case Rows:
		w.rows = i
	case Cell:
		w.cell = i
	case Time:
		w.time = i
	case Heading, Symbol:
		w.enclosing = l.holding(w.heading, m.Level)
		if w.enclosing > 0 {
			w.enclosingDepth = l.after[w.enclosing-1].enclosingDepth + 1
		}
		if w.enclosingDepth >= maxHeadingDepth { // it takes the place of the one before it
			above := l.after[w.enclosing-1]
			w.enclosing, w.enclosingDepth = above.enclosing, above.enclosingDepth
		}
		w.heading = i
	}
	return w
}

// holding returns which of a heading and those that hold it is the innermost of a higher level than level.
func (l *Locator) holding(heading int32, level int) int32 {
	for heading > 0 && l.marks[heading-1].Level >= level {
		heading = l.after[heading-1].enclosing
	}
	return heading
}

// at returns the whereabouts of a byte. Where a heading begins that has nothing but another below it, they are those of the other.
func (l *Locator) at(start int) whereabouts {
	n := sort.Search(len(l.marks), func(i int) bool { return l.marks[i].Start > start })
	if n == 0 {
		return whereabouts{}
	}
	if l.marks[n-1].Start == start {
		for depth := 1; depth < maxHeadingDepth && n < len(l.marks) && l.bare(n-1); depth++ {
			n++
		}
	}
	return l.after[n-1]
}

// bare reports whether mark i is a heading and the next mark is a lower one, with no text in between. A heading takes as many bytes as its
// label, and at most as many again to underline it or to mark it as one.
func (l *Locator) bare(i int) bool {
	const marking = 8
	m, next := l.marks[i], l.marks[i+1]
	bytes := next.Start - m.Start
	return m.Kind == Heading && next.Kind == Heading && next.Level > m.Level && bytes > len(m.Label) && bytes <= 2*len(m.Label)+marking
}

// Section returns the place of byte start without its lines and rows: what can be said without the text.
func (l *Locator) Section(start int) Place { return l.section(l.at(start)) }

func (l *Locator) section(w whereabouts) Place {
	var place Place
	if w.message > 0 {
		m := l.marks[w.message-1]
		place.Message, place.From, place.Sent, place.Member = m.Page, m.From, m.day(), m.Label
	}
	if w.member > 0 {
		place.Member = l.marks[w.member-1].Label
	}
	if w.page > 0 {
		place.Page, place.Label = l.marks[w.page-1].Page, l.marks[w.page-1].Label
	}
	if w.slide > 0 {
		place.Slide = l.marks[w.slide-1].Page
	}
	if w.sheet > 0 {
		place.Sheet = l.marks[w.sheet-1].Label
	}
	if w.cell > 0 {
		place.Cell = l.marks[w.cell-1].Page
	}
	if w.time > 0 {
		place.Time = l.marks[w.time-1].Label
	}
	if w.heading > 0 {
		place.Heading = make([]string, l.after[w.heading-1].enclosingDepth+1)
		for i, h := len(place.Heading)-1, w.heading; h > 0; i, h = i-1, l.after[h-1].enclosing {
			place.Heading[i] = l.marks[h-1].Label
		}
	}
	return place
}

// At returns what Places.At does.
func (l *Locator) At(text string, start, end int) Place {
	first := 1 + strings.Count(text[:start], "\n")
	return l.AtLines(start, end, first, first+strings.Count(strings.TrimRight(text[start:end], "\n"), "\n"))
}

// AtLines returns what Places.AtLines does.
func (l *Locator) AtLines(start, end, first, last int) Place {
	w := l.at(start)
	place := l.section(w)
	if shift, ok := l.lineShift(w); ok {
		place.Line, place.EndLine = first+shift, last+shift
	}
	if w.rows > 0 {
		place.Row = first + l.marks[w.rows-1].Shift
		place.EndRow = place.Row
		if to := l.at(max(start, end-1)); to.rows > 0 && to.file == w.file && to.sheet == w.sheet {
			place.EndRow = last + l.marks[to.rows-1].Shift
		}
	}
	return place
}

// lineShift returns what makes the number of a line of the file, or of the member, of that of a line of the canonical text, if they
// are the same lines.
func (l *Locator) lineShift(w whereabouts) (shift int, ok bool) {
	switch {
	case l.lines:
		return 0, true
	case w.file == 0:
		return 0, false
	}
	return l.marks[w.file-1].Shift, l.marks[w.file-1].Lines
}
