package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"footnote/index/doc"
)

// applicationID marks the database as a library in its header: "Foot". See https://www.sqlite.org/pragma.html#pragma_application_id.
const applicationID = 0x466f6f74

// Version is the version of the format, kept in the header as user_version.
//
//	1  the first
//	2  a source has rules for what it leaves out
//	3  a document has a date
//	4  a library has several models, and each document a row of vectors for each of them
//	5  a library has an id and says where it was moved to; a source knows its volumes and which of them are
//	   away; all that the library keeps has a digest; a document knows how often reading it failed
//	6  why a document has no text, and what was left out of it, are values instead of sentences
//	7  a document says what made its words
const Version = 7

// upgrades holds the SQL that leads from each version, the key, to the next. Opening a library of an earlier version upgrades it.
var upgrades = map[int]string{
	1: `ALTER TABLE source ADD COLUMN ignore TEXT NOT NULL DEFAULT ''`,
	2: `ALTER TABLE document ADD COLUMN date INTEGER NOT NULL DEFAULT 0`,
	3: modelTable + `
		INSERT INTO model (id, name, dim, config) SELECT 1, model, dim, '' FROM library;
		ALTER TABLE library DROP COLUMN model;
		ALTER TABLE library DROP COLUMN dim;
		ALTER TABLE library ADD COLUMN serving INTEGER NOT NULL DEFAULT 1;
		ALTER TABLE library ADD COLUMN coming INTEGER NOT NULL DEFAULT 0;
		ALTER TABLE library ADD COLUMN former INTEGER NOT NULL DEFAULT 0;
		ALTER TABLE library ADD COLUMN paused INTEGER NOT NULL DEFAULT 0;
		ALTER TABLE vectors RENAME TO vectors_of_one_model;` + vectorsTable4 + `
		INSERT INTO vectors (model, document, data) SELECT 1, document, data FROM vectors_of_one_model;
		DROP TABLE vectors_of_one_model;`,
	4: `ALTER TABLE library ADD COLUMN uid TEXT NOT NULL DEFAULT '';
		ALTER TABLE library ADD COLUMN successor TEXT NOT NULL DEFAULT '';
		ALTER TABLE library ADD COLUMN succession INTEGER NOT NULL DEFAULT 0;
		ALTER TABLE library ADD COLUMN digest BLOB NOT NULL DEFAULT x'';
		ALTER TABLE library ADD COLUMN checked INTEGER NOT NULL DEFAULT 0;
		ALTER TABLE document ADD COLUMN digest BLOB NOT NULL DEFAULT x'';
		ALTER TABLE document ADD COLUMN stamp INTEGER NOT NULL DEFAULT 0;
		ALTER TABLE document ADD COLUMN attempts INTEGER NOT NULL DEFAULT 0;
		ALTER TABLE document ADD COLUMN tried INTEGER NOT NULL DEFAULT 0;
		ALTER TABLE document ADD COLUMN words INTEGER NOT NULL DEFAULT 0;
		ALTER TABLE vectors ADD COLUMN digest BLOB NOT NULL DEFAULT x'';
		UPDATE library SET uid = ` + newUID + `;` + volumeTable + `
		UPDATE document SET date = ` + daysOf4 + `;`,
	5: valuesOf5,
	6: `ALTER TABLE document ADD COLUMN analysis INTEGER NOT NULL DEFAULT 0;` + analysisIndex,
}

// daysOf4 is the SQL for the days of documents, which version 4 stored as nanoseconds since 1970, in UTC.
const daysOf4 = `CASE date WHEN 0 THEN 0 ELSE
	CAST(strftime('%Y%m%d', (date - CASE WHEN date < 0 THEN 999999999 ELSE 0 END) / 1000000000, 'unixepoch') AS INTEGER) END`

