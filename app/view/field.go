package view

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// QuestionField is where a question is typed: an entry with a drawing before it, and after it the key that leads to it or,
// once something is typed, a button that clears it.
type QuestionField struct {
	widget.BaseWidget
	// OnChanged is called when the question is another one, OnAsked when Enter is pressed.
	OnChanged, OnAsked func(question string)
	// OnDown is called when the arrows leave the field downwards, OnUp when they do upwards while it is empty, OnEscape on Escape.
	OnDown, OnUp, OnEscape func()
	// OnSave is called when the question is to be saved, or no longer; OnHelp when it is asked what can be written.
	OnSave, OnHelp func()
	// OnShortcut is called with shortcuts the field does not use itself. Copy is one of them when nothing is selected.
	OnShortcut func(s fyne.Shortcut)

	ground  *Panel
	icon    *Icon
	entry   *questionEntry
	styled  *container.ThemeOverride // the entry in its own theme
	key     *Text
	keycap  *Panel
	clear   *Button
	save    *Button
	help    *Button
	words   FieldWords
	focused bool
}

var _ fyne.Widget = (*QuestionField)(nil)

// FieldWords are the words of a QuestionField: what stands in it while it is empty, the shortcut that leads to it, and what its buttons do.
type FieldWords struct{ Hint, Key, Clear, Save, Unsave, Help string }

// NewQuestionField returns an empty field.
func NewQuestionField(words FieldWords) *QuestionField {
	f := &QuestionField{
		ground: NewPanel(ColorPanel, ColorLine, SizeRadius), icon: NewIcon(IconAsk, ColorInk3),
		words: words, key: NewText(words.Key, Look{Size: SizeSmall, Color: ColorInk3}), keycap: NewPanel("", ColorLine, SizeGapTiny),
	}
	f.key.Align = fyne.TextAlignCenter
	f.entry = newQuestionEntry(f)
	f.entry.PlaceHolder = words.Hint
	f.styled = container.NewThemeOverride(f.entry, questionTheme{})
	f.clear = NewQuietButton(IconClear, words.Clear, func() { f.SetText("") })
	f.save = NewQuietButton(IconStar, words.Save, func() { do(f.OnSave) })
	f.help = NewQuietButton(IconHelp, words.Help, func() { do(f.OnHelp) })
	for _, b := range []*Button{f.clear, f.save, f.help} {
		b.icon.Side = SizeBody
	}
	f.ExtendBaseWidget(f)
	return f
}

// Text is what is typed.
func (f *QuestionField) Text() string { return f.entry.Text }

// SetText types something else in place of what is there, and calls OnChanged.
func (f *QuestionField) SetText(question string) {
	f.entry.SetText(question)
	f.entry.CursorColumn = len([]rune(question))
	f.entry.Refresh()
}

// SetSaved shows whether the question is saved.
func (f *QuestionField) SetSaved(saved bool) {
	if saved {
		f.save.SetIcon(IconSaved, f.words.Unsave)
	} else {
		f.save.SetIcon(IconStar, f.words.Save)
	}
}

// SaveButton is what saves the question, or no longer.
func (f *QuestionField) SaveButton() *Button { return f.save }

// HelpButton is what asks what can be written.
func (f *QuestionField) HelpButton() *Button { return f.help }

// Focused says whether the field has the keyboard.
func (f *QuestionField) Focused() bool { return f.focused }

// SelectAll selects all that is typed.
func (f *QuestionField) SelectAll() { f.entry.TypedShortcut(&fyne.ShortcutSelectAll{}) }

// Type puts a rune where the cursor is, as typing it does.
func (f *QuestionField) Type(r rune) { f.entry.TypedRune(r) }

// Entry is what takes the keyboard.
func (f *QuestionField) Entry() fyne.Focusable { return f.entry }

// CreateRenderer implements fyne.Widget.
func (f *QuestionField) CreateRenderer() fyne.WidgetRenderer { return render(f) }

func (f *QuestionField) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{f.ground, f.icon, f.styled, f.keycap, f.key, f.save, f.help, f.clear}
}

func (f *QuestionField) minSize() fyne.Size {
	return fyne.NewSize(theme.Size(SizeColumn)*0.75, theme.Size(SizeField))
}

func (f *QuestionField) paint() {
	if t, ok := fyne.CurrentApp().Settings().Theme().(Theme); ok && f.styled.Theme != (questionTheme{t}) {
		f.styled.Theme = questionTheme{t}
		f.styled.Refresh()
	}
	line, thick := ColorLine, SizeLine
	if f.focused {
		line, thick = ColorAccent, SizeFocusLine
	}
	f.ground.Set(ColorPanel, line, thick)
	typed := f.entry.Text != ""
	f.clear.Hidden, f.save.Hidden = !typed, !typed
	f.key.Hidden, f.keycap.Hidden = typed, typed
}

