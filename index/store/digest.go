package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"hash"
	"strings"
)

// A disk may change a byte of the database without SQLite noticing: most of its pages hold values, and any value is as good as another.
// So everything the library keeps has a digest:
//
//	document.digest  the text, block by block, the places, the chunks' spans, and the row's other values
//	document.stamp   the file's size and time, and the attempts at reading it, which change without the rest
//	document.words   what the keyword index has of the chunks: the sum of wordHash over their tokens, so that it can be compared
//	                 with the index, whose rows come in the order of the words
//	vectors.digest   the vectors
//	library.digest   sources with their volumes, models and the row of the library
//
// SQLite itself compares what is indexed (paths, ids) with its indexes when it checks a table. What changes with every write
// (writes, next_chunk) has no digest; check.go holds it to the rows.
//
// A digest is the first digestBytes of a SHA-256. An empty one stands for none: the row is of a library from before version 5, and is given
// one by Seal.
const digestBytes = 16

// A digester takes values so that no two sequences of values are the same bytes.
type digester struct{ h hash.Hash }

func newDigester(of string) digester {
	d := digester{sha256.New()}
	d.text(of)
	return d
}

func (d digester) number(n int64) {
	_, _ = d.h.Write(binary.BigEndian.AppendUint64(nil, uint64(n))) // a hash never fails
}

func (d digester) text(s string) {
	d.number(int64(len(s)))
	_, _ = d.h.Write([]byte(s))
}

func (d digester) bytes(b []byte) {
	d.number(int64(len(b)))
	_, _ = d.h.Write(b)
}

func (d digester) sum() []byte { return d.h.Sum(nil)[:digestBytes] }

// contentDigest returns the digest of a document but for its path, source, size and time. The text comes in blocks, whose data are
// plain.
func contentDigest(d Document, terms int, blocks []block, spans []span) []byte {
	h := newDigester("document")
	for _, n := range []int64{int64(d.Edition), int64(d.Date), int64(len(d.Text)), int64(terms)} {
		h.number(n)
	}
	h.bytes(d.Hash[:])
	for _, s := range []string{d.Title, d.Author, d.Kind, notesText(d.Notes), outcomeText(d.Outcome)} {
		h.text(s)
	}
	h.bytes(d.Places)
	h.number(int64(len(blocks)))
	for i, b := range blocks {
		stop := len(d.Text)
		if i+1 < len(blocks) {
			stop = blocks[i+1].start
		}
		h.number(int64(b.start))
		h.number(int64(b.lines))
		h.text(d.Text[b.start:stop])
	}
	h.number(int64(len(spans)))
	for _, s := range spans {
		h.number(int64(s.start))
		h.number(int64(s.stop))
	}
	return h.sum()
}

// A span is a chunk's bytes of its document's text, half-open.
type span struct{ start, stop int }

// vectorsDigest returns the digest of a row of vectors.
func vectorsDigest(data []byte) []byte {
	h := newDigester("vectors")
	h.bytes(data)
	return h.sum()
}

// stampOf returns the digest of a file's size and time, and of the attempts at reading it, as they are stored.
func stampOf(size, modified, attempts, tried int64) int64 {
	var sum uint64
	for _, n := range []int64{size, modified, attempts, tried} {
		sum = mixed(sum + uint64(n))
	}
	return int64(sum)
}

// wordsOf returns the sum for the tokens of a document's chunks, as the keyword index is given them.
func wordsOf(tokens []string) int64 {
	var sum uint64
	for chunk, all := range tokens {
		for token := range strings.SplitSeq(all, " ") {
			if token != "" {
				sum += wordHash(token[:min(len(token), maxTokenBytes)], int64(chunk))
			}
		}
	}
	return int64(sum)
}

// maxTokenBytes is FTS5_MAX_TOKEN_SIZE: of a longer token the keyword index keeps the beginning.
const maxTokenBytes = 32768

// wordHash is what one token adds to the sum of a document: FNV-1a of the token, mixed with the number of the chunk within the document.
func wordHash[T ~string | ~[]byte](token T, chunk int64) uint64 {
	const offset, prime = 14695981039346656037, 1099511628211 // http://www.isthe.com/chongo/tech/comp/fnv/
	h := uint64(offset)
	for i := range len(token) {
		h = (h ^ uint64(token[i])) * prime
	}
	return mixed(h + mixed(uint64(chunk)))
}

// mixed spreads every bit of n over the whole, as SplitMix64 does: https://prng.di.unimi.it/splitmix64.c.
func mixed(n uint64) uint64 {
	n += 0x9e3779b97f4a7c15
	n = (n ^ n>>30) * 0xbf58476d1ce4e5b9
	n = (n ^ n>>27) * 0x94d049bb133111eb
	return n ^ n>>31
}

// settingsDigest returns the digest of what a library is besides its documents.
func settingsDigest(ctx context.Context, q querier) ([]byte, error) {
	h := newDigester("library")
	for _, query := range []string{
		`SELECT uid, serving, coming, former, paused FROM library`,
		`SELECT id, path, added, synced, ignore FROM source ORDER BY id`,
		`SELECT source, path, id, offline, documents FROM volume ORDER BY source, path`,
		`SELECT id, name, dim, config FROM model ORDER BY id`,
	} {
		if err := h.rows(ctx, q, query); err != nil {
			return nil, err
		}
	}
	return h.sum(), nil
}

// rows takes all that a query returns.
func (d digester) rows(ctx context.Context, q querier, query string) error {
	rows, err := q.QueryContext(ctx, query)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }() // rows.Err tells
	columns, err := rows.Columns()
	if err != nil {
		return err
	}
	values, into := make([]sql.RawBytes, len(columns)), make([]any, len(columns))
	for i := range values {
		into[i] = &values[i]
	}
	count := int64(0)
	for ; rows.Next(); count++ {
		if err := rows.Scan(into...); err != nil {
			return err
		}
		for _, v := range values {
			d.bytes(v)
		}
	}
	d.number(count)
	return rows.Err()
}

// An execer is a connection that can be written, or a transaction.
type execer interface {
	querier
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
}

// seal writes the digest of the settings anew where they have changed.
func seal(ctx context.Context, db execer) error {
	digest, err := settingsDigest(ctx, db)
	if err != nil {
		return err
	}
	_, err = db.ExecContext(ctx, `UPDATE library SET digest = ?1 WHERE digest <> ?1`, digest)
	return err
}
