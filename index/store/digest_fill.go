package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// Digested reports whether all that the library keeps has a digest. A library from before version 5 has none: see AddDigests.
func (s *Store) Digested(ctx context.Context) (all bool, err error) {
	err = s.snapshot(ctx, "look for digests", func(tx *sql.Tx) error {
		return tx.QueryRowContext(ctx, `SELECT NOT EXISTS (SELECT 1 FROM document WHERE length(digest) = 0)
			AND NOT EXISTS (SELECT 1 FROM vectors WHERE length(digest) = 0)`).Scan(&all)
	})
	return all, err
}

// AddDigests gives a digest to each document and row of vectors that has none. A document that does not hang together is left without one, as
// Check says. Others can write meanwhile; cancelled, it goes on the next time where it was.
func (s *Store) AddDigests(ctx context.Context, opt CheckOptions) error {
	err := s.addDigests(ctx, opt)
	if err != nil {
		return fmt.Errorf("add digests: %w", fault(ctx, err))
	}
	return nil
}

func (s *Store) addDigests(ctx context.Context, opt CheckOptions) (err error) {
	c, err := newCheck(s.path, opt)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, c.close()) }()
	words := map[int64]int64{} // of the documents without a digest
	err = c.within(ctx, func(tx *sql.Tx) error {
		sums, err := c.wordSums(ctx, tx)
		if err != nil {
			return err
		}
		for i, d := range sums.documents {
			if !d.digested {
				words[d.id] = sums.words[i]
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	for after := int64(0); err == nil && after >= 0; {
		after, err = s.digestDocuments(ctx, c, after, words)
	}
	for after := int64(0); err == nil && after >= 0; {
		after, err = s.digestVectors(ctx, c, after)
	}
	return err
}

// digestDocuments gives some documents a digest, and returns the id of the last, −1 if there was none.
func (s *Store) digestDocuments(ctx context.Context, c *check, after int64, words map[int64]int64) (last int64, err error) {
	var found []storedDocument
	last = -1
	err = c.within(ctx, func(tx *sql.Tx) error {
		stored, err := storedDocuments(ctx, tx, `id > ? AND length(digest) = 0 ORDER BY id LIMIT ?`, after, checkedAtOnce)
		if err != nil {
			return err
		}
		for _, d := range stored {
			last = d.id
			aspect, err := c.content(ctx, tx, &d)
			if err != nil {
				return err
			}
			sum, counted := words[d.id]
			if d.Text, d.blocks = "", nil; aspect == "" && (counted || d.chunks == 0) {
				d.words = sum + d.Analysis.digest()
				found = append(found, d)
			}
		}
		return nil
	})
	if err != nil {
		return 0, err
	}
	return last, s.addAll(ctx, c, len(found), `
		UPDATE document SET digest = ?, stamp = ?, words = ? WHERE id = ? AND length(digest) = 0 AND size = ? AND modified = ?
			AND attempts = ? AND tried = ?`, func(i int) []any {
		d := found[i]
		return []any{d.content, stampOf(d.sized, d.modified, d.attempts, d.tried), d.words, d.id, d.sized, d.modified, d.attempts, d.tried}
	})
}

// digestVectors is digestDocuments for rows of vectors.
func (s *Store) digestVectors(ctx context.Context, c *check, after int64) (last int64, err error) {
	type row struct {
		id   int64
		data []byte
	}
	found, err := collect(ctx, c.db, func(r *row) []any { return []any{&r.id, &r.data} },
		`SELECT rowid, data FROM vectors WHERE rowid > ? AND length(digest) = 0 ORDER BY rowid LIMIT ?`, after, checkedAtOnce)
	if err != nil || len(found) == 0 {
		return -1, err
	}
	return found[len(found)-1].id, s.addAll(ctx, c, len(found), `UPDATE vectors SET digest = ? WHERE rowid = ? AND data = ?`, func(i int) []any {
		return []any{vectorsDigest(found[i].data), found[i].id, found[i].data}
	})
}

// addAll runs a statement for n rows in one transaction, and rests.
func (s *Store) addAll(ctx context.Context, c *check, n int, statement string, row func(i int) []any) error {
	if n > 0 {
		if err := s.update(ctx, "add digests", func(tx *sql.Tx) (delta, error) {
			return delta{content: true}, insertAll(ctx, tx, statement, n, row)
		}); err != nil {
			return err
		}
	}
	return c.rest(ctx)
}

// Checked returns when all of the library was last compared with its digests; the zero time if never.
func (s *Store) Checked(ctx context.Context) (at time.Time, err error) {
	err = s.snapshot(ctx, "look when the library was checked", func(tx *sql.Tx) error {
		var checked int64
		err := tx.QueryRowContext(ctx, `SELECT checked FROM library`).Scan(&checked)
		at = moment(checked)
		return err
	})
	return at, err
}

// MarkChecked notes when the library was compared with its digests.
func (s *Store) MarkChecked(ctx context.Context, at time.Time) error {
	return s.update(ctx, "note when the library was checked", func(tx *sql.Tx) (delta, error) {
		_, err := tx.ExecContext(ctx, `UPDATE library SET checked = ?`, nanoseconds(at))
		return delta{content: true}, err
	})
}
