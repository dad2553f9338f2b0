package view

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// BasketWords are the words of a Basket.
type BasketWords struct {
	Heading, Export      string
	Up, Down, Take, More string // describe the buttons of a row for screen readers
}

// A Kept is a passage as a Basket shows it.
type Kept struct {
	Source string // "The lease, p. 3"
	Text   string
}

// Basket is the page of the passages put aside. One of them is selected. If the list has the focus, the arrow keys move the selection, and
// with Alt the passage itself.
type Basket struct {
	widget.BaseWidget
	// OnExport is called to export the basket; at is the place in the window for a menu.
	OnExport func(at fyne.Position)
	// OnMoved is called to swap a passage with the next one (1) or the previous one (-1).
	OnMoved func(passage, by int)
	// OnTaken is called to remove a passage from the basket.
	OnTaken func(passage int)
	// OnMenu is called to show the actions for a passage.
	OnMenu func(passage int, at fyne.Position)
	// OnShortcut is called with shortcuts that the list does not use.
	OnShortcut func(s fyne.Shortcut)

	words            BasketWords
	kept             []Kept
	chosen           int // -1 for none
	focused          bool
	heading, summary *Text
	export           *Button
	column           *Column
	probe            *keptRow // measures heights
	message          *Message
}

var (
	_ fyne.Widget       = (*Basket)(nil)
	_ fyne.Focusable    = (*Basket)(nil)
	_ fyne.Shortcutable = (*Basket)(nil)
	_ Rows              = basketRows{}
)

// NewBasket returns an empty basket.
func NewBasket(words BasketWords) *Basket {
	b := &Basket{
		words: words, chosen: -1, heading: NewText(words.Heading, Look{Size: SizeHeading, Bold: true}),
		summary: NewText("", Look{Color: ColorInk2}), message: NewMessage(),
	}
	b.export = NewButton(words.Export, Primary, func() {
		if b.OnExport != nil {
			b.OnExport(BelowOf(b.export))
		}
	})
	b.probe = newKeptRow(b)
	b.column = NewColumn(basketRows{b})
	b.column.Gutter = true
	b.ExtendBaseWidget(b)
	return b
}

// Set shows passages and selects one; -1 for none.
func (b *Basket) Set(summary string, kept []Kept, chosen int) {
	b.kept, b.chosen = kept, min(chosen, len(kept)-1)
	b.summary.Set(summary)
	b.message.Hide()
	b.export.Show()
	b.column.Show()
	b.column.Reload()
	b.reveal()
	b.Refresh()
}

// Say shows a message in place of the passages.
func (b *Basket) Say(icon IconName, headline string, lines ...string) {
	b.kept, b.chosen = nil, -1
	b.summary.Set("")
	b.export.Hide()
	b.column.Hide()
	b.message.Set(icon, headline, lines...)
	b.message.Show()
	b.Refresh()
}

// Kept returns the passages shown.
func (b *Basket) Kept() []Kept { return b.kept }

// Chosen returns the index of the selected passage, -1 if there is none.
func (b *Basket) Chosen() int { return b.chosen }

// Choose selects a passage and scrolls it into view. It ignores an index out of range.
func (b *Basket) Choose(passage int) {
	if passage < 0 || passage >= len(b.kept) {
		return
	}
	was := b.chosen
	b.chosen = passage
	b.column.UpdateRow(was)
	b.column.UpdateRow(passage)
	b.reveal()
}

// ShowMenu shows the actions for the selected passage.
func (b *Basket) ShowMenu() {
	b.reveal()
	if row, ok := b.column.Row(b.chosen).(*keptRow); ok {
		b.menu(b.chosen, BelowOf(row.more))
	}
}

// Buttons returns the buttons that move a passage up and down and remove it, or nil if its row is not visible.
func (b *Basket) Buttons(passage int) (up, down, take *Button) {
	if row, ok := b.column.Row(passage).(*keptRow); ok {
		return row.up, row.down, row.take
	}
	return nil, nil, nil
}

func (b *Basket) reveal() {
	if b.chosen >= 0 {
		b.column.Reveal(b.chosen, b.chosen, theme.Size(SizeGapTiny))
	}
}

func (b *Basket) menu(passage int, at fyne.Position) {
	if b.OnMenu != nil {
		b.OnMenu(passage, at)
	}
}

func (b *Basket) move(passage, by int) {
	if b.OnMoved != nil && passage >= 0 {
		b.OnMoved(passage, by)
	}
}

func (b *Basket) take(passage int) {
	if b.OnTaken != nil && passage >= 0 {
		b.OnTaken(passage)
	}
}

// CreateRenderer implements fyne.Widget.
func (b *Basket) CreateRenderer() fyne.WidgetRenderer { return render(b) }

func (b *Basket) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{b.heading, b.summary, b.export, b.column, b.message}
}

func (b *Basket) minSize() fyne.Size { return fyne.NewSize(theme.Size(SizeColumn), 0) }
func (b *Basket) paint()             {}

func (b *Basket) place(size fyne.Size) {
	placePage(size, b.heading, b.summary, b.export, b.column, b.message)
}

// FocusGained implements fyne.Focusable.
func (b *Basket) FocusGained() { b.setFocused(true) }

// FocusLost implements fyne.Focusable.
func (b *Basket) FocusLost() { b.setFocused(false) }

func (b *Basket) setFocused(focused bool) {
	b.focused = focused
	b.column.UpdateRow(b.chosen)
}

// TypedRune implements fyne.Focusable.
func (b *Basket) TypedRune(rune) {}

