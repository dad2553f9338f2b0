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
		hide(path+suffix, false)
	}
	return nil
}

// Private lets nobody but their owner read the files of a library's folder that bear these names, as far as they are there, nor the folder
// itself if nothing else lies in it.
func Private(dir string, names ...string) {
	own := ownNames(names)
	for _, name := range own {
		hide(filepath.Join(dir, name), false)
	}
	entries, err := os.ReadDir(dir)
	if err == nil && !slices.ContainsFunc(entries, func(e os.DirEntry) bool { return !slices.Contains(own, e.Name()) }) {
		hide(dir, true)
	}
}

// ownNames are names, and those of the files that this package makes in a library's folder.
func ownNames(names []string) []string {
	own := append(slices.Clone(names), LockName, ReserveName)
	for _, suffix := range beside {
		own = append(own, FileName+suffix)
	}
	return own
}

// Hide takes from a file or a folder the permissions that others than its owner have. One that is not there, or somebody else's, stays as
// it is.
func Hide(path string) {
	hide(path, false)
	hide(path, true)
}

// hide is Hide for a path that is to be a folder, or a file.
func hide(path string, folder bool) {
	info, err := os.Lstat(path)
	if err != nil || !folder && !info.Mode().IsRegular() || folder && !info.IsDir() || !shared(info) {
		return
	}
	_ = os.Chmod(path, info.Mode().Perm()&0o700) // fails for what is somebody else's, who has to do it
}
