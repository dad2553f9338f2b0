package cli_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"footnote/app/instance"
	"footnote/index"
)

// unnamed is a library in the default folder: the program finds it by itself.
type unnamed struct {
	library
	home string
}

func newUnnamed(t *testing.T) unnamed {
	home := t.TempDir()
	return unnamed{library{t, filepath.Join(home, "data", "footnote")}, home}
}

func (l unnamed) run(args ...string) outcome {
	l.t.Helper()
	c := l.command(args...)
	c.Env = slices.DeleteFunc(c.Env, func(s string) bool { return strings.HasPrefix(s, "FOOTNOTE_LIBRARY=") })
	c.Env = append(c.Env, "XDG_DATA_HOME="+filepath.Join(l.home, "data"), "XDG_CONFIG_HOME="+filepath.Join(l.home, "config"))
	return finish(l.t, c)
}

func TestMoveIsRememberedByTheNextCommand(t *testing.T) {
	docs := write(t, map[string]string{"lease.txt": "The tenant gives three months' notice.\n"})
	l := newUnnamed(t)
	if o := l.run("index", docs); o.code != 0 {
		t.Fatalf("index: %+v", o)
	}
	to := filepath.Join(l.home, "drive", "library")
	o := l.run("move", to)
	if want := "The library is now in " + to + ". Footnote will look for it there.\n"; o.code != 0 || o.stdout != want {
		t.Fatalf("move: %+v, want %q", o, want)
	}
	if o := l.run("search", "How much notice?"); o.code != 0 || !strings.Contains(o.stdout, "three months") {
		t.Errorf("search after the move: %+v", o)
	}
	if _, err := os.Stat(l.dir); !os.IsNotExist(err) {
		t.Errorf("the old folder is still there: %v", err)
	}
	if err := os.Rename(filepath.Dir(to), filepath.Join(l.home, "unplugged")); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"search", "How much notice?"}, {"index", docs}, {"status"}} {
		if o := l.run(args...); o.code != 2 || !strings.Contains(o.stderr, to) || !strings.Contains(o.stderr, "Connect its drive") {
			t.Errorf("%v without the drive: %+v", args, o)
		}
	}
	if _, err := os.Stat(l.dir); !os.IsNotExist(err) {
		t.Errorf("a new library was begun while the drive is away: %v", err)
	}
}

func TestMoveSaysWhyNot(t *testing.T) {
	docs := write(t, map[string]string{"lease.txt": "The tenant gives three months' notice.\n"})
	l := newLibrary(t)
	if o := l.run("move", filepath.Join(t.TempDir(), "new")); o.code != 2 || !strings.Contains(o.stderr, "There is no library") {
		t.Errorf("without a library: %+v", o)
	}
	l.index(docs)
	for to, want := range map[string]string{
		l.dir:                                  "is already in " + l.dir,
		filepath.Join(l.dir, "inner"):          "own folder",
		docs:                                   "is not empty",
		filepath.Join(docs, "lease.txt"):       "lease.txt is a file, not a folder. The library stays where it was.",
		filepath.Join(docs, "lease.txt", "in"): "A file is where a folder should be. The library stays where it was.",
	} {
		if o := l.run("move", to); o.code != 2 || !strings.Contains(o.stderr, want) {
			t.Errorf("to %s: %+v, want %q", to, o, want)
		}
	}
	held, err := instance.Hold(l.dir)
	if err != nil {
		t.Fatal(err)
	}
	to := filepath.Join(t.TempDir(), "new")
	if o := l.run("move", to); o.code != 2 || !strings.Contains(o.stderr, "window is open") {
		t.Errorf("while a window is open: %+v", o)
	}
	if err := held.Close(); err != nil {
		t.Fatal(err)
	}
	moved := decode[struct {
		Library string `json:"library"`
		From    string `json:"moved_from"`
	}](t, l.do("move", "--json", to))
	if moved.Library != to || moved.From != l.dir {
		t.Errorf("moved: %+v", moved)
	}
	if found := (library{t, to}).do("search", "How much notice?"); !strings.Contains(found, "three months") {
		t.Errorf("a library that is named is not in its new place: %q", found)
	}
}

// TestMoveThatWasCutOffIsTidiedUp sets up the files of a move that was killed just after it recorded the library's new folder. The next
// command must clear the old folder, and no other.
func TestMoveThatWasCutOffIsTidiedUp(t *testing.T) {
	docs := write(t, map[string]string{"lease.txt": "The tenant gives three months' notice.\n"})
	l := newUnnamed(t)
	if o := l.run("index", docs); o.code != 0 {
		t.Fatalf("index: %+v", o)
	}
	to, killed := filepath.Join(l.home, "drive"), filepath.Join(l.home, "killed")
	keep := func() error { return os.CopyFS(killed, os.DirFS(l.dir)) }
	if err := index.Move(t.Context(), l.dir, to, index.MoveOptions{}, keep); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(killed, l.dir); err != nil {
		t.Fatal(err)
	}
	put(t, filepath.Join(l.dir, "mine.txt"), "mine")
	put(t, filepath.Join(to, "library.moving"), fmt.Sprintf(`{"from": [%q, %q]}`, l.dir, docs))
	named := library{t, to}
	if found := named.do("search", "How much notice?"); !strings.Contains(found, "three months") {
		t.Errorf("found %q", found)
	}
	if _, err := os.Stat(filepath.Join(l.dir, "library.db")); err != nil {
		t.Errorf("a copy that is not known to be old is removed: %v", err)
	}
	put(t, filepath.Join(l.home, "config", "footnote", "library.path"), to+"\n")
	if o := l.run("search", "How much notice?"); o.code != 0 || !strings.Contains(o.stdout, "three months") {
		t.Errorf("search: %+v", o)
	}
	left, err := os.ReadDir(l.dir)
	if err != nil || len(left) != 1 || left[0].Name() != "mine.txt" {
		t.Errorf("in the old place is left: %v (%v)", left, err)
	}
	if _, err := os.Stat(filepath.Join(to, "library.moving")); !os.IsNotExist(err) {
		t.Errorf("the move left its mark: %v", err)
	}
	if _, err := os.Stat(filepath.Join(docs, "lease.txt")); err != nil {
		t.Error(err)
	}
}
