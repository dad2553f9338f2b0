package extract

import (
	"slices"
	"strings"

	"footnote/index/doc"
)

// A rowText builds the canonical text of tables: a line for each row, its cells parted by bars. Rows without words have no line,
// but for one blank line where one or more of them part two others, as they do on the sheet. So a row's number is that of its line
// but for a shift that changes at larger gaps only, and a table of a million rows needs one mark.
type rowText struct {
	b         strings.Builder
	marks     []Mark
	name      string // of the sheet that has begun
	named     bool   // the sheet that has begun has no mark yet
	line      int    // number of the line that was begun last; 0 before the first
	row       int    // of the sheet: the row written last, or 0
	next      int    // row that the next cell is in
	cell      int    // cells of the row that have a place in its line; 0 where the row has no line yet
	whole     int    // bytes of the text before the line that was begun last
	full      bool   // nothing more is taken, and the last line is left out: maxTextBytes is reached, or maxBoundMarks
	scattered bool   // it is the latter
}

// beginSheet begins a sheet; without a name, the file has but this one.
func (t *rowText) beginSheet(name string) {
	t.name, t.named = plainWords(name), true
	t.row, t.next, t.cell = 0, 0, 0
}

// beginRow begins the row of a number from 1. Numbers have to rise: one that does not is taken for the next.
func (t *rowText) beginRow(number int) {
	t.next = max(number, t.row+1)
	t.cell = 0
}

// add puts words into a column from 0 of the row that has begun. Columns have to rise within a row.
func (t *rowText) add(column int, words string) {
	if t.full { // before the words are looked at: there may be many more, and long ones
		return
	}
	if words = oneLine(words); words == "" {
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
	if t.b.Len()+bars*len(bar)+len(words) > maxTextBytes {
		t.full = true
		return
	}
	for range bars {
		t.b.WriteString(bar)
	}
	t.b.WriteString(words)
	t.cell = column + 1
}

// beginLine begins the line of a row, and says where it is if the line before does not.
func (t *rowText) beginLine() {
	t.whole = t.b.Len()
	empty := t.next - t.row - 1
	breaks := 1
	if empty > 0 || t.row == 0 {
		breaks = 2
	}
	if t.line == 0 {
		t.line = 1
	} else {
		t.line += breaks
		t.b.WriteString("\n\n"[:breaks])
	}
	shift := t.next - t.line
	if len(t.marks) >= maxBoundMarks { // no row behind could be told by its number
		t.full, t.scattered = true, true
	}
	switch {
	case t.named && t.name != "":
		t.marks = append(t.marks, Mark{Kind: Sheet, Start: t.b.Len(), Shift: shift, Label: t.name})
	case t.named, empty > 1:
		t.marks = append(t.marks, Mark{Kind: Rows, Start: t.b.Len(), Shift: shift})
	}
	t.named, t.row = false, t.next
}

// finish returns the text and its marks, and a note on what was not taken. The rowText must not be used afterwards.
func (t *rowText) finish() (text string, marks []Mark, note doc.Notes) {
	switch {
	case !t.full:
		return t.b.String(), t.marks, nil
	case t.whole == 0: // one line is all there is
		return t.b.String(), t.marks, onlyFirst(maxTextBytes)
	case t.scattered:
		note = doc.Noted(doc.CodeFirstRows, maxBoundMarks)
	default:
		note = onlyFirst(maxTextBytes)
	}
	marks = slices.DeleteFunc(t.marks, func(m Mark) bool { return m.Start >= t.whole })
	return t.b.String()[:t.whole], marks, note
}

// oneLine makes one line of what is in a cell.
func oneLine(s string) string {
	s = canonical(dropInvisible(s))
	if !strings.ContainsAny(s, "\n\t\u00a0\u2028\u2029\f\v\u0085") && !strings.Contains(s, "  ") {
		return strings.TrimSpace(s)
	}
	return strings.Join(strings.Fields(s), " ")
}
