package view

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Frame is the whole window: the rail at the left, the status line at the bottom, and between them one of several pages.
type Frame struct {
	widget.BaseWidget
	// Later is called to run a function after a short pause, unless it is cancelled before; nil means that there are no hints.
	Later func(f func()) (cancel func())

	tip    *TipBox // says what the icon with the pointer does
	unhint func()  // cancels showing it
	rail   *Rail
	pages  []fyne.CanvasObject // one per stop of the rail
	status *StatusLine
}

var _ fyne.Widget = (*Frame)(nil)

// NewFrame returns a frame that shows the first page.
func NewFrame(rail *Rail, status *StatusLine, pages ...fyne.CanvasObject) *Frame {
	f := &Frame{rail: rail, pages: pages, status: status, tip: NewTipBox(), unhint: func() {}}
	f.ExtendBaseWidget(f)
	f.Turn(0)
	return f
}

// Turn shows a page and selects its stop.
func (f *Frame) Turn(page int) {
	f.rail.Choose(page)
	for i, p := range f.pages {
		if i == page {
			p.Show()
		} else {
			p.Hide()
		}
	}
	f.Refresh()
}

// hint says below an icon what it does, after a pause; empty words hide that. Icons over the window have no hints.
func hint(o fyne.CanvasObject, words string) {
	c := fyne.CurrentApp().Driver().CanvasForObject(o)
	if c == nil {
		return
	}
	if f, ok := c.Content().(*Frame); ok && f.Later != nil && (words == "" || c.Overlays().Top() == nil) {
		f.hint(o, words)
	}
}

func (f *Frame) hint(o fyne.CanvasObject, words string) {
	f.unhint()
	f.tip.Hide()
	if words == "" {
		return
	}
	f.unhint = f.Later(func() {
		d := fyne.CurrentApp().Driver()
		at := d.AbsolutePositionForObject(o).Subtract(d.AbsolutePositionForObject(f))
		f.tip.Set(Tip{Place: words})
		w := f.tip.where.Natural() + 2*(theme.Size(SizeGap)+theme.Size(SizeGapTiny)) + 1
		h := f.tip.HeightFor(w)
		y := at.Y + o.Size().Height + theme.Size(SizeGapTiny)
		if y+h > f.Size().Height {
			y = at.Y - h - theme.Size(SizeGapTiny)
		}
		f.tip.Show()
		put(f.tip, max(0, min(at.X, f.Size().Width-w-theme.Size(SizeGap))), y, w, h)
	})
}

// Hint returns what is said about the icon with the pointer, empty for nothing.
func (f *Frame) Hint() string {
	if f.tip.Hidden {
		return ""
	}
	return f.tip.Tip().Place
}

// Rail returns the rail, which leads to the pages.
func (f *Frame) Rail() *Rail { return f.rail }

// CreateRenderer implements fyne.Widget.
func (f *Frame) CreateRenderer() fyne.WidgetRenderer { return render(f) }

// objects returns the parts, in focus order.
func (f *Frame) objects() []fyne.CanvasObject {
	return append(append([]fyne.CanvasObject{}, f.pages...), f.status, f.rail, f.tip)
}

func (f *Frame) minSize() fyne.Size {
	var w float32
	for _, p := range f.pages {
		w = max(w, p.MinSize().Width)
	}
	return fyne.NewSize(f.rail.MinSize().Width+w, 1.5*theme.Size(SizeColumn))
}

func (f *Frame) paint() {}

func (f *Frame) place(size fyne.Size) {
	rail, status := f.rail.MinSize().Width, f.status.MinSize().Height
	put(f.rail, 0, 0, rail, size.Height)
	put(f.status, rail, size.Height-status, size.Width-rail, status)
	for _, p := range f.pages {
		put(p, rail, 0, size.Width-rail, size.Height-status)
	}
}
