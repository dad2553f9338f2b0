package view

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// A ButtonKind is how prominent a button is.
type ButtonKind int

// Buttons, from quiet to prominent.
const (
	Plain   ButtonKind = iota // an outline
	Quiet                     // an icon alone, as high as a line
	Pill                      // an outline with round ends
	Primary                   // filled with the accent; at most one visible
)

// Button is pressed by mouse, Space or Enter.
type Button struct {
	widget.DisableableWidget
	Kind     ButtonKind
	OnTapped func()

	onFocused        func()
	hovered, focused bool
	ground, veil     *Panel
	text             *Text
	icon             *Icon // nil for a button with words
}

var (
	_ fyne.Widget       = (*Button)(nil)
	_ fyne.Tappable     = (*Button)(nil)
	_ fyne.Focusable    = (*Button)(nil)
	_ fyne.Disableable  = (*Button)(nil)
	_ desktop.Hoverable = (*Button)(nil)
)

// NewButton returns a button with words.
func NewButton(words string, kind ButtonKind, onTapped func()) *Button {
	b := &Button{Kind: kind, OnTapped: onTapped, text: NewText(words, Look{})}
	b.text.Align = fyne.TextAlignCenter
	b.ground, b.veil = NewPanel(ColorPanel, ColorLine, SizeRadius), NewPanel("", "", SizeRadius)
	b.ground.Round, b.veil.Round = kind == Pill, kind == Pill
	b.ExtendBaseWidget(b)
	return b
}

// NewIconButton returns a small button with an icon; words describe it for screen readers.
func NewIconButton(name IconName, words string, onTapped func()) *Button {
	b := NewButton(words, Plain, onTapped)
	b.icon = NewIcon(name, ColorInk2)
	b.icon.Side = SizeSmall
	return b
}

// NewQuietButton returns an icon to press, as high as a line; words describe it for screen readers.
func NewQuietButton(name IconName, words string, onTapped func()) *Button {
	b := NewIconButton(name, words, onTapped)
	b.Kind = Quiet
	return b
}

// IsIcon reports whether the button shows an icon instead of its words.
func (b *Button) IsIcon() bool { return b.icon != nil }

// Words returns the words on the button.
func (b *Button) Words() string { return b.text.Words() }

// SetWords changes the words on the button.
func (b *Button) SetWords(words string) {
	b.text.Set(words)
	b.Refresh()
}

// SetIcon changes the icon and the words of an icon button.
func (b *Button) SetIcon(name IconName, words string) {
	if b.icon.Name == name {
		return
	}
	b.icon.Name = name
	b.icon.Refresh()
	b.SetWords(words)
}

// CreateRenderer implements fyne.Widget.
func (b *Button) CreateRenderer() fyne.WidgetRenderer { return render(b) }

func (b *Button) objects() []fyne.CanvasObject {
	if b.icon != nil {
		return []fyne.CanvasObject{b.ground, b.veil, b.icon}
	}
	return []fyne.CanvasObject{b.ground, b.veil, b.text}
}

func (b *Button) minSize() fyne.Size {
	h := theme.Size(SizeControl)
	switch {
	case b.Kind == Quiet:
		return fyne.NewSquareSize(Look{Size: SizeSmall}.lineHeight() + theme.Size(SizeGapTiny))
	case b.icon != nil:
		return fyne.NewSquareSize(h)
	case b.Kind == Primary:
		h += theme.Size(SizeGap)
		return fyne.NewSize(b.text.Natural()+2*theme.Size(SizeGap)+theme.Size(SizeMargin), h)
	case b.Kind == Pill:
		return fyne.NewSize(b.text.Natural()+theme.Size(SizeMargin), h)
	}
	return fyne.NewSize(b.text.Natural()+2*(theme.Size(SizeGap)+theme.Size(SizeGapTiny)/2), h)
}

func (b *Button) paint() {
	fill, line, thick := ColorPanel, ColorLine, SizeLine
	look := Look{Size: SizeSmall}
	switch b.Kind {
	case Quiet:
		fill, line, look.Color = "", "", ColorInk2
	case Primary:
		fill, line = ColorAccent, ColorAccent
		look = Look{Color: ColorOnAccent, Bold: true}
	case Pill:
		look = Look{}
	}
	switch {
	case b.Disabled() && b.Kind == Quiet:
		look.Color = ColorLine
	case b.Disabled():
		fill, line, look.Color, look.Bold = ColorSide, ColorLine, ColorInk3, false
	}
	if b.focused {
		line, thick = ColorAccent, SizeFocusLine
		if b.Kind == Primary {
			line = ColorInk
		}
	}
	b.ground.Set(fill, line, thick)
	veil := fyne.ThemeColorName("")
	if b.hovered && !b.Disabled() {
		veil = theme.ColorNameHover
	}
	b.veil.Set(veil, "", SizeLine)
	b.text.SetLook(look)
	if b.icon != nil {
		b.icon.SetColor(look.colorName())
	}
}

func (b *Button) place(size fyne.Size) {
	b.ground.Resize(size)
	b.veil.Resize(size)
	if b.icon != nil {
		b.icon.Resize(size)
		return
	}
	pad := theme.Size(SizeGap)
	put(b.text, pad, 0, size.Width-2*pad, size.Height)
}

// Tapped implements fyne.Tappable.
func (b *Button) Tapped(*fyne.PointEvent) {
	hint(b, "")
	if !b.Disabled() && b.OnTapped != nil {
		b.OnTapped()
	}
}

// FocusGained implements fyne.Focusable.
func (b *Button) FocusGained() {
	b.focused = true
	b.Refresh()
	do(b.onFocused)
}

// FocusLost implements fyne.Focusable.
func (b *Button) FocusLost() { b.focused = false; b.Refresh() }

// TypedRune implements fyne.Focusable.
func (b *Button) TypedRune(rune) {}

// TypedKey implements fyne.Focusable.
func (b *Button) TypedKey(e *fyne.KeyEvent) {
	if e.Name == fyne.KeySpace || e.Name == fyne.KeyReturn || e.Name == fyne.KeyEnter {
		b.Tapped(nil)
		return
	}
	passOn(b, e)
}

// MouseIn implements desktop.Hoverable.
func (b *Button) MouseIn(*desktop.MouseEvent) {
	b.hovered = true
	b.Refresh()
	if b.icon != nil {
		hint(b, b.Words())
	}
}

// MouseMoved implements desktop.Hoverable.
func (b *Button) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (b *Button) MouseOut() {
	b.hovered = false
	b.Refresh()
	hint(b, "")
}