// TypedShortcut implements fyne.Shortcutable.
func (b *Basket) TypedShortcut(s fyne.Shortcut) {
	if s, ok := s.(*desktop.CustomShortcut); ok && s.Modifier == fyne.KeyModifierAlt {
		switch s.KeyName {
		case fyne.KeyUp:
			b.move(b.chosen, -1)
			return
		case fyne.KeyDown:
			b.move(b.chosen, 1)
			return
		}
	}
	if b.OnShortcut != nil {
		b.OnShortcut(s)
	}
}

// TypedKey implements fyne.Focusable.
func (b *Basket) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyDown:
		b.Choose(b.chosen + 1)
	case fyne.KeyUp:
		b.Choose(b.chosen - 1)
	case fyne.KeyHome:
		b.Choose(0)
	case fyne.KeyEnd:
		b.Choose(len(b.kept) - 1)
	case fyne.KeyDelete, fyne.KeyBackspace:
		b.take(b.chosen)
	default:
		passOn(b, e)
	}
}

// basketRows shows a Basket's passages in its column.
type basketRows struct{ b *Basket }

func (l basketRows) Len() int     { return len(l.b.kept) }
func (l basketRows) Kind(int) int { return 0 }

func (l basketRows) Height(i int, width float32) float32 {
	return l.b.probe.heightFor(l.b.kept[i], width)
}

func (l basketRows) New(int) fyne.CanvasObject { return newKeptRow(l.b) }

func (l basketRows) Update(i int, o fyne.CanvasObject) {
	o.(*keptRow).set(i, l.b.kept[i], len(l.b.kept))
}

// keptRow is one passage of a Basket: its number, source, words and buttons.
type keptRow struct {
	widget.BaseWidget
	basket               *Basket
	index                int
	ground               *Panel
	number, source       *Text
	text                 *MarkedText
	up, down, take, more *Button
}

var (
	_ fyne.Tappable          = (*keptRow)(nil)
	_ fyne.SecondaryTappable = (*keptRow)(nil)
)

func newKeptRow(b *Basket) *keptRow {
	r := &keptRow{
		basket: b, ground: NewPanel(ColorPanel, ColorLine, SizeRadius),
		number: NewText("", Look{Size: SizeSmall, Color: ColorInk3}),
		source: NewText("", Look{Size: SizeSmall, Color: ColorInk2}),
		text:   NewMarkedText(Look{}, 0),
	}
	r.up = NewQuietButton(IconUp, b.words.Up, func() { b.move(r.index, -1) })
	r.down = NewQuietButton(IconDown, b.words.Down, func() { b.move(r.index, 1) })
	r.take = NewQuietButton(IconClear, b.words.Take, func() { b.take(r.index) })
	r.more = NewQuietButton(IconMore, b.words.More, func() { b.Choose(r.index); b.menu(r.index, BelowOf(r.more)) })
	r.ExtendBaseWidget(r)
	return r
}

func (r *keptRow) set(i int, k Kept, of int) {
	r.index = i
	r.number.Set(strconv.Itoa(i + 1))
	r.source.Set(k.Source)
	r.text.Set(k.Text, nil, Span{})
	able(r.up, i > 0)
	able(r.down, i < of-1)
	r.Refresh()
}

func able(b *Button, able bool) {
	if able {
		b.Enable()
	} else {
		b.Disable()
	}
}

// pad returns the margin around a row's words, and the x at which they begin.
func (r *keptRow) pad() (pad, x float32) {
	pad = theme.Size(SizeGap) * 1.5
	return pad, pad + theme.Size(SizeMargin)
}

func (r *keptRow) heightFor(k Kept, width float32) float32 {
	r.text.Set(k.Text, nil, Span{})
	pad, x := r.pad()
	return r.up.MinSize().Height + r.text.HeightFor(width-x-pad) + 2*pad + theme.Size(SizeGap)
}

// CreateRenderer implements fyne.Widget.
func (r *keptRow) CreateRenderer() fyne.WidgetRenderer { return render(r) }

func (r *keptRow) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.ground, r.number, r.source, r.text, r.up, r.down, r.take, r.more}
}

func (r *keptRow) minSize() fyne.Size { return fyne.NewSize(0, theme.Size(SizeField)) }

func (r *keptRow) paint() {
	fill, line := ColorPanel, ColorLine
	if r.index == r.basket.chosen {
		fill = ColorChosen
		if r.basket.focused {
			line = ColorAccent
		}
	}
	r.ground.Set(fill, line, SizeLine)
}

func (r *keptRow) place(size fyne.Size) {
	pad, x := r.pad()
	put(r.ground, 0, 0, size.Width, size.Height-theme.Size(SizeGap))
	side := r.up.MinSize().Width
	right := size.Width - pad + theme.Size(SizeGapTiny)
	for _, b := range []*Button{r.more, r.take, r.down, r.up} {
		right -= side
		put(b, right, pad-theme.Size(SizeGapTiny)/2, side, side)
		right -= theme.Size(SizeGapTiny)
	}
	put(r.number, pad, pad, x-pad, side)
	put(r.source, x, pad, right-x, side)
	put(r.text, x, pad+side, size.Width-x-pad, size.Height-side-2*pad)
}

// Tapped implements fyne.Tappable.
func (r *keptRow) Tapped(*fyne.PointEvent) {
	r.basket.Choose(r.index)
	if c := fyne.CurrentApp().Driver().CanvasForObject(r); c != nil {
		c.Focus(r.basket)
	}
}

// TappedSecondary implements fyne.SecondaryTappable.
func (r *keptRow) TappedSecondary(e *fyne.PointEvent) {
	r.Tapped(e)
	r.basket.menu(r.index, e.AbsolutePosition)
}
