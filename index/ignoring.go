package index

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"

	"footnote/index/ignore"
	"footnote/index/store"
)

// A Trial is what rules would leave out of a source.
type Trial struct {
	Kept    int       // files that stay, whether or not they give text
	LeftOut int       // files that the rules leave out
	Shown   []LeftOut // in order of their paths; at most maxShown
}

// LeftOut is a file that rules leave out, or a folder with all that lies in it.
type LeftOut struct {
	Path   string // absolute
	Folder bool
	Files  int // in the folder; 1 for a file
}

// maxShown is how much of what is left out a Trial shows: more than anyone reads.
const maxShown = 500

// SetIgnore gives a source other rules of what is left out of it, one a line, in gitignore's form
// (https://git-scm.com/docs/gitignore). The next Sync takes out of the library what they leave out. The error is ErrNotSource where
// the path is no source.
func (l *Library) SetIgnore(ctx context.Context, path, rules string) error {
	source, err := l.source(ctx, path)
	if err == nil {
		err = l.store.SetIgnore(ctx, source.ID, rules)
	}
	if errors.Is(err, store.ErrNotFound) { // it was removed meanwhile
		err = ErrNotSource
	}
	if err != nil {
		return fmt.Errorf("set rules of %s: %w", path, err)
	}
	return nil
}

// TryIgnore returns what rules would leave out of a source as it is on the disk now, and changes nothing. Files that are left out in any
// case are not counted. The error is ErrNotSource where the path is no source, and wraps fs.ErrNotExist where it is not there.
func (l *Library) TryIgnore(ctx context.Context, path, rules string) (Trial, error) {
	source, err := l.source(ctx, path)
	if err != nil {
		return Trial{}, fmt.Errorf("try rules: %w", err)
	}
	t := trial{filter: newFilter(source.Path, l.dir, ignore.Parse(rules))}
	err = filepath.WalkDir(source.Path, func(path string, entry fs.DirEntry, err error) error {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			if path == source.Path {
				return err
			}
			return nil // a folder that cannot be read: Sync tells of it
		}
		return t.visit(path, entry)
	})
	if err != nil {
		return Trial{}, fmt.Errorf("try rules of %s: %w", path, err)
	}
	return t.Trial, nil
}

// Prune takes out of the library what the rules of a source leave out and what Sync would take for gone; it reads no document. The error is
// ErrNotSource where the path is no source, and ErrSyncing while a Sync runs, which does the same.
func (l *Library) Prune(ctx context.Context, path string) error {
	source, err := l.source(ctx, path)
	if err != nil {
		return fmt.Errorf("prune %s: %w", path, err)
	}
	if !l.syncing.TryLock() {
		return fmt.Errorf("prune %s: %w", path, ErrSyncing)
	}
	defer l.syncing.Unlock()
	run, err := l.newSync(ctx, newMeter(nil))
	if err == nil {
		err = run.prune(ctx, source)
	}
	if err != nil {
		return fmt.Errorf("prune %s: %w", path, err)
	}
	return nil
}

// A trial is a Trial in the making.
type trial struct {
	Trial
	filter *filter
	out    string // the folder that is left out and being walked through
}

func (t *trial) visit(path string, entry fs.DirEntry) error {
	if path == t.filter.root && entry.IsDir() {
		return nil
	}
	if path != t.filter.root && t.filter.never(path, entry.IsDir()) {
		if entry.IsDir() {
			return fs.SkipDir
		}
		return nil
	}
	inside := t.out != "" && within(t.out, path)
	switch {
	case entry.IsDir():
		if !inside && t.filter.byRule(path, true) {
			t.out = path
			t.show(LeftOut{Path: path, Folder: true})
		}
	case !entry.Type().IsRegular():
	case inside:
		t.LeftOut++
		if last := len(t.Shown) - 1; t.Shown[last].Path == t.out {
			t.Shown[last].Files++
		}
	case path != t.filter.root && t.filter.byRule(path, false):
		t.LeftOut++
		t.show(LeftOut{Path: path, Files: 1})
	default:
		t.Kept++
	}
	return nil
}

func (t *trial) show(out LeftOut) {
	if len(t.Shown) < maxShown {
		t.Shown = append(t.Shown, out)
	}
}
