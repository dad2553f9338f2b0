package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// maxSaid bounds how many lines of SQLite's own check are kept.
const maxSaid = 20

// header looks whether the file is a library of this version.
func (c *check) header(ctx context.Context) (goOn bool, err error) {
	version, err := inspect(ctx, c.db, c.path)
	var other *VersionError
	switch {
	case err == nil && version == Version:
		return true, nil
	case errors.Is(err, errEmpty): // opening makes it a library
		return false, nil
	case err == nil:
		c.note(CodeEarlier, Note, RepairNone, strconv.Itoa(version), strconv.Itoa(Version))
		_, err = c.structure(ctx)
		return false, err
	case !errors.Is(err, ErrNotLibrary) && !errors.As(err, &other):
		return false, err
	}
	differs, shapeErr := differences(ctx, c.db)
	switch {
	case shapeErr != nil:
		return false, shapeErr
	case len(differs) == 0:
		c.note(CodeHeader, Damage, RepairSimple)
		return true, nil
	case other != nil && other.Found > Version:
		c.note(CodeLater, Warning, RepairNone, strconv.Itoa(other.Found), strconv.Itoa(Version))
	case errors.Is(err, ErrNotLibrary) && len(differs) > len(foreignTables):
		c.note(CodeForeign, Warning, RepairNone)
	default:
		c.note(CodeUnreadable, Damage, RepairRebuild, err.Error())
	}
	return false, nil
}

// foreignTables are our tables whose names another program's database may have by chance.
var foreignTables = [...]string{"document", "source", "model"}

// shape compares the tables and indexes with the ones that this version makes.
func (c *check) shape(ctx context.Context) (goOn bool, err error) {
	differs, err := differences(ctx, c.db)
	if err != nil {
		return false, err
	}
	goOn = true
	for _, d := range differs {
		severity := Damage
		if d.extra {
			severity = Warning
		} else {
			goOn = false
		}
		c.note(CodeSchema, severity, RepairRebuild, d.name)
	}
	return goOn, nil
}

// A difference is an object of a database that is not as this version makes it.
type difference struct {
	name  string
	extra bool // it is none of ours
}

// differences compares a database's objects with those that this version makes, however the database came to have them.
func differences(ctx context.Context, db querier) (found []difference, err error) {
	fresh, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, fresh.Close()) }()
	fresh.SetMaxOpenConns(1) // each connection has a memory of its own
	if _, err := fresh.ExecContext(ctx, creation()); err != nil {
		return nil, err
	}
	want, err := objects(ctx, fresh)
	if err != nil {
		return nil, err
	}
	got, err := objects(ctx, db)
	if err != nil {
		return nil, err
	}
	for _, name := range slices.Sorted(maps.Keys(want)) {
		if got[name] != want[name] {
			found = append(found, difference{name, false})
		}
	}
	for _, name := range slices.Sorted(maps.Keys(got)) {
		if _, ours := want[name]; !ours {
			found = append(found, difference{name, true})
		}
	}
	return found, nil
}

// objects describes each table, index, view and trigger of a database so that two descriptions are the same where the objects are.
// The order of a table's columns does not count: an upgrade adds them at the end.
func objects(ctx context.Context, db querier) (map[string]string, error) {
	type object struct{ kind, name, table, statement string }
	all, err := collect(ctx, db, func(o *object) []any { return []any{&o.kind, &o.name, &o.table, &o.statement} },
		`SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema`)
	if err != nil {
		return nil, err
	}
	described := map[string]string{}
	for _, o := range all {
		text := []string{o.kind, o.table}
		switch {
		case o.kind == "index":
			text, err = lines(ctx, db, text, `SELECT coalesce(name, ''), "desc", coll, key FROM pragma_index_xinfo(?)`, o.name)
		case o.kind == "table" && !strings.HasPrefix(o.statement, "CREATE VIRTUAL"):
			text, err = lines(ctx, db, text, `
				SELECT name, upper(type), "notnull", coalesce(dflt_value, ''), pk || ' ' || hidden FROM pragma_table_xinfo(?) ORDER BY name`, o.name)
			if err == nil {
				text, err = lines(ctx, db, text, `SELECT "table", "from", coalesce("to", ''), on_delete FROM pragma_foreign_key_list(?) ORDER BY "from"`, o.name)
			}
		default:
			text = append(text, strings.Join(strings.Fields(o.statement), " "))
		}
		if err != nil {
			return nil, err
		}
		described[o.name] = strings.Join(text, "\n")
	}
	return described, nil
}

// lines appends the rows of a query about an object to text, one a line.
func lines(ctx context.Context, db querier, text []string, query, object string) ([]string, error) {
	rows, err := db.QueryContext(ctx, query, object)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }() // rows.Err tells
	columns, err := rows.Columns()
	if err != nil {
		return nil, err
	}
	values, into := make([]sql.RawBytes, len(columns)), make([]any, len(columns))
	for i := range values {
		into[i] = &values[i]
	}
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return nil, err
		}
		text = append(text, fmt.Sprintf("%q", values))
	}
	return text, rows.Err()
}

