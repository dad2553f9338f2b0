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

// findState is what is looked for in the document in the reader. Looking has numbers; what is found late is dropped.
type findState struct {
	open   bool
	words  string // looked for last
	number int
	cancel context.CancelFunc
	pause  func() // cancels looking for what is being typed

	hits []index.Span
	at   int // of the hit at hand, -1 for none
}

func (w *Window) buildFind() {
	nothing := func() {}
	w.finding = findState{cancel: nothing, pause: nothing, at: -1}
	bar := w.reader.Find
	bar.Field.OnChanged = func(string) {
		w.finding.pause()
		w.finding.pause = w.jobs.later(findPause, func() { w.lookFor(true) })
	}
	bar.Field.OnEntered = func() {
		by := 1
		if w.held()&fyne.KeyModifierShift != 0 {
			by = -1
		}
		w.onFindStep(by)
	}
	bar.Field.OnEscape, bar.OnClose = w.closeFind, w.closeFind
	bar.Field.OnShortcut = w.onShortcut
	bar.OnStep = w.onFindStep
	w.reader.OnFind = w.openFind
}

// openFind leads to the field for words that are looked for in the document; words that are selected are put into it.
func (w *Window) openFind() {
	if w.read.document == nil || !w.split.Visible() {
		return
	}
	const most = 100 // bytes of a selection that is looked for
	if s := w.reader.Selected(); s.Start < s.End && s.End-s.Start <= most {
		w.reader.Find.Field.SetText(oneLine(w.read.document.Text[s.Start:s.End]))
	}
	if !w.finding.open {
		w.finding.open = true
		w.reader.ShowFind(true)
		w.lookFor(true)
	}
	w.focus(w.reader.Find.Field.Entry())
	w.reader.Find.Field.SelectAll()
}

func (w *Window) closeFind() {
	if !w.finding.open {
		return
	}
	w.finding.open = false
	w.dropFinding()
	w.reader.ShowFind(false)
	w.showHits()
	w.focus(w.reader)
}

// dropFinding forgets what was found.
func (w *Window) dropFinding() {
	w.finding.number++
	w.finding.cancel()
	w.finding.pause()
	w.finding.words, w.finding.hits, w.finding.at = "", nil, -1
}

// lookFor looks for the words in the field; leads says whether to go to the next hit from what is in sight.
func (w *Window) lookFor(leads bool) {
	w.dropFinding()
	words := w.reader.Find.Field.Text()
	if !w.finding.open || w.read.document == nil || words == "" {
		w.showHits()
		return
	}
	n, d := w.finding.number, w.read.document
	ctx, cancel := context.WithCancel(w.jobs.ctx)
	w.finding.words, w.finding.cancel = words, cancel
	look := func(ctx context.Context) ([]index.Span, error) { return d.Find(ctx, words) }
	start(w.jobs, ctx, look, func(hits []index.Span, err error) {
		cancel()
		if n != w.finding.number || err != nil {
			return
		}
		w.finding.hits = hits
		if leads && len(hits) > 0 {
			w.finding.at = w.nextHit(w.sightStart())
		}
		w.showHits()
	})
}

// nextHit is the first hit from a byte on, or the first of all where there is none.
func (w *Window) nextHit(from int) int {
	i := sort.Search(len(w.finding.hits), func(i int) bool { return w.finding.hits[i].Start >= from })
	return i % len(w.finding.hits)
}

// sightStart is the byte from which on the document is in sight: the passage's, where it is.
func (w *Window) sightStart() int {
	if w.reader.ShowsPages() {
		if page, _ := pageOf(w.read.document, w.pages.span.Start); page == w.pages.page {
			return w.pages.span.Start
		}
		return w.pageText(w.pages.page).Start
	}
	seen := w.reader.InSight()
	if p := w.reader.Marked(); p.Start >= seen.Start && p.Start < seen.End {
		return p.Start
	}
	return seen.Start
}

// onFindStep goes to the next or the previous hit, over the end to the beginning; what is typed last is looked for first.
func (w *Window) onFindStep(by int) {
	if w.reader.Find.Field.Text() != w.finding.words {
		w.lookFor(true)
		return
	}
	n := len(w.finding.hits)
	if n == 0 {
		return
	}
	switch {
	case w.finding.at >= 0:
		w.finding.at = (w.finding.at + by + n) % n
	case by > 0:
		w.finding.at = w.nextHit(w.sightStart())
	default:
		w.finding.at = (w.nextHit(w.sightStart()) + n - 1) % n
	}
	w.showHits()
}

// showHits shows what was found, in the text and on the page, and how much that is.
func (w *Window) showHits() {
	f, hit, words := &w.finding, view.Span{}, ""
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
	w.reader.Find.SetCount(words, len(f.hits) > 0)
	w.reader.MarkHits(spans(f.hits, 0), hit)
	if s := &w.pages; f.at >= 0 && s.count > 0 {
		if page, _ := pageOf(w.read.document, hit.Start); page != s.page {
			s.page, s.reveal = page, true
		}
		s.revealHit = true
	}
	w.showPage()
}

// pageText is the part of the document's text that stands on a page.
func (w *Window) pageText(page int) index.Span {
	own := index.Span{End: len(w.read.document.Text)}
	for _, m := range w.read.document.Marks {
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
func (w *Window) hitsOn(page int) (first int, hits []index.Span) {
	all, own := w.finding.hits, w.pageText(page)
	from := sort.Search(len(all), func(i int) bool { return all[i].End > own.Start })
	to := max(from, sort.Search(len(all), func(i int) bool { return all[i].Start >= own.End }))
	if at := w.finding.at; to-from > maxPageHits && at >= from && at < to {
		from = max(from, at-maxPageHits/2)
	}
	return from, all[from:min(to, from+maxPageHits)]
}

// onNumber turns to the page of a number, or of a label that the document gives it.
func (w *Window) onNumber(number string) {
	page, err := strconv.Atoi(number)
	for _, m := range w.read.document.Marks {
		if m.Kind == extract.Page && m.Label != "" && m.Label == number {
			page, err = m.Page, nil
		}
	}
	if err != nil || page < 1 || page > w.pages.count {
		w.notice(lang.L("There is no page {{.Page}}.", map[string]any{"Page": number}))
		return
	}
	w.onTurn(page - w.pages.page)
}
