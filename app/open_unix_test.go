//go:build !windows && !darwin

package app

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"footnote/index"
)

// noteDesktop replaces the desktop's programs by ones that record how they are called, and returns a function that reads the records.
func noteDesktop(t *testing.T) (called func() string) {
	dir := t.TempDir()
	notes := filepath.Join(dir, "notes")
	for _, name := range []string{"xdg-open", "dbus-send", "xdg-mime"} {
		script := "#!/bin/sh\necho " + name + " \"$@\" >>'" + notes + "'\n"
		if err := os.WriteFile(filepath.Join(dir, name), []byte(script), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("PATH", dir+":/usr/bin:/bin")
	return func() string {
		said, _ := os.ReadFile(notes) // no notes: nothing was called
		_ = os.Remove(notes)
		return string(said)
	}
}

// TestWhatMayRunIsShownInItsFolder checks every way to open a file, and that the window says why it shows the file in its folder.
func TestWhatMayRunIsShownInItsFolder(t *testing.T) {
	called := noteDesktop(t)
	dir := t.TempDir()
	for _, c := range []struct{ name, content, says string }{
		{"run.sh", "#!/bin/sh\n", "Opening run.sh could run a program, so Footnote shows it in its folder instead."},
		{"lease.pdf", "MZ", "Opening lease.pdf could run a program, so Footnote shows it in its folder instead."},
		{"script.txt", "a\x00b", "The contents of script.txt don't match its name, so Footnote shows it in its folder instead of opening it."},
		{"a\u202etxt.html", "x", "The name of a�txt.html hides what kind of file it is, so Footnote shows it in its folder instead of opening it."},
	} {
		path := filepath.Join(dir, c.name)
		if err := os.WriteFile(path, []byte(c.content), 0o600); err != nil {
			t.Fatal(err)
		}
		for _, kind := range []string{"text", "pdf"} {
			lib := library()
			lib.documents[path] = index.Document{Path: path, Title: "t", Kind: kind, Text: "notice"}
			lib.found = []index.Passage{{
				Rank: 1, Score: 1, Text: "notice", Best: index.Span{End: 6},
				Citation: index.Citation{Path: path, Title: "t", Kind: kind, Place: index.Place{Page: 2, Member: "inner.txt"}, Span: index.Span{End: 6}},
			}}
			lib.listed = []index.Listed{{Path: path, Title: "t", Kind: kind, Passages: 1, Modified: time.Unix(1, 0)}}
			s := open(t, lib, Starter{})
			s.ask("notice", 1)
			said := func() string { left, _ := s.status.Words(); return left }
			ways := map[string]func(){
				"Ctrl+O":     func() { s.shortcut(ctrl(fyne.KeyO)) },
				"the reader": func() { s.reading.reader.OnOpen() },
				"the menu": func() {
					for _, item := range s.handling.menu(s.handling.current()).Items {
						if item.Label == "Open" {
							item.Action()
						}
					}
				},
			}
			for way, use := range ways {
				s.status.Rest("")
				use()
				s.until("the window says why", func() bool { return said() == c.says })
				if got := called(); !strings.HasPrefix(got, "dbus-send") || strings.Contains(got, "xdg-") {
					t.Errorf("%s by %s: called %q", c.name, way, got)
				}
			}
			slip := s.openSlip(documentsButton)
			slip.OnAct(0, 0)
			s.until("the list says why", func() bool { return slip.Summary() == c.says })
			if got := called(); !strings.HasPrefix(got, "dbus-send") || strings.Contains(got, "xdg-") {
				t.Errorf("%s from the list: called %q", c.name, got)
			}
		}
	}
}
