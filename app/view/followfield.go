package view

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// FollowField is the field for a follow-up question.
type FollowField struct {
	widget.BaseWidget
	// OnAsked is called when Enter is pressed, unless the field is empty.
	OnAsked func(question string)
	// OnLeave is called on Escape.
	OnLeave func()
	// OnShortcut is called with shortcuts that the field does not use. Copy is one of them if nothing is selected.
	OnShortcut func(s fyne.Shortcut)

	rule  *Panel
	entry *lineEntry
}

var _ fyne.Widget = (*FollowField)(nil)

// NewFollowField returns an empty field with hint as its placeholder.
func NewFollowField(hint string) *FollowField {
	f := &FollowField{rule: NewRule(), entry: newLineEntry(hint, "", "")}
	f.entry.OnSubmitted = func(s string) {
		if f.OnAsked != nil && s != "" {
			f.OnAsked(s)
		}
	}
	f.entry.onFocus = f.Refresh
	f.entry.onKey = func(k *fyne.KeyEvent) bool {
		if k.Name != fyne.KeyEscape {
			return false
		}
		f.SetText("")
		do(f.OnLeave)
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

// Entry returns the part that takes the focus.
func (f *FollowField) Entry() fyne.Focusable { return f.entry }

// SetText replaces the text.
func (f *FollowField) SetText(s string) { f.entry.SetText(s) }

// CreateRenderer implements fyne.Widget.
func (f *FollowField) CreateRenderer() fyne.WidgetRenderer { return render(f) }

func (f *FollowField) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{f.rule, f.entry.styled}
}

func (f *FollowField) minSize() fyne.Size {
	return fyne.NewSize(0, theme.Size(SizeControl)+theme.Size(SizeGapTiny))
}

func (f *FollowField) paint() {
	fill, thick := f.entry.paint()
	f.rule.Set(fill, "", thick)
}

func (f *FollowField) place(size fyne.Size) {
	thick := theme.Size(f.rule.Thick)
	put(f.rule, 0, 0, size.Width, thick)
	h := f.entry.MinSize().Height
	put(f.entry.styled, -theme.Size(SizeGap), middle(size.Height+thick, h), size.Width+theme.Size(SizeGap), h)
}
