package app

import (
	"context"
	"errors"
	"io/fs"
	"slices"
	"strconv"
	"time"

	"fyne.io/fyne/v2/lang"

	"footnote/app/view"
	"footnote/index"
	"footnote/index/doc"
)

const (
	resizePause = 150 * time.Millisecond // between the last change of the reader's width and a new drawing of its page
	drawWait    = 2 * time.Second        // for a page that is no longer shown
)

// zooms lists the zoom levels of pages, in per cent of the reader's width. zoomWhole is the initial one.
var zooms = [...]int{50, 75, 100, 125, 150, 200, 300}

const zoomWhole = 100

// drawer is the part of the library that pages needs.
type drawer interface {
	Page(ctx context.Context, path string, page, width int, span index.Span, others ...index.Span) (index.Page, error)
}

// pages is the pages of the PDF in the reader. It draws one at a time: the page shown, then its neighbours, so that they are ready when the
// user turns to them. It drops drawings for another document, passage, width or search.
type pages struct {
	*shell
	library drawer
	reader  *view.Reader
	pageState
}

// pageState is the state that is dropped when the window is rebuilt.
type pageState struct {
	document    *index.Document // in the reader; nil if there is none
	outside     bool            // it is not in the library, so its pages cannot be drawn
	hits        hits            // of the search in it
	page, count int             // the page shown, from 1, and the number of pages; 0 if the document has none
	span        index.Span      // the passage
	zoom        int             // in per cent
	toReveal    bool            // scroll to the passage when its page is drawn
	revealHit   bool            // likewise for the current hit
	trouble     string          // why the document's pages cannot be shown; empty if they can

	drawn   map[drawing]drawnPage
	blank   []drawing // neighbours that could not be drawn: the reason is shown when the user turns to them
	now     drawing   // the drawing in progress; the zero value if there is none
	late    bool      // it takes longer than drawWait
	cancel  context.CancelFunc
	slow    func() // cancels showing blank paper
	resized func() // cancels drawing at another width
}

// A drawing describes a page to draw.
type drawing struct {
	document *index.Document
	page     int
	width    int // in pixels
	span     index.Span
	find     int // number of the search in the document, 0 for none
}

// samePage reports whether two drawings differ at most in the hits on the page.
func (d drawing) samePage(other drawing) bool {
	d.find = other.find
	return d == other
}

// A drawnPage is a page with the boxes of its hits. The drawing tells which hit is the first.
type drawnPage struct {
	index.Page
	first int
}

func (pg *pages) build() {
	nothing := func() {}
	pg.pageState = pageState{zoom: zoomWhole, cancel: nothing, slow: nothing, resized: nothing, drawn: map[drawing]drawnPage{}}
	pg.reader.OnMode = pg.onMode
	pg.reader.OnTurn = pg.onTurn
	pg.reader.OnZoom = pg.onZoom
	pg.reader.OnNumber = pg.onNumber
	pg.reader.Facsimile.OnResized = func() {
		pg.resized()
		pg.resized = pg.jobs.later(resizePause, pg.showPage)
	}
	pg.showZoom()
}

// clear drops the pages of the previous document.
func (pg *pages) clear() {
	pg.page, pg.count, pg.trouble = 0, 0, ""
	pg.drawn, pg.blank = map[drawing]drawnPage{}, nil
	pg.reader.Facsimile.Set(view.PageImage{})
}

// open turns to the page of a passage of the document in the reader.
func (pg *pages) open(span index.Span) {
	pg.span, pg.toReveal = span, true
	pg.page, pg.count = pg.pageAt(span.Start)
	pg.showMode()
}

// pageAt returns the page that contains a byte of the document, and the number of pages that can be drawn.
func (pg *pages) pageAt(at int) (page, count int) {
	if pg.outside {
		return 0, 0
	}
	return pageOf(pg.document, at)
}

// pageOf returns the page, from 1, that contains a byte of a document, and the number of pages; 0 if the document has no pages to draw, or the byte is
// in a file that is attached to it.
func pageOf(d *index.Document, at int) (page, count int) {
	if !doc.KindOf(d.Kind).Pages {
		return 0, 0
	}
	page = 1
	for _, m := range d.Marks {
		switch {
		case m.Kind.IsFile() && m.Start <= at:
			return 0, 0
		case m.Kind.IsFile():
			return page, count
		case m.Kind != doc.Page:
			continue
		}
		if m.Start <= at {
			page = m.Page
		}
		count = m.Page
	}
	return page, count
}

// showMode shows pages if there are any and the user wants them, else the text.
func (pg *pages) showMode() {
	pages := pg.count > 0 && pg.settings.pages && pg.trouble == ""
	pg.reader.SetNote(inWords().Notes(pg.document.Notes))
	if pg.trouble != "" {
		pg.reader.SetNote(pg.trouble)
	}
	pg.reader.ShowPages(pages)
	pg.showZoom()
	pg.showPage()
}

// onMode switches to pages or text, and stores the choice.
func (pg *pages) onMode(pages bool) {
	pg.set(func(s *settings) { s.pages = pages })
	pg.trouble, pg.blank, pg.toReveal = "", nil, true // drawing may succeed now
	if pg.document != nil {
		pg.showMode()
	}
}

func (pg *pages) onTurn(by int) {
	if page := pg.page + by; page >= 1 && page <= pg.count {
		pg.page, pg.toReveal = page, true
		pg.showPage()
	}
}

// onZoom makes pages, or the text, larger or smaller by a step, or resets their size.
func (pg *pages) onZoom(by int) {
	step := func(zoom int) int {
		i := slices.Index(zooms[:], zoom) + by
		if by == 0 {
			i = slices.Index(zooms[:], zoomWhole)
		}
		return zooms[min(max(i, 0), len(zooms)-1)]
	}
	if pg.reader.ShowsPages() {
		pg.zoom = step(pg.zoom)
	} else {
		pg.set(func(s *settings) { s.zoom = step(s.zoom) })
	}
	pg.showZoom()
}

