package app

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"footnote/index"
	"footnote/index/doc"
)

// pressed types a key as the window gets it: into the focused widget or, without one, into the window.
func (s *stage) pressed(key fyne.KeyName) {
	e := &fyne.KeyEvent{Name: key}
	if f := s.win.Canvas().Focused(); f != nil {
		f.TypedKey(e)
		return
	}
	s.win.Canvas().OnTypedKey()(e)
}

// TestEscapeLeavesEveryDialog opens each dialog, and leaves it by Escape with the focus where it is at first, on the next control, and
// nowhere.
func TestEscapeLeavesEveryDialog(t *testing.T) {
	lib := library()
	lib.status.Failed = []index.Failure{{Path: "/docs/locked.pdf", Outcome: doc.NewOutcome(doc.CodeLocked)}}
	s := open(t, lib, Starter{})
	s.turn(pageLibrary)
	for name, show := range map[string]func(){
		"remove a source": func() { s.shelves.onRemove(0) },
		"an error":        func() { s.tell(trouble{Headline: "It failed.", Lines: []string{"Try again."}}) },
		"a password":      func() { s.shelves.onUnlock("/docs/locked.pdf") },
		"a path":          s.shelves.onAddPath,
		"a folder":        s.shelves.onAdd,
		"documents":       func() { s.shelves.onDocuments(0) },
		"rules":           func() { s.shelves.onIgnore(0) },
		"a model":         func() { s.models.choose(forAnswers) },
		"gone files":      func() { s.shelves.onGone(0) },
		"moving":          func() { s.mover.askTo("/elsewhere") },
		"licences":        s.prefs.onLicences,
		"keys":            s.showKeys,
	} {
		for where, focus := range map[string]func(){"first": func() {}, "next": s.win.Canvas().FocusNext, "nowhere": s.win.Canvas().Unfocus} {
			if name == "a folder" && where == "next" {
				continue // the lists of Fyne's chooser keep their keys for themselves
			}
			show()
			s.jobsDone()
			if s.win.Canvas().Overlays().Top() == nil {
				t.Fatalf("%s: nothing is shown", name)
			}
			focus()
			s.pressed(fyne.KeyEscape)
			s.jobsDone()
			if n := len(s.win.Canvas().Overlays().List()); n != 0 {
				t.Fatalf("%s, focus %s: after Escape %d things lie over the window", name, where, n)
			}
		}
	}
	if len(lib.removed)+len(lib.gone) != 0 {
		t.Errorf("removed are %q, gone are %q", lib.removed, lib.gone)
	}
}

// TestEnterGivesTheDefaultAnswer checks that Enter in a dialog loses nothing, and does what is asked where nothing is lost.
func TestEnterGivesTheDefaultAnswer(t *testing.T) {
	s := open(t, library(), Starter{})
	s.shelves.onRemove(0)
	s.pressed(fyne.KeyReturn)
	s.jobsDone()
	if len(s.lib.removed) != 0 || s.win.Canvas().Overlays().Top() != nil {
		t.Errorf("Enter removed %q", s.lib.removed)
	}
	slip := s.openSlip(ignoreButton)
	slip.Entry().SetText("*.tmp")
	slip.Leave()
	s.pressed(fyne.KeyReturn)
	if s.topSlip() != slip || slip.Entry().Text != "*.tmp" {
		t.Error("Enter discarded the rules")
	}
	slip.Leave()
	tapInDialog(t, s, "Discard")
	agreed := false
	s.decide(decision{title: "Move?", words: wrapped("It moves."), yes: "Move", no: "Cancel"}, func() { agreed = true })
	s.win.Canvas().Unfocus()
	s.pressed(fyne.KeyReturn)
	if !agreed {
		t.Error("Enter does not agree")
	}
}

func TestWrongPathIsSaidInPlace(t *testing.T) {
	s := open(t, library(), Starter{})
	s.shelves.onAddPath()
	slip, here := s.topSlip(), t.TempDir()
	typed := here + "\n/no/such/folder"
	slip.Entry().SetText(typed)
	test.Tap(slip.DoButton())
	s.jobsDone()
	if s.topSlip() != slip || slip.Entry().Text != typed || slip.Summary() != "1 path is wrong. Nothing was added." {
		t.Fatalf("the slip is gone, or says %q", slip.Summary())
	}
	if rows := slip.Rows(); rows[0].Trouble || !rows[1].Trouble || rows[1].Note != "There is nothing at this path" {
		t.Errorf("it lists %+v", rows)
	}
	slip.Entry().SetText(here)
	test.Tap(slip.DoButton())
	s.until("it is read", func() bool { return len(s.lib.syncs()) > 0 && !s.sync.running })
	if s.topSlip() != nil || !slices.Equal(s.lib.syncs()[0], []string{here}) {
		t.Errorf("read %q", s.lib.syncs()[0])
	}
}
