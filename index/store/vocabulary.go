package store

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Beginning returns at most n terms of the library that begin with a text.
func (s *Store) Beginning(ctx context.Context, with string, n int) (terms []string, err error) {
	var from strings.Builder
	seen := map[string]bool{}
	writeToken(&from, with)
	err = s.vocabulary(ctx, from.String(), from.String()+string(rune(0x10ffff)), func(term string) bool {
		if !seen[term] { // the levels of a term are not next to each other: "teaa", "teabagc", "teac"
			seen[term] = true
			terms = append(terms, term)
		}
		return len(terms) < n
	})
	return terms, err
}

// vocabulary calls visit for the terms of the tokens between from and to, in their order and once for each level, until it returns false.
func (s *Store) vocabulary(ctx context.Context, from, to string, visit func(term string) bool) error {
	return s.snapshot(ctx, "list terms", func(tx *sql.Tx) error {
		// A view of the keyword index that nothing is stored for. It goes with the transaction.
		for _, statement := range []string{
			`PRAGMA query_only = 0`, `CREATE VIRTUAL TABLE IF NOT EXISTS temp.vocabulary USING fts5vocab(main, word, row)`, `PRAGMA query_only = 1`,
		} {
			if _, err := tx.ExecContext(ctx, statement); err != nil {
				return err
			}
		}
		rows, err := tx.QueryContext(ctx, `SELECT term FROM temp.vocabulary WHERE term >= ? AND term < ?`, from, to)
		if err != nil {
			return err
		}
		defer func() { _ = rows.Close() }() // rows.Err reports it
		for rows.Next() {
			var token sql.RawBytes
			if err := rows.Scan(&token); err != nil {
				return err
			}
			if len(token) > 1 && !visit(termOf(string(token[:len(token)-1]))) {
				break
			}
		}
		return rows.Err()
	})
}

// termOf returns the term that writeToken wrote.
func termOf(token string) string {
	if !strings.Contains(token, "_") {
		return token
	}
	var term strings.Builder
	for i := 0; i < len(token); i++ {
		if b, err := strconv.ParseUint(token[i+1:min(i+3, len(token))], 16, 8); token[i] == '_' && err == nil {
			term.WriteByte(byte(b))
			i += 2
		} else {
			term.WriteByte(token[i])
		}
	}
	return term.String()
}

// A termsCache holds all terms of one version of the library, each in a line.
type termsCache struct {
	turn    turn // the caller that reads them holds it
	version int64
	lines   string
	read    time.Time     // when they were read; zero if they were not
	took    time.Duration // to read them
}

// Terms that took longer to read than quickTerms are used for patientTerms though the library has changed: a word that was added meanwhile
// is found as a part of others a little later.
const (
	quickTerms   = 100 * time.Millisecond
	patientTerms = time.Minute
)

// Containing returns at most n terms that contain a text of letters. To read all terms of 100,000 chunks takes about two seconds; they are
// read at most once a minute then.
func (s *Store) Containing(ctx context.Context, text string, n int) (terms []string, err error) {
	if err := s.terms.turn.take(ctx); err != nil {
		return nil, fmt.Errorf("list terms: %w", err)
	}
	defer s.terms.turn.give()
	c := &s.terms
	if version := s.version(); c.read.IsZero() || c.version != version && (c.took < quickTerms || time.Since(c.read) > patientTerms) {
		start := time.Now()
		if c.lines, err = s.allTerms(ctx); err != nil {
			return nil, err
		}
		c.version, c.read, c.took = version, time.Now(), time.Since(start)
	}
	seen := map[string]bool{}
	for at := 0; len(terms) < n; {
		i := strings.Index(c.lines[at:], text)
		if i < 0 {
			break
		}
		start := strings.LastIndexByte(c.lines[:at+i], '\n') + 1
		end := at + i + strings.IndexByte(c.lines[at+i:], '\n')
		if term := c.lines[start:end]; !seen[term] {
			seen[term] = true
			terms = append(terms, term)
		}
		at = end
	}
	return terms, nil
}

// allTerms returns all terms, each with a line's end.
func (s *Store) allTerms(ctx context.Context) (string, error) {
	var lines strings.Builder
	last := ""
	err := s.vocabulary(ctx, "", string(rune(0x10ffff)), func(term string) bool {
		if term != last {
			last = term
			lines.WriteString(term)
			lines.WriteByte('\n')
		}
		return true
	})
	return lines.String(), err
}
