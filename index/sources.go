package index

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"footnote/index/store"
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
	var under []store.Source
	for _, s := range sources {
		if within(s.Path, path) {
			return sourceOf(s), nil
		}
		if within(path, s.Path) && !within(l.dir, s.Path) {
			under = append(under, s)
		}
	}
	id, err := l.store.AddSource(ctx, path)
	if err == nil && len(under) > 0 {
		err = l.adopt(ctx, id, path, under)
	}
	if err != nil {
		return Source{}, fmt.Errorf("add %s: %w", path, err)
	}
	return Source{ID: id, Path: path}, nil
}

// adopt makes sources part of the source at a path that they lie under. Those whose drives are away are noted to be, so that they are
// not taken for gone.
func (l *Library) adopt(ctx context.Context, id int64, path string, under []store.Source) error {
	noted, err := l.store.Volumes(ctx)
	if err != nil {
		return err
	}
	if err := l.store.SetVolumes(ctx, id, []store.Volume{{ID: l.mounted(path).Of(path)}}); err != nil {
		return err
	}
	var children []int64
	for _, s := range under {
		children = append(children, s.ID)
		reason := Online
		if _, err := os.Lstat(s.Path); missing(err) {
			reason = NotThere
		} else if isEmpty(s.Path) {
			reason = Emptied
		}
		if reason == Online || s.Documents+s.Failed == 0 {
			continue
		}
		volumes := noted[s.ID]
		if len(volumes) == 0 {
			volumes = []store.Volume{{}}
		}
		volumes[0].Offline, volumes[0].Documents = int(reason), s.Documents+s.Failed // the first is the source's own
		if err := l.store.SetVolumes(ctx, s.ID, volumes); err != nil {
			return err
		}
	}
	return l.store.AdoptSources(ctx, id, children)
}

// Remove takes a source and its documents out of the library; the files stay as they are. The error is ErrNotSource where the
// path is none.
func (l *Library) Remove(ctx context.Context, path string) error {
	source, err := l.source(ctx, path)
	if err == nil {
		err = l.store.RemoveSource(ctx, source.ID)
	}
	if err != nil {
		return fmt.Errorf("remove %s: %w", path, err)
	}
	return nil
}

// source returns the source at a path, which may be written in any way; the error is ErrNotSource where there is none.
func (l *Library) source(ctx context.Context, path string) (store.Source, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return store.Source{}, err
	}
	resolved := abs
	if r, err := resolve(path); err == nil { // a source that is gone from the disk is one all the same
		resolved = r
	}
	sources, err := l.store.Sources(ctx)
	if err != nil {
		return store.Source{}, err
	}
	i := slices.IndexFunc(sources, func(s store.Source) bool { return s.Path == abs || s.Path == resolved })
	if i < 0 {
		return store.Source{}, ErrNotSource
	}
	return sources[i], nil
}

// resolve returns the absolute path without symbolic links, so that one folder is one source.
func resolve(path string) (string, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	return filepath.EvalSymlinks(abs)
}

// sourceOf is a source as the store knows it, but for whether it is offline.
func sourceOf(s store.Source) Source {
	return Source{ID: s.ID, Path: s.Path, Documents: s.Documents, Passages: s.Passages, Failed: s.Failed, Synced: s.Synced, Ignore: s.Ignore}
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
