package index_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"footnote/index"
	"footnote/index/doc"
)

// tree is a folder of documents and a library beside it.
type tree struct {
	t       testing.TB
	dir     string
	library string // its folder
	options index.Options
	lib     *index.Library
}

func newTree(t testing.TB, with ...func(*index.Options)) *tree {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		t.Fatal(err)
	}
	// What PDFium is compiled to is kept from run to run: it takes a minute under the race detector.
	options := index.Options{CacheDir: filepath.Join(cache, "footnote-test")}
	for _, set := range with {
		set(&options)
	}
	tr := &tree{t: t, dir: dir, library: filepath.Join(t.TempDir(), "library"), options: options}
	tr.open()
	t.Cleanup(func() {
		if tr.lib == nil {
			return
		}
		if err := tr.lib.Close(); err != nil {
			t.Error(err)
		}
	})
	return tr
}

func (tr *tree) open() {
	tr.t.Helper()
	lib, err := index.Open(tr.library, tr.options)
	if err != nil {
		tr.t.Fatal(err)
	}
	tr.lib = lib
}

// shut closes the library; open opens it again.
func (tr *tree) shut() {
	tr.t.Helper()
	if err := tr.lib.Close(); err != nil {
		tr.t.Fatal(err)
	}
	tr.lib = nil
}

// reopen closes the library and opens it again.
func (tr *tree) reopen() {
	tr.t.Helper()
	if err := tr.lib.Close(); err != nil {
		tr.t.Fatal(err)
	}
	tr.open()
}

func (tr *tree) path(name string) string { return filepath.Join(tr.dir, name) }

func (tr *tree) write(name, text string) {
	tr.t.Helper()
	if err := os.MkdirAll(filepath.Dir(tr.path(name)), 0o755); err != nil {
		tr.t.Fatal(err)
	}
	if err := os.WriteFile(tr.path(name), []byte(text), 0o644); err != nil {
		tr.t.Fatal(err)
	}
}

func (tr *tree) add(names ...string) {
	tr.t.Helper()
	for _, name := range names {
		if _, err := tr.lib.Add(context.Background(), tr.path(name)); err != nil {
			tr.t.Fatal(err)
		}
	}
}

func (tr *tree) sync() index.Report {
	tr.t.Helper()
	report, err := tr.lib.Sync(context.Background(), nil)
	if err != nil {
		tr.t.Fatal(err)
	}
	return report
}

func (tr *tree) search(question string) []index.Passage {
	tr.t.Helper()
	result, err := tr.lib.Search(context.Background(), question, index.SearchOptions{})
	if err != nil {
		tr.t.Fatal(err)
	}
	return result.Passages
}

// finds reports whether a question brings up a document.
func (tr *tree) finds(question, name string) bool {
	tr.t.Helper()
	for _, p := range tr.search(question) {
		if p.Citation.Path == tr.path(name) {
			return true
		}
	}
	return false
}

const (
	tenancy = "# Tenancy\n\n## Ending it\n\nEither party may end the tenancy by giving two months' written notice.\n\n## Pets\n\nA cat is allowed, a parrot is not.\n"
	bread   = "Bread goes stale because its starch crystallises again. Toasting undoes that for an hour."
)

func TestSyncFollowsTheDisk(t *testing.T) {
	tr := newTree(t)
	tr.write("home/tenancy.md", tenancy)
	tr.write("home/bread.txt", bread)
	tr.write("home/empty.txt", "")
	tr.add("home")

	report := tr.sync()
	if report.Added != 2 || len(report.Failed) != 1 || report.Failed[0].Path != tr.path("home/empty.txt") || report.Failed[0].Outcome.Code != doc.CodeEmpty {
		t.Errorf("first sync: %+v", report)
	}
	if !tr.finds("How much notice ends the tenancy?", "home/tenancy.md") {
		t.Error("the tenancy is not found")
	}
	if report := tr.sync(); report.Unchanged != 3 || report.Added+report.Changed+report.Removed+report.Passages != 0 {
		t.Errorf("sync without a change: %+v", report)
	}

	later := time.Now().Add(time.Hour)
	if err := os.Chtimes(tr.path("home/bread.txt"), later, later); err != nil {
		t.Fatal(err)
	}
	if report := tr.sync(); report.Unchanged != 3 || report.Passages != 0 {
		t.Errorf("sync after a touch: %+v", report)
	}

	tr.write("home/bread.txt", "Bread freezes well when it is sliced first, and thaws in minutes.")
	if report := tr.sync(); report.Changed != 1 || report.Unchanged != 2 {
		t.Errorf("sync after a change: %+v", report)
	}
	for _, p := range tr.search("Why does bread go stale?") {
		if strings.Contains(p.Text, "crystallises") {
			t.Error("the old text is still found")
		}
	}

	if err := os.Rename(tr.path("home/bread.txt"), tr.path("home/loaf.txt")); err != nil {
		t.Fatal(err)
	}
	if report := tr.sync(); report.Added != 1 || report.Removed != 1 {
		t.Errorf("sync after a rename: %+v", report)
	}
	if tr.finds("sliced bread freezes", "home/bread.txt") || !tr.finds("sliced bread freezes", "home/loaf.txt") {
		t.Error("the old name is found, or the new one is not")
	}
}

func TestUpgradeReadsDocumentsAnew(t *testing.T) {
	tr := newTree(t)
	tr.write("home/bread.txt", bread)
	tr.add("home")
	tr.sync()
	tr.lib.Upgrade()
	if !tr.finds("Why does bread go stale?", "home/bread.txt") {
		t.Error("the document is not found until it is read anew")
	}
	if report := tr.sync(); report.Changed != 1 {
		t.Errorf("sync after an upgrade: %+v", report)
	}
	if report := tr.sync(); report.Unchanged != 1 {
		t.Errorf("the sync after that: %+v", report)
	}
}

