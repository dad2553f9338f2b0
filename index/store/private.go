package store

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
)

// beside lists the suffixes of a database's files: none for the database itself, and those of the files that SQLite keeps beside it.
var beside = []string{"", "-wal", "-shm", "-journal"}

// makePrivate creates the database's file if it does not exist, and makes it and the files beside it readable by their owner only. SQLite
// gives the files that it makes the permissions of the database.
func makePrivate(path string) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err == nil {
		return f.Close()
	}
	if !errors.Is(err, os.ErrExist) {
		return nil // SQLite reports why it cannot be created
	}
	for _, suffix := range beside {
		hide(path+suffix, false)
	}
	return nil
}

// Private makes the files with these names in a library's folder accessible to their owner only, as far as they exist. It does the same for
// the folder if the folder contains nothing else.
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

// ownNames returns names and the names of the files that this package makes in a library's folder.
func ownNames(names []string) []string {
	own := append(slices.Clone(names), LockName, ReserveName)
	for _, suffix := range beside {
		own = append(own, FileName+suffix)
	}
	return own
}

// Hide removes the permissions of a file or folder for everyone but its owner. It does nothing if the path does not exist or belongs to
// somebody else.
func Hide(path string) {
	hide(path, false)
	hide(path, true)
}

// hide is Hide for a path that must be a folder, or must be a file.
func hide(path string, folder bool) {
	info, err := os.Lstat(path)
	if err != nil || !folder && !info.Mode().IsRegular() || folder && !info.IsDir() || !shared(info) {
		return
	}
	_ = os.Chmod(path, info.Mode().Perm()&0o700) // fails for another user's file, which its owner must protect
}
