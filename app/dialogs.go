package app

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"

	"footnote/app/view"
)

// An openDialog is a dialog over the window, and what Escape and Enter do in it.
type openDialog struct {
	over          fyne.CanvasObject
	escape, enter func() // nil for nothing
}

// showDialog shows a dialog, with the focus on first, if there is one. Escape does escape wherever the focus is, and Enter does enter unless the
// focus is on something that uses it.
func (w *shell) showDialog(d dialog.Dialog, first fyne.Focusable, escape, enter func()) {
	over := w.win.Canvas().Overlays()
	d.Show()
	w.dialogs = slices.DeleteFunc(w.dialogs, func(o openDialog) bool { return !slices.Contains(over.List(), o.over) })
	w.dialogs = append(w.dialogs, openDialog{over.Top(), escape, enter})
	if first != nil {
		w.focus(first)
	}
}

// dialogKey performs a key in the topmost dialog, if there is one.
func (w *shell) dialogKey(key fyne.KeyName) {
	top := w.win.Canvas().Overlays().Top()
	i := slices.IndexFunc(w.dialogs, func(o openDialog) bool { return o.over == top })
	if i < 0 {
		return
	}
	act := w.dialogs[i].escape
	switch key {
	case fyne.KeyEscape:
	case fyne.KeyReturn, fyne.KeyEnter:
		act = w.dialogs[i].enter
	default:
		return
	}
	if act != nil {
		act()
	}
}

// A decision is a question with two answers. Escape answers no. The default answer has the focus, and Enter gives it: no if safe, else yes.
type decision struct {
	title   string
	words   fyne.CanvasObject
	yes, no string
	safe    bool // yes loses something
	size    fyne.Size
}

// decide asks the user, and calls yes if that is the answer.
func (w *shell) decide(q decision, yes func()) {
	d := dialog.NewCustomWithoutButtons(q.title, q.words, w.win)
	kinds := map[bool]view.ButtonKind{true: view.Primary, false: view.Plain}
	agree := view.NewButton(q.yes, kinds[!q.safe], func() { d.Hide(); yes() })
	refuse := view.NewButton(q.no, kinds[q.safe], d.Hide)
	first := agree
	if q.safe {
		first = refuse
	}
	d.SetButtons([]fyne.CanvasObject{refuse, agree})
	d.Resize(q.size)
	w.showDialog(d, first, d.Hide, func() { first.Tapped(nil) })
}
