package index

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"footnote/index/store"
)

// Errors of Move, besides those of Open.
var (
	ErrSamePlace = errors.New("the library lies there already")
	ErrWithin    = errors.New("a library cannot be moved into its own folder")
	ErrNotEmpty  = errors.New("the folder is not empty")
)

// moveFile, in the folder that a library is moved to, says what is under way there:
//
//	{"from": "/home/ada/.local/share/footnote", "parts": ["basket.json"], "moved": false}
//
// Until the library is whole and its new place is kept, moved is false, and the old folder is the library. After that it is true, and what
// is left of the old one is to be removed. A move that was cut off is begun anew, or tidied up after by Open.
const moveFile = "library.moving"

type moveState struct {
	From  string   `json:"from"`
	Parts []string `json:"parts"`
	Moved bool     `json:"moved"`
}

// Holds says whether there is a library in a folder.
func Holds(dir string) bool {
	_, err := os.Stat(filepath.Join(dir, store.FileName))
	return err == nil
}

// Move moves the library in the folder from to the folder to, which must be empty or not be
// there, or hold a move of the same library that was cut off. Parts name what else in the folder goes along, files or folders, where they
// are there. Once all of it is whole in its new place keep is called, which has to see to it that the library is looked for there from
// now on; if it fails, the library stays where it was. Then the old place is cleared of what was moved and of nothing else. Report, if
// not nil, is given how many bytes of the database are copied. The library can be searched meanwhile, also by this process; who has it open
// must not write to it afterwards.
//
// A move that is cut off at any moment, by a kill or a full disk, leaves the library whole in one of the two places: the old one until
// keep has returned. The error is one of those above, one of Open's, ErrBusy where another process writes, the disk's, keep's, or ctx.Err().
func Move(ctx context.Context, from, to string, parts []string, keep func() error, report func(done, all int64)) error {
	from, to, err := places(from, to)
	if err == nil {
		err = move(ctx, moveState{From: from, Parts: parts}, to, keep, report)
	}
	if err != nil {
		return fmt.Errorf("move library: %w", err)
	}
	return nil
}

func move(ctx context.Context, state moveState, to string, keep func() error, report func(done, all int64)) error {
	if err := vacant(state.From, to); err != nil {
		return err
	}
	_, err := os.Stat(to)
	made := errors.Is(err, fs.ErrNotExist)
	if err := os.MkdirAll(to, 0o700); err != nil {
		return err
	}
	undo := func(err error) error {
		errs := []error{err, clearPlace(to, state.Parts), os.RemoveAll(filepath.Join(to, moveFile))}
		if made {
			errs = append(errs, os.Remove(to))
		}
		return errors.Join(errs...)
	}
	if err := state.write(to); err != nil {
		return undo(err)
	}
	done, err := store.Copy(ctx, state.From, to, report)
	if err != nil {
		return undo(err)
	}
	for _, part := range state.Parts {
		if err = copyTree(ctx, filepath.Join(state.From, part), filepath.Join(to, part)); err != nil {
			break
		}
	}
	if err == nil {
		err = keep()
	}
	if err != nil {
		return undo(errors.Join(err, done()))
	}
	// It has moved: what of the old place cannot be cleared now, as another process has it open, Open clears, or it lies there and does no harm.
	state.Moved = true
	_ = errors.Join(state.write(to), done(), finishMove(to))
	return nil
}

// places are the two folders as they are told apart: whole, and with their links followed as far as they are there.
func places(from, to string) (string, string, error) {
	for _, dir := range []*string{&from, &to} {
		whole, err := filepath.Abs(*dir)
		if err != nil {
			return "", "", err
		}
		if real, err := filepath.EvalSymlinks(whole); err == nil {
			whole = real
		}
		*dir = whole
	}
	rel, err := filepath.Rel(from, to)
	switch {
	case err != nil: // on another drive
	case rel == ".":
		return "", "", ErrSamePlace
	case filepath.IsLocal(rel):
		return "", "", ErrWithin
	}
	return from, to, nil
}

// vacant reports a folder that the library in from cannot be moved to.
func vacant(from, to string) error {
	entries, err := os.ReadDir(to)
	entries = slices.DeleteFunc(entries, func(e fs.DirEntry) bool { return e.Name() == moveFile+".part" }) // a move that was cut off at once
	switch {
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return err
	case len(entries) == 0:
		return nil
	}
	state, err := readMove(to)
	if err != nil || state.From != from || state.Moved {
		return ErrNotEmpty
	}
	for _, e := range entries {
		if e.Name() != moveFile && !strings.HasPrefix(e.Name(), store.FileName) && !slices.Contains(state.Parts, e.Name()) {
			return ErrNotEmpty
		}
	}
	return nil
}

func readMove(dir string) (state moveState, err error) {
	data, err := os.ReadFile(filepath.Join(dir, moveFile))
	if err == nil {
		err = json.Unmarshal(data, &state)
	}
	return state, err
}

func (m moveState) write(dir string) error {
	data, err := json.Marshal(m)
	if err != nil {
		return err
	}
	path := filepath.Join(dir, moveFile)
	if err := os.WriteFile(path+".part", data, 0o600); err != nil {
		return err
	}
	return os.Rename(path+".part", path)
}

// finishMove clears the old place of a library that has been moved to dir, if it has been.
func finishMove(dir string) error {
	state, err := readMove(dir)
	if errors.Is(err, fs.ErrNotExist) || err == nil && !state.Moved {
		return nil
	}
	if err != nil {
		return err
	}
	if err := clearPlace(state.From, append(state.Parts, "cache")); err != nil {
		return err
	}
	_ = os.Remove(state.From) // where something else lies in it, it stays
	return os.Remove(filepath.Join(dir, moveFile))
}

// clearPlace removes a library and its parts from a folder.
func clearPlace(dir string, parts []string) error {
	errs := []error{store.Discard(dir)}
	for _, part := range parts {
		errs = append(errs, os.RemoveAll(filepath.Join(dir, part)))
	}
	return errors.Join(errs...)
}

// copyTree copies a file or a folder with all in it, and their times: a document that was moved has not changed. What is not there is
// left out, and so is what is neither file nor folder.
func copyTree(ctx context.Context, from, to string) error {
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
			return os.MkdirAll(target, 0o700)
		case d.Type().IsRegular():
			return copyFile(path, target)
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

func copyFile(from, to string) (err error) {
	source, err := os.Open(from)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, source.Close()) }()
	info, err := source.Stat()
	if err != nil {
		return err
	}
	target, err := os.OpenFile(to, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, info.Mode().Perm()|0o200)
	if err != nil {
		return err
	}
	_, err = io.Copy(target, source)
	if err := errors.Join(err, target.Sync(), target.Close()); err != nil {
		return err
	}
	return os.Chtimes(to, info.ModTime(), info.ModTime())
}
