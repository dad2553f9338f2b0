package index

import (
	"context"
	"errors"
	"io/fs"
	"path/filepath"
	"strings"
)

// A file is what a walk found: a regular file, or a folder that could not be read (err is set).
type file struct {
	path string
	info fs.FileInfo
	err  error
}

// walk visits the files at or below start, which the filter reaches, in lexical order, but for those that the filter leaves out.
// Symbolic links are not followed.
func walk(ctx context.Context, start string, f *filter, visit func(file)) error {
	return filepath.WalkDir(start, func(path string, entry fs.DirEntry, err error) error {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			if path == start && errors.Is(err, fs.ErrNotExist) {
				return err
			}
			visit(file{path: path, err: err})
			return nil
		}
		if path != start && f.leavesOut(path, entry.IsDir()) {
			if entry.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if !entry.Type().IsRegular() {
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

// within reports whether path is dir or lies under it. Both are absolute and clean.
func within(dir, path string) bool {
	rel, err := filepath.Rel(dir, path)
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}
