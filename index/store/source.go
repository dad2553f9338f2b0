package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"time"
)

// A Source is a folder or a file whose documents are in the library.
type Source struct {
	ID        int64
	Path      string
	Added     time.Time
	Synced    time.Time // end of the last complete walk; zero if never
	Documents int       // with text
	Passages  int
	Failed    int    // documents without text
	Ignore    string // rules for what to leave out, as the caller wrote them
}

// AddSource returns the id of the source at this path, and adds the source if there is none.
func (s *Store) AddSource(ctx context.Context, path string) (id int64, err error) {
	err = s.update(ctx, "add source", func(tx *sql.Tx) (delta, error) {
		_, err := tx.ExecContext(ctx, `INSERT INTO source (path, added, synced) VALUES (?, ?, 0) ON CONFLICT DO NOTHING`,
			path, nanoseconds(time.Now()))
		if err != nil {
			return delta{}, err
		}
		return delta{}, tx.QueryRowContext(ctx, `SELECT id FROM source WHERE path = ?`, path).Scan(&id)
	})
	return id, err
}

// RemoveSource removes a source and all of its documents, in one transaction. An unknown id is not an error. On a full disk, without space
// for one transaction, it removes the documents a few at a time. If the error is still ErrFull, some of them may be removed.
func (s *Store) RemoveSource(ctx context.Context, id int64) error {
	err := s.removeAtOnce(ctx, id)
	if errors.Is(err, ErrFull) {
		spendReserve(filepath.Dir(s.path))
		err = s.removeBySteps(ctx, id)
	}
	if err != nil {
		return err
	}
	s.shrink(ctx, 0)
	return nil
}

func (s *Store) removeAtOnce(ctx context.Context, id int64) error {
	return s.update(ctx, "remove source", func(tx *sql.Tx) (delta, error) {
		ids, err := column(ctx, tx, `SELECT id FROM document WHERE source = ?`, id)
		if err != nil {
			return delta{}, err
		}
		if err := removeDocuments(ctx, tx, ids); err != nil {
			return delta{}, err
		}
		_, err = tx.ExecContext(ctx, `DELETE FROM source WHERE id = ?`, id)
		return delta{gone: ids}, err
	})
}

const (
	stepChunks = 1000 // a step removes at most this many chunks, or one document: the log takes some 0.2 MiB
	stepPages  = 50   // of the database's file are returned to the disk after each step
)

// removeBySteps removes a source's documents a few at a time, the smallest first, and returns the space of each step to the disk before the
// next.
func (s *Store) removeBySteps(ctx context.Context, id int64) error {
	for {
		ids, err := column(ctx, s.read, `
			SELECT id FROM (SELECT id, sum(chunks) OVER (ORDER BY chunks, id) AS up, row_number() OVER (ORDER BY chunks, id) AS n
				FROM document WHERE source = ?) WHERE up <= ? OR n = 1`, id, stepChunks)
		if err != nil {
			return fault(ctx, err)
		}
		if len(ids) == 0 {
			return s.removeAtOnce(ctx, id)
		}
		if err := s.RemoveDocuments(ctx, ids...); err != nil {
			return err
		}
		s.shrink(ctx, stepPages)
	}
}

// shrink returns empty pages to the disk: this many, or all for 0. If it fails, the next call does it.
func (s *Store) shrink(ctx context.Context, pages int) {
	_, _ = s.write.ExecContext(ctx, fmt.Sprintf(`PRAGMA incremental_vacuum(%d)`, pages))
	if pages > 0 { // fold the log into the database, so that SQLite writes the log from its start again
		_, _ = s.write.ExecContext(ctx, `PRAGMA wal_checkpoint(passive)`)
	}
}

// Sources returns all sources in order of their paths.
func (s *Store) Sources(ctx context.Context) (sources []Source, err error) {
	err = s.snapshot(ctx, "list sources", func(tx *sql.Tx) error {
		rows, err := tx.QueryContext(ctx, `
			SELECT s.id, s.path, s.added, s.synced, s.ignore,
				count(d.id) FILTER (WHERE d.outcome = ''), coalesce(sum(d.chunks), 0), count(d.id) FILTER (WHERE d.outcome <> '')
			FROM source s LEFT JOIN document d ON d.source = s.id
			GROUP BY s.id ORDER BY s.path`)
		if err != nil {
			return err
		}
		defer func() { _ = rows.Close() }() // rows.Err reports it
		for rows.Next() {
			var one Source
			var added, synced int64
			if err := rows.Scan(&one.ID, &one.Path, &added, &synced, &one.Ignore, &one.Documents, &one.Passages, &one.Failed); err != nil {
				return err
			}
			one.Added, one.Synced = moment(added), moment(synced)
			sources = append(sources, one)
		}
		return rows.Err()
	})
	return sources, err
}

// SetIgnore replaces a source's rules. The error is ErrNotFound if there is no such source.
func (s *Store) SetIgnore(ctx context.Context, id int64, rules string) error {
	return s.update(ctx, "set rules of source", func(tx *sql.Tx) (delta, error) {
		return delta{}, one(tx.ExecContext(ctx, `UPDATE source SET ignore = ? WHERE id = ?`, rules, id))
	})
}

// MarkSynced records that a source was walked completely. The error is ErrNotFound if there is no such source.
func (s *Store) MarkSynced(ctx context.Context, id int64, at time.Time) error {
	return s.update(ctx, "mark source as synced", func(tx *sql.Tx) (delta, error) {
		return delta{}, one(tx.ExecContext(ctx, `UPDATE source SET synced = ? WHERE id = ?`, nanoseconds(at), id))
	})
}

// one turns the result of a statement that changed no row into ErrNotFound.
func one(result sql.Result, err error) error {
	if err != nil {
		return err
	}
	if n, err := result.RowsAffected(); err != nil || n > 0 {
		return err
	}
	return ErrNotFound
}

// nanoseconds returns the stored form of a time, and moment reads it back, in local time. The zero time is stored as 0. So are the first
// nanosecond of 1970, which says no more, and times that nanoseconds cannot express, before 1678 and after 2261, when no file was written.
func nanoseconds(t time.Time) int64 {
	if t.Year() < 1678 || t.Year() > 2261 {
		return 0
	}
	return t.UnixNano()
}

func moment(nanoseconds int64) time.Time {
	if nanoseconds == 0 {
		return time.Time{}
	}
	return time.Unix(0, nanoseconds)
}

// column runs a query for rows of one integer each.
func column(ctx context.Context, q querier, query string, args ...any) ([]int64, error) {
	return collect(ctx, q, func(v *int64) []any { return []any{v} }, query, args...)
}
