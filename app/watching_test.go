package app

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"footnote/index"
)

// watching is a library whose Watch the test controls: it sends its calls on calls, and reports what it receives from changes.
func watchedSources() (lib *scripted, calls chan context.Context, changes chan index.Watching) {
	lib, calls, changes = library(), make(chan context.Context, 10), make(chan index.Watching)
	lib.watch = func(ctx context.Context, report func(index.Watching)) error {
		calls <- ctx
		for {
			select {
			case <-ctx.Done():
				return nil
			case c := <-changes:
				report(c)
			}
		}
	}
	return lib, calls, changes
}

// openWatching opens a window that watches its library until the test ends.
func openWatching(t *testing.T, lib *scripted) *stage {
	s := stageWindow(t, lib, Options{Dir: t.TempDir(), Open: func() (Library, error) { return lib, nil }})
	lib.locked(func() { lib.live = true })
	s.until("the library is open", func() bool { return s.library != nil && s.watch.cancel != nil })
	return s
}

func (s *stage) card() string { return s.shelves.page.Holding().Sources[0].StateWords }

func TestChangesAreReadWithoutBeingAsked(t *testing.T) {
	lib, calls, changes := watchedSources()
	s := openWatching(t, lib)
	<-calls
	changes <- index.Watching{Changed: []string{"/docs/new.txt"}}
	s.until("the change is read", func() bool { return len(lib.syncs()) == 1 && !s.sync.running })
	if got := fmt.Sprint(lib.syncs()); got != "[[/docs/new.txt]]" {
		t.Errorf("synced %s", got)
	}
	if left, _ := s.status.Words(); left != "2 documents read." {
		t.Errorf("it says %q", left)
	}
	if got := s.card(); got != "Up to date · watched" {
		t.Errorf("the source is worded %q", got)
	}
	changes <- index.Watching{Polled: []string{"/docs"}}
	s.until("it is shown", func() bool { return s.card() == "Up to date · checked every 5 min" })
}

func TestNoNewsAreNotTold(t *testing.T) {
	lib, calls, changes := watchedSources()
	lib.sync = func(_ context.Context, report func(index.Progress), paths []string) (index.Report, error) {
		report(index.Progress{Phase: index.Walking, Source: paths[0]})
		return index.Report{Unchanged: 9}, nil
	}
	s := openWatching(t, lib)
	<-calls
	s.status.Rest("12 documents read.")
	changes <- index.Watching{Changed: []string{"/docs"}}
	s.until("the change is looked at", func() bool { return len(lib.syncs()) == 1 && !s.sync.running })
	if left, _ := s.status.Words(); left != "12 documents read." {
		t.Errorf("it says %q", left)
	}
	s.sync.start("/docs")
	s.until("what was asked for is told", func() bool { left, _ := s.status.Words(); return left == "Everything is up to date." })
}

func TestWatchingCanBeTurnedOff(t *testing.T) {
	lib, calls, changes := watchedSources()
	s := openWatching(t, lib)
	first := <-calls
	s.prefs.page.Section(watchSection).Choice.Choose(1)
	<-first.Done()
	if got := s.card(); got != "Up to date" {
		t.Errorf("the source is worded %q", got)
	}
	if s.restarted().settings.watch {
		t.Error("after a restart it is watched again")
	}
	s.prefs.page.Section(watchSection).Choice.Choose(0)
	<-calls
	changes <- index.Watching{Changed: []string{"/docs/a"}}
	s.until("changes are read again", func() bool { return len(lib.syncs()) == 1 })
}

func TestOtherSourcesAreWatchedAnew(t *testing.T) {
	lib, calls, _ := watchedSources()
	s := openWatching(t, lib)
	first := <-calls
	s.shelves.addSources([]string{"/media/usb"})
	s.until("both are watched", func() bool { return len(s.watch.sources) == 2 })
	<-first.Done()
	<-calls
}

func TestWhatCannotBeWatchedIsLookedAt(t *testing.T) {
	lib := library()
	lib.watch = func(context.Context, func(index.Watching)) error { return errors.New("too many open files") }
	s := openWatching(t, lib)
	s.until("it is looked at", func() bool { return len(lib.syncs()) == 1 && !s.sync.running })
	s.pass(unwatchedInterval)
	s.until("and again", func() bool { return len(lib.syncs()) == 2 && !s.sync.running })
	if got := s.card(); got != "Up to date · checked every 5 min" {
		t.Errorf("the source is worded %q", got)
	}
}
