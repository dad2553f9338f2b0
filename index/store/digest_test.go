package store_test

import (
	"testing"

	"footnote/index/store"
)

// TestEverythingHasADigest holds that what is put has a digest, and that the settings' digest changes with the settings alone.
func TestEverythingHasADigest(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	db := database(t, dir)
	settings := func() (digest string) {
		ok(t, db.QueryRow(`SELECT hex(digest) FROM library`).Scan(&digest))
		return digest
	}
	empty := settings()
	src := source(t, s, "/docs")
	filled := settings()
	if empty == "" || filled == empty {
		t.Errorf("the settings' digest is %q before a source is added and %q after", empty, filled)
	}
	fill(t, s, src, 5)
	if settings() != filled {
		t.Error("the settings' digest changes with documents")
	}
	for table, query := range map[string]string{
		"document": `SELECT count(*) FROM document WHERE length(digest) <> 16 OR stamp = 0 OR words = 0`,
		"vectors":  `SELECT count(*) FROM vectors WHERE length(digest) <> 16`,
	} {
		var n int
		ok(t, db.QueryRow(query).Scan(&n))
		if n > 0 {
			t.Errorf("%d rows of %s have no digest", n, table)
		}
	}
	ok(t, s.Change(t.Context(), store.Model{Name: "another", Dim: dim}))
	if settings() == filled {
		t.Error("the settings' digest does not change with the models")
	}
}
