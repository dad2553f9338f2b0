package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math"
	"time"
)

// A Document is one version of one file.
type Document struct {
	ID      int64 // given by Put
	Source  int64
	Path    string
	Size    int64 // of the file, in bytes
	ModTime time.Time
	Hash    [32]byte // of the file's bytes
	Title   string
	Author  string
	Kind    string
	Note    string
	Reason  string // why it gave no text; empty if it did
	Places  []byte // kept as given
	Text    string // canonical
}

// A Chunk is what is indexed as a unit. Title, Heading and Body are its analysed terms, those of
// titles and headings counting for less; Vector is its direction, of any length but finite: a zero vector or none leaves the chunk out of Nearest.
type Chunk struct {
	Start, End           int // byte span in the document's text
	Title, Heading, Body []string
	Vector               []float32
}

// A Stamp is what is known of a file without reading it, and the hash that tells when it was read.
type Stamp struct {
	ID      int64 // of the document
	Size    int64
	ModTime time.Time
	Hash    [32]byte
	Failed  bool // it gave no text
}

// A Failure is a file that gave no text.
type Failure struct {
	Path   string
	Reason string
}

// Stamps returns the stamps of a source's documents by path.
func (s *Store) Stamps(ctx context.Context, source int64) (map[string]Stamp, error) {
	stamps := map[string]Stamp{}
	err := s.snapshot(ctx, "read stamps", func(tx *sql.Tx) error {
		rows, err := tx.QueryContext(ctx, `SELECT path, id, size, modified, hash, reason <> '' FROM document WHERE source = ?`, source)
		if err != nil {
			return err
		}
		defer func() { _ = rows.Close() }() // rows.Err tells
		for rows.Next() {
			var path string
			var stamp Stamp
			var modified int64
			var hash []byte
			if err := rows.Scan(&path, &stamp.ID, &stamp.Size, &modified, &hash, &stamp.Failed); err != nil {
				return err
			}
			stamp.ModTime = moment(modified)
			copy(stamp.Hash[:], hash)
			stamps[path] = stamp
		}
		return rows.Err()
	})
	return stamps, err
}

// Touch gives a document whose file has the same content the file's new stamp. The error is ErrNotFound if it is gone.
func (s *Store) Touch(ctx context.Context, document, size int64, modTime time.Time) error {
	return s.update(ctx, "stamp document", func(tx *sql.Tx) (delta, error) {
		return delta{}, one(tx.ExecContext(ctx, `UPDATE document SET size = ?, modified = ? WHERE id = ?`,
			size, nanoseconds(modTime), document))
	})
}

// Put stores a document with its chunks in one transaction. It takes the place of the document with this path, if there is
// one, and is given a new ID; d.ID is ignored.
func (s *Store) Put(ctx context.Context, d Document, chunks []Chunk) error {
	directions, err := s.check(d, chunks)
	if err != nil {
		return fmt.Errorf("put %s: %w", d.Path, err)
	}
	return s.update(ctx, "put "+d.Path, func(tx *sql.Tx) (delta, error) {
		gone, err := column(ctx, tx, `SELECT id FROM document WHERE path = ?`, d.Path)
		if err != nil {
			return delta{}, err
		}
		if err := removeDocuments(ctx, tx, gone); err != nil {
			return delta{}, err
		}
		added, err := s.insert(ctx, tx, d, chunks, directions)
		return delta{gone: gone, added: []document{added}}, err
	})
}

// check holds the chunks to the document and returns their directions, one after another.
func (s *Store) check(d Document, chunks []Chunk) ([]int8, error) {
	dim := s.memory.dim
	directions := make([]int8, len(chunks)*dim)
	for i, c := range chunks {
		if c.Start < 0 || c.End < c.Start || c.End > len(d.Text) {
			return nil, fmt.Errorf("chunk %d is bytes %d to %d of %d", i, c.Start, c.End, len(d.Text))
		}
		if len(c.Vector) == 0 {
			continue
		}
		if len(c.Vector) != dim {
			return nil, fmt.Errorf("chunk %d has a vector of %d numbers, not %d", i, len(c.Vector), dim)
		}
		if !quantize(directions[i*dim:(i+1)*dim], c.Vector) {
			return nil, fmt.Errorf("chunk %d has a vector that is not finite", i)
		}
	}
	return directions, nil
}

