package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// A check that can't fail is worth nothing. So a fault can be planted: after the program was killed and before the checks, something is done to the
// library or beside it that the program must never do. A trial that does not report it is broken.

// plants are the faults that can be planted, by name: statements for the library's database, or changes to the stage.
var plants = map[string]any{
	"block":   `DELETE FROM block WHERE rowid = (SELECT max(rowid) FROM block)`,
	"text":    `UPDATE block SET data = (SELECT data FROM block WHERE rowid = (SELECT min(rowid) FROM block)) WHERE rowid = (SELECT max(rowid) FROM block)`,
	"span":    `UPDATE chunk SET start = start + 1 WHERE id = (SELECT max(id) FROM chunk)`,
	"chunk":   `DELETE FROM chunk WHERE id = (SELECT max(id) FROM chunk)`,
	"word":    `DELETE FROM word WHERE rowid = (SELECT max(rowid) FROM word)`,
	"vector":  `UPDATE vectors SET data = zeroblob(length(data)) WHERE rowid = (SELECT max(rowid) FROM vectors)`,
	"vectors": `DELETE FROM vectors WHERE rowid = (SELECT max(rowid) FROM vectors)`,
	"title":   `UPDATE document SET title = 'Another' WHERE id = (SELECT max(id) FROM document)`,
	"lost":    `DELETE FROM document WHERE id = (SELECT min(id) FROM document)`,
	"file":    func(s *stage) error { return appendTo(s.someDocument(), "x") },
	"time":    func(s *stage) error { return os.Chtimes(s.someDocument(), time.Time{}, time.Now()) },
	"gone":    func(s *stage) error { return os.Remove(s.someDocument()) },
	"stray":   func(s *stage) error { return os.WriteFile(s.path("home", "stray"), nil, 0o600) },
	"left":    func(s *stage) error { return os.WriteFile(filepath.Join(s.library(), "left"), nil, 0o600) },
}

// plant plants the fault that was asked for, if any, on a library in a folder.
func (k *killing) plant(ctx context.Context, r *round, place string) error {
	switch fault := plants[r.plan.plant].(type) {
	case func(*stage) error:
		return fault(k.stage)
	case string:
		db, err := sql.Open("sqlite", filepath.Join(place, libraryFiles[0]))
		if err == nil {
			_, err = db.ExecContext(ctx, fault)
			err = errors.Join(err, db.Close())
		}
		if err != nil {
			return fmt.Errorf("plant: %w", err)
		}
	}
	return nil
}

// plantNames are the names of the faults that can be planted.
func plantNames() string { return strings.Join(slices.Sorted(maps.Keys(plants)), ", ") }

func (s *stage) someDocument() string { return s.path("more", "sleep.docx") }

func appendTo(path, text string) (err error) {
	f, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	_, err = f.WriteString(text)
	return errors.Join(err, f.Close())
}
