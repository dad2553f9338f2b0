package store_test

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"footnote/index/doc"
	"footnote/index/store"
)

const (
	model = "test-model"
	dim   = 16
)

// open opens the library in dir and closes it at the end of the test.
func open(t testing.TB, dir string) *store.Store {
	t.Helper()
	s, err := store.Open(dir, store.Model{Name: model, Dim: dim})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// source adds a source.
func source(t testing.TB, s *store.Store, path string) int64 {
	t.Helper()
	return must(s.AddSource(t.Context(), path))(t)
}

// must returns a call's value, or ends the test on its error. vectors returns the vectors of a store.
func vectors(t testing.TB, s *store.Store) store.Vectors {
	t.Helper()
	return must(s.Vectors(t.Context()))(t)
}

func must[T any](value T, err error) func(testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return value
	}
}

func ok(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// A maker makes documents from a seed.
type maker struct{ *rand.Rand }

// aNote is what maker notes on its documents.
var aNote = doc.NewOutcome(doc.CodeFirstMiB, 24)

func newMaker(seed uint64) maker { return maker{rand.New(rand.NewPCG(seed, 7))} }

func (m maker) vector(dim int) []float32 {
	v := make([]float32, dim)
	for i := range v {
		v[i] = float32(m.NormFloat64())
	}
	return v
}

// document makes a document of n chunks, one per line of the text. The words of a line are the chunk's terms.
func (m maker) document(source int64, path string, n int) (store.Document, []store.Chunk) {
	var text strings.Builder
	var chunks []store.Chunk
	for range n {
		var words []string
		for range 5 + m.IntN(20) {
			words = append(words, fmt.Sprintf("w%d", int(m.ExpFloat64()*20)))
		}
		start := text.Len()
		text.WriteString(strings.Join(words, " "))
		chunks = append(chunks, store.Chunk{Start: start, End: text.Len(), Title: []string{"title"}, Body: words, Vector: m.vector(dim)})
		text.WriteString("\n")
	}
	return store.Document{
		Source: source, Path: path, Size: int64(text.Len()), ModTime: time.Unix(1700000000, 123456789),
		Hash: sha256.Sum256([]byte(text.String())), Title: "Title of " + path, Author: "Ada", Kind: "text", Notes: doc.Notes{aNote},
		Places: []byte(`{"n":true}`), Text: text.String(),
	}, chunks
}

// fill puts n documents of a few chunks each under a source and returns their paths.
func fill(t testing.TB, s *store.Store, source int64, n int) []string {
	t.Helper()
	m := newMaker(uint64(source))
	var paths []string
	for i := range n {
		path := fmt.Sprintf("/docs/%d/%d.txt", source, i)
		d, chunks := m.document(source, path, 1+i%5)
		ok(t, s.Put(t.Context(), d, chunks, s.Serving()))
		paths = append(paths, path)
	}
	return paths
}

// database opens the library's database, besides the store.
func database(t testing.TB, dir string) *sql.DB {
	t.Helper()
	db := must(sql.Open("sqlite", "file:"+filepath.Join(dir, store.FileName)+"?_pragma=busy_timeout(5000)"))(t)
	t.Cleanup(func() { _ = db.Close() })
	return db
}

func TestDocumentRoundTrip(t *testing.T) {
	s := open(t, t.TempDir())
	src := source(t, s, "/docs")
	tests := map[string]store.Document{
		"plain":          {Text: "Hello.\nWorld.\n", Title: "T", Author: "A", Kind: "markdown", Notes: doc.Notes{aNote, {Code: doc.CodeFilesUnread, Args: []string{"1", "2"}, Of: []doc.Part{{Name: "files", Notes: doc.Notes{aNote}}}}}, Places: []byte("{}")},
		"empty":          {},
		"failed":         {Outcome: doc.NewOutcome(doc.CodeLocked)},
		"tried":          {Outcome: doc.NewOutcome(doc.CodeTimedOut, 30), Attempts: store.Attempts{Count: 3, Last: time.Unix(5e8, 1)}},
		"many blocks":    {Text: strings.Repeat("Zwölf Boxkämpfer jagen Viktor 漢字 👨‍👩‍👧.\n", 5000)},
		"one long line":  {Text: strings.Repeat("é", 100_000)},
		"path not UTF-8": {Path: "/docs/caf\xe9 'quoted' \"x\" ? % # *", Text: "x"},
		"old file":       {Text: "x", ModTime: time.Unix(-5e9, 1), Size: 1 << 40},
	}
	for name, want := range tests {
		t.Run(name, func(t *testing.T) {
			want.Source = src
			if want.Path == "" {
				want.Path = "/docs/" + name
			}
			want.Hash = sha256.Sum256([]byte(want.Text))
			ok(t, s.Put(t.Context(), want, nil, s.Serving()))
			got := must(s.Text(t.Context(), want.Path))(t)
			if got.ID == 0 {
				t.Error("the document has no ID")
			}
			if !got.ModTime.Equal(want.ModTime) {
				t.Errorf("got modified %v, want %v", got.ModTime, want.ModTime)
			}
			want.ID, got.ModTime, got.Attempts = got.ID, want.ModTime, want.Attempts // the stamp holds them
			if !reflect.DeepEqual(got, want) {
				t.Errorf("got %.200v, want %.200v", got, want)
			}
			stamp, there := must(s.Stamps(t.Context(), src))(t)[want.Path]
			if !there || stamp.ID != got.ID || stamp.Size != want.Size || !stamp.ModTime.Equal(want.ModTime) ||
				stamp.Hash != want.Hash || stamp.Failed != (want.Outcome.Code != "") ||
				stamp.Attempts.Count != want.Attempts.Count || !stamp.Attempts.Last.Equal(want.Attempts.Last) {
				t.Errorf("got stamp %v", stamp)
			}
		})
	}
}

func TestTextNotFound(t *testing.T) {
	s := open(t, t.TempDir())
	if _, err := s.Text(t.Context(), "/nowhere"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("got %v, want ErrNotFound", err)
	}
}

func TestPutRefuses(t *testing.T) {
	s := open(t, t.TempDir())
	src := source(t, s, "/docs")
	nan := make([]float32, dim)
	nan[3] = float32(nanValue())
	tests := map[string]struct {
		document store.Document
		chunk    store.Chunk
	}{
		"span past the end": {store.Document{Source: src, Text: "abc"}, store.Chunk{Start: 1, End: 4}},
		"span before start": {store.Document{Source: src, Text: "abc"}, store.Chunk{Start: -1, End: 2}},
		"span empty":        {store.Document{Source: src, Text: "abc"}, store.Chunk{Start: 1, End: 1}},
		"span reversed":     {store.Document{Source: src, Text: "abc"}, store.Chunk{Start: 2, End: 1}},
		"vector too short":  {store.Document{Source: src, Text: "abc"}, store.Chunk{End: 3, Vector: make([]float32, dim-1)}},
		"vector not finite": {store.Document{Source: src, Text: "abc"}, store.Chunk{End: 3, Vector: nan}},
		"no such source":    {store.Document{Source: src + 1, Text: "abc"}, store.Chunk{End: 3}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			test.document.Path = "/docs/x"
			if err := s.Put(t.Context(), test.document, []store.Chunk{test.chunk}, s.Serving()); err == nil {
				t.Error("got no error")
			}
			if _, err := s.Text(t.Context(), "/docs/x"); !errors.Is(err, store.ErrNotFound) {
				t.Errorf("after a refused Put: %v, want ErrNotFound", err)
			}
		})
	}
}