// insert writes a document's rows into every table.
func (s *Store) insert(ctx context.Context, tx *sql.Tx, d Document, chunks []Chunk, directions []int8) (document, error) {
	added := document{chunks: len(chunks), directions: directions}
	for _, c := range chunks {
		added.terms += len(c.Body)
	}
	err := tx.QueryRowContext(ctx, `UPDATE library SET next_chunk = next_chunk + ? RETURNING next_chunk`, len(chunks)).Scan(&added.first)
	if err != nil {
		return added, err
	}
	added.first -= int64(len(chunks))
	result, err := tx.ExecContext(ctx, `
		INSERT INTO document (source, path, size, modified, hash, title, author, kind, note, reason, places, text_bytes,
			first_chunk, chunks, terms)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		d.Source, d.Path, d.Size, nanoseconds(d.ModTime), d.Hash[:], d.Title, d.Author, d.Kind, d.Note, d.Reason,
		s.packed(d.Places), len(d.Text), added.first, added.chunks, added.terms)
	if err != nil {
		return added, err
	}
	if added.id, err = result.LastInsertId(); err != nil {
		return added, err
	}
	if err := s.insertText(ctx, tx, added.id, d.Text); err != nil {
		return added, err
	}
	if len(chunks) == 0 {
		return added, nil
	}
	if err := insertChunks(ctx, tx, added, chunks); err != nil {
		return added, err
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO vectors (document, data) VALUES (?, ?)`, added.id, bytesOf(directions))
	return added, err
}

// insertChunks writes the chunks' spans and terms.
func insertChunks(ctx context.Context, tx *sql.Tx, d document, chunks []Chunk) error {
	spans, err := tx.PrepareContext(ctx, `INSERT INTO chunk (id, document, start, stop) VALUES (?, ?, ?, ?)`)
	if err != nil {
		return err
	}
	defer func() { _ = spans.Close() }() // the transaction tells
	words, err := tx.PrepareContext(ctx, `INSERT INTO word (rowid, tokens) VALUES (?, ?)`)
	if err != nil {
		return err
	}
	defer func() { _ = words.Close() }() // the transaction tells
	for i, c := range chunks {
		id := d.first + int64(i)
		if _, err := spans.ExecContext(ctx, id, d.id, c.Start, c.End); err != nil {
			return err
		}
		if _, err := words.ExecContext(ctx, id, indexed(c)); err != nil {
			return err
		}
	}
	return nil
}

// RemoveDocuments removes documents with all that belongs to them, in one transaction. One that is not there is no error.
func (s *Store) RemoveDocuments(ctx context.Context, ids ...int64) error {
	if len(ids) == 0 {
		return nil
	}
	return s.update(ctx, "remove documents", func(tx *sql.Tx) (delta, error) {
		return delta{gone: ids}, removeDocuments(ctx, tx, ids)
	})
}

// removeDocuments deletes documents. What refers to them goes by cascade, but for the keyword index, which is a virtual table.
func removeDocuments(ctx context.Context, tx *sql.Tx, ids []int64) error {
	for _, id := range ids {
		for _, statement := range []string{
			`DELETE FROM word WHERE rowid IN (SELECT id FROM chunk WHERE document = ?)`,
			`DELETE FROM document WHERE id = ?`,
		} {
			if _, err := tx.ExecContext(ctx, statement, id); err != nil {
				return err
			}
		}
	}
	return nil
}

// Text returns the document with this path, with its whole text. The error is ErrNotFound if there is none.
func (s *Store) Text(ctx context.Context, path string) (d Document, err error) {
	err = s.snapshot(ctx, "read "+path, func(tx *sql.Tx) error {
		var hash, places []byte
		var modified int64
		var size int
		err := tx.QueryRowContext(ctx, `
			SELECT id, source, path, size, modified, hash, title, author, kind, note, reason, places, text_bytes
			FROM document WHERE path = ?`, path).
			Scan(&d.ID, &d.Source, &d.Path, &d.Size, &modified, &hash, &d.Title, &d.Author, &d.Kind, &d.Note, &d.Reason, &places, &size)
		if errors.Is(err, sql.ErrNoRows) {
			return ErrNotFound
		}
		if err != nil {
			return err
		}
		d.ModTime = moment(modified)
		copy(d.Hash[:], hash)
		if d.Places, err = s.unpacked(places); err != nil {
			return err
		}
		text, _, err := s.text(ctx, tx, d.ID, 0, math.MaxInt64)
		if err == nil && len(text) != size {
			err = fmt.Errorf("%w: %d bytes of text are left of %d", ErrDamaged, len(text), size)
		}
		d.Text = text
		return err
	})
	if err != nil {
		return Document{}, err
	}
	return d, nil
}

// Failures returns the documents that gave no text, in order of their paths.
func (s *Store) Failures(ctx context.Context) (failures []Failure, err error) {
	err = s.snapshot(ctx, "list failures", func(tx *sql.Tx) (err error) {
		failures, err = collect(ctx, tx, func(f *Failure) []any { return []any{&f.Path, &f.Reason} },
			`SELECT path, reason FROM document WHERE reason <> '' ORDER BY path`)
		return err
	})
	return failures, err
}
