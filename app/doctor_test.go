package app

import (
	"context"
	"database/sql"
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"footnote/app/place"
	"footnote/app/view"
	"footnote/index"
	"footnote/index/store"
)

// damaged is what the doctor finds in these tests.
var damaged = []index.Finding{
	{Code: store.CodeDocument, Args: []string{"/docs/a.txt", "1", "text"}, Severity: store.Damage, Repair: store.RepairRead},
	{Code: store.CodeDocument, Args: []string{"/docs/b.txt", "2", "text"}, Severity: store.Damage, Repair: store.RepairRead},
}

// dialogShown returns the words and the buttons of the topmost dialog.
func (s *stage) dialogShown() (words string, buttons map[string]fyne.Tappable) {
	s.Helper()
	top := s.win.Canvas().Overlays().Top()
	buttons = map[string]fyne.Tappable{}
	if top == nil {
		return "", buttons
	}
	var all []string
	for _, o := range test.LaidOutObjects(top) {
		switch o := o.(type) {
		case *widget.Label:
			all = append(all, o.Text)
		case *widget.Button:
			buttons[o.Text] = o
		case *view.Button:
			buttons[o.Words()] = o
		}
	}
	return strings.Join(all, "\n"), buttons
}

// tapInDialog taps a button of the topmost dialog.
func (s *stage) tapInDialog(words string) {
	s.Helper()
	shown, buttons := s.dialogShown()
	b := buttons[words]
	if b == nil {
		s.Fatalf("the dialog says %q and has no button %q", shown, words)
	}
	test.Tap(b)
}

// TestDamagedLibraryIsRepaired opens a damaged library, and repairs it with the button that the window offers.
func TestDamagedLibraryIsRepaired(t *testing.T) {
	lib := library()
	opened, repaired := 0, 0
	s := stageWindow(t, lib, Options{
		Dir: t.TempDir(),
		Open: func() (Library, error) {
			if opened++; opened == 1 {
				return nil, index.ErrDamaged
			}
			return lib, nil
		},
		Examine: func(_ context.Context, report func(float64)) ([]index.Finding, error) {
			report(.5)
			return damaged, nil
		},
		Repair: func(_ context.Context, found []index.Finding, _ func(float64)) (index.Repaired, error) {
			repaired = len(found)
			return index.Repaired{Read: 2}, nil
		},
	})
	s.until("a repair is offered", func() bool { m := s.asking.page.Message(); return m != nil && m.Offered() != nil })
	if words := strings.Join(s.asking.page.Message().Words(), " "); !strings.Contains(words, "The library is damaged.") || strings.Contains(words, "Delete") {
		t.Errorf("it says %q", words)
	}
	s.asking.page.Message().Offered().Tapped(nil)
	s.until("what is wrong is shown", func() bool {
		words, _ := s.dialogShown()
		return strings.Contains(words, "2 documents are damaged in the library.")
	})
	s.tapInDialog("Repair")
	s.until("the library is open", func() bool { return s.library != nil && !s.closed && repaired == 2 })
	s.until("it says what was done", func() bool {
		words, _ := s.dialogShown()
		return strings.Contains(words, "2 documents will be read again.")
	})
	s.tapInDialog("Close")
	s.ask("How much notice?", 3)
}

// TestSearchThatMeetsDamage checks that the window offers a repair when a search meets damage, and opens the library again after it.
func TestSearchThatMeetsDamage(t *testing.T) {
	lib, other := library(), library()
	lib.search = func(context.Context, string) (index.Result, error) { return index.Result{}, index.ErrDamaged }
	opened := 0
	s := stageWindow(t, lib, Options{
		Dir: t.TempDir(),
		Open: func() (Library, error) {
			if opened++; opened == 1 {
				return lib, nil
			}
			return other, nil
		},
		Examine: func(context.Context, func(float64)) ([]index.Finding, error) { return damaged, nil },
		Repair: func(context.Context, []index.Finding, func(float64)) (index.Repaired, error) {
			var closed bool
			lib.locked(func() { closed = lib.closed })
			if !closed {
				t.Error("the library is open while it is repaired")
			}
			return index.Repaired{Left: damaged[:1]}, nil
		},
	})
	s.until("the library is open", func() bool { return s.library != nil })
	test.Type(s.asking.page.Field.Entry(), "How much notice?")
	s.pass(typingPause)
	s.until("a repair is offered", func() bool { m := s.asking.page.Message(); return m != nil && m.Offered() != nil })
	s.asking.page.Message().Offered().Tapped(nil)
	s.until("what is wrong is shown", func() bool { words, _ := s.dialogShown(); return strings.Contains(words, "damaged in the library") })
	s.tapInDialog("Not now")
	if opened != 1 {
		t.Error("it was repaired unasked")
	}
	s.asking.page.Message().Offered().Tapped(nil)
	s.until("what is wrong is shown", func() bool { words, _ := s.dialogShown(); return strings.Contains(words, "damaged in the library") })
	s.tapInDialog("Repair")
	s.until("the question is asked again", func() bool { return s.asking.page.Results.Len() == 3 })
	if words, _ := s.dialogShown(); !strings.Contains(words, "1 document is damaged") {
		t.Errorf("what is left is worded %q", words)
	}
	s.pass(3 * pollInterval) // the library that was closed is not looked at any more
}

