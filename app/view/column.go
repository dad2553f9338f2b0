package view

import (
	"sort"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Column scrolls through rows of different heights. It keeps objects only for visible rows, so a hundred thousand rows are as fast as ten.
type Column struct {
	widget.BaseWidget
	// Rows are the rows shown. Call Reload when they are others, UpdateRow when one has changed.
	Rows Rows
	// OnScrolled is called when other rows become visible.
	OnScrolled func()
	// Gutter keeps the rows clear of the scroll bar.
	Gutter bool

	scroll *container.Scroll
	inside *fyne.Container
	tops   []float32 // of each row, and then the height of all
	width  float32   // for which tops was computed
	stock  stock[int]
}

// Rows are the rows of a Column. Objects are made per kind and reused for other rows.
type Rows interface {
	Len() int
	// Height returns the height of row i at a width.
	Height(i int, width float32) float32
	// Kind returns the kind of row i; rows of one kind share objects.
	Kind(i int) int
	New(kind int) fyne.CanvasObject
	Update(i int, o fyne.CanvasObject)
}

var _ fyne.Widget = (*Column)(nil)

// NewColumn returns a column of rows.
func NewColumn(rows Rows) *Column {
	c := &Column{Rows: rows}
	c.stock = newStock[int](func(kind int) fyne.CanvasObject { return c.Rows.New(kind) })
	c.inside = container.New(columnLayout{c})
	c.scroll = container.NewVScroll(c.inside)
	c.scroll.OnScrolled = func(fyne.Position) { c.sight() }
	c.ExtendBaseWidget(c)
	return c
}

// Reload shows all rows again and keeps the scroll position.
func (c *Column) Reload() {
	c.stock.keep(func(int) bool { return false })
	c.width = 0
	c.arrange()
}

// ScrollToTop shows the first rows.
func (c *Column) ScrollToTop() { c.scrollTo(0) }

// UpdateRow shows row i again, if it is visible.
func (c *Column) UpdateRow(i int) {
	if o := c.stock.object(i); o != nil {
		c.Rows.Update(i, o)
	}
}

// Reveal scrolls as little as needed to show rows first to last with room around them. If they do not all fit, it shows first.
func (c *Column) Reveal(first, last int, room float32) {
	if first < 0 || last >= c.rows() {
		return
	}
	top, bottom := c.tops[first]-room, c.tops[last+1]+room
	y, h := c.scroll.Offset.Y, c.scroll.Size().Height
	if bottom > y+h {
		y = bottom - h
	}
	if top < y {
		y = top
	}
	c.scrollTo(y)
}

// ShowAt scrolls row i to the given share of the visible height.
func (c *Column) ShowAt(i int, share float32) {
	if i < 0 || i >= c.rows() {
		return
	}
	c.scrollTo(c.tops[i] - share*c.scroll.Size().Height)
}

// ScrollBy scrolls by pages: 1 is the visible height down.
func (c *Column) ScrollBy(pages float32) {
	c.scrollTo(c.scroll.Offset.Y + pages*c.scroll.Size().Height)
}

// ScrollToEnd shows the last rows.
func (c *Column) ScrollToEnd() { c.scrollTo(c.height()) }

// InSight returns the first and the last visible row; last < first if there are none.
func (c *Column) InSight() (first, last int) {
	if c.rows() == 0 {
		return 0, -1
	}
	y, h := c.scroll.Offset.Y, c.scroll.Size().Height
	first = sort.Search(c.rows(), func(i int) bool { return c.tops[i+1] > y })
	last = sort.Search(c.rows(), func(i int) bool { return c.tops[i] >= y+h }) - 1
	return min(first, c.rows()-1), last
}

// Row returns the object that shows row i, nil if the row is not visible.
func (c *Column) Row(i int) fyne.CanvasObject { return c.stock.object(i) }

// CreateRenderer implements fyne.Widget.
func (c *Column) CreateRenderer() fyne.WidgetRenderer { return render(c) }

func (c *Column) objects() []fyne.CanvasObject { return []fyne.CanvasObject{c.scroll} }
func (c *Column) minSize() fyne.Size           { return c.scroll.MinSize() }

// paint lays out everything again, because the theme may have changed. Refresh does not reach objects that wait for a row, so it makes new
// ones.
func (c *Column) paint() {
	c.width = 0
	c.stock.scrap()
}

func (c *Column) place(size fyne.Size) {
	c.scroll.Resize(size)
	c.arrange()
}

// rows returns the number of rows with a position.
func (c *Column) rows() int { return max(len(c.tops)-1, 0) }

func (c *Column) height() float32 {
	if len(c.tops) == 0 {
		return 0
	}
	return c.tops[len(c.tops)-1]
}

func (c *Column) scrollTo(y float32) {
	y = max(0, min(y, c.height()-c.scroll.Size().Height))
	c.scroll.ScrollToOffset(fyne.NewPos(0, y))
	c.sight()
}

// arrange computes the position of every row for the width.
func (c *Column) arrange() {
	width := c.scroll.Size().Width
	if c.Gutter {
		width -= theme.Size(SizeGutter)
	}
	if width <= 0 {
		c.tops = c.tops[:0]
		return
	}
	if width == c.width && len(c.tops) == c.Rows.Len()+1 {
		c.sight()
		return
	}
	c.width = width
	n := c.Rows.Len()
	c.tops = append(c.tops[:0], 0)
	y := float32(0)
	for i := range n {
		y += c.Rows.Height(i, width)
		c.tops = append(c.tops, y)
	}
	c.stock.keep(func(i int) bool { return i < n })
	c.inside.Resize(fyne.NewSize(c.scroll.Size().Width, max(y, c.scroll.Size().Height)))
	c.scroll.Refresh()
	c.scrollTo(c.scroll.Offset.Y)
}

// sight gives objects to the visible rows and takes them from the others.
func (c *Column) sight() {
	first, last := c.InSight()
	c.stock.keep(func(i int) bool { return i >= first && i <= last })
	changed := false
	objects := make([]fyne.CanvasObject, 0, max(last-first+1, 0))
	for i := first; i <= last; i++ {
		o, fresh := c.stock.take(i, c.Rows.Kind(i))
		put(o, 0, c.tops[i], c.width, c.tops[i+1]-c.tops[i])
		if fresh {
			c.Rows.Update(i, o)
			changed = true
		}
		objects = append(objects, o)
	}
	if changed || len(c.inside.Objects) != len(objects) {
		c.inside.Objects = objects
		canvas.Refresh(c.inside)
		if c.OnScrolled != nil {
			c.OnScrolled()
		}
	}
}

// columnLayout gives the scrolled container the height of all rows, with or without objects.
type columnLayout struct{ c *Column }

func (l columnLayout) Layout([]fyne.CanvasObject, fyne.Size) {}

func (l columnLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, l.c.height())
}
