package app

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"footnote/index"
)

const leaseCitation = "“Either party gives two months' notice in writing.” — The lease, p. 3 (/docs/lease.pdf)"

func TestTypeReadCopy(t *testing.T) {
	s := open(t, library(), Starter{})
	if s.win.Canvas().Focused() != s.asking.page.Field.Entry() {
		t.Fatal("the question has not the focus at the start")
	}
	s.ask("How much notice?", 3)
	if got, want := s.asking.page.Count(), "3 passages · 14 ms"; got != want {
		t.Errorf("count %q, want %q", got, want)
	}
	if got := s.reading.reader.Title(); got != "The lease" {
		t.Errorf("the reader shows %q, want %q", got, "The lease")
	}
	s.shortcut(&fyne.ShortcutCopy{Clipboard: s.app.Clipboard()})
	if got := s.app.Clipboard().Content(); got != leaseCitation {
		t.Errorf("copied %q, want %q", got, leaseCitation)
	}
	if left, _ := s.status.Words(); left != "Copied with citation." {
		t.Errorf("the status says %q", left)
	}
}

func TestCopyTakesWhatIsSelectedInTheField(t *testing.T) {
	s := open(t, library(), Starter{})
	s.ask("How much notice?", 3)
	s.asking.page.Field.SelectAll()
	s.shortcut(&fyne.ShortcutCopy{Clipboard: s.app.Clipboard()})
	if got := s.app.Clipboard().Content(); got != "How much notice?" {
		t.Errorf("copied %q, want the selected question", got)
	}
}

func TestArrows(t *testing.T) {
	s := open(t, library(), Starter{})
	s.ask("How much notice?", 3)
	steps := []struct {
		key    fyne.KeyName
		title  string
		chosen int
		focus  any
	}{
		{fyne.KeyDown, "The lease", 0, s.asking.page.Results}, // into the list
		{fyne.KeyDown, "The lease", 1, s.asking.page.Results}, // the lease's other passage
		{fyne.KeyDown, "letter", 2, s.asking.page.Results},
		{fyne.KeyDown, "letter", 2, s.asking.page.Results}, // the end
		{fyne.KeyHome, "The lease", 0, s.asking.page.Results},
		{fyne.KeyEnd, "letter", 2, s.asking.page.Results},
		{fyne.KeyReturn, "letter", 2, s.reading.reader},
		{fyne.KeyEscape, "letter", 2, s.asking.page.Results},
		{fyne.KeyUp, "The lease", 1, s.asking.page.Results},
		{fyne.KeyUp, "The lease", 0, s.asking.page.Results},
		{fyne.KeyUp, "The lease", 0, s.asking.page.Field.Entry()},
	}
	for i, step := range steps {
		s.press(step.key)
		s.until("the reader shows "+step.title, func() bool { return s.reading.reader.Title() == step.title })
		if got := s.asking.page.Results.Chosen(); got != step.chosen {
			t.Fatalf("step %d, %s: passage %d is chosen, want %d", i, step.key, got, step.chosen)
		}
		if got := s.win.Canvas().Focused(); got != step.focus {
			t.Fatalf("step %d, %s: %T has the focus, want %T", i, step.key, got, step.focus)
		}
	}
}

func TestClickChooses(t *testing.T) {
	s := open(t, library(), Starter{})
	s.ask("How much notice?", 3)
	test.Tap(s.asking.page.Results.Row(2))
	s.until("the letter is read", func() bool { return s.reading.reader.Title() == "letter" })
	if s.asking.page.Results.Chosen() != 2 {
		t.Errorf("passage %d is chosen, want 2", s.asking.page.Results.Chosen())
	}
}

func TestTypingAsksAfterAPause(t *testing.T) {
	s := open(t, library(), Starter{})
	test.Type(s.asking.page.Field.Entry(), "not")
	s.pass(typingPause - time.Millisecond)
	test.Type(s.asking.page.Field.Entry(), "ice")
	s.pass(typingPause - time.Millisecond)
	if s.lib.searched() != 0 {
		t.Fatalf("%d searches before the pause", s.lib.searched())
	}
	s.pass(time.Millisecond)
	s.until("passages are shown", func() bool { return s.asking.page.Results.Len() == 3 })
	s.pass(2 * typingPause)
	if s.lib.searched() != 1 {
		t.Errorf("%d searches, want 1", s.lib.searched())
	}
}