func nanValue() float64 { zero := 0.0; return zero / zero }

func TestPutReplaces(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	src := source(t, s, "/docs")
	m := newMaker(1)
	d, chunks := m.document(src, "/docs/a", 7)
	chunks[2].Body = append(chunks[2].Body, "onlyold")
	ok(t, s.Put(t.Context(), d, chunks, s.Serving()))
	before := must(s.Text(t.Context(), "/docs/a"))(t)
	old := must(s.Keyword(t.Context(), store.Words("onlyold"), 5, nil))(t)
	if len(old) != 1 {
		t.Fatalf("got %v, want one hit", old)
	}
	d, chunks = m.document(src, "/docs/a", 3)
	chunks[1].Body = append(chunks[1].Body, "onlynew")
	ok(t, s.Put(t.Context(), d, chunks, s.Serving()))
	after := must(s.Text(t.Context(), "/docs/a"))(t)
	if after.ID == before.ID || after.Text != d.Text {
		t.Errorf("the new version has ID %d (was %d) and text %.40q", after.ID, before.ID, after.Text)
	}
	if hits := must(s.Keyword(t.Context(), store.Words("onlyold"), 5, nil))(t); len(hits) != 0 {
		t.Errorf("the old version is still found: %v", hits)
	}
	if hits := must(s.Keyword(t.Context(), store.Words("onlynew"), 5, nil))(t); len(hits) != 1 {
		t.Errorf("got %v for the new version", hits)
	}
	if got := must(s.Passages(t.Context(), []int64{old[0].Chunk}))(t); len(got) != 0 {
		t.Errorf("the old chunk still has a passage: %v", got)
	}
	if near := must(vectors(t, s).Nearest(t.Context(), m.vector(dim), 50, nil))(t); len(near) != 3 {
		t.Errorf("got %d vectors, want 3", len(near))
	}
	consistent(t, dir, s)
}

