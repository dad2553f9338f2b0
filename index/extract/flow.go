package extract

import (
	"slices"
	"strings"
	"unicode/utf8"

	"footnote/index/doc"
)

// A flow builds the canonical text of a format that is not lines of text, from runs of words and the breaks between them. White
// space within a run collapses to one space; breaks, and what stands before a word (a bullet, a cell's bar), are
// held back until a word follows, so that none is left over at an end.
type flow struct {
	b     strings.Builder
	marks []Mark

	newlines int    // wanted before the next word
	space    bool   // wanted before the next word, if no newline is
	bullet   string // of the item that the next word begins
	bar      string // between the cell that the next word begins and those before it in its row
	oneLine  int    // >0: breaks become spaces, as within a table's cell
	full     bool   // maxTextBytes is reached: nothing more is taken

	pending []int            // indexes of marks that begin where the next word does
	label   *strings.Builder // collects the words of the heading under way
}

// words adds a run of inline text.
func (f *flow) words(s string) {
	for s != "" {
		n := strings.IndexFunc(s, isCollapsed)
		switch {
		case n < 0:
			f.word(s)
			return
		case n > 0:
			f.word(s[:n])
		}
		f.space = true
		_, size := utf8.DecodeRuneInString(s[n:])
		s = s[n+size:]
	}
}

// isCollapsed says whether r is white space that a renderer draws as one space, however much of it there is.
func isCollapsed(r rune) bool {
	return r == ' ' || r == '\n' || r == '\t' || r == '\r' || r == '\f' || r == '\u00a0'
}

// word adds s as it stands, behind what is wanted before it.
func (f *flow) word(s string) {
	s = canonical(dropInvisible(s))
	if s == "" || f.full {
		return
	}
	f.lead()
	if f.b.Len()+len(s) > maxTextBytes {
		s = s[:cutPoint(s, max(0, maxTextBytes-f.b.Len()))]
		f.full = true
	}
	f.b.WriteString(s)
	if f.label != nil && f.label.Len() < 4*maxTitleBytes {
		f.label.WriteString(s)
	}
}

// lead writes what is wanted before the next word, and sets the marks that wait for it.
func (f *flow) lead() {
	if f.b.Len() > 0 && f.newlines > 0 {
		f.b.WriteString(strings.Repeat("\n", f.newlines))
	} else if f.b.Len() > 0 && f.space && f.bullet+f.bar == "" {
		f.b.WriteByte(' ')
	}
	if f.label != nil && (f.space || f.newlines > 0) {
		f.label.WriteByte(' ')
	}
	for _, i := range f.pending {
		f.marks[i].Start = f.b.Len()
	}
	f.b.WriteString(f.bullet)
	f.b.WriteString(f.bar)
	f.newlines, f.space, f.bullet, f.bar, f.pending = 0, false, "", "", f.pending[:0]
}

// verbatim adds s with its white space, as preformatted text has it.
func (f *flow) verbatim(s string) {
	for line := range strings.Lines(canonical(s)) {
		text, broken := strings.CutSuffix(line, "\n")
		if strings.Trim(text, " \t") != "" {
			f.word(text)
		} else if text != "" {
			f.space = true
		}
		if broken {
			f.newline()
		}
	}
}

// newline wants one more line end before the next word, as a line break does.
func (f *flow) newline() { f.lines(min(f.newlines+1, 2)) }

// lines wants at least n line ends before the next word: 1 begins a line, 2 a paragraph.
func (f *flow) lines(n int) {
	switch {
	case f.oneLine > 0:
		f.space = true
	case f.bullet != "": // the item's line has begun, though no word of it has come
	default:
		f.newlines = max(f.newlines, n)
		f.space, f.bar = false, ""
	}
}

// beginItem begins a list item with its bullet or number; depth is 1 in a list that is in no other.
func (f *flow) beginItem(bullet string, depth int) {
	f.bullet = ""
	f.lines(1)
	if f.oneLine == 0 {
		f.bullet = strings.Repeat("  ", min(max(depth-1, 0), 8)) + bullet
	}
}

// endItem ends a list item; one without words leaves nothing.
func (f *flow) endItem() {
	f.bullet = ""
	f.lines(1)
}

// endCell ends a cell of a table's row: a bar separates it from the next word of the row. Of many empty cells, only some have one.
func (f *flow) endCell() {
	if len(f.bar) < maxEmptyCells*len(bar) {
		f.bar += bar
	}
}

// mark sets a mark where the next word begins, and returns its index, or -1 where there are too many marks already.
func (f *flow) mark(m Mark) int {
	if len(f.marks) >= maxOutline {
		return -1
	}
	m.Start = f.b.Len()
	f.marks = append(f.marks, m)
	f.pending = append(f.pending, len(f.marks)-1)
	return len(f.marks) - 1
}

// unmark takes back the mark of an index that mark returned, where no word has followed it.
func (f *flow) unmark(i int) {
	if i < 0 {
		return
	}
	if n := len(f.pending) - 1; n >= 0 && f.pending[n] == i && i == len(f.marks)-1 { // as it mostly is
		f.marks, f.pending = f.marks[:i], f.pending[:n]
		return
	}
	f.marks = slices.Delete(f.marks, i, i+1)
	f.pending = slices.DeleteFunc(f.pending, func(p int) bool { return p == i })
	for j, p := range f.pending {
		if p > i {
			f.pending[j]--
		}
	}
}

// heading begins a heading, and the function it returns ends it. A heading within another, or without words, leaves no mark.
func (f *flow) heading(level int) (end func()) {
	if f.label != nil {
		return func() {}
	}
	i := f.mark(Mark{Kind: Heading, Level: level})
	if i < 0 {
		return func() {}
	}
	f.label = &strings.Builder{}
	return func() {
		f.marks[i].Label = plainWords(f.label.String())
		f.label = nil
		if n := len(f.pending) - 1; n >= 0 && f.pending[n] == i && i == len(f.marks)-1 { // it has no words, and leaves room for another
			f.unmark(i)
		}
	}
}

// finish returns the text and its marks in order. The flow must not be used afterwards.
func (f *flow) finish() (text string, marks []Mark, note doc.Notes) {
	for _, i := range f.pending { // no word followed
		f.marks[i].Start = f.b.Len()
	}
	marks = slices.DeleteFunc(f.marks, func(m Mark) bool {
		return m.Kind == Heading && m.Label == "" || m.Start == f.b.Len() && f.full
	})
	Places{Marks: marks}.Sort()
	if f.full {
		note = onlyFirst(maxTextBytes)
	}
	return f.b.String(), marks, note
}

// dropInvisible leaves out what is not drawn and would part a word from how a person types it.
func dropInvisible(s string) string {
	if !strings.ContainsRune(s, softHyphen) && !strings.ContainsRune(s, byteOrderMark) {
		return s
	}
	return strings.Map(func(r rune) rune {
		if r == softHyphen || r == byteOrderMark {
			return -1
		}
		return r
	}, s)
}

// tab wants a tab before the next word of the line, unless that word begins it.
func (f *flow) tab() {
	if f.oneLine == 0 && f.newlines == 0 && f.b.Len() > 0 && f.bullet == "" && len(f.bar) < 8 {
		f.bar += "\t"
	}
	f.space = true
}
