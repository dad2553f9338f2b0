package main

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"hash"
	"maps"
	"slices"
	"unicode/utf8"
)

// index/store/schema.go draws the database; package index has registered the driver. This file reads the database independently of the program, so
// that it finds invariants that the program forgets to keep.

// orphans are queries that count rows that must not exist.
var orphans = map[string]string{
	"rows that refer to none":             `SELECT count(*) FROM pragma_foreign_key_check`,
	"chunks without words":                `SELECT count(*) FROM chunk WHERE id NOT IN (SELECT rowid FROM word)`,
	"words without a chunk":               `SELECT count(*) FROM word WHERE rowid NOT IN (SELECT id FROM chunk)`,
	"documents with a wrong chunk count":  `SELECT count(*) FROM document d WHERE chunks <> (SELECT count(*) FROM chunk c WHERE c.document = d.id)`,
	"chunks outside their document's ids": `SELECT count(*) FROM chunk c JOIN document d ON d.id = c.document WHERE c.id < d.first_chunk OR c.id >= d.first_chunk + d.chunks`,
	"chunks that are yet to be given out": `SELECT count(*) FROM chunk WHERE id >= (SELECT next_chunk FROM library)`,
	"documents with vectors of a wrong length": `SELECT count(*) FROM vectors v JOIN document d ON d.id = v.document JOIN model m ON m.id = v.model
		WHERE length(v.data) <> d.chunks * m.dim`,
	// A server makes its vectors later.
	"documents without vectors of the model that serves": `SELECT count(*) FROM document d, library l JOIN model m ON m.id = l.serving
		WHERE chunks > 0 AND m.config = '' AND NOT EXISTS (SELECT 1 FROM vectors v WHERE v.document = d.id AND v.model = m.id)`,
	"models that are not in use": `SELECT count(*) FROM model WHERE id NOT IN (SELECT serving FROM library UNION SELECT coming FROM library UNION SELECT former FROM library)`,
}

// readDatabase reads what the engine does not return: spans, terms and vectors. It fails if the library breaks an invariant.
func (st *state) readDatabase(ctx context.Context, path string) (err error) {
	db, err := sql.Open("sqlite", path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	db.SetMaxOpenConns(1) // temporary tables belong to one connection
	var said string
	if err := db.QueryRowContext(ctx, `PRAGMA integrity_check(3)`).Scan(&said); err != nil || said != "ok" {
		return fmt.Errorf("the database is damaged: %s, %w", said, err)
	}
	if _, err := db.ExecContext(ctx, `INSERT INTO word (word) VALUES ('integrity-check')`); err != nil {
		return fmt.Errorf("the keyword index is damaged: %w", err)
	}
	for _, what := range slices.Sorted(maps.Keys(orphans)) {
		var n int
		if err := db.QueryRowContext(ctx, orphans[what]).Scan(&n); err != nil {
			return fmt.Errorf("count %s: %w", what, err)
		}
		if n > 0 {
			return fmt.Errorf("the library has %d %s", n, what)
		}
	}
	return st.readDocuments(ctx, db)
}

// A row is a document of the database.
type row struct {
	path   string
	first  int64 // chunk
	of     document
	hashes map[string]hash.Hash // of spans, terms and vectors
}

func (st *state) readDocuments(ctx context.Context, db *sql.DB) error {
	rows := map[int64]*row{}
	err := each(ctx, db, `SELECT id, path, first_chunk, text_bytes, title, author || char(0) || kind || char(0) || date || char(0) || notes || char(0) || outcome FROM document`,
		func(scan func(...any) error) error {
			var id int64
			var bytes int
			r := &row{hashes: map[string]hash.Hash{"spans": sha256.New(), "terms": sha256.New(), "vectors": sha256.New()}}
			if err := scan(&id, &r.path, &r.first, &bytes, &r.of.title, &r.of.about); err != nil {
				return err
			}
			r.path = withoutPlace(r.path, st.of)
			text, ok := st.texts[r.path]
			if !ok || len(text) != bytes {
				return fmt.Errorf("%s: %d bytes of text can be read of %d", r.path, len(text), bytes)
			}
			r.of.text, r.of.places = sha256.Sum256([]byte(text)), st.places[r.path]
			rows[id] = r
			return nil
		})
	if err != nil {
		return err
	}
	if err := errors.Join(st.readSpans(ctx, db, rows), readTerms(ctx, db, rows), readVectors(ctx, db, rows)); err != nil {
		return err
	}
	for _, r := range rows {
		for name, into := range map[string]*sum{"spans": &r.of.spans, "terms": &r.of.terms, "vectors": &r.of.vectors} {
			*into = sum(r.hashes[name].Sum(nil))
		}
		st.documents[r.path] = r.of
	}
	if len(st.documents) != len(st.texts) {
		return fmt.Errorf("%d documents are listed, and %d are there", len(st.texts), len(st.documents))
	}
	return nil
}

// readSpans reads the spans of chunks. Each must be within its text and must not split a character.
func (st *state) readSpans(ctx context.Context, db *sql.DB, rows map[int64]*row) error {
	return each(ctx, db, `SELECT document, id, start, stop FROM chunk ORDER BY id`, func(scan func(...any) error) error {
		var document, id int64
		var start, stop int
		if err := scan(&document, &id, &start, &stop); err != nil {
			return err
		}
		r := rows[document]
		text := st.texts[r.path]
		if start < 0 || stop <= start || stop > len(text) || !utf8.ValidString(text[start:stop]) {
			return fmt.Errorf("%s: a chunk is bytes %d to %d of %d", r.path, start, stop, len(text))
		}
		_, _ = fmt.Fprintln(r.hashes["spans"], id-r.first, start, stop) // a hash never fails
		return nil
	})
}

// readTerms reads the terms of each chunk, sorted by term.
func readTerms(ctx context.Context, db *sql.DB, rows map[int64]*row) error {
	if _, err := db.ExecContext(ctx, `CREATE VIRTUAL TABLE temp.term USING fts5vocab(main, word, instance)`); err != nil {
		return err
	}
	return each(ctx, db, `SELECT c.document, c.id, t.term FROM temp.term t JOIN chunk c ON c.id = t.doc ORDER BY t.term, c.id`, func(scan func(...any) error) error {
		var document, id int64
		var term string
		if err := scan(&document, &id, &term); err != nil {
			return err
		}
		_, _ = fmt.Fprintln(rows[document].hashes["terms"], id-rows[document].first, term) // a hash never fails
		return nil
	})
}

func readVectors(ctx context.Context, db *sql.DB, rows map[int64]*row) error {
	return each(ctx, db, `SELECT document, data FROM vectors WHERE model = (SELECT serving FROM library)`, func(scan func(...any) error) error {
		var document int64
		var data sql.RawBytes
		if err := scan(&document, &data); err != nil {
			return err
		}
		_, _ = rows[document].hashes["vectors"].Write(data) // a hash never fails
		return nil
	})
}

// each calls visit for each row of a query's result.
func each(ctx context.Context, db *sql.DB, query string, visit func(scan func(...any) error) error) error {
	rows, err := db.QueryContext(ctx, query)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }() // rows.Err reports errors
	for rows.Next() {
		if err := visit(rows.Scan); err != nil {
			return err
		}
	}
	return rows.Err()
}
