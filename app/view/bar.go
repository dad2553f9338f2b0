package view

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Bar draws a share from 0 to 1 as a thin filled bar: a score, or the progress of a job.
type Bar struct {
	widget.BaseWidget
	Color fyne.ThemeColorName

	share        float64
	ground, fill *Panel
}

var _ fyne.Widget = (*Bar)(nil)

// NewBar returns an empty bar.
func NewBar(color fyne.ThemeColorName) *Bar {
	b := &Bar{Color: color, ground: NewPanel(ColorLine, "", ""), fill: NewPanel(color, "", "")}
	b.ground.Round, b.fill.Round = true, true
	b.ExtendBaseWidget(b)
	return b
}

// Share returns the share shown.
func (b *Bar) Share() float64 { return b.share }

// Set shows a share from 0 to 1.
func (b *Bar) Set(share float64) {
	b.share = min(max(share, 0), 1)
	b.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (b *Bar) CreateRenderer() fyne.WidgetRenderer { return render(b) }

func (b *Bar) objects() []fyne.CanvasObject { return []fyne.CanvasObject{b.ground, b.fill} }

func (b *Bar) minSize() fyne.Size {
	return fyne.NewSize(theme.Size(SizeScore), theme.Size(SizeBar))
}

func (b *Bar) paint() { b.fill.Set(b.Color, "", SizeLine) }

func (b *Bar) place(size fyne.Size) {
	h := theme.Size(SizeBar)
	y := middle(size.Height, h)
	put(b.ground, 0, y, size.Width, h)
	put(b.fill, 0, y, size.Width*float32(b.share), h)
	b.fill.Hidden = b.share == 0
}
