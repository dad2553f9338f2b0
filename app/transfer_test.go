package app

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"footnote/app/place"
	"footnote/index"
)

// TestExportFromTheWindow exports the library into a folder under a new name, and checks that errors are reported.
func TestExportFromTheWindow(t *testing.T) {
	lib := library()
	s := open(t, lib, Starter{})
	s.carrying.now = func() time.Time { return time.Date(2026, 11, 30, 12, 0, 0, 0, time.UTC) }
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "Footnote-2026-11-30.footnote"), []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	var to string
	lib.export = func(_ context.Context, path string, _ index.ExportOptions) (index.Manifest, error) {
		to = path
		return index.Manifest{}, nil
	}
	s.carrying.export(dir)
	s.until("it says where it is", func() bool {
		words, _ := s.dialogShown()
		return strings.Contains(words, "Footnote-2026-11-30-2.footnote")
	})
	if to != filepath.Join(dir, "Footnote-2026-11-30-2.footnote") {
		t.Errorf("exported to %s", to)
	}
	s.tapInDialog("Close")
	lib.export = func(ctx context.Context, _ string, opt index.ExportOptions) (index.Manifest, error) {
		opt.Report(.5)
		<-ctx.Done()
		return index.Manifest{}, ctx.Err()
	}
	s.carrying.export(dir)
	s.until("it says how far it is", func() bool { return s.doctor.working != nil && s.doctor.working.Share() == .5 })
	s.tapInDialog("Cancel")
	s.until("it has stopped", func() bool { words, _ := s.status.Words(); return words == "Stopped. Nothing was exported." })
	lib.export = func(context.Context, string, index.ExportOptions) (index.Manifest, error) {
		return index.Manifest{}, index.ErrFull
	}
	s.carrying.export(dir)
	s.until("it says what is wrong", func() bool { words, _ := s.dialogShown(); return strings.Contains(words, "The disk is full") })
}

