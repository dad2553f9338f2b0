package index_test

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"footnote/index"
)

// everything returns what lies in a folder: each path with its kind, and the digest of what a file holds.
func everything(t *testing.T, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		all[path] = d.Type().String()
		if d.Type().IsRegular() {
			data, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			all[path] += fmt.Sprintf(" %x", sha256.Sum256(data))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// lost names what was in a folder before and is not there now, or is another.
func lost(before, now map[string]string) (paths []string) {
	for path, was := range before {
		if now[path] != was {
			paths = append(paths, path)
		}
	}
	slices.Sort(paths)
	return paths
}

func copyFolder(t testing.TB, from, to string) {
	t.Helper()
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
}

// succession changes what a closed library says of its successor.
func succession(t testing.TB, dir, successor string, state int) {
	t.Helper()
	db, err := sql.Open("sqlite", filepath.Join(dir, "library.db"))
	if err == nil {
		_, err = db.Exec(`UPDATE library SET successor = ?, succession = ?`, successor, state)
	}
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
}

// States of a library, as store.Succession numbers them.
const (
	settled = iota
	pending
	superseded
	fresh
)

// TestMoveFileDecidesNothing opens libraries in whose folder somebody put a library.moving of any kind. Nothing that it names is removed.
func TestMoveFileDecidesNothing(t *testing.T) {
	tr := movable(t)
	tr.shut()
	tr.putOthers()
	before := everything(t, tr.dir)
	path := filepath.Join(tr.library, "library.moving")
	for name, content := range tr.moveFiles() {
		for _, kept := range []bool{false, true} {
			if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
				t.Fatal(err)
			}
			tr.opensAndCloses(kept)
			if gone := lost(before, everything(t, tr.dir)); len(gone) > 0 {
				t.Fatalf("%s: removed or changed: %q", name, gone)
			}
		}
	}
	for name, target := range map[string]string{"a link": tr.path("home/library.moving"), "a link to a folder": tr.path("home")} {
		if err := errors.Join(os.RemoveAll(path), os.Symlink(target, path)); err != nil {
			t.Fatal(err)
		}
		tr.opensAndCloses(true)
		if gone := lost(before, everything(t, tr.dir)); len(gone) > 0 {
			t.Fatalf("%s: removed or changed: %q", name, gone)
		}
	}
}

// putOthers makes what a library.moving may name: a person's folder, whose files have the names of a library's; copies of this library;
// another library; and links to them.
func (tr *tree) putOthers() {
	tr.t.Helper()
	for path, text := range map[string]string{
		"Documents/thesis.md": "years of work", "basket.json": "{}", "starter/sleep.md": "mine", "window.lock": "mine", "cache/notes.txt": "mine",
		"library.db": "a database of another program", "library.db-wal": "its log", "library.lock": "its lock", "library.moving": "its move",
	} {
		tr.write(filepath.Join("home", path), text)
	}
	copyFolder(tr.t, tr.library, tr.path("twin"))
	copyFolder(tr.t, tr.library, tr.path("away"))
	succession(tr.t, tr.path("away"), tr.path("elsewhere"), pending)
	tr.anotherLibrary(tr.path("other")) // which says that it has moved here
	succession(tr.t, tr.path("other"), tr.library, superseded)
	copyFolder(tr.t, tr.library, tr.path("old")) // which has moved here, and is named by a way that leads through a link
	succession(tr.t, tr.path("old"), tr.library, superseded)
	if err := os.Symlink(tr.path("old"), tr.path("link")); err != nil {
		tr.t.Skip(err)
	}
	if err := os.Symlink(tr.path("old/library.db"), tr.path("home/Documents/library.db")); err != nil {
		tr.t.Fatal(err)
	}
}

// moveFiles returns what somebody may write into a library.moving, by name.
func (tr *tree) moveFiles() map[string]string {
	tr.t.Helper()
	marshal := func(v any) string {
		data, err := json.Marshal(v)
		if err != nil {
			tr.t.Fatal(err)
		}
		return string(data)
	}
	earlier := func(from string, parts ...string) string {
		return marshal(map[string]any{"from": from, "parts": parts, "moved": true})
	}
	now := func(from ...string) string {
		return marshal(map[string]any{"from": from, "parts": []string{"Documents", "letters"}, "moved": true})
	}
	home, twin := tr.path("home"), tr.path("twin")
	relative, err := filepath.Rel(tr.library, home)
	if err != nil {
		tr.t.Fatal(err)
	}
	return map[string]string{
		"as version 4 wrote it":     earlier(home, "Documents"),
		"parts with separators":     earlier(home, "Documents/thesis.md", "../letters", "..", ".", ""),
		"a library as a part":       earlier(tr.dir, "twin", "home"),
		"a folder":                  now(home),
		"many folders":              now(home, filepath.Join(home, "Documents"), tr.dir, tr.path("letters"), "/", ""),
		"a relative folder":         now(relative, ".", "..", "library", "home"),
		"not clean":                 now(home+"/../home", home+"/", tr.dir+"//home"),
		"through a link":            now(tr.path("link"), filepath.Join(home, "Documents")),
		"the library itself":        now(tr.library),
		"a copy of the library":     now(twin),
		"a copy that moves away":    now(tr.path("away")),
		"another library":           now(tr.path("other")),
		"a file":                    now(tr.path("lease.txt"), filepath.Join(twin, "library.db")),
		"a folder that is not here": now(tr.path("none"), "\x00", strings.Repeat("a/", 5000)),
		"of other types":            `{"from": {"a": 1}, "parts": 3}`,
		"a list":                    marshal([]string{home}),
		"null":                      `{"from": null}`,
		"not JSON":                  "from: " + home,
		"empty":                     "",
		"huge":                      strings.Repeat(" ", 50<<20) + now(home),
		"deep":                      strings.Repeat(`{"from":`, 100_000),
		"very many":                 now(slices.Repeat([]string{home, twin}, 100_000)...),
	}
}

// opensAndCloses opens the library and closes it.
func (tr *tree) opensAndCloses(kept bool) {
	tr.t.Helper()
	options := tr.options
	options.Kept, options.Parts = kept, movedParts
	lib, err := index.Open(tr.library, options)
	if err == nil {
		err = lib.Close()
	}
	if err != nil {
		tr.t.Fatal(err)
	}
}

// anotherLibrary makes an empty library in a folder.
func (tr *tree) anotherLibrary(dir string) {
	tr.t.Helper()
	lib, err := index.Open(dir, tr.options)
	if err == nil {
		err = lib.Close()
	}
	if err != nil {
		tr.t.Fatal(err)
	}
}

// cutOff moves the library to a folder, in a process that ends while it keeps the new place.
func (tr *tree) cutOff(to string) {
	tr.t.Helper()
	data, err := json.Marshal(moveOrder{From: tr.library, To: to, Die: true})
	if err != nil {
		tr.t.Fatal(err)
	}
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), childMove+"="+string(data))
	if err := cmd.Run(); err == nil {
		tr.t.Fatal("the process did not die")
	}
}

