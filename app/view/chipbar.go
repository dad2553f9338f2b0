package view

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// ChipBar is the part below the question: chips in as many rows as they need, the number of results at the right, and below them what is
// wrong with the question, if anything.
type ChipBar struct {
	widget.BaseWidget
	chips       []*Chip
	count       *Text
	trouble     *MarkedText
	troubleIcon *Icon
	says        string
}

var _ fyne.Widget = (*ChipBar)(nil)

// NewChipBar returns a bar of chips; hidden chips take no room.
func NewChipBar(chips ...*Chip) *ChipBar {
	b := &ChipBar{
		chips: chips, count: NewText("", Look{Size: SizeSmall, Color: ColorInk3}),
		trouble: NewMarkedText(Look{Size: SizeSmall, Color: ColorWarning}, 2), troubleIcon: NewIcon(IconTrouble, ColorWarning),
	}
	b.troubleIcon.Side = SizeBody
	b.count.Align = fyne.TextAlignTrailing
	b.ExtendBaseWidget(b)
	return b
}

// SetCount shows how many passages were found.
func (b *ChipBar) SetCount(words string) {
	b.count.Set(words)
	b.Refresh()
}

// SetTrouble shows what is wrong with the question; empty words hide that.
func (b *ChipBar) SetTrouble(words string) {
	b.says = words
	b.trouble.Set(words, nil, Span{})
	b.Refresh()
}

// Trouble returns what SetTrouble shows.
func (b *ChipBar) Trouble() string { return b.says }

// HeightFor returns the height of the bar at a width.
func (b *ChipBar) HeightFor(width float32) float32 {
	h := b.flow(width, func(*Chip, float32, float32, float32) {})
	if b.says != "" {
		h += theme.Size(SizeGapTiny) + b.trouble.HeightFor(width-b.indent())
	}
	return h
}

// indent returns the room of the icon before the trouble.
func (b *ChipBar) indent() float32 { return theme.Size(SizeBody) + theme.Size(SizeGap) }

// flow calls f with the position and width of every visible chip, and returns the height of them all. The count takes the end of the last
// row, or another row if it does not fit.
func (b *ChipBar) flow(width float32, f func(c *Chip, x, y, w float32)) float32 {
	gap, h := theme.Size(SizeGap), theme.Size(SizeControl)
	x, y := float32(0), float32(0)
	for _, c := range b.chips {
		if c.Hidden {
			continue
		}
		w := min(c.MinSize().Width, width)
		if x > 0 && x+w > width {
			x, y = 0, y+h+gap*0.75
		}
		f(c, x, y, w)
		x += w + gap
	}
	if x > 0 && x+b.count.Natural() > width {
		y += h
	}
	return y + h
}

// CreateRenderer implements fyne.Widget.
func (b *ChipBar) CreateRenderer() fyne.WidgetRenderer { return render(b) }

func (b *ChipBar) objects() []fyne.CanvasObject {
	var objects []fyne.CanvasObject
	for _, c := range b.chips {
		objects = append(objects, c)
	}
	return append(objects, b.count, b.troubleIcon, b.trouble)
}

func (b *ChipBar) minSize() fyne.Size { return fyne.NewSize(0, theme.Size(SizeControl)) }

func (b *ChipBar) paint() {
	b.troubleIcon.Hidden, b.trouble.Hidden = b.says == "", b.says == ""
}

func (b *ChipBar) place(size fyne.Size) {
	h := theme.Size(SizeControl)
	end := b.flow(size.Width, func(c *Chip, x, y, w float32) { put(c, x, y, w, h) })
	n := min(b.count.Natural()+1, size.Width)
	put(b.count, size.Width-n, end-h, n, h)
	y := end + theme.Size(SizeGapTiny)
	put(b.troubleIcon, 0, y, theme.Size(SizeBody), Look{Size: SizeSmall}.lineHeight())
	w := size.Width - b.indent()
	put(b.trouble, b.indent(), y, w, b.trouble.HeightFor(w))
}
