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
	"footnote/index/extract"
)

const (
	resizePause = 150 * time.Millisecond // after the reader's width has changed last, before its page is drawn anew
	drawWait    = 2 * time.Second        // for a page that nobody looks at any more
)

// zooms are what pages can be shown at, in per cent of the reader's width; the one in use first is zoomWhole.
var zooms = [...]int{50, 75, 100, 125, 150, 200, 300}

const zoomWhole = 100

// pagesState is the pages of the PDF in the reader. One is drawn at a time: the one shown, then its neighbours, so that they are
// there when they are turned to. What was drawn for another document, passage, width or place in the document is dropped.
type pagesState struct {
	page, count int        // the page shown, from 1, and how many there are; 0 while the document has none
	span        index.Span // the passage
	zoom        int        // in per cent
	reveal      bool       // the passage is to be scrolled to when its page is there
	revealHit   bool       // what is looked for likewise
	trouble     string     // why the document's pages are not shown; empty while they can be

	drawn   map[drawing]drawnPage
	blank   []drawing // neighbours that could not be drawn: the reason is told when they are turned to
	now     drawing   // what is being drawn; the zero value while nothing is
	late    bool      // it takes longer than drawWait
	cancel  context.CancelFunc
	slow    func() // cancels showing blank paper
	resized func() // cancels drawing at another width
}

// A drawing is a page as it is to be drawn.
type drawing struct {
	document *index.Document
	page     int
	width    int // in pixels
	span     index.Span
	find     int // number of what was found in the document, 0 for nothing
}

// samePage says whether two drawings differ at most in what was found on the page.
func (d drawing) samePage(other drawing) bool {
	d.find = other.find
	return d == other
}

// A drawnPage is a page with the boxes of the hits on it, the first of which is that of the drawing.
type drawnPage struct {
	index.Page
	first int
}

func (w *Window) buildPages() {
	nothing := func() {}
	w.pages = pagesState{zoom: zoomWhole, cancel: nothing, slow: nothing, resized: nothing, drawn: map[drawing]drawnPage{}}
	w.reader.OnMode = w.onMode
	w.reader.OnTurn = w.onTurn
	w.reader.OnZoom = w.onZoom
	w.reader.OnNumber = w.onNumber
	w.reader.Facsimile.OnResized = func() {
		w.pages.resized()
		w.pages.resized = w.jobs.later(resizePause, w.showPage)
	}
	w.showZoom()
}

// clearPages forgets the pages of the document before: another is read.
func (w *Window) clearPages() {
	s := &w.pages
	s.page, s.count, s.trouble = 0, 0, ""
	s.drawn, s.blank = map[drawing]drawnPage{}, nil
	w.reader.Facsimile.Set(view.PageImage{})
}

// openPages turns to the page of a passage of the document in the reader.
func (w *Window) openPages(span index.Span) {
	s := &w.pages
	s.span, s.reveal = span, true
	s.page, s.count = pageOf(w.read.document, span.Start)
	w.showMode()
}

// pageOf returns the page, from 1, that a byte of a document stands on, and how many there are: 0 where it is none that is drawn.
func pageOf(d *index.Document, at int) (page, count int) {
	if d.Kind != "pdf" && d.Kind != "picture" {
		return 0, 0
	}
	page = 1
	for _, m := range d.Marks {
		if m.Kind != extract.Page {
			continue
		}
		if m.Start <= at {
			page = m.Page
		}
		count = m.Page
	}
	return page, count
}

// showMode shows pages where there are any and they are wanted, or else the text.
func (w *Window) showMode() {
	s := &w.pages
	pages := s.count > 0 && w.remains.pages && s.trouble == ""
	w.reader.SetNote(reasonWords(w.read.document.Note))
	if s.trouble != "" {
		w.reader.SetNote(s.trouble)
	}
	w.reader.ShowPages(pages)
	w.showZoom()
	w.showPage()
}

// onMode shows pages or the text, and remembers which.
func (w *Window) onMode(pages bool) {
	w.set(func(s *settings) { s.pages = pages })
	w.pages.trouble, w.pages.blank, w.pages.reveal = "", nil, true // it may be drawn now
	if w.read.document != nil {
		w.showMode()
	}
}

func (w *Window) onTurn(by int) {
	s := &w.pages
	if page := s.page + by; page >= 1 && page <= s.count {
		s.page, s.reveal = page, true
		w.showPage()
	}
}

// onZoom shows pages, or the text, larger or smaller by a step, or in their usual size.
func (w *Window) onZoom(by int) {
	step := func(zoom int) int {
		i := slices.Index(zooms[:], zoom) + by
		if by == 0 {
			i = slices.Index(zooms[:], zoomWhole)
		}
		return zooms[min(max(i, 0), len(zooms)-1)]
	}
	if w.reader.ShowsPages() {
		w.pages.zoom = step(w.pages.zoom)
	} else {
		w.set(func(s *settings) { s.zoom = step(s.zoom) })
	}
	w.showZoom()
}

// showZoom shows pages and the text in the size that is chosen for them.
func (w *Window) showZoom() {
	percent := w.remains.zoom
	if w.reader.ShowsPages() {
		percent = w.pages.zoom
	}
	w.reader.SetZoom(float32(w.pages.zoom)/100, float32(w.remains.zoom)/100, lang.L("{{.Percent}} %", map[string]any{"Percent": percent}))
}

