package cli_test

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"footnote/app/instance"
)

// openToOthers returns the files and folders below dir that grant any permission to others than their owner.
func openToOthers(t *testing.T, dir string) (paths []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if info, err := d.Info(); err == nil && info.Mode().Perm()&0o077 != 0 && d.Type()&fs.ModeSymlink == 0 {
			paths = append(paths, info.Mode().String()+" "+path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return paths
}

// openly runs the program with the umask 0.
func (l unnamed) openly(args ...string) outcome {
	l.t.Helper()
	c := l.command(args...)
	sh := exec.CommandContext(l.t.Context(), "sh", append([]string{"-c", `umask 0; exec "$0" "$@"`}, c.Args...)...)
	sh.Env = slices.DeleteFunc(c.Env, func(s string) bool { return strings.HasPrefix(s, "FOOTNOTE_LIBRARY=") })
	sh.Env = append(sh.Env, "XDG_DATA_HOME="+filepath.Join(l.home, "data"), "XDG_CONFIG_HOME="+filepath.Join(l.home, "config"),
		"XDG_CACHE_HOME="+filepath.Join(l.home, "cache"), "HOME="+l.home)
	return finish(l.t, sh)
}

// TestNothingIsOpenToOthers runs every command with the umask 0, and again after everyone got access to its files.
func TestNothingIsOpenToOthers(t *testing.T) {
	docs := write(t, map[string]string{"walrus.txt": walrus, "violin.txt": violin, "minutes.pdf": "not a PDF"})
	l := newUnnamed(t)
	footnotes := []string{filepath.Join(l.home, "data", "footnote"), filepath.Join(l.home, "config", "footnote"), filepath.Join(l.home, "cache", "footnote")}
	private := func(when string) {
		t.Helper()
		for _, dir := range footnotes {
			if _, err := os.Stat(dir); err != nil {
				continue
			}
			if info, err := os.Stat(dir); err != nil || info.Mode().Perm() != 0o700 {
				t.Errorf("%s: %s is %v", when, dir, info.Mode())
			}
			if strings.Contains(dir, "cache") { // the folder itself protects its contents
				continue
			}
			if open := openToOthers(t, dir); len(open) > 0 {
				t.Errorf("%s: open to others: %q", when, open)
			}
		}
	}
	do := func(args ...string) {
		t.Helper()
		if o := l.openly(args...); o.code == 2 {
			t.Fatalf("%v: %+v", args, o)
		}
		private(strings.Join(args, " "))
	}
	do("index", docs)
	do("search", "walrus")
	do("models", "use", "answer", "none")
	to := filepath.Join(l.home, "data", "moved")
	do("move", to)
	footnotes[0] = to
	do("index")

	held, err := instance.Hold(to) // as a window does
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = held.Close() }()
	put(t, filepath.Join(to, "basket.json"), `{"version": 1, "passages": []}`)
	for _, dir := range footnotes {
		chmod(t, dir, 0o777)
		err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			if err == nil && d.Type().IsRegular() {
				err = os.Chmod(path, 0o666)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	do("search", "walrus")
}

// TestOthersFolderIsLeftAsItIs puts a library into a folder with other files, whose permissions must not change.
func TestOthersFolderIsLeftAsItIs(t *testing.T) {
	docs := write(t, map[string]string{"walrus.txt": walrus})
	for name, mine := range map[string][]string{"shared": {"letter.md", "pictures/cat.jpg"}, "empty": nil} {
		l := library{t, filepath.Join(t.TempDir(), name)}
		if err := os.Mkdir(l.dir, 0o755); err != nil {
			t.Fatal(err)
		}
		for _, file := range mine {
			put(t, filepath.Join(l.dir, file), "mine")
		}
		chmod(t, l.dir, 0o755)
		l.index(docs)
		info, err := os.Stat(l.dir)
		if want := map[bool]os.FileMode{true: 0o755, false: 0o700}[len(mine) > 0]; err != nil || info.Mode().Perm() != want {
			t.Errorf("%s: the folder is %v, want %v", name, info.Mode(), want)
		}
		for _, path := range openToOthers(t, l.dir) {
			if strings.Contains(path, "library.") {
				t.Errorf("%s: open to others: %s", name, path)
			}
		}
		for _, file := range mine {
			if info, err := os.Stat(filepath.Join(l.dir, file)); err != nil || info.Mode().Perm() != 0o644 {
				t.Errorf("%s: %s is %v", name, file, info.Mode())
			}
		}
	}
}
