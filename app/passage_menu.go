package app

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"footnote/index"
)

// current is the chosen passage of the page in sight, or the words selected in the reader; nil while there is none.
func (w *Window) current() *index.Passage {
	switch {
	case w.split.Visible() && w.selected() != nil:
		return w.selected()
	case w.split.Visible() && w.asking.Results.Visible():
		return w.chosen()
	case w.basketPage.Visible():
		if i := w.basketPage.Chosen(); i >= 0 && i < len(w.basket.kept) {
			return &w.basket.kept[i]
		}
	}
	return nil
}

// passageMenu is what can be done with a passage; nil where there is none. It names no shortcuts: Fyne writes them too faintly
// to be read.
func (w *Window) passageMenu(p *index.Passage) *fyne.Menu {
	if p == nil {
		return nil
	}
	passage := *p
	keep := lang.L("Put into the basket")
	if w.keptAt(passage) >= 0 {
		keep = lang.L("Take out of the basket")
	}
	copied := func(cite func(index.Passage) string, notice string) func() {
		return func() { w.copy(cite(passage), notice) }
	}
	items := []*fyne.MenuItem{
		fyne.NewMenuItem(lang.L("Copy with citation"), copied(cite, lang.L("Copied with its citation."))),
		fyne.NewMenuItem(lang.L("Copy as Markdown"), copied(citeMarkdown, lang.L("Copied as Markdown."))),
		fyne.NewMenuItem(lang.L("Copy as BibTeX"), copied(citeBibTeX, lang.L("Copied as BibTeX."))),
		fyne.NewMenuItem(lang.L("Copy link to the file"), copied(citeLink, lang.L("Copied the link."))),
		fyne.NewMenuItemSeparator(),
		fyne.NewMenuItem(keep, func() { w.keep(passage) }),
		fyne.NewMenuItem(lang.L("Open"), func() { w.openPassage(passage) }),
		fyne.NewMenuItem(lang.L("Show in folder"), func() { w.onReveal(passage.Citation.Path) }),
	}
	return fyne.NewMenu("", append(items, w.relevanceMenu(passage)...)...)
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

// onCopy copies the current passage with its citation.
func (w *Window) onCopy() {
	if p := w.current(); p != nil {
		w.used()
		w.copy(cite(*p), lang.L("Copied with its citation."))
	}
}

// onOpen opens the current passage's document in its own program.
func (w *Window) onOpen() {
	if p := w.current(); p != nil {
		w.used()
		w.openPassage(*p)
	}
}

// openPassage opens a passage's document in its own program, at the passage's page where that can be.
func (w *Window) openPassage(p index.Passage) {
	page := 0
	if p.Citation.Kind == "pdf" {
		page = p.Citation.Place.Page
	}
	w.openFile(p.Citation.Path, page, w.notice)
}
