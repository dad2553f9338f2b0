package view

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// SmallField is a field for a few words in the height of a button.
type SmallField struct {
	widget.BaseWidget
	// OnChanged is called when other words stand in it, OnEntered on Enter, OnEscape on Escape.
	OnChanged           func(words string)
	OnEntered, OnEscape func()
	// OnShortcut is called with shortcuts that the field does not use itself. Copy is one of them when nothing is selected.
	OnShortcut func(s fyne.Shortcut)
	// OnLeft is called when the keyboard goes elsewhere.
	OnLeft func()

	ground  *Panel
	entry   *smallEntry
	styled  *container.ThemeOverride // the entry in its own theme
	focused bool
}

var _ fyne.Widget = (*SmallField)(nil)

// NewSmallField returns an empty field; hint stands in it while it is empty.
func NewSmallField(hint string) *SmallField {
	f := &SmallField{ground: NewPanel(ColorPanel, ColorLine, SizeRadius)}
	f.entry = &smallEntry{field: f}
	f.entry.Scroll = fyne.ScrollHorizontalOnly
	f.entry.PlaceHolder = hint
	f.entry.OnChanged = func(words string) {
		if f.OnChanged != nil {
			f.OnChanged(words)
		}
	}
	f.entry.ExtendBaseWidget(f.entry)
	f.styled = container.NewThemeOverride(f.entry, smallTheme{})
	f.ExtendBaseWidget(f)
	return f
}

// Text is what stands in it.
func (f *SmallField) Text() string { return f.entry.Text }

// SetText writes something else, and calls OnChanged.
func (f *SmallField) SetText(words string) {
	f.entry.SetText(words)
	f.entry.CursorColumn = len([]rune(words))
	f.entry.Refresh()
}

// SelectAll selects all of it.
func (f *SmallField) SelectAll() { f.entry.TypedShortcut(&fyne.ShortcutSelectAll{}) }

// Entry is what takes the keyboard.
func (f *SmallField) Entry() fyne.Focusable { return f.entry }

// Focused says whether it has the keyboard.
func (f *SmallField) Focused() bool { return f.focused }

// CreateRenderer implements fyne.Widget.
func (f *SmallField) CreateRenderer() fyne.WidgetRenderer { return render(f) }

func (f *SmallField) objects() []fyne.CanvasObject { return []fyne.CanvasObject{f.ground, f.styled} }

func (f *SmallField) minSize() fyne.Size { return fyne.NewSize(0, theme.Size(SizeControl)) }

func (f *SmallField) paint() {
	if t, ok := fyne.CurrentApp().Settings().Theme().(Theme); ok && f.styled.Theme != (smallTheme{questionTheme{t}}) {
		f.styled.Theme = smallTheme{questionTheme{t}}
		f.styled.Refresh()
	}
	line, thick := ColorLine, SizeLine
	if f.focused {
		line, thick = ColorAccent, SizeFocusLine
	}
	f.ground.Set(ColorPanel, line, thick)
}

func (f *SmallField) place(size fyne.Size) {
	f.ground.Resize(size)
	h := f.entry.MinSize().Height
	put(f.styled, theme.Size(SizeGapTiny), middle(size.Height, h), size.Width-2*theme.Size(SizeGapTiny), h)
}

// smallEntry is the entry of a SmallField; it hands on the keys that mean something to the window.
type smallEntry struct {
	widget.Entry
	field *SmallField
}

var (
	_ fyne.Widget       = (*smallEntry)(nil)
	_ fyne.Shortcutable = (*smallEntry)(nil)
)

// FocusGained implements fyne.Focusable.
func (e *smallEntry) FocusGained() {
	e.field.focused = true
	e.Entry.FocusGained()
	e.field.Refresh()
}

// FocusLost implements fyne.Focusable.
func (e *smallEntry) FocusLost() {
	e.field.focused = false
	e.Entry.FocusLost()
	e.field.Refresh()
	do(e.field.OnLeft)
}

// TypedKey implements fyne.Focusable.
func (e *smallEntry) TypedKey(k *fyne.KeyEvent) {
	switch {
	case k.Name == fyne.KeyReturn, k.Name == fyne.KeyEnter:
		do(e.field.OnEntered)
	case k.Name == fyne.KeyEscape:
		do(e.field.OnEscape)
	case windowKey(k.Name):
		passOn(e, k)
	default:
		e.Entry.TypedKey(k)
	}
}

// TypedShortcut implements fyne.Shortcutable.
func (e *smallEntry) TypedShortcut(s fyne.Shortcut) {
	_, copies := s.(*fyne.ShortcutCopy)
	if !copies || e.SelectedText() != "" {
		e.Entry.TypedShortcut(s)
	}
	switch s.(type) {
	case *fyne.ShortcutCut, *fyne.ShortcutPaste, *fyne.ShortcutSelectAll, *fyne.ShortcutUndo, *fyne.ShortcutRedo:
		return
	}
	if (!copies || e.SelectedText() == "") && e.field.OnShortcut != nil {
		e.field.OnShortcut(s)
	}
}

// smallTheme is that of a question, with small text and little room around it.
type smallTheme struct{ questionTheme }

// Size draws the text small.
func (t smallTheme) Size(name fyne.ThemeSizeName) float32 {
	switch name {
	case theme.SizeNameText:
		return t.Theme.Size(SizeSmall)
	case theme.SizeNameInnerPadding:
		return t.Theme.Size(SizeGapTiny)
	}
	return t.questionTheme.Size(name)
}