// TestCheckCanBeStopped checks that a check and a repair can be cancelled, and that the library can be used afterwards.
func TestCheckCanBeStopped(t *testing.T) {
	lib, other := library(), library()
	opened, repairing := 0, false
	wait := func(ctx context.Context, report func(float64)) error {
		report(.25)
		<-ctx.Done()
		return ctx.Err()
	}
	s := stageWindow(t, lib, Options{
		Dir: t.TempDir(),
		Open: func() (Library, error) {
			if opened++; opened == 1 {
				return lib, nil
			}
			return other, nil
		},
		Examine: func(ctx context.Context, report func(float64)) ([]index.Finding, error) {
			if repairing {
				return damaged, nil
			}
			return nil, wait(ctx, report)
		},
		Repair: func(ctx context.Context, _ []index.Finding, report func(float64)) (index.Repaired, error) {
			return index.Repaired{}, wait(ctx, report)
		},
	})
	s.until("the library is open", func() bool { return s.library != nil })
	s.doctor.onCheck()
	s.until("it says how far it is", func() bool { return s.doctor.working != nil && s.doctor.working.Share() == .25 })
	s.doctor.onCheck() // a second one does nothing
	s.tapInDialog("Cancel")
	s.until("it has stopped", func() bool { return s.doctor.working == nil && s.win.Canvas().Overlays().Top() == nil })
	repairing = true
	s.doctor.onCheck()
	s.until("what is wrong is shown", func() bool { words, _ := s.dialogShown(); return strings.Contains(words, "damaged") })
	s.tapInDialog("Repair")
	s.until("it says how far it is", func() bool { return s.doctor.working != nil && s.doctor.working.Share() == .25 })
	s.tapInDialog("Cancel")
	s.until("the library is open again", func() bool { return s.library == other && !s.closed })
	s.ask("How much notice?", 3)
}

// TestLibraryThatStaysClosed checks that the window goes on if the library can't be opened after a repair, and that the user can try again.
func TestLibraryThatStaysClosed(t *testing.T) {
	lib, other := library(), library()
	opened := 0
	s := stageWindow(t, lib, Options{
		Dir: t.TempDir(),
		Open: func() (Library, error) {
			switch opened++; opened {
			case 1:
				return lib, nil
			case 2:
				return nil, index.ErrDamaged
			}
			return other, nil
		},
		Examine: func(context.Context, func(float64)) ([]index.Finding, error) { return damaged, nil },
		Repair: func(context.Context, []index.Finding, func(float64)) (index.Repaired, error) {
			return index.Repaired{}, errors.New("no")
		},
	})
	s.until("the library is open", func() bool { return s.library != nil })
	for _, closed := range []bool{true, false} {
		s.doctor.onCheck()
		s.until("what is wrong is shown", func() bool { words, _ := s.dialogShown(); return strings.Contains(words, "damaged in the library") })
		s.tapInDialog("Repair")
		s.until("the repair has failed", func() bool {
			words, _ := s.dialogShown()
			return strings.Contains(words, "Footnote doesn't know why.")
		})
		s.tapInDialog("Close")
		if s.closed != closed {
			t.Errorf("closed: %v, want %v", s.closed, closed)
		}
		s.pass(3 * pollInterval)
		s.pass(verifyAfter)
		s.jobsDone()
	}
	s.ask("How much notice?", 3)
}

