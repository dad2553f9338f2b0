package index

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"footnote/index/ignore"
)

func TestWalk(t *testing.T) {
	root := t.TempDir()
	outside := t.TempDir()
	for _, name := range []string{
		"a.txt", "sub/b.txt", "sub/deep/c.txt", "-dash.txt", "two\nlines.txt", "with 'quote\".txt",
		".hidden", ".git/config", "node_modules/x/readme.md", "__pycache__/m.pyc", "~$open.docx", "backup~", "Thumbs.db",
		"mail/cur/1", "mail/new/2", "mail/tmp/3", "mail/dovecot-uidlist", "mail/.Sent/cur/4", "mail/.Sent/new/5", "mail/.Sent/tmp/6", "tmp/d.txt",
		"cache/CACHEDIR.TAG", "cache/file.txt", "library/library.db",
	} {
		write(t, filepath.Join(root, name), "text")
	}
	write(t, filepath.Join(outside, "secret.txt"), "text")
	for link, target := range map[string]string{"out": outside, "secret.txt": filepath.Join(outside, "secret.txt"), "loop": root, "dangling": "nowhere"} {
		if err := os.Symlink(target, filepath.Join(root, link)); err != nil {
			t.Skip("no symbolic links here:", err)
		}
	}
	var got []string
	err := walk(context.Background(), root, newFilter(root, filepath.Join(root, "library"), ignore.Rules{}), func(f file) {
		rel, err := filepath.Rel(root, f.path)
		if err != nil || f.err != nil {
			t.Fatal(err, f.err)
		}
		got = append(got, filepath.ToSlash(rel))
	})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"-dash.txt", "a.txt", "mail/.Sent/cur/4", "mail/.Sent/new/5", "mail/cur/1", "mail/new/2", "sub/b.txt", "sub/deep/c.txt", "tmp/d.txt", "two\nlines.txt", "with 'quote\".txt",
	}
	if !slices.Equal(got, want) {
		t.Errorf("walked %q, want %q", got, want)
	}
}

func TestWalkVisitsAHiddenRoot(t *testing.T) {
	root := filepath.Join(t.TempDir(), ".notes")
	write(t, filepath.Join(root, "a.txt"), "text")
	for _, path := range []string{root, filepath.Join(root, "a.txt")} {
		n := 0
		if err := walk(context.Background(), path, newFilter(path, "", ignore.Rules{}), func(file) { n++ }); err != nil || n != 1 {
			t.Errorf("walk(%s) visited %d files with error %v, want 1", path, n, err)
		}
	}
}

func TestWalkEndsWithItsContext(t *testing.T) {
	root := t.TempDir()
	write(t, filepath.Join(root, "a.txt"), "text")
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := walk(ctx, root, newFilter(root, "", ignore.Rules{}), func(file) {}); !errors.Is(err, context.Canceled) {
		t.Errorf("err = %v, want context.Canceled", err)
	}
}

func TestWalkOfNothing(t *testing.T) {
	root := filepath.Join(t.TempDir(), "gone")
	err := walk(context.Background(), root, newFilter(root, "", ignore.Rules{}), func(file) {})
	if !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("err = %v, want fs.ErrNotExist", err)
	}
}

func TestWithin(t *testing.T) {
	for _, test := range []struct {
		dir, path string
		want      bool
	}{
		{"/a/b", "/a/b", true},
		{"/a/b", "/a/b/c", true},
		{"/a/b", "/a/bc", false},
		{"/a/b", "/a", false},
		{"/a/b", "/a/b/..c", true},
		{"/", "/a", true},
	} {
		if got := within(test.dir, test.path); got != test.want {
			t.Errorf("within(%q, %q) = %v, want %v", test.dir, test.path, got, test.want)
		}
	}
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