func TestSourceThatIsGoneKeepsItsPassages(t *testing.T) {
	tr := newTree(t)
	tr.write("usb/bread.txt", bread)
	tr.add("usb")
	tr.sync()
	if err := os.Rename(tr.path("usb"), tr.path("elsewhere")); err != nil {
		t.Fatal(err)
	}
	report := tr.sync()
	away := index.Offline{Path: tr.path("usb"), Reason: index.NotThere, Documents: 1}
	if len(report.Offline) != 1 || report.Offline[0] != away || report.Removed != 0 {
		t.Errorf("sync without the source: %+v", report)
	}
	if !tr.finds("Why does bread go stale?", "usb/bread.txt") {
		t.Error("the passages are gone with the source")
	}
	status, err := tr.lib.Status(context.Background())
	if err != nil || status.Sources[0].Offline != away {
		t.Errorf("status %+v, %v: the source should be offline", status, err)
	}
	if err := tr.lib.Remove(context.Background(), tr.path("usb")); err != nil {
		t.Errorf("a source that is gone cannot be removed: %v", err)
	}
}

func TestSourcesWithinSources(t *testing.T) {
	tr := newTree(t)
	tr.write("home/bread.txt", bread)
	tr.write("home/flat/tenancy.md", tenancy)
	tr.add("home/flat", "home/bread.txt")
	tr.sync()
	tr.add("home", "home/flat") // the first takes in both, the second is covered
	if report := tr.sync(); report.Unchanged != 2 || report.Passages != 0 {
		t.Errorf("sync after the larger folder was added: %+v", report)
	}
	status, err := tr.lib.Status(context.Background())
	if err != nil || len(status.Sources) != 1 || status.Sources[0].Path != tr.path("home") || status.Documents != 2 {
		t.Errorf("status %+v, %v: want one source with two documents", status, err)
	}
}

func TestRemoveLeavesTheFiles(t *testing.T) {
	tr := newTree(t)
	tr.write("home/bread.txt", bread)
	tr.add("home")
	tr.sync()
	if err := tr.lib.Remove(context.Background(), tr.path("home")); err != nil {
		t.Fatal(err)
	}
	if tr.finds("Why does bread go stale?", "home/bread.txt") {
		t.Error("a removed source is still found")
	}
	if _, err := os.Stat(tr.path("home/bread.txt")); err != nil {
		t.Error("the file is gone:", err)
	}
	if err := tr.lib.Remove(context.Background(), tr.path("home")); !errors.Is(err, index.ErrNotSource) {
		t.Errorf("removing it again: %v, want ErrNotSource", err)
	}
}

// TestReadOfAFileWithoutText reads a document that the library lists, but whose file gave no text: the error says why.
func TestReadOfAFileWithoutText(t *testing.T) {
	tr := newTree(t)
	tr.write("docs/broken.docx", "PK\x03\x04 and no more")
	tr.add("docs")
	tr.sync()
	_, err := tr.lib.Read(t.Context(), tr.path("docs/broken.docx"))
	var refusal *doc.Refusal
	if !errors.As(err, &refusal) || refusal.Code.Class() != doc.Damaged {
		t.Errorf("it is read with %v, want a refusal for damage", err)
	}
}

func TestAddWhatIsNotThere(t *testing.T) {
	tr := newTree(t)
	if _, err := tr.lib.Add(context.Background(), tr.path("nowhere")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("err = %v, want fs.ErrNotExist", err)
	}
}

func TestCancelledSyncKeepsWhatWasCommitted(t *testing.T) {
	tr := newTree(t)
	const files = 50
	for i := range files {
		tr.write(fmt.Sprintf("home/%02d.txt", i), fmt.Sprintf("%s This is copy %d.", bread, i))
	}
	tr.add("home")
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	_, err := tr.lib.Sync(ctx, func(p index.Progress) {
		if p.Files == 10 {
			cancel()
		}
	})
	if !errors.Is(err, context.Canceled) {
		t.Fatalf("err = %v, want context.Canceled", err)
	}
	status, err := tr.lib.Status(context.Background())
	if err != nil || status.Documents < 10 || status.Documents == files {
		t.Errorf("%d documents after the cancel, %v; want some and not all", status.Documents, err)
	}
	if report := tr.sync(); report.Unchanged != status.Documents || report.Added != files-status.Documents {
		t.Errorf("the sync after it: %+v, want the rest of %d added", report, files)
	}
}

func TestProgress(t *testing.T) {
	tr := newTree(t)
	tr.write("home/bread.txt", bread)
	tr.write("home/tenancy.md", tenancy)
	tr.write("home/empty.txt", "")
	tr.add("home")
	var all []index.Progress
	if _, err := tr.lib.Sync(context.Background(), func(p index.Progress) { all = append(all, p) }); err != nil {
		t.Fatal(err)
	}
	previous := index.Progress{}
	for _, p := range all {
		if p.Files < previous.Files || p.Bytes < previous.Bytes || p.Passages < previous.Passages || p.Files > p.AllFiles || p.Bytes > p.AllBytes {
			t.Errorf("progress %+v after %+v", p, previous)
		}
		previous = p
	}
	last := all[len(all)-1]
	bytes := int64(len(bread) + len(tenancy))
	if last.Phase != index.Done || last.Files != 3 || last.AllFiles != 3 || last.Bytes != bytes || last.Failed != 1 || last.Passages < 2 {
		t.Errorf("last progress %+v", last)
	}
}
