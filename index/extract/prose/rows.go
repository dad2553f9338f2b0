package prose

import (
	"slices"
	"strings"

	"footnote/index/doc"
)

// A Rows builds the canonical text of tables: a line for each row, with bars between its cells. Empty rows have no line, except that one blank line
// stands for those between two rows. So a row's number is its line's number plus a shift that changes only at larger gaps, and a table of a million
// rows needs one mark.
type Rows struct {
	B         strings.Builder
	marks     []doc.Mark
	name      string // of the current sheet
	named     bool   // the current sheet has no mark yet
	line      int    // number of the current line; 0 before the first
	row       int    // the row of the sheet that was written last, or 0
	Next      int    // row of the next cell
	cell      int    // cells of the row that are on its line; 0 if the row has no line yet
	whole     int    // bytes of the text before the current line
	Full      bool   // nothing more is added, and the last line is left out: MaxTextBytes or maxBoundMarks is reached
	scattered bool   // it is the latter
}

// BeginSheet begins a sheet. A file with only one sheet gives it no name.
func (t *Rows) BeginSheet(name string) {
	t.name, t.named = PlainWords(name), true
	t.row, t.Next, t.cell = 0, 0, 0
}

// BeginRow begins a row by its number, from 1. Numbers have to rise: a number that does not counts as the next.
func (t *Rows) BeginRow(number int) {
	t.Next = max(number, t.row+1)
	t.cell = 0
}

// Add adds a cell to the current row; column counts from 0. Columns have to rise within a row.
func (t *Rows) Add(column int, words string) {
	if t.Full { // before it looks at the words: there may be many more, and long ones
		return
	}
	if words = OneLine(words); words == "" {
		return
	}
	bars := column - t.cell // for the empty cells before it
	if t.cell == 0 {
		t.beginLine()
	} else {
		bars++
	}
	bars = max(0, min(bars, maxEmptyCells))
	const bar = " | "
	if t.B.Len()+bars*len(bar)+len(words) > MaxTextBytes {
		t.Full = true
		return
	}
	for range bars {
		t.B.WriteString(bar)
	}
	t.B.WriteString(words)
	t.cell = column + 1
}

// beginLine begins the line of a row, and marks it if the line before does not tell its number.
func (t *Rows) beginLine() {
	t.whole = t.B.Len()
	empty := t.Next - t.row - 1
	breaks := 1
	if empty > 0 || t.row == 0 {
		breaks = 2
	}
	if t.line == 0 {
		t.line = 1
	} else {
		t.line += breaks
		t.B.WriteString("\n\n"[:breaks])
	}
	shift := t.Next - t.line
	if len(t.marks) >= maxBoundMarks { // no further row would have its number
		t.Full, t.scattered = true, true
	}
	switch {
	case t.named && t.name != "":
		t.marks = append(t.marks, doc.Mark{Kind: doc.Sheet, Start: t.B.Len(), Shift: shift, Label: t.name})
	case t.named, empty > 1:
		t.marks = append(t.marks, doc.Mark{Kind: doc.Rows, Start: t.B.Len(), Shift: shift})
	}
	t.named, t.row = false, t.Next
}

// Finish returns the text and its marks, with a note on what was left out. Do not use the Rows afterwards.
func (t *Rows) Finish() (text string, marks []doc.Mark, note doc.Notes) {
	switch {
	case !t.Full:
		return t.B.String(), t.marks, nil
	case t.whole == 0: // there is only one line
		return t.B.String(), t.marks, OnlyFirst(MaxTextBytes)
	case t.scattered:
		note = doc.Noted(doc.CodeFirstRows, maxBoundMarks)
	default:
		note = OnlyFirst(MaxTextBytes)
	}
	marks = slices.DeleteFunc(t.marks, func(m doc.Mark) bool { return m.Start >= t.whole })
	return t.B.String()[:t.whole], marks, note
}

// OneLine makes one line of the content of a cell.
func OneLine(s string) string {
	s = Canonical(dropInvisible(s))
	if !strings.ContainsAny(s, "\n\t\u00a0\u2028\u2029\f\v\u0085") && !strings.Contains(s, "  ") {
		return strings.TrimSpace(s)
	}
	return strings.Join(strings.Fields(s), " ")
}

// Bar separates the cells of a row.
const Bar = " | "
