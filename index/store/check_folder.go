package store

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
)

// Shared returns the paths of what others than its owner may read or write: a library's files, those in its folder that bear these names,
// and the folder itself if nothing else lies in it.
func Shared(dir string, names ...string) (paths []string) {
	own := ownNames(names)
	all := own
	entries, err := os.ReadDir(dir)
	if err == nil && !slices.ContainsFunc(entries, func(e os.DirEntry) bool { return !slices.Contains(own, e.Name()) }) {
		all = append([]string{""}, own...)
	}
	for _, name := range all {
		path := filepath.Join(dir, name)
		if info, err := os.Lstat(path); err == nil && info.Mode()&os.ModeSymlink == 0 && shared(info) {
			paths = append(paths, path)
		}
	}
	return paths
}

// Unshare takes from files and folders the permissions that others than their owner have.
func Unshare(paths ...string) error {
	var errs []error
	for _, path := range paths {
		info, err := os.Lstat(path)
		if err == nil && info.Mode()&os.ModeSymlink == 0 {
			err = os.Chmod(path, info.Mode().Perm()&0o700)
		}
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}

// HeldBy returns who works on the library in a folder for long, if anybody does.
func HeldBy(dir string) (by Holder, held bool) {
	path := filepath.Join(dir, LockName)
	if info, err := os.Lstat(path); err != nil || !info.Mode().IsRegular() {
		return Holder{}, false
	}
	lock, err := TryLock(dir, Holder{})
	var other *HeldError
	if errors.As(err, &other) {
		return other.By, true
	}
	if err == nil {
		_ = lock.Close() // nothing was done under it
	}
	return Holder{}, false
}

// LeftoverNames are the names of files that the package makes in a library's folder, and that are of no use once what made them has ended.
func LeftoverNames() (names []string) {
	for _, suffix := range beside {
		for _, name := range []string{partName, rebuiltName, IncomingName} {
			names = append(names, name+suffix)
		}
	}
	return names
}