// showZoom shows pages and the text in their chosen sizes.
func (pg *pages) showZoom() {
	percent := pg.settings.zoom
	if pg.reader.ShowsPages() {
		percent = pg.zoom
	}
	pg.reader.SetZoom(float32(pg.zoom)/100, float32(pg.settings.zoom)/100, lang.L("{{.Percent}} %", map[string]any{"Percent": percent}))
}

// wanted returns the drawing of a page for the present state, and whether there is such a page.
func (pg *pages) wanted(page int) (drawing, bool) {
	d := drawing{document: pg.document, page: page, width: pg.reader.Facsimile.PixelWidth(), span: pg.span}
	if len(pg.hits.spans) > 0 {
		d.find = pg.hits.number
	}
	return d, d.document != nil && page >= 1 && page <= pg.count && d.width > 0 && pg.reader.ShowsPages()
}

// showPage shows the current page as soon as it is drawn.
func (pg *pages) showPage() {
	pg.slow()
	d, ok := pg.wanted(pg.page)
	if !ok {
		return
	}
	pg.reader.SetNumber(strconv.Itoa(pg.page), lang.L("of {{.All}}", map[string]any{"All": pg.count}), pg.page > 1, pg.page < pg.count)
	if p, ok := pg.drawn[d]; ok {
		pg.reader.Facsimile.Set(pg.pageImage(p))
		if pg.toReveal {
			pg.toReveal = false
			pg.reader.Facsimile.Reveal()
		}
		if pg.revealHit {
			pg.revealHit = false
			pg.reader.Facsimile.RevealHit()
		}
	} else if pg.toReveal { // another page is visible
		pg.slow = pg.jobs.later(quietWait, func() { pg.reader.Facsimile.Set(view.PageImage{}) })
	}
	pg.draw()
}

// pageImage returns a page with its marks.
func (pg *pages) pageImage(p drawnPage) view.PageImage {
	page := view.PageImage{Image: p.Image, Boxes: p.Boxes}
	for i, boxes := range p.Others {
		if p.first+i == pg.hits.at {
			page.Hit = boxes
		} else {
			page.Hits = append(page.Hits, boxes...)
		}
	}
	return page
}

// neighbours returns the current page and those likely to be next, in drawing order.
func (pg *pages) neighbours() []drawing {
	var all []drawing
	for _, page := range []int{pg.page, pg.page + 1, pg.page - 1} {
		if d, ok := pg.wanted(page); ok {
			all = append(all, d)
		}
	}
	return all
}

// draw draws the next page that is wanted and missing, unless a drawing is in progress. A drawing that is no longer wanted may run a little
// longer: most finish soon, and the drawing process has to restart when it is stopped.
func (pg *pages) draw() {
	all := pg.neighbours()
	if pg.now != (drawing{}) {
		if pg.late && !slices.ContainsFunc(all, pg.now.samePage) {
			pg.cancel()
		}
		return
	}
	next := slices.IndexFunc(all, func(d drawing) bool {
		_, drawn := pg.drawn[d]
		return !drawn && (d == all[0] || !slices.Contains(pg.blank, d))
	})
	if next < 0 {
		return
	}
	d := all[next]
	ctx, cancel := context.WithCancel(pg.jobs.ctx)
	pg.now, pg.late, pg.cancel = d, false, cancel
	patience := pg.jobs.later(drawWait, func() { pg.late = true; pg.draw() })
	first, hits := pg.hitsOn(d.page)
	page := func(ctx context.Context) (drawnPage, error) {
		p, err := pg.library.Page(ctx, d.document.Path, d.page, d.width, d.span, hits...)
		return drawnPage{p, first}, err
	}
	start(pg.jobs, ctx, page, func(p drawnPage, err error) {
		cancel()
		patience()
		pg.now = drawing{}
		pg.keep(d, p, err)
		pg.draw()
	})
}

// keep stores a drawn page if it is still wanted, and shows it if it is the current one.
func (pg *pages) keep(d drawing, p drawnPage, err error) {
	all := pg.neighbours()
	if !slices.Contains(all, d) {
		if len(all) > 0 && err == nil && d.samePage(all[0]) && pg.reader.Facsimile.Page().Image == nil { // better than blank paper, until it is drawn with the hits
			pg.reader.Facsimile.Set(view.PageImage{Image: p.Image, Boxes: p.Boxes})
			pg.reader.Facsimile.Reveal()
		}
		return
	}
	shown := d == all[0]
	switch {
	case err != nil && shown:
		pg.slow()
		pg.trouble = pageTrouble(err)
		pg.showMode()
	case err != nil:
		pg.blank = append(pg.blank, d)
	default:
		for other := range pg.drawn {
			if !slices.Contains(all, other) {
				delete(pg.drawn, other)
			}
		}
		pg.drawn[d], pg.count = p, p.Pages
		if shown {
			pg.showPage()
		}
	}
}

// pageTrouble says in one line why a page is not shown.
func pageTrouble(err error) string {
	var refusal *doc.Refusal
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return lang.L("Shown as text: Footnote can't find the file. If it is on a drive, connect the drive.")
	case errors.Is(err, index.ErrChanged):
		return lang.L("Shown as text: the file has changed since it was read. Sync to update it.")
	case errors.As(err, &refusal):
		return lang.L("Shown as text: {{.Cause}}.", map[string]any{"Cause": inWords().Outcome(refusal.Outcome)})
	}
	return lang.L("Shown as text: the page can't be drawn.")
}
