package view

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Choice offers a few options side by side, one of them selected: by a click, or by the arrow keys when it has the focus. Options that do
// not fit continue on the next row.
type Choice struct {
	widget.BaseWidget
	// OnChosen is called with the index of an option when a person selects it.
	OnChosen func(option int)

	onFocused func()

	options []*choiceOption
	chosen  int
	focused bool
	ring    *Panel
}

var (
	_ fyne.Widget    = (*Choice)(nil)
	_ fyne.Focusable = (*Choice)(nil)
)

// NewChoice returns a choice among options; chosen is the index of the selected one, -1 for none.
func NewChoice(options []string, chosen int) *Choice {
	c := &Choice{chosen: chosen, ring: NewPanel("", ColorAccent, SizeRadius)}
	for i, words := range options {
		c.options = append(c.options, newChoiceOption(words, func() { c.Choose(i) }))
	}
	c.ring.Thick = SizeFocusLine
	c.ExtendBaseWidget(c)
	return c
}

// Chosen returns the index of the selected option, -1 for none.
func (c *Choice) Chosen() int { return c.chosen }

// Choose selects an option and calls OnChosen, unless it is selected already. It ignores an index out of range.
func (c *Choice) Choose(option int) {
	if option < 0 || option >= len(c.options) || option == c.chosen {
		return
	}
	c.chosen = option
	c.Refresh()
	if c.OnChosen != nil {
		c.OnChosen(option)
	}
}

// Set selects an option without calling OnChosen.
func (c *Choice) Set(option int) {
	if option != c.chosen {
		c.chosen = option
		c.Refresh()
	}
}

// Natural returns the width of the options in one row.
func (c *Choice) Natural() float32 {
	natural := float32(0)
	c.each(math.MaxFloat32, func(_ *choiceOption, x, _, w float32) { natural = x + w })
	return natural
}

// HeightFor returns the height of the options at a width.
func (c *Choice) HeightFor(width float32) float32 {
	return c.each(width, func(*choiceOption, float32, float32, float32) {})
}

// each calls f with the position and width of every option, and returns the height of them all.
func (c *Choice) each(width float32, f func(o *choiceOption, x, y, w float32)) float32 {
	gap, h := theme.Size(SizeGapTiny)*1.5, theme.Size(SizeControl)
	x, y := float32(0), float32(0)
	for _, o := range c.options {
		w := o.MinSize().Width
		if x > 0 && x+w > width {
			x, y = 0, y+h+gap
		}
		f(o, x, y, w)
		x += w + gap
	}
	return y + h
}

// CreateRenderer implements fyne.Widget.
func (c *Choice) CreateRenderer() fyne.WidgetRenderer { return render(c) }

func (c *Choice) objects() []fyne.CanvasObject {
	var objects []fyne.CanvasObject
	for _, o := range c.options {
		objects = append(objects, o)
	}
	return append(objects, c.ring)
}

func (c *Choice) minSize() fyne.Size { return fyne.NewSize(0, theme.Size(SizeControl)) }

func (c *Choice) paint() {
	c.ring.Hidden = !c.focused
	for i, o := range c.options {
		o.setChosen(i == c.chosen)
	}
}

func (c *Choice) place(size fyne.Size) {
	out := theme.Size(SizeGapTiny)
	c.each(size.Width, func(o *choiceOption, x, y, w float32) {
		put(o, x, y, w, theme.Size(SizeControl))
		if o.chosen {
			put(c.ring, x-out, y-out, w+2*out, theme.Size(SizeControl)+2*out)
		}
	})
}

// FocusGained implements fyne.Focusable.
func (c *Choice) FocusGained() {
	c.focused = true
	c.Refresh()
	do(c.onFocused)
}

// FocusLost implements fyne.Focusable.
func (c *Choice) FocusLost() { c.focused = false; c.Refresh() }

// TypedRune implements fyne.Focusable.
func (c *Choice) TypedRune(rune) {}

// TypedKey implements fyne.Focusable.
func (c *Choice) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyRight, fyne.KeyDown:
		c.Choose(c.chosen + 1)
	case fyne.KeyLeft, fyne.KeyUp:
		c.Choose(c.chosen - 1)
	case fyne.KeyHome:
		c.Choose(0)
	case fyne.KeyEnd:
		c.Choose(len(c.options) - 1)
	default:
		passOn(c, e)
	}
}

// choiceOption is one option of a Choice.
type choiceOption struct {
	widget.BaseWidget
	onTapped        func()
	chosen, hovered bool
	ground          *Panel
	text            *Text
}

var (
	_ fyne.Tappable     = (*choiceOption)(nil)
	_ desktop.Hoverable = (*choiceOption)(nil)
)

func newChoiceOption(words string, onTapped func()) *choiceOption {
	o := &choiceOption{onTapped: onTapped, ground: NewPanel(ColorPanel, ColorLine, SizeRadius), text: NewText(words, Look{Size: SizeSmall})}
	o.text.Align = fyne.TextAlignCenter
	o.ExtendBaseWidget(o)
	return o
}

func (o *choiceOption) setChosen(chosen bool) {
	if o.chosen != chosen {
		o.chosen = chosen
		o.Refresh()
	}
}

// CreateRenderer implements fyne.Widget.
func (o *choiceOption) CreateRenderer() fyne.WidgetRenderer { return render(o) }

func (o *choiceOption) objects() []fyne.CanvasObject { return []fyne.CanvasObject{o.ground, o.text} }

// minSize has room for the words in bold, so that selecting moves nothing.
func (o *choiceOption) minSize() fyne.Size {
	w := Look{Size: SizeSmall, Bold: true}.measure(o.text.Words())
	return fyne.NewSize(w+theme.Size(SizeMargin), theme.Size(SizeControl))
}

func (o *choiceOption) paint() {
	fill, line, look := ColorPanel, ColorLine, Look{Size: SizeSmall}
	if o.hovered {
		line = ColorInk3
	}
	if o.chosen {
		fill, line, look = ColorChosen, ColorAccent, Look{Size: SizeSmall, Color: ColorAccent, Bold: true}
	}
	o.ground.Set(fill, line, SizeLine)
	o.text.SetLook(look)
}

func (o *choiceOption) place(size fyne.Size) {
	o.ground.Resize(size)
	o.text.Resize(size)
}

// Tapped implements fyne.Tappable.
func (o *choiceOption) Tapped(*fyne.PointEvent) { o.onTapped() }

// MouseIn implements desktop.Hoverable.
func (o *choiceOption) MouseIn(*desktop.MouseEvent) { o.hovered = true; o.Refresh() }

// MouseMoved implements desktop.Hoverable.
func (o *choiceOption) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (o *choiceOption) MouseOut() { o.hovered = false; o.Refresh() }
