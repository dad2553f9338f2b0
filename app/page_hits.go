package app

import (
	"sort"
	"strconv"

	"fyne.io/fyne/v2/lang"

	"footnote/index"
	"footnote/index/doc"
)

// maxPageHits bounds the hits that get boxes on one page: each costs a PDFium call per letter.
const maxPageHits = 1000

// hits holds the hits of a search in the document in the reader, and the number of the search, which is unique.
type hits struct {
	number int
	spans  []index.Span
	at     int // the current hit, -1 if there is none
}

// showHits shows the hits on the pages, and turns to the current one.
func (pg *pages) showHits(h hits) {
	pg.hits = h
	if h.at >= 0 && pg.count > 0 {
		if page, _ := pg.pageAt(h.spans[h.at].Start); page != pg.page {
			pg.page, pg.toReveal = page, true
		}
		pg.revealHit = true
	}
	pg.showPage()
}

// sightStart returns the first visible byte of the document on its page, or the start of the passage if it is visible.
func (pg *pages) sightStart() int {
	if page, _ := pg.pageAt(pg.span.Start); page == pg.page {
		return pg.span.Start
	}
	return pg.pageText(pg.page).Start
}

// pageText returns the span of the document's text that is on a page.
func (pg *pages) pageText(page int) index.Span {
	own := index.Span{End: len(pg.document.Text)}
	for _, m := range pg.document.Marks {
		switch {
		case m.Kind != doc.Page:
		case m.Page <= page:
			own.Start = m.Start
		default:
			own.End = m.Start
			return own
		}
	}
	return own
}

// hitsOn returns the hits on a page, and the index of the first of them.
func (pg *pages) hitsOn(page int) (first int, hits []index.Span) {
	all, own := pg.hits.spans, pg.pageText(page)
	from := sort.Search(len(all), func(i int) bool { return all[i].End > own.Start })
	to := max(from, sort.Search(len(all), func(i int) bool { return all[i].Start >= own.End }))
	if at := pg.hits.at; to-from > maxPageHits && at >= from && at < to {
		from = max(from, at-maxPageHits/2)
	}
	return from, all[from:min(to, from+maxPageHits)]
}

// onNumber turns to a page given by number, or by the document's own label.
func (pg *pages) onNumber(number string) {
	page, err := strconv.Atoi(number)
	for _, m := range pg.document.Marks {
		if m.Kind == doc.Page && m.Label != "" && m.Label == number {
			page, err = m.Page, nil
		}
	}
	if err != nil || page < 1 || page > pg.count {
		pg.notice(lang.L("There is no page {{.Page}}.", map[string]any{"Page": number}))
		return
	}
	pg.onTurn(page - pg.page)
}
