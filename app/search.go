package app

import (
	"context"
	"slices"
	"strings"

	"footnote/index"
)

// searching returns the search to run now: for the question, or for passages like one.
func (q *asking) searching() func(ctx context.Context) (found, error) {
	question, opt, nearest, library := q.question, q.searchOptions(), q.nearest, q.library
	if to := q.judging.to; to != nil {
		citation := to.Citation
		return func(ctx context.Context) (found, error) {
			r, err := library.Similar(ctx, citation, opt)
			return found{Result: r}, err
		}
	}
	return func(ctx context.Context) (found, error) { return find(ctx, library, question, opt, nearest) }
}

// found is the result of a search: passages, and those of them that answer directly.
type found struct {
	index.Result
	quotations []index.Quotation
	weak       bool // nothing answers: the passages are only the closest
}

// find searches, and looks for passages that answer directly. If nothing answers and nearest is true, it finds the closest passages.
func find(ctx context.Context, library searcher, question string, opt index.SearchOptions, nearest bool) (f found, err error) {
	f.Result, err = library.Search(ctx, question, opt)
	if err != nil {
		return f, err
	}
	if nearest && len(f.Passages) == 0 {
		opt.Weak, f.weak = true, true
		f.Result, err = library.Search(ctx, question, opt)
		return f, err
	}
	f.quotations, err = library.Quote(ctx, question, f.Passages)
	return f, err
}

// searchOptions returns the options of the present search.
func (q *asking) searchOptions() index.SearchOptions {
	return index.SearchOptions{Limit: q.settings.limit + q.more, Filter: q.narrow.filter(), Right: q.judging.right, Wrong: q.judging.wrong}
}

// asks reports whether there is something to search for: a question, a filter, or a passage to find others like.
func (q *asking) asks() bool {
	return q.library != nil && !q.closed && (q.question != "" || q.narrow.narrows() || q.judging.to != nil)
}

// narrowed searches again after a chip has changed.
func (q *asking) narrowed() {
	q.pause()
	q.more = 0
	q.answering.drop() // it was made from other passages
	q.question = strings.TrimSpace(q.page.Field.Text())
	q.showChips()
	if !q.asks() {
		q.clear()
		return
	}
	q.search()
}

// regroup shows the results in the other order.
func (q *asking) regroup() {
	q.showChips()
	if len(q.results.shown) > 0 {
		q.search()
	}
}

// showChips shows the active filters on the chips.
func (q *asking) showChips() {
	q.narrow.show(q.question)
	q.judging.show()
}

// onMore shows more results.
func (q *asking) onMore() {
	q.more += max(q.settings.limit, index.DefaultLimit)
	q.search()
}

// present returns the present question.
func (q *asking) present() present {
	return present{q.number, q.question, q.results.listed, q.searchOptions()}
}

// searchText returns the present search in its stored form: the question with the filters of the chips.
func (q *asking) searchText() string {
	parts := []string{strings.TrimSpace(q.page.Field.Text())}
	quote := func(s string) string {
		if strings.ContainsAny(s, " ,\t") {
			return `"` + s + `"`
		}
		return s
	}
	add := func(name string, values []string) {
		for i, v := range values {
			values[i] = quote(v)
		}
		if len(values) > 0 {
			parts = append(parts, name+":"+strings.Join(values, ","))
		}
	}
	f := q.narrow.filter()
	add("in", slices.Clone(f.Folders))
	add("type", slices.Clone(f.Types))
	if !f.After.IsZero() {
		parts = append(parts, "after:"+f.After.Format("2006-01-02"))
	}
	if !f.Before.IsZero() {
		parts = append(parts, "before:"+f.Before.Format("2006-01-02"))
	}
	return strings.TrimSpace(strings.Join(parts, " "))
}
