package app

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"footnote/index"
)

// handling performs the actions on the current passage.
type handling struct {
	*shell
	basket  *keeping
	current func() *index.Passage                  // returns the current passage, or nil if there is none
	judge   func(p index.Passage) []*fyne.MenuItem // returns the menu items for judging a passage
	used    func()                                 // is called when the user uses a result
}

// menu returns the actions for a passage, or nil if there is none. It names no shortcuts, because Fyne draws them too faintly to read.
func (h *handling) menu(p *index.Passage) *fyne.Menu {
	if p == nil {
		return nil
	}
	passage := *p
	keep := lang.L("Add to basket")
	if h.basket.has(passage) {
		keep = lang.L("Remove from basket")
	}
	copied := func(cite func(index.Passage) string, notice string) func() {
		return func() { h.copy(cite(passage), notice) }
	}
	items := []*fyne.MenuItem{
		fyne.NewMenuItem(lang.L("Copy with citation"), copied(cite, lang.L("Copied with citation."))),
		fyne.NewMenuItem(lang.L("Copy as Markdown"), copied(citeMarkdown, lang.L("Copied as Markdown."))),
		fyne.NewMenuItem(lang.L("Copy as BibTeX"), copied(citeBibTeX, lang.L("Copied as BibTeX."))),
		fyne.NewMenuItem(lang.L("Copy link to the file"), copied(citeLink, lang.L("Copied the link."))),
		fyne.NewMenuItem(lang.L("Copy link to the passage"), copied(passageLink, lang.L("Copied the link."))),
		fyne.NewMenuItemSeparator(),
		fyne.NewMenuItem(keep, func() { h.basket.keep(passage) }),
		fyne.NewMenuItem(lang.L("Open"), func() { h.open(passage) }),
		fyne.NewMenuItem(lang.L("Show in folder"), func() { h.onReveal(passage.Citation.Path) }),
	}
	return fyne.NewMenu("", append(items, h.judge(passage)...)...)
}

// onCopy copies the current passage with its citation.
func (h *handling) onCopy() {
	if p := h.current(); p != nil {
		h.used()
		h.copy(cite(*p), lang.L("Copied with citation."))
	}
}

// onKeep adds the current passage to the basket, or removes it if it is there.
func (h *handling) onKeep() {
	if p := h.current(); p != nil {
		h.basket.keep(*p)
	}
}

// onOpen opens the current passage's document in its own program.
func (h *handling) onOpen() {
	if p := h.current(); p != nil {
		h.used()
		h.open(*p)
	}
}

// open opens a passage's document in its own program, at the passage's page if possible.
func (h *handling) open(p index.Passage) {
	page := 0
	if p.Citation.Kind == "pdf" && p.Citation.Place.Member == "" {
		page = p.Citation.Place.Page
	}
	h.openFile(p.Citation.Path, page, h.notice)
}
