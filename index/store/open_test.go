package store_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/klauspost/compress/zstd"

	"footnote/index/doc"
	"footnote/index/store"
)

func TestOpenCreates(t *testing.T) {
	for _, name := range []string{"a/b/c", "with space", "100% #1?x=y&z;'quoted'", "ünïcödé 漢字"} {
		dir := filepath.Join(t.TempDir(), name)
		s := open(t, dir)
		fill(t, s, source(t, s, "/docs"), 2)
		if _, err := os.Stat(filepath.Join(dir, store.FileName)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if size := must(s.Size())(t); size < 10_000 {
			t.Errorf("%s: a size of %d bytes", name, size)
		}
	}
}

func TestOpenRefuses(t *testing.T) {
	var version *store.VersionError
	garbage := func(size int) func(t *testing.T, path string) {
		return func(t *testing.T, path string) {
			ok(t, os.WriteFile(path, bytes.Repeat([]byte("not a database. "), size/16+1)[:size], 0o600))
		}
	}
	execute := func(statements string) func(t *testing.T, path string) {
		return func(t *testing.T, path string) {
			if _, err := database(t, filepath.Dir(path)).Exec(statements); err != nil {
				t.Fatal(err)
			}
		}
	}
	filled := func(t *testing.T, path string) {
		s := open(t, filepath.Dir(path))
		fill(t, s, source(t, s, "/docs"), 30)
		ok(t, s.Close())
	}
	tests := map[string]struct {
		make []func(t *testing.T, path string)
		dim  int
		is   error
		as   any
	}{
		"a few bytes of something else": {make: []func(*testing.T, string){garbage(10)}, is: store.ErrNotLibrary},
		"a file of something else":      {make: []func(*testing.T, string){garbage(50_000)}, is: store.ErrNotLibrary},
		"another program's database":    {make: []func(*testing.T, string){execute(`CREATE TABLE t (x)`)}, is: store.ErrNotLibrary},
		"a later version":               {make: []func(*testing.T, string){filled, execute(`PRAGMA user_version = 99`)}, as: &version},
		"no version":                    {make: []func(*testing.T, string){filled, execute(`PRAGMA user_version = 0`)}, as: &version},
		"no dimension":                  {dim: -1},
		"overwritten in the middle": {make: []func(*testing.T, string){filled, func(t *testing.T, path string) {
			data := must(os.ReadFile(path))(t)
			copy(data[4096:], bytes.Repeat([]byte{0xAA}, len(data)-4096))
			ok(t, os.WriteFile(path, data, 0o600))
		}}, is: store.ErrDamaged},
		"cut short": {make: []func(*testing.T, string){filled, func(t *testing.T, path string) {
			ok(t, os.Truncate(path, 3*4096))
		}}, is: store.ErrDamaged},
		"vectors cut short": {make: []func(*testing.T, string){filled, execute(`UPDATE vectors SET data = x'01'`)}, is: store.ErrDamaged},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			path := filepath.Join(dir, store.FileName)
			for _, make := range test.make {
				make(t, path)
			}
			before, _ := os.ReadFile(path) // there may be none
			if test.dim == 0 {
				test.dim = dim
			}
			s, err := store.Open(dir, store.Model{Name: model, Dim: test.dim})
			if err == nil {
				_ = s.Close()
				t.Fatal("got no error")
			}
			if test.is != nil && !errors.Is(err, test.is) {
				t.Errorf("got %v, want %v", err, test.is)
			}
			if test.as != nil && !errors.As(err, test.as) {
				t.Errorf("got %v, want a %T", err, test.as)
			}
			if after, _ := os.ReadFile(path); !bytes.Equal(before, after) {
				t.Error("the file was changed")
			}
		})
	}
	if version.Found != 0 && version.Found != 99 || version.Want != store.Version || !strings.HasSuffix(version.Path, store.FileName) {
		t.Errorf("got %+v", version)
	}
}

