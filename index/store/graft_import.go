package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// IncomingName is the name, in a library's folder, of a database that came from elsewhere, until what it holds is taken over or refused.
const IncomingName = FileName + ".incoming"

// ErrOccupied reports that a folder has a library with something in it.
var ErrOccupied = errors.New("the library is not empty")

// ErrForeign reports that a database that came from elsewhere is not as this program writes one.
var ErrForeign = errors.New("not a library as this program writes one")

// ImportOptions sets up an Import.
type ImportOptions struct {
	CheckOptions
	Model Model // serves where the library's own may not
	// Path returns where a source or a document is here; the path itself where that is not known. An error refuses the library.
	Path func(path string) (string, error)
	// Within reports whether a document's path is in its source's.
	Within func(source, path string) bool
	// Config returns a model's configuration as it is to be kept, and whether the model may be kept.
	Config func(config string) (kept string, keep bool)
	// Disposable is the path of a source that does not keep a library from being written over.
	Disposable string
}

// Import makes the library in dir out of the database IncomingName in it, which somebody else wrote and which is gone afterwards. It takes
// over rows, not pages, into a database of its own, and only after it has looked at all of them: as to types, lengths, references, spans,
// places and digests. The library gets an id of its own. The caller holds the lock, and nobody has the library open.
//
// The error is ErrOccupied where there is a library that is not empty, ErrForeign or ErrDamaged where the database is not to be taken over, a
// *VersionError, the disk's, Path's, or ctx.Err(). Then nothing has changed.
func Import(ctx context.Context, dir string, opt ImportOptions) (err error) {
	incoming, part, path := filepath.Join(dir, IncomingName), filepath.Join(dir, rebuiltName), filepath.Join(dir, FileName)
	defer func() {
		err = errors.Join(err, removeDatabase(incoming))
		if err != nil {
			err = fmt.Errorf("import library: %w", errors.Join(fault(ctx, err), removeDatabase(part)))
		}
	}()
	if err := Occupied(ctx, dir, opt.Disposable); err != nil {
		return err
	}
	if err := examineIncoming(ctx, incoming); err != nil {
		return err
	}
	if err := adopt(ctx, incoming, part, opt); err != nil {
		return err
	}
	for _, suffix := range []string{"-wal", "-shm", "-journal"} { // of the empty library: they would be taken for the new one's
		if err := os.Remove(path + suffix); err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	if err := os.Rename(part, path); err != nil {
		return err
	}
	return SyncFolder(dir)
}

// Occupied reports as ErrOccupied that there is a library in a folder with a source other than disposable. The error may be any of Open's.
func Occupied(ctx context.Context, dir, disposable string) error {
	path := filepath.Join(dir, FileName)
	if info, err := os.Stat(path); errors.Is(err, os.ErrNotExist) || err == nil && info.Size() == 0 {
		return nil
	}
	db, err := connect(path, "mode=ro", 1)
	if err != nil {
		return err
	}
	n := 0
	_, err = inspect(ctx, db, path)
	switch {
	case errors.Is(err, errEmpty):
		err = nil
	case err == nil:
		err = db.QueryRowContext(ctx, `SELECT count(*) FROM source WHERE path <> ?`, disposable).Scan(&n)
	}
	if err := errors.Join(err, db.Close()); err != nil {
		return fault(ctx, err)
	}
	if n > 0 {
		return ErrOccupied
	}
	return nil
}

// The bounds of what is taken over. What a library of this program holds is far from them.
const (
	maxCell = 256 << 20 // bytes of a value: the vectors of a document
	maxID   = 1 << 50   // of a row: what comes after it must find ids, too
	maxDim  = 1 << 14   // numbers of a vector
)

// A bound is a condition that the rows of a table must meet, in SQL.
type bound struct{ table, broken string }

// bounds are conditions that check does not look at, since this program writes nothing else.
var bounds = []bound{
	{"library", fmt.Sprintf(`typeof(writes) <> 'integer' OR typeof(next_chunk) <> 'integer' OR typeof(serving) <> 'integer' OR typeof(coming) <> 'integer'
		OR typeof(former) <> 'integer' OR typeof(paused) <> 'integer' OR typeof(uid) <> 'text' OR writes NOT BETWEEN 0 AND %[1]d
		OR next_chunk NOT BETWEEN 1 AND %[1]d OR paused NOT IN (0, 1)`, maxID)},
	{"source", fmt.Sprintf(`typeof(path) <> 'text' OR typeof(added) <> 'integer' OR typeof(synced) <> 'integer' OR typeof(ignore) <> 'text'
		OR id NOT BETWEEN 1 AND %d OR length(path) > 32768 OR length(ignore) > 1048576`, maxID)},
	{"model", fmt.Sprintf(`typeof(name) <> 'text' OR typeof(dim) <> 'integer' OR typeof(config) <> 'text' OR id NOT BETWEEN 1 AND %d
		OR dim NOT BETWEEN 1 AND %d OR length(name) > 4096 OR length(config) > 1048576`, maxID, maxDim)},
	{"document", fmt.Sprintf(`typeof(path) <> 'text' OR id NOT BETWEEN 1 AND %[1]d OR length(path) > 32768 OR length(title) > 65536
		OR length(author) > 65536 OR length(kind) > 256 OR length(notes) > 1048576 OR length(outcome) > 1048576 OR length(places) > %[2]d
		OR text_bytes NOT BETWEEN 0 AND %[2]d OR first_chunk NOT BETWEEN 0 AND %[1]d OR chunks NOT BETWEEN 0 AND %[2]d OR terms < 0`, maxID, maxUnpacked)},
	{"block", fmt.Sprintf(`typeof(data) <> 'blob' OR length(data) > %d`, 4*blockBytes)},
	{"chunk", fmt.Sprintf(`id NOT BETWEEN 1 AND %d`, maxID)},
	{"vectors", `typeof(data) <> 'blob'`},
	{"word_config", `k <> 'version'`},
}

// examineIncoming looks at a database that somebody else wrote as a whole: that it is one file of whole pages, has our tables and nothing
// else, and is in order. It is only read, and what its schema says is not run.
func examineIncoming(ctx context.Context, path string) (err error) {
	if err := examineHeader(path); err != nil {
		return err
	}
	db, err := connectIncoming(ctx, path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if version, err := inspect(ctx, db, path); err != nil {
		return err
	} else if version != Version {
		return &VersionError{Path: path, Found: version, Want: Version}
	}
	differs, err := differences(ctx, db)
	if err != nil {
		return foreign(err)
	}
	if len(differs) > 0 {
		return fmt.Errorf("%w: %s", ErrForeign, differs[0].name)
	}
	var said string
	if err := db.QueryRowContext(ctx, `PRAGMA quick_check(1)`).Scan(&said); err != nil {
		return foreign(err)
	}
	if said != "ok" {
		return fmt.Errorf("%w: %s", ErrDamaged, said)
	}
	for _, b := range bounds {
		var broken bool
		if err := db.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM `+b.table+` WHERE `+b.broken+`)`).Scan(&broken); err != nil {
			return foreign(err)
		}
		if broken {
			return fmt.Errorf("%w: a row of %s", ErrForeign, b.table)
		}
	}
	return nil
}

// foreign makes of what SQLite says of a database somebody else's fault, where it is not the disk's.
func foreign(err error) error {
	var e *sqlite.Error
	if errors.As(err, &e) && slices.Contains([]int{
		sqlite3.SQLITE_ERROR, sqlite3.SQLITE_TOOBIG, sqlite3.SQLITE_MISMATCH, sqlite3.SQLITE_CONSTRAINT, sqlite3.SQLITE_AUTH,
	}, e.Code()&0xff) {
		return fmt.Errorf("%w: %w", ErrForeign, err)
	}
	return err
}

// connectIncoming opens a database that somebody else wrote, so that it can be read and do nothing.
func connectIncoming(ctx context.Context, path string) (*sql.DB, error) {
	db, err := connect(path, "mode=ro&immutable=1&_defensive=1&_pragma=trusted_schema(0)&_pragma=cell_size_check(1)&_pragma=query_only(0)", 1)
	if err != nil {
		return nil, err
	}
	conn, err := db.Conn(ctx)
	if err == nil {
		err = limit(conn)
		err = errors.Join(err, conn.Close())
	}
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
}

// limit bounds what a connection does: https://www.sqlite.org/limits.html.
func limit(conn *sql.Conn) error {
	for id, value := range map[int]int{
		sqlite3.SQLITE_LIMIT_LENGTH: maxCell, sqlite3.SQLITE_LIMIT_SQL_LENGTH: 1 << 16, sqlite3.SQLITE_LIMIT_COLUMN: 100,
		sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 100, sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH: 1, sqlite3.SQLITE_LIMIT_WORKER_THREADS: 0,
	} {
		if _, err := sqlite.Limit(conn, id, value); err != nil {
			return err
		}
	}
	return nil
}

// adopt makes a new database at part of the rows of the incoming one.
func adopt(ctx context.Context, incoming, part string, opt ImportOptions) error {
	g, err := newGraft(ctx, part)
	if err != nil {
		return err
	}
	err = g.adopt(ctx, incoming, opt)
	if err := errors.Join(err, g.close()); err != nil {
		return err
	}
	found, err := checkFile(ctx, part, opt.CheckOptions)
	if err != nil {
		return err
	}
	for _, f := range found {
		if f.Severity > Note {
			return fmt.Errorf("%w: %s %v", ErrDamaged, f.Code, f.Args)
		}
	}
	return nil
}

func (g *graft) adopt(ctx context.Context, incoming string, opt ImportOptions) error {
	conn, err := g.db.Conn(ctx)
	if err == nil {
		err = errors.Join(limit(conn), conn.Close())
	}
	if err == nil {
		err = g.attach(ctx, incoming)
	}
	if err != nil {
		return err
	}
	if err := g.take(ctx, slices.Concat(graftSettings, graftDocuments)...); err != nil {
		return foreign(err)
	}
	if err := g.words(ctx); err != nil {
		return foreign(err)
	}
	// What it says of itself has to be right before anything is changed.
	var same bool
	now, err := settingsDigest(ctx, g.db)
	if err == nil {
		err = g.db.QueryRowContext(ctx, `SELECT count(*) = 1 FROM old.library WHERE digest = ?`, now).Scan(&same)
	}
	if err != nil {
		return foreign(err)
	}
	if !same {
		return fmt.Errorf("%w: %s", ErrDamaged, CodeSettings)
	}
	return g.localize(ctx, opt)
}

// localize makes a library of this computer of rows that were taken over.
func (g *graft) localize(ctx context.Context, opt ImportOptions) error {
	r := &repair{opt: RepairOptions{Model: opt.Model}, write: g.db}
	if err := g.within(ctx, opt.Within); err != nil {
		return err
	}
	for _, table := range []string{"source", "document"} {
		if err := r.change(ctx, func(tx *sql.Tx) error { return rename(ctx, tx, table, opt.Path) }); err != nil {
			return foreign(err)
		}
	}
	if err := r.change(ctx, func(tx *sql.Tx) error { return keepModels(ctx, tx, opt.Config) }); err != nil {
		return err
	}
	if err := g.complete(ctx, opt.Model); err != nil {
		return err
	}
	if err := r.counters(ctx, nil); err != nil {
		return err
	}
	return r.run(ctx, `DELETE FROM volume`, `UPDATE library SET uid = `+newUID)
}

// within reports documents that are not in their sources.
func (g *graft) within(ctx context.Context, in func(source, path string) bool) error {
	type row struct{ source, path string }
	rows, err := collect(ctx, g.db, func(r *row) []any { return []any{&r.source, &r.path} },
		`SELECT s.path, d.path FROM document d JOIN source s ON s.id = d.source`)
	if err != nil {
		return err
	}
	for _, r := range rows {
		if !in(r.source, r.path) {
			return fmt.Errorf("%w: a document outside of its source", ErrForeign)
		}
	}
	return nil
}

// rename gives the rows of a table the paths that they have here.
func rename(ctx context.Context, tx *sql.Tx, table string, path func(path string) (string, error)) error {
	type row struct {
		id   int64
		path string
	}
	rows, err := collect(ctx, tx, func(r *row) []any { return []any{&r.id, &r.path} }, `SELECT id, path FROM `+table)
	if err != nil {
		return err
	}
	changed := rows[:0]
	for _, r := range rows {
		here, err := path(r.path)
		if err != nil {
			return err
		}
		if here != r.path {
			changed = append(changed, row{r.id, here})
		}
	}
	// First out of each other's way: a path may be the new one of another row.
	if err := insertAll(ctx, tx, `UPDATE `+table+` SET path = ? WHERE id = ?`, len(changed), func(i int) []any {
		return []any{fmt.Sprintf("\x00%d", changed[i].id), changed[i].id}
	}); err != nil {
		return err
	}
	return insertAll(ctx, tx, `UPDATE `+table+` SET path = ? WHERE id = ?`, len(changed), func(i int) []any {
		return []any{changed[i].path, changed[i].id}
	})
}

// keepModels keeps the models that may be kept, as they are configured here. The vectors of the others go with them.
func keepModels(ctx context.Context, tx *sql.Tx, config func(config string) (kept string, keep bool)) error {
	models, err := collect(ctx, tx, func(m *Model) []any { return []any{&m.ID, &m.Config} }, `SELECT id, config FROM model WHERE config <> ''`)
	if err != nil {
		return err
	}
	for _, m := range models {
		kept, keep := config(m.Config)
		if keep {
			_, err = tx.ExecContext(ctx, `UPDATE model SET config = ? WHERE id = ?`, kept, m.ID)
		} else {
			_, err = tx.ExecContext(ctx, `DELETE FROM model WHERE id = ?`, m.ID)
			if err == nil {
				_, err = tx.ExecContext(ctx, `DELETE FROM vectors WHERE model = ?`, m.ID)
			}
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// CreateIncoming creates the file, in a library's folder, that Import reads.
func CreateIncoming(dir string) (*os.File, error) {
	if err := DiscardIncoming(dir); err != nil { // of an import that was cut off
		return nil, err
	}
	return os.OpenFile(filepath.Join(dir, IncomingName), os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
}

// DiscardIncoming removes the file that CreateIncoming made, if it is there.
func DiscardIncoming(dir string) error { return removeDatabase(filepath.Join(dir, IncomingName)) }

// DiskFault gives an error of the disk its name among ours: ErrFull or ErrReadOnly.
func DiskFault(err error) error {
	if err == nil {
		return nil
	}
	return lockFault(err)
}

// A Holding is what a library holds.
type Holding struct {
	Sources             []string // their paths
	Documents, Passages int      // documents that gave text
}

// Contents counts what the library in a folder holds, without opening it for more.
func Contents(ctx context.Context, dir string) (h Holding, err error) {
	db, err := connect(filepath.Join(dir, FileName), "mode=ro", 1)
	if err != nil {
		return h, err
	}
	h.Sources, err = collect(ctx, db, func(s *string) []any { return []any{s} }, `SELECT path FROM source ORDER BY path`)
	if err == nil {
		err = db.QueryRowContext(ctx, `SELECT count(*), coalesce(sum(chunks), 0) FROM document WHERE outcome = ''`).Scan(&h.Documents, &h.Passages)
	}
	if err := errors.Join(err, db.Close()); err != nil {
		return h, fmt.Errorf("count what a library holds: %w", fault(ctx, err))
	}
	return h, nil
}
