package store

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"

	"footnote/index/vector"
)

// A Lack is a document that still needs vectors of a model.
type Lack struct {
	Document int64
	Path     string
	Chunks   int
}

// Lacking returns at most n documents that have no vectors of a model, in order, starting after the document with the id after.
func (s *Store) Lacking(ctx context.Context, of Model, after int64, n int) (lacks []Lack, err error) {
	err = s.snapshot(ctx, "list documents without vectors", func(tx *sql.Tx) (err error) {
		lacks, err = collect(ctx, tx, func(l *Lack) []any { return []any{&l.Document, &l.Path, &l.Chunks} }, `
			SELECT id, path, chunks FROM document d WHERE id > ? AND chunks > 0
				AND NOT EXISTS (SELECT 1 FROM vectors v WHERE v.document = d.id AND v.model = ?) ORDER BY id LIMIT ?`, after, of.ID, n)
		return err
	})
	return lacks, err
}

// Chunks returns the ids of a document's chunks, in order; none if the document is gone.
func (s *Store) Chunks(ctx context.Context, document int64) (ids []int64, err error) {
	err = s.snapshot(ctx, "list chunks", func(tx *sql.Tx) (err error) {
		ids, err = column(ctx, tx, `SELECT id FROM chunk WHERE document = ? ORDER BY id`, document)
		return err
	})
	return ids, err
}

// Fill stores the vectors that a model made of a document's chunks, one per chunk, in order. It ignores a document that is gone, or that
// has vectors already. The error is ErrNoModel if the library no longer has the model, and ErrPaused if vectors are paused.
func (s *Store) Fill(ctx context.Context, of Model, id int64, vectors [][]float32) error {
	made, err := directions(vectors, of.Dim)
	if err != nil {
		return fmt.Errorf("fill in vectors: %w", err)
	}
	return s.update(ctx, "fill in vectors", func(tx *sql.Tx) (delta, error) {
		var paused bool
		if err := tx.QueryRowContext(ctx, `SELECT paused FROM library`).Scan(&paused); err != nil || paused {
			return delta{}, cmp.Or(err, ErrPaused)
		}
		found, err := collect(ctx, tx, func(d *document) []any { return []any{&d.id, &d.first, &d.chunks, &d.terms} }, `
			SELECT id, first_chunk, chunks, terms FROM document d WHERE id = ?
				AND NOT EXISTS (SELECT 1 FROM vectors v WHERE v.document = d.id AND v.model = ?)`, id, of.ID)
		if err != nil || len(found) == 0 {
			return delta{}, err
		}
		r := record{document: found[0]}
		if r.model, r.directions = of.ID, made; len(vectors) != r.document.chunks {
			return delta{}, fmt.Errorf("%d vectors for %d chunks", len(vectors), r.document.chunks)
		}
		if err := r.insertVectors(ctx, tx); err != nil {
			return delta{}, err
		}
		if r.model == 0 {
			return delta{}, ErrNoModel
		}
		serving, err := servingModel(ctx, tx)
		if err != nil || serving.ID != of.ID { // then memory does not hold them
			return delta{}, err
		}
		return delta{gone: []int64{id}, added: []document{r.document}, content: true}, nil
	})
}

// insertVectors writes the row of the record's vectors if the library has their model. Otherwise it removes the vectors from the record.
func (r *record) insertVectors(ctx context.Context, tx *sql.Tx) error {
	if r.model == 0 {
		return nil
	}
	data := r.directions.Bytes()
	result, err := tx.ExecContext(ctx, `INSERT INTO vectors (model, document, data, digest) SELECT id, ?, ?, ? FROM model WHERE id = ?`,
		r.document.id, data, vectorsDigest(data), r.model)
	if err != nil {
		return err
	}
	if n, err := result.RowsAffected(); err != nil || n == 0 {
		r.model, r.directions = 0, nil
		return err
	}
	return nil
}

// directions converts vectors to their stored form. A vector may have any length, or be missing.
func directions(vectors [][]float32, dim int) (vector.Direction, error) {
	made := make(vector.Direction, len(vectors)*dim)
	for i, v := range vectors {
		switch {
		case len(v) != 0 && len(v) != dim:
			return nil, fmt.Errorf("chunk %d has a vector of %d numbers, not %d", i, len(v), dim)
		case !made[i*dim : (i+1)*dim].Quantize(v):
			return nil, fmt.Errorf("chunk %d has a vector that is not finite", i)
		}
	}
	return made, nil
}
