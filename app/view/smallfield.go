package view

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// SmallField is a field for a few words, as high as a button.
type SmallField struct {
	widget.BaseWidget
	// OnChanged is called when the words change, OnEntered on Enter, OnEscape on Escape.
	OnChanged           func(words string)
	OnEntered, OnEscape func()
	// OnShortcut is called with shortcuts that the field does not use. Copy is one of them if nothing is selected.
	OnShortcut func(s fyne.Shortcut)
	// OnLeft is called when the field loses the focus.
	OnLeft func()

	ground *Panel
	entry  *lineEntry
}

var _ fyne.Widget = (*SmallField)(nil)

// NewSmallField returns an empty field with hint as its placeholder.
func NewSmallField(hint string) *SmallField {
	f := &SmallField{ground: NewPanel(ColorPanel, ColorLine, SizeRadius), entry: newLineEntry(hint, SizeSmall, SizeGapTiny)}
	f.entry.OnChanged = func(words string) {
		if f.OnChanged != nil {
			f.OnChanged(words)
		}
	}
	f.entry.onFocus = func() {
		f.Refresh()
		if !f.entry.focused {
			do(f.OnLeft)
		}
	}
	f.entry.onKey = func(k *fyne.KeyEvent) bool {
		switch k.Name {
		case fyne.KeyReturn, fyne.KeyEnter:
			do(f.OnEntered)
		case fyne.KeyEscape:
			do(f.OnEscape)
		default:
			return false
		}
		return true
	}
	f.entry.onShortcut = func(s fyne.Shortcut) {
		if f.OnShortcut != nil {
			f.OnShortcut(s)
		}
	}
	f.ExtendBaseWidget(f)
	return f
}

// Text returns the text.
func (f *SmallField) Text() string { return f.entry.Text }

// SetText replaces the text and calls OnChanged.
func (f *SmallField) SetText(words string) { f.entry.write(words) }

// SelectAll selects the whole text.
func (f *SmallField) SelectAll() { f.entry.TypedShortcut(&fyne.ShortcutSelectAll{}) }

// Entry returns the part that takes the focus.
func (f *SmallField) Entry() fyne.Focusable { return f.entry }

// Focused reports whether the field has the focus.
func (f *SmallField) Focused() bool { return f.entry.focused }

// CreateRenderer implements fyne.Widget.
func (f *SmallField) CreateRenderer() fyne.WidgetRenderer { return render(f) }

func (f *SmallField) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{f.ground, f.entry.styled}
}

func (f *SmallField) minSize() fyne.Size { return fyne.NewSize(0, theme.Size(SizeControl)) }

func (f *SmallField) paint() {
	line, thick := f.entry.paint()
	f.ground.Set(ColorPanel, line, thick)
}

func (f *SmallField) place(size fyne.Size) {
	f.ground.Resize(size)
	h := f.entry.MinSize().Height
	put(f.entry.styled, theme.Size(SizeGapTiny), middle(size.Height, h), size.Width-2*theme.Size(SizeGapTiny), h)
}
