package view

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Chip is a small pill that shows a filter of the search, or how results are shown. Pressing it changes that. If it is set, its cross or
// the Delete key clears it.
type Chip struct {
	widget.BaseWidget
	// OnTapped is called when the chip is pressed: by mouse, Space, Enter or the down arrow.
	OnTapped func()
	// OnClear is called to clear the chip. A chip without OnClear has no cross.
	OnClear func()

	words            string
	set, opens       bool
	hovered, focused bool
	ground           *Panel
	lead             *Icon // nil without an icon before the words
	text             *Text
	tail             *Icon
}

var (
	_ fyne.Widget       = (*Chip)(nil)
	_ fyne.Tappable     = (*Chip)(nil)
	_ fyne.Focusable    = (*Chip)(nil)
	_ desktop.Hoverable = (*Chip)(nil)
)

// NewChip returns a chip that is not set. opens says that pressing it opens a list.
func NewChip(words string, opens bool, onTapped func()) *Chip {
	c := &Chip{
		OnTapped: onTapped, words: words, opens: opens, ground: NewPanel(ColorPanel, ColorLine, ""),
		text: NewText(words, Look{Size: SizeSmall, Color: ColorInk2}), tail: NewIcon(IconDown, ColorInk2),
	}
	c.ground.Round = true
	c.tail.Side = SizeTiny
	c.ExtendBaseWidget(c)
	return c
}

// Words returns the words on the chip.
func (c *Chip) Words() string { return c.words }

// IsSet reports whether the chip is set.
func (c *Chip) IsSet() bool { return c.set }

// Set changes the words on the chip, and whether it is set.
func (c *Chip) Set(words string, set bool) {
	if c.words == words && c.set == set {
		return
	}
	c.words, c.set = words, set
	c.text.Set(words)
	c.Refresh()
}

// SetLead puts an icon before the words.
func (c *Chip) SetLead(name IconName) {
	c.lead = NewIcon(name, ColorInk2)
	c.lead.Side = SizeSmall
	c.Refresh()
}

// clears reports whether the chip has a cross.
func (c *Chip) clears() bool { return c.set && c.OnClear != nil }

// CreateRenderer implements fyne.Widget.
func (c *Chip) CreateRenderer() fyne.WidgetRenderer { return render(c) }

func (c *Chip) objects() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{c.ground, c.text, c.tail}
	if c.lead != nil {
		objects = append(objects, c.lead)
	}
	return objects
}

// minSize limits the width so that a column fits a few chips, and truncates longer words.
func (c *Chip) minSize() fyne.Size {
	widest := theme.Size(SizeColumn) * 0.7
	return fyne.NewSize(min(c.text.Natural()+1, widest)+c.before()+c.after(), theme.Size(SizeControl))
}

// before and after return the room to the left and right of the words.
func (c *Chip) before() float32 {
	if c.lead != nil {
		return theme.Size(SizeGap) + theme.Size(SizeSmall) + theme.Size(SizeGapTiny)
	}
	return theme.Size(SizeGutter)
}

func (c *Chip) after() float32 {
	if c.clears() || c.opens {
		return theme.Size(SizeGap) + theme.Size(SizeTiny) + theme.Size(SizeGapTiny)*1.5
	}
	return theme.Size(SizeGutter)
}

func (c *Chip) paint() {
	fill, line, thick, ink := ColorPanel, ColorLine, SizeLine, ColorInk2
	switch {
	case c.set:
		fill, line, ink = ColorChosen, ColorAccent, ColorAccent
	case c.hovered:
		line = ColorInk3
	}
	if c.focused {
		line, thick = ColorAccent, SizeFocusLine
	}
	c.ground.Set(fill, line, thick)
	c.text.SetLook(Look{Size: SizeSmall, Color: ink})
	c.tail.SetColor(ink)
	name := IconDown
	if c.clears() {
		name = IconClear
	}
	if c.tail.Name != name {
		c.tail.Name = name
		c.tail.Refresh()
	}
	c.tail.Hidden = !c.opens && !c.clears()
	if c.lead != nil {
		c.lead.SetColor(ink)
	}
}

func (c *Chip) place(size fyne.Size) {
	c.ground.Resize(size)
	before, after := c.before(), c.after()
	put(c.text, before, 0, size.Width-before-after, size.Height)
	side := theme.Size(SizeTiny)
	put(c.tail, size.Width-after+theme.Size(SizeGapTiny)*0.75, middle(size.Height, side), side, side)
	if c.lead != nil {
		side := theme.Size(SizeSmall)
		put(c.lead, theme.Size(SizeGap), middle(size.Height, side), side, side)
	}
}

// Tapped implements fyne.Tappable. A tap on the cross clears the chip.
func (c *Chip) Tapped(e *fyne.PointEvent) {
	if c.clears() && e.Position.X >= c.Size().Width-c.after() {
		c.OnClear()
		return
	}
	do(c.OnTapped)
}

// FocusGained implements fyne.Focusable.
func (c *Chip) FocusGained() { c.focused = true; c.Refresh() }

// FocusLost implements fyne.Focusable.
func (c *Chip) FocusLost() { c.focused = false; c.Refresh() }

// TypedRune implements fyne.Focusable.
func (c *Chip) TypedRune(rune) {}

// TypedKey implements fyne.Focusable.
func (c *Chip) TypedKey(e *fyne.KeyEvent) {
	switch {
	case e.Name == fyne.KeySpace, e.Name == fyne.KeyReturn, e.Name == fyne.KeyEnter, e.Name == fyne.KeyDown && c.opens:
		do(c.OnTapped)
	case (e.Name == fyne.KeyDelete || e.Name == fyne.KeyBackspace) && c.clears():
		c.OnClear()
	default:
		passOn(c, e)
	}
}

// MouseIn implements desktop.Hoverable.
func (c *Chip) MouseIn(*desktop.MouseEvent) { c.hovered = true; c.Refresh() }

// MouseMoved implements desktop.Hoverable.
func (c *Chip) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (c *Chip) MouseOut() { c.hovered = false; c.Refresh() }
