package app

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"footnote/index"
)

// movable opens a window whose library can be moved by move. The moved library is another one, which finds one passage less.
func movable(t *testing.T, move func(ctx context.Context, to string) error) (*stage, *scripted) {
	t.Helper()
	before, after := library(), library()
	after.found = after.found[:2]
	opened := 0
	s := stageWindow(t, before, Options{
		Dir: t.TempDir(),
		Open: func() (Library, error) {
			if opened++; opened == 1 {
				return before, nil
			}
			return after, nil
		},
		Move: func(ctx context.Context, to string, report func(done, all int64)) error {
			report(1_000_000, 4_000_000)
			if err := move(ctx, to); err != nil {
				return err
			}
			return os.Mkdir(to, 0o700)
		},
	})
	s.until("the library is open", func() bool { return s.library != nil && s.shelves.holds.Documents > 0 })
	return s, after
}

// confirmMove moves the library to a folder, and confirms that.
func (s *stage) confirmMove(to string) {
	s.Helper()
	s.mover.askTo(to)
	if s.win.Canvas().Overlays().Top() == nil {
		s.Fatal("it is not asked whether the library is to be moved")
	}
	s.win.Canvas().Overlays().Top().Hide()
	s.mover.move(to)
}

func TestLibraryIsMoved(t *testing.T) {
	to := filepath.Join(t.TempDir(), "new")
	begun, release := make(chan struct{}), make(chan struct{})
	s, _ := movable(t, func(context.Context, string) error { close(begun); <-release; return nil })
	s.ask("How much notice?", 3)
	s.confirmMove(to)
	<-begun
	s.until("it says how far it is", func() bool {
		words, _ := s.status.Words()
		return words == "Moving the library · 1.0 MB of 4.0 MB"
	})
	s.ask("What about rent?", 3) // it can be searched meanwhile
	close(release)
	s.until("the library in its new place is searched", func() bool { return s.asking.page.Results.Len() == 2 })
	if got := s.prefs.page.Section(sectionPlace).Lines[0]; got != to {
		t.Errorf("the settings say that it lies in %s, want %s", got, to)
	}
	if words, _ := s.status.Words(); !strings.Contains(words, "The library is now in") {
		t.Errorf("the status line says %q", words)
	}
	if s.sync.paused || s.moving != nil {
		t.Error("reading still waits")
	}
}

func TestLibraryThatCannotBeMovedStays(t *testing.T) {
	for name, test := range map[string]struct {
		err  error
		want string
	}{
		"full disk": {index.ErrFull, "Free some space"},
		"not empty": {index.ErrNotEmpty, "not empty"},
		"within":    {index.ErrWithin, "inside the old one"},
	} {
		t.Run(name, func(t *testing.T) {
			s, _ := movable(t, func(context.Context, string) error { return test.err })
			dir := s.opt.Dir
			s.confirmMove(filepath.Join(dir, "new"))
			s.until("it says that it stays", func() bool { return s.warned.Headline == "The library stays where it was." })
			if got := strings.Join(s.warned.Lines, " "); !strings.Contains(got, test.want) {
				t.Errorf("it says %q, want %q", got, test.want)
			}
			if s.opt.Dir != dir {
				t.Errorf("the library lies in %s", s.opt.Dir)
			}
			s.ask("How much notice?", 3)
		})
	}
}

func TestMoveIsCancelled(t *testing.T) {
	s, _ := movable(t, func(ctx context.Context, _ string) error { <-ctx.Done(); return errors.Join(ctx.Err()) })
	s.confirmMove(filepath.Join(t.TempDir(), "new"))
	s.status.CancelButton().Tapped(nil)
	s.until("it stays", func() bool {
		words, _ := s.status.Words()
		return s.moving == nil && words == "The library stays where it was."
	})
	s.ask("How much notice?", 3)
}

func TestLibraryThatWasNamedIsNotMoved(t *testing.T) {
	s := open(t, library(), Starter{})
	if n := len(s.prefs.page.Section(sectionPlace).Buttons); n != 2 {
		t.Errorf("%d buttons, want those to show the folder and to export the library alone", n)
	}
}
