package view

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// lineEntry is the entry of a field of one line. It is drawn in a theme of its own, which leaves ground and line to the field, and hands on
// what means something to the field or to the window.
type lineEntry struct {
	widget.Entry
	onKey      func(k *fyne.KeyEvent) (used bool) // asked first
	onShortcut func(s fyne.Shortcut)              // those that the entry does not use; copy is one of them when nothing is selected
	onFocus    func()                             // focused is another

	text, padding fyne.ThemeSizeName       // of its theme; "" is the usual
	styled        *container.ThemeOverride // the entry in its theme, which the field places
	focused       bool
}

var (
	_ fyne.Widget       = (*lineEntry)(nil)
	_ fyne.Shortcutable = (*lineEntry)(nil)
)

// newLineEntry returns an empty entry with text of a size; hint stands in it while it is empty.
func newLineEntry(hint string, text, padding fyne.ThemeSizeName) *lineEntry {
	e := &lineEntry{text: text, padding: padding}
	e.Scroll = fyne.ScrollHorizontalOnly
	e.PlaceHolder = hint
	e.ExtendBaseWidget(e)
	e.styled = container.NewThemeOverride(e, lineTheme{text: text, padding: padding})
	return e
}

// write puts other words in place of those that are there, and the cursor behind them.
func (e *lineEntry) write(words string) {
	e.SetText(words)
	e.CursorColumn = len([]rune(words))
	e.Refresh()
}

// paint takes on the window's theme, and returns the colour and the width of a line that shows whether the entry has the keyboard.
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

// windowKey says whether a key means nothing to an entry: the function keys, and the one for the menu.
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
	if !copies {
		e.Entry.TypedShortcut(s)
	}
	switch s.(type) {
	case *fyne.ShortcutCut, *fyne.ShortcutPaste, *fyne.ShortcutSelectAll, *fyne.ShortcutUndo, *fyne.ShortcutRedo:
		return
	}
	e.onShortcut(s) // also of those that move and delete by words
}

// lineTheme is Theme with an entry that leaves its ground and line to its field, and text of another size.
type lineTheme struct {
	Theme
	text, padding fyne.ThemeSizeName
}

// Color leaves out the entry's own ground and line, and what words too long for the field would show of their scrolling.
func (t lineTheme) Color(name fyne.ThemeColorName, variant fyne.ThemeVariant) color.Color {
	switch name {
	case theme.ColorNameInputBackground, theme.ColorNameInputBorder, theme.ColorNameScrollBar, theme.ColorNameShadow:
		return color.Transparent
	}
	return t.Theme.Color(name, variant)
}

// Size draws the text in its size, and no line around it.
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
