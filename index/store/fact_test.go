package store_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"footnote/index/doc"
	"footnote/index/store"
)

// TestEarlierVersionTakesDates checks that a library of an earlier version stores documents with dates.
func TestEarlierVersionTakesDates(t *testing.T) {
	dir := unpackLibrary(t, "testdata/version2.db.zst")
	s := open(t, dir)
	const day = 2012_05_12
	d, chunks := newMaker(1).document(1, "/docs/1/new.txt", 2)
	d.Date = day
	ok(t, s.Put(t.Context(), d, chunks, s.Serving()))
	ok(t, s.Close())
	if d := must(open(t, dir).Text(t.Context(), d.Path))(t); d.Date != day {
		t.Errorf("the date is %v after opening it again, want %v", d.Date, day)
	}
}

func TestFacts(t *testing.T) {
	s := open(t, t.TempDir())
	if facts := must(s.Facts(t.Context()))(t); len(facts) != 0 {
		t.Errorf("an empty library has %+v", facts)
	}
	src := source(t, s, "/docs")
	modified := time.Date(2023, 11, 14, 23, 59, 59, 0, time.Local)
	for path, date := range map[string]doc.Day{"/docs/b": 1980_02_03, "/docs/a": 0, "/docs/c": 900_01_01} {
		d, chunks := newMaker(1).document(src, path, 1)
		d.Date, d.ModTime, d.Kind = date, modified, "pdf"
		ok(t, s.Put(t.Context(), d, chunks, s.Serving()))
	}
	ok(t, s.Put(t.Context(), store.Document{Source: src, Path: "/docs/failed", Outcome: doc.NewOutcome(doc.CodeDamaged)}, nil, s.Serving()))
	facts := must(s.Facts(t.Context()))(t)
	var paths []string
	for i, f := range facts {
		paths = append(paths, f.Path)
		if want := []doc.Day{2023_11_14, 1980_02_03, 900_01_01}[i]; f.Date != want || f.Kind != "pdf" {
			t.Errorf("%+v, want the date %v", f, want)
		}
	}
	if want := []string{"/docs/a", "/docs/b", "/docs/c"}; !slices.Equal(paths, want) {
		t.Errorf("facts of %q, want %q", paths, want)
	}
	ok(t, s.Touch(t.Context(), facts[0].ID, 1, modified.Add(time.Hour), store.Attempts{}))
	if got := must(s.Facts(t.Context()))(t)[0].Date; got != 2023_11_15 {
		t.Errorf("after the file was touched its date is %v", got)
	}
}

// TestTimesOfFiles stores impossible file times, which file systems can return. They are shown as they are or not at all, and still tell
// whether a file has changed.
func TestTimesOfFiles(t *testing.T) {
	s := open(t, t.TempDir())
	src := source(t, s, "/docs")
	for name, test := range map[string]struct {
		modified time.Time
		day      doc.Day
	}{
		"old": {time.Date(1890, 1, 2, 3, 4, 5, 6, time.Local), 1890_01_02}, "new": {time.Date(2107, 12, 31, 23, 59, 58, 0, time.Local), 2107_12_31},
		"before 1970": {time.Date(1969, 1, 2, 0, 0, 0, 0, time.Local), 1969_01_02}, "1970": {time.Unix(0, 0), 0}, "none": {time.Time{}, 0},
		"far": {time.Date(2514, 7, 8, 9, 10, 11, 12, time.Local), 0}, "Windows": {time.Date(1601, 1, 1, 0, 0, 0, 0, time.UTC), 0},
		"beyond": {time.Unix(1<<60, 0), 0},
	} {
		d, chunks := newMaker(1).document(src, "/docs/"+name, 1)
		d.ModTime = test.modified
		ok(t, s.Put(t.Context(), d, chunks, s.Serving()))
		stamp := must(s.Stamps(t.Context(), src))(t)[d.Path]
		if !stamp.Is(d.Size, test.modified) || stamp.Is(d.Size+1, test.modified) || stamp.Is(d.Size, time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)) {
			t.Errorf("%s: %v, kept as %v, does not tell the file", name, test.modified, stamp.ModTime)
		}
		facts := must(s.Facts(t.Context()))(t)
		if i := slices.IndexFunc(facts, func(f store.Fact) bool { return f.Path == d.Path }); facts[i].Date != test.day {
			t.Errorf("%s: it is of the day %q, want %q", name, facts[i].Date, test.day)
		}
	}
}

