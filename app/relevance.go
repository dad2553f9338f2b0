package app

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"footnote/app/view"
	"footnote/index"
)

// explainer is the part of the library that judging needs.
type explainer interface {
	Explain(ctx context.Context, question string, passage index.Citation, opt index.SearchOptions) (index.Explanation, error)
}

// judging holds what the user said about results: that they want passages like one, or that some are right or wrong.
type judging struct {
	*shell
	library explainer
	page    *view.Asking
	present func() present // returns the present question
	changed func()         // searches again
	redraw  func()         // redraws the passages with their new judgements

	to           *index.Passage // passages like this one are shown instead of answers to the question
	right, wrong []index.Citation
	of           string // the question that they were marked for
	why          *reasons

	like, marked *view.Chip
}

func (j *judging) build() {
	j.like = view.NewChip("", false, func() {})
	j.like.OnClear = func() { j.to = nil; j.changed() }
	j.marked = view.NewChip("", false, j.onUndoMarks)
}

// show shows the chips for the judgements, if there are any.
func (j *judging) show() {
	j.like.Hidden = j.to == nil
	if j.to != nil {
		place := inWords().ShortPlace(j.to.Citation.Place)
		if place != "" {
			place = ", " + place
		}
		j.like.Set(lang.L("Like: {{.Passage}}", map[string]any{"Passage": j.to.Citation.Title + place}), true)
	}
	n := len(j.right) + len(j.wrong)
	j.marked.Hidden = n == 0 || j.to != nil
	j.marked.Set(lang.N("{{.Count}} marked · undo", n, number(n)), n > 0)
	if j.page != nil {
		j.page.Refresh()
	}
}

// forget drops judgements made for another question.
func (j *judging) forget(question string) {
	j.why = nil
	if j.of != question {
		j.right, j.wrong, j.of = nil, nil, question
	}
}

// onLike shows the passages that are like one.
func (j *judging) onLike(p index.Passage) {
	j.to = &p
	j.changed()
}

// onMark marks a passage as right or wrong. The same mark again removes it.
func (j *judging) onMark(p index.Passage, right bool) {
	j.of = j.present().question
	is := func(c index.Citation) bool { return same(c, p.Citation) }
	list := &j.wrong
	if right {
		list = &j.right
	}
	marked := slices.ContainsFunc(*list, is)
	j.right, j.wrong = slices.DeleteFunc(slices.Clone(j.right), is), slices.DeleteFunc(slices.Clone(j.wrong), is)
	if !marked {
		*list = append(*list, p.Citation)
	}
	j.changed()
}

// onUndoMarks removes all marks.
func (j *judging) onUndoMarks() {
	right, wrong, of := j.right, j.wrong, j.of
	j.right, j.wrong = nil, nil
	j.undoable(lang.L("The marks were removed."), func() {
		if j.of == of {
			j.right, j.wrong = right, wrong
			j.changed()
		}
	})
	j.changed()
}

// isRight reports whether a passage was marked as right.
func (j *judging) isRight(c index.Citation) bool {
	return slices.ContainsFunc(j.right, func(m index.Citation) bool { return same(m, c) })
}

// present describes the present question for judging.
type present struct {
	number   int // unique to the question
	question string
	listed   bool // the results are documents that pass the filters
	options  index.SearchOptions
}

// menu returns the menu items for judging a result, and for finding others like it.
func (j *judging) menu(p index.Passage) []*fyne.MenuItem {
	if !j.split.Visible() {
		return nil
	}
	items := []*fyne.MenuItem{fyne.NewMenuItemSeparator(), fyne.NewMenuItem(lang.L("More like this"), func() { j.onLike(p) })}
	if j.to == nil && j.present().question != "" && !j.present().listed {
		items = append(items, j.judgingMenu(p)...)
	}
	if p.Score > 0 && !j.present().listed {
		items = append(items, fyne.NewMenuItemSeparator(), fyne.NewMenuItem(lang.L("Match details…"), func() { j.onDetails(p) }))
	}
	return items
}

// judgingMenu returns the menu items for judging a result of a question.
func (j *judging) judgingMenu(p index.Passage) []*fyne.MenuItem {
	right, why := lang.L("This is right"), lang.L("Why this?")
	if j.isRight(p.Citation) {
		right = lang.L("Remove “This is right”")
	}
	if j.explains(p.Citation) {
		why = lang.L("Hide explanation")
	}
	return []*fyne.MenuItem{
		fyne.NewMenuItem(right, func() { j.onMark(p, true) }),
		fyne.NewMenuItem(lang.L("This is not right"), func() { j.onMark(p, false) }),
		fyne.NewMenuItem(why, func() { j.onWhy(p) }),
	}
}
