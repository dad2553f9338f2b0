package app

import (
	"errors"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"footnote/app/view"
	"footnote/index"
	"footnote/index/doc"
)

// look opens the bar by its key, types words, and waits for the hits.
func (s *stage) look(words string) {
	s.Helper()
	s.shortcut(ctrl(fyne.KeyF))
	if !s.reading.reader.Find.Field.Focused() {
		s.Fatal("Ctrl+F does not lead to the field")
	}
	s.reading.reader.Find.Field.SetText("")
	test.Type(s.reading.reader.Find.Field.Entry(), words)
	s.pass(findPause)
	s.jobsDone()
}

func TestFindInTheDocument(t *testing.T) {
	s := open(t, library(), Starter{})
	text := strings.Repeat("Filler that says nothing of it.\n", 300) + "The café.\n" + strings.Repeat("More of it.\n", 300) + "A CAFE, and a cafe."
	s.lib.documents["/docs/letter.txt"] = index.Document{Path: "/docs/letter.txt", Title: "letter", Kind: "text", Text: text}
	s.lib.found = []index.Passage{{Text: "More of it.", Citation: index.Citation{
		Path: "/docs/letter.txt", Title: "letter", Kind: "text", Span: at(text, "More of it."),
	}}}
	s.ask("more?", 1)
	s.look("cafe")
	count := func(want string) {
		t.Helper()
		if got := s.reading.reader.Find.Count(); got != want {
			t.Errorf("count %q, want %q", got, want)
		}
		if s.finding.at < 0 {
			return
		}
		if hit, seen := s.finding.hits[s.finding.at], s.reading.reader.InSight(); hit.Start < seen.Start || hit.End > seen.End {
			t.Errorf("hit %v is not in sight: %v", hit, seen)
		}
	}
	count("2 of 3") // the first behind the passage
	s.press(fyne.KeyReturn)
	count("3 of 3")
	s.press(fyne.KeyReturn)
	count("1 of 3")
	s.Window.held = func() fyne.KeyModifier { return fyne.KeyModifierShift }
	s.press(fyne.KeyReturn)
	count("3 of 3")
	s.press(fyne.KeyF3)
	count("2 of 3")
	s.Window.held = func() fyne.KeyModifier { return 0 }
	s.press(fyne.KeyF3)
	count("3 of 3")
	s.look("coffee")
	count("Not found")
	s.press(fyne.KeyReturn)
	s.press(fyne.KeyEscape)
	if s.reading.reader.Find.Visible() || !s.reading.reader.Focused() || s.finding.hits != nil {
		t.Error("Escape does not close the bar and lead back to the document")
	}
	s.press(fyne.KeyF3)
	s.run()
	if said, _ := s.status.Words(); !strings.HasPrefix(said, "This is the last passage") {
		t.Errorf("F3 without the bar says %q", said)
	}
}

// The searched words stay when the document changes, but do not lead away from its passage.
func TestFindGoesOnInTheNextDocument(t *testing.T) {
	s := open(t, library(), Starter{})
	s.ask("notice", 3)
	s.look("notice")
	if got := s.reading.reader.Find.Count(); got != "1 of 1" {
		t.Errorf("count %q", got)
	}
	s.asking.page.Results.Choose(2)
	s.until("the letter is shown", func() bool { return s.reading.reader.Title() == "letter" })
	s.jobsDone()
	if got := s.reading.reader.Find.Count(); got != "1 found" || !s.reading.reader.Find.Visible() {
		t.Errorf("count %q in the next document", got)
	}
	s.asking.page.Field.SetText("")
	s.jobsDone()
	if s.reading.reader.Find.Visible() && s.split.Visible() && s.reading.document != nil {
		t.Error("the bar stays without a document")
	}
}

func TestFindOnPages(t *testing.T) {
	p := &press{}
	s := openPDF(t, p)
	s.jobsDone()
	s.look("EN")
	if got := s.reading.reader.Find.Count(); got != "2 of 2" || s.shown().page != 4 {
		t.Errorf("count %q on page %d, want the hit on the fourth page, behind the passage", got, s.shown().page)
	}
	if page := s.reading.reader.Facsimile.Page(); len(page.Hit) != 1 || len(page.Hits) != 0 {
		t.Errorf("boxes %v, at hand %v", page.Hits, page.Hit)
	}
	s.press(fyne.KeyReturn)
	s.jobsDone()
	if s.shown().page != 1 || len(s.reading.reader.Facsimile.Page().Hit) != 1 {
		t.Errorf("page %d, want the first, with the first hit", s.shown().page)
	}
	s.press(fyne.KeyEscape)
	s.jobsDone()
	if page := s.reading.reader.Facsimile.Page(); len(page.Hit) != 0 {
		t.Errorf("boxes %v are left", page.Hit)
	}
}

