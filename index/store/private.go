package store

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
)

// beside are the endings of the names of a database's files: its own, and those that SQLite keeps beside it.
var beside = []string{"", "-wal", "-shm", "-journal"}

// makePrivate makes the database's file where there is none, and lets nobody but its owner read it and what lies beside it. SQLite gives
// the files that it makes the permissions of the database.
func makePrivate(path string) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err == nil {
		return f.Close()
	}
	if !errors.Is(err, os.ErrExist) {
		return nil // SQLite says why it cannot be made
	}
	for _, suffix := range beside {
		hide(path+suffix, 0o600)
	}
	return nil
}

// Private lets nobody but their owner read the files of a library's folder that bear these names, as far as they are there, nor the folder
// itself if nothing else lies in it. Who does not own them leaves them as they are.
func Private(dir string, names ...string) {
	own := slices.Clone(names)
	for _, suffix := range beside {
		own = append(own, FileName+suffix)
	}
	own = append(own, LockName)
	for _, name := range own {
		hide(filepath.Join(dir, name), 0o600)
	}
	entries, err := os.ReadDir(dir)
	if err != nil || slices.ContainsFunc(entries, func(e os.DirEntry) bool { return !slices.Contains(own, e.Name()) }) {
		return
	}
	hide(dir, 0o700)
}

// hide takes permissions from a file, or a folder, that others than its owner have.
func hide(path string, most os.FileMode) {
	info, err := os.Lstat(path)
	if err != nil || info.Mode()&os.ModeSymlink != 0 || info.IsDir() != (most == 0o700) || !shared(info) {
		return
	}
	_ = os.Chmod(path, info.Mode().Perm()&most) // fails for a file of somebody else's, who has to do it
}
