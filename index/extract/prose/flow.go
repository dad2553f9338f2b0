package prose

import (
	"slices"
	"strings"
	"unicode/utf8"

	"footnote/index/doc"
)

// A Flow builds the canonical text of a format that is not lines of text, from runs of words and the breaks between them. White space within a run
// collapses to one space. Breaks, and what precedes a word (a bullet, a cell's bar), wait for a word, so that none is left over at the end.
type Flow struct {
	B     strings.Builder
	Marks []doc.Mark

	newlines int    // to write before the next word
	space    bool   // to write before the next word, unless newlines are
	Bullet   string // of the item that the next word begins
	Bar      string // between the cell of the next word and those before it in its row
	OneLine  int    // if positive, breaks become spaces, as in a table's cell
	Full     bool   // MaxTextBytes is reached: nothing more is added

	pending []int            // indexes of marks that start at the next word
	label   *strings.Builder // collects the words of the open heading
}

// Words adds a run of inline text.
func (f *Flow) Words(s string) {
	for s != "" {
		n := strings.IndexFunc(s, IsCollapsed)
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

// IsCollapsed reports whether r is white space that is drawn as one space, however much of it there is.
func IsCollapsed(r rune) bool {
	return r == ' ' || r == '\n' || r == '\t' || r == '\r' || r == '\f' || r == '\u00a0'
}

// word adds s as it is, behind the breaks that wait for it.
func (f *Flow) word(s string) {
	s = Canonical(dropInvisible(s))
	if s == "" || f.Full {
		return
	}
	f.lead()
	if f.B.Len()+len(s) > MaxTextBytes {
		s = s[:CutPoint(s, max(0, MaxTextBytes-f.B.Len()))]
		f.Full = true
	}
	f.B.WriteString(s)
	if f.label != nil && f.label.Len() < 4*MaxTitleBytes {
		f.label.WriteString(s)
	}
}

// lead writes what waits for the next word, and sets the marks that start there.
func (f *Flow) lead() {
	if f.B.Len() > 0 && f.newlines > 0 {
		f.B.WriteString(strings.Repeat("\n", f.newlines))
	} else if f.B.Len() > 0 && f.space && f.Bullet+f.Bar == "" {
		f.B.WriteByte(' ')
	}
	if f.label != nil && (f.space || f.newlines > 0) {
		f.label.WriteByte(' ')
	}
	for _, i := range f.pending {
		f.Marks[i].Start = f.B.Len()
	}
	f.B.WriteString(f.Bullet)
	f.B.WriteString(f.Bar)
	f.newlines, f.space, f.Bullet, f.Bar, f.pending = 0, false, "", "", f.pending[:0]
}

// Verbatim adds s with its white space, as preformatted text.
func (f *Flow) Verbatim(s string) {
	for line := range strings.Lines(Canonical(s)) {
		text, broken := strings.CutSuffix(line, "\n")
		if strings.Trim(text, " \t") != "" {
			f.word(text)
		} else if text != "" {
			f.space = true
		}
		if broken {
			f.Newline()
		}
	}
}

// Newline asks for one more line end before the next word, as a line break does.
func (f *Flow) Newline() { f.Lines(min(f.newlines+1, 2)) }

// Lines asks for at least n line ends before the next word: 1 begins a line, 2 a paragraph.
func (f *Flow) Lines(n int) {
	switch {
	case f.OneLine > 0:
		f.space = true
	case f.Bullet != "": // the item's line has begun, without a word so far
	default:
		f.newlines = max(f.newlines, n)
		f.space, f.Bar = false, ""
	}
}

// BeginItem begins a list item with its bullet or number. depth is 1 in a list that is in no other.
func (f *Flow) BeginItem(bullet string, depth int) {
	f.Bullet = ""
	f.Lines(1)
	if f.OneLine == 0 {
		f.Bullet = strings.Repeat("  ", min(max(depth-1, 0), 8)) + bullet
	}
}

// EndItem ends a list item. An item without words leaves nothing.
func (f *Flow) EndItem() {
	f.Bullet = ""
	f.Lines(1)
}

// EndCell ends a cell of a table's row: a bar separates it from the next word of the row. Of many empty cells, only some get a bar.
func (f *Flow) EndCell() {
	if len(f.Bar) < maxEmptyCells*len(Bar) {
		f.Bar += Bar
	}
}

// Mark sets a mark where the next word begins. It returns the mark's index, or -1 if there are too many marks.
func (f *Flow) Mark(m doc.Mark) int {
	if len(f.Marks) >= MaxOutline {
		return -1
	}
	m.Start = f.B.Len()
	f.Marks = append(f.Marks, m)
	f.pending = append(f.pending, len(f.Marks)-1)
	return len(f.Marks) - 1
}

// Unmark removes a mark by the index that Mark returned, before any word has followed it.
func (f *Flow) Unmark(i int) {
	if i < 0 {
		return
	}
	if n := len(f.pending) - 1; n >= 0 && f.pending[n] == i && i == len(f.Marks)-1 { // the usual case
		f.Marks, f.pending = f.Marks[:i], f.pending[:n]
		return
	}
	f.Marks = slices.Delete(f.Marks, i, i+1)
	f.pending = slices.DeleteFunc(f.pending, func(p int) bool { return p == i })
	for j, p := range f.pending {
		if p > i {
			f.pending[j]--
		}
	}
}

// Heading begins a heading, and returns a function that ends it. A heading within another, or without words, leaves no mark.
func (f *Flow) Heading(level int) (end func()) {
	if f.label != nil {
		return func() {}
	}
	i := f.Mark(doc.Mark{Kind: doc.Heading, Level: level})
	if i < 0 {
		return func() {}
	}
	f.label = &strings.Builder{}
	return func() {
		f.Marks[i].Label = PlainWords(f.label.String())
		f.label = nil
		if n := len(f.pending) - 1; n >= 0 && f.pending[n] == i && i == len(f.Marks)-1 { // no words: make room for another
			f.Unmark(i)
		}
	}
}

// Finish returns the text and its marks in order. Do not use the flow afterwards.
func (f *Flow) Finish() (text string, marks []doc.Mark, note doc.Notes) {
	for _, i := range f.pending { // no word followed
		f.Marks[i].Start = f.B.Len()
	}
	marks = slices.DeleteFunc(f.Marks, func(m doc.Mark) bool {
		return m.Kind == doc.Heading && m.Label == "" || m.Start == f.B.Len() && f.Full
	})
	doc.Places{Marks: marks}.Sort()
	if f.Full {
		note = OnlyFirst(MaxTextBytes)
	}
	return f.B.String(), marks, note
}

// tab asks for a tab before the next word of the line, unless that word begins it.
func (f *Flow) tab() {
	if f.OneLine == 0 && f.newlines == 0 && f.B.Len() > 0 && f.Bullet == "" && len(f.Bar) < 8 {
		f.Bar += "\t"
	}
	f.space = true
}
