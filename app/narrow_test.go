package app

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"footnote/app/view"
	"footnote/index"
	"footnote/index/doc"
	"footnote/index/query"
)

// picker returns the open list, or nil if none is open.
func (s *stage) picker() *view.Picker {
	p, _ := s.win.Canvas().Overlays().Top().(*view.Picker)
	return p
}

// offered returns the options of the open list, with a star for chosen ones.
func (s *stage) offered() string {
	var words []string
	for _, o := range s.picker().Options() {
		w := strings.Repeat(" ", o.Depth) + o.Words
		if o.Checked {
			w += "*"
		}
		words = append(words, w)
	}
	return strings.Join(words, "|")
}

// asked returns the options of the last search.
func (s *stage) asked() (opt index.SearchOptions) {
	s.lib.locked(func() { opt = s.lib.asked })
	return opt
}

// faceted returns a library that can be narrowed.
func faceted() *scripted {
	lib := library()
	lib.facets = index.Facets{
		Folders: []index.Facet{{Value: "/docs", Documents: 3}, {Value: "/docs/old", Documents: 1}, {Value: "/post", Documents: 2}},
		Types:   []index.Facet{{Value: "pdf", Documents: 3}, {Value: "mail", Documents: 2}},
		Years:   []index.Facet{{Value: "2024", Documents: 4}, {Value: "2019", Documents: 1}},
	}
	return lib
}

func TestChipsNarrowTheSearch(t *testing.T) {
	s := open(t, faceted(), Starter{})
	s.ask("How much notice?", 3)
	n := s.narrow

	test.Tap(n.folder)
	s.jobsDone()
	if got, want := s.offered(), "docs| old|post"; got != want {
		t.Fatalf("folders %q, want %q", got, want)
	}
	s.press(fyne.KeyDown)
	s.press(fyne.KeySpace)
	s.jobsDone()
	s.press(fyne.KeyDown)
	s.press(fyne.KeyReturn)
	s.jobsDone()
	if got, want := s.offered(), "docs| old*|post*"; got != want {
		t.Errorf("folders %q, want %q", got, want)
	}
	if got := s.asked().Filter.Folders; !slices.Equal(got, []string{"/docs/old", "/post"}) {
		t.Errorf("searched in %q", got)
	}
	s.press(fyne.KeyEscape)
	if s.picker() != nil || s.win.Canvas().Focused() != n.folder {
		t.Error("Escape does not close the list and give the keyboard back")
	}
	if n.folder.Words() != "old, post" || !n.folder.IsSet() {
		t.Errorf("the chip says %q, set %v", n.folder.Words(), n.folder.IsSet())
	}

	test.Tap(n.kind)
	s.jobsDone()
	s.picker().TypedRune('m')
	s.press(fyne.KeyReturn)
	s.jobsDone()
	s.press(fyne.KeyEscape)
	if got := s.asked().Filter.Types; !slices.Equal(got, []string{"mail"}) || n.kind.Words() != "Mail" {
		t.Errorf("searched for types %q, and the chip says %q", got, n.kind.Words())
	}

	test.Tap(n.dated)
	s.jobsDone()
	if got, want := s.offered(), "Any date*|Past week|Past month|Past year|2024|2019"; got != want {
		t.Errorf("dates %q, want %q", got, want)
	}
	s.press(fyne.KeyEnd)
	s.press(fyne.KeyReturn)
	s.jobsDone()
	f := s.asked().Filter
	if f.After.Year() != 2019 || f.Before.Year() != 2020 || n.dated.Words() != "2019" || s.picker() != nil {
		t.Errorf("searched from %v to %v, the chip says %q", f.After, f.Before, n.dated.Words())
	}

	for _, c := range []*view.Chip{n.folder, n.kind, n.dated} {
		c.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDelete})
		s.jobsDone()
	}
	if f := s.asked().Filter; len(f.Folders)+len(f.Types) > 0 || !f.After.IsZero() || !f.Before.IsZero() {
		t.Errorf("after all are cleared the filter is %+v", f)
	}
	if n.folder.Words() != "Any folder" || n.kind.IsSet() {
		t.Errorf("the cleared chips say %q and %q", n.folder.Words(), n.kind.Words())
	}
}