func TestFilterByTermsAndChunks(t *testing.T) {
	s := open(t, t.TempDir())
	src := source(t, s, "/docs")
	first := put(t, s, src, "/docs/a", body("tea", "green"), body("tea", "black"), body("tea"), body("tea", "green", "black"))
	second := put(t, s, src, "/docs/b", body("coffee"), body("tea", "green"))
	for name, test := range map[string]struct {
		filter store.Filter
		want   []int64
	}{
		"any":                 {store.Filter{}, []int64{first, first + 1, first + 2, first + 3, second + 1}},
		"none":                {store.Filter{Documents: []int64{}}, nil},
		"with a term":         {store.Filter{With: store.Words("green")}, []int64{first, first + 3, second + 1}},
		"with two":            {store.Filter{With: store.Words("green", "black")}, []int64{first + 3}},
		"without a term":      {store.Filter{Without: []string{"green"}}, []int64{first + 1, first + 2}},
		"with and without":    {store.Filter{With: store.Words("black"), Without: []string{"green"}}, []int64{first + 1}},
		"with an unknown":     {store.Filter{With: store.Words("cocoa")}, nil},
		"without an unknown":  {store.Filter{Documents: []int64{2}, Without: []string{"cocoa"}}, []int64{second + 1}},
		"a document and term": {store.Filter{Documents: []int64{1}, With: store.Words("green")}, []int64{first, first + 3}},
		"skipped":             {store.Filter{Skip: []int64{first, first + 2, 1 << 40}}, []int64{first + 1, first + 3, second + 1}},
	} {
		hits := must(s.Keyword(t.Context(), store.Words("tea"), 10, &test.filter))(t)
		var got []int64
		for _, h := range hits {
			got = append(got, h.Chunk)
		}
		slices.Sort(got)
		if !slices.Equal(got, test.want) {
			t.Errorf("%s: %v, want %v", name, got, test.want)
		}
	}
	firsts := must(s.First(t.Context(), &store.Filter{Without: []string{"green"}}, []int64{2, 1, 9}))(t)
	if want := []int64{second, first + 1}; !slices.Equal(firsts, want) {
		t.Errorf("the first chunks are %v, want %v", firsts, want)
	}
}

func TestChunk(t *testing.T) {
	s := open(t, t.TempDir())
	src := source(t, s, "/docs")
	d, chunks := newMaker(3).document(src, "/docs/a", 3)
	ok(t, s.Put(t.Context(), d, chunks, s.Serving()))
	id := must(s.Chunk(t.Context(), "/docs/a", chunks[1].Start, chunks[1].End))(t)
	if p := must(s.Passages(t.Context(), []int64{id}))(t); p[0].Start != chunks[1].Start || p[0].End != chunks[1].End {
		t.Errorf("chunk %d is %+v, want %+v", id, p[0], chunks[1])
	}
	if got := vectors(t, s).Cosines(vectors(t, s).Of(id), []int64{id}); got[0] < 0.999 {
		t.Errorf("its vector has a cosine of %v with itself", got[0])
	}
	if _, err := s.Chunk(t.Context(), "/docs/a", 1, 2); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("no such chunk: %v, want ErrNotFound", err)
	}
	if v := vectors(t, s).Of(1 << 40); slices.ContainsFunc(v, func(x float32) bool { return x != 0 }) {
		t.Errorf("no such chunk has the vector %v", v)
	}
}

// A caller that waits for another stops waiting when its context ends.
func TestWaitingEndsWithTheContext(t *testing.T) {
	dir := t.TempDir()
	s, other := open(t, dir), open(t, dir)
	source(t, other, "/docs") // so that there is something to refresh
	release := must(s.HoldTurns(t.Context()))(t)
	defer release()
	for name, act := range map[string]func(context.Context) error{
		"Facts":   func(ctx context.Context) error { _, err := s.Facts(ctx); return err },
		"Refresh": func(ctx context.Context) error { _, err := s.Refresh(ctx); return err },
	} {
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() { ended <- act(ctx) }()
		time.AfterFunc(10*time.Millisecond, cancel) // by then it is waiting, or it finds the context ended
		select {
		case err := <-ended:
			if !errors.Is(err, context.Canceled) {
				t.Errorf("%s: %v, want the context's error", name, err)
			}
		case <-time.After(20 * time.Second):
			t.Fatalf("%s goes on waiting", name)
		}
	}
}
