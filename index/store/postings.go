package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
)

// postings holds the chunks that have a term, by the level of its impact. Each list ascends.
type postings [levels][]int64

// frequency returns how many chunks have the term.
func (p *postings) frequency() int {
	n := 0
	for _, list := range p {
		n += len(list)
	}
	return n
}

// maxCachedPostings bounds what a postingsCache holds: 16 MB of chunk ids.
const maxCachedPostings = 2_000_000

// A postingsCache holds the most recently read postings of one version of the library. A search first counts the terms of a question and
// then looks them up, and it asks for them again at each letter typed.
type postingsCache struct {
	mu      sync.Mutex
	version int64
	terms   map[string]*postings
	held    int // postings in all
}

// take returns the cached postings of terms for a version of the library, and the terms that are not cached.
func (c *postingsCache) take(version int64, terms []string) (found map[string]*postings, missing []string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	found = make(map[string]*postings, len(terms))
	for _, term := range terms {
		if p := c.terms[term]; p != nil && c.version == version {
			found[term] = p
		} else {
			missing = append(missing, term)
		}
	}
	return found, missing
}

// put stores postings of a version of the library. It replaces the others if they are of another version, or too many.
func (c *postingsCache) put(version int64, read map[string]*postings) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.version != version || c.held > maxCachedPostings {
		c.version, c.terms, c.held = version, nil, 0
	}
	if c.terms == nil {
		c.terms = make(map[string]*postings, len(read))
	}
	for term, p := range read {
		c.terms[term] = p
		c.held += p.frequency()
	}
}

// postings returns the postings of distinct terms.
func (s *Store) postings(ctx context.Context, terms []string) (map[string]*postings, error) {
	if len(terms) == 0 {
		return nil, ctx.Err()
	}
	var found map[string]*postings
	err := s.snapshot(ctx, "read the keyword index", func(tx *sql.Tx) error {
		version, err := writes(ctx, tx)
		if err != nil {
			return err
		}
		var missing []string
		if found, missing = s.cache.take(version, terms); len(missing) == 0 {
			return nil
		}
		read, err := readPostings(ctx, tx, missing)
		if err != nil {
			return err
		}
		s.cache.put(version, read)
		for term, p := range read {
			found[term] = p
		}
		return nil
	})
	return found, err
}

// readPostings reads the postings of terms from the keyword index.
func readPostings(ctx context.Context, tx *sql.Tx, terms []string) (map[string]*postings, error) {
	read := make(map[string]*postings, len(terms))
	queries := make([]string, 0, len(terms)*levels)
	for _, term := range terms {
		read[term] = &postings{}
		for level := range levels {
			var token strings.Builder
			token.WriteByte('"')
			writeToken(&token, term)
			token.WriteByte(levelLetter(level))
			token.WriteByte('"')
			queries = append(queries, token.String())
		}
	}
	tokens, err := json.Marshal(queries)
	if err != nil {
		return nil, err
	}
	// One row per token, not per chunk: a row costs the driver more than the index.
	rows, err := tx.QueryContext(ctx, `
		SELECT key, (SELECT group_concat(rowid) FROM word WHERE word MATCH value) AS chunks
		FROM json_each(?) WHERE chunks IS NOT NULL`, string(tokens))
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }() // rows.Err reports it
	for rows.Next() {
		var i int
		var chunks sql.RawBytes
		if err := rows.Scan(&i, &chunks); err != nil {
			return nil, err
		}
		if read[terms[i/levels]][i%levels], err = parseIDs(chunks); err != nil {
			return nil, err
		}
	}
	return read, rows.Err()
}

// parseIDs parses numbers separated by commas, and sorts them if they are not in order.
func parseIDs(text []byte) ([]int64, error) {
	ids := make([]int64, 0, len(text)/6+1)
	var id int64
	for _, c := range text {
		switch {
		case c >= '0' && c <= '9':
			id = id*10 + int64(c-'0')
		case c == ',':
			ids = append(ids, id)
			id = 0
		default:
			return nil, fmt.Errorf("%w: a list of chunks with %q", ErrDamaged, c)
		}
	}
	ids = append(ids, id)
	if !slices.IsSorted(ids) {
		slices.Sort(ids)
	}
	return ids, nil
}
