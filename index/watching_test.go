package index_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"footnote/index"
)

// TestWatchKeepsTheLibraryInStep changes a tree under the eyes of Watch and syncs what it reports: a note that is written, renamed,
// left out by a file with rules, and let in again.
func TestWatchKeepsTheLibraryInStep(t *testing.T) {
	tr := newTree(t)
	tr.write("home/a.txt", tenancy)
	tr.add("home")
	tr.sync()
	ctx, cancel := context.WithCancel(context.Background())
	reports, done := make(chan index.Watching, 100), make(chan error, 1)
	go func() { done <- tr.lib.Watch(ctx, func(w index.Watching) { reports <- w }) }()
	t.Cleanup(func() {
		cancel()
		if err := <-done; err != nil {
			t.Errorf("Watch returned %v", err)
		}
	})
	if first := <-reports; !slices.Equal(first.Changed, []string{tr.path("home")}) || len(first.Polled) > 0 {
		t.Errorf("the first report: %+v, want the source", first)
	}
	until := func(want string) {
		t.Helper()
		deadline := time.After(time.Minute)
		for tr.held() != want {
			select {
			case w := <-reports:
				if len(w.Changed) == 0 {
					continue
				}
				if slices.Contains(w.Changed, tr.path("home")) && want == "home/a.txt home/new.txt" {
					t.Error("one new file is reported as its whole source")
				}
				if _, err := tr.lib.Sync(ctx, nil, w.Changed...); err != nil {
					t.Fatal(err)
				}
			case <-deadline:
				t.Fatalf("the library holds %q, want %q", tr.held(), want)
			}
		}
	}
	tr.write("home/new.txt", bread)
	until("home/a.txt home/new.txt")
	tr.rename("home/new.txt", "home/sub/later.txt")
	until("home/a.txt home/sub/later.txt")
	tr.write("home/"+index.IgnoreFile, "sub\n")
	until("home/a.txt")
	tr.remove("home/" + index.IgnoreFile)
	until("home/a.txt home/sub/later.txt")
	tr.write("home/sub/more.txt", "The folder is watched again.")
	until("home/a.txt home/sub/later.txt home/sub/more.txt")
}
