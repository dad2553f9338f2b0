package store

import (
	"context"
	"database/sql"
	"errors"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// A Volume is the volume of a source, or of a folder in it where another volume is mounted.
type Volume struct {
	Path      string // of the folder, relative to the source, with slashes; empty for the source itself
	ID        string // of the volume last seen there; empty if unknown
	Offline   int    // why its documents are kept although their files are missing, as the caller numbers reasons; 0 if the files are there
	Documents int    // how many of its documents have missing files
}

// SetVolumes replaces the recorded volumes of a source. The error is ErrNotFound if there is no such source.
func (s *Store) SetVolumes(ctx context.Context, source int64, volumes []Volume) error {
	return s.update(ctx, "note the volumes of a source", func(tx *sql.Tx) (delta, error) {
		// The statement changes nothing. It fails if the source has been removed.
		if err := one(tx.ExecContext(ctx, `UPDATE source SET path = path WHERE id = ?`, source)); err != nil {
			return delta{}, err
		}
		if _, err := tx.ExecContext(ctx, `DELETE FROM volume WHERE source = ?`, source); err != nil {
			return delta{}, err
		}
		return delta{}, insertAll(ctx, tx, `INSERT INTO volume (source, path, id, offline, documents) VALUES (?, ?, ?, ?, ?)`, len(volumes),
			func(i int) []any {
				return []any{source, volumes[i].Path, volumes[i].ID, volumes[i].Offline, volumes[i].Documents}
			})
	})
}

// AdoptSources gives the documents of the sources children to the source into, and removes those sources. It keeps the records of volumes
// that are mounted in them or missing.
func (s *Store) AdoptSources(ctx context.Context, into int64, children []int64) error {
	return s.update(ctx, "adopt sources", func(tx *sql.Tx) (delta, error) {
		for _, child := range children {
			if child == into {
				continue
			}
			if err := adoptVolumes(ctx, tx, into, child); err != nil {
				return delta{}, err
			}
			if _, err := tx.ExecContext(ctx, `UPDATE document SET source = ? WHERE source = ?`, into, child); err != nil {
				return delta{}, err
			}
			if _, err := tx.ExecContext(ctx, `DELETE FROM source WHERE id = ?`, child); err != nil {
				return delta{}, err
			}
		}
		return delta{}, nil
	})
}

// adoptVolumes turns the volumes of a source into those of a folder in another source. The folder itself gets a record only if it is
// missing or on another volume.
func adoptVolumes(ctx context.Context, tx *sql.Tx, into, child int64) error {
	var root, folder string
	err := tx.QueryRowContext(ctx, `SELECT a.path, b.path FROM source a, source b WHERE a.id = ? AND b.id = ?`, into, child).Scan(&root, &folder)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	at, err := filepath.Rel(root, folder)
	if err != nil || !filepath.IsLocal(at) {
		return nil // it is elsewhere
	}
	volumes, err := volumesOf(ctx, tx, `WHERE source IN (?, ?)`, into, child)
	if err != nil {
		return err
	}
	own := Volume{}
	if len(volumes[into]) > 0 {
		own = volumes[into][0] // the empty path sorts first
	}
	adopted := slices.DeleteFunc(volumes[child], func(v Volume) bool {
		return v.Path == "" && v.Offline == 0 && (v.ID == "" || v.ID == own.ID)
	})
	return insertAll(ctx, tx, `INSERT OR REPLACE INTO volume (source, path, id, offline, documents) VALUES (?, ?, ?, ?, ?)`, len(adopted),
		func(i int) []any {
			v := adopted[i]
			return []any{into, path.Join(filepath.ToSlash(at), v.Path), v.ID, v.Offline, v.Documents}
		})
}

// Volumes returns the volumes of all sources, by source id and in order of the folders. A source has none before SetVolumes.
func (s *Store) Volumes(ctx context.Context) (volumes map[int64][]Volume, err error) {
	err = s.snapshot(ctx, "list the volumes of sources", func(tx *sql.Tx) (err error) {
		volumes, err = volumesOf(ctx, tx, ``)
		return err
	})
	return volumes, err
}

// volumesOf returns the volumes of sources by source id, in order of the folders.
func volumesOf(ctx context.Context, tx *sql.Tx, where string, args ...any) (map[int64][]Volume, error) {
	type row struct {
		source int64
		Volume
	}
	rows, err := collect(ctx, tx, func(r *row) []any { return []any{&r.source, &r.Path, &r.ID, &r.Offline, &r.Documents} },
		`SELECT source, path, id, offline, documents FROM volume `+where+` ORDER BY path`, args...)
	if err != nil {
		return nil, err
	}
	volumes := map[int64][]Volume{}
	for _, r := range rows {
		volumes[r.source] = append(volumes[r.source], r.Volume)
	}
	return volumes, nil
}

// Count returns how many documents of a source are at a path or in the folder there.
func (s *Store) Count(ctx context.Context, source int64, path string) (n int, err error) {
	err = s.snapshot(ctx, "count documents", func(tx *sql.Tx) error {
		within, after := reach(path)
		return tx.QueryRowContext(ctx, `SELECT count(*) FROM document WHERE source = ? AND (path = ? OR path > ? AND path < ?)`,
			source, path, within, after).Scan(&n)
	})
	return n, err
}

// reach returns two strings: all paths in a folder, and no others, sort between them.
func reach(folder string) (within, after string) {
	within = strings.TrimSuffix(folder, string(filepath.Separator)) + string(filepath.Separator)
	return within, within[:len(within)-1] + string(filepath.Separator+1) // the least string after all paths in the folder
}
