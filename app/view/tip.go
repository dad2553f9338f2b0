package view

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// tipLines is how many lines of a passage a tip shows.
const tipLines = 6

// A Tip is what is shown of a passage beside what leads to it, or why something is doubted.
type Tip struct {
	Title string
	Place string // in words
	Text  string
	Marks []Span // within Text
}

// TipBox shows a tip over what lies below it. It takes no part in what the mouse or the keyboard does.
type TipBox struct {
	widget.BaseWidget
	shadow, ground *Panel
	title, where   *Text
	text           *MarkedText
	tip            Tip
}

var _ fyne.Widget = (*TipBox)(nil)

// NewTipBox returns a box that is not shown.
func NewTipBox() *TipBox {
	b := &TipBox{
		shadow: NewPanel(theme.ColorNameShadow, "", SizeRadius), ground: NewPanel(ColorPanel, ColorLine, SizeRadius),
		title: NewText("", Look{Size: SizeSmall, Bold: true}), where: NewText("", Look{Size: SizeSmall, Color: ColorInk2}),
		text: NewMarkedText(Look{Size: SizeSmall}, tipLines),
	}
	b.ExtendBaseWidget(b)
	b.Hide()
	return b
}

// Set shows another tip.
func (b *TipBox) Set(t Tip) {
	b.tip = t
	b.title.Set(t.Title)
	b.where.Set(t.Place)
	focus := Span{}
	if len(t.Marks) > 0 {
		focus = Span{Start: t.Marks[0].Start}
	}
	b.text.Set(t.Text, t.Marks, focus)
	b.Refresh()
}

// Tip is what is shown, or was last.
func (b *TipBox) Tip() Tip { return b.tip }

// HeightFor is how high the box is when it is width wide.
func (b *TipBox) HeightFor(width float32) float32 {
	pad := theme.Size(SizeGap) + theme.Size(SizeGapTiny)
	h := 2*pad + b.text.HeightFor(width-2*pad)
	for _, t := range []*Text{b.title, b.where} {
		if t.Words() != "" {
			h += t.MinSize().Height
		}
	}
	return h
}

// CreateRenderer implements fyne.Widget.
func (b *TipBox) CreateRenderer() fyne.WidgetRenderer { return render(b) }

func (b *TipBox) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{b.shadow, b.ground, b.title, b.where, b.text}
}

func (b *TipBox) minSize() fyne.Size { return fyne.NewSize(0, 0) }
func (b *TipBox) paint()             {}

func (b *TipBox) place(size fyne.Size) {
	tiny := theme.Size(SizeGapTiny)
	pad := theme.Size(SizeGap) + tiny
	put(b.shadow, 0, tiny/2, size.Width, size.Height)
	put(b.ground, 0, 0, size.Width, size.Height)
	y := pad
	for _, t := range []*Text{b.title, b.where} {
		if t.Words() == "" {
			put(t, pad, y, 0, 0)
			continue
		}
		put(t, pad, y, size.Width-2*pad, t.MinSize().Height)
		y += t.MinSize().Height
	}
	put(b.text, pad, y, size.Width-2*pad, size.Height-y-pad)
}