// TestLibraryIsVerified checks that the window verifies the library in the background, and offers a repair of what it finds.
func TestLibraryIsVerified(t *testing.T) {
	lib := library()
	s := stageWindow(t, lib, Options{
		Dir: t.TempDir(), Open: func() (Library, error) { return lib, nil },
		Examine: func(context.Context, func(float64)) ([]index.Finding, error) { return damaged, nil },
	})
	s.until("the library is open", func() bool { return s.library != nil })
	s.pass(verifyAfter)
	s.jobsDone()
	lib.locked(func() {
		if lib.verified != 1 {
			t.Errorf("verified %d times", lib.verified)
		}
		lib.damage = damaged
	})
	if words, _ := s.status.Words(); strings.Contains(words, "damaged") {
		t.Errorf("of a sound library it says %q", words)
	}
	s.pass(verifyInterval)
	s.until("it says that the library is damaged", func() bool { words, _ := s.status.Words(); return words == "The library is damaged." })
	s.status.OnDetails()
	s.until("what is wrong is shown", func() bool {
		words, _ := s.dialogShown()
		return strings.Contains(words, "2 documents are damaged in the library.")
	})
	s.tapInDialog("Not now")
}

// TestDoctorWithTheEngine damages a real library beyond repair under an open window, and repairs it there.
func TestDoctorWithTheEngine(t *testing.T) {
	dir := t.TempDir()
	s := stageWindow(t, library(), Options{
		Dir:  dir,
		Open: func() (Library, error) { return index.Open(dir, index.Options{CacheDir: t.TempDir()}) },
		Examine: func(ctx context.Context, report func(float64)) ([]index.Finding, error) {
			return place.Examine(ctx, dir, index.DoctorOptions{Report: report})
		},
		Repair: func(ctx context.Context, found []index.Finding, report func(float64)) (index.Repaired, error) {
			return place.Repair(ctx, dir, found, index.DoctorOptions{Report: report, Rebuild: true})
		},
	})
	s.until("the library is open", func() bool { return s.library != nil })
	s.jobsDone()
	s.doctor.onCheck()
	s.until("the library is shown as sound", func() bool {
		words, _ := s.dialogShown()
		return strings.Contains(words, "No problems found") || s.doctor.working == nil
	})
	s.tapInDialog("Close")
	db, err := sql.Open("sqlite", "file:"+filepath.Join(dir, store.FileName))
	if err == nil {
		_, err = db.Exec(`DROP TABLE chunk`)
		err = errors.Join(err, db.Close())
	}
	if err != nil {
		t.Fatal(err)
	}
	s.doctor.onCheck()
	s.until("what is wrong is shown", func() bool {
		words, _ := s.dialogShown()
		return strings.Contains(words, "The database's structure is damaged.")
	})
	s.tapInDialog("Repair")
	s.until("the library is repaired", func() bool { words, _ := s.dialogShown(); return strings.Contains(words, "The damaged one is kept") })
	if asides, err := filepath.Glob(filepath.Join(dir, store.AsidePrefix+"*")); err != nil || len(asides) == 0 {
		t.Errorf("set aside: %v, %v", asides, err)
	}
}

// TestFindingsInWords checks that the window has words for every finding.
func TestFindingsInWords(t *testing.T) {
	for _, code := range []store.Code{
		store.CodeUnreadable, store.CodeForeign, store.CodeLater, store.CodeEarlier, store.CodeHeader, store.CodeStructure, store.CodeSchema,
		store.CodeSettings, store.CodeModels, store.CodeCounters, store.CodeOrphans, store.CodeDocument, store.CodeStamp, store.CodeWords,
		store.CodeKeywords, store.CodeVectors, store.CodeUndigested, index.CodeShared, index.CodeSuperseded, index.CodeFormer, index.CodeLeftover,
		index.CodeAside, index.CodeHolder, index.CodeOtherModel, index.CodeLacking, index.CodeUnprotected, index.CodeInterpreted, place.CodeBasket, place.CodeLaterBasket,
	} {
		words := inWords().Finding([]index.Finding{{Code: code}})
		if strings.Contains(words, "no words for") || !strings.HasSuffix(words, ".") || strings.Contains(words, "%!") {
			t.Errorf("%s: %q", code, words)
		}
	}
}
