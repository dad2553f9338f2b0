package app

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"footnote/app/view"
	"footnote/index"
	"footnote/index/doc"
	"footnote/index/fileuri"
)

// openSlip turns to the library, presses a button of the first source's card, and returns the slip that opens.
func (s *stage) openSlip(button func(c *view.SourceCard) *view.Button) *view.Slip {
	s.Helper()
	s.turn(pageLibrary)
	s.until("the sources are shown", func() bool { return s.shelves.page.Card(0) != nil })
	test.Tap(button(s.shelves.page.Card(0)))
	s.jobsDone()
	slip := s.topSlip()
	if slip == nil {
		s.Fatal("nothing lies over the window")
	}
	return slip
}

func documentsButton(c *view.SourceCard) *view.Button { b, _ := c.Lists(); return b }
func ignoreButton(c *view.SourceCard) *view.Button    { _, b := c.Lists(); return b }

// names returns the rows of a slip.
func names(slip *view.Slip) (names []string) {
	for _, row := range slip.Rows() {
		names = append(names, row.Name)
	}
	return names
}

func TestDocumentsAreListedAndFound(t *testing.T) {
	lib := library()
	day := time.Date(2024, 5, 3, 12, 0, 0, 0, time.Local)
	lib.listed = []index.Listed{
		{Path: "/docs/lease.pdf", Title: "The lease", Kind: "pdf", Passages: 3, Modified: day},
		{Path: "/docs/scan.pdf", Outcome: doc.NewOutcome(doc.CodeScan)},
		{Path: "/docs/sub/letter.txt", Title: "letter", Kind: "text", Passages: 1, Modified: day},
	}
	s := open(t, lib, Starter{})
	slip := s.openSlip(documentsButton)
	want := []view.SlipRow{
		{Name: "lease.pdf", Detail: "The lease", Note: "3 passages · 2024-05-03", Acts: actsOfDocument},
		{Name: "scan.pdf", Note: "Scanned pages: install Tesseract to read them", Trouble: true, Acts: actsOfFailure},
		{Name: "letter.txt", Detail: "sub", Note: "1 passage · 2024-05-03", Acts: actsOfDocument},
	}
	if !slices.Equal(slip.Rows(), want) || slip.Summary() != "2 documents · 1 file that could not be read" {
		t.Errorf("listed %+v under %q", slip.Rows(), slip.Summary())
	}
	for typed, want := range map[string][]string{"LEASE": {"lease.pdf"}, "pdf tesseract": {"scan.pdf"}, "docs/sub": {"letter.txt"}, "nowhere": nil} {
		slip.Entry().SetText(typed)
		if got := names(slip); !slices.Equal(got, want) {
			t.Errorf("%q finds %q, want %q", typed, got, want)
		}
	}
	slip.Entry().SetText("scan")
	slip.OnAct(0, 0)
	s.until("it is read again", func() bool { return len(lib.syncs()) == 1 && !s.sync.running })
	slip.Entry().SetText("letter")
	opened := make(chan string, 1)
	s.Window.open = func(path string, _ int) error { opened <- path; return nil }
	slip.OnAct(0, 0)
	if got := <-opened; got != "/docs/sub/letter.txt" {
		t.Errorf("opened %q", got)
	}
	s.press(fyne.KeyEscape)
	if s.topSlip() != nil {
		t.Error("Escape does not close the list")
	}
}

func TestRulesAreTriedAndSaved(t *testing.T) {
	lib := library()
	tried := make(chan string, 10)
	lib.try = func(ctx context.Context, rules string) (index.Trial, error) {
		tried <- rules
		if rules == "*.t" { // takes longer than typing on
			<-ctx.Done()
			return index.Trial{}, ctx.Err()
		}
		return index.Trial{Kept: 7, LeftOut: 3, Shown: []index.LeftOut{{Path: "/docs/a.tmp", Files: 1}, {Path: "/docs/old", Folder: true, Files: 2}}}, nil
	}
	s := open(t, lib, Starter{})
	slip := s.openSlip(ignoreButton)
	<-tried
	slip.Entry().SetText("*.t")
	s.pass(trialPause)
	<-tried
	slip.Entry().SetText("*.tmp")
	s.pass(trialPause)
	<-tried
	s.until("the last rules are tried", func() bool { return slip.Summary() == "These rules exclude 3 files and keep 7 files." })
	if got, want := names(slip), []string{"a.tmp", "old" + string(filepath.Separator)}; !slices.Equal(got, want) {
		t.Errorf("left out are %q, want %q", got, want)
	}
	test.Tap(slip.DoButton())
	s.until("it is read", func() bool { return len(lib.syncs()) > 0 && !s.sync.running })
	s.jobsDone()
	if s.topSlip() != nil || s.shelves.holds.Sources[0].Ignore != "*.tmp" {
		t.Errorf("the rules are %q", s.shelves.holds.Sources[0].Ignore)
	}
}

func TestRulesAreNotLostUnasked(t *testing.T) {
	s := open(t, library(), Starter{})
	slip := s.openSlip(ignoreButton)
	slip.Entry().SetText("*.tmp")
	s.press(fyne.KeyEscape)
	tapInDialog(t, s, "Keep editing")
	if s.topSlip() != slip {
		t.Fatal("the rules are gone")
	}
	slip.Leave()
	tapInDialog(t, s, "Discard")
	s.jobsDone()
	if s.win.Canvas().Overlays().Top() != nil || s.shelves.holds.Sources[0].Ignore != "" {
		t.Error("the slip is still there, or its rules were saved")
	}
}

func TestPathIsAdded(t *testing.T) {
	s := open(t, library(), Starter{})
	s.shelves.onAddPath()
	slip := s.topSlip()
	test.Tap(slip.DoButton())
	if slip.Summary() != "Enter a path." {
		t.Errorf("it says %q", slip.Summary())
	}
	dir := t.TempDir()
	usb, spaced := filepath.Join(dir, "usb"), filepath.Join(dir, "a b")
	for _, folder := range []string{usb, spaced} {
		if err := os.Mkdir(folder, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	slip.Entry().SetText("\"" + usb + "\"\n" + fileuri.Of(spaced) + "\n")
	test.Tap(slip.DoButton())
	s.until("they are read", func() bool { return len(s.lib.syncs()) > 0 && !s.sync.running })
	if got, want := s.lib.syncs()[0], []string{usb, spaced}; !slices.Equal(got, want) {
		t.Errorf("read %q, want %q", got, want)
	}
}

func TestPathsInAText(t *testing.T) {
	home, err := os.UserHomeDir()
	if err != nil {
		t.Skip("no home:", err)
	}
	for text, want := range map[string][]string{
		"":                              nil,
		" \n\t\n":                       nil,
		"/a/b/":                         {"/a/b"},
		"'/a b'\r\n/c":                  {"/a b", "/c"},
		"~":                             {home},
		"~/Documents":                   {filepath.Join(home, "Documents")},
		"~other/x":                      {"~other/x"},
		"file:///home/ada/%C3%9Cber.md": {"/home/ada/Über.md"},
	} {
		if got := pathsIn(text); !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
