package index_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"footnote/index"
	"footnote/index/store"
)

// openDatabase opens a database file.
func openDatabase(t testing.TB, path string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+path+"?_pragma=busy_timeout(5000)")
	if err != nil {
		t.Fatal(err)
	}
	return db
}

// execute runs statements on a library's database.
func execute(t *testing.T, dir, statements string) {
	t.Helper()
	db := openDatabase(t, filepath.Join(dir, store.FileName))
	_, err := db.Exec(statements)
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
}

// examined returns the codes of what is found, and what is more than a note.
func examined(t *testing.T, dir string) (codes []store.Code, wrong []index.Finding) {
	t.Helper()
	found, err := index.Examine(t.Context(), dir, index.DoctorOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range found {
		codes = append(codes, f.Code)
		if f.Severity > store.Note {
			wrong = append(wrong, f)
		}
	}
	if index.Sound(found) != (len(wrong) == 0) {
		t.Errorf("Sound says %v of %v", index.Sound(found), found)
	}
	return codes, wrong
}

// read is a tree of a few documents that have been read.
func read(t *testing.T) *tree {
	t.Helper()
	tr := newTree(t)
	for i := range 12 {
		tr.write(fmt.Sprintf("note%d.md", i), fmt.Sprintf("# Note %d\n\nThe tenant of house %d gives the landlord two months' notice.\n\n## Garden\n\nBeans are watered at dawn.\n", i, i))
	}
	tr.add("")
	tr.sync()
	return tr
}

func TestExamine(t *testing.T) {
	tr := read(t)
	if codes, _ := examined(t, tr.library); len(codes) != 0 {
		t.Errorf("of a sound library that is open: %v", codes)
	}
	if _, err := index.Examine(t.Context(), t.TempDir(), index.DoctorOptions{}); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("without a library: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := index.Examine(ctx, tr.library, index.DoctorOptions{}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	release, err := tr.lib.Hold(t.Context(), index.ActReading, nil)
	if err != nil {
		t.Fatal(err)
	}
	leftover, aside := filepath.Join(tr.library, store.FileName+store.PartSuffix), filepath.Join(tr.library, store.AsidePrefix+"2026-11-30")
	for _, path := range []string{leftover, aside} {
		if err := os.WriteFile(path, []byte("left"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if codes, wrong := examined(t, tr.library); !slices.Equal(codes, []store.Code{index.CodeHolder, index.CodeAside}) || len(wrong) > 0 {
		t.Errorf("while it is held: %v", codes)
	}
	release()
	if codes, wrong := examined(t, tr.library); !slices.Contains(codes, index.CodeLeftover) || len(codes) != 2 || len(wrong) > 0 {
		t.Errorf("with what was left: %v", codes)
	}
	repair(t, tr.library, index.DoctorOptions{})
	if _, err := os.Stat(leftover); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("what was left is still there: %v", err)
	}
	if _, err := os.Stat(aside); err != nil {
		t.Errorf("what was set aside is gone: %v", err)
	}
}

// repair examines a library and repairs what was found.
func repair(t *testing.T, dir string, opt index.DoctorOptions) index.Repaired {
	t.Helper()
	found, err := index.Examine(t.Context(), dir, opt)
	if err != nil {
		t.Fatal(err)
	}
	done, err := index.Repair(t.Context(), dir, found, opt)
	if err != nil {
		t.Fatal(err)
	}
	return done
}

func TestRepairOfPermissions(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no such permissions")
	}
	tr := read(t)
	for path, mode := range map[string]os.FileMode{tr.library: 0o755, filepath.Join(tr.library, store.FileName): 0o644} {
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
	}
	if _, wrong := examined(t, tr.library); len(wrong) != 2 || wrong[0].Code != index.CodeShared || wrong[0].Args[0] != tr.library {
		t.Errorf("found %v", wrong)
	}
	repair(t, tr.library, index.DoctorOptions{})
	if _, wrong := examined(t, tr.library); len(wrong) > 0 {
		t.Errorf("left: %v", wrong)
	}
}

// TestRepairAndSync damages a library in many ways. What Repair leaves is sound, serves, and is whole again after the next Sync and Embed.
func TestRepairAndSync(t *testing.T) {
	for name, damage := range map[string]string{
		"text":          `UPDATE block SET data = x'28B52FFD' WHERE document = 3`,
		"another text":  `UPDATE block SET data = (SELECT data FROM block WHERE document = 4) WHERE document = 3`,
		"places":        `UPDATE document SET places = x'00' WHERE id = 3`,
		"span":          `UPDATE chunk SET stop = stop + 1 WHERE document = 3`,
		"stamp":         `UPDATE document SET size = 7 WHERE id = 3`,
		"vectors":       `UPDATE vectors SET data = zeroblob(length(data)) WHERE document = 3`,
		"other vectors": `UPDATE vectors SET data = CAST(replace(data, 'a', 'b') AS BLOB), digest = x''; UPDATE vectors SET data = randomblob(length(data))`,
		"words":         `DELETE FROM word WHERE rowid = 5`,
		"all words":     `DELETE FROM word_data`,
		"a table":       `DROP TABLE vectors`,
		"an index":      `DROP INDEX chunk_document`,
		"header":        `PRAGMA application_id = 5; PRAGMA user_version = 0`,
	} {
		t.Run(name, func(t *testing.T) {
			tr := read(t)
			want := tr.texts()
			if err := tr.lib.Close(); err != nil {
				t.Fatal(err)
			}
			execute(t, tr.library, damage)
			_, wrong := examined(t, tr.library)
			if len(wrong) == 0 {
				t.Error("nothing was found")
			}
			done := repair(t, tr.library, index.DoctorOptions{Rebuild: true})
			if len(done.Left) > 0 {
				t.Errorf("left: %v", done.Left)
			}
			if _, wrong := examined(t, tr.library); len(wrong) > 0 {
				t.Errorf("after the repair: %v", wrong)
			}
			tr.open()
			report := tr.sync()
			if err := tr.lib.Embed(t.Context(), nil); err != nil {
				t.Fatal(err)
			}
			if got := tr.texts(); !slices.Equal(got, want) {
				t.Errorf("the texts are %q, want %q; sync: %+v", got, want, report)
			}
			if codes, _ := examined(t, tr.library); slices.ContainsFunc(codes, func(c store.Code) bool { return c != index.CodeAside }) {
				t.Errorf("after the sync: %v", codes)
			}
			found, err := tr.lib.Search(t.Context(), "How much notice does the tenant of house 2 give?", index.SearchOptions{})
			if err != nil || len(found.Passages) == 0 {
				t.Errorf("found %d passages, %v", len(found.Passages), err)
			}
		})
	}
}

// texts are the canonical texts of a tree's documents.
func (tr *tree) texts() (texts []string) {
	tr.t.Helper()
	for i := range 12 {
		d, err := tr.lib.Read(tr.t.Context(), filepath.Join(tr.dir, fmt.Sprintf("note%d.md", i)))
		if err != nil {
			tr.t.Fatal(err)
		}
		texts = append(texts, d.Text)
	}
	return texts
}

// TestRepairAsksBeforeItRebuilds holds that a database is set aside only where that is allowed.
func TestRepairAsksBeforeItRebuilds(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "library")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, store.FileName), []byte(strings.Repeat("not a database ", 1000)), 0o600); err != nil {
		t.Fatal(err)
	}
	found, err := index.Examine(t.Context(), dir, index.DoctorOptions{})
	if err != nil || len(found) != 1 || found[0].Repair != store.RepairRebuild {
		t.Fatalf("found %v, %v", found, err)
	}
	if _, err := index.Repair(t.Context(), dir, found, index.DoctorOptions{}); !errors.Is(err, index.ErrNeedsRebuild) {
		t.Errorf("not asked: %v", err)
	}
	done, err := index.Repair(t.Context(), dir, found, index.DoctorOptions{Rebuild: true})
	if err != nil || !done.Rebuilt || done.Sources != 0 || filepath.Dir(done.Aside) != dir {
		t.Errorf("%+v, %v", done, err)
	}
	if codes, wrong := examined(t, dir); len(wrong) > 0 || !slices.Equal(codes, []store.Code{index.CodeAside}) {
		t.Errorf("after that: %v", codes)
	}
}

