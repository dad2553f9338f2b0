package index_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"footnote/index"
	"footnote/index/provider"
	"footnote/index/store"
)

// exported is a tree of documents with its export.
func exported(t *testing.T) (tr *tree, file string) {
	t.Helper()
	tr = newTree(t)
	tr.write("docs/tenancy.md", tenancy)
	tr.write("docs/deep/er/bread.txt", bread)
	tr.write("docs/empty.txt", "")
	tr.write("letters/lease.txt", "The lease ends in June. The landlord keeps one month's rent.")
	tr.add("docs", "letters")
	tr.sync()
	if err := tr.lib.SetIgnore(t.Context(), tr.path("docs"), "drafts/\n"); err != nil {
		t.Fatal(err)
	}
	file = filepath.Join(t.TempDir(), "library.footnote")
	m, err := tr.lib.Export(t.Context(), file, index.ExportOptions{
		Program: "footnote test", Home: tr.dir, Files: []index.File{{Name: "basket.json", Data: []byte("{}")}},
	})
	if err != nil {
		t.Fatal(err)
	}
	if m.Documents != 3 || len(m.Sources) != 2 || m.Home != tr.dir || len(m.Members) != 2 {
		t.Errorf("the manifest says %+v", m)
	}
	return tr, file
}

// importFile imports a file into a new folder and returns it.
func importFile(t *testing.T, file string, opt index.ImportOptions) (dir string, done index.Imported) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "library")
	opt.Files = []string{"basket.json"}
	done, err := index.Import(t.Context(), file, dir, opt)
	if err != nil {
		t.Fatal(err)
	}
	return dir, done
}

// copyDocuments copies a folder, with or without the times of its files, and returns the copy.
func copyDocuments(t *testing.T, from string, times bool) string {
	t.Helper()
	to, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
	if !times {
		return to
	}
	err = filepath.WalkDir(from, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(from, path)
		return os.Chtimes(filepath.Join(to, rel), info.ModTime(), info.ModTime())
	})
	if err != nil {
		t.Fatal(err)
	}
	return to
}

// TestImport moves a library to another folder of documents: all is found there, and nothing is read or embedded again.
func TestImport(t *testing.T) {
	tr, file := exported(t)
	for name, times := range map[string]bool{"with the times of the files": true, "with other times": false} {
		t.Run(name, func(t *testing.T) {
			home := copyDocuments(t, tr.dir, times)
			dir, done := importFile(t, file, index.ImportOptions{Mappings: []index.Mapping{{From: tr.dir, To: home}}})
			if done.Documents != 3 || len(done.Files) != 1 || string(done.Files[0].Data) != "{}" {
				t.Errorf("imported %+v", done)
			}
			for _, s := range done.Sources {
				if !s.Here || !strings.HasPrefix(s.Path, home) || !strings.HasPrefix(s.From, tr.dir) {
					t.Errorf("the source %+v", s)
				}
			}
			if got, want := done.Here(tr.path("docs/a.txt")), filepath.Join(home, "docs", "a.txt"); got != want {
				t.Errorf("%s is here %s", want, got)
			}
			lib, err := index.Open(dir, index.Options{CacheDir: t.TempDir()})
			if err != nil {
				t.Fatal(err)
			}
			defer func() {
				if err := lib.Close(); err != nil {
					t.Error(err)
				}
			}()
			lib.ReadWith(func(path string) (d index.Extracted, err error) { return d, fmt.Errorf("%s is read again", path) })
			report, err := lib.Sync(t.Context(), nil)
			failed := 0 // a file that gave no text is tried again where it may have changed
			if !times {
				failed = 1
			}
			if err != nil || report.Added+report.Changed+report.Removed+report.Passages != 0 || report.Unchanged != 4-failed || len(report.Failed) != failed {
				t.Errorf("the sync after it: %+v, %v", report, err)
			}
			if m, err := lib.Models(t.Context()); err != nil || m.Lacking != 0 {
				t.Errorf("vectors are lacking: %+v, %v", m, err)
			}
			found, err := lib.Search(t.Context(), "How much notice ends the tenancy?", index.SearchOptions{})
			if err != nil || len(found.Passages) == 0 || found.Passages[0].Citation.Path != filepath.Join(home, "docs", "tenancy.md") {
				t.Errorf("found %+v, %v", found.Passages, err)
			}
			status, err := lib.Status(t.Context())
			if err != nil || status.Sources[0].Ignore != "drafts/\n" {
				t.Errorf("the sources are %+v, %v", status.Sources, err)
			}
			if _, wrong := examined(t, dir); len(wrong) > 0 {
				t.Errorf("the imported library is not sound: %v", wrong)
			}
		})
	}
}

