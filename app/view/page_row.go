package view

import (
	"math"
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// pageRow draws one line of a Page: its words, the background of its marks, and what is beside them: a bar for the passage, bars for
// quotations, a bullet, a number.
type pageRow struct {
	widget.BaseWidget
	p     *Page
	line  textLine
	words []rowWords

	texts  []*canvas.Text
	shapes []*canvas.Rectangle
	shown  []fyne.CanvasObject // of texts and shapes, in drawing order
	usedT  int
	usedS  int
}

// rowWords are words of a line with one look.
type rowWords struct {
	Span
	words       string
	look        Look
	left, width float32
}

func newPageRow(p *Page) *pageRow {
	r := &pageRow{p: p}
	r.ExtendBaseWidget(r)
	return r
}

// set shows a line.
func (r *pageRow) set(line textLine) {
	r.line = line
	r.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (r *pageRow) CreateRenderer() fyne.WidgetRenderer { return render(r) }

func (r *pageRow) objects() []fyne.CanvasObject { return r.shown }
func (r *pageRow) minSize() fyne.Size           { return fyne.NewSize(0, 0) }
func (r *pageRow) paint()                       {}

// inPassage reports whether the line contains a part of the passage.
func (r *pageRow) inPassage() bool {
	line, passage := r.line, r.p.passage
	return line.kind != breakLine && line.Start < passage.End && (line.End > passage.Start || line.Start >= passage.Start)
}

func (r *pageRow) place(size fyne.Size) {
	r.shown, r.usedT, r.usedS = r.shown[:0], 0, 0
	left := r.p.margin() + r.p.gutter()
	if r.line.kind == breakLine {
		r.placeBreak(size)
		return
	}
	r.arrangeWords()
	r.placeGround(size)
	top, h := r.line.pad, size.Height-r.line.pad
	if r.line.kind == tableLine {
		h = r.line.look.lineHeight()
	}
	r.placeMarks(top, h)
	for _, w := range r.words {
		t := r.text(w.words, w.look)
		if r.isMarked(w.Span) {
			t.Color = theme.Color(ColorInk)
		}
		put(t, w.left, top+middle(h, t.MinSize().Height), w.width, t.MinSize().Height)
		if w.look.Mono {
			r.placeUnderscores(w, t)
		}
	}
	r.placeBeside(left, top, h, size)
}

// placeUnderscores draws the underscores of monospaced words. Fyne cuts them off below the words, where its font has them.
func (r *pageRow) placeUnderscores(w rowWords, t *canvas.Text) {
	thick := max(theme.Size(SizeLine), float32(int(t.TextSize/theme.Size(SizeBody)+0.5)))
	bottom := t.Position().Y + float32(math.Ceil(float64(t.MinSize().Height)))
	for from := 0; from < len(w.words); {
		n := len(w.words[from:]) - len(strings.TrimLeft(w.words[from:], "_"))
		if n == 0 {
			from++
			continue
		}
		x0, x1 := w.look.measure(w.words[:from]), w.look.measure(w.words[:from+n])
		line := r.shape(ColorInk)
		line.FillColor = t.Color
		put(line, w.left+x0, bottom-thick, x1-x0, thick)
		from += n
	}
}

// arrangeWords splits the line into words with one look, and places them side by side.
func (r *pageRow) arrangeWords() {
	r.words = r.words[:0]
	left := r.p.margin() + r.p.gutter()
	if r.line.cells != nil {
		for _, c := range r.line.cells {
			r.addWords(c.Span, left+c.left)
		}
		return
	}
	if r.line.kind == bodyLine || r.line.kind == codeLine {
		r.addWords(r.line.Span, left+r.line.left)
	}
}

func (r *pageRow) addWords(s Span, left float32) {
	for at := s.Start; at < s.End; {
		style := runStyle{end: s.End}
		if !r.line.raw {
			style = r.p.styleAt(at)
		}
		end := min(style.end, s.End)
		if style.look&(Hidden|LineEnd) == 0 {
			w := rowWords{Span: Span{at, end}, words: drawnWords(r.p.text.Text[at:end], r.line.flows), look: runLook(r.line.look, style.look), left: left}
			w.width = w.look.measure(w.words)
			left += w.width
			r.words = append(r.words, w)
		}
		at = end
	}
}

// leftOf returns the x at which the rune at byte at begins; at may be outside the words.
func (w rowWords) leftOf(text string, at int, flows bool) float32 {
	switch {
	case at <= w.Start:
		return w.left
	case at >= w.End:
		return w.left + w.width
	}
	return w.left + w.look.measure(drawnWords(text[w.Start:at], flows))
}

// byteAt returns the byte of the line whose rune begins nearest to x.
func (r *pageRow) byteAt(x float32) int {
	text := r.p.text.Text
	for i, w := range r.words {
		if x > w.left+w.width && i+1 < len(r.words) {
			continue
		}
		n := sort.Search(w.End-w.Start, func(n int) bool { return w.leftOf(text, runeStart(text, w.Start+n), r.line.flows) > x })
		at := runeStart(text, w.Start+max(n-1, 0))
		_, size := utf8.DecodeRuneInString(text[at:])
		next := min(at+size, w.End)
		if x-w.leftOf(text, at, r.line.flows) > w.leftOf(text, next, r.line.flows)-x {
			return next
		}
		return at
	}
	return r.line.Start
}

// runeStart returns the start of the rune that contains a byte.
func runeStart(text string, at int) int {
	for at > 0 && at < len(text) && !utf8.RuneStart(text[at]) {
		at--
	}
	return at
}

// placeMarks puts backgrounds behind the marked words, later ones over earlier ones.
func (r *pageRow) placeMarks(top, h float32) {
	bleed, inset := theme.Size(SizeLine), h/12
	if r.p.passage.Start < r.p.passage.End {
		wide := theme.Size(SizeGapTiny)
		r.ground(r.p.passage, func(x0, x1 float32) {
			put(r.shape(ColorPassage), x0-wide, 0, x1-x0+2*wide, top+h)
		})
	}
	mark := func(s Span, color fyne.ThemeColorName, line bool) {
		r.ground(s, func(x0, x1 float32) {
			shape := r.shape(color)
			shape.CornerRadius = theme.Size(SizeGapTiny) / 2
			if line {
				shape.StrokeColor, shape.StrokeWidth = theme.Color(ColorInk), theme.Size(SizeLine)
			}
			put(shape, x0-bleed, top+inset, x1-x0+2*bleed, h-2*inset)
		})
	}
	for _, s := range r.within(r.p.marks) {
		mark(s, ColorMark, false)
	}
	for _, s := range r.within(r.p.hits) {
		if s != r.p.hit {
			mark(s, ColorHit, false)
		}
	}
	mark(r.p.hit, ColorHitNow, true)
	r.ground(r.p.selected, func(x0, x1 float32) {
		put(r.shape(theme.ColorNameSelection), x0, top, x1-x0, h)
	})
}

// within returns the spans that may overlap the line.
func (r *pageRow) within(spans []Span) []Span {
	from := sort.Search(len(spans), func(i int) bool { return spans[i].End > r.line.Start })
	to := sort.Search(len(spans), func(i int) bool { return spans[i].Start >= r.line.End })
	return spans[from:max(from, to)]
}

// ground calls f with the extent of a span in the line, once for adjacent words.
func (r *pageRow) ground(s Span, f func(x0, x1 float32)) {
	const near = 1 // pixels between words that touch
	text := r.p.text.Text
	x0, x1, open := float32(0), float32(0), false
	for _, w := range r.words {
		if s.Start >= w.End || s.End <= w.Start {
			continue
		}
		from, to := w.leftOf(text, s.Start, r.line.flows), w.leftOf(text, s.End, r.line.flows)
		switch {
		case open && from-x1 < near:
			x1 = to
		case open:
			f(x0, x1)
			x0, x1 = from, to
		default:
			x0, x1, open = from, to, true
		}
	}
	if open && x1 > x0 {
		f(x0, x1)
	}
}

// isMarked reports whether a part of a span has a background on which not every colour is legible.
func (r *pageRow) isMarked(s Span) bool {
	overlaps := func(spans ...Span) bool {
		for _, m := range spans {
			if m.Start < s.End && m.End > s.Start {
				return true
			}
		}
		return false
	}
	return overlaps(r.within(r.p.marks)...) || overlaps(r.within(r.p.hits)...)
}

// placeGround draws the background of a whole line: of code among other text, of a table, of a rule.
func (r *pageRow) placeGround(size fyne.Size) {
	left, width, line := r.p.margin()+r.line.left, r.p.measure()-r.line.left, theme.Size(SizeLine)
	switch {
	case r.line.kind == codeLine && r.line.block >= 0:
		pad := theme.Size(SizeGap)
		put(r.shape(ColorSide), left-pad, 0, width+pad, size.Height)
	case r.line.kind == ruleLine:
		put(r.shape(ColorLine), left, middle(size.Height, line), width, line)
	case r.line.kind == tableLine && r.line.ends:
		color := ColorLine
		if r.p.text.Blocks[r.line.block].Kind == TableHead {
			color = ColorInk3
		}
		put(r.shape(color), left, size.Height-line, width, line)
	}
}

// placeBeside draws what is beside the words.
func (r *pageRow) placeBeside(left, top, h float32, size fyne.Size) {
	tiny, gap := theme.Size(SizeGapTiny), theme.Size(SizeGap)
	if r.inPassage() {
		put(r.shape(ColorAccent), r.p.margin()-gap-tiny/2, 0, tiny*0.75, size.Height)
	}
	if r.line.number > 0 {
		t := r.text(strconv.Itoa(r.line.number), Look{Size: SizeCode, Mono: true, Color: ColorInk3, Zoom: r.p.zoom})
		w := t.MinSize()
		put(t, left-2*gap-w.Width, top+middle(h, w.Height), w.Width, w.Height)
	}
	if r.line.block < 0 {
		r.placeQuotes(r.gapQuotes(), size)
		return
	}
	block := r.p.text.Blocks[r.line.block]
	r.placeQuotes(block.Quotes, size)
	if r.line.begins && block.Bullet.Start < block.Bullet.End {
		bullet := r.p.text.Text[block.Bullet.Start:block.Bullet.End]
		if strings.Trim(bullet, "-+*") == "" {
			bullet = "•"
		}
		t := r.text(bullet, r.p.bodyLook())
		w := t.MinSize()
		put(t, left+r.line.left-w.Width-tiny*1.5, top+middle(h, w.Height), w.Width, w.Height)
	}
}

// gapQuotes returns the number of quotations that continue across a gap between blocks.
func (r *pageRow) gapQuotes() int {
	blocks := r.p.text.Blocks
	next := sort.Search(len(blocks), func(i int) bool { return blocks[i].Start >= r.line.Start })
	if r.line.kind != gapLine || next == 0 || next == len(blocks) {
		return 0
	}
	return min(blocks[next-1].Quotes, blocks[next].Quotes)
}

func (r *pageRow) placeQuotes(quotes int, size fyne.Size) {
	for i := range quotes {
		x := r.p.margin() + float32(i)*r.p.step()
		put(r.shape(ColorInk3), x, 0, theme.Size(SizeGapTiny)/2, size.Height)
	}
}

// placeBreak draws the rule between two pages of the file, and the number of the next.
func (r *pageRow) placeBreak(size fyne.Size) {
	breaks := r.p.text.Breaks
	b := sort.Search(len(breaks), func(b int) bool { return breaks[b].Start >= r.line.Start })
	width := r.p.measure()
	t := r.text(fit(printable(breaks[b].Words), width, true, r.line.look.measure), Look{Size: SizeSmall, Color: ColorInk3})
	w := t.MinSize()
	put(t, r.p.margin(), middle(size.Height, w.Height), w.Width, w.Height)
	x := w.Width + theme.Size(SizeGap)
	line := theme.Size(SizeLine)
	put(r.shape(ColorLine), r.p.margin()+x, middle(size.Height, line), width-x, line)
}

// text returns a text to place. The row draws it: refreshing each text costs more.
func (r *pageRow) text(words string, look Look) *canvas.Text {
	if r.usedT == len(r.texts) {
		r.texts = append(r.texts, canvas.NewText("", nil))
	}
	t := r.texts[r.usedT]
	r.usedT++
	t.Text, t.Color, t.TextSize, t.TextStyle = words, theme.Color(look.colorName()), look.size(), look.style()
	r.shown = append(r.shown, t)
	return t
}

// shape returns a rectangle to place.
func (r *pageRow) shape(color fyne.ThemeColorName) *canvas.Rectangle {
	if r.usedS == len(r.shapes) {
		r.shapes = append(r.shapes, canvas.NewRectangle(nil))
	}
	s := r.shapes[r.usedS]
	r.usedS++
	s.FillColor, s.CornerRadius, s.StrokeWidth = theme.Color(color), 0, 0
	r.shown = append(r.shown, s)
	return s
}