// structure has SQLite check its own order: the pages of each table and its indexes, and the keyword index's. Where others are to get a
// turn, one table is checked after the other. Else all is checked at once, with the pages that no table has, and the tables one by one only
// where something is wrong.
func (c *check) structure(ctx context.Context) (goOn bool, err error) {
	before, whole := len(c.found), []string{"ok"}
	if c.Rest == nil {
		whole, err = collect(ctx, c.db, func(s *string) []any { return []any{s} }, fmt.Sprintf(`PRAGMA integrity_check(%d)`, maxSaid))
		if words, broken := c.broken(err); broken {
			whole, err = append(whole, words), nil
		}
		if err != nil || isOK(whole) {
			return err == nil, err
		}
	}
	tables, err := collect(ctx, c.db, func(s *string) []any { return []any{s} },
		`SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY rootpage`)
	if err != nil {
		return false, err
	}
	for _, table := range append([]string{"sqlite_schema"}, tables...) {
		said, err := collect(ctx, c.db, func(s *string) []any { return []any{s} },
			fmt.Sprintf(`PRAGMA integrity_check('%s')`, strings.ReplaceAll(table, "'", "''")))
		if words, broken := c.broken(err); broken {
			said, err = append(said, words), nil
		}
		if err != nil {
			return false, err
		}
		if !isOK(said) {
			code, repair := CodeStructure, RepairRebuild
			if table == "word" || strings.HasPrefix(table, "word_") {
				code, repair = CodeKeywords, RepairWords
			}
			c.note(code, Damage, repair, said[:min(len(said), maxSaid)]...)
		}
		if err := c.rest(ctx); err != nil {
			return false, err
		}
	}
	if len(c.found) == before && !isOK(whole) { // it is no table's
		c.note(CodeStructure, Damage, RepairRebuild, whole...)
	}
	return true, nil
}

// isOK reports whether an integrity check found nothing.
func isOK(said []string) bool { return len(said) == 1 && said[0] == "ok" }

// settings compares the small tables with their digest and with each other, and the ids that come next with those that there are.
func (c *check) settings(ctx context.Context) (goOn bool, err error) {
	err = c.within(ctx, func(tx *sql.Tx) error {
		var digest []byte
		var rows int
		if err := tx.QueryRowContext(ctx, `SELECT count(*), coalesce(max(digest), x'') FROM library`).Scan(&rows, &digest); err != nil {
			return err
		}
		now, err := settingsDigest(ctx, tx)
		if err != nil {
			return err
		}
		if rows != 1 || string(digest) != string(now) {
			c.note(CodeSettings, Damage, RepairSimple)
		}
		for query, code := range map[string]Code{
			`SELECT count(*) = 0 FROM model, library WHERE model.id = serving AND dim > 0`: CodeModels,
			`SELECT next_chunk <= coalesce((SELECT max(id) FROM chunk), 0)
				OR next_chunk < coalesce((SELECT max(first_chunk + chunks) FROM document), 0) FROM library`: CodeCounters,
			`SELECT count(*) > 0 FROM (SELECT 'source' AS name, max(id) AS last FROM source UNION ALL SELECT 'document', max(id) FROM document
				UNION ALL SELECT 'model', max(id) FROM model) AS have LEFT JOIN sqlite_sequence USING (name)
				WHERE last > coalesce(seq, 0)`: CodeCounters,
		} {
			var wrong bool
			if err := tx.QueryRowContext(ctx, query).Scan(&wrong); err != nil {
				return err
			}
			if wrong {
				c.note(code, Damage, RepairSimple)
			}
		}
		return nil
	})
	return true, err
}

// references looks for rows that belong to nothing.
func (c *check) references(ctx context.Context) (goOn bool, err error) {
	err = c.within(ctx, func(tx *sql.Tx) error {
		for _, o := range orphans {
			var n int
			if err := tx.QueryRowContext(ctx, `SELECT count(*) FROM `+o.table+` WHERE `+o.which).Scan(&n); err != nil {
				return err
			}
			if n > 0 {
				c.note(CodeOrphans, o.severity, RepairSimple, o.table, strconv.Itoa(n))
			}
		}
		return nil
	})
	return true, err
}

// orphans are the rows that belong to nothing. Those of the keyword index are found by keywords.
var orphans = [...]struct {
	table, which string
	severity     Severity
}{
	{"document", `source NOT IN (SELECT id FROM source)`, Damage},
	{"volume", `source NOT IN (SELECT id FROM source)`, Damage},
	{"block", `document NOT IN (SELECT id FROM document)`, Damage},
	{"chunk", `document NOT IN (SELECT id FROM document)`, Damage},
	{"vectors", `document NOT IN (SELECT id FROM document) OR model NOT IN (SELECT id FROM model)`, Damage},
	{"model", `id NOT IN (SELECT serving FROM library UNION ALL SELECT coming FROM library UNION ALL SELECT former FROM library)`, Warning},
}