// TestOldPlace cuts a move off when the library is whole in both places, and looks what becomes of the old one.
func TestOldPlace(t *testing.T) {
	tr := movable(t)
	tr.shut()
	whole := tr.library
	mine := []string{filepath.Join("not-footnotes.md"), filepath.Join("starter", "own.md"), filepath.Join("cache", "own.txt")}
	for name, test := range map[string]struct {
		meanwhile func(old string) // before the library is opened in its new place
		unkept    bool
		stays     []string // in the old place; nil for everything
	}{
		"is cleared":                   {stays: []string{}},
		"has files of a person's":      {meanwhile: func(old string) { tr.putMine(old, mine) }, stays: mine},
		"may still be the library":     {unkept: true},
		"is in use again":              {meanwhile: func(old string) { tr.use(old) }},
		"has a new library":            {meanwhile: func(old string) { tr.beginAnew(old) }},
		"was cleared, and begun anew":  {meanwhile: func(old string) { _ = os.RemoveAll(old); tr.anotherLibrary(old) }},
		"has a document changed by me": {meanwhile: func(old string) { tr.changeStarter(old) }, stays: []string{filepath.Join("starter", "sleep.md")}},
	} {
		t.Run(name, func(t *testing.T) {
			old, to := tr.path(name+"/old"), tr.path(name+"/new")
			copyFolder(t, whole, old)
			if err := os.Remove(filepath.Join(old, "not-footnotes.md")); err != nil {
				t.Fatal(err)
			}
			tr.library = old
			tr.cutOff(to)
			if test.meanwhile != nil {
				test.meanwhile(old)
			}
			before := everything(t, old)
			tr.library = to
			tr.opensAndCloses(!test.unkept)
			now := map[string]string{}
			if _, err := os.Stat(old); err == nil {
				now = everything(t, old)
			}
			if test.stays == nil {
				if gone := lost(before, now); len(gone) > 0 {
					t.Errorf("removed or changed: %q", gone)
				}
				return
			}
			for path, kind := range now {
				if rel, err := filepath.Rel(old, path); err != nil || !strings.HasPrefix(kind, "d") && !slices.Contains(test.stays, rel) {
					t.Errorf("%s is left", path)
				}
			}
			for _, name := range test.stays {
				if path := filepath.Join(old, name); now[path] != before[path] {
					t.Errorf("%s is gone", path)
				}
			}
			if len(test.stays) == 0 && len(now) > 0 {
				t.Errorf("left: %q", slices.Collect(maps.Keys(now)))
			}
		})
	}
}

func (tr *tree) putMine(dir string, names []string) {
	for _, name := range names {
		path := filepath.Join(dir, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, []byte("mine"), 0o600)); err != nil {
			tr.t.Fatal(err)
		}
	}
}

