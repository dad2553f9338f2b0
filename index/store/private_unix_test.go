//go:build unix

package store_test

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"footnote/index/store"
)

// TestFilesAreTheirOwners checks that nobody else can read any file of a library, whatever the process's umask: while the library is open,
// while it is copied, and after somebody made its files readable by all.
func TestFilesAreTheirOwners(t *testing.T) {
	before := syscall.Umask(0)
	defer syscall.Umask(before)
	for name, make := range map[string]func(dir string){
		"a new folder":       func(string) {},
		"a folder there was": func(dir string) { ok(t, os.MkdirAll(dir, 0o777)) },
		"an open library": func(dir string) {
			s := open(t, dir)
			fill(t, s, source(t, s, "/docs"), 2)
			for _, suffix := range []string{"", "-wal", "-shm"} {
				ok(t, os.Chmod(filepath.Join(dir, store.FileName+suffix), 0o666))
			}
			ok(t, os.Chmod(dir, 0o777))
		},
	} {
		dir, to := filepath.Join(t.TempDir(), "library"), filepath.Join(t.TempDir(), "to")
		ok(t, os.Mkdir(to, 0o777))
		make(dir)
		s := open(t, dir)
		store.Private(dir)
		fill(t, s, source(t, s, "/docs"), 5)
		m := must(store.BeginMove(t.Context(), dir, store.Holder{}, 0, nil))(t)
		ok(t, m.Mark(t.Context(), to))
		ok(t, m.Copy(t.Context(), to, nil))
		for _, folder := range []string{dir, to} {
			for _, entry := range must(os.ReadDir(folder))(t) {
				if mode := must(entry.Info())(t).Mode(); mode.Perm()&0o077 != 0 {
					t.Errorf("%s: %s is %v", name, filepath.Join(folder, entry.Name()), mode)
				}
			}
		}
		if mode := must(os.Stat(dir))(t).Mode(); mode.Perm() != 0o700 {
			t.Errorf("%s: the folder is %v", name, mode)
		}
		ok(t, m.Close())
	}
}
