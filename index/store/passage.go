package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"footnote/index/doc"
)

// A Passage is a chunk with its text and its document.
type Passage struct {
	Chunk      int64
	Document   int64
	Start, End int    // byte span in the document's text
	Text       string // the bytes Start to End
	Line       int    // number of the text's line that contains Start, from 1
	Path       string
	Title      string
	Kind       string
	ModTime    time.Time
	Date       doc.Day // the document's own date, or else the day of ModTime
	Hash       [32]byte
	Places     []byte // of the whole document; shared between its passages
	Languages  uint32 // of the whole document, as its Analysis says
}

// Passages returns the passages of chunks, in the order of the argument. It leaves out a chunk that is gone.
func (s *Store) Passages(ctx context.Context, chunks []int64) (passages []Passage, err error) {
	if len(chunks) == 0 {
		return nil, ctx.Err()
	}
	err = s.snapshot(ctx, "read passages", func(tx *sql.Tx) error {
		if passages, err = s.words(ctx, tx, chunks); err != nil {
			return err
		}
		return s.describe(ctx, tx, passages)
	})
	if err != nil {
		return nil, err
	}
	return passages, nil
}

// words returns passages with their spans and text. It runs one query for all, because a query costs more than a passage.
func (s *Store) words(ctx context.Context, tx *sql.Tx, chunks []int64) ([]Passage, error) {
	ids, err := json.Marshal(chunks)
	if err != nil {
		return nil, err
	}
	// SQLite runs cross joins in the order written, so the blocks of a chunk come together and in order.
	rows, err := tx.QueryContext(ctx, `
		SELECT asked.key, c.id, c.document, c.start, c.stop, coalesce(b.start, 0), coalesce(b.lines, 0), b.data
		FROM json_each(?) AS asked CROSS JOIN chunk c ON c.id = asked.value LEFT JOIN block b
			ON b.document = c.document AND b.start < c.stop
				AND b.start >= (SELECT max(start) FROM block WHERE document = c.document AND start <= c.start)`, string(ids))
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }() // rows.Err reports it
	type place struct{ document, start int64 }
	unpacked := map[place][]byte{} // chunks found together are often in one block
	var passages []Passage
	last := -1
	for rows.Next() {
		var asked, at, lines int
		var p Passage
		var data sql.RawBytes
		if err := rows.Scan(&asked, &p.Chunk, &p.Document, &p.Start, &p.End, &at, &lines, &data); err != nil {
			return nil, err
		}
		if asked != last {
			passages = append(passages, p)
			last = asked
		}
		here := place{p.Document, int64(at)}
		if unpacked[here] == nil {
			if unpacked[here], err = s.unpacked(data); err != nil {
				return nil, err
			}
		}
		if err := passages[len(passages)-1].extend(unpacked[here], at, lines); err != nil {
			return nil, err
		}
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	for _, p := range passages {
		if len(p.Text) != p.End-p.Start {
			return nil, fmt.Errorf("%w: chunk %d has %d bytes of %d", ErrDamaged, p.Chunk, len(p.Text), p.End-p.Start)
		}
	}
	return passages, nil
}

// extend appends to a passage its share of the block of text at byte at, which comes after this many line ends.
func (p *Passage) extend(block []byte, at, lines int) error {
	from, to := p.Start+len(p.Text)-at, min(p.End-at, len(block))
	if from < 0 || from > to {
		return fmt.Errorf("%w: chunk %d is not in the block at %d", ErrDamaged, p.Chunk, at)
	}
	if p.Text == "" {
		p.Line = 1 + lines + strings.Count(string(block[:from]), "\n")
	}
	p.Text += string(block[from:to])
	return nil
}

// describe adds what passages have in common with their documents.
func (s *Store) describe(ctx context.Context, tx *sql.Tx, passages []Passage) error {
	byDocument := map[int64][]*Passage{}
	var documents []int64
	for i := range passages {
		p := &passages[i]
		if byDocument[p.Document] == nil {
			documents = append(documents, p.Document)
		}
		byDocument[p.Document] = append(byDocument[p.Document], p)
	}
	ids, err := json.Marshal(documents)
	if err != nil {
		return err
	}
	rows, err := tx.QueryContext(ctx, `
		SELECT id, path, title, kind, modified, date, hash, places, analysis FROM document WHERE id IN (SELECT value FROM json_each(?))`, string(ids))
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }() // rows.Err reports it
	for rows.Next() {
		var d Passage
		var modified, date int64
		var hash, places sql.RawBytes
		var made Analysis
		if err := rows.Scan(&d.Document, &d.Path, &d.Title, &d.Kind, &modified, &date, &hash, &places, &made); err != nil {
			return err
		}
		plain, err := s.unpacked(places)
		if err != nil {
			return err
		}
		for _, p := range byDocument[d.Document] {
			p.Path, p.Title, p.Kind, p.ModTime, p.Places = d.Path, d.Title, d.Kind, moment(modified), plain
			p.Date, p.Languages = dayOf(date, modified), uint32(made)
			copy(p.Hash[:], hash)
		}
	}
	return rows.Err()
}
