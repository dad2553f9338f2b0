package view

import (
	"sort"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// A PageText is the text a Page shows. Spans and offsets are bytes of Text.
type PageText struct {
	Text     string
	Headings []Span      // ordered, disjoint; each is a whole line
	Breaks   []PageBreak // ordered
	LaidOut  bool        // lines end where the page did not reach further, as in a PDF
}

// A PageBreak is where a page of the file begins.
type PageBreak struct {
	Start int
	Words string // "p. 12"
}

// Page shows a whole text, wrapped to its width, with a passage marked. Only the lines in sight are drawn; the text is
// wrapped at once, in time that grows with its length: about 0.2 s for 10 MB.
type Page struct {
	widget.BaseWidget

	text    PageText
	passage Span
	marks   []Span

	lines  []textLine
	width  float32 // for which lines was made
	size   float32 // of the text, for which lines was made
	column *Column
	ground *Panel
}

// A textLine is one line of a Page: words, or the rule between two pages.
type textLine struct {
	Span
	kind  int
	flows bool // line feeds and blanks within it are drawn as one space
}

// The kinds of lines.
const (
	bodyLine = iota
	headingLine
	breakLine
)

var (
	_ fyne.Widget = (*Page)(nil)
	_ Rows        = pageRows{}
)

// NewPage returns an empty page.
func NewPage() *Page {
	p := &Page{ground: NewPanel(ColorPanel, "", "")}
	p.column = NewColumn(pageRows{p})
	p.ExtendBaseWidget(p)
	return p
}

// Set shows a text from its beginning, with nothing marked.
func (p *Page) Set(text PageText) {
	p.text, p.passage, p.marks, p.width = text, Span{}, nil, 0
	p.arrange()
	p.column.ScrollToTop()
}

// Mark marks a passage, and within it the words that matched, and scrolls to it. The empty passage marks nothing.
func (p *Page) Mark(passage Span, words []Span) {
	p.passage, p.marks = passage, words
	p.column.Reload()
	if passage.Start < passage.End {
		p.column.ShowAt(p.lineOf(passage.Start), 0.2)
	}
}

// InSight returns the span of the text that is in sight.
func (p *Page) InSight() Span {
	first, last := p.column.InSight()
	if last < first {
		return Span{}
	}
	return Span{p.lines[first].Start, p.lines[last].End}
}

// lineOf is the line that holds a byte; of a page break and the line after it, the line.
func (p *Page) lineOf(at int) int {
	after := sort.Search(len(p.lines), func(i int) bool { return p.lines[i].Start > at })
	return max(after-1, 0)
}

// CreateRenderer implements fyne.Widget.
func (p *Page) CreateRenderer() fyne.WidgetRenderer { return render(p) }

func (p *Page) objects() []fyne.CanvasObject { return []fyne.CanvasObject{p.ground, p.column} }
func (p *Page) minSize() fyne.Size           { return p.column.MinSize() }
func (p *Page) paint()                       {}

func (p *Page) place(size fyne.Size) {
	p.ground.Resize(size)
	p.column.Resize(size)
	p.arrange()
}

// margin is the room left and right of the words: a line longer than maxMeasure is hard to read.
func (p *Page) margin(width float32) float32 {
	return max(theme.Size(SizeMargin)+theme.Size(SizeGap), (width-theme.Size(SizeMeasure))/2)
}

// arrange wraps the text for the present width and size, keeping in place the line at the top.
func (p *Page) arrange() {
	width, size := p.Size().Width, Look{}.size()
	if width == p.width && size == p.size || width <= 0 {
		return
	}
	top := p.InSight().Start
	keep := p.width != 0
	p.width, p.size = width, size
	p.wrap(width - 2*p.margin(width))
	p.column.Reload()
	if keep {
		p.column.ShowAt(p.lineOf(top), 0)
	}
}

// wrap breaks the text into lines: between page breaks and headings, which have a look of their own.
func (p *Page) wrap(width float32) {
	p.lines = p.lines[:0]
	body, prose := newWrapper(Look{}.measure, false), newWrapper(Look{}.measure, true)
	heading := newWrapper(headingLook.measure, false)
	at, breaks := 0, p.text.Breaks
	run := func(w *wrapper, kind int, s Span) {
		w.lines(p.text.Text, s.Start, s.End, width, func(line Span) {
			p.lines = append(p.lines, textLine{line, kind, w.flow})
		})
	}
	bodyTo := func(to int) {
		blocks(p.text.Text, at, to, p.text.LaidOut, func(block Span, flows bool) {
			if flows {
				run(prose, bodyLine, block)
			} else {
				run(body, bodyLine, block)
			}
		})
		at = to
	}
	until := func(to int) {
		for len(breaks) > 0 && breaks[0].Start <= to {
			bodyTo(breaks[0].Start)
			p.lines = append(p.lines, textLine{Span: Span{breaks[0].Start, breaks[0].Start}, kind: breakLine})
			breaks = breaks[1:]
		}
		bodyTo(to)
	}
	for _, h := range p.text.Headings {
		if h.Start < at || h.End > len(p.text.Text) {
			continue
		}
		until(h.Start)
		run(heading, headingLine, h)
		at = h.End
		if at < len(p.text.Text) && p.text.Text[at] == '\n' {
			at++
		}
	}
	until(len(p.text.Text))
}

var headingLook = Look{Size: SizeTitle, Bold: true}

// pageRows shows a Page's lines in its column.
type pageRows struct{ p *Page }

func (l pageRows) Len() int       { return len(l.p.lines) }
func (l pageRows) Kind(i int) int { return l.p.lines[i].kind }

func (l pageRows) Height(i int, _ float32) float32 {
	line := l.p.lines[i]
	look := Look{}
	h := look.lineHeight()
	switch {
	case line.kind == breakLine:
		h = theme.Size(SizeField)
	case line.kind == headingLine:
		h = headingLook.lineHeight() + theme.Size(SizeGapTiny)
	case strings.TrimSpace(l.p.text.Text[line.Start:line.End]) == "":
		h = float32(int(h * 0.6))
	}
	if i == 0 || i == len(l.p.lines)-1 {
		h += theme.Size(SizeMargin)
	}
	return h
}

func (l pageRows) New(kind int) fyne.CanvasObject { return newPageRow(kind) }

func (l pageRows) Update(i int, o fyne.CanvasObject) {
	p, row, line := l.p, o.(*pageRow), l.p.lines[i]
	row.margin = p.margin(p.width)
	row.atTop = i == 0
	if line.kind == breakLine {
		b := sort.Search(len(p.text.Breaks), func(b int) bool { return p.text.Breaks[b].Start >= line.Start })
		row.label.Set(p.text.Breaks[b].Words)
		row.Refresh()
		return
	}
	row.inPassage = line.Start < p.passage.End && (line.End > p.passage.Start || line.Start >= p.passage.Start)
	row.line.flow = line.flows
	row.line.set(p.text.Text, line.Span, []Layer{
		{Spans: []Span{p.passage}, Color: ColorPassage, Full: true},
		{Spans: p.marks, Color: ColorMark},
	}, "", "")
	row.Refresh()
}

// pageRow is one line of a Page, with a bar beside it where it belongs to the passage.
type pageRow struct {
	widget.BaseWidget
	kind             int
	margin           float32
	atTop, inPassage bool

	line  *markedLine
	bar   *Panel
	label *Text
	rule  *Panel
}

func newPageRow(kind int) *pageRow {
	look := Look{}
	if kind == headingLine {
		look = headingLook
	}
	r := &pageRow{
		kind: kind, line: newMarkedLine(look, false), bar: NewPanel(ColorAccent, "", ""),
		label: NewText("", Look{Size: SizeSmall, Color: ColorInk3}), rule: NewRule(),
	}
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer implements fyne.Widget.
func (r *pageRow) CreateRenderer() fyne.WidgetRenderer { return render(r) }

func (r *pageRow) objects() []fyne.CanvasObject {
	switch {
	case r.kind == breakLine:
		return []fyne.CanvasObject{r.rule, r.label}
	case r.inPassage:
		return []fyne.CanvasObject{r.line, r.bar}
	}
	return []fyne.CanvasObject{r.line}
}

func (r *pageRow) minSize() fyne.Size { return fyne.NewSize(0, 0) }
func (r *pageRow) paint()             {}

func (r *pageRow) place(size fyne.Size) {
	y := float32(0)
	if r.atTop {
		y = theme.Size(SizeMargin)
	}
	w := size.Width - 2*r.margin
	if r.kind == breakLine {
		h := r.label.MinSize().Height
		put(r.label, r.margin, y+middle(size.Height-y, h), w, h)
		x := r.label.Natural() + theme.Size(SizeGap)
		put(r.rule, r.margin+x, y+middle(size.Height-y, theme.Size(SizeLine)), w-x, theme.Size(SizeLine))
		return
	}
	h := size.Height - y
	if h > r.line.look.lineHeight()+theme.Size(SizeGap) {
		h = r.line.look.lineHeight()
	}
	put(r.line, r.margin, y, w+theme.Size(SizeGap), h)
	put(r.bar, r.margin-theme.Size(SizeGap)-theme.Size(SizeGapTiny)/2, y, theme.Size(SizeGapTiny)*0.75, h)
}
