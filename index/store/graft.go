package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// A graft is a new library that takes over the rows of an old one, which is attached to it under the name old. It has this version's tables,
// whatever those of the old one are like, and is nothing until it is whole.
type graft struct {
	path string
	db   *sql.DB
}

// A grafted table is one whose rows are taken over.
type grafted struct{ name, columns string }

var (
	graftSettings = []grafted{
		{"model", `id, name, dim, config`},
		{"library", `id, writes, next_chunk, serving, coming, former, paused, uid`},
		{"source", `id, path, added, synced, ignore`},
		{"volume", `source, path, id, offline, documents`},
	}
	graftDocuments = []grafted{
		{"document", `id, source, path, size, modified, edition, hash, title, author, kind, date, notes, outcome, places, text_bytes,
			first_chunk, chunks, terms, digest, stamp, words, attempts, tried, analysis`},
		{"block", `document, start, lines, data`},
		{"chunk", `id, document, start, stop`},
		{"vectors", `model, document, data, digest`},
	}
	graftWords = []grafted{ // of which the keyword index is made
		{"word_data", `id, block`},
		{"word_idx", `segid, term, pgno`},
		{"word_docsize", `id, sz, origin`},
	}
)

// newGraft makes an empty library without a row in its tables, at a path at which there is nothing but what an earlier graft left.
func newGraft(ctx context.Context, path string) (*graft, error) {
	if err := removeDatabase(path); err != nil {
		return nil, err
	}
	if err := makePrivate(path); err != nil {
		return nil, err
	}
	db, err := connect(path, "_pragma=auto_vacuum(incremental)&_pragma=journal_mode(memory)", 1)
	if err != nil {
		return nil, err
	}
	if _, err := db.ExecContext(ctx, `PRAGMA foreign_keys = 0; PRAGMA trusted_schema = 0; `+creation()); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return &graft{path, db}, nil
}

// attach attaches the database at a path, which is only read.
func (g *graft) attach(ctx context.Context, path string) error {
	address, err := location(path, "mode=ro")
	if err != nil {
		return err
	}
	if _, err := g.db.ExecContext(ctx, `ATTACH '`+strings.ReplaceAll(address, "'", "''")+`' AS old`); err != nil {
		return err
	}
	var n int
	return g.db.QueryRowContext(ctx, `SELECT count(*) FROM old.sqlite_schema`).Scan(&n)
}

// run runs statements in a transaction.
func (g *graft) run(ctx context.Context, statements ...string) error {
	tx, err := g.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // has no effect after Commit
	for _, statement := range statements {
		if _, err := tx.ExecContext(ctx, statement); err != nil {
			return err
		}
	}
	return tx.Commit()
}

// take takes over all rows of tables.
func (g *graft) take(ctx context.Context, tables ...grafted) error {
	var statements []string
	for _, t := range tables {
		statements = append(statements, fmt.Sprintf(`INSERT INTO main.%[1]s (%[2]s) SELECT %[2]s FROM old.%[1]s`, t.name, t.columns))
	}
	return g.run(ctx, statements...)
}

// words takes over the keyword index.
func (g *graft) words(ctx context.Context) error {
	if err := g.run(ctx, `DELETE FROM main.word_data`, `DELETE FROM main.word_idx`, `DELETE FROM main.word_docsize`); err != nil {
		return err
	}
	return g.take(ctx, graftWords...)
}

// maxRescued bounds the row ids of rows that are looked for where the last of them cannot be read: a library of so many chunks is larger
// than a disk.
const maxRescued = 1 << 40

// rescue takes over the rows of a damaged table that can be read. The error is not the database's.
//
// Rows lie in pages in the order of their ids, so that a broken page hides a range of ids. The range that is read at once is halved until it
// can be read, and doubled after that; where one row alone cannot, the end of what is hidden is looked for in growing steps.
func (g *graft) rescue(ctx context.Context, t grafted) error {
	var last sql.NullInt64
	if err := g.db.QueryRowContext(ctx, `SELECT max(rowid) FROM old.`+t.name+` NOT INDEXED`).Scan(&last); err != nil || !last.Valid || last.Int64 > maxRescued {
		last.Int64 = maxRescued
	}
	for from, n := int64(0), last.Int64+1; from <= last.Int64; {
		n = min(n, last.Int64-from+1)
		read, err := g.rescueRange(ctx, t, from, from+n-1)
		switch {
		case err != nil:
			return err
		case read:
			from, n = from+n, 2*n
		case n > 1:
			n /= 2
		default:
			if from, err = g.behind(ctx, t, from, last.Int64); err != nil {
				return err
			}
		}
	}
	return nil
}

