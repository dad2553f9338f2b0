package app

import (
	"path/filepath"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"footnote/app/view"
	"footnote/index"
)

// shell is what all parts of the window share: the window itself, its settings, its status line, and ways to show messages. It does not
// know the parts: Window sets its funcs to what it needs from them.
type shell struct {
	app  fyne.App
	win  fyne.Window
	opt  Options
	jobs *jobs

	readings   readings // of the passages shown
	settings   settings
	remembered settings // as last stored

	status  *view.StatusLine
	split   *view.Split // passages and reader: visible while the asking page is
	restore func()      // cancels restoring the status line after a notice
	warned  trouble     // the warning in the status line
	dialogs []openDialog
	undos   []func() // undo what the user did, the last action last
	toUndo  bool     // the last of them came after what was typed in the question
	damaged bool     // the warning is about damage to the library: Details opens its repair

	starterDir string // set once the library is open
	moving     func() // stops moving the library; nil unless it is moving
	closed     bool   // the library is closed, for work on its files or because it could not be reopened

	open   func(path string, page int) error // opener.Open; only openFile calls it
	reveal func(path string) error           // opener.Reveal
	held   func() fyne.KeyModifier           // returns the pressed modifiers

	turn           func(page int)                       // opens a page of the window
	shortcut       func(fyne.Shortcut)                  // performs a shortcut
	askAgain       func()                               // repeats the present question
	libraryChanged func()                               // shows the library's new contents, and repeats the question
	showHolding    func()                               // shows the library's contents, and what leaves this computer
	occupied       func() bool                          // the status line shows the progress of a reading
	whyNotOpened   func(path string, err error) trouble // says why a file could not be opened
}

func (w *shell) focus(o fyne.Focusable) { w.win.Canvas().Focus(o) }

// warn shows a warning in the status line, with a button for details.
func (w *shell) warn(t trouble) {
	w.warned, w.damaged = t, false
	w.status.Warn(t.Headline)
}

// notice shows a brief message: on the left of the status line, or on its right while a reading runs or waits there.
func (w *shell) notice(words string) { w.noticeFor(words, noticeTime) }

// noticeFor is notice for a longer or a shorter time.
func (w *shell) noticeFor(words string, shown time.Duration) {
	w.restore()
	if w.occupied() {
		w.status.SetHeld(words)
		w.restore = w.jobs.later(shown, w.showHolding)
		return
	}
	w.status.Rest(words)
	w.restore = w.jobs.later(shown, func() {
		if left, _ := w.status.Words(); left == words && !w.occupied() {
			w.status.Rest("")
		}
	})
}

// tell shows an error about what the user just did.
func (w *shell) tell(t trouble) {
	words := wrapped(strings.Join(t.Lines, "\n"))
	d := dialog.NewCustomWithoutButtons(t.Headline, container.NewVScroll(words), w.win)
	shut := view.NewButton(lang.L("Close"), view.Primary, d.Hide)
	d.SetButtons([]fyne.CanvasObject{shut})
	d.Resize(messageSize)
	w.showDialog(d, shut, d.Hide, d.Hide)
}

// pickFolder asks for a folder and calls picked with its path. confirm is on the dialog's button; failed is the headline if the system reports
// an error.
func (w *shell) pickFolder(confirm, failed string, picked func(folder string)) {
	d := dialog.NewFolderOpen(func(folder fyne.ListableURI, err error) {
		switch {
		case err != nil:
			w.tell(explain(failed, err))
		case folder != nil:
			picked(folder.Path())
		}
	}, w.win)
	d.SetConfirmText(confirm)
	d.Resize(w.win.Canvas().Size().Subtract(fyne.NewSquareSize(theBorder)))
	w.showDialog(d, nil, d.Dismiss, nil)
}

// showMenu shows a menu at a position in the window.
func (w *shell) showMenu(m *fyne.Menu, at fyne.Position) {
	if m != nil {
		widget.ShowPopUpMenuAtPosition(m, w.win.Canvas(), at)
	}
}

func (w *shell) copy(words, notice string) {
	w.app.Clipboard().SetContent(words)
	w.notice(notice)
}

// set changes the settings and stores them.
func (w *shell) set(change func(s *settings)) {
	change(&w.settings)
	w.settings.write(w.app.Preferences())
	w.remembered = w.settings
}

// setLook changes settings that affect the theme.
func (w *shell) setLook(change func(s *settings)) {
	w.set(change)
	w.app.Settings().SetTheme(w.settings.theme())
}

// onReveal shows a file or folder in the system's file manager.
func (w *shell) onReveal(path string) {
	w.jobs.detach(func() error { return w.reveal(path) }, func(err error) {
		if err != nil {
			w.tell(explain(lang.L("The folder could not be shown."), err))
		}
	})
}

// pathWords puts a path into words. It hides the folder of the starter documents, which nobody needs to know.
func (w *shell) pathWords(path string) string {
	if rel, ok := strings.CutPrefix(path, w.starterDir); ok {
		return lang.L("Starter documents") + strings.ReplaceAll(rel, string(filepath.Separator), step)
	}
	return inWords().Path(path)
}

// sourceName returns the display name of a source.
func (w *shell) sourceName(s index.Source) string {
	if s.Path == w.starterDir {
		return lang.L("Starter documents")
	}
	return filepath.Base(s.Path)
}
