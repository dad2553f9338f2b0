package index_test

import (
	"context"
	"errors"
	"testing"

	"footnote/index"
)

func TestDocuments(t *testing.T) {
	tr := newTree(t)
	tr.write("home/b.md", tenancy)
	tr.write("home/a/empty.txt", "")
	tr.write("home/a/bread.txt", bread)
	tr.write("other/c.txt", bread+bread)
	tr.add("home", "other")
	tr.sync()
	got, err := tr.lib.Documents(context.Background(), tr.path("home"))
	if err != nil || len(got) != 3 {
		t.Fatalf("got %+v, %v; want three", got, err)
	}
	for i, want := range []struct {
		path, title string
		passages    bool
	}{{"home/a/bread.txt", "bread", true}, {"home/a/empty.txt", "", false}, {"home/b.md", "Tenancy", true}} {
		d := got[i]
		if d.Path != tr.path(want.path) || d.Title != want.title || d.Passages > 0 != want.passages || (d.Outcome.Code == "") != want.passages || d.Modified.IsZero() {
			t.Errorf("got %+v, want %+v", d, want)
		}
	}
	if _, err := tr.lib.Documents(context.Background(), tr.path("nowhere")); !errors.Is(err, index.ErrNotSource) {
		t.Errorf("of no source: %v", err)
	}
}

func TestDiskPartsAddUp(t *testing.T) {
	tr := newTree(t)
	tr.write("home/b.md", tenancy)
	tr.add("home")
	tr.sync()
	parts, err := tr.lib.DiskParts(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	status, err := tr.lib.Status(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if parts.Text <= 0 || parts.Vectors <= 0 || parts.Words <= 0 || parts.Text+parts.Vectors+parts.Words != status.BytesOnDisk {
		t.Errorf("%+v, want parts of %d bytes", parts, status.BytesOnDisk)
	}
}
