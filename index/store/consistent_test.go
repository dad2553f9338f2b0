package store_test

import (
	"fmt"
	"testing"

	"footnote/index/store"
)

// consistent checks the invariants of the library on disk: every reference has its target, and every chunk has its words and its vector. If
// s is not nil, consistent also compares s with the disk.
func consistent(t testing.TB, dir string, s *store.Store) {
	t.Helper()
	db := database(t, dir)
	var check string
	serving := dim
	if s != nil {
		serving = s.Serving().Dim
	}
	ok(t, db.QueryRow(`PRAGMA integrity_check`).Scan(&check))
	if check != "ok" {
		t.Errorf("integrity check: %s", check)
	}
	if _, err := db.Exec(`INSERT INTO word (word) VALUES ('integrity-check')`); err != nil {
		t.Errorf("integrity check of the keyword index: %v", err)
	}
	for what, query := range map[string]string{
		"broken references":                  `SELECT count(*) FROM pragma_foreign_key_check`,
		"chunks without words":               `SELECT count(*) FROM chunk WHERE id NOT IN (SELECT rowid FROM word)`,
		"words without a chunk":              `SELECT count(*) FROM word WHERE rowid NOT IN (SELECT id FROM chunk)`,
		"documents with a wrong chunk count": `SELECT count(*) FROM document d WHERE chunks <> (SELECT count(*) FROM chunk c WHERE c.document = d.id)`,
		"chunks outside their document's ids": `SELECT count(*) FROM chunk c JOIN document d ON d.id = c.document
			WHERE c.id < d.first_chunk OR c.id >= d.first_chunk + d.chunks`,
		"chunks outside their text": `SELECT count(*) FROM chunk c JOIN document d ON d.id = c.document WHERE c.start < 0 OR c.stop > d.text_bytes`,
		"documents without vectors": fmt.Sprintf(`SELECT count(*) FROM document d WHERE chunks > 0 AND
			chunks * %d <> coalesce((SELECT length(data) FROM vectors v WHERE v.document = d.id AND v.model = (SELECT serving FROM library)), 0)`,
			serving),
		"documents without text": `SELECT count(*) FROM document d WHERE text_bytes > 0 AND NOT EXISTS (SELECT 1 FROM block b WHERE b.document = d.id)`,
	} {
		var n int
		ok(t, db.QueryRow(query).Scan(&n))
		if n != 0 {
			t.Errorf("%d %s", n, what)
		}
	}
	for _, f := range must(store.Check(t.Context(), dir, store.CheckOptions{}))(t) {
		if f.Severity != store.Note {
			t.Errorf("the check finds %+v", f)
		}
	}
	if s == nil {
		return
	}
	var chunks int
	ok(t, db.QueryRow(`SELECT count(*) FROM chunk`).Scan(&chunks))
	must(s.Refresh(t.Context()))(t)
	if n, _ := s.Averages(); n != chunks {
		t.Errorf("the store counts %d chunks, the database %d", n, chunks)
	}
	if near := must(vectors(t, s).Nearest(t.Context(), newMaker(5).vector(serving), chunks+1, nil))(t); len(near) != chunks {
		t.Errorf("the store has %d vectors for %d chunks", len(near), chunks)
	}
	if n := vectors(t, s).Collection().Count(); n != chunks {
		t.Errorf("the collection has %d vectors for %d chunks", n, chunks)
	}
}
