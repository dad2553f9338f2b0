package app

import (
	"context"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2/lang"

	"footnote/app/view"
	"footnote/index"
	"footnote/index/doc"
	"footnote/index/query"
)

// faceter is the part of the library that narrowing needs.
type faceter interface {
	Facets(ctx context.Context) (index.Facets, error)
}

// narrowing holds the filters set by the chips below the question.
type narrowing struct {
	*shell
	library faceter
	field   *view.QuestionField
	changed func() // searches again for other documents
	regroup func() // shows the results in the other order

	folders []string // paths
	types   []doc.Family
	date    dateRange

	folder, kind, dated, grouped *view.Chip
	now                          func() time.Time
}

// A dateRange is the days of a choice in the date chip; the zero value means all.
type dateRange struct {
	words         string
	after, before time.Time
}

// reset clears all filters.
func (n *narrowing) reset() { n.folders, n.types, n.date = nil, nil, dateRange{} }

// filter returns the filter that the chips set.
func (n *narrowing) filter() index.Filter {
	f := index.Filter{Folders: n.folders, After: n.date.after, Before: n.date.before}
	for _, t := range n.types {
		f.Types = append(f.Types, string(t))
	}
	return f
}

// filters reports whether a filter is active, set by a chip or written in the question.
func (n *narrowing) filters() bool { return n.folder.IsSet() || n.kind.IsSet() || n.dated.IsSet() }

// narrows reports whether a chip is set.
func (n *narrowing) narrows() bool {
	return len(n.folders) > 0 || len(n.types) > 0 || n.date != dateRange{}
}

// build makes the chips below the question's field.
func (n *narrowing) build(field *view.QuestionField, question string) []*view.Chip {
	n.now = time.Now
	n.folder = view.NewChip("", true, n.pickFolder)
	n.folder.OnClear = func() { n.folders = nil; n.clearTyped(query.In) }
	n.kind = view.NewChip("", true, n.pickType)
	n.kind.OnClear = func() { n.types = nil; n.clearTyped(query.Type) }
	n.dated = view.NewChip("", true, n.pickDate)
	n.dated.OnClear = func() { n.date = dateRange{}; n.clearTyped(query.After, query.Before) }
	n.grouped = view.NewChip("", false, n.onGrouping)
	n.field = field
	n.show(question)
	return []*view.Chip{n.folder, n.kind, n.dated, n.grouped}
}

// show shows on the chips the active filters: those set by chips, and those written in the question.
func (n *narrowing) show(question string) {
	typed, _ := query.Parse(question) // the search reports its errors
	var folders, types []string
	for _, f := range n.folders {
		folders = append(folders, lastStep(n.pathWords(f)))
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
	if n.settings.ranked {
		n.grouped.Set(lang.L("Ranked"), false)
	}
}

// signed returns values as a question writes them: excluded ones with a minus.
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

// lastStep returns the last folder of a path in words.
func lastStep(path string) string {
	if i := strings.LastIndex(path, step); i >= 0 {
		return path[i+len(step):]
	}
	return path
}

// clearTyped removes filters from the question and searches again, because a chip was cleared.
func (n *narrowing) clearTyped(operators ...query.Operator) {
	typed, _ := query.Parse(n.field.Text())
	if typed.Has(operators...) {
		n.field.SetText(typed.Without(operators...))
	}
	n.changed()
}

// onGrouping switches between passages grouped by document and passages by rank. It stores the choice.
func (n *narrowing) onGrouping() {
	n.set(func(s *settings) { s.ranked = !s.ranked })
	n.regroup()
}

// typeWords names a family of formats.
func typeWords(f doc.Family) string {
	switch f {
	case doc.PDF:
		return lang.L("PDF")
	case doc.Office:
		return lang.L("Word")
	case doc.Sheets:
		return lang.L("Tables")
	case doc.Slides:
		return lang.L("Slides")
	case doc.Mail:
		return lang.L("Mail")
	case doc.Web:
		return lang.L("Web pages")
	case doc.Texts:
		return lang.L("Text files")
	case doc.Book:
		return lang.L("Books")
	case doc.Source:
		return lang.L("Code and data")
	}
	return capital(string(f))
}
