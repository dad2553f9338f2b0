package store

import (
	"context"
	"database/sql"
	"sort"
	"strconv"
)

// checkedWords is after how many words of the keyword index others get a turn.
const checkedWords = 20_000

// keywords compares the keyword index with the sums of the documents, and looks for what it has of chunks that are not there.
func (c *check) keywords(ctx context.Context) (goOn bool, err error) {
	err = c.within(ctx, func(tx *sql.Tx) error {
		sums, err := c.wordSums(ctx, tx)
		if err != nil {
			return err
		}
		for i, d := range sums.documents {
			if d.digested && d.words != sums.words[i]+d.analysis.digest() {
				c.note(CodeWords, Damage, RepairWords, d.path, strconv.FormatInt(d.id, 10))
			}
		}
		var unsized int
		if err := tx.QueryRowContext(ctx, `SELECT count(*) FROM chunk WHERE id NOT IN (SELECT id FROM word_docsize)`).Scan(&unsized); err != nil {
			return err
		}
		if unsized > 0 { // the index could not remove their words
			c.note(CodeKeywords, Damage, RepairWords)
		}
		if sums.strangers > 0 {
			c.note(CodeOrphans, Damage, RepairSimple, "word", strconv.Itoa(sums.strangers))
		}
		return nil
	})
	return true, err
}

// wordSums are the sums of what a keyword index has of each document.
type wordSums struct {
	documents []summed // in order of their chunks
	words     []int64  // of each
	strangers int      // entries of chunks that are not there
}

// summed is a document that has chunks.
type summed struct {
	id, first, chunks, words int64
	path                     string
	analysis                 Analysis
	digested                 bool
}

// wordSums reads the whole keyword index.
func (c *check) wordSums(ctx context.Context, tx *sql.Tx) (*wordSums, error) {
	s := new(wordSums)
	var err error
	s.documents, err = collect(ctx, tx, func(d *summed) []any {
		return []any{&d.id, &d.first, &d.chunks, &d.words, &d.path, &d.digested, &d.analysis}
	}, `
		SELECT id, first_chunk, chunks, words, coalesce(path, ''), length(digest) > 0, analysis FROM document
		WHERE typeof(first_chunk) = 'integer' AND typeof(chunks) = 'integer' AND typeof(words) = 'integer'
			AND typeof(analysis) = 'integer' ORDER BY first_chunk`)
	if err != nil {
		return nil, err
	}
	s.words = make([]int64, len(s.documents))
	// The index has one row for each word in each chunk. One row a word costs the driver half.
	if _, err := tx.ExecContext(ctx, `CREATE VIRTUAL TABLE IF NOT EXISTS temp.instance USING fts5vocab(main, word, instance)`); err != nil {
		return nil, err
	}
	rows, err := tx.QueryContext(ctx, `SELECT term, group_concat(doc) FROM temp.instance GROUP BY term`)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }() // rows.Err tells
	for n := 1; rows.Next(); n++ {
		var term, chunks sql.RawBytes
		if err := rows.Scan(&term, &chunks); err != nil {
			return nil, err
		}
		ids, err := parseIDs(chunks)
		if err != nil {
			return nil, err
		}
		s.add(term, ids)
		if n%checkedWords == 0 {
			if err := c.rest(ctx); err != nil {
				return nil, err
			}
		}
	}
	return s, rows.Err()
}

// add counts a word that stands in chunks, which are in rising order.
func (s *wordSums) add(term []byte, chunks []int64) {
	at := 0 // of the document that holds the chunk, or the next
	for _, chunk := range chunks {
		if at == len(s.documents) || chunk >= s.documents[at].first+s.documents[at].chunks {
			rest := s.documents[at:]
			at += sort.Search(len(rest), func(i int) bool { return rest[i].first+rest[i].chunks > chunk })
		}
		if at == len(s.documents) || chunk < s.documents[at].first {
			s.strangers++
			continue
		}
		s.words[at] += int64(wordHash(term, chunk-s.documents[at].first))
	}
}
