package view

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// FindWords are the words of a FindBar.
type FindWords struct{ Hint, Previous, Next, Close string }

// FindBar searches words in a document: a field, the number of hits, and buttons for the previous and the next one.
type FindBar struct {
	widget.BaseWidget
	// Field is the field for the words.
	Field *SmallField
	// OnStep is called to go to the next (1) or the previous (-1) hit, OnClose to close the bar.
	OnStep  func(by int)
	OnClose func()

	ground, rule          *Panel
	count                 *Text
	previous, next, close *Button
}

var _ fyne.Widget = (*FindBar)(nil)

// NewFindBar returns a bar with an empty field.
func NewFindBar(words FindWords) *FindBar {
	b := &FindBar{
		Field: NewSmallField(words.Hint), ground: NewPanel(ColorSide, "", ""), rule: NewRule(),
		count: NewText("", Look{Size: SizeSmall, Color: ColorInk2}),
	}
	step := func(by int) {
		if b.OnStep != nil {
			b.OnStep(by)
		}
	}
	b.previous = NewIconButton(IconUp, words.Previous, func() { step(-1) })
	b.next = NewIconButton(IconDown, words.Next, func() { step(1) })
	b.close = NewIconButton(IconClear, words.Close, func() { do(b.OnClose) })
	b.ExtendBaseWidget(b)
	return b
}

// SetCount shows the number of hits, in words. steps says whether there are hits to step through.
func (b *FindBar) SetCount(words string, steps bool) {
	b.count.Set(words)
	enable(b.previous, steps)
	enable(b.next, steps)
	b.Refresh()
}

// Count returns the words of the last SetCount.
func (b *FindBar) Count() string { return b.count.Words() }

// CreateRenderer implements fyne.Widget.
func (b *FindBar) CreateRenderer() fyne.WidgetRenderer { return render(b) }

func (b *FindBar) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{b.ground, b.rule, b.Field, b.count, b.previous, b.next, b.close}
}

func (b *FindBar) minSize() fyne.Size {
	return fyne.NewSize(0, theme.Size(SizeControl)+2*theme.Size(SizeGap))
}

func (b *FindBar) paint() {}

func (b *FindBar) place(size fyne.Size) {
	margin, gap, h := theme.Size(SizeMargin)-theme.Size(SizeGapTiny), theme.Size(SizeGap), theme.Size(SizeControl)
	b.ground.Resize(size)
	put(b.rule, 0, size.Height-theme.Size(SizeLine), size.Width, theme.Size(SizeLine))
	right := size.Width - margin
	for _, button := range []*Button{b.close, b.next, b.previous} {
		right -= h
		put(button, right, gap, h, h)
		right -= gap
	}
	n := b.count.Natural() + 1
	right -= n
	put(b.count, right, gap, n, h)
	put(b.Field, margin, gap, min(right-gap-margin, theme.Size(SizeColumn)), h)
}
