package app

import (
	"context"
	"sort"
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"github.com/dustin/go-humanize"

	"footnote/app/view"
	"footnote/index"
	"footnote/index/extract"
)

// findPause is how long nothing more is typed before it is looked for in the document.
const findPause = 120 * time.Millisecond

// maxPageHits bounds the hits that get boxes on one page: each costs PDFium a question for every letter.
const maxPageHits = 1000

// finding is what is looked for in the document in the reader. Looking has numbers; what is found late is dropped.
type finding struct {
	*shell
	pages    *pages
	document *index.Document // in the reader; nil while there is none
	reader   *view.Reader
	findState
}

// findState is what is forgotten when the window is made anew.
type findState struct {
	visible bool
	words   string // looked for last
	number  int
	cancel  context.CancelFunc
	pause   func() // cancels looking for what is being typed

	hits []index.Span
	at   int // of the hit at hand, -1 for none
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

// show leads to the field for words that are looked for in the document; words that are selected are put into it.
func (f *finding) show() {
	if f.document == nil || !f.split.Visible() {
		return
	}
	const most = 100 // bytes of a selection that is looked for
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

// drop forgets what was found.
func (f *finding) drop() {
	f.number++
	f.cancel()
	f.pause()
	f.words, f.hits, f.at = "", nil, -1
	f.pages.hits = hits{f.number, nil, -1}
}

// lookFor looks for the words in the field; leads says whether to go to the next hit from what is in sight.
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

// nextHit is the first hit from a byte on, or the first of all where there is none.
func (f *finding) nextHit(from int) int {
	i := sort.Search(len(f.hits), func(i int) bool { return f.hits[i].Start >= from })
	return i % len(f.hits)
}

// sightStart is the byte from which on the document is in sight: the passage's, where it is.
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

// onStep goes to the next or the previous hit, over the end to the beginning; what is typed last is looked for first.
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

// showHits shows what was found, in the text and on the page, and how much that is.
func (f *finding) showHits() {
	hit, words := view.Span{}, ""
	count := humanize.Comma(int64(len(f.hits)))
	switch {
	case f.at >= 0:
		hit = view.Span(f.hits[f.at])
		words = lang.L("{{.Number}} of {{.All}}", map[string]any{"Number": humanize.Comma(int64(f.at + 1)), "All": count})
	case len(f.hits) > 0:
		words = lang.L("{{.Count}} found", map[string]any{"Count": count})
	case f.words != "":
		words = lang.L("Not found")
	}
	f.reader.Find.SetCount(words, len(f.hits) > 0)
	f.reader.MarkHits(spans(f.hits, 0), hit)
	f.pages.showHits(hits{f.number, f.hits, f.at})
}

// hits are what was found in the document in the reader, by a number that no other looking has.
type hits struct {
	number int
	spans  []index.Span
	at     int // of the hit at hand, -1 for none
}

// showHits shows the hits on the pages, and turns to the one at hand.
func (pg *pages) showHits(h hits) {
	pg.hits = h
	if h.at >= 0 && pg.count > 0 {
		if page, _ := pageOf(pg.document, h.spans[h.at].Start); page != pg.page {
			pg.page, pg.toReveal = page, true
		}
		pg.revealHit = true
	}
	pg.showPage()
}

// sightStart is the byte from which on the document is in sight on its page: the passage's, where it is.
func (pg *pages) sightStart() int {
	if page, _ := pageOf(pg.document, pg.span.Start); page == pg.page {
		return pg.span.Start
	}
	return pg.pageText(pg.page).Start
}

// pageText is the part of the document's text that stands on a page.
func (pg *pages) pageText(page int) index.Span {
	own := index.Span{End: len(pg.document.Text)}
	for _, m := range pg.document.Marks {
		switch {
		case m.Kind != extract.Page:
		case m.Page <= page:
			own.Start = m.Start
		default:
			own.End = m.Start
			return own
		}
	}
	return own
}

// hitsOn are the hits on a page, and which the first of them is.
func (pg *pages) hitsOn(page int) (first int, hits []index.Span) {
	all, own := pg.hits.spans, pg.pageText(page)
	from := sort.Search(len(all), func(i int) bool { return all[i].End > own.Start })
	to := max(from, sort.Search(len(all), func(i int) bool { return all[i].Start >= own.End }))
	if at := pg.hits.at; to-from > maxPageHits && at >= from && at < to {
		from = max(from, at-maxPageHits/2)
	}
	return from, all[from:min(to, from+maxPageHits)]
}

// onNumber turns to the page of a number, or of a label that the document gives it.
func (pg *pages) onNumber(number string) {
	page, err := strconv.Atoi(number)
	for _, m := range pg.document.Marks {
		if m.Kind == extract.Page && m.Label != "" && m.Label == number {
			page, err = m.Page, nil
		}
	}
	if err != nil || page < 1 || page > pg.count {
		pg.notice(lang.L("There is no page {{.Page}}.", map[string]any{"Page": number}))
		return
	}
	pg.onTurn(page - pg.page)
}