func TestEnterAsksAtOnce(t *testing.T) {
	s := open(t, library(), Starter{})
	test.Type(s.asking.page.Field.Entry(), "notice")
	s.press(fyne.KeyReturn)
	s.until("passages are shown", func() bool { return s.asking.page.Results.Len() == 3 })
	s.pass(2 * typingPause)
	if s.lib.searched() != 1 {
		t.Errorf("%d searches, want 1", s.lib.searched())
	}
}

func TestLateAnswerIsDropped(t *testing.T) {
	lib := library()
	all := lib.found
	began, release, returned := make(chan context.Context, 2), make(chan struct{}), make(chan struct{})
	lib.search = func(ctx context.Context, question string) (index.Result, error) {
		if question == "first" {
			began <- ctx
			<-release // deaf to cancelling, as a search in its last step may be
			defer close(returned)
			return index.Result{Passages: all}, nil
		}
		return index.Result{Passages: all[1:2]}, nil
	}
	s := open(t, lib, Starter{})
	s.asking.onQuestion("first")
	first := <-began
	s.asking.onQuestion("second")
	if first.Err() == nil {
		t.Error("the first search was not cancelled")
	}
	s.until("the second answer is shown", func() bool { return s.asking.page.Results.Len() == 1 })
	close(release)
	<-returned
	s.jobs.running.Wait()
	s.run()
	if got := s.asking.page.Results.Len(); got != 1 {
		t.Errorf("%d passages are shown, want the second question's 1", got)
	}
}

func TestSlowSearchSaysSo(t *testing.T) {
	lib := library()
	release := make(chan struct{})
	lib.search = func(context.Context, string) (index.Result, error) {
		<-release
		return index.Result{Passages: lib.found}, nil
	}
	s := open(t, lib, Starter{})
	s.asking.onQuestion("notice")
	s.pass(quietWait)
	if m := s.asking.page.Message(); m == nil || m.Words()[0] != "Searching…" {
		t.Errorf("the window does not say that it searches")
	}
	close(release)
	s.until("passages are shown", func() bool { return s.asking.page.Results.Len() == 3 && s.asking.page.Message() == nil })
}

// TestTypingKeepsTheLayout types a question of which some beginnings find nothing. The passages, the reader and the field stay where they
// are until typing has paused for long.
func TestTypingKeepsTheLayout(t *testing.T) {
	lib := library()
	all := lib.found
	lib.search = func(_ context.Context, question string) (index.Result, error) {
		if strings.HasSuffix(question, "x") {
			return index.Result{}, nil
		}
		return index.Result{Passages: all}, nil
	}
	s := open(t, lib, Starter{})
	s.ask("notice", 3)
	width := s.asking.page.Field.Size().Width
	stays := func(after string) {
		t.Helper()
		if s.asking.page.Message() != nil || s.asking.page.Results.Len() != 3 || s.reading.document == nil || !s.reading.reader.Visible() {
			t.Errorf("after %s the passages or the reader are gone", after)
		}
		if got := s.asking.page.Field.Size().Width; got != width {
			t.Errorf("after %s the field is %v wide, want %v", after, got, width)
		}
	}
	for _, key := range []string{" ", "x", "x", "y", "x"} {
		test.Type(s.asking.page.Field.Entry(), key)
		s.pass(typingPause)
		s.jobsDone()
		stays(key)
	}
	s.pass(nothingPause)
	if s.asking.page.Message() == nil {
		t.Error("the window never says that nothing was found")
	}
	if got := s.asking.page.Field.Size().Width; got != width {
		t.Errorf("beside the message the field is %v wide, want %v", got, width)
	}
	s.asking.page.Field.SetText("notice")
	s.ask("notice", 3)
	s.asking.page.Field.SetText("notice x")
	s.press(fyne.KeyReturn)
	s.jobsDone()
	if s.asking.page.Message() == nil {
		t.Error("after Enter the window does not say at once that nothing was found")
	}
}

