package app

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"footnote/app/link"
	"footnote/index"
	"footnote/index/doc"
)

// visited is a window that is asked to show something when it starts, or by another start of the program.
type visited struct {
	*stage
	read *atomic.Int32 // files read that are not in the library
}

func visit(t *testing.T, show ...string) visited {
	lib := library()
	v := visited{read: new(atomic.Int32)}
	v.stage = stageWindow(t, lib, Options{
		Dir: t.TempDir(), Open: func() (Library, error) { return lib, nil }, Show: show,
		Extract: func(_ context.Context, path string) (index.Document, error) {
			v.read.Add(1)
			if _, err := os.Stat(path); err != nil {
				return index.Document{}, err
			}
			return index.Document{Path: path, Title: "A stranger", Kind: "pdf", Text: "What a stranger wrote.\nAnd more."}, nil
		},
	})
	v.until("the library is open", func() bool { return v.library != nil && v.shelves.holds.Documents > 0 })
	v.jobsDone()
	return v
}

func (v visited) shows(path string) {
	v.Helper()
	v.until(path+" is shown", func() bool {
		d := v.reading.document
		return d != nil && d.Path == path && v.reading.reader.Visible() && v.reading.reader.Title() != ""
	})
}

// holds reports whether a path is a source of the library.
func (v visited) holds(path string) (is bool) {
	v.lib.locked(func() {
		is = slices.ContainsFunc(v.lib.status.Sources, func(s index.Source) bool { return s.Path == path })
	})
	return is
}

// stranger writes a file that is not in the library.
func stranger(t *testing.T) string {
	path := filepath.Join(t.TempDir(), "stranger.pdf")
	if err := os.WriteFile(path, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestFileIsShownAtTheStart(t *testing.T) {
	v := visit(t, "/docs/lease.pdf")
	v.shows("/docs/lease.pdf")
	if v.read.Load() > 0 {
		t.Error("a document of the library is read from the disk")
	}
	if v.visiting.menu() != nil {
		t.Error("a document of the library could be added to it")
	}
}

// A file that is not in the library is shown, and added only if the user says so.
func TestFileOutsideTheLibraryIsShown(t *testing.T) {
	v := visit(t)
	path := stranger(t)
	v.visiting.open([]string{path})
	v.shows(path)
	if words, _ := v.status.Words(); !strings.Contains(words, "stranger.pdf is not in your library") {
		t.Errorf("the status line says %q", words)
	}
	if v.holds(path) {
		t.Error("it is added to the library")
	}
	menu := v.visiting.menu()
	if menu == nil || menu.Items[0].Label != "Add to the library" {
		t.Fatalf("the menu is %+v", menu)
	}
	menu.Items[0].Action()
	v.until("it is added", func() bool { return v.holds(path) })
	v.ask("How much notice?", 3)
	v.shows("/docs/lease.pdf")
	if v.visiting.menu() != nil {
		t.Error("the menu of a passage is still that of the stranger's file")
	}
}

func TestLinkOpensACitation(t *testing.T) {
	span := at(lease, "Keys are handed back on the last day.")
	v := visit(t, link.Link{Path: "/docs/lease.pdf", Start: span.Start, End: span.End}.String())
	v.shows("/docs/lease.pdf")
	if v.read.Load() > 0 || v.win.Canvas().Overlays().Top() != nil {
		t.Error("a citation of the library is not opened at once")
	}
	p := passageAt(v.reading.document, link.Link{Start: span.Start})
	if p.Text != "Keys are handed back on the last day." || p.Citation.Span != span {
		t.Errorf("from its start to the line's end it is %q", p.Text)
	}
	for _, l := range []link.Link{{Start: 9999, End: 9999}, {Start: 3, End: 9999}, {Start: strings.Index(lease, "’") + 1, End: len(lease) + 1}} {
		if p := passageAt(v.reading.document, l); p.Text != "" || p.Citation.Span != (index.Span{}) {
			t.Errorf("%+v names %q", l, p.Text)
		}
	}
}

// A link to a file that is not in the library reads nothing until the user confirms it.
func TestLinkToAStrangersFileIsConfirmed(t *testing.T) {
	path := stranger(t)
	v := visit(t, link.Link{Path: path}.String())
	v.until("it is asked", func() bool { return v.win.Canvas().Overlays().Top() != nil })
	if words, _ := v.dialogShown(); !strings.Contains(words, path) {
		t.Errorf("it asks %q", words)
	}
	v.tapInDialog("Cancel")
	v.jobsDone()
	if v.read.Load() > 0 || v.reading.document != nil {
		t.Fatal("the file was read")
	}
	v.visiting.open([]string{link.Link{Path: path}.String()})
	v.until("it is asked again", func() bool { return v.win.Canvas().Overlays().Top() != nil })
	v.tapInDialog("Open")
	v.shows(path)
}

func TestFileThatCannotBeShown(t *testing.T) {
	v := visit(t, "/docs/nothing.txt")
	v.until("it says so", func() bool { return v.reading.reader.Visible() && v.read.Load() == 1 && v.reading.document == nil })
	v.jobsDone()
}

func TestFolderNarrowsTheQuestionOrIsAdded(t *testing.T) {
	outside := t.TempDir()
	v := visit(t, outside)
	v.until("it is asked", func() bool { return v.win.Canvas().Overlays().Top() != nil })
	v.tapInDialog("Add")
	v.until("it is added", func() bool { return v.holds(outside) })

	inside := t.TempDir()
	w := visit(t)
	w.shelves.holds.Sources = append(w.shelves.holds.Sources, index.Source{Path: inside})
	w.visiting.open([]string{inside})
	w.until("the question is narrowed", func() bool { return len(w.narrow.folders) == 1 && w.narrow.folders[0] == inside })
}

func TestLinkTurnsToAPage(t *testing.T) {
	v := visit(t, link.Link{Page: link.Library}.String())
	v.until("the library is shown", func() bool { return v.shelves.page.Visible() })
	v.visiting.open([]string{link.Link{Page: link.Ask}.String()})
	v.until("the question is shown", func() bool { return v.split.Visible() })
}

// A file that the library lists, but that gave no text, says why in the reader.
func TestFileWithoutTextSaysWhy(t *testing.T) {
	v := visit(t)
	v.lib.locked(func() { v.lib.unread = map[string]error{"/docs/bad.pdf": doc.Refuse(doc.CodeCutShort)} })
	v.visiting.open([]string{"/docs/bad.pdf"})
	v.until("the reader says so", func() bool {
		return slices.Equal(v.reading.reader.Message().Words(), []string{"The document could not be read.", "Damaged: it ends early, or part of it is broken"})
	})
	if v.read.Load() > 0 {
		t.Error("the file was read again")
	}
}
