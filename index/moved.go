package index

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"footnote/index/extract"
	"footnote/index/store"
)

// moveFile, in the folder that a library is moved to, names the folders in which something may be left of it:
//
//	{"from": ["/home/ada/.local/share/footnote"]}
//
// It decides nothing: what is removed there, and whether, only the library that lies there decides. See clearFormer.
const moveFile = "library.moving"

const (
	maxMoveFile = 1 << 16 // bytes
	maxFormer   = 16      // folders
)

type moveState struct {
	From []string `json:"from"`
}

func readMove(dir string) (state moveState, err error) {
	path := filepath.Join(dir, moveFile)
	info, err := os.Lstat(path)
	if err != nil {
		return state, err
	}
	if !info.Mode().IsRegular() || info.Size() > maxMoveFile {
		return state, fs.ErrInvalid
	}
	data, err := os.ReadFile(path)
	if err == nil {
		err = json.Unmarshal(data, &state)
	}
	if err != nil {
		return moveState{}, err
	}
	slices.Sort(state.From)
	state.From = slices.Compact(state.From)
	state.From = state.From[:min(len(state.From), maxFormer)]
	return state, nil
}

func (m moveState) write(dir string) error {
	data, err := json.Marshal(m)
	if err != nil {
		return err
	}
	return store.Replace(filepath.Join(dir, moveFile), data)
}

// finishMove clears the old places of the library in dir, whose id is uid, if it was moved there. Kept says that dir is where the library
// is looked for. An old place that cannot be cleared now is left to the next call.
func finishMove(ctx context.Context, dir, uid string, kept bool, parts []Part) error {
	state, err := readMove(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	before := len(state.From)
	state.From = slices.DeleteFunc(state.From, func(from string) bool {
		return clearFormer(ctx, from, dir, uid, kept, parts)
	})
	switch len(state.From) {
	case before:
		return nil
	case 0:
		return os.Remove(filepath.Join(dir, moveFile))
	}
	return state.write(dir)
}

// clearFormer removes what the program made in the folder from, if that is an old place of the library in dir, and reports whether nothing
// is left to do there. It is one if the library that lies there has the same id, and itself says that it was moved elsewhere; or that a
// move to dir is under way which is known to have come to its end. Whatever else lies there is another library, or this one in use again.
func clearFormer(ctx context.Context, from, dir, uid string, kept bool, parts []Part) (done bool) {
	if real, err := filepath.EvalSymlinks(from); errors.Is(err, fs.ErrNotExist) {
		_, err := os.Stat(filepath.Dir(from))
		return err == nil // else it may be on a drive that is away
	} else if err != nil || real != from || !filepath.IsAbs(from) || from == dir {
		return true
	}
	id, err := store.Identify(ctx, from)
	if err != nil || uid == "" || id.UID != uid {
		return true
	}
	switch {
	case id.Succession == store.Superseded:
	case id.Succession == store.Pending && id.Successor == dir:
		if !kept {
			return false
		}
	default:
		return true
	}
	mover, err := store.BeginMove(ctx, from, Holder{Act: ActMoving}, 0, nil)
	if err != nil {
		return false
	}
	defer func() { _ = mover.Close() }() // nothing is written to it
	if again, err := mover.Identity(ctx); err != nil || again != id {
		return false
	}
	if err := clearParts(from, dir, parts); err != nil {
		return false
	}
	if err := mover.Discard(ctx); err != nil {
		return false
	}
	_ = os.Remove(from) // where something else lies in it, it stays
	return true
}

// clearParts removes from an old place what the program made beside the library, as far as it has come along to the new place.
func clearParts(from, to string, parts []Part) (err error) {
	old, err := os.OpenRoot(from)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, old.Close()) }()
	for _, part := range parts {
		if !part.folder() {
			if _, err := os.Lstat(filepath.Join(to, part.Name)); err == nil || part.Stays {
				if err := removeFile(old, part.Name); err != nil {
					return err
				}
			}
			continue
		}
		for _, name := range part.Files {
			name = filepath.Join(part.Name, name)
			if !sameBytes(filepath.Join(from, name), filepath.Join(to, name)) {
				continue
			}
			if err := removeFile(old, name); err != nil {
				return err
			}
		}
		removeFolder(old, part.Name)
	}
	if err := clearCache(old); err != nil {
		return err
	}
	return errors.Join(removeFile(old, moveFile), removeFile(old, moveFile+store.PartSuffix))
}

// cacheName is the folder of caches in a library's folder, where no other is named.
const cacheName = "cache"

// clearCache removes the files that the program keeps in its cache, which are known by their names.
func clearCache(dir *os.Root) error {
	var folders []string
	err := fs.WalkDir(dir.FS(), cacheName, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return nil // what cannot be seen is left
		case d.IsDir():
			folders = append(folders, path)
			return nil
		}
		if name, ok := strings.CutPrefix(path, cacheName+"/"); ok && extract.InCache(name) {
			return removeFile(dir, path)
		}
		return nil
	})
	for _, folder := range slices.Backward(folders) {
		removeFolder(dir, folder)
	}
	return err
}

// removeFile removes a file if it is one, and is there.
func removeFile(dir *os.Root, name string) error {
	info, err := dir.Lstat(name)
	if err != nil || !info.Mode().IsRegular() {
		return nil
	}
	return dir.Remove(name)
}

// removeFolder removes a folder if it is one, and empty.
func removeFolder(dir *os.Root, name string) {
	if info, err := dir.Lstat(name); err == nil && info.IsDir() {
		_ = dir.Remove(name) // where something lies in it, it stays
	}
}

// sameBytes reports whether two files are there and hold the same.
func sameBytes(a, b string) bool {
	one, err := os.Open(a)
	if err != nil {
		return false
	}
	defer func() { _ = one.Close() }() // only read from
	two, err := os.Open(b)
	if err != nil {
		return false
	}
	defer func() { _ = two.Close() }() // only read from
	const block = 64 << 10
	x, y := make([]byte, block), make([]byte, block)
	for {
		n, errX := io.ReadFull(one, x)
		m, errY := io.ReadFull(two, y)
		if n != m || !bytes.Equal(x[:n], y[:m]) {
			return false
		}
		if errX != nil || errY != nil {
			atEnd := func(err error) bool { return errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) }
			return atEnd(errX) && atEnd(errY)
		}
	}
}
