package app

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"footnote/app/view"
	"footnote/index"
)

// explainer is what judging needs of the library.
type explainer interface {
	Explain(ctx context.Context, question string, passage index.Citation, opt index.SearchOptions) (index.Explanation, error)
}

// judging is what a person said of passages found: that others like one are wanted, or that some are right or not.
type judging struct {
	*shell
	library explainer
	page    *view.Asking
	present func() present // the question at hand
	changed func()         // asks again
	redraw  func()         // shows the passages as they are judged now

	to           *index.Passage // others like it are shown in place of what answers the question
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

// show shows the chips of what was said of passages, where anything was.
func (j *judging) show() {
	j.like.Hidden = j.to == nil
	if j.to != nil {
		place := shortPlace(j.to.Citation.Place)
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

// forget drops what was said of passages of another question.
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

// onMark says that a passage is right, or that it is not; said again, it is taken back.
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

// onUndoMarks takes back what was said of passages.
func (j *judging) onUndoMarks() {
	j.right, j.wrong = nil, nil
	j.notice(lang.L("The marks were removed."))
	j.changed()
}

// same says whether two citations are of one passage.
func same(a, b index.Citation) bool { return a.Path == b.Path && a.Span == b.Span }

// isRight says whether a passage was marked as right.
func (j *judging) isRight(c index.Citation) bool {
	return slices.ContainsFunc(j.right, func(m index.Citation) bool { return same(m, c) })
}

// present is a question as judging has to know it.
type present struct {
	number   int // others have other numbers
	question string
	listed   bool // what was found are documents that pass the filters
	options  index.SearchOptions
}

// menu is what a person can say of a passage found, and ask of it.
func (j *judging) menu(p index.Passage) []*fyne.MenuItem {
	if !j.split.Visible() {
		return nil
	}
	items := []*fyne.MenuItem{fyne.NewMenuItemSeparator(), fyne.NewMenuItem(lang.L("More like this"), func() { j.onLike(p) })}
	if j.to == nil && j.present().question != "" && !j.present().listed {
		items = append(items, j.judgingMenu(p)...)
	}
	if words := scoreWords(p); words != "" && !j.present().listed {
		score := fyne.NewMenuItem(words, nil)
		score.Disabled = true
		items = append(items, fyne.NewMenuItemSeparator(), score)
	}
	return items
}

// judgingMenu is what a person can say of a passage that a question found.
func (j *judging) judgingMenu(p index.Passage) []*fyne.MenuItem {
	right, why := lang.L("This is right"), lang.L("Why this?")
	if j.isRight(p.Citation) {
		right = lang.L("Remove “This is right”")
	}
	if j.explains(p.Citation) {
		why = lang.L("Hide why")
	}
	return []*fyne.MenuItem{
		fyne.NewMenuItem(right, func() { j.onMark(p, true) }),
		fyne.NewMenuItem(lang.L("This is not right"), func() { j.onMark(p, false) }),
		fyne.NewMenuItem(why, func() { j.onWhy(p) }),
	}
}
