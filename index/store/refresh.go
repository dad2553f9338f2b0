package store

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"

	"footnote/index/vector"
)

// Refresh brings memory up to date with the writes of other processes, and reports whether there were any. If there were none, it costs two
// small queries. The error is ErrGone or a *MovedError if the library is no longer there.
func (s *Store) Refresh(ctx context.Context) (changed bool, err error) {
	if err := s.Present(ctx); err != nil {
		return false, fmt.Errorf("refresh: %w", err)
	}
	version, err := writes(ctx, s.read)
	if err != nil {
		return false, fmt.Errorf("refresh: %w", fault(ctx, err))
	}
	if version == s.version() {
		return false, nil
	}
	if changed, err = s.reload(ctx); err != nil {
		return false, fmt.Errorf("refresh: %w", fault(ctx, err))
	}
	return changed, nil
}

func (s *Store) version() int64 {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.memory.version
}

// writes returns the version of the library's content on disk.
func writes(ctx context.Context, q querier) (version int64, err error) {
	err = q.QueryRowContext(ctx, `SELECT writes FROM library`).Scan(&version)
	return version, err
}

// apply brings memory to the version that this process committed. If another process wrote in between, or Refresh was faster, apply reads
// the change from disk instead. It leaves an error in that to the next Refresh, because the change itself is committed.
func (s *Store) apply(version int64, d delta) {
	s.mu.Lock()
	base := s.memory.version
	behind := base < version-1 || base == version-1 && d.switched
	if base == version-1 && !d.switched {
		s.memory.apply(version, d)
	}
	s.mu.Unlock()
	if behind {
		_, _ = s.reload(context.Background())
	}
}

// reload reads from disk what memory lacks, and reports whether memory was behind. A document with a given id changes only by getting
// vectors. So the ids, and which of them have vectors, show what is new and what is gone. If another model serves now, or vectors are held
// for the first time, reload builds a new memory beside the one that searches use.
func (s *Store) reload(ctx context.Context) (changed bool, err error) {
	if err := s.refresh.take(ctx); err != nil {
		return false, err
	}
	defer s.refresh.give()
	for {
		base, d, version, fresh, err := s.difference(ctx)
		switch {
		case err != nil:
			return changed, err
		case fresh == nil && base >= version:
			return changed, nil
		case base > version: // this process wrote in between
			continue
		case fresh != nil:
			fresh.apply(version, d)
		}
		s.mu.Lock()
		if s.memory.version == base { // else this process wrote in between
			if fresh != nil {
				s.memory = fresh
			} else {
				s.memory.apply(version, d)
			}
			changed = true
		}
		s.mu.Unlock()
	}
}

// difference returns the changes from the version base in memory to the version on disk. If fresh is not nil, it is the empty memory to
// begin with.
func (s *Store) difference(ctx context.Context) (base int64, d delta, version int64, fresh *memory, err error) {
	tx, err := s.read.BeginTx(ctx, nil)
	if err != nil {
		return 0, d, 0, nil, err
	}
	defer func() { _ = tx.Rollback() }() // it wrote nothing
	if version, err = writes(ctx, tx); err != nil {
		return 0, d, 0, nil, err
	}
	serving, err := servingModel(ctx, tx)
	if err != nil {
		return 0, d, 0, nil, err
	}
	stored, err := storedExtents(ctx, tx, serving)
	if err != nil {
		return 0, d, 0, nil, err
	}
	s.mu.RLock()
	base = s.memory.version
	from, hold := s.memory, s.wanted.Load()
	if from.model != serving || hold && from.vectors == nil {
		fresh = newMemory(serving, hold)
		from = fresh
	}
	d = from.lead(stored)
	s.mu.RUnlock()
	if from.vectors != nil && (base < version || fresh != nil) {
		err = loadVectors(ctx, tx, d.added, serving)
	}
	return base, d, version, fresh, err
}

// storedExtents returns the part of the documents that memory holds, without their vectors, in order of their ids. It checks the size of
// the vectors.
func storedExtents(ctx context.Context, tx *sql.Tx, of Model) ([]document, error) {
	rows, err := tx.QueryContext(ctx, `
		SELECT id, first_chunk, chunks, terms, coalesce(v.model, 0), coalesce(octet_length(v.data), 0)
		FROM document LEFT JOIN vectors v ON v.document = id AND v.model = ? ORDER BY id`, of.ID)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }() // rows.Err reports it
	var stored []document
	for rows.Next() {
		var d document
		var bytes int
		if err := rows.Scan(&d.id, &d.first, &d.chunks, &d.terms, &d.model, &bytes); err != nil {
			return nil, err
		}
		if d.model != 0 && bytes != d.chunks*of.Dim {
			return nil, fmt.Errorf("%w: document %d has vectors of %d bytes for %d chunks", ErrDamaged, d.id, bytes, d.chunks)
		}
		stored = append(stored, d)
	}
	return stored, rows.Err()
}

// lead returns the changes from the memory to the stored documents, which are in order of their ids.
func (m *memory) lead(stored []document) (d delta) {
	for id := range m.documents {
		if _, there := slices.BinarySearchFunc(stored, id, func(d document, id int64) int { return cmp.Compare(d.id, id) }); !there {
			d.gone = append(d.gone, id)
		}
	}
	for _, one := range stored {
		known, ok := m.documents[one.id]
		if ok && known.model != one.model { // its vectors have been made since
			d.gone = append(d.gone, one.id)
		}
		if !ok || known.model != one.model {
			d.added = append(d.added, one)
		}
	}
	return d
}

// loadVectors fills in the directions of those documents that have vectors of the model. The documents are in order of their ids.
func loadVectors(ctx context.Context, tx *sql.Tx, documents []document, of Model) error {
	if len(documents) == 0 {
		return nil
	}
	rows, err := tx.QueryContext(ctx, `SELECT document, data FROM vectors WHERE model = ? AND document BETWEEN ? AND ? ORDER BY document`,
		of.ID, documents[0].id, documents[len(documents)-1].id)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }() // rows.Err reports it
	vectors := map[int64]vector.Direction{}
	for rows.Next() {
		var id int64
		var data sql.RawBytes
		if err := rows.Scan(&id, &data); err != nil {
			return err
		}
		vectors[id] = vector.DirectionOf(data)
	}
	if err := rows.Err(); err != nil {
		return err
	}
	for i := range documents {
		documents[i].directions = vectors[documents[i].id]
	}
	return nil
}