// use writes to a library as a person who goes on with it.
func (tr *tree) use(dir string) {
	lib, err := index.Open(dir, tr.options)
	if err == nil {
		_, err = lib.Add(context.Background(), tr.path("letters"))
		err = errors.Join(err, lib.SetIgnore(context.Background(), tr.path("letters"), "*.tmp"), lib.Close())
	}
	if err != nil {
		tr.t.Fatal(err)
	}
}

// beginAnew has another library lie in a folder, beside what else lies there.
func (tr *tree) beginAnew(dir string) {
	if err := os.Remove(filepath.Join(dir, "library.db")); err != nil {
		tr.t.Fatal(err)
	}
	tr.anotherLibrary(dir)
	tr.use(dir)
}

func (tr *tree) changeStarter(dir string) {
	if err := os.WriteFile(filepath.Join(dir, "starter", "sleep.md"), []byte("Sleep for nine hours.\n"), 0o600); err != nil {
		tr.t.Fatal(err)
	}
}

// TestCutOffMoveIsBegunAgain cuts a move off in its last moment and begins it again, to the same folder and to another.
func TestCutOffMoveIsBegunAgain(t *testing.T) {
	tr := movable(t)
	tr.shut()
	first, second := tr.path("first"), tr.path("second")
	tr.cutOff(first)
	tr.use(tr.library)
	keep := func() error { return nil }
	if err := index.Move(t.Context(), tr.library, first, index.MoveOptions{Parts: movedParts}, keep); err != nil {
		t.Fatal(err)
	}
	tr.library = first
	tr.cutOff(second)
	tr.use(second)
	if err := index.Move(t.Context(), first, second, index.MoveOptions{Parts: movedParts}, keep); !errors.Is(err, index.ErrNotEmpty) {
		t.Errorf("moved to a copy that has been used since: %v", err)
	}
	tr.answersAt(first)
}

// TestUndoRemovesItsOwn holds that a move that fails removes what it made and nothing that came while it ran.
func TestUndoRemovesItsOwn(t *testing.T) {
	tr := movable(t)
	tr.shut()
	failed := errors.New("cannot be kept")
	to := tr.path("a/b/c")
	keep := func() error {
		tr.putMine(to, []string{"mine.md", "starter/mine.md"})
		return failed
	}
	if err := index.Move(t.Context(), tr.library, to, index.MoveOptions{Parts: movedParts}, keep); !errors.Is(err, failed) {
		t.Fatalf("got %v", err)
	}
	var left []string
	for path, kind := range everything(t, tr.path("a")) {
		if !strings.HasPrefix(kind, "d") {
			left = append(left, path)
		}
	}
	slices.Sort(left)
	if want := []string{filepath.Join(to, "mine.md"), filepath.Join(to, "starter/mine.md")}; !slices.Equal(left, want) {
		t.Errorf("left is %q, want %q", left, want)
	}
	tr.answersAt(tr.library)
}

// TestMoveTakesNoOthersFolder holds that a folder is not taken for what is left of a move because a file in it says so.
func TestMoveTakesNoOthersFolder(t *testing.T) {
	tr := movable(t)
	tr.shut()
	says := fmt.Sprintf(`{"from": [%q]}`, tr.library)
	tr.anotherLibrary(tr.path("other"))
	tr.write("other/library.moving", says)
	copyFolder(t, tr.library, tr.path("twin"))
	if err := os.Remove(tr.path("twin/not-footnotes.md")); err != nil {
		t.Fatal(err)
	}
	tr.write("twin/library.moving", says)
	tr.write("mine/starter/mine.md", "mine")
	tr.write("mine/library.moving", says)
	before := everything(t, tr.dir)
	for _, name := range []string{"other", "twin", "mine"} {
		err := index.Move(t.Context(), tr.library, tr.path(name), index.MoveOptions{Parts: movedParts}, func() error { return nil })
		if !errors.Is(err, index.ErrNotEmpty) {
			t.Errorf("%s: got %v, want ErrNotEmpty", name, err)
		}
	}
	if gone := lost(before, everything(t, tr.dir)); len(gone) > 0 {
		t.Errorf("removed or changed: %q", gone)
	}
}

// TestOldCopyIsNotOpened holds that what is left of a library that was moved says where the library is.
func TestOldCopyIsNotOpened(t *testing.T) {
	tr := movable(t)
	tr.shut()
	to := tr.path("new")
	succession(t, tr.library, to, superseded)
	var moved *index.MovedError
	if _, err := index.Open(tr.library, tr.options); !errors.As(err, &moved) || moved.To != to {
		t.Errorf("Open: %v, want a MovedError", err)
	}
	err := index.Move(t.Context(), tr.library, tr.path("newer"), index.MoveOptions{}, func() error { return nil })
	if !errors.As(err, &moved) {
		t.Errorf("Move: %v, want a MovedError", err)
	}
	succession(t, tr.library, "", settled)
	tr.answersAt(tr.library)
}
