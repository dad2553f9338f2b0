package app

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"footnote/app/place"
	"footnote/index"
)

var _ Library = (*index.Library)(nil)

// TestWithTheEngine uses the real engine: it adds a folder, asks a question, and copies the file's own words.
func TestWithTheEngine(t *testing.T) {
	dir, docs := t.TempDir(), t.TempDir()
	const words = "The ferry to the island leaves at half past six from the old pier."
	write(t, filepath.Join(docs, "ferry.md"), "# Getting there\n\n"+words+"\n\n# Bread\n\nThe bakery opens at seven and sells rye bread.\n")
	write(t, filepath.Join(docs, "empty.md"), "")
	s := stageWindow(t, nil, Options{Dir: dir, Open: func() (Library, error) { return index.Open(dir, index.Options{}) }})
	s.until("the library is open", func() bool { return s.library != nil })
	s.shelves.addSources([]string{docs})
	s.until("the folder is read", func() bool {
		return !s.sync.running && len(s.shelves.holds.Failed) == 1 && s.shelves.holds.Documents == 1
	})
	test.Type(s.asking.page.Field.Entry(), "When does the ferry leave?")
	s.pass(typingPause)
	s.until("the passage is read", func() bool { return s.asking.page.Results.Len() > 0 && s.reading.reader.Title() != "" })
	s.press(fyne.KeyDown)
	s.shortcut(&fyne.ShortcutCopy{Clipboard: s.app.Clipboard()})
	real, err := filepath.EvalSymlinks(docs)
	if err != nil {
		t.Fatal(err)
	}
	got := s.app.Clipboard().Content()
	if !strings.Contains(got, words) || !strings.HasSuffix(got, "("+filepath.Join(real, "ferry.md")+")") {
		t.Errorf("copied %q", got)
	}
	d, err := s.library.Read(context.Background(), filepath.Join(real, "ferry.md"))
	if err != nil {
		t.Fatal(err)
	}
	if m := s.reading.reader.Marked(); !strings.Contains(d.Text[m.Start:m.End], words) {
		t.Errorf("marked %q", d.Text[m.Start:m.End])
	}
	s.shelves.removeSource(real)
	s.until("nothing is found any more", func() bool { return s.asking.page.Message() != nil && s.asking.page.Results.Len() == 0 })
	if _, err := os.Stat(filepath.Join(docs, "ferry.md")); err != nil {
		t.Errorf("removing the source touched its file: %v", err)
	}
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestMoveWithTheEngine moves a real library while its documents are watched. Afterwards questions are answered from the new folder, and
// changed documents are read into it.
func TestMoveWithTheEngine(t *testing.T) {
	dir, to, docs := filepath.Join(t.TempDir(), "old"), filepath.Join(t.TempDir(), "new"), t.TempDir()
	write(t, filepath.Join(docs, "ferry.md"), "The ferry to the island leaves at half past six from the old pier.\n")
	at := dir
	s := stageWindow(t, nil, Options{
		Dir:  dir,
		Open: func() (Library, error) { return index.Open(at, index.Options{}) },
		Move: func(ctx context.Context, to string, report func(done, all int64)) error {
			err := place.Move(ctx, at, to, index.MoveOptions{Report: report})
			if err == nil {
				at = to
			}
			return err
		},
	})
	s.until("the library is open", func() bool { return s.library != nil })
	s.shelves.addSources([]string{docs})
	s.until("the folder is read", func() bool { return !s.sync.running && s.shelves.holds.Documents == 1 })
	s.ask("When does the ferry leave?", 1)
	s.confirmMove(to)
	s.until("the library is in its new place", func() bool { return s.opt.Dir == to })
	if _, err := os.Stat(filepath.Join(dir, "library.db")); !os.IsNotExist(err) {
		t.Errorf("the library is in its old place, too: %v", err)
	}
	write(t, filepath.Join(docs, "bread.md"), "The bakery opens at seven and sells rye bread.\n")
	s.until("what changes is read", func() bool { return !s.sync.running && s.shelves.holds.Documents == 2 })
	s.ask("When does the bakery open?", 1)
	if status, err := s.library.Status(t.Context()); err != nil || status.Dir != to {
		t.Errorf("the library at hand lies in %s (%v), want %s", status.Dir, err, to)
	}
}
