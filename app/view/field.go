package view

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// QuestionField is the field for a question: an entry with an icon before it, and after it its shortcut or, once something is typed, a
// button that clears it.
type QuestionField struct {
	widget.BaseWidget
	// OnChanged is called when the question changes, OnAsked when Enter is pressed.
	OnChanged, OnAsked func(question string)
	// OnDown is called when the arrows leave the field downwards, OnUp when they leave it upwards while it is empty, OnEscape on Escape.
	OnDown, OnUp, OnEscape func()
	// OnClear is called to clear the question.
	OnClear func()
	// OnUndo is called to undo. If it reports false, the field undoes what was typed.
	OnUndo func() (done bool)
	// OnSave is called to save the question or remove it from the saved ones, OnHelp to show the search syntax.
	OnSave, OnHelp func()
	// OnShortcut is called with shortcuts that the field does not use. Copy is one of them if nothing is selected.
	OnShortcut func(s fyne.Shortcut)

	ground *Panel
	icon   *Icon
	entry  *lineEntry
	key    *Text
	keycap *Panel
	clear  *Button
	save   *Button
	help   *Button
	words  FieldWords
}

var _ fyne.Widget = (*QuestionField)(nil)

// FieldWords are the words of a QuestionField: its placeholder, its shortcut, and what its buttons do.
type FieldWords struct{ Hint, Key, Clear, Save, Unsave, Help string }

// NewQuestionField returns an empty field.
func NewQuestionField(words FieldWords) *QuestionField {
	f := &QuestionField{
		ground: NewPanel(ColorPanel, ColorLine, SizeRadius), icon: NewIcon(IconAsk, ColorInk3),
		words: words, key: NewText(words.Key, Look{Size: SizeSmall, Color: ColorInk3}), keycap: NewPanel("", ColorLine, SizeGapTiny),
	}
	f.key.Align = fyne.TextAlignCenter
	f.buildEntry()
	f.clear = NewQuietButton(IconClear, words.Clear, func() { do(f.OnClear) })
	f.save = NewQuietButton(IconStar, words.Save, func() { do(f.OnSave) })
	f.help = NewQuietButton(IconHelp, words.Help, func() { do(f.OnHelp) })
	for _, b := range []*Button{f.clear, f.save, f.help} {
		b.icon.Side = SizeBody
	}
	f.ExtendBaseWidget(f)
	return f
}

func (f *QuestionField) buildEntry() {
	f.entry = newLineEntry(f.words.Hint, SizeQuestion, "")
	f.entry.OnChanged = func(s string) {
		f.Refresh()
		if f.OnChanged != nil {
			f.OnChanged(s)
		}
	}
	f.entry.OnSubmitted = func(s string) {
		if f.OnAsked != nil {
			f.OnAsked(s)
		}
	}
	f.entry.onFocus = f.Refresh
	f.entry.onKey = func(k *fyne.KeyEvent) bool {
		var act func()
		switch {
		case k.Name == fyne.KeyDown:
			act = f.OnDown
		case k.Name == fyne.KeyUp && f.entry.Text == "":
			act = f.OnUp
		case k.Name == fyne.KeyEscape:
			act = f.OnEscape
		}
		do(act)
		return act != nil
	}
	f.entry.onUndo = func() bool { return f.OnUndo != nil && f.OnUndo() }
	f.entry.onShortcut = func(s fyne.Shortcut) {
		if f.OnShortcut != nil {
			f.OnShortcut(s)
		}
	}
}

// Text returns the question.
func (f *QuestionField) Text() string { return f.entry.Text }

// SetText replaces the question and calls OnChanged.
func (f *QuestionField) SetText(question string) { f.entry.write(question) }

// SetSaved shows whether the question is saved.
func (f *QuestionField) SetSaved(saved bool) {
	if saved {
		f.save.SetIcon(IconSaved, f.words.Unsave)
	} else {
		f.save.SetIcon(IconStar, f.words.Save)
	}
}

// SaveButton returns the button that saves the question or removes it from the saved ones.
func (f *QuestionField) SaveButton() *Button { return f.save }

// ClearButton returns the button that clears the question.
func (f *QuestionField) ClearButton() *Button { return f.clear }

// HelpButton returns the button that shows the search syntax.
func (f *QuestionField) HelpButton() *Button { return f.help }

// Focused reports whether the field has the focus.
func (f *QuestionField) Focused() bool { return f.entry.focused }

// SelectAll selects the whole question.
func (f *QuestionField) SelectAll() { f.entry.TypedShortcut(&fyne.ShortcutSelectAll{}) }

// Type inserts a rune at the cursor, as typing does.
func (f *QuestionField) Type(r rune) { f.entry.TypedRune(r) }

// Entry returns the part that takes the focus.
func (f *QuestionField) Entry() fyne.Focusable { return f.entry }

// CreateRenderer implements fyne.Widget.
func (f *QuestionField) CreateRenderer() fyne.WidgetRenderer { return render(f) }

func (f *QuestionField) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{f.ground, f.icon, f.entry.styled, f.keycap, f.key, f.save, f.help, f.clear}
}

func (f *QuestionField) minSize() fyne.Size {
	return fyne.NewSize(theme.Size(SizeColumn)*0.75, theme.Size(SizeField))
}

func (f *QuestionField) paint() {
	line, thick := f.entry.paint()
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
	put(f.entry.styled, x, middle(size.Height, entry), right-x, entry)
}
