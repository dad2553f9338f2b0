package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
)

// Weights of the keyword index's columns in BM25: how much more a word says of a chunk when it stands in the document's
// title or in the headings above the chunk. They multiply the word's frequency, which saturates, so that a title alone
// does not outweigh two other words of the question.
const (
	titleWeight   = 2
	headingWeight = 1.5
	bodyWeight    = 1
)

// maxQueryTerms bounds how many terms are looked for: of more, the rarest.
const maxQueryTerms = 64

// A Filter narrows a search to some documents; a nil Filter does not.
type Filter struct {
	Documents []int64
}

// A Hit is a chunk that was found.
type Hit struct {
	Chunk int64
	Score float64 // BM25 or cosine, the greater the better
}

// Keyword returns the k chunks that match the terms best by BM25 (k1 = 1.2, b = 0.75; FTS5's, https://www.sqlite.org/fts5.html),
// best first, ties in order of the chunks. A chunk matches if it has one of the terms. Of more than 64 terms only the
// rarest 64 count.
func (s *Store) Keyword(ctx context.Context, terms []string, k int, f *Filter) ([]Hit, error) {
	terms = distinct(terms)
	if len(terms) > maxQueryTerms {
		var err error
		if terms, err = s.rarest(ctx, terms); err != nil {
			return nil, err
		}
	}
	if len(terms) == 0 || k <= 0 {
		return nil, ctx.Err()
	}
	allowed, low, high := s.ranges(f)
	var hits []Hit
	err := s.snapshot(ctx, "search words", func(tx *sql.Tx) error {
		rows, err := tx.QueryContext(ctx, fmt.Sprintf(`
			SELECT rowid, -bm25(word, %g, %g, %g) AS score FROM word
			WHERE word MATCH ? AND rowid BETWEEN ? AND ?
			ORDER BY score DESC, rowid`, float64(titleWeight), float64(headingWeight), float64(bodyWeight)), match(terms), low, high)
		if err != nil {
			return err
		}
		defer func() { _ = rows.Close() }() // rows.Err tells
		for len(hits) < k && rows.Next() {
			var h Hit
			if err := rows.Scan(&h.Chunk, &h.Score); err != nil {
				return err
			}
			if f == nil || allowed.holds(h.Chunk) {
				hits = append(hits, h)
			}
		}
		return rows.Err()
	})
	if err != nil {
		return nil, err
	}
	return hits, nil
}

// Frequencies returns in how many chunks each of the terms stands, leaving out those that stand in none, how many chunks
// there are, and how many terms a chunk has on average.
func (s *Store) Frequencies(ctx context.Context, terms []string) (df map[string]int, chunks int, averageTerms float64, err error) {
	df = map[string]int{}
	err = s.snapshot(ctx, "count words", func(tx *sql.Tx) error {
		count, err := tx.PrepareContext(ctx, `SELECT doc FROM vocabulary WHERE term = ?`)
		if err != nil {
			return err
		}
		defer func() { _ = count.Close() }() // it wrote nothing
		for _, term := range distinct(terms) {
			var n int
			if err := count.QueryRowContext(ctx, token(term)).Scan(&n); err != nil && !errors.Is(err, sql.ErrNoRows) {
				return err
			}
			if n > 0 {
				df[term] = n
			}
		}
		return nil
	})
	if err != nil {
		return nil, 0, 0, err
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	if chunks = s.memory.chunks; chunks > 0 {
		averageTerms = float64(s.memory.terms) / float64(chunks)
	}
	return df, chunks, averageTerms, nil
}

// rarest returns the terms that stand in the fewest chunks, at most maxQueryTerms.
func (s *Store) rarest(ctx context.Context, terms []string) ([]string, error) {
	df, _, _, err := s.Frequencies(ctx, terms)
	if err != nil {
		return nil, err
	}
	terms = slices.DeleteFunc(terms, func(t string) bool { return df[t] == 0 })
	slices.SortStableFunc(terms, func(a, b string) int { return cmp.Compare(df[a], df[b]) })
	return terms[:min(len(terms), maxQueryTerms)], nil
}

// distinct returns the terms without empty and repeated ones, in a slice of its own.
func distinct(terms []string) []string {
	seen := make(map[string]bool, len(terms))
	var out []string
	for _, t := range terms {
		if t != "" && !seen[t] {
			seen[t] = true
			out = append(out, t)
		}
	}
	return out
}

// match is the FTS5 expression for chunks that have one of the terms.
func match(terms []string) string {
	quoted := make([]string, len(terms))
	for i, t := range terms {
		quoted[i] = `"` + token(t) + `"`
	}
	return strings.Join(quoted, " OR ")
}

// token encodes a term so that FTS5 takes it as one token and changes nothing of it, whatever its bytes: all but a–z, 0–9 and
// the bytes of other scripts become _ and two digits.
func token(term string) string {
	if strings.IndexFunc(term, func(r rune) bool { return escaped(byte(min(r, math.MaxInt8+1))) }) < 0 {
		return term
	}
	var b strings.Builder
	for i := range len(term) {
		if escaped(term[i]) {
			fmt.Fprintf(&b, "_%02x", term[i])
		} else {
			b.WriteByte(term[i])
		}
	}
	return b.String()
}

func escaped(c byte) bool {
	return c <= math.MaxInt8 && (c < 'a' || c > 'z') && (c < '0' || c > '9')
}

// intervals are ranges of chunk ids, rising and disjoint.
type intervals []interval

type interval struct{ first, last int64 }

func (all intervals) holds(chunk int64) bool {
	_, found := slices.BinarySearchFunc(all, chunk, func(i interval, chunk int64) int {
		switch {
		case i.last < chunk:
			return -1
		case i.first > chunk:
			return 1
		}
		return 0
	})
	return found
}

// ranges returns the chunks that a filter lets through, and the first and last of them.
func (s *Store) ranges(f *Filter) (allowed intervals, low, high int64) {
	if f == nil {
		return nil, 0, math.MaxInt64
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	for _, id := range f.Documents {
		if d, ok := s.memory.documents[id]; ok && d.chunks > 0 {
			allowed = append(allowed, interval{d.first, d.first + int64(d.chunks) - 1})
		}
	}
	if len(allowed) == 0 {
		return nil, 1, 0
	}
	slices.SortFunc(allowed, func(a, b interval) int { return cmp.Compare(a.first, b.first) })
	allowed = slices.Compact(allowed)
	return allowed, allowed[0].first, allowed[len(allowed)-1].last
}
