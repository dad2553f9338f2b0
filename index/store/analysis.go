package store

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
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
	turn    turn // the caller that reads them holds it
	version int64
	set     uint32
	known   bool
}

// Languages returns the set of all languages that an Analysis of a document has.
func (s *Store) Languages(ctx context.Context) (set uint32, err error) {
	if err := s.languages.turn.take(ctx); err != nil {
		return 0, fmt.Errorf("list languages: %w", err)
	}
	defer s.languages.turn.give()
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

// reanalyze analyses one document again. It reads and analyses the text before the transaction, because other writers wait for that. A
// damaged document keeps its words, for Check to find.
func (s *Store) reanalyze(ctx context.Context, id int64, version int32, of Analyzer, unread int) error {
	var d storedDocument
	err := s.snapshot(ctx, "read a document to analyse it", func(tx *sql.Tx) error {
		stored, err := storedDocuments(ctx, tx, `id = ?`, id)
		if err != nil || len(stored) == 0 {
			return err
		}
		d = stored[0]
		return s.readWhole(ctx, tx, &d)
	})
	if errors.Is(err, ErrDamaged) || err == nil && !d.intact() {
		return nil
	}
	if err != nil {
		return err
	}
	chunks, made, all := of(d.Document, d.bounds())
	if !all {
		d.Edition = unread
	}
	return s.update(ctx, "store the words of a document", func(tx *sql.Tx) (delta, error) {
		var there bool // it may have been removed meanwhile
		if err := tx.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM document WHERE id = ?)`, id).Scan(&there); err != nil || !there {
			return delta{}, err
		}
		return delta{content: true}, d.reword(ctx, tx, chunks, made)
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

// intact reports whether a document that was read whole has chunks, and is as it was stored.
func (d *storedDocument) intact() bool {
	for _, s := range d.spans {
		if s.start < 0 || s.stop < s.start || s.stop > len(d.Text) {
			return false
		}
	}
	return len(d.spans) > 0 && (len(d.digest) == 0 || bytes.Equal(d.digest, contentDigest(d.Document, int(d.terms), d.blocks, d.spans)))
}

// bounds returns the byte spans of the document's chunks.
func (d *storedDocument) bounds() [][2]int {
	all := make([][2]int, len(d.spans))
	for i, s := range d.spans {
		all[i] = [2]int{s.start, s.stop}
	}
	return all
}

// reword replaces the document's words by those of chunks, and stores its edition and made. A document that has a digest gets a new one.
func (d *storedDocument) reword(ctx context.Context, tx *sql.Tx, chunks []Chunk, made Analysis) error {
	tokens := tokensOf(chunks)
	if _, err := tx.ExecContext(ctx, `DELETE FROM word WHERE rowid IN (SELECT id FROM chunk WHERE document = ?)`, d.id); err != nil {
		return err
	}
	if err := insertWords(ctx, tx, d.first, tokens); err != nil {
		return err
	}
	digest := []byte{} // not nil, which would be NULL
	if len(d.digest) > 0 {
		digest = contentDigest(d.Document, int(d.terms), d.blocks, d.spans)
	}
	_, err := tx.ExecContext(ctx, `UPDATE document SET edition = ?, words = ?, analysis = ?, digest = ? WHERE id = ?`,
		d.Edition, wordsOf(tokens)+made.digest(), made, digest, d.id)
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