func TestChipIsClearedAtItsCross(t *testing.T) {
	s := open(t, faceted(), Starter{})
	s.ask("notice", 3)
	s.narrow.types = []doc.Family{doc.PDF}
	s.asking.narrowed()
	s.jobsDone()
	c := s.narrow.kind
	test.TapAt(c, fyne.NewPos(c.Size().Width-6, c.Size().Height/2))
	s.jobsDone()
	if c.IsSet() || s.picker() != nil || len(s.asked().Filter.Types) > 0 {
		t.Error("the chip's cross does not clear it")
	}
}

func TestPastDates(t *testing.T) {
	s := open(t, faceted(), Starter{})
	s.narrow.now = func() time.Time { return time.Date(2024, 3, 8, 9, 0, 0, 0, time.UTC) }
	s.ask("notice", 3)
	test.Tap(s.narrow.dated)
	s.jobsDone()
	s.press(fyne.KeyDown)
	s.press(fyne.KeySpace)
	s.jobsDone()
	if got := s.asked().Filter.After.Format(time.DateOnly); got != "2024-03-01" {
		t.Errorf("the past week begins on %s", got)
	}
}

// TestTypedFiltersStandOnTheChips checks that a filter in the question is shown on its chip, and that clearing the chip removes it from the
// question.
func TestTypedFiltersStandOnTheChips(t *testing.T) {
	s := open(t, faceted(), Starter{})
	s.ask(`notice type:pdf,word -type:mail in:docs after:2024`, 3)
	n := s.narrow
	for chip, want := range map[*view.Chip]string{n.kind: "pdf, word, −mail", n.folder: "docs", n.dated: "after:2024"} {
		if chip.Words() != want || !chip.IsSet() {
			t.Errorf("a chip says %q, set %v; want %q", chip.Words(), chip.IsSet(), want)
		}
	}
	n.kind.OnClear()
	s.jobsDone()
	if got, want := s.asking.page.Field.Text(), "notice in:docs after:2024"; got != want {
		t.Errorf("the question is %q, want %q", got, want)
	}
	if n.kind.IsSet() {
		t.Error("the chip is still set")
	}
}

func TestFiltersAloneListDocuments(t *testing.T) {
	lib := faceted()
	lib.search = func(_ context.Context, question string) (index.Result, error) {
		if question == "" {
			return index.Result{Passages: lib.found[:2], Found: 7, Listed: true, Took: time.Millisecond}, nil
		}
		return index.Result{Passages: lib.found, Found: 23, Took: time.Millisecond}, nil
	}
	s := open(t, lib, Starter{})
	s.ask("notice", 3)
	if got, want := s.asking.page.Count(), "3 of 23 passages · 1 ms"; got != want {
		t.Errorf("count %q, want %q", got, want)
	}
	s.narrow.types = []doc.Family{doc.PDF}
	s.asking.narrowed()
	s.asking.page.Field.SetText("")
	s.pass(typingPause)
	s.until("documents are listed", func() bool { return s.asking.page.Results.Len() == 2 })
	if got, want := s.asking.page.Count(), "2 of 7 documents · 1 ms"; got != want || s.asking.page.Welcoming() {
		t.Errorf("count %q, want %q", got, want)
	}
	if items := s.handling.menu(s.handling.current()).Items; items[len(items)-1].Label != "More like this" {
		t.Errorf("the menu of a listed document ends with %q", items[len(items)-1].Label)
	}
	s.narrow.kind.OnClear()
	s.jobsDone()
	if !s.asking.page.Welcoming() {
		t.Error("without a question and a filter the welcome is not shown")
	}
}

