package view

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// lineEntry is the entry of a one-line field. It has its own theme, which leaves the background and the border to the field, and it passes
// on the keys and shortcuts that the field or the window uses.
type lineEntry struct {
	widget.Entry
	onKey      func(k *fyne.KeyEvent) (used bool) // called first
	onShortcut func(s fyne.Shortcut)              // those that the entry does not use; copy is one of them if nothing is selected
	onUndo     func() (done bool)                 // called first; nil for nothing
	onFocus    func()                             // focused has changed

	text, padding fyne.ThemeSizeName       // of its theme; "" for the default
	styled        *container.ThemeOverride // the entry in its theme, which the field places
	focused       bool
}

var (
	_ fyne.Widget       = (*lineEntry)(nil)
	_ fyne.Shortcutable = (*lineEntry)(nil)
)

// newLineEntry returns an empty entry with text of a size and hint as its placeholder.
func newLineEntry(hint string, text, padding fyne.ThemeSizeName) *lineEntry {
	e := &lineEntry{text: text, padding: padding}
	e.Scroll = fyne.ScrollHorizontalOnly
	e.PlaceHolder = hint
	e.ExtendBaseWidget(e)
	e.styled = container.NewThemeOverride(e, lineTheme{text: text, padding: padding})
	return e
}

// write replaces the text and puts the cursor at its end.
func (e *lineEntry) write(words string) {
	e.SetText(words)
	e.CursorColumn = len([]rune(words))
	e.Refresh()
}

// paint applies the window's theme. It returns the colour and the width of a border that shows whether the entry has the focus.
func (e *lineEntry) paint() (line fyne.ThemeColorName, thick fyne.ThemeSizeName) {
	if t, ok := fyne.CurrentApp().Settings().Theme().(Theme); ok && e.styled.Theme != (lineTheme{t, e.text, e.padding}) {
		e.styled.Theme = lineTheme{t, e.text, e.padding}
		e.styled.Refresh()
	}
	if e.focused {
		return ColorAccent, SizeFocusLine
	}
	return ColorLine, SizeLine
}

// FocusGained implements fyne.Focusable.
func (e *lineEntry) FocusGained() {
	e.focused = true
	e.Entry.FocusGained()
	do(e.onFocus)
}

// FocusLost implements fyne.Focusable.
func (e *lineEntry) FocusLost() {
	e.focused = false
	e.Entry.FocusLost()
	do(e.onFocus)
}

// TypedKey implements fyne.Focusable.
func (e *lineEntry) TypedKey(k *fyne.KeyEvent) {
	switch {
	case e.onKey(k):
	case windowKey(k.Name):
		passOn(e, k)
	default:
		e.Entry.TypedKey(k)
	}
}

// windowKey reports whether an entry has no use for a key: the function keys, and the menu key.
func windowKey(key fyne.KeyName) bool {
	return key == desktop.KeyMenu || len(key) > 1 && key[0] == 'F' && key[1] >= '1' && key[1] <= '9'
}

// TypedShortcut implements fyne.Shortcutable.
func (e *lineEntry) TypedShortcut(s fyne.Shortcut) {
	_, copies := s.(*fyne.ShortcutCopy)
	if copies && e.SelectedText() != "" {
		e.Entry.TypedShortcut(s)
		return
	}
	if _, undoes := s.(*fyne.ShortcutUndo); undoes && e.onUndo != nil && e.onUndo() {
		return
	}
	if !copies {
		e.Entry.TypedShortcut(s)
	}
	switch s.(type) {
	case *fyne.ShortcutCut, *fyne.ShortcutPaste, *fyne.ShortcutSelectAll, *fyne.ShortcutUndo, *fyne.ShortcutRedo:
		return
	}
	e.onShortcut(s) // also those that move and delete by words
}

// lineTheme is Theme without the entry's background and border, and with text of another size.
type lineTheme struct {
	Theme
	text, padding fyne.ThemeSizeName
}

// Color hides the entry's background, border, and scroll shadows.
func (t lineTheme) Color(name fyne.ThemeColorName, variant fyne.ThemeVariant) color.Color {
	switch name {
	case theme.ColorNameInputBackground, theme.ColorNameInputBorder, theme.ColorNameScrollBar, theme.ColorNameShadow:
		return color.Transparent
	}
	return t.Theme.Color(name, variant)
}

// Size returns the size of the text, and no border.
func (t lineTheme) Size(name fyne.ThemeSizeName) float32 {
	switch {
	case name == theme.SizeNameText && t.text != "":
		return t.Theme.Size(t.text)
	case name == theme.SizeNameInnerPadding && t.padding != "":
		return t.Theme.Size(t.padding)
	case name == theme.SizeNameInputBorder:
		return 0
	}
	return t.Theme.Size(name)
}
