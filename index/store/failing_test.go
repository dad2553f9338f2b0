package store_test

import (
	"errors"
	"strings"
	"testing"

	"footnote/index/store"
)

// TestFailedReadIsNoDamage makes a read fail midway, as on a disk that is disconnected. The library must not be reported as damaged for
// that, because the caller would rebuild it.
func TestFailedReadIsNoDamage(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	m := newMaker(1)
	d, chunks := m.document(source(t, s, "/docs"), "/docs/long", 2000) // its text takes many blocks
	chunks = append(chunks, store.Chunk{Start: 0, End: len(d.Text), Body: []string{"everything"}, Vector: m.vector(dim)})
	ok(t, s.Put(t.Context(), d, chunks, s.Serving()))
	ids := must(s.Chunks(t.Context(), 1))(t)
	must(s.Passages(t.Context(), ids))(t)

	const overflow = `abs(-9223372036854775807 - 1)` // an error that SQLite raises when it reaches the row
	for _, statement := range []string{
		`ALTER TABLE block RENAME TO whole_block`,
		`CREATE VIEW block AS SELECT document, start, lines, CASE WHEN start > 20000 THEN ` + overflow + ` ELSE data END AS data FROM whole_block`,
		`ALTER TABLE vectors RENAME TO whole_vectors`,
		`CREATE VIEW vectors AS SELECT model, document, ` + overflow + ` AS data, digest FROM whole_vectors`,
	} {
		must(database(t, dir).Exec(statement))(t)
	}
	_, ofPassages := s.Passages(t.Context(), ids)
	_, ofText := s.Text(t.Context(), d.Path)
	_, ofOpen := store.Open(dir, store.Model{Name: model, Dim: dim})
	for what, err := range map[string]error{"Passages": ofPassages, "Text": ofText, "Open": ofOpen} {
		if err == nil || errors.Is(err, store.ErrDamaged) || !strings.Contains(err.Error(), "overflow") {
			t.Errorf("%s: %v, want the failure itself", what, err)
		}
	}
}
