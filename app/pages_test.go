package app

import (
	"context"
	"image"
	"slices"
	"strings"
	"sync"
	"testing"

	"fyne.io/fyne/v2"

	"footnote/index"
	"footnote/index/doc"
)

// A sheet is a drawn page with its number.
type sheet struct {
	*image.Gray
	page, width int
}

// A press draws the pages of a PDF with four pages. Its passages are on the third and the first.
type press struct {
	mu    sync.Mutex
	drawn []int // pages, in the order in which they were asked for
	fail  error
	hold  map[int]chan struct{} // pages that wait until their channel is closed
	begun chan struct{}         // told when the first of them waits
}

func (p *press) page(ctx context.Context, _ string, page, width int, span index.Span, others ...index.Span) (index.Page, error) {
	p.mu.Lock()
	p.drawn = append(p.drawn, page)
	hold, err := p.hold[page], p.fail
	p.mu.Unlock()
	if hold != nil {
		select {
		case p.begun <- struct{}{}:
		default:
		}
		select {
		case <-hold:
		case <-ctx.Done():
			return index.Page{}, ctx.Err()
		}
	}
	if err != nil {
		return index.Page{}, err
	}
	drawn := index.Page{Image: sheet{image.NewGray(image.Rect(0, 0, width, 2*width)), page, width}, Pages: 4}
	if span.Start < span.End {
		drawn.Boxes = []image.Rectangle{image.Rect(10, width, width/2, width+20)}
	}
	for i := range others {
		drawn.Others = append(drawn.Others, []image.Rectangle{image.Rect(10, 50*i, 60, 50*i+20)})
	}
	return drawn, nil
}

// asked returns the pages that were asked for since the last call.
func (p *press) asked() []int {
	p.mu.Lock()
	defer p.mu.Unlock()
	asked := p.drawn
	p.drawn = nil
	return asked
}

// openPDF asks a question that two passages of a PDF answer.
func openPDF(t *testing.T, p *press) *stage {
	t.Helper()
	const text = "rent\n\nkeys\n\nnotice is two months\n\nend"
	const path = "/docs/lease.pdf"
	d := index.Document{Path: path, Title: "The lease", Kind: "pdf", Text: text, Notes: doc.Noted(doc.CodeDamagedPage, 3)}
	for i, words := range []string{"rent", "keys", "notice", "end"} {
		d.Marks = append(d.Marks, doc.Mark{Kind: doc.Page, Start: strings.Index(text, words), Page: i + 1})
	}
	passage := func(words string, page int) index.Passage {
		return index.Passage{Text: words, Citation: index.Citation{
			Path: path, Title: d.Title, Kind: d.Kind, Span: at(text, words), Place: index.Place{Page: page},
		}}
	}
	lib := library()
	lib.documents = map[string]index.Document{path: d}
	lib.found = []index.Passage{passage("notice is two months", 3), passage("rent", 1)}
	lib.page = p.page
	s := open(t, lib, Starter{})
	s.ask("notice?", 2)
	return s
}

// shown returns the visible page, or 0 for blank paper.
func (s *stage) shown() sheet {
	page, _ := s.reading.reader.Facsimile.Page().Image.(sheet)
	return page
}

func TestPagesOfAPDF(t *testing.T) {
	p := &press{}
	s := openPDF(t, p)
	s.jobsDone()
	if got := s.shown().page; got != 3 || !s.reading.reader.ShowsPages() || s.reading.reader.Number() != "3 of 4" {
		t.Fatalf("page %d is shown as %q, want the passage's, the third", got, s.reading.reader.Number())
	}
	if len(s.reading.reader.Facsimile.Page().Boxes) != 1 || s.reading.reader.Note() != "damaged: page 3 could not be read" {
		t.Errorf("boxes %v, note %q", s.reading.reader.Facsimile.Page().Boxes, s.reading.reader.Note())
	}
	if got := p.asked(); !slices.Equal(got, []int{3, 4, 2}) {
		t.Errorf("pages %v are drawn, want the third and then its neighbours", got)
	}
	s.focus(s.reading.reader)
	s.press(fyne.KeyPageDown)
	if got := s.shown().page; got != 4 {
		t.Errorf("after turning page %d is shown, want the fourth at once: it was drawn ahead", got)
	}
	s.press(fyne.KeyPageDown)
	s.jobsDone()
	if got := s.shown().page; got != 4 || len(p.asked()) != 0 {
		t.Errorf("there is no page after the last, but page %d is shown", got)
	}
	for range 3 {
		s.press(fyne.KeyPageUp)
		s.jobsDone()
	}
	if got := s.shown().page; got != 1 || s.reading.reader.Number() != "1 of 4" {
		t.Errorf("page %d is shown as %q, want the first", got, s.reading.reader.Number())
	}
	s.asking.page.Results.Choose(1)
	s.asking.page.Results.Choose(0)
	s.jobsDone()
	if got := s.shown().page; got != 3 {
		t.Errorf("page %d is shown, want that of the chosen passage", got)
	}
}