// TestTypingPauseFollowsTheSearches checks that the window waits about as long for the next key as a search takes.
func TestTypingPauseFollowsTheSearches(t *testing.T) {
	lib := library()
	s := open(t, lib, Starter{})
	takes := time.Duration(0)
	lib.search = func(context.Context, string) (index.Result, error) {
		s.mu.Lock()
		s.now += takes
		s.mu.Unlock()
		return index.Result{Passages: lib.found}, nil
	}
	for _, step := range []struct{ takes, want time.Duration }{{20 * time.Millisecond, leastPause}, {280 * time.Millisecond, 150 * time.Millisecond}, {time.Minute, longestPause}} {
		takes = step.takes
		s.asking.onQuestion("takes " + takes.String())
		s.jobsDone()
		if got := s.asking.typingWait(); got != step.want {
			t.Errorf("after a search of %v the window waits %v, want %v", step.takes, got, step.want)
		}
	}
	searches := lib.searched()
	test.Type(s.asking.page.Field.Entry(), "a")
	s.pass(longestPause - time.Millisecond)
	if lib.searched() != searches {
		t.Error("it does not wait")
	}
	s.pass(time.Millisecond)
	s.jobsDone()
	if lib.searched() != searches+1 {
		t.Error("it waits too long")
	}
}

func TestStates(t *testing.T) {
	for name, tc := range map[string]struct {
		result index.Result
		err    error
		empty  bool // the library
		want   string
	}{
		"nothing found":     {want: "Nothing in your documents answers this"},
		"nothing to search": {empty: true, want: "There is nothing to search yet"},
		"too long":          {err: index.ErrQuestionTooLong, want: "The search failed. The question is too long."},
		"failure":           {err: errors.New("disk on fire"), want: "The search failed. Footnote doesn't know why. Nothing else was changed. Try again."},
	} {
		t.Run(name, func(t *testing.T) {
			lib := library()
			if tc.empty {
				lib.status = index.Status{}
			}
			s := open(t, lib, Starter{})
			s.ask("notice", 3)
			lib.search = func(context.Context, string) (index.Result, error) { return tc.result, tc.err }
			s.asking.onQuestion("other")
			s.until("a message is shown", func() bool { return s.asking.page.Message() != nil })
			words := s.asking.page.Message().Words()
			if got := strings.Join(words, " "); !strings.HasPrefix(got, tc.want) || len(words) < 2 {
				t.Errorf("it says %q, want %q and what to do", got, tc.want)
			}
			if s.reading.document != nil {
				t.Error("the reader still shows a document beside the message")
			}
			s.press(fyne.KeyEscape)
			if !s.asking.page.Welcoming() || s.asking.page.Field.Text() != "" {
				t.Error("Escape does not lead back to the beginning")
			}
		})
	}
}

func TestUnopenedLibrarySaysWhy(t *testing.T) {
	lib := library()
	s := stageWindow(t, lib, Options{Dir: t.TempDir(), Open: func() (Library, error) { return nil, index.ErrNotLibrary }})
	s.until("a message is shown", func() bool { return s.asking.page.Message() != nil })
	if got := s.asking.page.Message().Words()[0]; got != "The library could not be opened." {
		t.Errorf("it says %q", got)
	}
	s.shelves.addSources([]string{"/tmp"}) // must not fail though there is no library
	test.Type(s.asking.page.Field.Entry(), "still here")
	s.pass(typingPause)
}

func TestQuestionTypedBeforeTheLibraryIsOpen(t *testing.T) {
	lib, release := library(), make(chan struct{})
	s := stageWindow(t, lib, Options{Dir: t.TempDir(), Open: func() (Library, error) { <-release; return lib, nil }})
	test.Type(s.asking.page.Field.Entry(), "notice")
	s.pass(typingPause)
	close(release)
	s.until("passages are shown", func() bool { return s.asking.page.Results.Len() == 3 })
}

