package view

import (
	"sort"
	"strconv"
	"strings"

	"fyne.io/fyne/v2/theme"
)

// A textLine is one line of a Page as it is drawn.
type textLine struct {
	Span
	kind   lineKind
	look   Look // of words without a run
	block  int  // index of its block, -1 for none
	flows  bool // draw line feeds and blanks in it as one space
	raw    bool // ignore its runs and draw all of it
	begins bool // its block
	ends   bool // its block
	number int  // of the line in the file, 0 to show none
	cells  []cellWords

	left        float32 // where its words begin
	top, height float32 // within its section
	pad         float32 // of the height, above the words
}

// cellWords are the words of one cell in a line.
type cellWords struct {
	Span
	left float32
}

// A lineKind is the kind of a textLine.
type lineKind int

const (
	bodyLine lineKind = iota
	gapLine           // between blocks
	breakLine
	codeLine
	ruleLine
	tableLine
)

// A layouter lays out a section of a Page.
type layouter struct {
	p      *pageLayout
	width  float32 // of the words
	breaks []PageBreak
	lines  []textLine
	y      float32
}

func (p *pageLayout) layouter() *layouter { return &layouter{p: p, width: p.measure() - p.gutter()} }

// section lays out a section. A page break at its end belongs to the next section, if there is one.
func (l *layouter) section(s section, last bool) {
	text := l.p.text
	if text.Verbatim {
		l.verbatim(s)
		return
	}
	l.breaks = text.Breaks[sort.Search(len(text.Breaks), func(i int) bool { return text.Breaks[i].Start >= s.Start }):]
	if !last {
		l.breaks = l.breaks[:sort.Search(len(l.breaks), func(i int) bool { return l.breaks[i].Start >= s.End })]
	}
	at := s.Start
	first := sort.Search(len(text.Blocks), func(i int) bool { return text.Blocks[i].End > s.Start })
	for b := first; b < len(text.Blocks) && text.Blocks[b].Start < s.End; b++ {
		block := text.Blocks[b]
		part := Span{max(block.Start, at), min(block.End, s.End)}
		l.plain(at, part.Start)
		l.block(b, part)
		if at = part.End; at < s.End && text.Text[at] == '\n' {
			at++
		}
	}
	l.plain(at, s.End)
	if len(l.lines) == 0 {
		l.add(textLine{Span: Span{s.Start, s.Start}, block: -1, look: l.p.bodyLook()})
	}
}

// add puts a line below the others.
func (l *layouter) add(line textLine) {
	line.top = l.y
	if line.height == 0 {
		line.height = line.look.lineHeight() + line.pad
	}
	l.y += line.height
	l.lines = append(l.lines, line)
}

// plain lays out plain lines and the page breaks among them.
func (l *layouter) plain(from, to int) {
	for len(l.breaks) > 0 && l.breaks[0].Start <= to {
		at := max(l.breaks[0].Start, from)
		l.paragraphs(from, at)
		l.add(textLine{Span: Span{at, at}, kind: breakLine, block: -1, look: Look{Size: SizeSmall}, height: theme.Size(SizeField)})
		from, l.breaks = at, l.breaks[1:]
	}
	l.paragraphs(from, to)
}

func (l *layouter) paragraphs(from, to int) {
	text, look := l.p.text.Text, l.p.bodyLook()
	if len(l.p.text.Blocks) > 0 && from < to && l.isBlank(from, to) {
		l.add(textLine{Span: Span{from, to}, kind: gapLine, block: -1, look: look, height: float32(int(look.lineHeight() * gapShare))})
		return
	}
	blocks(text, from, to, l.p.text.Printed, func(block Span, flows bool) {
		l.p.wrapper(look, flows).lines(text, block.Start, block.End, l.width, func(s Span) {
			line := textLine{Span: s, block: -1, look: look, flows: flows}
			if l.isBlank(s.Start, s.End) {
				line.height = float32(int(look.lineHeight() * gapShare))
			}
			l.add(line)
		})
	})
}

// gapShare is the height of an empty line, as a share of a line with words.
const gapShare = 0.6

// isBlank reports whether text[from:to] draws nothing.
func (l *layouter) isBlank(from, to int) bool {
	for from < to {
		style := l.p.styleAt(from)
		end := min(style.end, to)
		if style.look&Hidden == 0 && strings.TrimSpace(l.p.text.Text[from:end]) != "" {
			return false
		}
		from = end
	}
	return true
}