func (f *QuestionField) place(size fyne.Size) {
	gap := theme.Size(SizeGap)
	f.ground.Resize(size)
	icon := theme.Size(SizeIcon)
	put(f.icon, gap*2, middle(size.Height, icon), icon, icon)
	side := theme.Size(SizeControl)
	key := f.key.Natural() + 2*gap
	h := theme.Size(SizeMargin) - theme.Size(SizeGapTiny)/2
	put(f.keycap, size.Width-key-gap*2+theme.Size(SizeGapTiny)/2, middle(size.Height, h), key, h)
	put(f.key, size.Width-key-gap*2+theme.Size(SizeGapTiny)/2, middle(size.Height, h), key, h)
	right := size.Width - gap
	if f.entry.Text == "" {
		right -= key + gap
	}
	for _, b := range []*Button{f.clear, f.help, f.save} {
		if !b.Hidden {
			right -= side
			put(b, right, middle(size.Height, side), side, side)
		}
	}
	x := gap*2 + icon + theme.Size(SizeGapTiny)
	entry := f.entry.MinSize().Height
	put(f.styled, x, middle(size.Height, entry), right-x, entry)
}

// questionEntry is the entry of a QuestionField; it hands on the keys that mean something to the window.
type questionEntry struct {
	widget.Entry
	field *QuestionField
}

var (
	_ fyne.Widget       = (*questionEntry)(nil)
	_ fyne.Shortcutable = (*questionEntry)(nil)
)

func newQuestionEntry(f *QuestionField) *questionEntry {
	e := &questionEntry{field: f}
	e.Scroll = fyne.ScrollHorizontalOnly
	e.OnChanged = func(s string) {
		f.Refresh()
		if f.OnChanged != nil {
			f.OnChanged(s)
		}
	}
	e.OnSubmitted = func(s string) {
		if f.OnAsked != nil {
			f.OnAsked(s)
		}
	}
	e.ExtendBaseWidget(e)
	return e
}

// FocusGained implements fyne.Focusable.
func (e *questionEntry) FocusGained() {
	e.field.focused = true
	e.Entry.FocusGained()
	e.field.Refresh()
}

// FocusLost implements fyne.Focusable.
func (e *questionEntry) FocusLost() {
	e.field.focused = false
	e.Entry.FocusLost()
	e.field.Refresh()
}

// TypedKey implements fyne.Focusable.
func (e *questionEntry) TypedKey(k *fyne.KeyEvent) {
	switch {
	case k.Name == fyne.KeyDown && e.field.OnDown != nil:
		e.field.OnDown()
	case k.Name == fyne.KeyUp && e.Text == "" && e.field.OnUp != nil:
		e.field.OnUp()
	case k.Name == fyne.KeyEscape && e.field.OnEscape != nil:
		e.field.OnEscape()
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
func (e *questionEntry) TypedShortcut(s fyne.Shortcut) {
	switch s.(type) {
	case *fyne.ShortcutCopy:
		if e.SelectedText() != "" {
			e.Entry.TypedShortcut(s)
			return
		}
	case *fyne.ShortcutCut, *fyne.ShortcutPaste, *fyne.ShortcutSelectAll, *fyne.ShortcutUndo, *fyne.ShortcutRedo:
		e.Entry.TypedShortcut(s)
		return
	}
	e.Entry.TypedShortcut(s) // moving and deleting by words
	if e.field.OnShortcut != nil {
		e.field.OnShortcut(s)
	}
}

// questionTheme is Theme with the text of a question, and an entry that leaves its ground to the field.
type questionTheme struct{ Theme }

// Color leaves out the entry's own ground and line, and what a question too long for the field would show of its scrolling.
func (t questionTheme) Color(name fyne.ThemeColorName, variant fyne.ThemeVariant) color.Color {
	switch name {
	case theme.ColorNameInputBackground, theme.ColorNameInputBorder, theme.ColorNameScrollBar, theme.ColorNameShadow:
		return color.Transparent
	}
	return t.Theme.Color(name, variant)
}

// Size draws the text larger, and no line around it.
func (t questionTheme) Size(name fyne.ThemeSizeName) float32 {
	switch name {
	case theme.SizeNameText:
		return t.Theme.Size(SizeQuestion)
	case theme.SizeNameInputBorder:
		return 0
	}
	return t.Theme.Size(name)
}