func TestChangeElsewhereIsShown(t *testing.T) {
	lib := library()
	all := lib.found
	lib.found = all[:1]
	s := open(t, lib, Starter{})
	s.ask("notice", 1)
	lib.locked(func() { lib.found, lib.changed, lib.status.Documents = all, true, 12 })
	s.pass(pollInterval)
	s.until("the new passages are shown", func() bool { return s.asking.page.Results.Len() == 3 })
	s.until("the new count is shown", func() bool {
		_, right := s.status.Words()
		return right == "12 documents · 3 passages · nothing leaves this computer"
	})
	if s.asking.page.Results.Chosen() != 0 {
		t.Errorf("passage %d is chosen, want the one that was", s.asking.page.Results.Chosen())
	}
}

func TestStepsWithinTheDocument(t *testing.T) {
	s := open(t, library(), Starter{})
	s.ask("notice", 3)
	s.results.onStep(1)
	if got := s.asking.page.Results.Chosen(); got != 1 {
		t.Fatalf("passage %d is chosen, want the lease's second", got)
	}
	s.results.onStep(1) // the next is another document's
	if got := s.asking.page.Results.Chosen(); got != 1 {
		t.Errorf("passage %d is chosen, want the step to stay in the document", got)
	}
}

func TestOpenInItsOwnProgram(t *testing.T) {
	s := open(t, library(), Starter{})
	opened := make(chan string, 1)
	s.Window.open = func(path string, _ int) error { opened <- path; return errors.New("no program for it") }
	s.ask("notice", 3)
	s.shortcut(ctrl(fyne.KeyO))
	if got := <-opened; got != "/docs/lease.pdf" {
		t.Errorf("opened %q", got)
	}
	s.until("the failure is told", func() bool { return s.win.Canvas().Overlays().Top() != nil })
}

func TestSlashAndCtrlKLeadToTheQuestion(t *testing.T) {
	s := open(t, library(), Starter{})
	s.ask("notice", 3)
	for name, lead := range map[string]func(){
		"slash":  func() { s.win.Canvas().Focused().TypedRune('/') },
		"Ctrl K": func() { s.shortcut(ctrl(fyne.KeyK)) },
	} {
		s.focus(s.reading.reader)
		lead()
		if s.win.Canvas().Focused() != s.asking.page.Field.Entry() {
			t.Errorf("%s does not lead to the question", name)
		}
		if s.asking.page.Field.Text() != "notice" {
			t.Errorf("%s changed the question to %q", name, s.asking.page.Field.Text())
		}
	}
	s.turn(pageLibrary)
	s.shortcut(ctrl(fyne.KeyK))
	if !s.split.Visible() || s.win.Canvas().Focused() != s.asking.page.Field.Entry() {
		t.Error("Ctrl K does not lead from the library to the question")
	}
}

func TestStarterQuestionAsks(t *testing.T) {
	lib := library()
	s := open(t, lib, Starter{Unpack: func(string) error { return nil }, Questions: []string{"Who?", "Why?"}})
	if n := len(s.asking.page.Welcome.Pills()); n != 0 {
		t.Fatalf("%d questions are offered without the documents that answer them", n)
	}
	lib.locked(func() { lib.status.Sources = append(lib.status.Sources, index.Source{Path: s.starterDir}) })
	s.shelves.look(nil)
	s.until("the questions are offered", func() bool { return len(s.asking.page.Welcome.Pills()) == 2 })
	test.Tap(s.asking.page.Welcome.Pills()[1])
	s.until("passages are shown", func() bool { return s.asking.page.Results.Len() == 3 })
	if got := s.asking.page.Field.Text(); got != "Why?" {
		t.Errorf("the field says %q, want the question", got)
	}
}

