package layout

import (
	"strings"
	"unicode/utf8"

	"footnote/index/doc"
	"footnote/index/extract/prose"
)

// layFlow lays out what a Flow or a Rows wrote: each line is a paragraph; a list item begins with its bullet, indented by two blanks for each list
// around it; bars separate the cells of a row.
func layFlow(form doc.Form, text string, places doc.Places) Layout {
	l := flowLayout{text: text, headings: headingBlocks(text, places), sheet: form == doc.Grid}
	for _, m := range places.Marks {
		if m.Kind == doc.Sheet || m.Kind == doc.Rows || m.Kind.IsFile() {
			l.breaks = append(l.breaks, m.Start)
		}
	}
	for at := 0; at < len(text); {
		line := lineOf(text, at)
		l.line(line)
		at = line.End + 1
	}
	l.endTable()
	return l.out
}

// A flowLayout is the state of laying out a text line by line.
type flowLayout struct {
	text     string
	headings []Block // still to come
	breaks   []int   // where tables end, still to come
	rows     []Block // of the current table
	sheet    bool    // each line is a row
	out      Layout
}

func (l *flowLayout) line(line doc.Span) {
	for len(l.breaks) > 0 && l.breaks[0] <= line.Start {
		l.endTable()
		l.breaks = l.breaks[1:]
	}
	for len(l.headings) > 0 && l.headings[0].Start < line.Start { // it begins within a line
		l.headings = l.headings[1:]
	}
	words := l.text[line.Start:line.End]
	switch bullet, depth := flowBullet(words); {
	case len(l.headings) > 0 && l.headings[0].Start == line.Start:
		l.endTable()
		l.out.Blocks = append(l.out.Blocks, l.headings[0])
		l.headings = l.headings[1:]
	case words == "":
	case l.sheet, strings.Contains(words, prose.Bar):
		l.rows = append(l.rows, Block{Kind: RowBlock, Span: line, Cells: barCells(words, line.Start)})
	case bullet > 0:
		l.endTable()
		mark := doc.Span{Start: line.Start + 2*(depth-1), End: line.Start + bullet - 1}
		l.out.Blocks = append(l.out.Blocks, Block{Depth: depth, Bullet: mark, Span: line})
		l.out.Runs = append(l.out.Runs, Run{doc.Span{Start: line.Start, End: line.Start + bullet}, Hidden})
	default:
		l.endTable()
	}
}

// endTable ends the current table. A single line with bars is a line of text.
func (l *flowLayout) endTable() {
	rows := l.rows
	l.rows = nil
	if len(rows) < 2 {
		return
	}
	var columns []int
	for i := range rows {
		rows[i].Table = len(l.out.Tables)
		columns = widen(columns, l.text, rows[i].Cells)
		at := rows[i].Start
		for _, c := range rows[i].Cells {
			l.hide(at, c.Start)
			at = c.End
		}
		l.hide(at, rows[i].End)
	}
	l.out.Blocks = append(l.out.Blocks, rows...)
	l.out.Tables = append(l.out.Tables, Table{Columns: columns})
}

func (l *flowLayout) hide(from, to int) {
	if from < to {
		l.out.Runs = append(l.out.Runs, Run{doc.Span{Start: from, End: to}, Hidden})
	}
}

// widen makes a table's columns at least as wide as the cells of a row. A row of one cell is a title that spans the columns.
func widen(columns []int, text string, cells []doc.Span) []int {
	if len(cells) == 1 && len(columns) > 0 {
		return columns
	}
	for i, c := range cells {
		width := min(max(utf8.RuneCountInString(text[c.Start:c.End]), 1), maxCellRunes)
		if i == len(columns) {
			columns = append(columns, width)
		}
		columns[i] = max(columns[i], width)
	}
	return columns
}

// barCells returns the cells of a row whose words begin at byte start. Trailing empty cells have no bars.
func barCells(words string, start int) []doc.Span {
	var cells []doc.Span
	for {
		n := strings.Index(words, prose.Bar)
		if n < 0 {
			return append(cells, doc.Span{Start: start, End: start + len(words)})
		}
		cells = append(cells, doc.Span{Start: start, End: start + n})
		words = words[n+len(prose.Bar):]
		start += n + len(prose.Bar)
	}
}

// flowBullet returns the length of a list item's bullet, with the blanks around it, and how many lists it is in. Both are 0 for other lines.
func flowBullet(line string) (bytes, depth int) {
	words := strings.TrimLeft(line, " ")
	indent := len(line) - len(words)
	mark, _, found := strings.Cut(words, " ")
	number := strings.TrimRight(mark, ".)")
	switch {
	case !found, indent%2 != 0, len(mark) > 8:
		return 0, 0
	case mark == "-", number != mark && number != "" && strings.Trim(number, "0123456789") == "":
		return indent + len(mark) + 1, 1 + indent/2
	}
	return 0, 0
}