// valuesOf5 is the SQL that makes values of the sentences of version 5. No sentence is read: a document with one gets a value that says that
// it is of an earlier version. The edition has the next sync read it again, and until then it keeps its text. Its digest was one of the
// sentence, so it has none until then, or until AddDigests.
const valuesOf5 = `
	ALTER TABLE document RENAME COLUMN note TO notes;
	ALTER TABLE document RENAME COLUMN reason TO outcome;
	UPDATE document SET edition = 0, attempts = 0, tried = 0, digest = x'' WHERE notes <> '' OR outcome <> '';
	UPDATE document SET notes = '[{"code":"` + string(doc.CodeEarlierVersion) + `"}]' WHERE notes <> '';
	UPDATE document SET outcome = '{"code":"` + string(doc.CodeEarlierVersion) + `"}' WHERE outcome <> '';`

// newUID is the SQL expression for a new library's id: 128 random bits in hexadecimal.
const newUID = `lower(hex(randomblob(16)))`

// busyTimeout bounds how long a writer waits for another process's transaction. The longest transaction, the text of one large document,
// takes a second or two.
const busyTimeout = 30 * time.Second

// cacheBytes bounds the pages that a connection caches in memory.
const cacheBytes = 32 << 20

// schema is the format.
//
// A path is unique in the library. A document is one version of a file. Only its stamp (size, modified, attempts, tried) changes: a new
// version is a new row with a new id. Ids are never used again, so two processes can tell from ids alone what the other changed.
//
// A document's text is stored in blocks of blockBytes, each packed separately, so that a passage can be read without the rest. Its chunks
// have consecutive ids from first_chunk. Its vectors of one model are one row: for each chunk, dim signed bytes that point in the vector's
// direction, all zero for a chunk without a vector. If the row is missing, the vectors are still to be made. One model serves at a time.
// Another may be coming, until every document has its vectors, and a former one may be kept.
//
// The keyword index stores which chunks have a term and with what impact (impact.go), and no text. Its rowid is the chunk's id.
const schema = `
CREATE TABLE library (
	id         INTEGER PRIMARY KEY CHECK (id = 1),
	writes     INTEGER NOT NULL, -- transactions so far: the version of the library's content
	next_chunk INTEGER NOT NULL,
	serving    INTEGER NOT NULL DEFAULT 1, -- models; 0 for none
	coming     INTEGER NOT NULL DEFAULT 0,
	former     INTEGER NOT NULL DEFAULT 0,
	paused     INTEGER NOT NULL DEFAULT 0, -- vectors are not to be made for now
	uid        TEXT NOT NULL DEFAULT '',   -- random; tells this library from every other, and goes along when it moves
	successor  TEXT NOT NULL DEFAULT '',   -- a folder, see Succession
	succession INTEGER NOT NULL DEFAULT 0,
	digest     BLOB NOT NULL DEFAULT x'',  -- of sources, models and this row; see digest.go for all digests
	checked    INTEGER NOT NULL DEFAULT 0  -- when all of it was last compared with its digests
);
CREATE TABLE source (
	id     INTEGER PRIMARY KEY AUTOINCREMENT,
	path   TEXT NOT NULL UNIQUE,
	added  INTEGER NOT NULL, -- times are nanoseconds since 1970, 0 for none
	synced INTEGER NOT NULL,
	ignore TEXT NOT NULL DEFAULT '' -- rules for what of it is left out
);
CREATE TABLE document (
	id          INTEGER PRIMARY KEY AUTOINCREMENT,
	source      INTEGER NOT NULL REFERENCES source ON DELETE CASCADE,
	path        TEXT NOT NULL UNIQUE,
	size        INTEGER NOT NULL,
	modified    INTEGER NOT NULL,
	edition     INTEGER NOT NULL, -- of what made it
	hash        BLOB NOT NULL,
	title       TEXT NOT NULL,
	author      TEXT NOT NULL,
	kind        TEXT NOT NULL,
	date        INTEGER NOT NULL DEFAULT 0, -- day as the document itself says, as 20240131; 0 for none
	notes       TEXT NOT NULL, -- what was left out of its text, as JSON; empty for nothing
	outcome     TEXT NOT NULL, -- why it gave no text, as JSON; empty if it did
	places      BLOB,          -- packed
	text_bytes  INTEGER NOT NULL,
	first_chunk INTEGER NOT NULL,
	chunks      INTEGER NOT NULL,
	terms       INTEGER NOT NULL, -- in the bodies of all chunks
	digest      BLOB NOT NULL DEFAULT x'', -- of all but path, source, size and modified; empty where there is none yet
	stamp       INTEGER NOT NULL DEFAULT 0, -- digest of size, modified, attempts and tried
	attempts    INTEGER NOT NULL DEFAULT 0, -- at reading it that failed for what may pass; 0 where nothing is left to try
	tried       INTEGER NOT NULL DEFAULT 0, -- when the last was
	words       INTEGER NOT NULL DEFAULT 0, -- digest of what the keyword index has of it, and of analysis
	analysis    INTEGER NOT NULL DEFAULT 0  -- what made its words: see Analysis
);
CREATE INDEX document_source ON document (source);
CREATE TABLE block (
	document INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
	start    INTEGER NOT NULL, -- byte offset in the text
	lines    INTEGER NOT NULL, -- line ends before start
	data     BLOB NOT NULL,    -- packed
	UNIQUE (document, start)
);
CREATE TABLE chunk (
	id       INTEGER PRIMARY KEY,
	document INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
	start    INTEGER NOT NULL,
	stop     INTEGER NOT NULL
);
CREATE INDEX chunk_document ON chunk (document);
CREATE VIRTUAL TABLE word USING fts5 (
	tokens, content = '', contentless_delete = 1, detail = none, tokenize = "ascii tokenchars '_'"
);
`