func TestPassageThatIsGone(t *testing.T) {
	lib := library()
	d := lib.documents["/docs/lease.pdf"]
	d.Text = "New words. " + lease
	lib.documents["/docs/lease.pdf"] = d
	s := open(t, lib, Starter{})
	s.ask("notice", 3)
	if got, want := s.reading.reader.Marked(), len("New words. ")+lib.found[0].Citation.Span.Start; got.Start != want {
		t.Errorf("marked from %d, want %d: where the words are now", got.Start, want)
	}
	d.Text = "All other words."
	lib.locked(func() { lib.documents["/docs/lease.pdf"] = d })
	s.libraryChanged()
	s.until("nothing is marked", func() bool { return s.reading.reader.Marked().End == 0 })
}

func TestPassageRowLeavesOutItsHeading(t *testing.T) {
	p := index.Passage{
		Text:       "## Leaving\n\nGive notice in time.",
		Highlights: []index.Span{{Start: 3, End: 10}, {Start: 17, End: 23}},
		Best:       index.Span{Start: 12, End: 32},
		Citation:   index.Citation{Place: index.Place{Heading: []string{"Lease", "Leaving"}}},
	}
	l := &listing{shell: &shell{}, judging: &judging{}}
	got := l.row(p)
	if got.Text != "\nGive notice in time." || len(got.Marks) != 1 || got.Text[got.Marks[0].Start:got.Marks[0].End] != "notice" {
		t.Errorf("text %q, marks %v", got.Text, got.Marks)
	}
	if got.Text[got.Best.Start:got.Best.End] != "Give notice in time." {
		t.Errorf("best %v", got.Best)
	}
	p.Text = "## Leaving"
	p.Highlights, p.Best = nil, index.Span{}
	if got := l.row(p); got.Text != p.Text {
		t.Errorf("text %q, want a heading alone to stay", got.Text)
	}
}

func TestAnotherQuestionChoosesItsFirstPassage(t *testing.T) {
	lib := library()
	s := open(t, lib, Starter{})
	s.ask("notice", 3)
	s.asking.page.Results.Choose(2)
	s.asking.askAgain()
	s.until("the answer is shown", func() bool { return s.jobsDone() && lib.searched() == 2 })
	if got := s.asking.page.Results.Chosen(); got != 2 {
		t.Errorf("asked again: passage %d is chosen, want the one that was", got)
	}
	s.asking.onQuestion("keys")
	s.until("the answer is shown", func() bool { return s.jobsDone() && lib.searched() == 3 })
	if got := s.asking.page.Results.Chosen(); got != 0 {
		t.Errorf("another question: passage %d is chosen, want the first", got)
	}
}

func TestNearestIsOffered(t *testing.T) {
	lib := library()
	near := lib.found
	s := open(t, lib, Starter{})
	lib.locked(func() {
		lib.quoted = []index.Quotation{{Passage: 0}}
		lib.search = func(context.Context, string) (index.Result, error) {
			var r index.Result
			lib.locked(func() {
				if lib.asked.Weak {
					r = index.Result{Passages: near, Found: len(near)}
				}
			})
			return r, nil
		}
	})
	s.asking.onQuestion("notice")
	s.until("it is offered", func() bool { m := s.asking.page.Message(); return m != nil && m.Offered() != nil })
	s.asking.page.Message().Offered().Tapped(nil)
	s.until("what comes nearest is shown", func() bool { return s.asking.page.Results.Len() == len(near) })
	if got := s.asking.page.Count(); !strings.HasPrefix(got, "Nothing answers this; these are the closest passages") {
		t.Errorf("it says %q", got)
	}
	if !s.asking.page.Card.Hidden {
		t.Error("what only comes near is quoted as an answer")
	}
	s.asking.onQuestion("another")
	s.until("another question is not answered by what comes nearest", func() bool { return s.asking.page.Message() != nil })
	if s.asking.page.Message().Offered() == nil {
		t.Error("it is not offered for another question")
	}
	lib.locked(func() { lib.status.Documents = 0 })
	s.shelves.look(nil)
	s.until("the library is known to be empty", func() bool { return s.shelves.holds.Documents == 0 })
	s.asking.onQuestion("a third")
	s.until("nothing is offered where there is nothing to search", func() bool {
		m := s.asking.page.Message()
		return m != nil && m.Words()[0] == "There is nothing to search yet" && m.Offered() == nil
	})
}
