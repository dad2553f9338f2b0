package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// A Passage is a chunk with its words and its document.
type Passage struct {
	Chunk      int64
	Document   int64
	Start, End int    // byte span in the document's text
	Text       string // the bytes Start to End
	Line       int    // the line of the text that Start lies in, from 1
	Path       string
	Title      string
	Kind       string
	ModTime    time.Time
	Hash       [32]byte
	Places     []byte // of the whole document; shared between its passages
}

// Passages returns the chunks' passages in the order asked for. A chunk that is gone is left out.
func (s *Store) Passages(ctx context.Context, chunks []int64) (passages []Passage, err error) {
	err = s.snapshot(ctx, "read passages", func(tx *sql.Tx) error {
		found, documents, err := s.spans(ctx, tx, chunks)
		if err != nil {
			return err
		}
		for _, chunk := range chunks {
			p, ok := found[chunk]
			if !ok {
				continue
			}
			if err := s.fill(ctx, tx, &p, documents); err != nil {
				return err
			}
			passages = append(passages, p)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return passages, nil
}

// spans returns the chunks' spans by chunk, and an empty entry for each of their documents.
func (s *Store) spans(ctx context.Context, tx *sql.Tx, chunks []int64) (map[int64]Passage, map[int64]*Document, error) {
	ids, err := json.Marshal(chunks)
	if err != nil {
		return nil, nil, err
	}
	spans, err := collect(ctx, tx, func(p *Passage) []any { return []any{&p.Chunk, &p.Document, &p.Start, &p.End} },
		`SELECT id, document, start, stop FROM chunk WHERE id IN (SELECT value FROM json_each(?))`, string(ids))
	if err != nil {
		return nil, nil, err
	}
	found, documents := map[int64]Passage{}, map[int64]*Document{}
	for _, p := range spans {
		found[p.Chunk] = p
		documents[p.Document] = nil
	}
	return found, documents, nil
}

// fill adds a passage's words and what it shares with its document, which is read once.
func (s *Store) fill(ctx context.Context, tx *sql.Tx, p *Passage, documents map[int64]*Document) error {
	d := documents[p.Document]
	if d == nil {
		d = &Document{}
		var modified int64
		var hash, places []byte
		err := tx.QueryRowContext(ctx, `SELECT path, title, kind, modified, hash, places FROM document WHERE id = ?`, p.Document).
			Scan(&d.Path, &d.Title, &d.Kind, &modified, &hash, &places)
		if errors.Is(err, sql.ErrNoRows) {
			return fmt.Errorf("%w: chunk %d has no document", ErrDamaged, p.Chunk)
		}
		if err != nil {
			return err
		}
		d.ModTime = moment(modified)
		copy(d.Hash[:], hash)
		if d.Places, err = s.unpacked(places); err != nil {
			return err
		}
		documents[p.Document] = d
	}
	p.Path, p.Title, p.Kind, p.ModTime, p.Hash, p.Places = d.Path, d.Title, d.Kind, d.ModTime, d.Hash, d.Places
	var err error
	if p.Text, p.Line, err = s.text(ctx, tx, p.Document, p.Start, p.End); err != nil {
		return err
	}
	if len(p.Text) != p.End-p.Start {
		return fmt.Errorf("%w: chunk %d has %d bytes of %d", ErrDamaged, p.Chunk, len(p.Text), p.End-p.Start)
	}
	return nil
}