func TestPagesOrText(t *testing.T) {
	p := &press{}
	s := openPDF(t, p)
	s.jobsDone()
	s.reading.reader.OnMode(false)
	p.asked()
	s.asking.page.Results.Choose(1)
	s.jobsDone()
	if s.reading.reader.ShowsPages() || len(p.asked()) != 0 || s.app.Preferences().BoolWithFallback(keyPages, true) {
		t.Error("the text was chosen, but pages are drawn or remembered")
	}
	s.reading.reader.OnMode(true)
	s.jobsDone()
	if got := s.shown().page; got != 1 || !s.app.Preferences().Bool(keyPages) {
		t.Errorf("page %d is shown, want that of the passage", got)
	}
	s.lib.found = library().found[1:2] // a plain text
	s.lib.documents["/docs/letter.txt"] = library().documents["/docs/letter.txt"]
	s.ask("letter?", 1)
	s.until("the letter is shown", func() bool { return s.reading.reader.Title() == "letter" })
	if s.reading.reader.ShowsPages() || !s.settings.pages {
		t.Error("a plain text is shown as pages, or changed what is remembered")
	}
}

func TestLatePagesAreDropped(t *testing.T) {
	p := &press{hold: map[int]chan struct{}{3: make(chan struct{})}, begun: make(chan struct{}, 1)}
	s := openPDF(t, p)
	<-p.begun
	s.asking.page.Results.Choose(1)
	s.pass(quietWait)
	if got := s.shown(); got.Gray != nil {
		t.Errorf("page %d is shown while another one is drawn, want blank paper", got.page)
	}
	close(p.hold[3])
	s.until("another page is shown", func() bool { return s.shown().Gray != nil })
	if got := s.shown().page; got != 1 {
		t.Errorf("page %d is shown, want the first, which was chosen last", got)
	}
	s.jobsDone()
	for d := range s.pages.drawn {
		if d.page > 2 {
			t.Errorf("page %d is kept, of no use any more", d.page)
		}
	}
}

// The window gives up a page that takes very long and is no longer shown.
func TestSlowPageIsGivenUp(t *testing.T) {
	p := &press{hold: map[int]chan struct{}{3: make(chan struct{})}, begun: make(chan struct{}, 1)}
	s := openPDF(t, p)
	<-p.begun
	s.pass(drawWait)
	s.asking.page.Results.Choose(1)
	s.until("the other page is shown", func() bool { return s.shown().page == 1 })
}

func TestZoom(t *testing.T) {
	p := &press{}
	s := openPDF(t, p)
	s.jobsDone()
	whole := s.shown().width
	if want := int(s.reading.reader.Size().Width); whole < want*8/10 || whole > want {
		t.Errorf("a page is %d pixels wide in a reader of %d", whole, want)
	}
	widths := []int{}
	for _, sc := range []fyne.Shortcut{ctrl(fyne.KeyPlus), ctrl(fyne.KeyEqual), ctrl(fyne.KeyMinus), ctrl(fyne.Key0)} {
		s.shortcut(sc)
		s.pass(resizePause)
		s.jobsDone()
		widths = append(widths, s.shown().width*100/whole)
	}
	if want := []int{125, 150, 125, 100}; !slices.Equal(widths, want) {
		t.Errorf("widths in per cent: %v, want %v", widths, want)
	}
	s.win.Resize(fyne.NewSize(1600, 900))
	s.pass(resizePause)
	s.jobsDone()
	if got := s.shown().width; got <= whole {
		t.Errorf("in a larger window the page is %d pixels wide, as in the smaller", got)
	}
}

// If pages can't be drawn, the window shows the text and the reason, and the stored choice stays.
func TestPagesThatCannotBeDrawn(t *testing.T) {
	p := &press{fail: index.ErrChanged}
	s := openPDF(t, p)
	s.until("the text is shown", func() bool { return !s.reading.reader.ShowsPages() })
	if note := s.reading.reader.Note(); !strings.Contains(note, "the file has changed") || !s.settings.pages {
		t.Errorf("note %q, pages remembered %v", note, s.settings.pages)
	}
	if m := s.reading.reader.Marked(); m.Start == m.End {
		t.Error("the passage is not marked in the text")
	}
	s.asking.page.Results.Choose(1)
	s.jobsDone()
	if s.reading.reader.ShowsPages() || len(p.asked()) != 1 {
		t.Error("the next passage of the same document tries again by itself")
	}
	p.mu.Lock()
	p.fail = nil
	p.mu.Unlock()
	s.reading.reader.OnMode(true)
	s.until("the page is shown", func() bool { return s.shown().page == 1 })
	if note := s.reading.reader.Note(); note != "damaged: page 3 could not be read" {
		t.Errorf("note %q, want that of the document", note)
	}
}
