package app

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/test"

	"footnote/index"
)

func TestDropAddsAndReads(t *testing.T) {
	lib := library()
	s := open(t, lib, Starter{})
	web, err := storage.ParseURI("https://example.org/a.pdf")
	if err != nil {
		t.Fatal(err)
	}
	s.shelves.onDropped([]fyne.URI{storage.NewFileURI("/media/usb/Thesis"), web, storage.NewFileURI("/home/ada/a.pdf")})
	s.until("the dropped are read", func() bool { left, _ := s.status.Words(); return left == "2 documents read." })
	want := []string{"/media/usb/Thesis", "/home/ada/a.pdf"}
	if len(lib.syncs()) != 1 || !slices.Equal(lib.syncs()[0], want) {
		t.Errorf("synced %v, want %v once", lib.syncs(), want)
	}
}

func TestWhatCannotBeAddedIsTold(t *testing.T) {
	lib := library()
	lib.add = func(path string) error {
		if path == "/gone" {
			return fmt.Errorf("add %w", &fs.PathError{Op: "stat", Path: path, Err: fs.ErrNotExist})
		}
		return nil
	}
	s := open(t, lib, Starter{})
	s.shelves.addSources([]string{"/gone", "/there"})
	s.until("the failure is told", func() bool { return s.win.Canvas().Overlays().Top() != nil })
	s.until("the other is read", func() bool { return !s.sync.running && len(lib.syncs()) == 1 })
	if !slices.Equal(lib.syncs()[0], []string{"/there"}) {
		t.Errorf("synced %v, want the other source", lib.syncs())
	}
}

func TestCancelKeepsWhatWasRead(t *testing.T) {
	lib := library()
	lib.sync = func(ctx context.Context, report func(index.Progress), _ []string) (index.Report, error) {
		report(index.Progress{Phase: index.Reading, Source: "/docs", File: "/docs/long.pdf", Files: 3, AllFiles: 9, Bytes: 50, AllBytes: 200, Left: 2 * time.Minute})
		<-ctx.Done()
		return index.Report{Added: 3}, fmt.Errorf("sync: %w", ctx.Err())
	}
	s := open(t, lib, Starter{})
	s.sync.start("/docs")
	const want = "Reading long.pdf · 3 of 9 files · about 2 min left"
	s.until("the progress is shown", func() bool { left, _ := s.status.Words(); return left == want })
	if !s.status.Running() {
		t.Error("there is no button to cancel")
	}
	test.Tap(s.status.CancelButton())
	s.until("it has stopped", func() bool { return !s.sync.running })
	left, _ := s.status.Words()
	if left != "Stopped. 3 documents read so far are kept. Sync continues from there." {
		t.Errorf("it says %q", left)
	}
	if s.status.Running() {
		t.Error("the progress is still shown")
	}
}

func TestOneReadingAtATime(t *testing.T) {
	lib, release := library(), make(chan struct{})
	lib.sync = func(context.Context, func(index.Progress), []string) (index.Report, error) {
		<-release
		return index.Report{}, nil
	}
	s := open(t, lib, Starter{})
	s.sync.start("/a")
	s.sync.start("/b")
	s.sync.start("/c")
	s.sync.start("/b")
	close(release)
	s.until("all are read", func() bool { return !s.sync.running && len(s.sync.wanted) == 0 })
	if got := fmt.Sprint(lib.syncs()); got != "[[/a] [/b /c]]" {
		t.Errorf("synced %s, want [[/a] [/b /c]]", got)
	}
}

func TestHowAReadingEnds(t *testing.T) {
	for name, tc := range map[string]struct {
		report index.Report
		err    error
		want   string
	}{
		"news":     {index.Report{Added: 1}, nil, "1 document read."},
		"no news":  {index.Report{Unchanged: 7}, nil, "Everything is up to date."},
		"failures": {index.Report{Added: 1200, Failed: make([]index.Failure, 2)}, nil, "1,200 documents read. 2 files could not be read. The library lists them."},
		"offline":  {index.Report{Offline: []index.Offline{{Path: "/media/usb", Reason: index.Emptied, Documents: 7}}}, nil, "usb is offline; its passages are kept."},
		"error":    {index.Report{}, errors.New("disk full"), "Reading stopped early. What was read is kept."},
	} {
		t.Run(name, func(t *testing.T) {
			lib := library()
			lib.sync = func(context.Context, func(index.Progress), []string) (index.Report, error) { return tc.report, tc.err }
			s := open(t, lib, Starter{})
			s.sync.start("/docs")
			s.until("it ends", func() bool { return !s.sync.running })
			if got, _ := s.status.Words(); got != tc.want {
				t.Errorf("it says %q, want %q", got, tc.want)
			}
		})
	}
}

