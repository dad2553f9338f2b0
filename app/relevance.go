package app

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"footnote/app/view"
	"footnote/index"
)

// relevanceState is what a person said of passages found: that others like one are wanted, or that some are right or not.
type relevanceState struct {
	to           *index.Passage // others like it are shown in place of what answers the question
	right, wrong []index.Citation
	of           string // the question that they were marked for
	why          *reasons

	like, marked *view.Chip
}

func (w *Window) buildRelevance() {
	r := &w.relevance
	r.like = view.NewChip("", false, func() {})
	r.like.OnClear = func() { r.to = nil; w.narrowed() }
	r.marked = view.NewChip("", false, w.onUndoMarks)
}

// showRelevance shows the chips of what was said of passages, where anything was.
func (w *Window) showRelevance() {
	r := &w.relevance
	r.like.Hidden = r.to == nil
	if r.to != nil {
		place := shortPlace(r.to.Citation.Place)
		if place != "" {
			place = ", " + place
		}
		r.like.Set(lang.L("Like: {{.Passage}}", map[string]any{"Passage": r.to.Citation.Title + place}), true)
	}
	n := len(r.right) + len(r.wrong)
	r.marked.Hidden = n == 0 || r.to != nil
	r.marked.Set(lang.N("{{.Count}} marked · undo", n, number(n)), n > 0)
	if w.asking != nil {
		w.asking.Refresh()
	}
}

// forget drops what was said of passages of another question.
func (r *relevanceState) forget(question string) {
	r.why = nil
	if r.of != question {
		r.right, r.wrong, r.of = nil, nil, question
	}
}

// onLike shows the passages that are like one.
func (w *Window) onLike(p index.Passage) {
	w.relevance.to = &p
	w.narrowed()
}

// onMark says that a passage is right, or that it is not; said again, it is taken back.
func (w *Window) onMark(p index.Passage, right bool) {
	r := &w.relevance
	r.of = w.ask.question
	is := func(c index.Citation) bool { return same(c, p.Citation) }
	list := &r.wrong
	if right {
		list = &r.right
	}
	marked := slices.ContainsFunc(*list, is)
	r.right, r.wrong = slices.DeleteFunc(slices.Clone(r.right), is), slices.DeleteFunc(slices.Clone(r.wrong), is)
	if !marked {
		*list = append(*list, p.Citation)
	}
	w.narrowed()
}

// onUndoMarks takes back what was said of passages.
func (w *Window) onUndoMarks() {
	r := &w.relevance
	r.right, r.wrong = nil, nil
	w.notice(lang.L("The marks are taken back."))
	w.narrowed()
}

// same says whether two citations are of one passage.
func same(a, b index.Citation) bool { return a.Path == b.Path && a.Span == b.Span }

// isRight says whether a passage was marked as right.
func (r *relevanceState) isRight(c index.Citation) bool {
	return slices.ContainsFunc(r.right, func(m index.Citation) bool { return same(m, c) })
}

// searchOptions are what a search is asked with now.
func (w *Window) searchOptions() index.SearchOptions {
	r := &w.relevance
	return index.SearchOptions{Limit: w.remains.limit + w.ask.more, Filter: w.narrow.filter(), Right: r.right, Wrong: r.wrong}
}

// searching is the search that is asked for now: of the question, or for passages like one.
func (w *Window) searching() func(ctx context.Context) (found, error) {
	question, opt, nearest, library := w.ask.question, w.searchOptions(), w.ask.nearest, w.library
	if to := w.relevance.to; to != nil {
		citation := to.Citation
		return func(ctx context.Context) (found, error) {
			r, err := library.Similar(ctx, citation, opt)
			return found{Result: r}, err
		}
	}
	return func(ctx context.Context) (found, error) { return w.find(ctx, question, opt, nearest) }
}

// relevanceMenu is what a person can say of a passage found, and ask of it.
func (w *Window) relevanceMenu(p index.Passage) []*fyne.MenuItem {
	if !w.split.Visible() {
		return nil
	}
	items := []*fyne.MenuItem{fyne.NewMenuItemSeparator(), fyne.NewMenuItem(lang.L("More like this"), func() { w.onLike(p) })}
	if w.relevance.to == nil && w.ask.question != "" && !w.ask.listed {
		items = append(items, w.judgingMenu(p)...)
	}
	if words := scoreWords(p); words != "" && !w.ask.listed {
		score := fyne.NewMenuItem(words, nil)
		score.Disabled = true
		items = append(items, fyne.NewMenuItemSeparator(), score)
	}
	return items
}

// judgingMenu is what a person can say of a passage that a question found.
func (w *Window) judgingMenu(p index.Passage) []*fyne.MenuItem {
	right, why := lang.L("This is right"), lang.L("Why this?")
	if w.relevance.isRight(p.Citation) {
		right = lang.L("This is right: take it back")
	}
	if w.relevance.explains(p.Citation) {
		why = lang.L("Hide why")
	}
	return []*fyne.MenuItem{
		fyne.NewMenuItem(right, func() { w.onMark(p, true) }),
		fyne.NewMenuItem(lang.L("This is not right"), func() { w.onMark(p, false) }),
		fyne.NewMenuItem(why, func() { w.onWhy(p) }),
	}
}
