package store_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

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

// TestDigestsAreAdded holds that libraries of earlier versions get digests that the check agrees with, and then find damage.
func TestDigestsAreAdded(t *testing.T) {
	libraries := must(filepath.Glob("testdata/version*.db.zst"))(t)
	for _, library := range libraries {
		dir := unpackLibrary(t, library)
		s := open(t, dir)
		if must(s.Digested(t.Context()))(t) != strings.Contains(library, "version6") {
			t.Fatalf("%s has digests, or has lost them", library)
		}
		ok(t, s.AddDigests(t.Context(), store.CheckOptions{}))
		if !must(s.Digested(t.Context()))(t) {
			t.Errorf("%s lacks digests", library)
		}
		consistent(t, dir, s)
		if found := must(store.Check(t.Context(), dir, store.CheckOptions{}))(t); len(found) > 0 {
			t.Errorf("%s: %+v", library, found)
		}
		if _, err := database(t, dir).Exec(`UPDATE document SET title = 'Another' WHERE id = 2`); err != nil {
			t.Fatal(err)
		}
		if found := check(t, dir); len(found) != 1 || found[0].Code != store.CodeDocument {
			t.Errorf("%s: %+v", library, found)
		}
	}
}

// TestDigestsAreAddedWhileOthersWrite cancels the adding again and again, and writes in between.
func TestDigestsAreAddedWhileOthersWrite(t *testing.T) {
	dir := checkedLibrary(t)
	s := open(t, dir)
	if _, err := database(t, dir).Exec(`UPDATE document SET digest = x'', stamp = 0, words = 0; UPDATE vectors SET digest = x''`); err != nil {
		t.Fatal(err)
	}
	m := newMaker(3)
	for n := 0; !must(s.Digested(t.Context()))(t); n++ {
		ctx, cancel := context.WithCancel(t.Context())
		rests := 0
		err := s.AddDigests(ctx, store.CheckOptions{Rest: func(context.Context, time.Duration) error {
			d, chunks := m.document(1, fmt.Sprintf("/docs/1/%d.txt", n+rests), 2)
			ok(t, s.Put(t.Context(), d, chunks, s.Serving()))
			ok(t, s.Touch(t.Context(), int64(20+n), 5, time.Unix(9, 9), store.Attempts{}))
			if rests++; rests > n {
				cancel()
			}
			return ctx.Err()
		}})
		cancel()
		if err != nil && !errors.Is(err, context.Canceled) {
			t.Fatal(err)
		}
		if n > 50 {
			t.Fatal("it does not end")
		}
	}
	consistent(t, dir, nil)
}

func TestChecked(t *testing.T) {
	s := open(t, t.TempDir())
	if at := must(s.Checked(t.Context()))(t); !at.IsZero() {
		t.Errorf("a new library was checked at %v", at)
	}
	now := time.Unix(1700000000, 5)
	ok(t, s.MarkChecked(t.Context(), now))
	if at := must(s.Checked(t.Context()))(t); !at.Equal(now) {
		t.Errorf("checked at %v, want %v", at, now)
	}
}
