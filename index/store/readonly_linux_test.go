package store_test

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"

	"footnote/index/store"
)

// TestReadOnly opens libraries in folders that the system does not allow to be written.
func TestReadOnly(t *testing.T) {
	const nobody = 65534
	if os.Geteuid() == 0 { // permissions do not bind the superuser
		again := exec.Command("/proc/self/exe", "-test.run", "^TestReadOnly$")
		again.Dir = os.TempDir()
		again.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
		if out, err := again.CombinedOutput(); err != nil {
			t.Errorf("as nobody: %v\n%s", err, out)
		}
		return
	}
	dir := t.TempDir()
	s := open(t, dir)
	fill(t, s, source(t, s, "/docs"), 3)
	ok(t, s.Close())
	file := filepath.Join(dir, store.FileName)
	ok(t, os.Chmod(file, 0o400))
	ok(t, os.Chmod(dir, 0o500))
	defer func() { ok(t, errors.Join(os.Chmod(dir, 0o700), os.Chmod(file, 0o600))) }()
	if _, err := store.Open(dir, store.Model{Name: model, Dim: dim}); !errors.Is(err, store.ErrReadOnly) {
		t.Errorf("got %v, want ErrReadOnly", err)
	}
	if _, err := store.Open(filepath.Join(dir, "new"), store.Model{Name: model, Dim: dim}); !errors.Is(err, os.ErrPermission) {
		t.Errorf("got %v, want os.ErrPermission", err)
	}
	ok(t, os.Chmod(dir, 0o700)) // only the file is protected: the library can be searched
	s = open(t, dir)
	if hits := must(s.Keyword(t.Context(), store.Words("title"), 1, nil))(t); len(hits) != 1 {
		t.Errorf("got %v, want a hit", hits)
	}
	if _, err := s.AddSource(t.Context(), "/more"); !errors.Is(err, store.ErrReadOnly) {
		t.Errorf("got %v, want ErrReadOnly", err)
	}
	ok(t, s.Close())
}
