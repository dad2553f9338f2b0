package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"

	"footnote/index/doc"
	"footnote/index/vector"
)

// A Document is one version of one file.
type Document struct {
	ID      int64 // assigned by Put
	Source  int64
	Edition int // of the code that extracted the document, as the caller counts them
	Path    string
	Size    int64 // of the file, in bytes
	ModTime time.Time
	Hash    [32]byte // of the file's bytes
	Title   string
	Author  string
	Date    doc.Day // the document's own date; zero if it has none
	Kind    string
	Notes   doc.Notes
	Outcome doc.Outcome // why it has no text; zero if it has
	Places  []byte      // stored as given
	Text    string      // canonical

	Analysis Analysis
	Attempts Attempts
}

// Attempts records how often reading a file failed for a reason that may pass, such as too little memory. The zero value means that there
// is nothing to retry.
type Attempts struct {
	Count int
	Last  time.Time
}

// A Chunk is the unit of the index. Title, Heading and Body are its analysed terms; those of titles and headings count for less. Vector is
// its direction, of any finite length. Nearest does not find a chunk whose vector is zero or missing.
type Chunk struct {
	Start, End           int // byte span in the document's text, not empty
	Title, Heading, Body []string
	Vector               []float32

	packed    bool
	tokens    string // the keyword index's input, once packed
	terms     int    // of the body
	direction vector.Direction
	infinite  bool // a component of Vector was not finite
}

// Packed returns the chunk in the form in which it is stored. That form takes a tenth of the memory and saves Put some work. Call Packed
// again for a vector that is set later.
func (c Chunk) Packed() Chunk {
	if !c.packed {
		c.tokens, c.terms, c.packed = indexed(c), len(c.Body), true
		c.Title, c.Heading, c.Body = nil, nil, nil
	}
	if c.Vector != nil {
		c.direction = make(vector.Direction, len(c.Vector))
		c.infinite = !c.direction.Quantize(c.Vector)
		c.Vector = nil
	}
	return c
}

// A Stamp holds what a file shows without being read, and the hash of the content that was read.
type Stamp struct {
	ID      int64 // of the document
	Edition int   // of the code that extracted it
	Size    int64
	ModTime time.Time
	Hash    [32]byte
	Failed  bool      // it has no text
	Trouble doc.Notes // why it has no text, or what was left out

	Attempts Attempts
}

// Is reports whether a file with this size and time appears to be the one that was read.
func (s Stamp) Is(size int64, modTime time.Time) bool {
	return s.Size == size && nanoseconds(s.ModTime) == nanoseconds(modTime)
}

// A Failure is a file without text.
type Failure struct {
	Path    string
	Outcome doc.Outcome
	Later   bool // it is read again at a later sync, because the reason may pass
}

// Stamps returns the stamps of a source's documents by path.
func (s *Store) Stamps(ctx context.Context, source int64) (map[string]Stamp, error) {
	return s.stamps(ctx, `source = ?`, source)
}

// StampsUnder returns the stamps of a source's documents at a path or in the folder there.
func (s *Store) StampsUnder(ctx context.Context, source int64, path string) (map[string]Stamp, error) {
	within, after := reach(path)
	return s.stamps(ctx, `source = ? AND (path = ? OR path > ? AND path < ?)`, source, path, within, after)
}

func (s *Store) stamps(ctx context.Context, where string, args ...any) (map[string]Stamp, error) {
	stamps := map[string]Stamp{}
	err := s.snapshot(ctx, "read stamps", func(tx *sql.Tx) error {
		rows, err := tx.QueryContext(ctx, `SELECT path, id, edition, size, modified, hash, outcome, notes, attempts, tried FROM document WHERE `+where, args...)
		if err != nil {
			return err
		}
		defer func() { _ = rows.Close() }() // rows.Err reports it
		for rows.Next() {
			var path string
			var stamp Stamp
			var modified, tried int64
			var hash []byte
			var outcome doc.Outcome
			err := rows.Scan(&path, &stamp.ID, &stamp.Edition, &stamp.Size, &modified, &hash, stored[doc.Outcome]{&outcome},
				stored[doc.Notes]{&stamp.Trouble}, &stamp.Attempts.Count, &tried)
			if err != nil {
				return err
			}
			if stamp.Failed = outcome.Code != ""; stamp.Failed {
				stamp.Trouble = append(stamp.Trouble, outcome)
			}
			stamp.ModTime, stamp.Attempts.Last = moment(modified), moment(tried)
			copy(stamp.Hash[:], hash)
			stamps[path] = stamp
		}
		return rows.Err()
	})
	return stamps, err
}

// Touch gives a document the new stamp of a file whose content has not changed, and records the attempts at reading it. The error is
// ErrNotFound if the document is gone.
func (s *Store) Touch(ctx context.Context, document, size int64, modTime time.Time, a Attempts) error {
	return s.update(ctx, "stamp document", func(tx *sql.Tx) (delta, error) {
		return delta{content: true}, one(tx.ExecContext(ctx, `UPDATE document SET size = ?, modified = ?, attempts = ?, tried = ?, stamp = ? WHERE id = ?`,
			size, nanoseconds(modTime), a.Count, nanoseconds(a.Last), a.stamp(size, modTime), document))
	})
}

