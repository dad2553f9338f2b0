package app

import (
	"context"
	"os"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"footnote/app/instance"
	"footnote/index"
)

// A trayApp is Fyne's test app on a system with a tray.
type trayApp struct {
	fyne.App
	menu *fyne.Menu
	icon fyne.Resource
	quit bool
}

var _ desktop.App = (*trayApp)(nil)

func (a *trayApp) SetSystemTrayMenu(m *fyne.Menu)    { a.menu = m }
func (a *trayApp) SetSystemTrayIcon(r fyne.Resource) { a.icon = r }
func (a *trayApp) SetSystemTrayWindow(_ fyne.Window) {}
func (a *trayApp) Quit()                             { a.quit = true }
func (a *trayApp) Icon() fyne.Resource               { return fyne.NewStaticResource("icon.png", icon) }

func (a *trayApp) item(label string) (m *fyne.MenuItem) {
	for _, item := range a.menu.Items {
		if item.Label == label {
			m = item
		}
	}
	return m
}

// stayInTray chooses to keep the window in the tray when it is closed, on a system with a tray.
func stayInTray(s *stage) *trayApp {
	tray := &trayApp{App: s.Window.app}
	s.Window.app = tray
	s.prefs.page.Section(sectionPlace - 1).Choice.Choose(1)
	return tray
}

// A notedWindow is Fyne's test window. It records the last call ("show", "hide" or "close"), and how often it is brought to the front.
type notedWindow struct {
	fyne.Window
	last   string
	fronts int
}

func (w *notedWindow) Show()         { w.last = "show" }
func (w *notedWindow) Hide()         { w.last = "hide" }
func (w *notedWindow) Close()        { w.last = "close" }
func (w *notedWindow) RequestFocus() { w.fronts++ }

// noteWindow replaces a stage's window by a notedWindow.
func noteWindow(s *stage) *notedWindow {
	w := &notedWindow{Window: s.win}
	s.win = w
	return w
}

func TestClosingLeavesTheWindowInTheTray(t *testing.T) {
	s := open(t, &scripted{}, Starter{})
	tray, win := stayInTray(s), noteWindow(s)
	if tray.menu == nil || tray.icon == nil {
		t.Fatal("the tray is empty")
	}
	if s.desk.onClose(); win.last != "hide" {
		t.Errorf("closing the window did not hide it but %q", win.last)
	}
	tray.item("Open Footnote").Action()
	if win.last != "show" || win.fronts != 1 {
		t.Errorf("the tray did not bring the window back: %q, in front %d times", win.last, win.fronts)
	}
	if tray.item("Quit").Action(); !tray.quit {
		t.Error("Quit did not end the program")
	}
	s.prefs.page.Section(sectionPlace - 1).Choice.Choose(0)
	if s.desk.onClose(); win.last != "close" {
		t.Errorf("where that is not chosen, closing the window did not close it but %q", win.last)
	}
}

func TestWithoutATrayClosingTheWindowEndsIt(t *testing.T) {
	s := open(t, &scripted{}, Starter{})
	win := noteWindow(s)
	s.prefs.page.Section(sectionPlace - 1).Choice.Choose(1)
	if s.desk.onClose(); win.last != "close" {
		t.Errorf("closing the window did %q: it could not be opened again", win.last)
	}
}

func TestReadingIsPausedFromTheTray(t *testing.T) {
	reading := make(chan struct{}, 2)
	lib := &scripted{status: index.Status{Sources: []index.Source{{Path: "/home/ada"}}}}
	lib.sync = func(ctx context.Context, _ func(index.Progress), _ []string) (index.Report, error) {
		reading <- struct{}{}
		<-ctx.Done()
		return index.Report{}, ctx.Err()
	}
	s := open(t, lib, Starter{})
	tray := stayInTray(s)
	if item := tray.item("Pause reading"); item == nil || !item.Disabled {
		t.Fatalf("while nothing is read the tray offers %+v", item)
	}
	s.sync.start("/home/ada")
	<-reading
	tray.item("Pause reading").Action()
	s.until("the tray offers to resume", func() bool { return tray.item("Resume reading") != nil })
	tray.item("Resume reading").Action()
	<-reading
	s.until("the tray offers to pause", func() bool { return tray.item("Pause reading") != nil && !tray.item("Pause reading").Disabled })
	s.sync.onCancel()
	s.jobsDone()
}

func TestSystemTellsOfTheEndOfALongReading(t *testing.T) {
	for _, c := range []struct {
		name  string
		took  time.Duration
		front bool
		told  bool
	}{
		{"long, behind another window", longJob, false, true},
		{"long, in front", longJob, true, false},
		{"short", longJob - 1, false, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			lib := &scripted{}
			lib.sync = func(_ context.Context, report func(index.Progress), _ []string) (index.Report, error) {
				report(index.Progress{Phase: index.Done, Elapsed: c.took})
				return index.Report{Added: 3}, nil
			}
			s := open(t, lib, Starter{})
			told := make(chan *fyne.Notification, 1)
			s.Window.app = notedApp{s.Window.app, told}
			s.desk.front = c.front
			s.sync.start("/home/ada")
			s.jobsDone()
			if !c.told {
				if len(told) > 0 {
					t.Errorf("it said %q", (<-told).Content)
				}
				return
			}
			if n := <-told; n.Content != "3 documents read." {
				t.Errorf("it said %q", n.Content)
			}
		})
	}
}

// On Windows Fyne passes a notification through a script, in which a folder's name could run.
func TestNotificationHasNoNamesFromTheDisk(t *testing.T) {
	const folder = "/home/ada/$(calc)`whoami`"
	for name, c := range map[string]struct {
		report index.Report
		err    error
	}{
		"offline": {report: index.Report{Added: 3, Offline: []index.Offline{{Path: folder, Reason: index.NotThere}}}},
		"failed":  {report: index.Report{Added: 3, Failed: []index.Failure{{Path: folder + "/a.txt"}}}},
		"error":   {err: &os.PathError{Op: "open", Path: folder, Err: os.ErrPermission}},
	} {
		t.Run(name, func(t *testing.T) {
			lib := &scripted{}
			lib.sync = func(_ context.Context, report func(index.Progress), _ []string) (index.Report, error) {
				report(index.Progress{Phase: index.Done, Elapsed: longJob, Source: folder, File: folder})
				return c.report, c.err
			}
			s := open(t, lib, Starter{})
			told := make(chan *fyne.Notification, 1)
			s.Window.app = notedApp{s.Window.app, told}
			s.sync.start(folder)
			s.jobsDone()
			if n := <-told; n.Content == "" || strings.ContainsAny(n.Title+n.Content, "$`\"/") {
				t.Errorf("it said %q: %q", n.Title, n.Content)
			}
		})
	}
}

// A notedApp is Fyne's test app. A test can wait for its notifications.
type notedApp struct {
	fyne.App
	told chan *fyne.Notification
}

func (a notedApp) SendNotification(n *fyne.Notification) { a.told <- n }

func TestAnotherStartBringsTheWindowForward(t *testing.T) {
	rung := make(chan instance.Request)
	lib := library()
	s := stageWindow(t, lib, Options{Dir: t.TempDir(), Open: func() (Library, error) { return lib, nil }, Rung: rung})
	win := noteWindow(s)
	for n := range 2 {
		rung <- instance.Request{Open: []string{"/docs/lease.pdf"}}
		s.until("the window is in front", func() bool { return win.last == "show" && win.fronts == n+1 })
	}
	s.until("the document that it asked for is shown", func() bool { d := s.reading.document; return d != nil && d.Path == "/docs/lease.pdf" })
}
