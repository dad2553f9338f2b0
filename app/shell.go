package app

import (
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"footnote/app/view"
	"footnote/index"
)

// shell is what all parts of the window share: the window itself, its settings, its status line, and ways to tell a person something.
// It knows none of the parts: Window sets its funcs to what it needs of them.
type shell struct {
	app  fyne.App
	win  fyne.Window
	opt  Options
	jobs *jobs

	settings   settings
	remembered settings // as they were written last

	status  *view.StatusLine
	split   *view.Split // passages and reader: it is visible while the page to ask on is
	restore func()      // cancels taking back a notice
	warned  trouble     // what the status line warns of
	damaged bool        // it warns of damage to the library: Details leads to its repair

	starterDir string // set once the library is open
	moving     func() // stops moving the library; nil while it stays
	closed     bool   // the library is closed, whether work is done on its files or it could not be opened again

	open   func(path string, page int) error // opener.Open; openFile alone calls it
	reveal func(path string) error           // opener.Reveal
	held   func() fyne.KeyModifier           // the modifiers that are pressed

	turn           func(page int)                       // leads to a page of the window
	shortcut       func(fyne.Shortcut)                  // does what a shortcut stands for
	askAgain       func()                               // asks the present question again
	libraryChanged func()                               // shows what the library holds now, and asks again
	showHolding    func()                               // shows what the library holds, and what leaves this computer
	occupied       func() bool                          // the status line says how far a reading is
	whyNotOpened   func(path string, err error) trouble // says why a file could not be opened
}

func (w *shell) focus(o fyne.Focusable) { w.win.Canvas().Focus(o) }

// warn says in the status line that something went wrong; more of it is a button away.
func (w *shell) warn(t trouble) {
	w.warned, w.damaged = t, false
	w.status.Warn(t.Headline)
}

// notice says something in passing: on the left of the status line, or on its right while a reading runs or waits there.
func (w *shell) notice(words string) {
	w.restore()
	if !w.occupied() {
		w.status.Rest(words)
		return
	}
	w.status.SetHeld(words)
	w.restore = w.jobs.later(noticeTime, w.showHolding)
}

// tell shows a trouble that answers something the person just did.
func (w *shell) tell(t trouble) {
	words := wrapped(strings.Join(t.Lines, "\n"))
	d := dialog.NewCustom(t.Headline, lang.L("Close"), container.NewVScroll(words), w.win)
	d.Resize(messageSize)
	d.Show()
}

// showMenu shows a menu at a place in the window.
func (w *shell) showMenu(m *fyne.Menu, at fyne.Position) {
	if m != nil {
		widget.ShowPopUpMenuAtPosition(m, w.win.Canvas(), at)
	}
}

func (w *shell) copy(words, notice string) {
	w.app.Clipboard().SetContent(words)
	w.notice(notice)
}

// set changes the settings and remembers them.
func (w *shell) set(change func(s *settings)) {
	change(&w.settings)
	w.settings.write(w.app.Preferences())
	w.remembered = w.settings
}

// setLook changes settings that the theme is made of.
func (w *shell) setLook(change func(s *settings)) {
	w.set(change)
	w.app.Settings().SetTheme(w.settings.theme())
}

// onReveal shows a file or a folder in the system's file manager.
func (w *shell) onReveal(path string) {
	w.jobs.detach(func() error { return w.reveal(path) }, func(err error) {
		if err != nil {
			w.tell(explain(lang.L("The folder could not be shown."), err))
		}
	})
}

// pathWords is a path as a person would say it; the starter documents lie in a folder nobody has to know.
func (w *shell) pathWords(path string) string {
	if rel, ok := strings.CutPrefix(path, w.starterDir); ok {
		return lang.L("Starter documents") + strings.ReplaceAll(rel, string(filepath.Separator), step)
	}
	return pathWords(path)
}

// sourceName is what a source is called.
func (w *shell) sourceName(s index.Source) string {
	if s.Path == w.starterDir {
		return lang.L("Starter documents")
	}
	return filepath.Base(s.Path)
}
