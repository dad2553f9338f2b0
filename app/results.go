package app

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"footnote/app/view"
	"footnote/index"
)

// listing is the list of results: passages under their documents. One of them is chosen and shown in the reader.
type listing struct {
	*shell
	page    *view.Asking
	judging *judging
	reading *reading

	onKeep   func()                            // adds the chosen passage to the basket, or removes it
	menu     func(p *index.Passage) *fyne.Menu // returns the actions for a passage
	kept     func(p index.Passage) bool        // reports whether a passage is in the basket
	remember func()                            // is called when the user uses a result
	today    func() time.Time

	shown    []index.Passage // in the order shown: by document, in the order of the documents' best passages
	shownFor string          // the question they answer
	listed   bool            // they are documents that pass the filters
}

// build connects the list to its actions.
func (l *listing) build(page *view.Asking) {
	l.page = page
	results := page.Results
	results.OnChosen = l.onChosen
	results.OnOpened = func(int) { l.reading.takeFocus() }
	results.OnKeep = func(int) { l.onKeep() }
	results.OnMenu = func(_ int, at fyne.Position) { l.showMenu(l.menu(l.chosen()), at) }
	results.OnLeave = func() { l.focus(l.page.Field.Entry()) }
	results.OnShortcut = l.shortcut
}

// clear empties the list and the reader.
func (l *listing) clear() {
	l.shown = nil
	l.page.Results.Set(nil, -1)
	l.reading.clear()
}

// fill lists passages by document and chooses the first. If the same question was asked again, it keeps the chosen passage if that is still
// in the list.
func (l *listing) fill(question string, r found) {
	var before *index.Passage
	if l.shownFor == question {
		before = l.chosen()
	}
	l.listed = r.Listed
	groups, order := l.group(r.Passages)
	l.shown, l.shownFor = order, question
	chosen, again := 0, false
	for i, p := range order {
		if before != nil && same(before.Citation, p.Citation) {
			chosen, again = i, true
		}
	}
	l.split.ShowRight(true)
	l.page.ShowResults(r.words() + dot + took(r.Took) + awayWords(r.Result))
	l.page.Results.SetMore(moreWords(r.Result))
	if again {
		l.page.Results.Update(groups, chosen)
	} else {
		l.page.Results.Set(groups, chosen)
	}
	l.markKept()
	l.show(chosen)
}

// takeFocus moves the focus from the question to its passages.
func (l *listing) takeFocus() {
	if l.split.Visible() && len(l.shown) > 0 && l.page.Results.Visible() {
		l.focus(l.page.Results)
	}
}

// numberOf returns the number of a passage in the list, or 0 if it is not listed.
func (l *listing) numberOf(p index.Passage) int { return numberOf(l.shown, p) }

// chosen returns the chosen result, or nil if there is none.
func (l *listing) chosen() *index.Passage {
	if c := l.page.Results.Chosen(); c >= 0 && c < len(l.shown) {
		return &l.shown[c]
	}
	return nil
}

func (l *listing) onChosen(passage int) {
	l.show(passage)
	l.remember()
	if !l.page.Field.Focused() {
		l.focus(l.page.Results)
	}
}

// show shows a passage in the reader. It reads the passage's document unless the reader shows it already.
func (l *listing) show(passage int) { l.reading.show(l.shown[passage]) }

// showRows redraws the passages and keeps the chosen one.
func (l *listing) showRows() {
	groups, _ := l.group(l.shown)
	l.page.Results.Update(groups, l.page.Results.Chosen())
	l.markKept()
}

// markKept marks the results that are in the basket.
func (l *listing) markKept() {
	for i, p := range l.shown {
		l.page.Results.SetKept(i, l.kept(p))
	}
}

// countWords says which passage of its document a passage is: "passage 1 of 4"; empty if it is the only one.
func (l *listing) countWords(p index.Passage) string {
	n, of := 0, 0
	for _, other := range l.shown {
		if other.Citation.Path == p.Citation.Path {
			of++
			if other.Citation.Span == p.Citation.Span {
				n = of
			}
		}
	}
	if of < 2 || n == 0 {
		return ""
	}
	return lang.L("passage {{.Number}} of {{.All}}", map[string]any{"Number": n, "All": of})
}

// onStep chooses the next or the previous passage of the same document.
func (l *listing) onStep(by int) {
	next := l.page.Results.Chosen() + by
	p := l.chosen()
	if p == nil || next < 0 || next >= len(l.shown) || l.shown[next].Citation.Path != p.Citation.Path {
		return
	}
	l.page.Results.Choose(next)
}

// step chooses the next or the previous passage of any document. The focus does not move.
func (l *listing) step(by int) {
	results := l.page.Results
	next := results.Chosen() + by
	switch focused := l.win.Canvas().Focused(); {
	case !l.split.Visible() || l.chosen() == nil:
	case next < 0:
		l.notice(lang.L("This is the first passage."))
	case next >= results.Len():
		l.notice(lang.L("This is the last passage."))
	default:
		results.Choose(next)
		if focused != nil {
			l.focus(focused)
		}
	}
}
