package app

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"footnote/index"
)

// passageMenu is what can be done with the chosen passage; nil while none is. It names no shortcuts: Fyne writes them too faintly
// to be read.
func (w *Window) passageMenu() *fyne.Menu {
	p := w.chosen()
	if p == nil {
		return nil
	}
	copied := func(cite func(index.Passage) string, notice string) func() {
		return func() { w.copy(cite(*p), notice) }
	}
	return fyne.NewMenu("",
		fyne.NewMenuItem(lang.L("Copy with citation"), w.onCopy),
		fyne.NewMenuItem(lang.L("Copy as Markdown"), copied(citeMarkdown, lang.L("Copied as Markdown."))),
		fyne.NewMenuItem(lang.L("Copy as BibTeX"), copied(citeBibTeX, lang.L("Copied as BibTeX."))),
		fyne.NewMenuItem(lang.L("Copy link to the file"), copied(citeLink, lang.L("Copied the link."))),
		fyne.NewMenuItemSeparator(),
		fyne.NewMenuItem(lang.L("Open"), w.onOpen),
		fyne.NewMenuItem(lang.L("Show in folder"), func() { w.onReveal(p.Citation.Path) }),
	)
}

// showMenu shows a menu at a place in the window.
func (w *Window) showMenu(m *fyne.Menu, at fyne.Position) {
	if m != nil {
		widget.ShowPopUpMenuAtPosition(m, w.win.Canvas(), at)
	}
}

func (w *Window) copy(words, notice string) {
	w.app.Clipboard().SetContent(words)
	w.notice(notice)
}

// onCopy copies the chosen passage with its citation.
func (w *Window) onCopy() {
	if p := w.chosen(); p != nil && w.split.Visible() {
		w.copy(cite(*p), lang.L("Copied with its citation."))
	}
}

// onOpen opens the chosen passage's document in its own program.
func (w *Window) onOpen() {
	p := w.chosen()
	if p == nil || !w.split.Visible() {
		return
	}
	path := p.Citation.Path
	w.jobs.detach(func() error { return w.open(path) }, func(err error) {
		if err != nil {
			w.tell(explain(lang.L("The file could not be opened."), err))
		}
	})
}
