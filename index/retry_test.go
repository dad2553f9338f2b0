package index_test

import (
	"context"
	"errors"
	"os"
	"strings"
	"testing"

	"footnote/index"
)

// TestRetryReadsAFileThatLooksUnchanged mends a file in a way that its size and time do not tell.
func TestRetryReadsAFileThatLooksUnchanged(t *testing.T) {
	const words = "The key hangs behind the door."
	broken := ("%PDF-1.7\n" + strings.Repeat("x", len(words)))[:len(words)]
	ctx := context.Background()
	tr := newTree(t)
	tr.write("note.txt", broken)
	tr.add(".")
	sync := func() index.Report {
		t.Helper()
		report, err := tr.lib.Sync(ctx, nil)
		if err != nil {
			t.Fatal(err)
		}
		return report
	}
	if r := sync(); len(r.Failed) != 1 {
		t.Fatalf("the first sync: %+v, want a failure", r)
	}
	info, err := os.Stat(tr.path("note.txt"))
	if err != nil {
		t.Fatal(err)
	}
	tr.write("note.txt", words)
	if err := os.Chtimes(tr.path("note.txt"), info.ModTime(), info.ModTime()); err != nil {
		t.Fatal(err)
	}
	if r := sync(); r.Unchanged != 1 {
		t.Fatalf("a sync without a retry: %+v, want it unchanged", r)
	}
	if err := tr.lib.Retry(ctx, tr.path("note.txt")); err != nil {
		t.Fatal(err)
	}
	if r := sync(); r.Changed != 1 || len(r.Failed) != 0 {
		t.Errorf("the sync after a retry: %+v, want it changed", r)
	}
	if d, err := tr.lib.Read(ctx, tr.path("note.txt")); err != nil || d.Text != words {
		t.Errorf("read %q, %v", d.Text, err)
	}
}

func TestRetryOfAnUnknownFile(t *testing.T) {
	tr := newTree(t)
	tr.write("a.txt", "words")
	tr.add(".")
	if err := tr.lib.Retry(context.Background(), tr.path("b.txt")); !errors.Is(err, index.ErrNotFound) {
		t.Errorf("got %v, want %v", err, index.ErrNotFound)
	}
}
