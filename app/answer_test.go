package app

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

	"footnote/index"
)

// quoting returns the library with quotations from its first and third passages.
func quoting() *scripted {
	lib := library()
	quoted := func(passage int, words, marked string) index.Quotation {
		p := lib.found[passage]
		at, m := at(p.Text, words), at(words, marked)
		c := p.Citation
		c.Span = index.Span{Start: c.Span.Start + at.Start, End: c.Span.Start + at.End}
		return index.Quotation{Passage: passage, Text: words, Marks: []index.Span{m}, Citation: c}
	}
	lib.quoted = []index.Quotation{
		quoted(0, "Either party gives two months' notice\nin writing.", "months' notice\nin"),
		quoted(1, "hereby give notice", "notice"),
	}
	return lib
}

func TestTheAnswerStandsAboveThePassages(t *testing.T) {
	s := open(t, quoting(), Starter{})
	s.ask("How much notice?", 3)
	card := s.asking.page.Card
	if !card.Visible() {
		t.Fatal("there is no answer")
	}
	a := card.Answer()
	// The lease's other passage is shown before the letter's, which is the third.
	want := "“Either party gives two months' notice in writing.” [1]\v“hereby give notice” [3]"
	if a.Writing.Text != want || a.Sent != "" || a.Caption != "FROM YOUR DOCUMENTS" {
		t.Errorf("answer %+v, want %q", a, want)
	}
	for i, want := range []string{"months' notice in", "notice"} {
		if m := a.Writing.Marks[i]; a.Writing.Text[m.Start:m.End] != want {
			t.Errorf("marked %q, want %q", a.Writing.Text[m.Start:m.End], want)
		}
	}
}

func TestNumbersLeadToThePassages(t *testing.T) {
	s := open(t, quoting(), Starter{})
	s.ask("How much notice?", 3)
	links := s.asking.page.Card.Links()
	if len(links) != 2 {
		t.Fatalf("%d links, want 2", len(links))
	}
	if s.asking.page.Tip() != nil {
		t.Error("a tip is shown before a number is come to")
	}
	links[1].MouseIn(nil)
	if tip := s.asking.page.Tip(); tip == nil || tip.Title != "letter" || tip.Text[tip.Marks[0].Start:tip.Marks[0].End] != "hereby give notice" {
		t.Errorf("tip %+v", tip)
	}
	links[1].MouseOut()
	if s.asking.page.Tip() != nil {
		t.Error("the tip stays")
	}
	test.Tap(links[1])
	s.until("the letter is read", func() bool { return s.reading.reader.Title() == "letter" })
	if got := s.asking.page.Results.Chosen(); got != 2 {
		t.Errorf("passage %d is chosen, want 2", got)
	}
	s.focus(links[0])
	if tip := s.asking.page.Tip(); tip == nil || tip.Title != "The lease" {
		t.Errorf("tip of the number with the focus: %+v", tip)
	}
	s.press("Return")
	s.until("the lease is read", func() bool { return s.reading.reader.Title() == "The lease" })
}

func TestTheAnswerIsCopied(t *testing.T) {
	s := open(t, quoting(), Starter{})
	s.ask("How much notice?", 3)
	test.Tap(s.asking.page.Card.CopyButton())
	want := leaseCitation + "\n“hereby give notice” — letter, line 1 (/docs/letter.txt)"
	if got := s.app.Clipboard().Content(); got != want {
		t.Errorf("copied %q, want %q", got, want)
	}
}

func TestNoAnswerIsShownWhereNoneIsSure(t *testing.T) {
	lib := quoting()
	s := open(t, lib, Starter{})
	s.ask("How much notice?", 3)
	lib.quoted = nil
	s.ask("How much notion?", 3)
	if s.asking.page.Card.Visible() {
		t.Error("an answer is shown")
	}
	lib.quoted = quoting().quoted
	s.ask("How much notice?", 3)
	s.asking.page.Field.SetText("")
	if s.asking.page.Card.Visible() || s.asking.page.Tip() != nil {
		t.Error("the answer stays when the question goes")
	}
}

func TestFlatten(t *testing.T) {
	text := "  a\n\n b — c\t"
	got, marks := flatten(text, []index.Span{{Start: strings.Index(text, "b"), End: strings.Index(text, "c")}})
	if got != "a b — c" || len(marks) != 1 || got[marks[0].Start:marks[0].End] != "b —" {
		t.Errorf("%q %v", got, marks)
	}
}
