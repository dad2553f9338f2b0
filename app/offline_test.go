package app

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"footnote/app/opener"
	"footnote/index"
)

// offline returns a library whose source is offline.
func offline(reason index.OfflineReason, documents int) *scripted {
	lib := library()
	o := index.Offline{Path: "/docs", Reason: reason, Documents: documents}
	lib.status.Sources[0].Offline, lib.status.Offline = o, []index.Offline{o}
	lib.sync = func(context.Context, func(index.Progress), []string) (r index.Report, err error) {
		lib.locked(func() { r.Offline = lib.status.Offline })
		return r, nil
	}
	return lib
}

// dialogWords returns the words of the open dialog.
func dialogWords(t *testing.T, s *stage) string {
	t.Helper()
	top := s.win.Canvas().Overlays().Top()
	if top == nil {
		t.Fatal("no dialog is open")
	}
	var words []string
	for _, o := range test.LaidOutObjects(top) {
		switch o := o.(type) {
		case *widget.Label:
			words = append(words, o.Text)
		case *canvas.Text:
			words = append(words, o.Text)
		}
	}
	return strings.Join(words, "\n")
}

func TestOfflineSourceIsAskedAbout(t *testing.T) {
	for _, answer := range []string{"Keep", "Remove 20 documents"} {
		t.Run(answer, func(t *testing.T) {
			s := open(t, offline(index.Emptied, 20), Starter{})
			s.turn(pageLibrary)
			card := s.shelves.page.Card(0)
			if got := card.Words()[2]; got != "Offline: its passages are kept" {
				t.Errorf("the card says %q", got)
			}
			if _, ignore := card.Lists(); ignore.Visible() || !card.Gone().Visible() {
				t.Error("the card offers rules, and not the choice")
			}
			test.Tap(card.Gone())
			said := dialogWords(t, s)
			for _, want := range []string{"Are the files in “docs” gone for good?", "“docs” is empty now", "20 documents are kept and can be searched."} {
				if !strings.Contains(said, want) {
					t.Errorf("the dialog says %q, want %q", said, want)
				}
			}
			tapInDialog(t, s, answer)
			s.run()
			if answer != "Keep" {
				s.until("it is looked at again", func() bool { return len(s.lib.syncs()) == 1 && !s.sync.running })
			}
			s.jobsDone()
			var gone []string
			s.lib.locked(func() { gone = slices.Clone(s.lib.gone) })
			if answer == "Keep" {
				if len(gone) > 0 || !card.Gone().Visible() {
					t.Errorf("removed what is gone from %v", gone)
				}
				return
			}
			if !slices.Equal(gone, []string{"/docs"}) || card.Gone().Visible() || s.card() != "Up to date · watched" {
				t.Errorf("removed what is gone from %v, and the card says %q", gone, s.card())
			}
		})
	}
}

func TestSourceThatCannotBeReadIsNotAskedAbout(t *testing.T) {
	s := open(t, offline(index.Unreadable, 0), Starter{})
	s.turn(pageLibrary)
	if card := s.shelves.page.Card(0); card.Gone().Visible() || s.card() != "Offline: its passages are kept" {
		t.Errorf("the card says %q, and offers a choice: %v", s.card(), card.Gone().Visible())
	}
}

// TestGoingOfflineIsToldOnce checks that the window says once that a source is offline, and shows without a message that it is back.
func TestGoingOfflineIsToldOnce(t *testing.T) {
	lib, calls, changes := watchedSources()
	away := index.Offline{Path: "/docs", Reason: index.Emptied, Documents: 2}
	report := index.Report{Offline: []index.Offline{away}}
	lib.sync = func(context.Context, func(index.Progress), []string) (r index.Report, err error) {
		lib.locked(func() {
			r = report
			lib.status.Offline = slices.Clone(r.Offline)
			lib.status.Sources = slices.Clone(lib.status.Sources)
			lib.status.Sources[0].Offline = index.Offline{}
			if len(r.Offline) > 0 {
				lib.status.Sources[0].Offline = r.Offline[0]
			}
		})
		return r, nil
	}
	s := openWatching(t, lib)
	<-calls
	changes <- index.Watching{Changed: []string{"/docs"}}
	s.until("it is told", func() bool { said, _ := s.status.Words(); return said == "docs is offline; its passages are kept." })
	s.until("the card says it", func() bool { return s.card() == "Offline: its passages are kept" })
	s.status.Rest("something else")
	looks := lib.looked()
	changes <- index.Watching{Changed: []string{"/docs"}}
	s.until("it is looked at again", func() bool { return len(lib.syncs()) == 2 && !s.sync.running && lib.looked() > looks })
	if said, _ := s.status.Words(); said != "something else" {
		t.Errorf("it is told again: %q", said)
	}
	lib.locked(func() { report = index.Report{Unchanged: 2} })
	changes <- index.Watching{Changed: []string{"/docs"}}
	s.until("it is back", func() bool { return s.card() == "Up to date · watched" })
	if said, _ := s.status.Words(); said != "something else" {
		t.Errorf("it says %q", said)
	}
	lib.locked(func() { report = index.Report{Offline: []index.Offline{away}} })
	changes <- index.Watching{Changed: []string{"/docs"}}
	s.until("it is told anew", func() bool { said, _ := s.status.Words(); return said == "docs is offline; its passages are kept." })
}

func TestOpeningAFileOfADriveThatIsAway(t *testing.T) {
	s := open(t, offline(index.Emptied, 2), Starter{})
	s.open = opener.Open
	s.handling.open(s.lib.found[0])
	s.until("it is told", func() bool { return s.win.Canvas().Overlays().Top() != nil })
	said := dialogWords(t, s)
	for _, want := range []string{"The file could not be opened.", "“docs” is empty now", "connect the drive"} {
		if !strings.Contains(said, want) {
			t.Errorf("the dialog says %q, want %q", said, want)
		}
	}
	err := fmt.Errorf("open: %w", os.ErrNotExist)
	if said := s.shelves.explainOpen("/docsother/a.txt", err).sentence(); !strings.Contains(said, "can't find “a.txt”.") {
		t.Errorf("of a file of no source that is offline it says %q", said)
	}
}
