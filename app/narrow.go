package app

import (
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2/lang"

	"footnote/app/view"
	"footnote/index"
	"footnote/index/query"
)

// narrowState is what narrows the search beside the question: what is set by the chips below it.
type narrowState struct {
	folders []string // paths
	types   []query.Family
	date    dateRange

	folder, kind, dated, grouped *view.Chip
	now                          func() time.Time
}

// A dateRange is the days that a choice of the date's chip stands for; the zero value is all.
type dateRange struct {
	words         string
	after, before time.Time
}

// filter is what the chips let pass.
func (n *narrowState) filter() index.Filter {
	f := index.Filter{Folders: n.folders, After: n.date.after, Before: n.date.before}
	for _, t := range n.types {
		f.Types = append(f.Types, string(t))
	}
	return f
}

// narrows says whether a chip is set.
func (n *narrowState) narrows() bool {
	return len(n.folders) > 0 || len(n.types) > 0 || n.date != dateRange{}
}

// buildChips makes the bar of chips below the question.
func (w *Window) buildChips() *view.ChipBar {
	n := &w.narrow
	n.now = time.Now
	n.folder = view.NewChip("", true, w.pickFolder)
	n.folder.OnClear = func() { n.folders = nil; w.clearTyped(query.In) }
	n.kind = view.NewChip("", true, w.pickType)
	n.kind.OnClear = func() { n.types = nil; w.clearTyped(query.Type) }
	n.dated = view.NewChip("", true, w.pickDate)
	n.dated.OnClear = func() { n.date = dateRange{}; w.clearTyped(query.After, query.Before) }
	n.grouped = view.NewChip("", false, w.onGrouping)
	w.buildRelevance()
	w.showChips()
	return view.NewChipBar(w.relevance.like, w.relevance.marked, n.folder, n.kind, n.dated, n.grouped)
}

// showChips writes on the chips what narrows: what they set, and what the question says itself.
func (w *Window) showChips() {
	n := &w.narrow
	typed, _ := query.Parse(w.ask.question) // what is wrong with it, the search says
	var folders, types []string
	for _, f := range n.folders {
		folders = append(folders, lastStep(w.pathWords(f)))
	}
	for _, t := range n.types {
		types = append(types, typeWords(t))
	}
	dates := []string{n.date.words}
	for _, not := range []bool{false, true} {
		folders = append(folders, signed(typed.Values(query.In, not), not)...)
		types = append(types, signed(typed.Values(query.Type, not), not)...)
		for _, c := range typed.Clauses {
			if (c.Operator == query.After || c.Operator == query.Before) && c.Not == not {
				dates = append(dates, typed.Text[c.Start:c.End])
			}
		}
	}
	show := func(c *view.Chip, any string, set []string) {
		set = slices.DeleteFunc(set, func(s string) bool { return s == "" })
		if len(set) == 0 {
			c.Set(any, false)
			return
		}
		c.Set(strings.Join(set, ", "), true)
	}
	show(n.folder, lang.L("Any folder"), folders)
	show(n.kind, lang.L("Any type"), types)
	show(n.dated, lang.L("Any date"), dates)
	n.grouped.Set(lang.L("Grouped by document"), false)
	if w.remains.ranked {
		n.grouped.Set(lang.L("Ranked"), false)
	}
	w.showRelevance()
}

// signed are values as the question says them: those not wanted with their minus.
func signed(values []string, not bool) []string {
	if !not {
		return values
	}
	var all []string
	for _, v := range values {
		all = append(all, "−"+v)
	}
	return all
}

// lastStep is the last folder of a path in words.
func lastStep(path string) string {
	if i := strings.LastIndex(path, step); i >= 0 {
		return path[i+len(step):]
	}
	return path
}

// clearTyped takes filters out of the question, and asks again: a chip has been cleared.
func (w *Window) clearTyped(operators ...query.Operator) {
	typed, _ := query.Parse(w.asking.Field.Text())
	if typed.Has(operators...) {
		w.asking.Field.SetText(typed.Without(operators...))
	}
	w.narrowed()
}

// narrowed asks again after a chip has changed.
func (w *Window) narrowed() {
	w.ask.pause()
	w.ask.more = 0
	w.dropAnswer() // it was made of other passages
	w.ask.question = strings.TrimSpace(w.asking.Field.Text())
	w.showChips()
	if !w.asks() {
		w.clearQuestion()
		return
	}
	w.search()
}

// asks says whether there is something to search by: a question, a filter, or a passage to find others like.
func (w *Window) asks() bool {
	return w.library != nil && !w.tended.closed && (w.ask.question != "" || w.narrow.narrows() || w.relevance.to != nil)
}

// onGrouping changes between passages under their documents and passages by rank. It is remembered.
func (w *Window) onGrouping() {
	w.set(func(s *settings) { s.ranked = !s.ranked })
	w.showChips()
	if len(w.ask.answered) > 0 {
		w.search()
	}
}

// typeWords is a family of formats as a person would call it.
func typeWords(f query.Family) string {
	switch f {
	case query.PDF:
		return lang.L("PDF")
	case query.Office:
		return lang.L("Word")
	case query.Sheets:
		return lang.L("Tables")
	case query.Slides:
		return lang.L("Slides")
	case query.Mail:
		return lang.L("Mail")
	case query.Web:
		return lang.L("Web pages")
	case query.Text:
		return lang.L("Text files")
	case query.Book:
		return lang.L("Books")
	case query.Code:
		return lang.L("Code and data")
	}
	return capital(string(f))
}
