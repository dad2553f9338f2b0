package index

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"footnote/index/store"
)

// A trail is the files and folders that a move has made, in order, so that they can be removed again.
type trail struct{ made []string }

func (t *trail) add(path string) { t.made = append(t.made, path) }

// undo removes what was made. A folder in which something else lies by now stays.
func (t *trail) undo() error {
	var errs []error
	for _, path := range slices.Backward(t.made) {
		info, err := os.Lstat(path)
		if err != nil {
			continue
		}
		if err := os.Remove(path); err != nil && !info.IsDir() {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

// sync makes the names of what was made outlast a loss of power.
func (t *trail) sync() error {
	folders := map[string]bool{}
	for _, path := range t.made {
		folders[filepath.Dir(path)] = true
	}
	for folder := range folders {
		if err := store.SyncFolder(folder); err != nil {
			return err
		}
	}
	return nil
}

// mkdirAll makes a folder with those above it that are not there.
func (t *trail) mkdirAll(dir string) error {
	err := os.Mkdir(dir, 0o700)
	switch {
	case err == nil:
		t.add(dir)
	case errors.Is(err, fs.ErrNotExist) && filepath.Dir(dir) != dir:
		if err := t.mkdirAll(filepath.Dir(dir)); err != nil {
			return err
		}
		return t.mkdirAll(dir)
	case errors.Is(err, fs.ErrExist):
		info, err := os.Stat(dir)
		if err != nil {
			return err
		}
		if !info.IsDir() {
			return &fs.PathError{Op: "mkdir", Path: dir, Err: fs.ErrExist}
		}
	default:
		return err
	}
	return nil
}

// copyTree copies a file or a folder with all in it, and their times: a document that was moved has not changed. What is not there is
// left out, and so is what is neither file nor folder.
func (t *trail) copyTree(ctx context.Context, from, to string) error {
	err := filepath.WalkDir(from, func(path string, d fs.DirEntry, err error) error {
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		target := filepath.Join(to, rel)
		switch {
		case d.IsDir():
			return t.mkdirAll(target)
		case d.Type().IsRegular():
			return t.copyFile(path, target)
		}
		return nil
	})
	if errors.Is(err, fs.ErrNotExist) {
		if _, gone := os.Lstat(from); errors.Is(gone, fs.ErrNotExist) {
			return nil
		}
	}
	return err
}

// copyFile copies a file under another name, and renames it when it is whole.
func (t *trail) copyFile(from, to string) (err error) {
	source, err := os.Open(from)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, source.Close()) }()
	info, err := source.Stat()
	if err != nil {
		return err
	}
	part := to + store.PartSuffix
	t.add(part)
	if err := os.Remove(part); err != nil && !errors.Is(err, fs.ErrNotExist) { // of a move that was cut off
		return err
	}
	target, err := os.OpenFile(part, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(target, source)
	if err := errors.Join(err, target.Sync(), target.Close()); err != nil {
		return err
	}
	if err := os.Chtimes(part, info.ModTime(), info.ModTime()); err != nil {
		return err
	}
	t.add(to)
	return os.Rename(part, to)
}
