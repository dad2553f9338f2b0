package app

import (
	"time"

	"fyne.io/fyne/v2/lang"
)

const (
	undoTime = 12 * time.Second // how long a notice offers to undo; the keys do so for longer
	maxUndos = 50
)

// undoable says what the user did, and keeps how to undo it: the notice offers it for a while, and Ctrl+Z undoes it later too.
func (w *shell) undoable(words string, back func()) {
	w.undos = append(w.undos, back)
	w.undos = w.undos[max(0, len(w.undos)-maxUndos):]
	w.toUndo = true
	w.noticeFor(words, undoTime)
	if !w.occupied() {
		w.status.OfferUndo()
	}
}

// undo undoes the last action that can be undone.
func (w *shell) undo() {
	last := len(w.undos) - 1
	if last < 0 {
		w.notice(lang.L("There is nothing to undo."))
		return
	}
	back := w.undos[last]
	w.undos = w.undos[:last]
	w.notice(lang.L("Undone."))
	back()
	w.toUndo = last > 0
}

// undoNew undoes the last action if nothing has been typed since.
func (w *shell) undoNew() (done bool) {
	if w.toUndo {
		w.undo()
		return true
	}
	return false
}
