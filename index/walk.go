package index

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// A file is what a walk found: a regular file, or a folder that could not be read (err is set).
type file struct {
	path string
	info fs.FileInfo
	err  error
}

// leftOut names the folders that programs fill with what nobody wrote to be read.
var leftOut = map[string]bool{
	"node_modules": true, "bower_components": true, "__pycache__": true, "__MACOSX": true,
	"$RECYCLE.BIN": true, "System Volume Information": true, "lost+found": true,
}

// cacheTag marks a folder as a cache that can be made again (https://bford.info/cachedir/).
const cacheTag = "CACHEDIR.TAG"

// walk visits the files of a source in lexical order. Hidden files and folders, caches, what programs leave behind, and
// everything within the folder except are left out; symbolic links are not followed. The root itself is always visited,
// whatever its name.
func walk(ctx context.Context, root, except string, visit func(file)) error {
	return filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			if path == root && errors.Is(err, fs.ErrNotExist) {
				return err
			}
			visit(file{path: path, err: err})
			return nil
		}
		if entry.IsDir() {
			if path == root || !(hidden(entry.Name()) || leftOut[entry.Name()] || path == except || isCache(path)) {
				return nil
			}
			return fs.SkipDir
		}
		if !entry.Type().IsRegular() || path != root && (hidden(entry.Name()) || debris(entry.Name())) {
			return nil
		}
		info, err := entry.Info()
		switch {
		case errors.Is(err, fs.ErrNotExist): // gone since the folder was listed
		case err != nil:
			visit(file{path: path, err: err})
		default:
			visit(file{path: path, info: info})
		}
		return nil
	})
}

func hidden(name string) bool { return strings.HasPrefix(name, ".") }

// debris reports whether a name is that of a file which programs leave beside a document while it is open or seen.
func debris(name string) bool {
	switch name {
	case "Thumbs.db", "desktop.ini", cacheTag:
		return true
	}
	return strings.HasPrefix(name, "~$") || strings.HasSuffix(name, "~")
}

func isCache(dir string) bool {
	_, err := os.Lstat(filepath.Join(dir, cacheTag))
	return err == nil
}

// within reports whether path is dir or lies under it. Both are absolute and clean.
func within(dir, path string) bool {
	rel, err := filepath.Rel(dir, path)
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}