// wanted returns the drawing of a page as it is to be shown now, and whether there is such a page.
func (w *Window) wanted(page int) (drawing, bool) {
	s := &w.pages
	d := drawing{document: w.read.document, page: page, width: w.reader.Facsimile.PixelWidth(), span: s.span}
	if len(w.finding.hits) > 0 {
		d.find = w.finding.number
	}
	return d, d.document != nil && page >= 1 && page <= s.count && d.width > 0 && w.reader.ShowsPages()
}

// showPage shows the page that is turned to, as soon as it is drawn.
func (w *Window) showPage() {
	s := &w.pages
	s.slow()
	d, ok := w.wanted(s.page)
	if !ok {
		return
	}
	w.reader.SetNumber(strconv.Itoa(s.page), lang.L("of {{.All}}", map[string]any{"All": s.count}), s.page > 1, s.page < s.count)
	if p, ok := s.drawn[d]; ok {
		w.reader.Facsimile.Set(w.pageImage(p))
		if s.reveal {
			s.reveal = false
			w.reader.Facsimile.Reveal()
		}
		if s.revealHit {
			s.revealHit = false
			w.reader.Facsimile.RevealHit()
		}
	} else if s.reveal { // the page in sight is another one
		s.slow = w.jobs.later(quietWait, func() { w.reader.Facsimile.Set(view.PageImage{}) })
	}
	w.draw()
}

// pageImage is a page with what is marked on it.
func (w *Window) pageImage(p drawnPage) view.PageImage {
	page := view.PageImage{Image: p.Image, Boxes: p.Boxes}
	for i, boxes := range p.Others {
		if p.first+i == w.finding.at {
			page.Hit = boxes
		} else {
			page.Hits = append(page.Hits, boxes...)
		}
	}
	return page
}

// neighbours are the page that is shown and those that may be next, in the order in which they are drawn.
func (w *Window) neighbours() []drawing {
	var all []drawing
	for _, page := range []int{w.pages.page, w.pages.page + 1, w.pages.page - 1} {
		if d, ok := w.wanted(page); ok {
			all = append(all, d)
		}
	}
	return all
}

// draw draws the next page that is wanted and not there, unless one is being drawn. One that is not wanted any more is let be for a
// while: most are done before long, and what draws them has to start anew when it is stopped.
func (w *Window) draw() {
	s := &w.pages
	all := w.neighbours()
	if s.now != (drawing{}) {
		if s.late && !slices.ContainsFunc(all, s.now.samePage) {
			s.cancel()
		}
		return
	}
	next := slices.IndexFunc(all, func(d drawing) bool {
		_, drawn := s.drawn[d]
		return !drawn && (d == all[0] || !slices.Contains(s.blank, d))
	})
	if next < 0 {
		return
	}
	d := all[next]
	ctx, cancel := context.WithCancel(w.jobs.ctx)
	s.now, s.late, s.cancel = d, false, cancel
	patience := w.jobs.later(drawWait, func() { s.late = true; w.draw() })
	first, hits := w.hitsOn(d.page)
	page := func(ctx context.Context) (drawnPage, error) {
		p, err := w.library.Page(ctx, d.document.Path, d.page, d.width, d.span, hits...)
		return drawnPage{p, first}, err
	}
	start(w.jobs, ctx, page, func(p drawnPage, err error) {
		cancel()
		patience()
		s.now = drawing{}
		w.keepPage(d, p, err)
		w.draw()
	})
}

// keepPage keeps a page that was drawn, if it is wanted still, and shows it if it is the one that is turned to.
func (w *Window) keepPage(d drawing, p drawnPage, err error) {
	s := &w.pages
	all := w.neighbours()
	if !slices.Contains(all, d) {
		if len(all) > 0 && err == nil && d.samePage(all[0]) && w.reader.Facsimile.Page().Image == nil { // better than blank paper, until it is drawn with them
			w.reader.Facsimile.Set(view.PageImage{Image: p.Image, Boxes: p.Boxes})
			w.reader.Facsimile.Reveal()
		}
		return
	}
	shown := d == all[0]
	switch {
	case err != nil && shown:
		s.slow()
		s.trouble = pageTrouble(err)
		w.showMode()
	case err != nil:
		s.blank = append(s.blank, d)
	default:
		for other := range s.drawn {
			if !slices.Contains(all, other) {
				delete(s.drawn, other)
			}
		}
		s.drawn[d], s.count = p, p.Pages
		if shown {
			w.showPage()
		}
	}
}

// pageTrouble says in a line why a page is not shown.
func pageTrouble(err error) string {
	var refusal *extract.Refusal
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return lang.L("Shown as text: the file is not there now. If it is on a drive, connect it.")
	case errors.Is(err, index.ErrChanged):
		return lang.L("Shown as text: the file has changed since it was read. Sync brings it up to date.")
	case errors.As(err, &refusal):
		return lang.L("Shown as text: {{.Cause}}.", cause(refusal))
	}
	return lang.L("Shown as text, since the page cannot be drawn: {{.Cause}}.", cause(err))
}
