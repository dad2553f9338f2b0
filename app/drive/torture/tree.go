package main

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// A tree is the contents of a folder: each file with its bytes, its permissions and the time of its last change.
type tree map[string]entry

// An entry is one file, folder, link or other thing.
type entry struct {
	mode    fs.FileMode
	changed time.Time // zero for a folder, whose time changes when a file is made and removed in it
	size    int64
	sum     [sha256.Size]byte // of its bytes, or of a link's target
}

// maxSummed is the size up to which a file's bytes are compared. Larger files are compared by size and time.
const maxSummed = 16 << 20

// readTree reads a folder, except for the folders left out. It records an unreadable file without its bytes.
func readTree(dir string, leftOut ...string) (tree, error) {
	t := tree{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if slices.Contains(leftOut, path) {
			if d != nil && d.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if err != nil && path == dir {
			return err
		}
		info, err := os.Lstat(path)
		if err != nil { // it was deleted, or its path is too long for the system
			return nil
		}
		e := entry{mode: info.Mode()}
		switch {
		case info.Mode().IsRegular():
			e.changed, e.size = info.ModTime(), info.Size()
			if e.size <= maxSummed {
				if data, err := os.ReadFile(path); err == nil {
					e.sum = sha256.Sum256(data)
				}
			}
		case info.Mode()&fs.ModeSymlink != 0:
			to, err := os.Readlink(path)
			if err != nil {
				return err
			}
			e.sum = sha256.Sum256([]byte(to))
		}
		t[path] = e
		return nil
	})
	if errors.Is(err, fs.ErrNotExist) {
		err = nil // it is an empty tree
	}
	return t, err
}

// differs returns an error that says how a tree has changed, or nil.
func (t tree) differs(before tree) error {
	var found []string
	for path, was := range before {
		is, ok := t[path]
		switch {
		case !ok:
			found = append(found, path+" is gone")
		case is.mode != was.mode:
			found = append(found, fmt.Sprintf("%s has the rights %v, and had %v", path, is.mode, was.mode))
		case is.sum != was.sum || is.size != was.size:
			found = append(found, path+" holds other bytes")
		case !is.changed.Equal(was.changed):
			found = append(found, path+" was written to")
		}
	}
	for path := range t {
		if _, ok := before[path]; !ok {
			found = append(found, path+" is new")
		}
	}
	if len(found) == 0 {
		return nil
	}
	slices.Sort(found)
	return fmt.Errorf("outside the library: %s", strings.Join(found[:min(len(found), 5)], "; "))
}

// outside returns everything in the stage that does not belong to the program, and so must not change. places are more folders of the program.
func (s *stage) outside(places ...string) (tree, error) {
	return readTree(s.root, s.own(places...)...)
}

// own returns the folders that the program may write to: its library and where that is moved or exported to, its settings, its cache, the folder
// for temporary files, and places.
func (s *stage) own(places ...string) []string {
	return append([]string{
		s.library(), s.path("home", "config", "footnote"), s.path("cache"), s.path("tmp"), s.path("moved"), s.path("port"), s.path("kept"), s.path("sets"), s.path("log"),
	}, places...)
}

// touchedOutside returns an error if a program wrote outside its own folders. It may make their parent folders.
func (s *stage) touchedOutside(o outcome, places ...string) error {
	own := s.own(places...)
	for _, path := range o.trace.Touched {
		if strings.HasPrefix(path, "/dev/") || strings.HasPrefix(path, "/proc/") {
			continue
		}
		if !slices.ContainsFunc(own, func(dir string) bool { return within(dir, path) || within(path, dir) }) {
			return o.errorf("wrote to %s", path)
		}
	}
	return nil
}

// within reports whether path is dir or inside it.
func within(dir, path string) bool {
	return path == dir || strings.HasPrefix(path, strings.TrimSuffix(dir, string(filepath.Separator))+string(filepath.Separator))
}