// stamp returns the stored digest of a document's stamp.
func (a Attempts) stamp(size int64, modTime time.Time) int64 {
	return stampOf(size, nanoseconds(modTime), int64(a.Count), nanoseconds(a.Last))
}

// Put stores a document with its chunks in one transaction. The model of made the chunks' vectors. The document replaces the one at the
// same path, if any, and gets a new ID; Put ignores d.ID. If of is the zero Model, or one that the library no longer has, the document
// still needs vectors: see Lacking. The error is ErrNoSource if its source has been removed.
func (s *Store) Put(ctx context.Context, d Document, chunks []Chunk, of Model) error {
	p, err := s.Prepare(d, slices.Clone(chunks), of)
	if err != nil {
		return err
	}
	return s.PutPrepared(ctx, p)
}

// A Prepared is a document with its chunks in the form in which they are stored, which takes less memory.
type Prepared struct{ record *record }

// Prepare converts the arguments of Put for PutPrepared. It writes nothing. Several goroutines may call it while another one puts. The
// caller must not use chunks afterwards.
func (s *Store) Prepare(d Document, chunks []Chunk, of Model) (Prepared, error) {
	r, err := s.record(d, chunks, of)
	if err != nil {
		return Prepared{}, fmt.Errorf("put %s: %w", d.Path, err)
	}
	return Prepared{r}, nil
}

// PutPrepared is Put for the result of Prepare.
func (s *Store) PutPrepared(ctx context.Context, p Prepared) error {
	r := p.record
	return s.update(ctx, "put "+r.Path, func(tx *sql.Tx) (delta, error) {
		sources, err := column(ctx, tx, `SELECT id FROM source WHERE id = ?`, r.Source)
		if err != nil {
			return delta{}, err
		}
		if len(sources) == 0 {
			return delta{}, ErrNoSource
		}
		gone, err := column(ctx, tx, `SELECT id FROM document WHERE path = ?`, r.Path)
		if err != nil {
			return delta{}, err
		}
		if err := removeDocuments(ctx, tx, gone); err != nil {
			return delta{}, err
		}
		if err := r.insert(ctx, tx); err != nil {
			return delta{}, err
		}
		return delta{gone: gone, added: []document{r.document}, content: true}, nil
	})
}

// A record is a document in its stored form. It is made before the transaction begins, because other writers wait for the transaction.
type record struct {
	Document // without its text and places
	document
	bytes  int    // of the text
	places []byte // packed
	blocks []block
	spans  []span   // of the chunks
	tokens []string // of each chunk, for the keyword index
	digest []byte
	words  int64 // digest of the tokens
}

// record makes a document's record, and checks its chunks against the text.
func (s *Store) record(d Document, chunks []Chunk, of Model) (*record, error) {
	r := &record{Document: d, bytes: len(d.Text), places: s.packed(d.Places), blocks: s.blocks(d.Text)}
	r.document = document{chunks: len(chunks), model: of.ID}
	r.spans, r.tokens = make([]span, len(chunks)), make([]string, len(chunks))
	if of.ID != 0 {
		r.directions = make(vector.Direction, len(chunks)*of.Dim)
	}
	for i, c := range chunks {
		switch {
		case c.Start < 0 || c.End <= c.Start || c.End > len(d.Text):
			return nil, fmt.Errorf("chunk %d is bytes %d to %d of %d", i, c.Start, c.End, len(d.Text))
		}
		r.spans[i] = span{c.Start, c.End}
		c = c.Packed()
		if of.ID != 0 {
			switch {
			case len(c.direction) != 0 && len(c.direction) != of.Dim:
				return nil, fmt.Errorf("chunk %d has a vector of %d numbers, not %d", i, len(c.direction), of.Dim)
			case c.infinite:
				return nil, fmt.Errorf("chunk %d has a vector that is not finite", i)
			}
			copy(r.directions[i*of.Dim:], c.direction)
		}
		r.tokens[i] = c.tokens
		r.terms += c.terms
		chunks[i] = Chunk{} // do not hold a converted chunk twice
	}
	r.digest, r.words = contentDigest(d, r.terms, r.blocks, r.spans), wordsOf(r.tokens)+d.Analysis.digest()
	r.Text, r.Places = "", nil
	return r, nil
}

