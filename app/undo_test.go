package app

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"
)

// undoKeys is Ctrl+Z, as Fyne sends it.
var undoKeys = &fyne.ShortcutUndo{}

func TestClearingTheQuestionIsUndone(t *testing.T) {
	for name, clear := range map[string]func(s *stage){
		"Esc":        func(s *stage) { s.press(fyne.KeyEscape) },
		"the button": func(s *stage) { test.Tap(s.asking.page.Field.ClearButton()) },
	} {
		for by, undo := range map[string]func(s *stage){
			"Ctrl+Z":   func(s *stage) { s.shortcut(undoKeys) },
			"the line": func(s *stage) { test.Tap(s.status.UndoButton()) },
		} {
			t.Run(name+" and "+by, func(t *testing.T) {
				s := open(t, library(), Starter{})
				s.ask("How much notice?", 3)
				clear(s)
				if !s.asking.page.Welcoming() || !s.status.UndoButton().Visible() {
					t.Fatal("the question is not cleared, or nothing offers to undo that")
				}
				undo(s)
				s.until("the passages are back", func() bool { return s.asking.page.Results.Len() == 3 && !s.asking.page.Welcoming() })
				if got := s.asking.page.Field.Text(); got != "How much notice?" {
					t.Errorf("the question is %q", got)
				}
				s.pass(undoTime)
				if left, _ := s.status.Words(); left != "" {
					t.Errorf("the notice %q stays", left)
				}
			})
		}
	}
}

// TestTheLastIsUndoneFirst checks that Ctrl+Z in the field undoes what was typed there, or what was done since.
func TestTheLastIsUndoneFirst(t *testing.T) {
	s := open(t, library(), Starter{})
	s.ask("How much notice?", 3)
	s.shortcut(ctrl(fyne.KeyB))
	s.shortcut(ctrl(fyne.KeyB)) // removed again
	test.Type(s.asking.page.Field.Entry(), "?")
	s.shortcut(undoKeys)
	if len(s.words()) != 0 {
		t.Fatal("the removal is undone before the typing")
	}
	if got := s.asking.page.Field.Text(); got != "How much notice?" {
		t.Errorf("the question is %q", got)
	}
	s.shortcut(ctrl(fyne.KeyB))
	s.shortcut(ctrl(fyne.KeyB))
	s.shortcut(undoKeys)
	if got := s.words(); !slices.Equal(got, []string{notice}) {
		t.Errorf("the basket holds %q", got)
	}
}

func TestRemovalFromTheBasketIsUndone(t *testing.T) {
	s := open(t, library(), Starter{})
	s.basket.kept = slices.Clone(s.lib.found)
	s.basket.changed(0)
	s.turn(pageBasket)
	before := s.words()
	s.press(fyne.KeyDelete)
	s.press(fyne.KeyDelete)
	s.shortcut(undoKeys)
	s.shortcut(undoKeys)
	if got := s.words(); !slices.Equal(got, before) || !slices.Equal(s.saved(), s.kept()) {
		t.Errorf("the basket holds %q, want %q; saved is %q", got, before, s.saved())
	}
	s.shortcut(undoKeys)
	if left, _ := s.status.Words(); left != "There is nothing to undo." {
		t.Errorf("a third time it says %q", left)
	}
}

// kept returns the texts of the passages in the basket.
func (s *stage) kept() (texts []string) {
	for _, p := range s.basket.kept {
		texts = append(texts, p.Text)
	}
	return texts
}

