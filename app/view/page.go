package view

import (
	"sort"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// Page shows a whole text, wrapped to its width, with a passage marked. It draws only visible lines and lays out only the sections around
// them, so a text of any length appears at once: see section.
type Page struct {
	widget.BaseWidget
	// OnTouched is called when a person presses the mouse on the text.
	OnTouched func()
	// OnMenu is called to show the actions for the selected words; at is a place in the window.
	OnMenu func(at fyne.Position)

	pageLayout
	passage  Span
	marks    []Span
	hits     []Span // of the words searched for; ordered, disjoint
	hit      Span   // the current one
	selected Span
	anchor   int // where the selection began

	stock  stock[lineKey]
	sheet  *pageSheet
	scroll *container.Scroll
	ground *Panel
	moving bool // the scroll position is being set
}

// A lineKey identifies a line: its section and its index there.
type lineKey struct{ section, line int }

var _ fyne.Widget = (*Page)(nil)

// NewPage returns an empty page.
func NewPage() *Page {
	p := &Page{ground: NewPanel(ColorPanel, "", ""), pageLayout: pageLayout{zoom: 1, faces: map[Look]*face{}}}
	p.stock = newStock[lineKey](func(int) fyne.CanvasObject { return newPageRow(p) })
	p.sheet = newPageSheet(p)
	p.scroll = container.NewVScroll(p.sheet)
	p.scroll.OnScrolled = func(fyne.Position) {
		if !p.moving {
			p.sight()
		}
	}
	p.ExtendBaseWidget(p)
	return p
}

// Set shows a text from its beginning, without marks.
func (p *Page) Set(text PageText) {
	p.text, p.passage, p.marks, p.hits, p.hit, p.selected = text, Span{}, nil, nil, Span{}, Span{}
	p.cut()
	p.stock.keep(func(lineKey) bool { return false })
	p.arrange()
	p.scrollTo(0)
}

// Relay shows the same text in another layout. It keeps the marks and the line at the top.
func (p *Page) Relay(text PageText) {
	top := p.InSight().Start
	p.text = text
	p.cut()
	p.stock.keep(func(lineKey) bool { return false })
	p.arrange()
	p.ShowAt(top, 0)
}

// Mark marks a passage, and in it the words that matched, and scrolls to it. An empty passage marks nothing.
func (p *Page) Mark(passage Span, words []Span) {
	p.passage, p.marks, p.selected = passage, words, Span{}
	if passage.Start < passage.End {
		p.ShowAt(passage.Start, 0.2)
	}
	p.redraw()
}

// MarkHits marks the hits, and the current one, which may be empty, more strongly. It scrolls to that one if it is not visible.
func (p *Page) MarkHits(hits []Span, hit Span) {
	p.hits, p.hit = hits, hit
	if hit.Start < hit.End {
		p.bringIntoSight(hit)
	}
	p.redraw()
}

// Zoom sets the size of the text, as a multiple of the usual one. It keeps the line at the top.
func (p *Page) Zoom(zoom float32) {
	if zoom != p.zoom {
		p.zoom = zoom
		p.arrange()
	}
}

// InSight returns the visible span of the text.
func (p *Page) InSight() Span {
	seen := Span{-1, -1}
	p.eachInSight(func(key lineKey) {
		line := p.line(key)
		if seen.Start < 0 {
			seen.Start = line.Start
		}
		seen.End = max(seen.End, line.End)
	})
	if seen.Start < 0 {
		return Span{}
	}
	return seen
}

// Selected returns the selected span; it may be empty.
func (p *Page) Selected() Span { return p.selected }

// Select selects a span of the text.
func (p *Page) Select(s Span) {
	if s == p.selected {
		return
	}
	p.selected = s
	p.redraw()
}

// ShowAt scrolls the line of byte at to the given share of the visible height.
func (p *Page) ShowAt(at int, share float32) {
	if p.width <= 0 || len(p.sections) == 0 {
		return
	}
	i, h := p.sectionOf(at), p.scroll.Size().Height
	p.layAround(i, share*h, h)
	p.scrollTo(p.tops[i] + p.sections[i].lines[p.lineOf(i, at)].top - share*h)
}

// bringIntoSight scrolls to a span unless it is visible.
func (p *Page) bringIntoSight(s Span) {
	if seen := p.InSight(); s.Start < seen.Start || s.End > seen.End {
		p.ShowAt(s.Start, 0.35)
		return
	}
	i := p.sectionOf(s.Start)
	line := p.sections[i].lines[p.lineOf(i, s.Start)]
	top := p.tops[i] + line.top
	if y, h := p.scroll.Offset.Y, p.scroll.Size().Height; top < y || top+line.height > y+h {
		p.ShowAt(s.Start, 0.35)
	}
}

// ScrollBy scrolls by pages: 1 is the visible height down.
func (p *Page) ScrollBy(pages float32) {
	h := p.scroll.Size().Height
	if len(p.tops) == 0 {
		return
	}
	first := p.sectionAt(p.scroll.Offset.Y)
	within := p.scroll.Offset.Y - p.tops[first] // stays the same, whatever is laid out above it
	p.layAround(first, max(-pages*h-within, 0), max(pages+1, 1)*h)
	p.scrollTo(p.tops[first] + within + pages*h)
}

// ScrollToTop shows the first lines.
func (p *Page) ScrollToTop() { p.scrollTo(0) }

// ScrollToEnd shows the last lines.
func (p *Page) ScrollToEnd() {
	if n := len(p.sections); n > 0 && p.width > 0 {
		p.layAround(n-1, p.scroll.Size().Height, 0)
		p.scrollTo(p.height())
	}
}

// CreateRenderer implements fyne.Widget.
func (p *Page) CreateRenderer() fyne.WidgetRenderer { return render(p) }

func (p *Page) objects() []fyne.CanvasObject { return []fyne.CanvasObject{p.ground, p.scroll} }
func (p *Page) minSize() fyne.Size           { return p.scroll.MinSize() }

// paint draws everything again, because the theme may have changed. Refresh does not reach objects that wait for a line.
func (p *Page) paint() {
	p.stock.scrap()
	p.redraw()
}

func (p *Page) place(size fyne.Size) {
	p.ground.Resize(size)
	p.scroll.Resize(size)
	p.arrange()
}

// arrange lays out for the current width and size, and keeps the line at the top in place.
func (p *Page) arrange() {
	width, size := p.Size().Width, p.bodyLook().size()
	if width <= 0 {
		return
	}
	if width == p.width && size == p.size && len(p.tops) == len(p.sections)+1 {
		p.sight()
		return
	}
	top := p.InSight().Start
	if p.size != size {
		clear(p.faces)
	}
	p.width, p.size = width, size
	for i := range p.sections {
		p.sections[i].lines = nil
	}
	p.stock.keep(func(lineKey) bool { return false })
	p.estimate()
	p.ShowAt(top, 0)
}

// sight lays out what is visible, gives objects to its lines, and takes them from the others.
func (p *Page) sight() {
	if p.width <= 0 || len(p.sections) == 0 {
		return
	}
	y := p.scroll.Offset.Y
	i := p.sectionAt(y)
	fromTop, fromBottom, was := y-p.tops[i], p.tops[i+1]-y, p.sections[i].height
	if p.lay(i) && y > p.topMargin() {
		if i+1 < len(p.sections) && p.sections[i+1].lines != nil { // it became visible by scrolling up
			y = max(p.tops[i+1]-fromBottom, p.tops[i])
		} else {
			y = p.tops[i] + fromTop/was*p.sections[i].height
		}
	}
	p.layAround(i, 0, y+p.scroll.Size().Height-p.tops[i+1])
	p.move(y)
	p.draw()
}

// move sets the scroll position and the scrollable height.
func (p *Page) move(y float32) {
	y = max(0, min(y, p.height()-p.scroll.Size().Height))
	p.moving = true
	if size := fyne.NewSize(p.scroll.Size().Width, max(p.height(), p.scroll.Size().Height)); p.sheet.Size() != size {
		p.sheet.Resize(size)
		p.scroll.Refresh()
	}
	if y != p.scroll.Offset.Y {
		p.scroll.ScrollToOffset(fyne.NewPos(0, y))
	}
	p.moving = false
}

func (p *Page) scrollTo(y float32) {
	p.move(y)
	p.sight()
}

// eachInSight calls f with the visible lines that are laid out, from the top down.
func (p *Page) eachInSight(f func(key lineKey)) {
	if len(p.tops) != len(p.sections)+1 || len(p.sections) == 0 {
		return
	}
	y, bottom := p.scroll.Offset.Y, p.scroll.Offset.Y+p.scroll.Size().Height
	for s := p.sectionAt(y); s < len(p.sections) && p.tops[s] < bottom; s++ {
		lines, top := p.sections[s].lines, p.tops[s]
		for i := sort.Search(len(lines), func(i int) bool { return top+lines[i].top+lines[i].height > y }); i < len(lines); i++ {
			if top+lines[i].top >= bottom {
				break
			}
			f(lineKey{s, i})
		}
	}
}

// draw shows the visible lines.
func (p *Page) draw() {
	var keys []lineKey
	seen := map[lineKey]bool{}
	p.eachInSight(func(key lineKey) {
		keys = append(keys, key)
		seen[key] = true
	})
	p.stock.keep(func(key lineKey) bool { return seen[key] })
	changed := len(keys) != len(p.sheet.rows)
	rows := make([]fyne.CanvasObject, len(keys))
	for i, key := range keys {
		line := p.line(key)
		o, fresh := p.stock.take(key, 0)
		row := o.(*pageRow)
		row.line = line // set before placing the row: it may still have a line of another text
		put(o, 0, p.tops[key.section]+line.top, p.width, line.height)
		if fresh {
			row.Refresh()
			changed = true
		}
		rows[i] = o
	}
	if changed {
		p.sheet.rows = rows
		canvas.Refresh(p.sheet)
	}
}

// redraw draws the visible lines again, because marks have changed.
func (p *Page) redraw() {
	p.eachInSight(func(key lineKey) {
		if row, ok := p.stock.object(key).(*pageRow); ok {
			row.set(p.line(key))
		}
	})
}