// behind returns the first row id after a hidden one that is not hidden with it, or one above last.
func (g *graft) behind(ctx context.Context, t grafted, hidden, last int64) (int64, error) {
	step := int64(1)
	for ; hidden+step <= last; step *= 2 {
		if read, err := g.rescueRange(ctx, t, hidden+step, hidden+step); read || err != nil {
			if err != nil {
				return 0, err
			}
			break
		}
	}
	low, high := hidden+step/2, min(hidden+step, last+1) // low is hidden, high is not
	for low+1 < high {
		middle := low + (high-low)/2
		read, err := g.rescueRange(ctx, t, middle, middle)
		if err != nil {
			return 0, err
		}
		if read {
			high = middle
		} else {
			low = middle
		}
	}
	return high, nil
}

// rescueRange takes over the rows whose ids are in a range, or reports that not all of them can be read.
func (g *graft) rescueRange(ctx context.Context, t grafted, from, to int64) (read bool, err error) {
	_, err = g.db.ExecContext(ctx, fmt.Sprintf(`INSERT OR IGNORE INTO main.%[1]s (%[2]s)
		SELECT %[2]s FROM old.%[1]s NOT INDEXED WHERE rowid BETWEEN ? AND ?`, t.name, t.columns), from, to)
	var e *sqlite.Error
	switch {
	case err == nil || ctx.Err() != nil:
		return err == nil, ctx.Err()
	case !errors.As(err, &e):
		return false, err
	}
	switch e.Code() & 0xff {
	case sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_BUSY:
		return false, err
	}
	return false, nil
}

// complete gives a new library what every library has, and takes from it values that none has.
func (g *graft) complete(ctx context.Context, serving Model) error {
	if err := g.run(ctx,
		`DELETE FROM source WHERE typeof(path) <> 'text' OR path = ''`,
		`UPDATE source SET added = 0 WHERE typeof(added) <> 'integer'`,
		`UPDATE source SET synced = 0 WHERE typeof(synced) <> 'integer'`,
		`UPDATE source SET ignore = '' WHERE typeof(ignore) <> 'text'`,
		`DELETE FROM volume WHERE typeof(path) <> 'text' OR typeof(id) <> 'text' OR typeof(offline) <> 'integer' OR typeof(documents) <> 'integer'`,
		`DELETE FROM model WHERE typeof(dim) <> 'integer' OR dim <= 0 OR typeof(name) <> 'text' OR typeof(config) <> 'text'`,
		`DELETE FROM library WHERE typeof(writes) <> 'integer' OR typeof(next_chunk) <> 'integer' OR typeof(serving) <> 'integer'
			OR typeof(coming) <> 'integer' OR typeof(former) <> 'integer' OR typeof(paused) <> 'integer' OR typeof(uid) <> 'text' OR length(uid) <> 32`,
		`INSERT OR IGNORE INTO library (id, writes, next_chunk, uid) VALUES (1, 0, 1, `+newUID+`)`,
		`UPDATE library SET coming = 0 WHERE coming NOT IN (SELECT id FROM model)`,
		`UPDATE library SET former = 0 WHERE former NOT IN (SELECT id FROM model)`,
	); err != nil {
		return err
	}
	var serves bool
	err := g.db.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM model, library WHERE model.id = serving)`).Scan(&serves)
	if err != nil || serves {
		return err
	}
	r := &repair{opt: RepairOptions{Model: serving}, write: g.db}
	return r.serve(ctx, nil)
}

// close closes the new library and has the disk keep it.
func (g *graft) close() error {
	if err := g.db.Close(); err != nil {
		return err
	}
	return syncFile(g.path)
}

// count says what is in the library that was made.
func (g *graft) count(ctx context.Context) (done Rebuilt, err error) {
	db, err := connect(g.path, "mode=ro", 1)
	if err != nil {
		return done, err
	}
	err = db.QueryRowContext(ctx, `SELECT (SELECT count(*) FROM source), (SELECT count(*) FROM document WHERE outcome = '')`).
		Scan(&done.Sources, &done.Documents)
	return done, errors.Join(err, db.Close())
}