func TestTouch(t *testing.T) {
	s := open(t, t.TempDir())
	src := source(t, s, "/docs")
	path := fill(t, s, src, 1)[0]
	before := must(s.Stamps(t.Context(), src))(t)[path]
	at := time.Unix(1800000000, 5)
	ok(t, s.Touch(t.Context(), before.ID, 77, at, store.Attempts{}))
	after := must(s.Stamps(t.Context(), src))(t)[path]
	if after.ID != before.ID || after.Size != 77 || !after.ModTime.Equal(at) || after.Hash != before.Hash {
		t.Errorf("got %v after %v", after, before)
	}
	if err := s.Touch(t.Context(), before.ID+99, 1, at, store.Attempts{}); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("touching nothing: %v, want ErrNotFound", err)
	}
}

func TestSources(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	b, a := source(t, s, "/b"), source(t, s, "/a")
	if again := source(t, s, "/b"); again != b {
		t.Errorf("adding /b again gave %d, not %d", again, b)
	}
	fill(t, s, a, 4) // 1+2+3+4 chunks
	ok(t, s.Put(t.Context(), store.Document{Source: a, Path: "/a/broken", Outcome: doc.NewOutcome(doc.CodeDamaged)}, nil, s.Serving()))
	at := time.Unix(1750000000, 0)
	ok(t, s.MarkSynced(t.Context(), a, at))
	got := must(s.Sources(t.Context()))(t)
	if len(got) != 2 || got[0].Path != "/a" || got[1].Path != "/b" {
		t.Fatalf("got %v", got)
	}
	if g := got[0]; g.ID != a || g.Documents != 4 || g.Passages != 10 || g.Failed != 1 || !g.Synced.Equal(at) || time.Since(g.Added) > time.Minute {
		t.Errorf("got %+v", g)
	}
	if g := got[1]; g.Documents != 0 || g.Passages != 0 || g.Failed != 0 || !g.Synced.IsZero() {
		t.Errorf("got %+v", g)
	}
	failures := must(s.Failures(t.Context()))(t)
	if want := []store.Failure{{Path: "/a/broken", Outcome: doc.NewOutcome(doc.CodeDamaged)}}; !reflect.DeepEqual(failures, want) {
		t.Errorf("got %v, want %v", failures, want)
	}
	if err := s.MarkSynced(t.Context(), 99, at); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("marking nothing: %v, want ErrNotFound", err)
	}
	ok(t, s.AdoptSources(t.Context(), b, []int64{a, b}))
	got = must(s.Sources(t.Context()))(t)
	if len(got) != 1 || got[0].ID != b || got[0].Documents != 4 || got[0].Failed != 1 {
		t.Errorf("after adopting: %+v", got)
	}
	consistent(t, dir, s)
}

func TestRemoveSourceLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	keep, drop := source(t, s, "/keep"), source(t, s, "/drop")
	kept := fill(t, s, keep, 3)
	fill(t, s, drop, 20)
	ok(t, s.RemoveSource(t.Context(), drop))
	consistent(t, dir, s)
	if got := must(s.Sources(t.Context()))(t); len(got) != 1 || got[0].Documents != 3 {
		t.Errorf("got %v", got)
	}
	stamps := must(s.Stamps(t.Context(), keep))(t)
	ok(t, s.RemoveDocuments(t.Context(), stamps[kept[0]].ID, stamps[kept[2]].ID, 12345))
	consistent(t, dir, s)
	ok(t, s.RemoveSource(t.Context(), keep))
	consistent(t, dir, s)
	db := database(t, dir)
	for _, table := range []string{"source", "document", "block", "chunk", "vectors", "word"} {
		var n int
		ok(t, db.QueryRow("SELECT count(*) FROM "+table).Scan(&n))
		if n != 0 {
			t.Errorf("%d rows are left in %s", n, table)
		}
	}
}

