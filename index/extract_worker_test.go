package index_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"footnote/index"
	"footnote/index/extract"
)

// What reads a file outside a library is a worker, too: here it is one that dies.
func TestExtractReadsInAWorker(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.txt")
	if err := os.WriteFile(path, []byte("Some words."), 0o600); err != nil {
		t.Fatal(err)
	}
	if doc, err := index.Extract(t.Context(), path, index.Options{}); err != nil || doc.Text != "Some words." {
		t.Errorf("in this process: %q, %v", doc.Text, err)
	}
	worker := []string{os.Args[0], "-test.run=^$"} // it ends at once
	if doc, err := index.Extract(t.Context(), path, index.Options{Worker: worker}); !errors.Is(err, extract.ErrDied) {
		t.Errorf("in a worker that dies: %q, %v, want extract.ErrDied", doc.Text, err)
	}
}
