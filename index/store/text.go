package store

import (
	"context"
	"fmt"
	"strings"
	"unicode/utf8"
)

const (
	blockBytes     = 16 << 10  // of text in a block: a passage lies in one or two
	maxPackedBytes = 256 << 20 // what unpacking may take; more is damage
)

// packed compresses data, with a checksum. Nothing stays nothing.
func (s *Store) packed(data []byte) []byte {
	if len(data) == 0 {
		return nil
	}
	return s.pack.EncodeAll(data, nil)
}

// unpacked is the inverse of packed.
func (s *Store) unpacked(data []byte) ([]byte, error) {
	if len(data) == 0 {
		return nil, nil
	}
	plain, err := s.unpack.DecodeAll(data, nil)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	return plain, nil
}

// A block is a part of a text.
type block struct {
	start int    // byte offset in the text
	lines int    // line ends before start
	data  []byte // packed
}

// blocks packs a text in blocks, cut between characters.
func (s *Store) blocks(text string) []block {
	all := make([]block, 0, len(text)/blockBytes+1)
	lines := 0
	for start := 0; start < len(text); {
		stop := min(start+blockBytes, len(text))
		for back := 0; back < utf8.UTFMax && stop < len(text) && !utf8.RuneStart(text[stop]); back++ {
			stop--
		}
		all = append(all, block{start, lines, s.packed([]byte(text[start:stop]))})
		lines += strings.Count(text[start:stop], "\n")
		start = stop
	}
	return all
}

// text returns bytes start to stop of a document's text, or as much as there is, and the line that start lies in, from 1.
func (s *Store) text(ctx context.Context, q querier, document int64, start, stop int) (words string, line int, err error) {
	rows, err := q.QueryContext(ctx, `
		SELECT start, lines, data FROM block
		WHERE document = ?1 AND start < ?3
			AND start >= coalesce((SELECT max(start) FROM block WHERE document = ?1 AND start <= ?2), 0)
		ORDER BY start`, document, start, stop)
	if err != nil {
		return "", 0, err
	}
	defer func() { _ = rows.Close() }() // rows.Err tells
	var b strings.Builder
	for rows.Next() {
		var at, lines int
		var data []byte
		if err := rows.Scan(&at, &lines, &data); err != nil {
			return "", 0, err
		}
		plain, err := s.unpacked(data)
		if err != nil {
			return "", 0, err
		}
		from, to := max(0, start-at), min(len(plain), stop-at)
		if from > to {
			return "", 0, fmt.Errorf("%w: a block of %d bytes at %d", ErrDamaged, len(plain), at)
		}
		if line == 0 {
			line = 1 + lines + strings.Count(string(plain[:from]), "\n")
		}
		b.Write(plain[from:to])
	}
	return b.String(), line, rows.Err()
}