// TestOpenUpgrades checks that libraries of earlier versions open and keep all they hold.
func TestOpenUpgrades(t *testing.T) {
	libraries, err := filepath.Glob("testdata/version*.db.zst")
	if err != nil || len(libraries) != store.Version-1 {
		t.Fatalf("libraries of earlier versions: %v, %v; want %d", libraries, err, store.Version-1)
	}
	uids := map[string]bool{}
	for _, library := range libraries {
		dir := unpackLibrary(t, library)
		for range 2 { // the second time, it is of this version
			s := open(t, dir)
			sources := must(s.Sources(t.Context()))(t)
			if len(sources) != 1 || sources[0].Documents != 3 || sources[0].Ignore != "" {
				t.Fatalf("%s: %+v", library, sources)
			}
			m := newMaker(1) // the same documents as fill makes
			for i := range 3 {
				want, _ := m.document(1, fmt.Sprintf("/docs/1/%d.txt", i), 1+i)
				if got := must(s.Text(t.Context(), want.Path))(t); got.Text != want.Text {
					t.Errorf("%s: the text of %s is %q, want %q", library, want.Path, got.Text, want.Text)
				}
			}
			for _, f := range must(s.Facts(t.Context()))(t) {
				if d := must(s.Text(t.Context(), f.Path))(t); d.Date != 0 || f.Date != doc.DayOf(d.ModTime) {
					t.Errorf("%s: %s is dated %v, and its file %v", library, f.Path, f.Date, d.ModTime)
				}
			}
			if n := vectors(t, s).Collection().Count(); n != 6 {
				t.Errorf("%s: %d vectors, want 6", library, n)
			}
			var uid string
			ok(t, database(t, dir).QueryRow(`SELECT uid FROM library`).Scan(&uid))
			uids[uid] = true
			consistent(t, dir, s)
			ok(t, s.Close())
		}
	}
	if len(uids) != len(libraries) {
		t.Errorf("%d libraries, opened twice, have the ids %v", len(libraries), uids)
	}
	sameSchema(t, unpackLibrary(t, libraries[0]))
}

// TestUpgradeOfDates checks that the dates of version 4, nanoseconds in UTC, become the same days in UTC.
func TestUpgradeOfDates(t *testing.T) {
	dir := unpackLibrary(t, "testdata/version4.db.zst")
	db := database(t, dir)
	at := func(s string) int64 { return must(time.Parse(time.RFC3339Nano, s))(t).UnixNano() }
	var paths []string
	rows := must(db.Query(`SELECT path FROM document ORDER BY id`))(t)
	for rows.Next() {
		var path string
		ok(t, rows.Scan(&path))
		paths = append(paths, path)
	}
	ok(t, rows.Err())
	tests := []struct {
		date int64
		day  doc.Day
	}{{at("2024-01-01T00:00:00Z"), 2024_01_01}, {at("1969-12-31T23:59:59.5Z"), 1969_12_31}, {0, 0}}
	if len(paths) < len(tests) {
		t.Fatalf("%d documents, want %d at least", len(paths), len(tests))
	}
	for i, test := range tests {
		_, err := db.Exec(`UPDATE document SET date = ? WHERE path = ?`, test.date, paths[i])
		ok(t, err)
	}
	s := open(t, dir)
	for i, test := range tests {
		if d := must(s.Text(t.Context(), paths[i]))(t); d.Date != test.day || d.ModTime.IsZero() {
			t.Errorf("%d became %q, want %q; the file's time is %v", test.date, d.Date, test.day, d.ModTime)
		}
	}
	consistent(t, dir, s)
}

// TestUpgradeOfSentences checks that no sentence of version 5 is kept or read: its documents say that they are of an earlier version, and are
// of no edition, so that the next sync reads them again. A document without a sentence keeps its edition and its digest.
func TestUpgradeOfSentences(t *testing.T) {
	dir := unpackLibrary(t, "testdata/version5.db.zst")
	db := database(t, dir)
	for path, sentences := range map[string][2]string{
		"/docs/1/0.txt": {"", ""}, "/docs/1/1.txt": {"a PDF that needs a password: unlock it to have it read", ""}, "/docs/1/2.txt": {"", "a scan"},
	} {
		_, err := db.Exec(`UPDATE document SET edition = 6, attempts = 3, tried = 5, note = ?, reason = ? WHERE path = ?`, sentences[0], sentences[1], path)
		ok(t, err)
	}
	earlier := doc.NewOutcome(doc.CodeEarlierVersion)
	s := open(t, dir)
	stamps := must(s.Stamps(t.Context(), 1))(t)
	for path, want := range map[string]store.Stamp{
		"/docs/1/0.txt": {Edition: 6, Attempts: store.Attempts{Count: 3, Last: time.Unix(0, 5)}},
		"/docs/1/1.txt": {Trouble: doc.Notes{earlier}},
		"/docs/1/2.txt": {Trouble: doc.Notes{earlier}, Failed: true},
	} {
		got := stamps[path]
		if got.Edition != want.Edition || got.Failed != want.Failed || !reflect.DeepEqual(got.Trouble, want.Trouble) ||
			got.Attempts.Count != want.Attempts.Count || !got.Attempts.Last.Equal(want.Attempts.Last) {
			t.Errorf("%s is %+v, want %+v", path, got, want)
		}
	}
	if got, want := must(s.Failures(t.Context()))(t), []store.Failure{{Path: "/docs/1/2.txt", Outcome: earlier}}; !reflect.DeepEqual(got, want) {
		t.Errorf("failures are %+v, want %+v", got, want)
	}
	var undigested int
	ok(t, db.QueryRow(`SELECT count(*) FROM document WHERE length(digest) = 0`).Scan(&undigested))
	if undigested != 2 {
		t.Errorf("%d documents have no digest, want the 2 that had a sentence", undigested)
	}
}

