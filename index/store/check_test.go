package store_test

import (
	"context"
	"database/sql"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"

	"footnote/index/store"
)

var flips = flag.Int("flips", 300, "how many bytes TestAnyFlippedByteIsFound changes, one at a time")

// checkedLibrary makes a library of two sources, 40 documents and vectors of two models, closes it, and returns its folder.
func checkedLibrary(t testing.TB) string {
	t.Helper()
	dir := t.TempDir()
	s := open(t, dir)
	fill(t, s, source(t, s, "/docs/1"), 30)
	fill(t, s, source(t, s, "/docs/2"), 10)
	ok(t, s.SetIgnore(t.Context(), 2, "drafts/"))
	ok(t, s.SetVolumes(t.Context(), 1, []store.Volume{{ID: "disk"}, {Path: "usb", ID: "stick", Offline: 1, Documents: 2}}))
	ok(t, s.Change(t.Context(), store.Model{Name: "another", Dim: 4}))
	m := must(s.Models(t.Context()))(t)
	for _, lack := range must(s.Lacking(t.Context(), *m.Coming, 0, 5))(t) {
		vectors := make([][]float32, lack.Chunks)
		for i := range vectors {
			vectors[i] = []float32{1, 2, 3, float32(i)}
		}
		ok(t, s.Fill(t.Context(), *m.Coming, lack.Document, vectors))
	}
	ok(t, s.Close())
	return dir
}

// check returns the findings that are more than notes.
func check(t testing.TB, dir string) (found []store.Finding) {
	t.Helper()
	all := must(store.Check(t.Context(), dir, store.CheckOptions{}))(t)
	return slices.DeleteFunc(all, func(f store.Finding) bool { return f.Severity == store.Note })
}

func TestCheckOfASoundLibrary(t *testing.T) {
	dir := checkedLibrary(t)
	before := must(os.ReadFile(filepath.Join(dir, store.FileName)))(t)
	var shares []float64
	found := must(store.Check(t.Context(), dir, store.CheckOptions{Report: func(share float64) { shares = append(shares, share) }}))(t)
	if len(found) > 0 {
		t.Errorf("found %+v in a sound library", found)
	}
	if !slices.IsSorted(shares) || shares[len(shares)-1] != 1 {
		t.Errorf("reported %v", shares)
	}
	if after := must(os.ReadFile(filepath.Join(dir, store.FileName)))(t); string(before) != string(after) {
		t.Error("the check changed the database")
	}
	if _, err := store.Check(t.Context(), t.TempDir(), store.CheckOptions{}); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("without a library: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := store.Check(ctx, dir, store.CheckOptions{}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

// TestAnyFlippedByteIsFound changes one byte of a library at a time. Wherever the database then holds anything else, the check says so.
func TestAnyFlippedByteIsFound(t *testing.T) {
	dir := checkedLibrary(t)
	path := filepath.Join(dir, store.FileName)
	sound := must(os.ReadFile(path))(t)
	want := contents(path)
	r := rand.New(rand.NewPCG(19, 5))
	damaged := filepath.Join(t.TempDir(), store.FileName)
	matters := 0
	for range *flips {
		at, bit := r.IntN(len(sound)), byte(1)<<r.IntN(8)
		data := slices.Clone(sound)
		data[at] ^= bit
		ok(t, os.WriteFile(damaged, data, 0o600))
		got := contents(damaged)
		for _, suffix := range []string{"-wal", "-shm"} {
			_ = os.Remove(damaged + suffix) // the next byte begins anew
		}
		if got == want {
			continue
		}
		matters++
		if len(check(t, filepath.Dir(damaged))) == 0 {
			t.Errorf("bit %08b of byte %d (page %d, byte %d of it) is not found: %s", bit, at, 1+at/4096, at%4096, difference(want, got))
		}
	}
	t.Logf("%d of %d flipped bytes changed what the library holds", matters, *flips)
	if matters < *flips/10 {
		t.Errorf("only %d of %d flipped bytes mattered", matters, *flips)
	}
}

// contents is all that a database holds, in a text, or why it cannot be read. What is left out counts up with each write, and only that
// it be high enough matters; or is the keyword index's own.
func contents(path string) string {
	db, err := sql.Open("sqlite", "file:"+path+"?mode=ro")
	if err != nil {
		return err.Error()
	}
	defer func() { _ = db.Close() }()
	db.SetMaxOpenConns(1)
	unpack, err := zstd.NewReader(nil, zstd.WithDecoderMaxMemory(1<<24))
	if err != nil {
		return err.Error()
	}
	defer unpack.Close()
	var all strings.Builder
	for _, query := range []string{
		`PRAGMA application_id`, `PRAGMA user_version`,
		`CREATE VIRTUAL TABLE temp.instance USING fts5vocab(main, word, instance)`,
		`SELECT CAST(type AS TEXT), CAST(name AS TEXT), CAST(tbl_name AS TEXT) FROM sqlite_schema`,
		`SELECT quote(id), quote(serving), quote(coming), quote(former), quote(paused), quote(uid), quote(digest) FROM library`,
		`SELECT quote(id), quote(path), quote(added), quote(synced), quote(ignore) FROM source`,
		`SELECT quote(source), quote(path), quote(id), quote(offline), quote(documents) FROM volume NOT INDEXED`,
		`SELECT quote(id), quote(name), quote(dim), quote(config) FROM model`,
		`SELECT quote(id), quote(source), quote(path), quote(size), quote(modified), quote(edition), quote(hash), quote(title), quote(author),
			quote(kind), quote(date), quote(notes), quote(outcome), places, quote(text_bytes), quote(first_chunk), quote(chunks), quote(terms),
			quote(digest), quote(stamp), quote(words), quote(attempts), quote(tried) FROM document NOT INDEXED`,
		`SELECT quote(document), quote(start), quote(lines), data FROM block NOT INDEXED`,
		`SELECT quote(id), quote(document), quote(start), quote(stop) FROM chunk NOT INDEXED`,
		`SELECT quote(model), quote(document), quote(data), quote(digest) FROM vectors NOT INDEXED`,
		`SELECT quote(term), quote(doc) FROM temp.instance`,
	} {
		rows, err := db.Query(query)
		if err != nil {
			return all.String() + err.Error()
		}
		columns, _ := rows.Columns()
		values, into := make([]any, len(columns)), make([]any, len(columns))
		for i := range values {
			into[i] = &values[i]
		}
		for rows.Next() {
			if err := rows.Scan(into...); err != nil {
				break
			}
			for _, v := range values {
				if packed, ok := v.([]byte); ok { // two frames may hold the same
					plain, err := unpack.DecodeAll(packed, nil)
					v = fmt.Sprintf("%q %v", plain, err)
				}
				fmt.Fprintf(&all, "%v ", v)
			}
			fmt.Fprintln(&all)
		}
		err = errors.Join(rows.Err(), rows.Close())
		if err != nil {
			return all.String() + err.Error()
		}
	}
	return all.String()
}

// difference is the first line in which two texts differ.
func difference(want, got string) string {
	a, b := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return fmt.Sprintf("%.300s\nis\n%.300s", a[i], b[i])
		}
	}
	return fmt.Sprintf("%d lines are %d", len(a), len(b))
}
