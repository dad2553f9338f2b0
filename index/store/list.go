package store

import (
	"context"
	"database/sql"
	"time"

	"footnote/index/doc"
)

// An Entry is a document in a list.
type Entry struct {
	Path    string
	Title   string
	Kind    string
	Chunks  int
	Size    int64 // of the file, in bytes; negative if unknown
	ModTime time.Time
	Outcome doc.Outcome // why it has no text; zero if it has
	Later   bool        // it is read again at a later sync
}

// Entries returns a source's documents in order of their paths, including those without text.
func (s *Store) Entries(ctx context.Context, source int64) (entries []Entry, err error) {
	err = s.snapshot(ctx, "list documents", func(tx *sql.Tx) error {
		rows, err := tx.QueryContext(ctx, `SELECT path, title, kind, chunks, size, modified, outcome, attempts > 0 FROM document WHERE source = ? ORDER BY path`, source)
		if err != nil {
			return err
		}
		defer func() { _ = rows.Close() }() // rows.Err reports it
		for rows.Next() {
			var e Entry
			var modified int64
			if err := rows.Scan(&e.Path, &e.Title, &e.Kind, &e.Chunks, &e.Size, &modified, stored[doc.Outcome]{&e.Outcome}, &e.Later); err != nil {
				return err
			}
			e.ModTime = moment(modified)
			entries = append(entries, e)
		}
		return rows.Err()
	})
	return entries, err
}

// Parts holds the size of a library on disk, in bytes, by purpose.
type Parts struct {
	Text    int64 // the documents' text and places, packed
	Vectors int64
	Words   int64 // the keyword index, and the lists of documents and chunks
}

// Parts returns how the library's size is made up. The parts add up to Size.
func (s *Store) Parts(ctx context.Context) (p Parts, err error) {
	size, err := s.Size()
	if err != nil {
		return p, err
	}
	err = s.snapshot(ctx, "measure library", func(tx *sql.Tx) error {
		return tx.QueryRowContext(ctx, `SELECT
			(SELECT coalesce(sum(length(data)), 0) FROM block) + (SELECT coalesce(sum(length(places)), 0) FROM document),
			(SELECT coalesce(sum(length(data)), 0) FROM vectors)`).Scan(&p.Text, &p.Vectors)
	})
	p.Words = max(size-p.Text-p.Vectors, 0)
	return p, err
}