func TestPassages(t *testing.T) {
	s := open(t, t.TempDir())
	src := source(t, s, "/docs")
	text := strings.Repeat("0123456789 ünïcödé\n", 4000) // several blocks
	m := newMaker(3)
	var chunks []store.Chunk
	for start := 0; start+900 < len(text); start += 700 {
		chunks = append(chunks, store.Chunk{Start: start, End: start + 900, Body: []string{"w"}, Vector: m.vector(dim)})
	}
	d := store.Document{
		Source: src, Path: "/docs/a", Title: "T", Kind: "text", ModTime: time.Unix(5, 6), Hash: sha256.Sum256([]byte(text)),
		Places: []byte("places"), Text: text,
	}
	ok(t, s.Put(t.Context(), d, chunks, s.Serving()))
	hits := must(vectors(t, s).Nearest(t.Context(), m.vector(dim), 1000, nil))(t)
	if len(hits) != len(chunks) {
		t.Fatalf("got %d hits, want %d", len(hits), len(chunks))
	}
	ids := []int64{999_999}
	for _, h := range hits {
		ids = append(ids, h.Chunk)
	}
	passages := must(s.Passages(t.Context(), ids))(t)
	if len(passages) != len(hits) {
		t.Fatalf("got %d passages, want %d", len(passages), len(hits))
	}
	for i, p := range passages {
		if p.Chunk != hits[i].Chunk {
			t.Fatalf("passage %d is of chunk %d, want %d", i, p.Chunk, hits[i].Chunk)
		}
		if p.Text != text[p.Start:p.End] {
			t.Fatalf("passage %d is not the text's bytes %d to %d", i, p.Start, p.End)
		}
		if want := 1 + strings.Count(text[:p.Start], "\n"); p.Line != want {
			t.Fatalf("passage %d is in line %d, want %d", i, p.Line, want)
		}
		if p.Path != d.Path || p.Title != d.Title || p.Kind != d.Kind || !p.ModTime.Equal(d.ModTime) || p.Hash != d.Hash || string(p.Places) != "places" {
			t.Fatalf("passage %d: %+v", i, p)
		}
	}
}

func TestCancelled(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	src := source(t, s, "/docs")
	fill(t, s, src, 3)
	m := newMaker(9)
	d, chunks := m.document(src, "/docs/new", 3)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	calls := map[string]func() error{
		"AddSource":       func() error { _, err := s.AddSource(ctx, "/x"); return err },
		"AdoptSources":    func() error { return s.AdoptSources(ctx, src, []int64{src}) },
		"RemoveSource":    func() error { return s.RemoveSource(ctx, src) },
		"Sources":         func() error { _, err := s.Sources(ctx); return err },
		"MarkSynced":      func() error { return s.MarkSynced(ctx, src, time.Now()) },
		"Stamps":          func() error { _, err := s.Stamps(ctx, src); return err },
		"Touch":           func() error { return s.Touch(ctx, 1, 1, time.Now(), store.Attempts{}) },
		"Put":             func() error { return s.Put(ctx, d, chunks, s.Serving()) },
		"RemoveDocuments": func() error { return s.RemoveDocuments(ctx, 1) },
		"Keyword":         func() error { _, err := s.Keyword(ctx, store.Words("w1"), 5, nil); return err },
		"Vectors":         func() error { _, err := s.Vectors(ctx); return err },
		"Nearest":         func() error { _, err := vectors(t, s).Nearest(ctx, m.vector(dim), 5, nil); return err },
		"Frequencies":     func() error { _, err := s.Frequencies(ctx, store.Words("w1")); return err },
		"Passages":        func() error { _, err := s.Passages(ctx, []int64{1}); return err },
		"Text":            func() error { _, err := s.Text(ctx, "/docs/1/0.txt"); return err },
		"Failures":        func() error { _, err := s.Failures(ctx); return err },
		"Refresh":         func() error { _, err := s.Refresh(ctx); return err },
	}
	for name, call := range calls {
		if err := call(); !errors.Is(err, context.Canceled) {
			t.Errorf("%s: got %v, want context.Canceled", name, err)
		}
	}
	consistent(t, dir, s)
	if got := must(s.Sources(t.Context()))(t); len(got) != 1 || got[0].Documents != 3 {
		t.Errorf("cancelled calls changed the library: %+v", got)
	}
}

// A process that only writes holds no vectors. One that searches holds all of them, whichever process wrote them and whenever.
func TestVectorsAreHeldOnceAskedFor(t *testing.T) {
	dir := t.TempDir()
	writer, searcher := open(t, dir), open(t, dir)
	src := source(t, writer, "/docs")
	m := newMaker(1)
	for i := range 3 {
		d, chunks := m.document(src, fmt.Sprintf("/docs/%d", i), 4)
		ok(t, writer.Put(t.Context(), d, chunks, writer.Serving()))
	}
	must(searcher.Refresh(t.Context()))(t)
	if writer.HoldsVectors() || searcher.HoldsVectors() {
		t.Error("vectors are held before a search")
	}
	if n := vectors(t, searcher).Collection().Count(); n != 12 {
		t.Errorf("%d vectors are held, want 12", n)
	}
	d, chunks := m.document(src, "/docs/later", 4)
	ok(t, writer.Put(t.Context(), d, chunks, writer.Serving()))
	ok(t, writer.RemoveDocuments(t.Context(), 1))
	must(searcher.Refresh(t.Context()))(t)
	if n := vectors(t, searcher).Collection().Count(); n != 12 || writer.HoldsVectors() {
		t.Errorf("%d vectors are held, want 12; the writer holds them: %v", n, writer.HoldsVectors())
	}
	if n := vectors(t, writer).Collection().Count(); n != 12 {
		t.Errorf("the writer holds %d vectors, want 12", n)
	}
}
