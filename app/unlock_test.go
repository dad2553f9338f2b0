package app

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2/test"

	"footnote/app/secrets"
	"footnote/app/view"
	"footnote/index"
	"footnote/index/doc"
)

// passwordEntry returns the field of the open dialog, or nil if none is open.
func (s *stage) passwordEntry() *view.DialogEntry {
	top := s.win.Canvas().Overlays().Top()
	if top == nil {
		return nil
	}
	for _, o := range test.LaidOutObjects(top) {
		if e, ok := o.(*view.DialogEntry); ok && e.Password {
			return e
		}
	}
	return nil
}

func TestAPasswordIsAskedFor(t *testing.T) {
	lib := library()
	lib.status.Failed = []index.Failure{{Path: "/docs/payslip.pdf", Outcome: doc.NewOutcome(doc.CodeLocked)}}
	s := open(t, lib, Starter{})
	var kept []string
	s.opt.KeepPassword = func(password string) error {
		kept = append(kept, password)
		return secrets.ErrNoKeyring
	}
	s.turn(pageLibrary)
	s.until("the file is shown", func() bool { return s.shelves.page.Failure(0) != nil })
	again, _ := s.shelves.page.Failure(0).Buttons()
	test.Tap(again)
	entry := s.passwordEntry()
	if entry == nil {
		t.Fatal("no password is asked for")
	}
	if s.win.Canvas().Focused() != entry {
		t.Error("the field does not have the keyboard")
	}
	tapInDialog(t, s, "Unlock")
	s.jobsDone()
	entry.SetText("wrong")
	tapInDialog(t, s, "Unlock")
	s.jobsDone()
	if s.passwordEntry() == nil || len(kept) > 0 || len(lib.syncs()) > 0 {
		t.Fatalf("a wrong password: kept %q, read %v", kept, lib.syncs())
	}
	entry.SetText("right")
	entry.OnSubmitted(entry.Text)
	s.until("its source is read", func() bool { return len(lib.syncs()) == 1 && !s.sync.running })
	if !slices.Equal(kept, []string{"right"}) || !slices.Equal(lib.syncs()[0], []string{"/docs"}) || s.passwordEntry() != nil {
		t.Errorf("kept %q, read %v, the dialog is open: %v", kept, lib.syncs(), s.passwordEntry() != nil)
	}
	tapInDialog(t, s, "Close") // of the message that it could not be kept
}

// A dialog that is closed while a password is tried does nothing more.
func TestAPasswordIsGivenUp(t *testing.T) {
	lib := library()
	lib.status.Failed = []index.Failure{{Path: "/docs/payslip.pdf", Outcome: doc.NewOutcome(doc.CodeLocked)}}
	s := open(t, lib, Starter{})
	s.shelves.onUnlock("/docs/payslip.pdf")
	s.passwordEntry().SetText("right")
	tapInDialog(t, s, "Unlock")
	tapInDialog(t, s, "Cancel")
	s.jobsDone()
	if len(lib.syncs()) > 0 || s.passwordEntry() != nil {
		t.Errorf("read %v", lib.syncs())
	}
}