// insert writes the record's rows to all tables.
func (r *record) insert(ctx context.Context, tx *sql.Tx) error {
	n := len(r.spans)
	if err := tx.QueryRowContext(ctx, `UPDATE library SET next_chunk = next_chunk + ? RETURNING next_chunk`, n).Scan(&r.first); err != nil {
		return err
	}
	r.first -= int64(n)
	result, err := tx.ExecContext(ctx, `
		INSERT INTO document (source, edition, path, size, modified, hash, title, author, date, kind, notes, outcome, places, text_bytes,
			first_chunk, chunks, terms, digest, stamp, words, attempts, tried, analysis)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		r.Source, r.Edition, r.Path, r.Size, nanoseconds(r.ModTime), r.Hash[:], r.Title, r.Author, r.Date, r.Kind, notesText(r.Notes), outcomeText(r.Outcome),
		r.places, r.bytes, r.first, n, r.terms, r.digest, r.Attempts.stamp(r.Size, r.ModTime), r.words,
		r.Attempts.Count, nanoseconds(r.Attempts.Last), r.Analysis)
	if err != nil {
		return err
	}
	if r.id, err = result.LastInsertId(); err != nil {
		return err
	}
	err = insertAll(ctx, tx, `INSERT INTO block (document, start, lines, data) VALUES (?, ?, ?, ?)`, len(r.blocks), func(i int) []any {
		return []any{r.id, r.blocks[i].start, r.blocks[i].lines, r.blocks[i].data}
	})
	if err != nil || n == 0 {
		return err
	}
	err = insertAll(ctx, tx, `INSERT INTO chunk (id, document, start, stop) VALUES (?, ?, ?, ?)`, n, func(i int) []any {
		return []any{r.first + int64(i), r.id, r.spans[i].start, r.spans[i].stop}
	})
	if err != nil {
		return err
	}
	if err := insertWords(ctx, tx, r.first, r.tokens); err != nil {
		return err
	}
	return r.insertVectors(ctx, tx)
}

// insertWords adds the tokens of chunks to the keyword index. The first chunk has the id first.
func insertWords(ctx context.Context, tx *sql.Tx, first int64, tokens []string) error {
	return insertAll(ctx, tx, `INSERT INTO word (rowid, tokens) VALUES (?, ?)`, len(tokens), func(i int) []any {
		return []any{first + int64(i), tokens[i]}
	})
}

// insertAll runs a statement for each of n rows.
func insertAll(ctx context.Context, tx *sql.Tx, statement string, n int, row func(i int) []any) error {
	insert, err := tx.PrepareContext(ctx, statement)
	if err != nil {
		return err
	}
	defer func() { _ = insert.Close() }() // the transaction reports it
	for i := range n {
		if _, err := insert.ExecContext(ctx, row(i)...); err != nil {
			return err
		}
	}
	return nil
}

// RemoveDocuments removes documents and everything that belongs to them, in one transaction. An unknown id is not an error.
func (s *Store) RemoveDocuments(ctx context.Context, ids ...int64) error {
	if len(ids) == 0 {
		return nil
	}
	return s.update(ctx, "remove documents", func(tx *sql.Tx) (delta, error) {
		return delta{gone: ids}, removeDocuments(ctx, tx, ids)
	})
}

// removeDocuments deletes documents. Rows that refer to them are deleted by cascade, except in the keyword index, which is a virtual table.
func removeDocuments(ctx context.Context, tx *sql.Tx, ids []int64) error {
	for _, id := range ids {
		for _, statement := range []string{
			`DELETE FROM word WHERE rowid IN (SELECT id FROM chunk WHERE document = ?)`,
			`DELETE FROM document WHERE id = ?`,
		} {
			if _, err := tx.ExecContext(ctx, statement, id); err != nil {
				return err
			}
		}
	}
	return nil
}

// Text returns the document at this path with its whole text. The error is ErrNotFound if there is none.
func (s *Store) Text(ctx context.Context, path string) (d Document, err error) {
	err = s.snapshot(ctx, "read "+path, func(tx *sql.Tx) error {
		var hash, places []byte
		var modified int64
		var size int
		err := tx.QueryRowContext(ctx, `
			SELECT id, source, edition, path, size, modified, hash, title, author, date, kind, notes, outcome, places, text_bytes
			FROM document WHERE path = ?`, path).
			Scan(&d.ID, &d.Source, &d.Edition, &d.Path, &d.Size, &modified, &hash, &d.Title, &d.Author, &d.Date, &d.Kind,
				stored[doc.Notes]{&d.Notes}, stored[doc.Outcome]{&d.Outcome}, &places, &size)
		if errors.Is(err, sql.ErrNoRows) {
			return ErrNotFound
		}
		if err != nil {
			return err
		}
		d.ModTime = moment(modified)
		copy(d.Hash[:], hash)
		if d.Places, err = s.unpacked(places); err != nil {
			return err
		}
		if d.Text, err = s.text(ctx, tx, d.ID); err == nil && len(d.Text) != size {
			err = fmt.Errorf("%w: %d bytes of text are left of %d", ErrDamaged, len(d.Text), size)
		}
		return err
	})
	if err != nil {
		return Document{}, err
	}
	return d, nil
}

// Failures returns the documents without text, in order of their paths.
func (s *Store) Failures(ctx context.Context) (failures []Failure, err error) {
	err = s.snapshot(ctx, "list failures", func(tx *sql.Tx) (err error) {
		failures, err = collect(ctx, tx, func(f *Failure) []any { return []any{&f.Path, stored[doc.Outcome]{&f.Outcome}, &f.Later} },
			`SELECT path, outcome, attempts > 0 FROM document WHERE outcome <> '' ORDER BY path`)
		return err
	})
	return failures, err
}
