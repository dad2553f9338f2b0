package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"unicode/utf8"
)

const (
	blockBytes     = 16 << 10  // of text in a block: a passage is in one or two
	maxPackedBytes = 256 << 20 // limit for unpacked data; more means damage
)

// packed compresses data, with a checksum. Empty data stays empty.
func (s *Store) packed(data []byte) []byte {
	if len(data) == 0 {
		return nil
	}
	return s.pack.EncodeAll(data, nil)
}

// unpacked reverses packed.
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

// blocks splits a text between characters into packed blocks.
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

// text returns a document's whole text.
func (s *Store) text(ctx context.Context, q querier, document int64) (string, error) {
	rows, err := q.QueryContext(ctx, `SELECT data FROM block WHERE document = ? ORDER BY start`, document)
	if err != nil {
		return "", err
	}
	defer func() { _ = rows.Close() }() // rows.Err reports it
	var text strings.Builder
	for rows.Next() {
		var data sql.RawBytes
		if err := rows.Scan(&data); err != nil {
			return "", err
		}
		plain, err := s.unpacked(data)
		if err != nil {
			return "", err
		}
		text.Write(plain)
	}
	return text.String(), rows.Err()
}