func TestProgressIsShownTenTimesASecondAndAtTheEnd(t *testing.T) {
	s := open(t, library(), Starter{})
	var shown []int
	news := &latest[int]{jobs: s.jobs, interval: progressInterval, show: func(n int) { shown = append(shown, n) }}
	for i := range 1000 {
		news.set(i)
		s.pass(time.Millisecond)
	}
	news.set(1000)
	news.end()
	news.set(1001)
	s.run()
	if len(shown) < 10 || len(shown) > 12 {
		t.Errorf("shown %d times in a second, want about 10: %v", len(shown), shown)
	}
	if last := shown[len(shown)-1]; last != 1000 {
		t.Errorf("the last shown is %d, want 1000", last)
	}
}

func TestStarterIsAddedOnce(t *testing.T) {
	unpacked := 0
	starter := Starter{Questions: []string{"Who?"}, Unpack: func(dir string) error {
		unpacked++
		return os.MkdirAll(dir, 0o755)
	}}
	lib := &scripted{live: true, watch: func(context.Context, func(index.Watching)) error { return nil }}
	s := open(t, lib, starter)
	s.until("the starter is read", func() bool { return s.jobsDone() && len(lib.syncs()) == 1 && !s.sync.running })
	if unpacked != 1 || len(lib.syncs()) != 1 || lib.syncs()[0][0] != s.starterDir {
		t.Fatalf("unpacked %d times, synced %v", unpacked, lib.syncs())
	}
	s.until("its questions are offered", func() bool { return len(s.asking.page.Welcome.Pills()) == 1 })

	lib.locked(func() { lib.status.Sources = nil }) // the person removed it
	s.shelves.look(s.shelves.begin)
	s.until("its questions are gone", func() bool { return len(s.asking.page.Welcome.Pills()) == 0 })
	s.jobsDone()
	if unpacked != 1 || len(lib.syncs()) != 1 {
		t.Errorf("the starter came back: unpacked %d times, synced %v", unpacked, lib.syncs())
	}
}

func TestSourcesAreReadAtTheStart(t *testing.T) {
	lib := library()
	lib.live = true
	open(t, lib, Starter{})
	if got := fmt.Sprint(lib.syncs()); got != "[[/docs]]" {
		t.Errorf("synced %s, want [[/docs]]", got)
	}
}

func TestLibraryPage(t *testing.T) {
	s := open(t, library(), Starter{})
	s.turn(pageLibrary)
	s.until("the sources are shown", func() bool { return s.shelves.page.Card(0) != nil })
	if got, want := s.shelves.page.Card(0).Words(), []string{"docs", "2 documents · 3 passages", "Up to date · watched"}; !slices.Equal(got, want) {
		t.Errorf("the card says %q, want %q", got, want)
	}
	h := s.shelves.page.Holding()
	if h.FailedHeading != "Could not be read (1)" || len(h.Failed) != 1 || h.Failed[0].Name != "scan.pdf" || h.Failed[0].Reason != "Scanned pages: install Tesseract to read them" {
		t.Errorf("failures %+v under %q", h.Failed, h.FailedHeading)
	}
	sync, _ := s.shelves.page.Card(0).Buttons()
	test.Tap(sync)
	s.until("it is read", func() bool { return len(s.lib.syncs()) == 1 && !s.sync.running })
}

func TestRemoveAsksFirst(t *testing.T) {
	for _, answer := range []string{"Keep", "Remove"} {
		t.Run(answer, func(t *testing.T) {
			s := open(t, library(), Starter{})
			s.turn(pageLibrary)
			s.until("the sources are shown", func() bool { return s.shelves.page.Card(0) != nil })
			_, remove := s.shelves.page.Card(0).Buttons()
			test.Tap(remove)
			tapInDialog(t, s, answer)
			s.jobs.running.Wait()
			s.run()
			want := 0
			if answer == "Remove" {
				want = 1
			}
			if len(s.lib.removed) != want {
				t.Errorf("removed %v", s.lib.removed)
			}
		})
	}
}

// tapInDialog presses a button of the open dialog.
func tapInDialog(t *testing.T, s *stage, words string) {
	t.Helper()
	s.tapInDialog(words)
}

