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

	"footnote/index"
)

// held returns the names of the documents under the tree that the library has, in a line.
func (tr *tree) held() string {
	tr.t.Helper()
	var names []string
	err := filepath.WalkDir(tr.dir, func(path string, d fs.DirEntry, err error) error {
		if _, failed := tr.lib.Read(context.Background(), path); failed == nil {
			rel, _ := filepath.Rel(tr.dir, path)
			names = append(names, filepath.ToSlash(rel))
		}
		return err
	})
	if err != nil {
		tr.t.Fatal(err)
	}
	return strings.Join(names, " ")
}

func TestRulesLeaveOut(t *testing.T) {
	for name, c := range map[string]struct {
		rules string            // of the source
		files map[string]string // with rules of their own
		want  string
	}{
		"none":                        {"", nil, "home/a.txt home/b.md home/old/c.txt home/old/deep/d.txt"},
		"the source's":                {"*.md\nold/", nil, "home/a.txt"},
		"a file's":                    {"", map[string]string{"home": "*.md\nold/"}, "home/a.txt"},
		"a file's, of its own folder": {"", map[string]string{"home/old": "*.txt"}, "home/a.txt home/b.md"},
		"a nearer file's":             {"", map[string]string{"home": "*.txt", "home/old": "!c.txt"}, "home/b.md home/old/c.txt"},
		"the source's over a file's":  {"!a.txt", map[string]string{"home": "*"}, "home/a.txt"},
		"of a folder that is out":     {"old", map[string]string{"home/old": "!*"}, "home/a.txt home/b.md"},
		"anchored":                    {"/c.txt\n/a.txt", nil, "home/b.md home/old/c.txt home/old/deep/d.txt"},
	} {
		t.Run(name, func(t *testing.T) {
			tr := newTree(t)
			for i, file := range []string{"a.txt", "b.md", "old/c.txt", "old/deep/d.txt"} {
				tr.write("home/"+file, fmt.Sprintf("The text numbered %d.", i))
			}
			tr.write("home/.gitignore", "*") // is not heeded
			for folder, rules := range c.files {
				tr.write(folder+"/"+index.IgnoreFile, rules)
			}
			tr.add("home")
			tr.sync()
			if err := tr.lib.SetIgnore(context.Background(), tr.path("home"), c.rules); err != nil {
				t.Fatal(err)
			}
			tr.sync()
			if got := tr.held(); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
			status, err := tr.lib.Status(context.Background())
			if err != nil || status.Sources[0].Ignore != c.rules {
				t.Errorf("the rules are %q (%v), want %q", status.Sources[0].Ignore, err, c.rules)
			}
		})
	}
}

