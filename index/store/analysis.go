package store

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"
)

// An Analysis says what made the words of a document, as the caller counts it: a version in the high 32 bits, and a set of languages in the
// low ones. It is 0 for words of a library from before there was one.
type Analysis int64

// NewAnalysis returns an Analysis of a version with a set of languages.
func NewAnalysis(version int32, languages uint32) Analysis {
	return Analysis(version)<<32 | Analysis(languages)
}

// digest returns what is added to the digest of a document's words.
func (a Analysis) digest() int64 {
	if a == 0 {
		return 0
	}
	return int64(mixed(uint64(a)))
}

// An Analyzer returns the analysed terms of a stored document's chunks, whose spans are given, and what made them. all reports that nothing
// was indexed that reading the file would leave out.
type Analyzer func(d Document, spans [][2]int) (chunks []Chunk, made Analysis, all bool)

// A languagesCache holds the languages of one version of the library.
type languagesCache struct {
	mu      sync.Mutex
	version int64
	set     uint32
	known   bool
}

// Languages returns the set of all languages that an Analysis of a document has.
func (s *Store) Languages(ctx context.Context) (set uint32, err error) {
	s.languages.mu.Lock()
	defer s.languages.mu.Unlock()
	version := s.version()
	if s.languages.known && s.languages.version == version {
		return s.languages.set, nil
	}
	// The distinct values by the index, one look-up each: there are many documents, and few values.
	all, err := collect(ctx, s.read, func(a *Analysis) []any { return []any{a} }, `
		WITH RECURSIVE value (made) AS (
			SELECT min(analysis) FROM document
			UNION ALL SELECT (SELECT min(analysis) FROM document WHERE analysis > made) FROM value WHERE made IS NOT NULL)
		SELECT made FROM value WHERE made IS NOT NULL`)
	if err != nil {
		return 0, fmt.Errorf("list languages: %w", fault(ctx, err))
	}
	for _, a := range all {
		set |= uint32(a)
	}
	s.languages.version, s.languages.set, s.languages.known = version, set, true
	return set, nil
}

// Reanalyze analyses each document again whose Analysis is of an earlier version, from its stored text. Others may read and write
// meanwhile. If it is cancelled, the next call goes on with the documents that are left. A document of which Analyzer cannot tell what to
// leave out gets the edition unread, so that the caller reads its file again.
func (s *Store) Reanalyze(ctx context.Context, version int32, of Analyzer, unread int) error {
	ids, err := column(ctx, s.read, `SELECT id FROM document WHERE analysis < ? AND chunks > 0 ORDER BY id`, NewAnalysis(version, 0))
	if err != nil {
		return fmt.Errorf("look for words of an earlier version: %w", fault(ctx, err))
	}
	for _, id := range ids {
		if err := s.reanalyze(ctx, id, version, of, unread); err != nil {
			return err
		}
	}
	return nil
}

// reanalyze makes the words of a document anew. Its text is read and analysed before the transaction, because other writers wait for that. A
// damaged document keeps its words: Check finds it.
func (s *Store) reanalyze(ctx context.Context, id int64, version int32, of Analyzer, unread int) error {
	r := rewriting{made: NewAnalysis(version, 0)}
	err := s.snapshot(ctx, "analyse a document anew", func(tx *sql.Tx) error {
		stored, err := storedDocuments(ctx, tx, `id = ?`, id)
		if err == nil && len(stored) > 0 {
			r.storedDocument = stored[0]
			err = s.readWhole(ctx, tx, &r.storedDocument)
		}
		return err
	})
	switch {
	case errors.Is(err, ErrDamaged) || err == nil && !r.intact():
		r.keep = true
	case err != nil:
		return err
	case len(r.spans) > 0:
		spans := make([][2]int, len(r.spans))
		for i, s := range r.spans {
			spans[i] = [2]int{s.start, s.stop}
		}
		chunks, made, all := of(r.Document, spans)
		r.tokens, r.made = tokensOf(chunks), made
		if !all {
			r.Edition = unread
		}
	}
	return s.update(ctx, "store the words of a document", func(tx *sql.Tx) (delta, error) {
		return delta{content: true}, r.write(ctx, tx, id)
	})
}

// readWhole reads the text, the places and the spans of the chunks of a stored document.
func (s *Store) readWhole(ctx context.Context, tx *sql.Tx, d *storedDocument) (err error) {
	if d.Places, err = s.unpacked(d.packed); err != nil {
		return err
	}
	if d.Text, err = s.text(ctx, tx, d.id); err != nil {
		return err
	}
	d.blocks = s.blocks(d.Text)
	d.spans, err = collect(ctx, tx, func(s *span) []any { return []any{&s.start, &s.stop} },
		`SELECT start, stop FROM chunk WHERE document = ? ORDER BY id`, d.id)
	return err
}

// A rewriting puts other words in place of those of a document.
type rewriting struct {
	storedDocument
	keep   bool // the words as they are
	tokens []string
	made   Analysis
}

// intact reports whether a document that was read whole is as it was stored.
func (r *rewriting) intact() bool {
	for _, s := range r.spans {
		if s.start < 0 || s.stop < s.start || s.stop > len(r.Text) {
			return false
		}
	}
	return len(r.digest) == 0 || bytes.Equal(r.digest, contentDigest(r.Document, int(r.terms), r.blocks, r.spans))
}

func (r *rewriting) write(ctx context.Context, tx *sql.Tx, id int64) error {
	var there bool // it may be gone since
	if err := tx.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM document WHERE id = ?)`, id).Scan(&there); err != nil || !there {
		return err
	}
	words := wordsOf(r.tokens)
	digest := append([]byte{}, r.digest...) // not nil, which would be NULL
	switch {
	case r.keep:
		words = r.words - r.Analysis.digest()
	case len(digest) > 0:
		digest = contentDigest(r.Document, int(r.terms), r.blocks, r.spans)
	}
	if len(r.tokens) > 0 {
		if _, err := tx.ExecContext(ctx, `DELETE FROM word WHERE rowid IN (SELECT id FROM chunk WHERE document = ?)`, id); err != nil {
			return err
		}
		if err := insertWords(ctx, tx, r.first, r.tokens); err != nil {
			return err
		}
	}
	_, err := tx.ExecContext(ctx, `UPDATE document SET edition = ?, words = ?, analysis = ?, digest = ? WHERE id = ?`,
		r.Edition, words+r.made.digest(), r.made, digest, id)
	return err
}

// tokensOf returns the keyword index's input for chunks.
func tokensOf(chunks []Chunk) []string {
	tokens := make([]string, len(chunks))
	for i, chunk := range chunks {
		tokens[i] = chunk.Packed().tokens
	}
	return tokens
}
