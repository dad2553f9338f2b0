package index_test

import (
	"errors"
	"path/filepath"
	"testing"

	"footnote/index/store"
)

// TestSyncRemovesStrays damages the path of a document in the library, so that it is in no source. A Sync reads the file again under its
// own path, and the stray leaves.
func TestSyncRemovesStrays(t *testing.T) {
	tr := newTree(t)
	tr.write("docs/tenancy.md", tenancy)
	tr.write("docs/bread.txt", bread)
	tr.add("docs")
	tr.sync()
	tr.shut()
	db := openDatabase(t, filepath.Join(tr.library, store.FileName))
	_, err := db.Exec(`UPDATE document SET path = replace(path, '/docs/', '/dcs/') WHERE path LIKE '%bread.txt'`)
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
	tr.open()
	if report := tr.sync(); report.Added != 1 || report.Removed != 1 || report.Unchanged != 1 {
		t.Errorf("the sync reports %+v", report)
	}
	if !tr.finds("How is bread made?", "docs/bread.txt") {
		t.Error("the bread is not found under its own path")
	}
	if report := tr.sync(); report.Added != 0 || report.Removed != 0 || report.Unchanged != 2 {
		t.Errorf("the next sync reports %+v", report)
	}
}
