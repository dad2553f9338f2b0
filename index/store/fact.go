package store

import (
	"context"
	"database/sql"
	"fmt"

	"footnote/index/doc"
)

// A Fact holds the properties of a document that a search can be narrowed by. It has no text.
type Fact struct {
	ID    int64
	Path  string
	Title string
	Kind  string
	Date  doc.Day // the document's own date, or else the day on which its file was modified, in local time
}

// A factsCache holds the facts of one version of the library. A narrowed search asks for them at each letter typed.
type factsCache struct {
	turn    turn // the caller that reads the facts holds it
	version int64
	facts   []Fact // nil until they are read
}

// Facts returns the facts of all documents with text, in order of their paths. The slice is shared: callers must not change it.
func (s *Store) Facts(ctx context.Context) (facts []Fact, err error) {
	if err := s.facts.turn.take(ctx); err != nil {
		return nil, fmt.Errorf("list documents: %w", err)
	}
	defer s.facts.turn.give()
	err = s.snapshot(ctx, "list documents", func(tx *sql.Tx) error {
		version, err := writes(ctx, tx)
		if err != nil || s.facts.facts != nil && s.facts.version == version {
			return err
		}
		read, err := readFacts(ctx, tx)
		if err == nil {
			s.facts.version, s.facts.facts = version, read
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	return s.facts.facts, nil
}

func readFacts(ctx context.Context, tx *sql.Tx) ([]Fact, error) {
	rows, err := tx.QueryContext(ctx, `SELECT id, path, title, kind, date, modified FROM document WHERE chunks > 0 ORDER BY path`)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }() // rows.Err reports it
	facts := []Fact{}
	for rows.Next() {
		var f Fact
		var date, modified int64
		if err := rows.Scan(&f.ID, &f.Path, &f.Title, &f.Kind, &date, &modified); err != nil {
			return nil, err
		}
		f.Date = dayOf(date, modified)
		facts = append(facts, f)
	}
	return facts, rows.Err()
}

// dayOf returns a document's own date, or else the day on which its file was modified.
func dayOf(date, modified int64) doc.Day {
	if date != 0 {
		return doc.Day(date)
	}
	return doc.DayOf(moment(modified))
}

// First returns, for each document, the first of its chunks that passes the filter, if any.
func (s *Store) First(ctx context.Context, f *Filter, documents []int64) ([]int64, error) {
	passing, err := s.filter(ctx, f)
	if err != nil {
		return nil, err
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	var first []int64
	for _, id := range documents {
		d := s.memory.documents[id]
		for chunk := d.first; chunk < d.first+int64(d.chunks); chunk++ {
			if passing.passes(chunk) {
				first = append(first, chunk)
				break
			}
		}
	}
	return first, nil
}

// Chunk returns the id of the chunk with this byte span in the document at this path. The error is ErrNotFound if there is none now.
func (s *Store) Chunk(ctx context.Context, path string, start, end int) (id int64, err error) {
	err = s.snapshot(ctx, "find a passage of "+path, func(tx *sql.Tx) error {
		ids, err := column(ctx, tx, `SELECT c.id FROM document d JOIN chunk c ON c.document = d.id WHERE d.path = ? AND c.start = ? AND c.stop = ?`,
			path, start, end)
		if err == nil && len(ids) == 0 {
			return ErrNotFound
		}
		if err == nil {
			id = ids[0]
		}
		return err
	})
	return id, err
}