func TestCloseCancelsWhatRuns(t *testing.T) {
	lib := library()
	began := make(chan struct{})
	lib.sync = func(ctx context.Context, _ func(index.Progress), _ []string) (index.Report, error) {
		close(began)
		<-ctx.Done()
		return index.Report{}, ctx.Err()
	}
	s := open(t, lib, Starter{})
	s.sync.start("/docs")
	<-began
	if err := s.close(); err != nil {
		t.Fatal(err)
	}
	if !lib.closed {
		t.Error("the library is still open")
	}
	lib.closed = false // the stage closes the window again
}

func TestLibraryOpenedWhileTheWindowCloses(t *testing.T) {
	lib, release := library(), make(chan struct{})
	s := stageWindow(t, lib, Options{Dir: t.TempDir(), Open: func() (Library, error) { <-release; return lib, nil }})
	s.jobs.cancel()
	close(release)
	if err := s.close(); err != nil {
		t.Fatal(err)
	}
	if !lib.closed {
		t.Error("the library is still open")
	}
	lib.closed, s.library = false, nil
}

// slowSync is a library whose reading waits until it is cancelled or released.
func slowSync() (lib *scripted, let chan struct{}) {
	lib, let = library(), make(chan struct{})
	lib.sync = func(ctx context.Context, report func(index.Progress), paths []string) (index.Report, error) {
		report(index.Progress{Phase: index.Reading, Source: paths[0], File: paths[0] + "/a.txt", Files: 3, AllFiles: 10})
		select {
		case <-ctx.Done():
			return index.Report{Added: 3}, ctx.Err()
		case <-let:
			return index.Report{Added: 10}, nil
		}
	}
	return lib, let
}

func TestPauseAndResume(t *testing.T) {
	lib, let := slowSync()
	s := open(t, lib, Starter{})
	s.sync.start("/docs")
	s.sync.start("/more")
	s.until("reading is shown", func() bool { return s.status.Running() })
	test.Tap(s.status.PauseButton())
	s.until("it is paused", func() bool { return !s.sync.running })
	s.jobsDone()
	if left, _ := s.status.Words(); !strings.HasPrefix(left, "Paused. What was read is kept") {
		t.Errorf("the status says %q", left)
	}
	if got := s.shelves.page.Holding().Sources[0].StateWords; got != "Paused" {
		t.Errorf("the library says %q, want Paused", got)
	}
	s.sync.start("/third") // as when a folder is added
	s.notice("something in passing")
	if got := lib.syncs(); len(got) != 1 || s.sync.running {
		t.Fatalf("while it is paused, syncs are %v", got)
	}
	if !s.status.ResumeButton().Visible() {
		t.Fatal("there is nothing to resume it with")
	}
	test.Tap(s.status.ResumeButton())
	s.until("it reads again", func() bool { return len(lib.syncs()) == 2 })
	if got, want := lib.syncs()[1], []string{"/docs", "/more", "/third"}; !slices.Equal(got, want) {
		t.Errorf("resuming reads %v, want %v", got, want)
	}
	close(let)
	s.until("all is read", func() bool { return !s.sync.running })
	if left, _ := s.status.Words(); left != "10 documents read." {
		t.Errorf("the status says %q", left)
	}
}

func TestPauseCanBeCancelled(t *testing.T) {
	lib, _ := slowSync()
	s := open(t, lib, Starter{})
	s.sync.start("/docs")
	test.Tap(s.status.PauseButton())
	s.until("it is paused", func() bool { return !s.sync.running })
	s.jobsDone()
	test.Tap(s.status.CancelButton())
	if left, _ := s.status.Words(); left != "Stopped." || s.sync.paused || len(s.sync.wanted) > 0 {
		t.Errorf("the status says %q; paused %v, wanted %v", left, s.sync.paused, s.sync.wanted)
	}
}

func TestFailedFileIsReadAgain(t *testing.T) {
	s := open(t, library(), Starter{})
	s.turn(pageLibrary)
	retry, reveal := s.shelves.page.Failure(0).Buttons()
	test.Tap(retry)
	s.until("its source is read", func() bool { return len(s.lib.syncs()) == 1 && !s.sync.running })
	var retried []string
	s.lib.locked(func() { retried = s.lib.retried })
	if !slices.Equal(retried, []string{"/docs/scan.pdf"}) || !slices.Equal(s.lib.syncs()[0], []string{"/docs"}) {
		t.Errorf("retried %v, then read %v", retried, s.lib.syncs())
	}
	shown := make(chan string, 1)
	s.reveal = func(path string) error { shown <- path; return nil }
	test.Tap(reveal)
	if got := <-shown; got != "/docs/scan.pdf" {
		t.Errorf("shown %q", got)
	}
}