// verbatim lays out lines of source code, with their numbers.
func (l *layouter) verbatim(s section) {
	text, look := l.p.text.Text, l.p.codeLook()
	w := l.p.wrapper(look, false)
	number := s.number
	if s.Start > 0 && text[s.Start-1] != '\n' { // the rest of a very long line
		number = 0
	}
	for at, next := s.Start, s.number; ; {
		end := s.End
		if n := strings.IndexByte(text[at:s.End], '\n'); n >= 0 {
			end = at + n
		}
		w.lines(text, at, end, l.width, func(line Span) {
			l.add(textLine{Span: line, kind: codeLine, block: -1, look: look, number: number})
			number = 0
		})
		if at = end + 1; at >= s.End {
			return
		}
		next++
		number = next
	}
}

// block lays out a block, or the part of a very long block that is in the section.
func (l *layouter) block(index int, part Span) {
	p, b := l.p, l.p.text.Blocks[index]
	left := p.indent(b)
	line := textLine{kind: bodyLine, look: p.blockLook(b), block: index, flows: true, left: left}
	switch b.Kind {
	case TableRow, TableHead:
		l.row(index, part)
		return
	case Rule:
		line.kind, line.Span = ruleLine, part
		line.begins, line.ends = true, true
		l.add(line)
		return
	case Code:
		line.kind, line.flows = codeLine, false
	case Heading:
		if len(l.lines) > 0 {
			line.pad = theme.Size(SizeGap)
		}
	}
	from := len(l.lines)
	w := p.wrapper(line.look, line.flows)
	w.lines(p.text.Text, part.Start, part.End, l.width-left, func(s Span) {
		line.Span, line.begins = s, s.Start == part.Start && part.Start == b.Start
		l.add(line)
		line.pad = 0
	})
	if len(l.lines) > from {
		l.lines[from].begins = part.Start == b.Start
		l.lines[len(l.lines)-1].ends = part.End == b.End
	}
}

// row lays out a row of a table: each cell's words wrapped in its column or, if there is no room for that, the row as plain text.
func (l *layouter) row(index int, part Span) {
	p, b := l.p, l.p.text.Blocks[index]
	look, left := p.blockLook(b), p.indent(b)
	lefts := p.columns(b.Table, l.width-left)
	if lefts == nil || len(b.Cells) >= len(lefts) {
		w := newWrapper(nil, true)
		w.face = p.face(look)
		w.lines(p.text.Text, part.Start, part.End, l.width-left, func(s Span) {
			l.add(textLine{Span: s, kind: bodyLine, look: look, block: index, flows: true, raw: true, left: left})
		})
		return
	}
	var lines [][]cellWords
	for i, cell := range b.Cells {
		right := lefts[i+1]
		if len(b.Cells) == 1 {
			right = lefts[len(lefts)-1]
		}
		n := 0
		p.wrapper(look, true).lines(p.text.Text, cell.Start, cell.End, right-lefts[i]-cellPad(), func(s Span) {
			if n == len(lines) {
				lines = append(lines, nil)
			}
			lines[n] = append(lines[n], cellWords{s, left + lefts[i]})
			n++
		})
	}
	for n, cells := range lines {
		line := textLine{Span: part, kind: tableLine, look: look, block: index, flows: true, left: left, cells: cells}
		line.begins, line.ends = n == 0, n == len(lines)-1
		line.height = look.lineHeight()
		if line.begins {
			line.pad = theme.Size(SizeGapTiny) / 2
			line.height += line.pad
		}
		if line.ends {
			line.height += theme.Size(SizeGapTiny) / 2
		}
		l.add(line)
	}
}

// cellPad returns the room between the words of a cell and the next column.
func cellPad() float32 { return theme.Size(SizeGap) + theme.Size(SizeGapTiny) }

// columns returns the left edges of the columns of a table, and the right edge of the last; nil if there is no room for them.
func (p *pageLayout) columns(table int, width float32) []float32 {
	const fewest = 5 // letters in a narrowed column
	widths := p.text.Tables[table]
	letter := p.face(p.bodyLook()).advance('n')
	need := func(most float32) (sum float32) {
		for _, letters := range widths {
			sum += min(float32(letters)*letter, most) + cellPad()
		}
		return sum
	}
	low, high := fewest*letter, width
	if need(low) > width {
		return nil
	}
	if need(high) > width {
		for range 12 { // bisects, to a pixel or less
			if middle := (low + high) / 2; need(middle) > width {
				high = middle
			} else {
				low = middle
			}
		}
		high = low
	}
	lefts := []float32{0}
	for _, letters := range widths {
		lefts = append(lefts, lefts[len(lefts)-1]+min(float32(letters)*letter, high)+cellPad())
	}
	return lefts
}

// gutter returns the room for line numbers.
func (p *pageLayout) gutter() float32 {
	if !p.text.Numbered || len(p.sections) == 0 {
		return 0
	}
	last := p.sections[len(p.sections)-1]
	digits := len(strconv.Itoa(last.number + last.feeds))
	return float32(max(digits, 2))*p.face(p.codeLook()).advance('0') + 2*theme.Size(SizeGap)
}