// sameSchema checks that an upgraded library has the columns of a new one.
func sameSchema(t *testing.T, upgraded string) {
	t.Helper()
	columns := func(dir string) (all []string) {
		ok(t, open(t, dir).Close())
		rows := must(database(t, dir).Query(`
			SELECT m.name || '.' || p.name || ' ' || p.type || ' ' || p."notnull" || ' ' || coalesce(p.dflt_value, '')
			FROM sqlite_schema m JOIN pragma_table_info(m.name) p WHERE m.type = 'table' ORDER BY 1`))(t)
		defer func() { _ = rows.Close() }()
		for rows.Next() {
			var one string
			ok(t, rows.Scan(&one))
			all = append(all, one)
		}
		ok(t, rows.Err())
		return all
	}
	made := t.TempDir()
	if got, want := columns(upgraded), columns(made); !slices.Equal(got, want) {
		t.Errorf("an upgraded library has the columns\n%s\nand a new one\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// TestNewLibrariesHaveIDs checks that each new library has its own id of 128 bits.
func TestNewLibrariesHaveIDs(t *testing.T) {
	seen := map[string]bool{}
	for range 3 {
		dir := t.TempDir()
		open(t, dir)
		var uid string
		ok(t, database(t, dir).QueryRow(`SELECT uid FROM library`).Scan(&uid))
		if len(uid) != 32 || seen[uid] {
			t.Errorf("the id %q", uid)
		}
		seen[uid] = true
	}
}

// unpackLibrary unpacks a library of testdata and returns its folder.
func unpackLibrary(t *testing.T, library string) (dir string) {
	t.Helper()
	packed := must(os.Open(library))(t)
	defer packed.Close()
	dir = t.TempDir()
	file := must(os.Create(filepath.Join(dir, store.FileName)))(t)
	must(io.Copy(file, must(zstd.NewReader(packed))(t)))(t)
	ok(t, file.Close())
	return dir
}

func TestOpenPathTaken(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	ok(t, os.WriteFile(file, nil, 0o600))
	if _, err := store.Open(file, store.Model{Name: model, Dim: dim}); err == nil {
		t.Error("opened a library in a file")
	}
	if _, err := store.Open(filepath.Join(file, "below"), store.Model{Name: model, Dim: dim}); err == nil {
		t.Error("opened a library below a file")
	}
}

// TestOpenTogether opens a new library several times at once.
func TestOpenTogether(t *testing.T) {
	dir := t.TempDir()
	errs := make([]error, 8)
	var wait sync.WaitGroup
	for i := range errs {
		wait.Go(func() {
			s, err := store.Open(dir, store.Model{Name: model, Dim: dim})
			if err == nil {
				_, err = s.AddSource(t.Context(), fmt.Sprint("/", i))
				err = errors.Join(err, s.Close())
			}
			errs[i] = err
		})
	}
	wait.Wait()
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
	if got := must(open(t, dir).Sources(t.Context()))(t); len(got) != len(errs) {
		t.Errorf("got %d sources, want %d", len(got), len(errs))
	}
}

func TestRemoveSourceGivesSpaceBack(t *testing.T) {
	for name, remove := range map[string]func(*store.Store, int64) error{
		"at once":  func(s *store.Store, id int64) error { return s.RemoveSource(t.Context(), id) },
		"by steps": func(s *store.Store, id int64) error { return s.RemoveBySteps(t.Context(), id) },
	} {
		dir := t.TempDir()
		s := open(t, dir)
		src, other := source(t, s, "/docs"), source(t, s, "/other")
		fill(t, s, src, 600)
		kept := fill(t, s, other, 3)
		m := newMaker(9)
		d, chunks := m.document(src, "/docs/large", 3000)
		ok(t, s.Put(t.Context(), d, chunks, s.Serving()))
		ok(t, remove(s, src))
		consistent(t, dir, s)
		if sources := must(s.Sources(t.Context()))(t); len(sources) != 1 || sources[0].Documents != len(kept) {
			t.Errorf("%s: %+v", name, sources)
		}
		ok(t, s.Close())
		var empty int
		ok(t, database(t, dir).QueryRow(`PRAGMA freelist_count`).Scan(&empty))
		if info := must(os.Stat(filepath.Join(dir, store.FileName)))(t); info.Size() > 1_000_000 || empty > 0 {
			t.Errorf("%s: a library of three documents takes %d bytes, and %d of its pages are empty", name, info.Size(), empty)
		}
	}
}
