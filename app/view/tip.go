package view

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// tipLines is the number of lines of a passage in a tip.
const tipLines = 6

// A Tip is a preview of a passage beside a link to it, or the reason for a warning.
type Tip struct {
	Title string
	Place string // in words
	Text  string
	Marks []Span // within Text
}

// TipBox shows a tip above other objects. It ignores the mouse and the keyboard.
type TipBox struct {
	widget.BaseWidget
	shadow, ground *Panel
	title, where   *Text
	text           *MarkedText
	tip            Tip
}

var _ fyne.Widget = (*TipBox)(nil)

// NewTipBox returns a hidden box.
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

// Set replaces the tip.
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

// Tip returns the current or the last tip.
func (b *TipBox) Tip() Tip { return b.tip }

// HeightFor returns the height of the box at a width.
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