func TestTryIgnore(t *testing.T) {
	tr := newTree(t)
	for _, name := range []string{"a.txt", "b.md", "old/c.txt", "old/deep/d.txt", ".hidden", "deep/e.md"} {
		tr.write("home/"+name, "Text.")
	}
	tr.write("home/deep/"+index.IgnoreFile, "e.md")
	tr.add("home")
	got, err := tr.lib.TryIgnore(context.Background(), tr.path("home"), "b.*\nold/\n!keep")
	if err != nil {
		t.Fatal(err)
	}
	want := index.Trial{Kept: 1, LeftOut: 4, Shown: []index.LeftOut{
		{Path: tr.path("home/b.md"), Files: 1},
		{Path: tr.path("home/deep/e.md"), Files: 1},
		{Path: tr.path("home/old"), Folder: true, Files: 2},
	}}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := tr.lib.TryIgnore(ctx, tr.path("home"), ""); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

func TestRulesOfNoSource(t *testing.T) {
	tr := newTree(t)
	tr.write("home/a.txt", "Text.")
	if err := tr.lib.SetIgnore(context.Background(), tr.path("home"), "*"); !errors.Is(err, index.ErrNotSource) {
		t.Errorf("set: %v, want ErrNotSource", err)
	}
	if _, err := tr.lib.TryIgnore(context.Background(), tr.path("home"), "*"); !errors.Is(err, index.ErrNotSource) {
		t.Errorf("try: %v, want ErrNotSource", err)
	}
	tr.add("home")
	if err := os.RemoveAll(tr.path("home")); err != nil {
		t.Fatal(err)
	}
	if _, err := tr.lib.TryIgnore(context.Background(), tr.path("home"), "*"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("try what is gone: %v, want fs.ErrNotExist", err)
	}
}

// TestSyncOfAPart changes the tree and brings a part of it up to date: the rest has to stay as the library has it.
func TestSyncOfAPart(t *testing.T) {
	for name, c := range map[string]struct {
		change func(tr *tree)
		part   []string
		want   string
	}{
		"a new file":               {func(tr *tree) { tr.write("home/new.txt", bread); tr.write("home/other.txt", tenancy) }, []string{"home/new.txt"}, "added 1, changed 0, removed 0, unchanged 0"},
		"a changed file":           {func(tr *tree) { tr.write("home/a.txt", tenancy+bread); tr.write("home/sub/b.txt", "Other.") }, []string{"home/a.txt"}, "added 0, changed 1, removed 0, unchanged 0"},
		"a folder":                 {func(tr *tree) { tr.write("home/sub/new.txt", "New.") }, []string{"home/sub"}, "added 1, changed 0, removed 0, unchanged 1"},
		"a file in it":             {func(*tree) {}, []string{"home/sub/b.txt", "home/sub"}, "added 0, changed 0, removed 0, unchanged 1"},
		"a lost file":              {func(tr *tree) { tr.remove("home/a.txt"); tr.remove("home/sub/b.txt") }, []string{"home/a.txt"}, "added 0, changed 0, removed 1, unchanged 0"},
		"a lost folder":            {func(tr *tree) { tr.remove("home/sub") }, []string{"home/sub"}, "added 0, changed 0, removed 1, unchanged 0"},
		"a renamed folder":         {func(tr *tree) { tr.rename("home/sub", "home/later") }, []string{"home/sub", "home/later"}, "added 1, changed 0, removed 1, unchanged 0"},
		"what rules leave out":     {func(tr *tree) { tr.write("home/"+index.IgnoreFile, "sub\n") }, []string{"home/sub/b.txt"}, "added 0, changed 0, removed 1, unchanged 0"},
		"a name that begins alike": {func(tr *tree) { tr.remove("home/sub-2") }, []string{"home/sub"}, "added 0, changed 0, removed 0, unchanged 1"},
		"a hidden file":            {func(tr *tree) { tr.write("home/.x.txt", "New.") }, []string{"home/.x.txt"}, "added 0, changed 0, removed 0, unchanged 0"},
	} {
		t.Run(name, func(t *testing.T) {
			tr := newTree(t)
			tr.write("home/a.txt", tenancy)
			tr.write("home/sub/b.txt", bread)
			tr.write("home/sub-2/c.txt", "Another text.")
			tr.add("home")
			tr.sync()
			c.change(tr)
			var paths []string
			for _, part := range c.part {
				paths = append(paths, tr.path(part))
			}
			r, err := tr.lib.Sync(context.Background(), nil, paths...)
			if err != nil {
				t.Fatal(err)
			}
			got := fmt.Sprintf("added %d, changed %d, removed %d, unchanged %d", r.Added, r.Changed, r.Removed, r.Unchanged)
			if got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

func (tr *tree) rename(from, to string) {
	tr.t.Helper()
	if err := os.MkdirAll(filepath.Dir(tr.path(to)), 0o755); err != nil {
		tr.t.Fatal(err)
	}
	if err := os.Rename(tr.path(from), tr.path(to)); err != nil {
		tr.t.Fatal(err)
	}
}

func (tr *tree) remove(name string) {
	tr.t.Helper()
	if err := os.RemoveAll(tr.path(name)); err != nil {
		tr.t.Fatal(err)
	}
}

// TestSyncOfAPartOfWhatIsNotThere takes a drive away: what the library has of it is kept.
func TestSyncOfAPartOfWhatIsNotThere(t *testing.T) {
	tr := newTree(t)
	tr.write("home/a.txt", tenancy)
	tr.add("home")
	tr.sync()
	if err := os.Rename(tr.path("home"), tr.path("away")); err != nil {
		t.Fatal(err)
	}
	r, err := tr.lib.Sync(context.Background(), nil, tr.path("home/a.txt"), tr.path("home/b.txt"))
	if err != nil || r.Removed != 0 || len(r.Offline) != 1 || r.Offline[0] != (index.Offline{Path: tr.path("home"), Reason: index.NotThere, Documents: 1}) {
		t.Errorf("got %+v, %v; want the source offline and nothing removed", r, err)
	}
	if _, err := tr.lib.Sync(context.Background(), nil, tr.path("elsewhere/a.txt")); !errors.Is(err, index.ErrNotSource) {
		t.Errorf("a path of no source: %v, want ErrNotSource", err)
	}
}