// TestImportWithoutMapping holds that documents of folders that are not here stay, and are found.
func TestImportWithoutMapping(t *testing.T) {
	tr, file := exported(t)
	if err := os.Rename(tr.path("docs"), tr.path("gone")); err != nil {
		t.Fatal(err)
	}
	dir, done := importFile(t, file, index.ImportOptions{})
	here := map[string]bool{}
	for _, s := range done.Sources {
		here[filepath.Base(s.Path)] = s.Here
	}
	if here["docs"] || !here["letters"] {
		t.Errorf("here: %v", here)
	}
	lib, err := index.Open(dir, index.Options{CacheDir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = lib.Close() }()
	if report, err := lib.Sync(t.Context(), nil); err != nil || report.Removed > 0 || len(report.Offline) != 1 {
		t.Errorf("the sync after it: %+v, %v", report, err)
	}
	if found, err := lib.Search(t.Context(), "How much notice ends the tenancy?", index.SearchOptions{}); err != nil || len(found.Passages) == 0 {
		t.Errorf("found %d passages, %v", len(found.Passages), err)
	}
	if was, is := uid(t, tr.library), uid(t, dir); is == was || len(is) != 32 {
		t.Errorf("its id is %s, that of the original %s", is, was)
	}
}

// uid is a library's id.
func uid(t *testing.T, dir string) (uid string) {
	t.Helper()
	db := openDatabase(t, filepath.Join(dir, store.FileName))
	err := db.QueryRow(`SELECT uid FROM library`).Scan(&uid)
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
	return uid
}

// TestImportFromWindows holds that the paths of another system become those of this one.
func TestImportFromWindows(t *testing.T) {
	docs := newTree(t)
	docs.write("Ada/Letters/lease.txt", bread)
	source := filepath.Join(t.TempDir(), "library")
	lib, err := index.Open(source, index.Options{CacheDir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := lib.Add(t.Context(), docs.path("Ada")); err != nil {
		t.Fatal(err)
	}
	if _, err := lib.Sync(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	// As Windows would have written it.
	execute(t, source, fmt.Sprintf(`UPDATE document SET path = 'C:\Users\Ada\Documents\Letters\lease.txt';
		UPDATE source SET path = 'C:\Users\Ada\Documents' WHERE path = '%s'`, docs.path("Ada")))
	if err := lib.SetIgnore(t.Context(), `C:\Users\Ada\Documents`, "x"); err == nil || !errors.Is(err, index.ErrNotSource) {
		t.Logf("set rules: %v", err)
	}
	file := filepath.Join(t.TempDir(), "x")
	if err := lib.PauseModel(t.Context(), false); err != nil { // any write seals what was changed
		t.Fatal(err)
	}
	if _, err := lib.Export(t.Context(), file, index.ExportOptions{Home: `C:\Users\Ada`}); err != nil {
		t.Fatal(err)
	}
	if err := lib.Close(); err != nil {
		t.Fatal(err)
	}
	home := t.TempDir()
	if err := os.MkdirAll(filepath.Join(home, "Documents", "Letters"), 0o700); err != nil {
		t.Fatal(err)
	}
	m, err := index.ReadManifest(file)
	if err != nil {
		t.Fatal(err)
	}
	m.Sources[0].Path = `c:\users\ADA\Documents` // Windows does not tell them apart
	suggested := index.Suggest(m, home, nil)
	want := []index.Mapping{{From: `c:\users\ADA\Documents`, To: filepath.Join(home, "Documents")}}
	if !slices.Equal(suggested, want) {
		t.Errorf("suggested %+v, want %+v", suggested, want)
	}
	dir := filepath.Join(t.TempDir(), "library")
	if _, err := index.Import(t.Context(), file, dir, index.ImportOptions{Mappings: suggested}); err != nil {
		t.Fatal(err)
	}
	again, err := index.Open(dir, index.Options{CacheDir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = again.Close() }()
	if d, err := again.Read(t.Context(), filepath.Join(home, "Documents", "Letters", "lease.txt")); err != nil || d.Text != bread {
		t.Errorf("read %+v, %v", d, err)
	}
}

func TestSuggest(t *testing.T) {
	home := t.TempDir()
	for _, dir := range []string{"Documents", "Papers/2024"} {
		if err := os.MkdirAll(filepath.Join(home, dir), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	m := index.Manifest{Home: "/home/ada", Dir: "/home/ada/.local/share/footnote", Sources: []index.ExportedSource{
		{Path: "/home/ada/Documents"},
		{Path: "/home/ada/Music"},
		{Path: "/home/adam/Documents"},
		{Path: "/mnt/Documents"},
		{Path: home},
		{Path: "/home/ada/Papers/2024"},
		{Path: "/home/ada/../Documents"},
		{Path: "/home/ada/.local/share/footnote/starter"},
	}}
	got := index.Suggest(m, home, []index.Mapping{{From: "/home/ada/Papers", To: "/elsewhere"}})
	if want := []index.Mapping{{From: "/home/ada/Documents", To: filepath.Join(home, "Documents")}}; !slices.Equal(got, want) {
		t.Errorf("suggested %+v, want %+v", got, want)
	}
}

// TestMapping holds what becomes of paths, whatever systems they are of.
func TestMapping(t *testing.T) {
	for _, test := range []struct{ from, to, path, want string }{
		{"/home/ada", "/Users/ada", "/home/ada/a/b.txt", "/Users/ada/a/b.txt"},
		{"/home/ada/", "/Users/ada/", "/home/ada", "/Users/ada/"},
		{"/home/ada", "/Users/ada", "/home/adam/b.txt", "/home/adam/b.txt"},
		{"/", "/mnt/old", "/a/b.txt", "/mnt/old/a/b.txt"},
		{"/home/ada", `D:\Ada`, "/home/ada/a/b.txt", `D:\Ada\a\b.txt`},
		{"/home/ada", `\\server\share`, "/home/ada/a/b.txt", `\\server\share\a\b.txt`},
		{`C:\Users\Ada`, "/home/ada", `C:\Users\Ada\a\b.txt`, "/home/ada/a/b.txt"},
		{`c:\users\ada\`, "/home/ada", `C:\Users\Ada\A\b.txt`, "/home/ada/A/b.txt"},
		{`C:\`, "/mnt/c", `C:\Users\a.txt`, "/mnt/c/Users/a.txt"},
		{`\\server\share`, "/mnt/share", `\\server\share\a.txt`, "/mnt/share/a.txt"},
		{"/home/ada", "/x", `/home/ada/a\b.txt`, `/x/a\b.txt`}, // a name on this system
		{"/home/Ada", "/x", "/home/ada/b.txt", "/home/ada/b.txt"},
	} {
		if got, err := index.MapPath(test.path, test.from, test.to); err != nil || got != test.want {
			t.Errorf("%s=%s: %s becomes %s, want %s; %v", test.from, test.to, test.path, got, test.want, err)
		}
	}
	for _, test := range [][2]string{{"relative", "/x"}, {"/x", "relative"}, {"", "/x"}, {"C:", "/x"}} {
		var wrong *index.MappingError
		if _, err := index.MapPath("/a", test[0], test[1]); !errors.As(err, &wrong) {
			t.Errorf("%s=%s: %v", test[0], test[1], err)
		}
	}
}

// TestExportRefuses holds that an export writes over nothing, and leaves nothing behind where it fails.
func TestExportRefuses(t *testing.T) {
	tr, file := exported(t)
	before, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := tr.lib.Export(t.Context(), file, index.ExportOptions{}); !errors.Is(err, fs.ErrExist) {
		t.Errorf("over a file: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := tr.lib.Export(ctx, file+"2", index.ExportOptions{}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	execute(t, tr.library, `UPDATE document SET title = 'x' WHERE id = 1`)
	if _, err := tr.lib.Export(t.Context(), file+"2", index.ExportOptions{}); !errors.Is(err, index.ErrDamaged) {
		t.Errorf("of a damaged library: %v", err)
	}
	entries, err := os.ReadDir(filepath.Dir(file))
	if err != nil || len(entries) != 1 {
		t.Errorf("left behind: %v, %v", entries, err)
	}
	if after, err := os.ReadFile(file); err != nil || !bytes.Equal(before, after) {
		t.Errorf("the file that was there has changed: %v", err)
	}
}

// TestImportRefusesWhatIsThere holds that a library with documents is not written over, and an empty one is.
func TestImportRefusesWhatIsThere(t *testing.T) {
	tr, file := exported(t)
	if _, err := index.Import(t.Context(), file, tr.library, index.ImportOptions{Files: []string{"basket.json"}}); !errors.Is(err, index.ErrOccupied) {
		t.Errorf("over a library: %v", err)
	}
	dir := filepath.Join(t.TempDir(), "library")
	lib, err := index.Open(dir, index.Options{CacheDir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	starter := filepath.Join(dir, "starter")
	if err := os.MkdirAll(starter, 0o700); err != nil {
		t.Fatal(err)
	}
	if _, err := lib.Add(t.Context(), starter); err != nil {
		t.Fatal(err)
	}
	release, err := lib.Hold(t.Context(), index.ActReading, nil)
	if err != nil {
		t.Fatal(err)
	}
	opt := index.ImportOptions{Files: []string{"basket.json"}, Disposable: starter, Wait: time.Nanosecond}
	var held *index.HeldError
	if _, err := index.Import(t.Context(), file, dir, opt); !errors.As(err, &held) {
		t.Errorf("while another works on it: %v", err)
	}
	release()
	if err := lib.Close(); err != nil {
		t.Fatal(err)
	}
	if done, err := index.Import(t.Context(), file, dir, opt); err != nil || done.Documents != 3 {
		t.Errorf("over the starter documents: %+v, %v", done, err)
	}
}

// TestLeftOfAnImport leaves the file of an import that was killed at its very end. The next import, though refused, and the next Sync remove it.
func TestLeftOfAnImport(t *testing.T) {
	_, file := exported(t)
	dir, _ := importFile(t, file, index.ImportOptions{})
	left := filepath.Join(dir, store.IncomingName)
	for what, next := range map[string]func() error{
		"an import": func() error {
			if _, err := index.Import(t.Context(), file, dir, index.ImportOptions{}); !errors.Is(err, index.ErrOccupied) {
				return fmt.Errorf("importing again: %w", err)
			}
			return nil
		},
		"a Sync": func() error {
			lib, err := index.Open(dir, index.Options{CacheDir: t.TempDir()})
			if err != nil {
				return err
			}
			_, err = lib.Sync(t.Context(), nil)
			return errors.Join(err, lib.Close())
		},
	} {
		if err := errors.Join(os.WriteFile(left, []byte("left"), 0o600), next()); err != nil {
			t.Fatal(err)
		}
		if _, err := os.Stat(left); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("after %s the file is still there: %v", what, err)
		}
	}
}

// TestImportOfModels holds that a model that sends texts away comes along only where that is agreed to.
func TestImportOfModels(t *testing.T) {
	tr, _ := exported(t)
	config, err := json.Marshal(map[string]any{
		"server": provider.Config{Kind: provider.Compatible, Model: "m", Address: "http://192.0.2.1/v1"},
		"rules":  map[string]any{}, "scale": map[string]any{}, "probe": []float32{1},
	})
	if err != nil {
		t.Fatal(err)
	}
	execute(t, tr.library, fmt.Sprintf(`UPDATE model SET name = 'away', config = '%s'`, config))
	if err := tr.lib.PauseModel(t.Context(), true); err != nil { // seals it
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "x")
	m, err := tr.lib.Export(t.Context(), file, index.ExportOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if len(m.Models) != 1 || m.Models[0].Host != "192.0.2.1" {
		t.Errorf("the manifest names %+v", m.Models)
	}
	for _, agreed := range []bool{false, true} {
		dir := filepath.Join(t.TempDir(), "library")
		done, err := index.Import(t.Context(), file, dir, index.ImportOptions{Models: agreed})
		if err != nil {
			t.Fatal(err)
		}
		lib, err := index.Open(dir, index.Options{CacheDir: t.TempDir()})
		if err != nil {
			t.Fatal(err)
		}
		models, err := lib.Models(t.Context())
		if err != nil || models.Serving.Builtin() == agreed {
			t.Errorf("agreed %v: serves %+v, %v", agreed, models.Serving, err)
		}
		if (len(done.Left) == 0) != agreed || !agreed && models.Lacking != models.Passages {
			t.Errorf("agreed %v: left out %+v; %d of %d passages lack vectors", agreed, done.Left, models.Lacking, models.Passages)
		}
		if err := lib.Close(); err != nil {
			t.Error(err)
		}
	}
}