func TestGoToPage(t *testing.T) {
	s := openPDF(t, &press{})
	s.jobsDone()
	s.reading.document.Marks[1].Label = "ii"
	for number, want := range map[string]int{"4": 4, "ii": 2, "1": 1} {
		s.pages.onNumber(number)
		s.jobsDone()
		if got := s.shown().page; got != want {
			t.Errorf("page %d is shown for %q, want %d", got, number, want)
		}
	}
	for _, number := range []string{"5", "0", "-1", "x", ""} {
		s.pages.onNumber(number)
		s.jobsDone()
		if got, _ := s.status.Words(); !strings.HasPrefix(got, "There is no page") {
			t.Errorf("%q: %q is shown", number, got)
		}
	}
}

func TestTextIsZoomed(t *testing.T) {
	s := open(t, library(), Starter{})
	s.ask("notice", 3)
	s.until("the text is shown, for no page can be drawn", func() bool { return !s.reading.reader.ShowsPages() })
	s.shortcut(ctrl(fyne.KeyPlus))
	if got := s.reading.reader.ZoomWords(); got != "125 %" || s.app.Preferences().Int(keyZoom) != 125 {
		t.Errorf("zoom %q, remembered %d", got, s.app.Preferences().Int(keyZoom))
	}
	s.shortcut(ctrl(fyne.Key0))
	if got := s.reading.reader.ZoomWords(); got != "100 %" {
		t.Errorf("zoom %q", got)
	}
}

// Words selected in the reader are copied, kept and cited with their own place.
func TestSelectedWordsAreCited(t *testing.T) {
	s := open(t, library(), Starter{})
	d := s.lib.documents["/docs/letter.txt"]
	d.Text = "Dear landlord,\nwe hereby give notice\nand leave in June."
	d.Places = doc.Places{Lines: true}
	s.lib.documents[d.Path] = d
	s.lib.found = []index.Passage{{Text: "we hereby give notice", Citation: index.Citation{
		Path: d.Path, Title: "letter", Kind: "text", Span: at(d.Text, "we hereby give notice"),
	}}}
	s.ask("notice", 1)
	s.focus(s.reading.reader)
	words := at(d.Text, "notice\nand leave")
	s.reading.reader.Select(view.Span(words))
	s.shortcut(&fyne.ShortcutCopy{})
	if got, want := s.app.Clipboard().Content(), "“notice and leave” — letter, lines 2–3 (/docs/letter.txt)"; got != want {
		t.Errorf("copied %q, want %q", got, want)
	}
	s.shortcut(ctrl(fyne.KeyB))
	if kept := s.basket.kept; len(kept) != 1 || kept[0].Text != "notice\nand leave" || kept[0].Citation.Span != words {
		t.Errorf("kept %+v", s.basket.kept)
	}
	s.focus(s.asking.page.Results)
	s.shortcut(&fyne.ShortcutCopy{})
	if got := s.app.Clipboard().Content(); !strings.HasPrefix(got, "“we hereby give notice”") {
		t.Errorf("copied %q, want the passage, whose list has the keyboard", got)
	}
}

// Markdown is formatted, and can be shown as it is in the file; the passage stays marked.
func TestLaidOutOrAsInTheFile(t *testing.T) {
	s := open(t, library(), Starter{})
	const text = "# Lease\n\nThe *rent* is due.\n"
	s.lib.documents["/docs/lease.md"] = index.Document{Path: "/docs/lease.md", Title: "Lease", Kind: "markdown", Text: text}
	passage := at(text, "The *rent* is due.")
	s.lib.found = []index.Passage{{Text: "The *rent* is due.", Citation: index.Citation{Path: "/docs/lease.md", Title: "Lease", Kind: "markdown", Span: passage}}}
	s.ask("rent", 1)
	if s.reading.texts.plain.Text == "" || len(s.reading.texts.laidOut.Runs) == 0 {
		t.Fatal("there is but one form of the text")
	}
	s.reading.reader.OnPlain(true)
	if got := s.reading.reader.Marked(); got != view.Span(passage) {
		t.Errorf("marked %v, want %v", got, passage)
	}
	s.reading.reader.OnPlain(false)
	if got := s.reading.reader.Marked(); got != view.Span(passage) {
		t.Errorf("marked %v, want %v", got, passage)
	}
}

func TestPDFOpensAtItsPage(t *testing.T) {
	s := openPDF(t, &press{})
	pages := make(chan int, 1)
	s.Window.open = func(_ string, page int) error { pages <- page; return errors.New("no") }
	s.shortcut(ctrl(fyne.KeyO))
	if got := <-pages; got != 3 {
		t.Errorf("opened at page %d, want that of the passage", got)
	}
	s.until("the failure is told", func() bool { return s.win.Canvas().Overlays().Top() != nil })
}
