package prose

import (
	"slices"
	"strings"

	"footnote/index/doc"
)

// A Rows builds the canonical text of tables: a line for each row, its cells parted by bars. Rows without words have no line,
// but for one blank line where one or more of them part two others, as they do on the sheet. So a row's number is that of its line
// but for a shift that changes at larger gaps only, and a table of a million rows needs one mark.
type Rows struct {
	B         strings.Builder
	marks     []doc.Mark
	name      string // of the sheet that has begun
	named     bool   // the sheet that has begun has no mark yet
	line      int    // number of the line that was begun last; 0 before the first
	row       int    // of the sheet: the row written last, or 0
	Next      int    // row that the next cell is in
	cell      int    // cells of the row that have a place in its line; 0 where the row has no line yet
	whole     int    // bytes of the text before the line that was begun last
	Full      bool   // nothing more is taken, and the last line is left out: MaxTextBytes is reached, or maxBoundMarks
	scattered bool   // it is the latter
}

// BeginSheet begins a sheet; without a name, the file has but this one.
func (t *Rows) BeginSheet(name string) {
	t.name, t.named = PlainWords(name), true
	t.row, t.Next, t.cell = 0, 0, 0
}

// BeginRow begins the row of a number from 1. Numbers have to rise: one that does not is taken for the next.
func (t *Rows) BeginRow(number int) {
	t.Next = max(number, t.row+1)
	t.cell = 0
}

// Add puts words into a column from 0 of the row that has begun. Columns have to rise within a row.
func (t *Rows) Add(column int, words string) {
	if t.Full { // before the words are looked at: there may be many more, and long ones
		return
	}
	if words = OneLine(words); words == "" {
		return
	}
	bars := column - t.cell // of the empty cells before it
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

// beginLine begins the line of a row, and says where it is if the line before does not.
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
	if len(t.marks) >= maxBoundMarks { // no row behind could be told by its number
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

// Finish returns the text and its marks, and a note on what was not taken. The Rows must not be used afterwards.
func (t *Rows) Finish() (text string, marks []doc.Mark, note doc.Notes) {
	switch {
	case !t.Full:
		return t.B.String(), t.marks, nil
	case t.whole == 0: // one line is all there is
		return t.B.String(), t.marks, OnlyFirst(MaxTextBytes)
	case t.scattered:
		note = doc.Noted(doc.CodeFirstRows, maxBoundMarks)
	default:
		note = OnlyFirst(MaxTextBytes)
	}
	marks = slices.DeleteFunc(t.marks, func(m doc.Mark) bool { return m.Start >= t.whole })
	return t.B.String()[:t.whole], marks, note
}

// OneLine makes one line of what is in a cell.
func OneLine(s string) string {
	s = Canonical(dropInvisible(s))
	if !strings.ContainsAny(s, "\n\t\u00a0\u2028\u2029\f\v\u0085") && !strings.Contains(s, "  ") {
		return strings.TrimSpace(s)
	}
	return strings.Join(strings.Fields(s), " ")
}

// Bar parts the cells of a row.
const Bar = " | "
