package store_test

import (
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"footnote/index/store"
)

var rebuiltOn = time.Date(2026, 11, 30, 12, 0, 0, 0, time.UTC)

// TestRebuild overwrites pages of a library's database at random. What is rebuilt is sound and holds only what was there before.
func TestRebuild(t *testing.T) {
	whole := checkedLibrary(t)
	sound := must(os.ReadFile(filepath.Join(whole, store.FileName)))(t)
	s := open(t, whole)
	texts := map[string]string{}
	for _, f := range must(s.Facts(t.Context()))(t) {
		texts[f.Path] = must(s.Text(t.Context(), f.Path))(t).Text
	}
	ok(t, s.Close())
	r := rand.New(rand.NewPCG(4, 2))
	const page, runs = 4096, 30
	documents := 0
	for range runs {
		dir := t.TempDir()
		path := filepath.Join(dir, store.FileName)
		data := append([]byte(nil), sound...)
		for range 1 + r.IntN(3) {
			at := page * (1 + r.IntN(len(data)/page-1))
			for i := range page {
				data[at+i] = byte(r.Uint32())
			}
		}
		ok(t, os.WriteFile(path, data, 0o600))
		done := must(store.Rebuild(t.Context(), dir, remedies(), rebuiltOn))(t)
		if found := check(t, dir); len(found) > 0 {
			t.Fatalf("what was rebuilt is damaged: %v", found)
		}
		if kept := must(os.ReadFile(done.Aside))(t); string(kept) != string(data) {
			t.Errorf("%s is not the damaged database", done.Aside)
		}
		s := open(t, dir)
		if m := must(s.Models(t.Context()))(t); m.Serving.Name != model {
			t.Errorf("the model is %v", m.Serving)
		}
		if n := len(must(s.Sources(t.Context()))(t)); n != done.Sources {
			t.Errorf("%d sources, and said to be %d", n, done.Sources)
		}
		facts := must(s.Facts(t.Context()))(t)
		for _, f := range facts {
			if got := must(s.Text(t.Context(), f.Path))(t).Text; got != texts[f.Path] {
				t.Errorf("%s has another text", f.Path)
			}
		}
		if len(facts) != done.Documents {
			t.Errorf("%d documents, and said to be %d", len(facts), done.Documents)
		}
		documents += len(facts)
		ok(t, s.Close())
	}
	t.Logf("%d %% of the documents were taken over", 100*documents/(runs*len(texts)))
	if documents < runs*len(texts)/2 {
		t.Errorf("%d of %d documents were taken over", documents, runs*len(texts))
	}
}

// TestRebuildOfNothing holds that a library is begun where nothing can be read of the old one, and that nothing is written over.
func TestRebuildOfNothing(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, store.FileName)
	var asides []string
	for _, text := range []string{strings.Repeat("not a database", 500), "short", ""} {
		ok(t, os.WriteFile(path, []byte(text), 0o600))
		ok(t, os.WriteFile(path+"-wal", []byte("log of "+text), 0o600))
		done := must(store.Rebuild(t.Context(), dir, remedies(), rebuiltOn))(t)
		if done.Sources != 0 || done.Documents != 0 {
			t.Errorf("took over %+v", done)
		}
		if got := string(must(os.ReadFile(done.Aside))(t)); got != text {
			t.Errorf("aside lies %q, want %q", got, text)
		}
		asides = append(asides, filepath.Base(done.Aside))
		s := open(t, dir)
		fill(t, s, source(t, s, "/docs"), 2)
		consistent(t, dir, s)
		ok(t, s.Close())
	}
	if got := strings.Join(asides, " "); got != "library.db.damaged-2026-11-30 library.db.damaged-2026-11-30-2 library.db.damaged-2026-11-30-3" {
		t.Errorf("set aside as %s", got)
	}
}

// TestRebuildKeepsWhatIsNotReplaced holds that a rebuild that fails leaves the library as it was.
func TestRebuildKeepsWhatIsNotReplaced(t *testing.T) {
	dir := checkedLibrary(t)
	path := filepath.Join(dir, store.FileName)
	opt := remedies()
	failed := errors.New("stop")
	opt.Terms = func(store.Document, [][2]int) ([]store.Chunk, store.Analysis, bool) { panic(failed) }
	if _, err := database(t, dir).Exec(`DELETE FROM word_data`); err != nil {
		t.Fatal(err)
	}
	before := must(os.ReadFile(path))(t)
	func() {
		defer func() {
			if recover() == nil {
				t.Error("the words were not made anew")
			}
		}()
		_, _ = store.Rebuild(t.Context(), dir, opt, rebuiltOn)
	}()
	if after := must(os.ReadFile(path))(t); string(after) != string(before) {
		t.Error("the library was changed")
	}
}