const analysisIndex = `CREATE INDEX document_analysis ON document (analysis);`

// volumeTable is the table of the sources' volumes: a row for each source, and one for each folder in it where another volume is mounted.
const volumeTable = `
CREATE TABLE volume (
	source    INTEGER NOT NULL REFERENCES source ON DELETE CASCADE,
	path      TEXT NOT NULL,    -- of the folder, from the source on, with slashes; empty for the source itself
	id        TEXT NOT NULL,    -- of the volume that was there last; empty where it is not known
	offline   INTEGER NOT NULL, -- why its documents are kept though their files are not there; 0 where they are
	documents INTEGER NOT NULL, -- how many of them are not
	PRIMARY KEY (source, path)
);`

const modelTable = `
CREATE TABLE model (
	id     INTEGER PRIMARY KEY AUTOINCREMENT,
	name   TEXT NOT NULL, -- two models of one name give the same vectors
	dim    INTEGER NOT NULL,
	config TEXT NOT NULL  -- kept as given; empty for the model that is part of the program
);`

// vectorsTable4 is the table of vectors in version 4.
const vectorsTable4 = `
CREATE TABLE vectors (
	model    INTEGER NOT NULL REFERENCES model ON DELETE CASCADE,
	document INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
	data     BLOB NOT NULL,
	PRIMARY KEY (model, document)
);
CREATE INDEX vectors_document ON vectors (document);`

const vectorsTable = `
CREATE TABLE vectors (
	model    INTEGER NOT NULL REFERENCES model ON DELETE CASCADE,
	document INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
	data     BLOB NOT NULL,
	digest   BLOB NOT NULL DEFAULT x'', -- of data
	PRIMARY KEY (model, document)
);
CREATE INDEX vectors_document ON vectors (document);`

// creation returns the SQL that creates the tables of a library and marks the database as one.
func creation() string {
	return schema + analysisIndex + volumeTable + modelTable + vectorsTable + fmt.Sprintf("PRAGMA application_id = %d; PRAGMA user_version = %d;", applicationID, Version)
}

// location returns the URI of a database's file, with options for SQLite and its driver.
func location(path, options string) (string, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	path = filepath.ToSlash(path)
	if !strings.HasPrefix(path, "/") { // C:/Users is /C:/Users in a URL
		path = "/" + path
	}
	address := url.URL{Scheme: "file", Path: path, RawQuery: options}
	return address.String(), nil
}

// connect returns a pool of at most n connections to a database. It does not touch a file yet.
func connect(path, options string, n int) (*sql.DB, error) {
	address, err := location(path, strings.Join([]string{
		options,
		fmt.Sprintf("_pragma=busy_timeout(%d)", busyTimeout.Milliseconds()),
		"_pragma=foreign_keys(1)",
		"_pragma=synchronous(normal)",
		fmt.Sprintf("_pragma=cache_size(-%d)", cacheBytes>>10),
		"_pragma=temp_store(memory)",
	}, "&"))
	if err != nil {
		return nil, err
	}
	db, err := sql.Open("sqlite", address)
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(n)
	db.SetMaxIdleConns(n)
	return db, nil
}

