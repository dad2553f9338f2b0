package app

import (
	"context"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"footnote/index"
)

// choose performs an item of the passage's menu.
func (s *stage) choose(label string) {
	s.Helper()
	for _, item := range s.handling.menu(s.handling.current()).Items {
		if item.Label == label {
			item.Action()
			s.jobsDone()
			return
		}
	}
	s.Fatalf("the menu has no %q", label)
}

func TestMoreLikeThis(t *testing.T) {
	s := open(t, library(), Starter{})
	s.ask("How much notice?", 3)
	s.choose("More like this")
	var like []index.Citation
	s.lib.locked(func() { like = s.lib.like })
	if len(like) != 1 || !same(like[0], s.lib.found[0].Citation) {
		t.Fatalf("others were asked for like %+v", like)
	}
	if c := s.judging.like; c.Hidden || c.Words() != "Like: The lease, p. 3" || s.asking.page.Results.Len() != 2 {
		t.Errorf("the chip says %q, %d passages", c.Words(), s.asking.page.Results.Len())
	}
	s.judging.like.OnClear()
	s.jobsDone()
	if !s.judging.like.Hidden || s.asking.page.Results.Len() != 3 {
		t.Error("clearing the chip does not ask the question again")
	}
	s.choose("More like this")
	s.ask("Another question", 3)
	if !s.judging.like.Hidden {
		t.Error("another question is still asked as one for others like a passage")
	}
}

func TestMarksMoveTheQuestionAndAreUndone(t *testing.T) {
	s := open(t, library(), Starter{})
	s.ask("How much notice?", 3)
	s.choose("This is right")
	s.asking.page.Results.Choose(1)
	s.jobsDone()
	s.choose("This is not right")
	opt := s.asked()
	if len(opt.Right) != 1 || len(opt.Wrong) != 1 || !same(opt.Right[0], s.lib.found[0].Citation) {
		t.Fatalf("asked with %+v", opt)
	}
	if c := s.judging.marked; c.Hidden || c.Words() != "2 marked · undo" {
		t.Errorf("the chip says %q", c.Words())
	}
	s.asking.askAgain() // the library changed
	s.jobsDone()
	if opt := s.asked(); len(opt.Right) != 1 || len(opt.Wrong) != 1 {
		t.Errorf("asked again with %+v", opt)
	}
	test.Tap(s.judging.marked)
	s.jobsDone()
	if opt := s.asked(); len(opt.Right)+len(opt.Wrong) != 0 || !s.judging.marked.Hidden {
		t.Errorf("after undo asked with %+v", opt)
	}
	s.asking.page.Results.Choose(0)
	s.choose("This is right")
	s.choose("Remove “This is right”")
	if opt := s.asked(); len(opt.Right) != 0 {
		t.Errorf("taken back, asked with %+v", opt)
	}
	s.choose("This is right")
	s.ask("Another question", 3)
	if opt := s.asked(); len(opt.Right) != 0 {
		t.Errorf("another question is moved by %+v", opt)
	}
}

