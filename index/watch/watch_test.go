package watch_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"footnote/index/watch"
)

// patience is how long a test waits for something that must happen.
const patience = time.Minute

// quick reports changes soon, and never sweeps.
var quick = watch.Options{Quiet: 20 * time.Millisecond, Longest: time.Second, Poll: time.Hour, Sweep: time.Hour, Most: 1000}

// A run is a Run of one root in a temporary folder.
type run struct {
	*testing.T
	dir     string
	changes chan watch.Change
}

// begin creates the named files and watches their folder. It skips names that begin with a dot.
func begin(t *testing.T, opt watch.Options, names ...string) *run {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	r := &run{t, dir, make(chan watch.Change, 100)}
	for _, name := range names {
		r.write(name)
	}
	return r.watch(opt, dir)
}

func (r *run) watch(opt watch.Options, root string) *run {
	r.Helper()
	wanted := func() func(string, bool) bool {
		return func(path string, _ bool) bool {
			rel, err := filepath.Rel(root, path)
			return err == nil && !strings.HasPrefix(rel, ".") && !strings.Contains(filepath.ToSlash(rel), "/.")
		}
	}
	ctx, cancel := context.WithCancel(r.Context())
	done := make(chan error, 1)
	go func() {
		done <- watch.Run(ctx, []watch.Root{{Path: root, Wanted: wanted}}, opt, func(c watch.Change) { r.changes <- c })
	}()
	r.Cleanup(func() {
		cancel()
		if err := <-done; !errors.Is(err, context.Canceled) {
			r.Errorf("Run returned %v, want context.Canceled", err)
		}
	})
	if first := r.next(); first.Paths != nil {
		r.Fatalf("the first report names %q", first.Paths)
	}
	return r
}

func (r *run) path(name string) string { return filepath.Join(r.dir, filepath.FromSlash(name)) }

func (r *run) write(name string) {
	r.Helper()
	if err := os.MkdirAll(filepath.Dir(r.path(name)), 0o755); err != nil {
		r.Fatal(err)
	}
	if err := os.WriteFile(r.path(name), []byte(name), 0o644); err != nil {
		r.Fatal(err)
	}
}

func (r *run) next() watch.Change {
	r.Helper()
	select {
	case c := <-r.changes:
		return c
	case <-time.After(patience):
		r.Fatal("waited in vain for a change")
	}
	return watch.Change{}
}

// until waits until changes were reported at all the names, or in folders that contain them.
func (r *run) until(names ...string) {
	r.Helper()
	for len(names) > 0 {
		c := r.next()
		names = slices.DeleteFunc(names, func(name string) bool {
			return slices.ContainsFunc(c.Paths, func(p string) bool {
				return p == r.path(name) || strings.HasPrefix(r.path(name), p+string(filepath.Separator))
			})
		})
	}
}

func (r *run) must(err error) {
	r.Helper()
	if err != nil {
		r.Fatal(err)
	}
}

func TestChangesAreReported(t *testing.T) {
	r := begin(t, quick, "a.txt", "sub/b.txt", "sub/deep/c.txt", "d/e.txt")
	r.write("a.txt")
	r.until("a.txt")
	r.write("sub/deep/new.txt")
	r.until("sub/deep/new.txt")
	r.must(os.Remove(r.path("sub/b.txt")))
	r.until("sub/b.txt")
	r.must(os.Rename(r.path("a.txt"), r.path("later.txt")))
	r.until("a.txt", "later.txt")
	r.write("new/folder/f.txt")
	r.until("new/folder/f.txt")
	r.write("new/folder/g.txt") // new folders are watched too
	r.until("new/folder/g.txt")
	r.must(os.RemoveAll(r.path("d")))
	r.until("d")
	r.write("d/e.txt") // the name is used again
	r.until("d/e.txt")
	r.write("d/again.txt")
	r.until("d/again.txt")
}

func TestRenamedFolderIsWatchedByItsNewName(t *testing.T) {
	r := begin(t, quick, "sub/deep/c.txt")
	r.must(os.Rename(r.path("sub"), r.path("other")))
	r.until("sub", "other")
	r.write("other/deep/new.txt")
	r.until("other/deep/new.txt")
	r.write("other/b.txt")
	r.until("other/b.txt")
}

func TestWhatIsNotWantedIsNotReported(t *testing.T) {
	r := begin(t, quick, "a.txt", ".git/config")
	r.write(".git/objects/x")
	r.write(".swap")
	r.write("a.txt")
	for found := false; !found; {
		for _, path := range r.next().Paths {
			if path != r.path("a.txt") {
				t.Errorf("reported %s", path)
			}
			found = found || path == r.path("a.txt")
		}
	}
}

func TestManyChangesAreOne(t *testing.T) {
	opt := quick
	opt.Quiet, opt.Longest = time.Hour, 500*time.Millisecond // only the longest wait ends
	r := begin(t, opt)
	for i := range 300 {
		r.write("f" + strings.Repeat("x", i%200) + string(rune('a'+i/200)))
	}
	if c := r.next(); !slices.Equal(c.Paths, []string{r.dir}) && len(c.Paths) > 200 {
		t.Errorf("%d paths in one change, want the folder", len(c.Paths))
	}
}

func TestFileIsWatched(t *testing.T) {
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	r := &run{t, dir, make(chan watch.Change, 100)}
	r.write("a.txt")
	r.watch(quick, r.path("a.txt"))
	r.write("other.txt")
	r.write("temporary")
	r.must(os.Rename(r.path("temporary"), r.path("a.txt"))) // as editors save
	if c := r.next(); !slices.Equal(c.Paths, []string{r.path("a.txt")}) {
		t.Errorf("reported %q, want the file", c.Paths)
	}
	r.write("a.txt")
	r.until("a.txt")
}

func TestMoreThanCanBeWatchedIsPolled(t *testing.T) {
	opt := quick
	opt.Most, opt.Poll = 3, 50*time.Millisecond
	r := begin(t, opt, "1/a", "2/a", "3/a", "4/a")
	for range 2 {
		c := r.next()
		if want := []string{r.dir}; !slices.Equal(c.Paths, want) || !slices.Equal(c.Polled, want) {
			t.Fatalf("reported %+v, want the folder, polled", c)
		}
	}
	r.must(os.RemoveAll(r.path("3")))
	r.must(os.RemoveAll(r.path("4")))
	for c := r.next(); len(c.Polled) > 0; c = r.next() { // eventually there is room for all
	}
	r.write("1/b")
	r.until("1/b")
}

func TestWhatIsNotThereIsWaitedFor(t *testing.T) {
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	opt := quick
	opt.Poll = 50 * time.Millisecond
	r := &run{t, dir, make(chan watch.Change, 100)}
	r.watch(opt, r.path("drive"))
	r.write("drive/a.txt")
	r.until("drive/a.txt")
	r.write("drive/b.txt")
	r.until("drive/b.txt")
	r.must(os.RemoveAll(r.path("drive")))
	for c := r.next(); len(c.Polled) == 0; c = r.next() {
	}
}

func TestSweep(t *testing.T) {
	opt := quick
	opt.Sweep = 50 * time.Millisecond
	r := begin(t, opt, "a.txt")
	if c := r.next(); !slices.Equal(c.Paths, []string{r.dir}) {
		t.Errorf("reported %q, want the folder", c.Paths)
	}
}
