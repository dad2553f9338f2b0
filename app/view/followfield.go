package view

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// FollowField is where a question that follows an answer is typed.
type FollowField struct {
	widget.BaseWidget
	// OnAsked is called when Enter is pressed on something.
	OnAsked func(question string)
	// OnLeave is called on Escape.
	OnLeave func()
	// OnShortcut is called with shortcuts that the field does not use itself.
	OnShortcut func(s fyne.Shortcut)

	rule   *Panel
	entry  *followEntry
	styled *container.ThemeOverride
}

var _ fyne.Widget = (*FollowField)(nil)

// NewFollowField returns an empty field. Hint stands in it while it is empty.
func NewFollowField(hint string) *FollowField {
	f := &FollowField{rule: NewRule()}
	f.entry = &followEntry{field: f}
	f.entry.Scroll = fyne.ScrollHorizontalOnly
	f.entry.PlaceHolder = hint
	f.entry.OnSubmitted = func(s string) {
		if f.OnAsked != nil && s != "" {
			f.OnAsked(s)
		}
	}
	f.entry.ExtendBaseWidget(f.entry)
	f.styled = container.NewThemeOverride(f.entry, followTheme{})
	f.ExtendBaseWidget(f)
	return f
}

// Entry is what takes the keyboard.
func (f *FollowField) Entry() fyne.Focusable { return f.entry }

// SetText types something else in place of what is there.
func (f *FollowField) SetText(s string) { f.entry.SetText(s) }

// CreateRenderer implements fyne.Widget.
func (f *FollowField) CreateRenderer() fyne.WidgetRenderer { return render(f) }

func (f *FollowField) objects() []fyne.CanvasObject { return []fyne.CanvasObject{f.rule, f.styled} }
func (f *FollowField) minSize() fyne.Size {
	return fyne.NewSize(0, theme.Size(SizeControl)+theme.Size(SizeGapTiny))
}

func (f *FollowField) paint() {
	if t, ok := fyne.CurrentApp().Settings().Theme().(Theme); ok && f.styled.Theme != (followTheme{questionTheme{t}}) {
		f.styled.Theme = followTheme{questionTheme{t}}
		f.styled.Refresh()
	}
	fill, thick := ColorLine, SizeLine
	if f.entry.focused {
		fill, thick = ColorAccent, SizeFocusLine
	}
	f.rule.Set(fill, "", thick)
}

func (f *FollowField) place(size fyne.Size) {
	thick := theme.Size(f.rule.Thick)
	put(f.rule, 0, 0, size.Width, thick)
	h := f.entry.MinSize().Height
	put(f.styled, -theme.Size(SizeGap), middle(size.Height+thick, h), size.Width+theme.Size(SizeGap), h)
}

// followEntry is the entry of a FollowField; it hands on the keys that mean something to the window.
type followEntry struct {
	widget.Entry
	field   *FollowField
	focused bool
}

var (
	_ fyne.Widget       = (*followEntry)(nil)
	_ fyne.Shortcutable = (*followEntry)(nil)
)

// FocusGained implements fyne.Focusable.
func (e *followEntry) FocusGained() {
	e.focused = true
	e.Entry.FocusGained()
	e.field.Refresh()
}

// FocusLost implements fyne.Focusable.
func (e *followEntry) FocusLost() {
	e.focused = false
	e.Entry.FocusLost()
	e.field.Refresh()
}

// TypedKey implements fyne.Focusable.
func (e *followEntry) TypedKey(k *fyne.KeyEvent) {
	switch {
	case k.Name == fyne.KeyEscape:
		e.SetText("")
		do(e.field.OnLeave)
	case windowKey(k.Name):
		passOn(e, k)
	default:
		e.Entry.TypedKey(k)
	}
}

// TypedShortcut implements fyne.Shortcutable.
func (e *followEntry) TypedShortcut(s fyne.Shortcut) {
	e.Entry.TypedShortcut(s)
	switch s.(type) {
	case *fyne.ShortcutCopy, *fyne.ShortcutCut, *fyne.ShortcutPaste, *fyne.ShortcutSelectAll, *fyne.ShortcutUndo, *fyne.ShortcutRedo:
		return
	}
	if e.field.OnShortcut != nil {
		e.field.OnShortcut(s)
	}
}

// followTheme is the question's, with text of the usual size.
type followTheme struct{ questionTheme }

// Size draws the text in the usual size.
func (t followTheme) Size(name fyne.ThemeSizeName) float32 {
	if name == theme.SizeNameText {
		return t.Theme.Size(name)
	}
	return t.questionTheme.Size(name)
}