func TestWhyThis(t *testing.T) {
	lib := library()
	lib.explain = func(c index.Citation) (index.Explanation, error) {
		words := []index.Contribution{
			{Span: index.Span{Start: 0, End: 6}, Weight: 0.014},
			{Span: index.Span{Start: 7, End: 12}, Weight: -0.024},
			{Span: index.Span{Start: 13, End: 18}, Weight: 0.004},
			{Span: index.Span{Start: 19, End: 22}, Weight: 0.1},
			{Span: index.Span{Start: 23, End: 30}, Weight: 0.204},
			{Span: index.Span{Start: 31, End: 37}, Weight: 0.305},
		}
		return index.Explanation{Cosine: 0.703, Above: 0.1, Words: words}, nil
	}
	s := open(t, lib, Starter{})
	s.ask("How much notice?", 3)
	before := s.asking.page.Results.Row(0).Size().Height
	s.choose("Why this?")
	row := s.results.row(s.Window.results.shown[0])
	const said = "It has these words of your question: eit. Close to it in meaning: notice, months', two."
	if row.Why != said {
		t.Errorf("why: %q, want %q", row.Why, said)
	}
	s.judging.onDetails(s.results.shown[0])
	const want = "Meaning 0.70 = notice 0.31 + months' 0.20 + two 0.10 + either 0.01 + gives 0.00 + 1 other word −0.02 + title and headings 0.10"
	if words, _ := s.dialogShown(); !strings.Contains(words, want) {
		t.Errorf("the details say %q, want %q", words, want)
	}
	s.tapInDialog("Close")
	for grade, words := range [][]string{{"months'", "notice"}, {"two"}, nil} {
		var got []string
		for _, m := range row.Grades[grade] {
			got = append(got, row.Text[m.Start:m.End])
		}
		if strings.Join(got, " ") != strings.Join(words, " ") {
			t.Errorf("grade %d: %q, want %q", grade, got, words)
		}
	}
	if after := s.asking.page.Results.Row(0).Size().Height; after <= before || s.asking.page.Results.Chosen() != 0 {
		t.Errorf("the row is %v high, before %v; passage %d is chosen", after, before, s.asking.page.Results.Chosen())
	}
	s.choose("Hide explanation")
	if got := s.asking.page.Results.Row(0).Size().Height; got != before {
		t.Errorf("hidden again, the row is %v high, before %v", got, before)
	}
	lib.explain = nil
	s.choose("Why this?")
	if left, _ := s.status.Words(); !strings.HasPrefix(left, "Footnote can't explain why") {
		t.Errorf("the status says %q", left)
	}
}

func TestMenuSaysWhatTheScoreIsMadeOf(t *testing.T) {
	lib := library()
	lib.found[0].Score, lib.found[0].Words, lib.found[0].Meaning = 0.83, 0.514, 0.206
	lib.found[0].Evidence = index.Evidence{Score: 0.72, Weight: 0.3, Terms: 1, Chunks: 3}
	s := open(t, lib, Starter{})
	s.ask("How much notice?", 3)
	const want = "83 % likely to answer: words 0.51, meaning 0.21"
	s.choose("Match details…")
	if words, _ := s.dialogShown(); !strings.Contains(words, want) || !strings.Contains(words, "Strong match") {
		t.Errorf("the details say %q, want %q", words, want)
	}
	s.tapInDialog("Close")
	row := s.asking.page.Results.Row(0)
	row.ComeToScore(true)
	if tip := s.asking.page.Tip(); tip == nil || tip.Place != "Strong match" {
		t.Errorf("the tip says %+v, want %q", tip, want)
	}
	row.ComeToScore(false)
	if s.asking.page.Tip() != nil {
		t.Error("the tip stays")
	}
}

func TestHistory(t *testing.T) {
	s := open(t, faceted(), Starter{})
	s.press(fyne.KeyUp)
	if s.picker() != nil {
		t.Fatal("a history is shown before anything was asked")
	}
	for _, q := range []string{"rent", "notice", "rent"} {
		s.asking.page.Field.SetText(q)
		s.press(fyne.KeyReturn)
		s.jobsDone()
	}
	s.ask("keys", 3) // typed, and nothing of it used
	s.ask("deposit", 3)
	s.asking.page.Results.Choose(1)
	s.press(fyne.KeyEscape)
	s.press(fyne.KeyUp)
	if got, want := s.offered(), "deposit|rent|notice|Clear history"; got != want {
		t.Fatalf("history %q, want %q", got, want)
	}
	s.press(fyne.KeyDown)
	s.press(fyne.KeyDelete)
	s.press(fyne.KeyReturn)
	s.jobsDone()
	if got := s.asking.page.Field.Text(); got != "notice" || s.picker() != nil || s.asking.page.Results.Len() != 3 {
		t.Errorf("recalled %q, %d passages", got, s.asking.page.Results.Len())
	}
	if got := strings.Join(s.restarted().history.asked, "|"); got != "notice|deposit" {
		t.Errorf("after a restart the history is %q", got)
	}
	s.press(fyne.KeyEscape)
	s.press(fyne.KeyUp)
	s.press(fyne.KeyEnd)
	s.press(fyne.KeyReturn)
	if len(s.history.asked) != 0 || len(s.restarted().history.asked) != 0 {
		t.Errorf("the cleared history has %q", s.history.asked)
	}
	for i := range 2 * maxHistory {
		s.asking.page.Field.SetText(strings.Repeat("x", i+1))
		s.history.remember()
	}
	if len(s.history.asked) != maxHistory {
		t.Errorf("the history has grown to %d searches", len(s.history.asked))
	}
}