// TestRepairWaitsForOthers holds that a library at which another works is not repaired.
func TestRepairWaitsForOthers(t *testing.T) {
	tr := read(t)
	release, err := tr.lib.Hold(t.Context(), index.ActReading, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer release()
	var held *index.HeldError
	if _, err := index.Repair(t.Context(), tr.library, nil, index.DoctorOptions{Wait: time.Nanosecond}); !errors.As(err, &held) {
		t.Errorf("got %v", err)
	}
}

// TestVerify holds that a library is looked through once a week, slowly, and that what is found is found again until it is repaired.
func TestVerify(t *testing.T) {
	tr := read(t)
	rested := 0
	tr.lib.Wait(func(time.Duration) { rested++ })
	verify := func() int {
		t.Helper()
		found, err := tr.lib.Verify(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return len(found)
	}
	now := time.Now()
	tr.lib.At(now)
	if n := verify(); n > 0 || rested == 0 {
		t.Errorf("at first: %d findings, %d rests", n, rested)
	}
	execute(t, tr.library, `UPDATE document SET title = 'x' WHERE id = 3`)
	rested = 0
	tr.lib.At(now.Add(6 * 24 * time.Hour))
	if n := verify(); n > 0 || rested > 0 {
		t.Errorf("within a week: %d findings, %d rests", n, rested)
	}
	tr.lib.At(now.Add(8 * 24 * time.Hour))
	for range 2 {
		if n := verify(); n != 1 {
			t.Errorf("after a week: %d findings", n)
		}
	}
	repair(t, tr.library, index.DoctorOptions{}) // while it is open
	if changed, err := tr.lib.Refresh(t.Context()); err != nil || !changed {
		t.Errorf("the library that is open does not see the repair: %v, %v", changed, err)
	}
	if n := verify(); n > 0 {
		t.Errorf("after the repair: %d findings", n)
	}
	ctx, cancel := context.WithCancel(t.Context())
	tr.lib.Wait(func(time.Duration) { cancel() })
	tr.lib.At(now.Add(80 * 24 * time.Hour))
	if _, err := tr.lib.Verify(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

// TestVerifyGivesDigests holds that a library of an earlier version can be compared with its digests after the first time.
func TestVerifyGivesDigests(t *testing.T) {
	dir := t.TempDir()
	unpack(t, "testdata/library4.db.zst", filepath.Join(dir, store.FileName))
	codes, wrong := examined(t, dir)
	if !slices.Contains(codes, store.CodeEarlier) || slices.ContainsFunc(wrong, func(f index.Finding) bool { return f.Code != index.CodeShared }) {
		t.Errorf("before it is opened: %v", codes)
	}
	lib, err := index.Open(dir, index.Options{CacheDir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	lib.Wait(func(time.Duration) {})
	if _, err := lib.Verify(t.Context()); err != nil {
		t.Error(err)
	}
	if err := lib.Close(); err != nil {
		t.Fatal(err)
	}
	if codes, _ := examined(t, dir); slices.Contains(codes, store.CodeUndigested) {
		t.Errorf("after that: %v", codes)
	}
}