func TestMoreIsShown(t *testing.T) {
	lib := library()
	lib.search = func(_ context.Context, _ string) (index.Result, error) {
		var limit int
		lib.locked(func() { limit = lib.limit })
		if limit > index.DefaultLimit {
			return index.Result{Passages: lib.found, Found: 3}, nil
		}
		return index.Result{Passages: lib.found[:2], Found: 3}, nil
	}
	s := open(t, lib, Starter{})
	s.ask("notice", 2)
	s.asking.page.Results.Choose(1)
	s.jobsDone()
	more := s.asking.page.Results.MoreButton()
	if more == nil || more.Words() != "Show more" {
		t.Fatal("no more is offered")
	}
	s.focus(s.asking.page.Results)
	s.press(fyne.KeyDown) // from the last of them
	s.jobsDone()
	if got := s.asking.page.Results.Len(); got != 3 || s.reading.reader.Title() != "letter" || s.asking.page.Results.MoreButton() != nil {
		t.Errorf("%d passages are shown, and the reader is at %q", got, s.reading.reader.Title())
	}
	s.ask("another", 2)
	if got := s.asked().Limit; got != index.DefaultLimit {
		t.Errorf("another question asks for %d passages", got)
	}
}

func TestRankedIsRemembered(t *testing.T) {
	s := open(t, library(), Starter{})
	s.ask("notice", 3)
	order := func() string {
		var titles []string
		for _, p := range s.Window.results.shown {
			titles = append(titles, p.Citation.Title)
		}
		return strings.Join(titles, ", ")
	}
	if got := order(); got != "The lease, The lease, letter" {
		t.Errorf("grouped: %s", got)
	}
	test.Tap(s.narrow.grouped)
	s.jobsDone()
	if got := order(); got != "The lease, letter, The lease" || s.narrow.grouped.Words() != "Ranked" {
		t.Errorf("ranked: %s; the chip says %q", got, s.narrow.grouped.Words())
	}
	if w := s.restarted(); !w.settings.ranked || w.narrow.grouped.Words() != "Ranked" {
		t.Error("the switch is not remembered")
	}
}

func TestTroubleWithAQuestion(t *testing.T) {
	lib := library()
	lib.search = func(_ context.Context, question string) (index.Result, error) {
		if _, err := query.Parse(question); err != nil {
			return index.Result{}, err
		}
		return index.Result{Passages: lib.found}, nil
	}
	s := open(t, lib, Starter{})
	s.asking.onQuestion("after:noon")
	s.jobsDone()
	want := "after:noon: write the date as a year, a month or a day, such as 2024, 2024-05 or 2024-05-31."
	if got := s.asking.page.Bar.Trouble(); got != want || s.asking.page.Welcoming() {
		t.Errorf("said %q, want %q", got, want)
	}
	s.asking.onQuestion("notice")
	s.jobsDone()
	if got := s.asking.page.Bar.Trouble(); got != "" || s.asking.page.Results.Len() != 3 {
		t.Errorf("still said %q", got)
	}
	s.asking.onQuestion("notice after:2024 before:2023")
	s.jobsDone()
	if got := s.asking.page.Bar.Trouble(); !strings.Contains(got, "there is no day between") || s.asking.page.Results.Len() != 3 {
		t.Errorf("said %q over %d passages; those found before have to stay", got, s.asking.page.Results.Len())
	}
}

func TestQueryHelp(t *testing.T) {
	for name, show := range map[string]func(s *stage){
		"F2":         func(s *stage) { s.press(fyne.KeyF2) },
		"the button": func(s *stage) { test.Tap(s.asking.page.Field.HelpButton()) },
	} {
		s := open(t, library(), Starter{})
		show(s)
		sheet := s.sheet()
		if sheet == nil {
			t.Fatalf("%s shows no help", name)
		}
		for _, topic := range query.Help() {
			at := slices.IndexFunc(sheet.Rows(), func(r view.SheetRow) bool { return slices.Contains(r.Keys, topic.Example) })
			if at < 0 || sheet.Rows()[at].Words != capital(topic.Means) {
				t.Errorf("%s is not explained as %q", topic.Example, topic.Means)
			}
		}
		s.press(fyne.KeyEscape)
	}
}

func TestDateWords(t *testing.T) {
	now := time.Date(2024, 3, 8, 0, 0, 0, 0, time.UTC)
	for want, date := range map[string]index.Day{"": 0, "5 Feb": 2024_02_05, "12 May 2023": 2023_05_12, "3 Jan 1890": 1890_01_03} {
		if got := dateWords(date, now); got != want {
			t.Errorf("%v is %q, want %q", date, got, want)
		}
	}
}
