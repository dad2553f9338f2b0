package view

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Frame is the whole window: the rail at the left, the status line at the bottom, and between them one of several pages.
type Frame struct {
	widget.BaseWidget
	rail   *Rail
	pages  []fyne.CanvasObject // one per stop of the rail
	status *StatusLine
}

var _ fyne.Widget = (*Frame)(nil)

// NewFrame returns a frame that shows the first page.
func NewFrame(rail *Rail, status *StatusLine, pages ...fyne.CanvasObject) *Frame {
	f := &Frame{rail: rail, pages: pages, status: status}
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

// Rail returns the rail, which leads to the pages.
func (f *Frame) Rail() *Rail { return f.rail }

// CreateRenderer implements fyne.Widget.
func (f *Frame) CreateRenderer() fyne.WidgetRenderer { return render(f) }

// objects returns the parts, in focus order.
func (f *Frame) objects() []fyne.CanvasObject {
	return append(append([]fyne.CanvasObject{}, f.pages...), f.status, f.rail)
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