// TestImportIntoTheWindow exports a real library, and imports it in the window of another one.
func TestImportIntoTheWindow(t *testing.T) {
	docs, file := t.TempDir(), filepath.Join(t.TempDir(), "library.footnote")
	if err := os.WriteFile(filepath.Join(docs, "lease.txt"), []byte(lease), 0o600); err != nil {
		t.Fatal(err)
	}
	source := t.TempDir()
	lib, err := index.Open(source, index.Options{CacheDir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	_, adding := lib.Add(t.Context(), docs)
	_, syncing := lib.Sync(t.Context(), nil)
	_, exporting := place.Export(t.Context(), lib, source, file, filepath.Join(t.TempDir(), "models.json"), index.ExportOptions{})
	if err := errors.Join(adding, syncing, exporting, lib.Close()); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	s := stageWindow(t, library(), Options{
		Dir:  dir,
		Open: func() (Library, error) { return index.Open(dir, index.Options{CacheDir: t.TempDir()}) },
		Import: func(ctx context.Context, file string, opt index.ImportOptions) (place.Imported, error) {
			return place.Import(ctx, file, dir, filepath.Join(dir, "models.json"), opt)
		},
	})
	s.until("the library is open", func() bool { return s.library != nil })
	s.jobsDone()
	s.carrying.offerImport(file)
	s.until("it says what is in it", func() bool { words, _ := s.dialogShown(); return strings.Contains(words, "1 document ·") })
	s.tapInDialog("Import")
	s.until("the library is imported", func() bool {
		words, _ := s.dialogShown()
		return strings.HasPrefix(words, "1 document") && !s.closed && s.doctor.working == nil
	})
	s.tapInDialog("Close")
	s.until("the window shows what it holds", func() bool { return s.shelves.holds.Documents == 1 })
	s.carrying.offerImport(file)
	s.until("it says what is in it", func() bool { words, _ := s.dialogShown(); return strings.Contains(words, "1 document ·") })
	s.tapInDialog("Import")
	s.until("it says that the library is not empty", func() bool { words, _ := s.dialogShown(); return strings.Contains(words, "not empty") })
	s.tapInDialog("Close")
	s.carrying.offerImport(filepath.Join(docs, "lease.txt"))
	s.until("it says that the file is none", func() bool { words, _ := s.dialogShown(); return strings.Contains(words, "not an exported library") })
	s.tapInDialog("Close")
}

// TestImportFindsFoldersThatMoved imports a library whose folder has another path on this computer: the dialog asks where it is.
func TestImportFindsFoldersThatMoved(t *testing.T) {
	var mapped []index.Mapping
	s := stageWindow(t, library(), Options{
		Dir: t.TempDir(), Open: func() (Library, error) { return library(), nil },
		Import: func(_ context.Context, _ string, opt index.ImportOptions) (place.Imported, error) {
			mapped = opt.Mappings
			return place.Imported{}, nil
		},
	})
	s.until("the library is open", func() bool { return s.library != nil })
	here := t.TempDir()
	m := index.Manifest{Sources: []index.ExportedSource{{Path: here}, {Path: "/gone/papers"}}}
	s.carrying.ask("file", anExport{Manifest: m, missing: index.Missing(m, nil)})
	if words, _ := s.dialogShown(); !strings.Contains(words, "– "+here) || !strings.Contains(words, "/gone/papers is not on this computer") {
		t.Errorf("the dialog says %q", words)
	}
	now := t.TempDir()
	t.Setenv("HOME", now) // the dialog for folders begins there
	t.Chdir(now)
	s.tapInDialog("Choose folder…")
	s.tapInDialog("It is here")
	if words, _ := s.dialogShown(); !strings.Contains(words, "formerly /gone/papers") {
		t.Errorf("the dialog says %q", words)
	}
	s.tapInDialog("Import")
	s.until("the library is imported", func() bool { words, _ := s.dialogShown(); return strings.Contains(words, "0 documents") })
	s.tapInDialog("Close")
	if want := []index.Mapping{{From: "/gone/papers", To: now}}; !slices.Equal(mapped, want) {
		t.Errorf("mapped %v, want %v", mapped, want)
	}
}

// TestImportAsksBeforeAnythingIsSent checks that a model on another computer is kept only if the user ticks that.
func TestImportAsksBeforeAnythingIsSent(t *testing.T) {
	lib := library()
	var kept []bool
	s := stageWindow(t, lib, Options{
		Dir: t.TempDir(), Open: func() (Library, error) { l := library(); return l, nil },
		Import: func(_ context.Context, _ string, opt index.ImportOptions) (place.Imported, error) {
			kept = append(kept, opt.Models)
			return place.Imported{Imported: index.Imported{
				Sources: []index.ImportedSource{{Path: "/gone"}}, Left: []index.ExportedModel{{Title: "m"}},
			}, Away: "n"}, nil
		},
	})
	s.until("the library is open", func() bool { return s.library != nil })
	e := anExport{Manifest: index.Manifest{Models: []index.ExportedModel{{Title: "m", Host: "models.example"}}}}
	for _, tick := range []bool{false, true} {
		s.carrying.ask("file", e)
		words, _ := s.dialogShown()
		for _, o := range test.LaidOutObjects(s.win.Canvas().Overlays().Top()) {
			if box, ok := o.(*widget.Check); ok {
				words = box.Text
				box.SetChecked(tick)
			}
		}
		if !strings.Contains(words, "models.example") {
			t.Errorf("it is not said where texts would go: %q", words)
		}
		s.tapInDialog("Import")
		s.until("it says what was left out", func() bool {
			words, _ := s.dialogShown()
			return strings.Contains(words, "/gone is not on this computer") && strings.Contains(words, "instead of m") && strings.Contains(words, "n runs on another computer")
		})
		s.tapInDialog("Close")
	}
	if len(kept) != 2 || kept[0] || !kept[1] {
		t.Errorf("kept: %v", kept)
	}
}
