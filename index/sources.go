package index

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
)

// Add registers a folder or a file as a source; Sync reads it. A path that lies under a source already is covered by it, and
// that source is returned; sources that lie under the new one become part of it. The error wraps fs.ErrNotExist or
// fs.ErrPermission where the path cannot be had.
func (l *Library) Add(ctx context.Context, path string) (Source, error) {
	path, err := resolve(path)
	if err != nil {
		return Source{}, fmt.Errorf("add %w", err)
	}
	if err := readable(path); err != nil {
		return Source{}, fmt.Errorf("add %w", err)
	}
	sources, err := l.store.Sources(ctx)
	if err != nil {
		return Source{}, fmt.Errorf("add %s: %w", path, err)
	}
	var under []int64
	for _, s := range sources {
		if within(s.Path, path) {
			return Source{ID: s.ID, Path: s.Path, Documents: s.Documents, Passages: s.Passages, Failed: s.Failed, Synced: s.Synced}, nil
		}
		if within(path, s.Path) && !within(l.dir, s.Path) {
			under = append(under, s.ID)
		}
	}
	id, err := l.store.AddSource(ctx, path)
	if err != nil {
		return Source{}, fmt.Errorf("add %s: %w", path, err)
	}
	if len(under) > 0 {
		if err := l.store.AdoptSources(ctx, id, under); err != nil {
			return Source{}, fmt.Errorf("add %s: %w", path, err)
		}
	}
	return Source{ID: id, Path: path}, nil
}

// Remove takes a source and its documents out of the library; the files stay as they are. The error is ErrNotSource where the
// path is none.
func (l *Library) Remove(ctx context.Context, path string) error {
	abs, err := filepath.Abs(path)
	if err != nil {
		return fmt.Errorf("remove %s: %w", path, err)
	}
	resolved := abs
	if r, err := resolve(path); err == nil { // a source that is gone from the disk can be removed all the same
		resolved = r
	}
	sources, err := l.store.Sources(ctx)
	if err != nil {
		return fmt.Errorf("remove %s: %w", path, err)
	}
	for _, s := range sources {
		if s.Path == abs || s.Path == resolved {
			if err := l.store.RemoveSource(ctx, s.ID); err != nil {
				return fmt.Errorf("remove %s: %w", path, err)
			}
			return nil
		}
	}
	return fmt.Errorf("remove %s: %w", path, ErrNotSource)
}

// resolve returns the absolute path without symbolic links, so that one folder is one source.
func resolve(path string) (string, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	return filepath.EvalSymlinks(abs)
}

// readable returns why a path cannot be read, if it cannot.
func readable(path string) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	if !info.IsDir() && !info.Mode().IsRegular() {
		return fmt.Errorf("%s: neither a folder nor a file", path)
	}
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	return f.Close()
}