func TestHistoryKeepsWhatWasUsed(t *testing.T) {
	s := open(t, library(), Starter{})
	s.Window.open = func(string, int) error { return nil }
	for question, use := range map[string]func(){"copied": s.handling.onCopy, "opened": s.handling.onOpen, "looked at": func() {}} {
		s.ask(question, 3)
		use()
		if kept := len(s.history.asked) > 0 && s.history.asked[0] == question; kept != (question != "looked at") {
			t.Errorf("%s: the history is %q", question, s.history.asked)
		}
	}
}

func TestSavedSearches(t *testing.T) {
	s := open(t, faceted(), Starter{Questions: []string{"What is tea?"}})
	s.ask("notice", 3)
	s.narrow.folders = []string{"/docs/old mail"}
	s.asking.narrowed()
	s.jobsDone()
	s.shortcut(saveKey)
	const want = `notice in:"/docs/old mail"`
	if got := strings.Join(s.history.saved, "|"); got != want {
		t.Fatalf("saved %q, want %q", got, want)
	}
	s.narrow.folder.OnClear()
	s.jobsDone()
	s.asking.page.Field.SetText("")
	s.jobsDone()
	saved := s.asking.page.Welcome.Saved()
	if len(saved) != 1 || saved[0].Words() != want || !s.asking.page.Welcoming() {
		t.Fatalf("the welcome offers %d saved searches", len(saved))
	}
	test.Tap(saved[0])
	s.jobsDone()
	if s.asking.page.Field.Text() != want || s.narrow.folder.Words() != "/docs/old mail" {
		t.Errorf("asked %q; the folder's chip says %q", s.asking.page.Field.Text(), s.narrow.folder.Words())
	}
	if got := strings.Join(s.restarted().history.saved, "|"); got != want {
		t.Errorf("after a restart saved are %q", got)
	}
	test.Tap(s.asking.page.Field.SaveButton())
	if len(s.history.saved) != 0 || len(s.asking.page.Welcome.Saved()) != 0 {
		t.Errorf("no longer saved, there is %q", s.history.saved)
	}
	s.shortcut(saveKey)
	s.asking.page.Welcome.OnUnsave(want)
	if len(s.history.saved) != 0 {
		t.Errorf("removed from the welcome, there is %q", s.history.saved)
	}
}

// TestTypingAfterTheHistory checks that typing goes into the field after the history is closed.
func TestTypingAfterTheHistory(t *testing.T) {
	lib := library()
	lib.search = func(_ context.Context, _ string) (index.Result, error) { return index.Result{Passages: lib.found}, nil }
	s := open(t, lib, Starter{})
	s.asking.page.Field.SetText("rent")
	s.press(fyne.KeyReturn)
	s.jobsDone()
	s.press(fyne.KeyEscape)
	s.press(fyne.KeyUp)
	s.press(fyne.KeyEscape)
	s.win.Canvas().Focused().TypedRune('n')
	if got := s.asking.page.Field.Text(); got != "n" {
		t.Errorf("the field has %q, want what was typed", got)
	}
}

// TestGroupingKeepsWorsePassagesBelow checks that a document's near-zero passage does not stand above a clearly better one of another.
func TestGroupingKeepsWorsePassagesBelow(t *testing.T) {
	lib := library()
	for i, score := range []float64{0.9, 0.7, 0.02} { // lease, letter, lease
		lib.found[i].Score = score
	}
	s := open(t, lib, Starter{})
	s.ask("How much notice?", 3)
	for i, want := range []string{"/docs/lease.pdf", "/docs/letter.txt", "/docs/lease.pdf"} {
		if got := s.results.shown[i].Citation.Path; got != want {
			t.Errorf("place %d has a passage of %s, want %s", i+1, got, want)
		}
	}
	for i, want := range []string{"Strong", "Strong", "Weak"} {
		if got := s.results.row(s.results.shown[i]).Match; got != want {
			t.Errorf("passage %d is a %q match, want %q", i+1, got, want)
		}
	}
}