func TestMarksAndStoredSearchesAreUndone(t *testing.T) {
	s := open(t, library(), Starter{})
	s.ask("notice", 3)
	s.press(fyne.KeyReturn)
	s.jobsDone()
	s.shortcut(saveKey)
	s.shortcut(saveKey)
	if len(s.history.saved) != 0 {
		t.Fatal("it is still saved")
	}
	s.shortcut(undoKeys)
	if !slices.Equal(s.history.saved, []string{"notice"}) {
		t.Errorf("saved are %q", s.history.saved)
	}
	s.judging.onMark(s.results.shown[0], true)
	s.jobsDone()
	s.judging.onUndoMarks()
	s.jobsDone()
	s.undo()
	s.jobsDone()
	if len(s.judging.right) != 1 {
		t.Error("the mark is not back")
	}
	s.history.changed("")
	s.history.setAsked(nil)
	s.undo()
	if !slices.Equal(s.history.asked, []string{"notice"}) {
		t.Errorf("the history is %q", s.history.asked)
	}
}

// TestQuestionsThatWereLookedAtAreKept types a question with a long pause in it: the history keeps the whole of it, once.
func TestQuestionsThatWereLookedAtAreKept(t *testing.T) {
	s := open(t, library(), Starter{})
	s.ask("notice", 3)
	s.pass(lookTime / 2)
	if len(s.history.asked) != 0 {
		t.Errorf("kept too early: %q", s.history.asked)
	}
	s.pass(lookTime)
	test.Type(s.asking.page.Field.Entry(), " period")
	s.pass(typingPause)
	s.jobsDone()
	s.pass(lookTime)
	if !slices.Equal(s.history.asked, []string{"notice period"}) {
		t.Errorf("the history is %q", s.history.asked)
	}
}

func TestQuitAndClose(t *testing.T) {
	s := open(t, library(), Starter{})
	quits := 0
	s.desk.exit = func() { quits++ }
	s.shortcut(ctrl(fyne.KeyQ))
	if quits != 1 {
		t.Error("Ctrl+Q does not quit")
	}
	s.showKeys()
	s.onShortcut(ctrl(fyne.KeyW))
	if s.sheet() != nil {
		t.Error("Ctrl+W does not close the list of keys")
	}
	slip := s.openSlip(ignoreButton)
	slip.Entry().SetText("*.tmp")
	s.onShortcut(ctrl(fyne.KeyQ))
	if quits != 1 || s.win.Canvas().Overlays().Top() == slip {
		t.Error("Ctrl+Q loses the rules that were typed, or does not ask about them")
	}
	tapInDialog(t, s, "Keep editing")
	s.onShortcut(ctrl(fyne.KeyW))
	tapInDialog(t, s, "Discard")
	closed := false
	s.win.SetOnClosed(func() { closed = true })
	s.shortcut(ctrl(fyne.KeyW))
	if !closed {
		t.Error("Ctrl+W does not close the window")
	}
}

func TestHelpIsInSight(t *testing.T) {
	s := open(t, library(), Starter{})
	test.Tap(s.frame.Rail().Stop(stopHelp))
	if s.sheet() == nil {
		t.Fatal("no list of keys is shown")
	}
	s.press(fyne.KeyEscape)
	if !s.split.Visible() {
		t.Error("another page is shown")
	}
}

func TestAboutNamesWhatIsBuiltIn(t *testing.T) {
	s := open(t, library(), Starter{})
	s.opt.Version = "1.2.3"
	section := s.prefs.aboutSection()
	if section.Lines[0] != "Version 1.2.3" || !strings.Contains(section.Lines[2], filepath.Base(s.opt.Dir)) {
		t.Errorf("it says %q", section.Lines)
	}
	test.Tap(section.Buttons[0])
	slip := s.topSlip()
	slip.Entry().SetText("FYNE")
	if got := names(slip); !slices.Contains(got, "fyne.io/fyne/v2") || slices.Contains(got, "modernc.org/sqlite") {
		t.Fatalf("listed are %q", got)
	}
	slip.OnAct(slices.Index(names(slip), "fyne.io/fyne/v2"), 0)
	for _, o := range test.LaidOutObjects(s.win.Canvas().Overlays().Top()) {
		if l, ok := o.(*widget.Label); ok && strings.Contains(l.Text, "BSD 3-Clause") {
			return
		}
	}
	t.Error("the licence is not shown")
}
