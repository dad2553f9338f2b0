package view

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// DialogEntry is an entry of a dialog. It leaves Escape to the dialog.
type DialogEntry struct{ widget.Entry }

// DialogSelect is a choice in a dialog. It leaves Escape to the dialog.
type DialogSelect struct{ widget.Select }

// DialogSelectEntry is an entry with suggestions in a dialog. It leaves Escape to the dialog.
type DialogSelectEntry struct{ widget.SelectEntry }

var (
	_ fyne.Focusable = (*DialogEntry)(nil)
	_ fyne.Focusable = (*DialogSelect)(nil)
	_ fyne.Focusable = (*DialogSelectEntry)(nil)
)

// NewDialogEntry returns an empty entry. secret hides what is typed.
func NewDialogEntry(secret bool) *DialogEntry {
	e := &DialogEntry{}
	e.Password = secret
	e.Wrapping = fyne.TextWrapOff
	e.ExtendBaseWidget(e)
	return e
}

// NewDialogSelect returns a choice of options.
func NewDialogSelect(options []string, onChanged func(string)) *DialogSelect {
	s := &DialogSelect{}
	s.Options, s.OnChanged = options, onChanged
	s.ExtendBaseWidget(s)
	return s
}

// NewDialogSelectEntry returns an empty entry without suggestions.
func NewDialogSelectEntry() *DialogSelectEntry {
	e := &DialogSelectEntry{}
	e.Wrapping = fyne.TextWrapOff
	e.ExtendBaseWidget(e)
	return e
}

// TypedKey implements fyne.Focusable.
func (e *DialogEntry) TypedKey(k *fyne.KeyEvent) {
	if k.Name == fyne.KeyEscape {
		passOn(e, k)
		return
	}
	e.Entry.TypedKey(k)
}

// TypedKey implements fyne.Focusable.
func (s *DialogSelect) TypedKey(k *fyne.KeyEvent) {
	if k.Name == fyne.KeyEscape {
		passOn(s, k)
		return
	}
	s.Select.TypedKey(k)
}

// TypedKey implements fyne.Focusable.
func (e *DialogSelectEntry) TypedKey(k *fyne.KeyEvent) {
	if k.Name == fyne.KeyEscape {
		passOn(e, k)
		return
	}
	e.SelectEntry.TypedKey(k)
}
