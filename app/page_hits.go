package app

import (
	"sort"
	"strconv"

	"fyne.io/fyne/v2/lang"

	"footnote/index"
	"footnote/index/extract"
)

// maxPageHits bounds the hits that get boxes on one page: each costs PDFium a question for every letter.
const maxPageHits = 1000

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
