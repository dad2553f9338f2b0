package app

import (
	"context"
	"sort"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"footnote/app/view"
	"footnote/index"
)

// findPause is the pause in typing after which the document is searched.
const findPause = 120 * time.Millisecond

// finding is the search within the document in the reader. Searches have numbers, and late results are dropped.
type finding struct {
	*shell
	pages    *pages
	document *index.Document // in the reader; nil if there is none
	reader   *view.Reader
	findState
}

// findState is the state that is dropped when the window is rebuilt.
type findState struct {
	visible bool
	words   string // of the last search
	number  int
	cancel  context.CancelFunc
	pause   func() // cancels the search for what is being typed

	hits []index.Span
	at   int // the current hit, -1 if there is none
}

func (f *finding) build() {
	nothing := func() {}
	f.findState = findState{cancel: nothing, pause: nothing, at: -1}
	bar := f.reader.Find
	bar.Field.OnChanged = func(string) {
		f.pause()
		f.pause = f.jobs.later(findPause, func() { f.lookFor(true) })
	}
	bar.Field.OnEntered = func() {
		by := 1
		if f.held()&fyne.KeyModifierShift != 0 {
			by = -1
		}
		f.onStep(by)
	}
	bar.Field.OnEscape, bar.OnClose = f.hide, f.hide
	bar.Field.OnShortcut = f.shortcut
	bar.OnStep = f.onStep
	f.reader.OnFind = f.show
}

// show opens the search field, and fills it with the selected words.
func (f *finding) show() {
	if f.document == nil || !f.split.Visible() {
		return
	}
	const most = 100 // bytes taken from a selection
	if s := f.reader.Selected(); s.Start < s.End && s.End-s.Start <= most {
		f.reader.Find.Field.SetText(oneLine(f.document.Text[s.Start:s.End]))
	}
	if !f.visible {
		f.visible = true
		f.reader.ShowFind(true)
		f.lookFor(true)
	}
	f.focus(f.reader.Find.Field.Entry())
	f.reader.Find.Field.SelectAll()
}

func (f *finding) hide() {
	if !f.visible {
		return
	}
	f.visible = false
	f.drop()
	f.reader.ShowFind(false)
	f.showHits()
	f.focus(f.reader)
}

// drop drops the hits.
func (f *finding) drop() {
	f.number++
	f.cancel()
	f.pause()
	f.words, f.hits, f.at = "", nil, -1
	f.pages.hits = hits{f.number, nil, -1}
}

// lookFor searches for the words in the field. leads tells whether to go to the next hit from the visible part of the document.
func (f *finding) lookFor(leads bool) {
	f.drop()
	words := f.reader.Find.Field.Text()
	if !f.visible || f.document == nil || words == "" {
		f.showHits()
		return
	}
	n, d := f.number, f.document
	ctx, cancel := context.WithCancel(f.jobs.ctx)
	f.words, f.cancel = words, cancel
	look := func(ctx context.Context) ([]index.Span, error) { return d.Find(ctx, words) }
	start(f.jobs, ctx, look, func(hits []index.Span, err error) {
		cancel()
		if n != f.number || err != nil {
			return
		}
		f.hits = hits
		if leads && len(hits) > 0 {
			f.at = f.nextHit(f.sightStart())
		}
		f.showHits()
	})
}

// nextHit returns the first hit at or after a byte, or else the first of all.
func (f *finding) nextHit(from int) int {
	i := sort.Search(len(f.hits), func(i int) bool { return f.hits[i].Start >= from })
	return i % len(f.hits)
}

// sightStart returns the first visible byte of the document, or the start of the passage if it is visible.
func (f *finding) sightStart() int {
	if f.reader.ShowsPages() {
		return f.pages.sightStart()
	}
	seen := f.reader.InSight()
	if p := f.reader.Marked(); p.Start >= seen.Start && p.Start < seen.End {
		return p.Start
	}
	return seen.Start
}

// onStep goes to the next or the previous hit, and wraps around. It first searches for words that were just typed.
func (f *finding) onStep(by int) {
	if f.reader.Find.Field.Text() != f.words {
		f.lookFor(true)
		return
	}
	n := len(f.hits)
	if n == 0 {
		return
	}
	switch {
	case f.at >= 0:
		f.at = (f.at + by + n) % n
	case by > 0:
		f.at = f.nextHit(f.sightStart())
	default:
		f.at = (f.nextHit(f.sightStart()) + n - 1) % n
	}
	f.showHits()
}

// showHits shows the hits in the text and on the page, and their number.
func (f *finding) showHits() {
	hit, words := view.Span{}, ""
	count := inWords().Number(len(f.hits))
	switch {
	case f.at >= 0:
		hit = view.Span(f.hits[f.at])
		words = lang.L("{{.Number}} of {{.All}}", map[string]any{"Number": inWords().Number(f.at + 1), "All": count})
	case len(f.hits) > 0:
		words = lang.L("{{.Count}} found", map[string]any{"Count": count})
	case f.words != "":
		words = lang.L("Not found")
	}
	f.reader.Find.SetCount(words, len(f.hits) > 0)
	f.reader.MarkHits(spans(f.hits, 0), hit)
	f.pages.showHits(hits{f.number, f.hits, f.at})
}
