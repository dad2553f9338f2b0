package view

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// moreRow is the last row of incomplete results: a button that shows more of them.
type moreRow struct {
	widget.BaseWidget
	button *Button
}

var _ fyne.Widget = (*moreRow)(nil)

func newMoreRow(onTapped func()) *moreRow {
	r := &moreRow{button: NewButton("", Plain, onTapped)}
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer implements fyne.Widget.
func (r *moreRow) CreateRenderer() fyne.WidgetRenderer { return render(r) }

func (r *moreRow) objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.button} }
func (r *moreRow) minSize() fyne.Size           { return fyne.NewSize(0, theme.Size(SizeControl)) }
func (r *moreRow) paint()                       {}

func (r *moreRow) place(size fyne.Size) {
	b := r.button.MinSize()
	put(r.button, middle(size.Width, b.Width), theme.Size(SizeGap), b.Width, b.Height)
}