// ready reports whether the database is a library of this version that needs no change before use. It only reads, so it waits for no
// writer.
func ready(ctx context.Context, read *sql.DB, path string) (bool, error) {
	if info, err := os.Stat(path); err != nil || info.Size() == 0 {
		return false, nil // prepare creates it, or reports why it cannot
	}
	version, err := inspect(ctx, read, path)
	if errors.Is(err, errEmpty) {
		return false, nil
	}
	if err != nil || version < Version {
		return false, err
	}
	var mode string
	err = read.QueryRowContext(ctx, `PRAGMA journal_mode`).Scan(&mode)
	return mode == "wal", err
}

// prepare makes the database a library of this version. It turns an empty database into a library whose model is first, and upgrades a
// library of an earlier version. It changes nothing else.
func prepare(ctx context.Context, db *sql.DB, path string, first Model) error {
	if info, err := os.Stat(path); err == nil && info.Size() > 0 {
		if _, err := inspect(ctx, db, path); err != nil && !errors.Is(err, errEmpty) {
			return err
		}
	} else if _, err := db.ExecContext(ctx, `PRAGMA auto_vacuum = incremental`); err != nil {
		return err
	}
	// The mode is a property of the file: it lets readers read during a write.
	if _, err := db.ExecContext(ctx, `PRAGMA journal_mode = wal`); err != nil {
		return err
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // has no effect after Commit
	version, err := inspect(ctx, tx, path)
	switch {
	case errors.Is(err, errEmpty):
		_, err = tx.ExecContext(ctx, creation()+`
			INSERT INTO library (id, writes, next_chunk, uid) VALUES (1, 0, 1, `+newUID+`);
			INSERT INTO model (name, dim, config) VALUES (?, ?, ?);`, first.Name, first.Dim, first.Config)
	case err == nil:
		err = upgrade(ctx, tx, version)
	}
	if err != nil {
		return err
	}
	if version < Version { // 0 if it was empty
		if err := seal(ctx, tx); err != nil {
			return err
		}
	}
	return tx.Commit()
}

// errEmpty reports that a database is empty.
var errEmpty = errors.New("an empty database")

// upgrade brings a library from a version to this program's.
func upgrade(ctx context.Context, tx *sql.Tx, version int) error {
	if version == Version {
		return nil
	}
	for ; version < Version; version++ {
		if _, err := tx.ExecContext(ctx, upgrades[version]); err != nil {
			return fmt.Errorf("upgrade from version %d: %w", version, err)
		}
	}
	_, err := tx.ExecContext(ctx, fmt.Sprintf(`PRAGMA user_version = %d`, Version))
	return err
}

// inspect reads a database's header and changes nothing. It returns the library's version. One statement reads all, so that a database
// that another process just creates is either empty or whole.
func inspect(ctx context.Context, q querier, path string) (version int, err error) {
	var application, tables int
	err = q.QueryRowContext(ctx, `
		SELECT application_id, user_version, (SELECT count(*) FROM sqlite_schema) FROM pragma_application_id, pragma_user_version`,
	).Scan(&application, &version, &tables)
	if err != nil {
		return 0, err
	}
	switch {
	case application == 0 && tables == 0:
		return 0, errEmpty
	case application != applicationID:
		return 0, ErrNotLibrary
	case version < 1 || version > Version:
		return 0, &VersionError{Path: path, Found: version, Want: Version}
	}
	return version, nil
}

// A querier is a pool, a connection or a transaction.
type querier interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// collect runs a query and scans each row into a T.
func collect[T any](ctx context.Context, q querier, scan func(*T) []any, query string, args ...any) ([]T, error) {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }() // rows.Err reports it
	var all []T
	for rows.Next() {
		var one T
		if err := rows.Scan(scan(&one)...); err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	return all, rows.Err()
}
