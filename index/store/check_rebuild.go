package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// The names of what Rebuild makes in a library's folder: the new database until it is whole, and the damaged one after that, with the day.
const (
	rebuiltName = FileName + ".rebuilt"
	AsidePrefix = FileName + ".damaged-"
)

// A Rebuilt says what Rebuild did.
type Rebuilt struct {
	Aside     string // the damaged database
	Sources   int    // in the new one
	Documents int    // in the new one, with their text; the next sync reads the others again
}

// Rebuild sets a damaged database aside and begins a new one in its place, which takes over what can still be read: sources, models, and
// the documents that are as they were written. What is set aside is not removed. No other process may have the library open.
// Until the new database is whole, the damaged one stays where it is.
func Rebuild(ctx context.Context, dir string, opt RepairOptions, now time.Time) (done Rebuilt, err error) {
	path, part := filepath.Join(dir, FileName), filepath.Join(dir, rebuiltName)
	done, err = rebuild(ctx, path, part, opt)
	if err == nil {
		done.Aside, err = setAside(path, now)
	}
	if err == nil {
		err = os.Rename(part, path)
	}
	if err == nil {
		err = SyncFolder(dir)
	}
	if err != nil {
		return Rebuilt{}, errors.Join(fmt.Errorf("rebuild library: %w", fault(ctx, err)), removeDatabase(part))
	}
	return done, nil
}

// rebuild makes a new database of what can be read of the one at path.
func rebuild(ctx context.Context, path, part string, opt RepairOptions) (done Rebuilt, err error) {
	if _, err := os.Stat(path); err != nil {
		return done, err
	}
	g, err := newGraft(ctx, part)
	if err != nil {
		return done, err
	}
	err = g.salvage(ctx, path, opt)
	if err := errors.Join(err, g.close()); err != nil {
		return done, err
	}
	// What was read may be damaged, and is repaired like any other library.
	const rounds = 4 // in each, what was repaired brings to light what was hidden behind it
	for n := 0; ; n++ {
		found, err := checkFile(ctx, part, opt.CheckOptions)
		if err != nil {
			return done, err
		}
		if len(found) == 0 || len(found) == 1 && found[0].Code == CodeUndigested {
			break
		}
		if n == rounds {
			return done, fmt.Errorf("%w: of what was read, %v", ErrDamaged, found[0])
		}
		if err := repairFile(ctx, part, found, opt); err != nil {
			return done, err
		}
	}
	return g.count(ctx)
}

// salvage fills a new library with what can be read of the database at path.
func (g *graft) salvage(ctx context.Context, path string, opt RepairOptions) error {
	readable := g.attach(ctx, path) == nil
	if readable {
		for _, table := range graftSettings {
			if err := g.rescue(ctx, table); err != nil {
				return err
			}
		}
		// The index of the paths is a second chance for sources.
		_ = g.run(ctx, `INSERT OR IGNORE INTO main.source (id, path, added, synced) SELECT id, path, 0, 0 FROM old.source ORDER BY path`)
	}
	if err := g.complete(ctx, opt.Model); err != nil || !readable {
		return err
	}
	for i, table := range graftDocuments {
		if err := g.rescue(ctx, table); err != nil {
			return err
		}
		if opt.Report != nil {
			opt.Report(float64(i+1) / float64(len(graftDocuments)) / 2)
		}
	}
	_ = g.words(ctx) // where the old keyword index cannot be read, the repair makes another
	return ctx.Err()
}

// setAside renames a database with what SQLite keeps beside it, and returns its new path. No file is written over.
func setAside(path string, now time.Time) (aside string, err error) {
	name := filepath.Join(filepath.Dir(path), AsidePrefix+now.Format(time.DateOnly))
	aside = name
	for n := 2; ; n++ {
		if _, err := os.Lstat(aside); errors.Is(err, os.ErrNotExist) {
			break
		}
		aside = fmt.Sprintf("%s-%d", name, n)
	}
	for _, suffix := range []string{"-wal", "-shm", "-journal"} { // they would be taken for the new database's
		if err := os.Rename(path+suffix, aside+suffix); err != nil && !errors.Is(err, os.ErrNotExist) {
			return "", err
		}
	}
	if os.Link(path, aside) == nil { // so that there is a library at every moment
		return aside, nil
	}
	return aside, os.Rename(path, aside)
}
