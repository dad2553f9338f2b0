package store_test

import (
	"fmt"
	"math"
	"reflect"
	"slices"
	"strconv"
	"testing"

	"footnote/index/store"
)

// put stores one document whose chunks have the given bodies, and returns the id of its first chunk.
func put(t testing.TB, s *store.Store, source int64, path string, chunks ...store.Chunk) int64 {
	t.Helper()
	for i := range chunks {
		chunks[i].Body = append(chunks[i].Body, "marker"+path)
		chunks[i].End = len("text")
	}
	ok(t, s.Put(t.Context(), store.Document{Source: source, Path: path, Text: "text"}, chunks, s.Serving()))
	hits := must(s.Keyword(t.Context(), store.Words("marker"+path), len(chunks), nil))(t)
	if len(hits) != len(chunks) {
		t.Fatalf("%d of the %d chunks of %s are found", len(hits), len(chunks), path)
	}
	first := hits[0].Chunk
	for _, h := range hits {
		first = min(first, h.Chunk)
	}
	return first
}

func body(terms ...string) store.Chunk { return store.Chunk{End: len("text"), Body: terms} }

// offsets returns the hits' chunks as offsets from first.
func offsets(first int64, hits []store.Hit) []int {
	var out []int
	for _, h := range hits {
		out = append(out, int(h.Chunk-first))
	}
	return out
}

func TestKeyword(t *testing.T) {
	s := open(t, t.TempDir())
	src := source(t, s, "/docs")
	long := make([]string, 300)
	for i := range long {
		long[i] = "filler" + strconv.Itoa(i)
	}
	first := put(t, s, src, "/a",
		body("apple", "pear"),                                        // 0
		body("apple", "apple", "apple", "plum"),                      // 1
		body(append([]string{"apple"}, long...)...),                  // 2
		store.Chunk{Title: []string{"apple"}, Body: []string{"fig"}}, // 3
		body("pear", "common"), body("common"), body("common"),       // 4, 5, 6
		body("rare", "common"), // 7
		store.Chunk{Heading: []string{"kiwi"}, Body: []string{"x"}}, // 8
		store.Chunk{Title: []string{"kiwi"}, Body: []string{"x"}},   // 9
		body("kiwi", "x"), // 10
	)
	tests := map[string]struct {
		terms []string
		want  []int
	}{
		"more often, once, in a long one, in the title": {[]string{"apple"}, []int{1, 0, 2, 3}},
		"both words before one, the rarer first":        {[]string{"apple", "pear"}, []int{0, 4, 1, 2, 3}},
		"the rare word before the common":               {[]string{"common", "rare"}, []int{7, 4, 5, 6}},
		"body, heading, title":                          {[]string{"kiwi"}, []int{10, 8, 9}},
		"repeated and empty terms":                      {[]string{"rare", "", "rare"}, []int{7}},
		"unknown":                                       {[]string{"nowhere"}, nil},
		"none":                                          {nil, nil},
		"part of a word":                                {[]string{"app", "appl"}, nil},
		"syntax of the index":                           {[]string{`"`, `apple"`, "apple OR", "NOT", "*", "app*", "-", "^apple", "tokens:apple", "{", "NEAR("}, nil},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			hits := must(s.Keyword(t.Context(), store.Words(test.terms...), 10, nil))(t)
			if got := offsets(first, hits); !slices.Equal(got, test.want) {
				t.Errorf("got %v, want %v", got, test.want)
			}
			if len(test.want) > 1 {
				if got := offsets(first, must(s.Keyword(t.Context(), store.Words(test.terms...), 1, nil))(t)); !slices.Equal(got, test.want[:1]) {
					t.Errorf("the best one is %v, want %v", got, test.want[:1])
				}
			}
		})
	}
	if hits := must(s.Keyword(t.Context(), store.Words("apple"), 0, nil))(t); len(hits) != 0 {
		t.Errorf("the best 0 are %v", hits)
	}
}

// A term is listed whatever its bytes are, and once however many levels it has.
func TestBeginning(t *testing.T) {
	s := open(t, t.TempDir())
	put(t, s, source(t, s, "/docs"), "/a", body("tea", "teapot", "c++", "c#", "水道", "tea", "tea"), body("teapot", "te", "~de89"))
	if got := must(s.Beginning(t.Context(), "te", 2))(t); len(got) != 2 {
		t.Errorf("two of three terms: %q", got)
	}
	for with, want := range map[string][]string{
		"tea": {"tea", "teapot"}, "te": {"te", "tea", "teapot"}, "c": {"c#", "c++"}, "水": {"水道"}, "~de": {"~de89"}, "x": nil,
	} {
		if got := must(s.Beginning(t.Context(), with, 10))(t); !slices.Equal(slices.Sorted(slices.Values(got)), want) {
			t.Errorf("terms beginning with %q: %q, want %q", with, got, want)
		}
	}
}

// TestContaining holds that terms are found by a part of them, those that were put since too.
func TestContaining(t *testing.T) {
	s := open(t, t.TempDir())
	src := source(t, s, "/docs")
	put(t, s, src, "/a", body("teapot", "potter", "pot", "c++"))
	for range 2 {
		if got := must(s.Containing(t.Context(), "pot", 10))(t); !slices.Equal(slices.Sorted(slices.Values(got)), []string{"pot", "potter", "teapot"}) {
			t.Errorf("terms with pot: %q", got)
		}
	}
	put(t, s, src, "/b", body("spot"))
	if got := must(s.Containing(t.Context(), "pot", 2))(t); len(got) != 2 {
		t.Errorf("two of four: %q", got)
	}
	if got := must(s.Containing(t.Context(), "spot", 9))(t); !slices.Equal(got, []string{"spot"}) {
		t.Errorf("terms with spot: %q", got)
	}
}

func TestFrequencies(t *testing.T) {
	s := open(t, t.TempDir())
	src := source(t, s, "/docs")
	averages := func(chunks int, terms float64) {
		t.Helper()
		if n, average := s.Averages(); n != chunks || math.Abs(average-terms) > 1e-9 {
			t.Errorf("got %d chunks of %v terms, want %d of %v", n, average, chunks, terms)
		}
	}
	averages(0, 0)
	if df := must(s.Frequencies(t.Context(), store.Words("x")))(t); df[0] != 0 {
		t.Errorf("of an empty library: %v", df)
	}
	put(t, s, src, "/a", body("one", "two", "two"), body("two"))
	put(t, s, src, "/b", store.Chunk{Title: []string{"two"}, Heading: []string{"three"}})
	df := must(s.Frequencies(t.Context(), store.Words("one", "two", "three", "four", "two", "")))(t)
	if want := []int{1, 3, 1, 0, 3, 0}; !slices.Equal(df, want) {
		t.Errorf("got %v, want %v", df, want)
	}
	if together := must(s.Frequencies(t.Context(), []store.Word{{"one", "three", "four"}, {"one", "two"}}))(t); !slices.Equal(together, []int{2, 3}) {
		t.Errorf("chunks that have one of several terms: %v, want 2 and 3", together)
	}
	averages(3, 7.0/3) // the bodies with put's marker
	ok(t, s.RemoveSource(t.Context(), src))
	averages(0, 0)
	if df := must(s.Frequencies(t.Context(), store.Words("two")))(t); df[0] != 0 {
		t.Errorf("after removing all: %v", df)
	}
}

// TestAnyTerm checks that terms of all kinds are found, and only by themselves.
func TestAnyTerm(t *testing.T) {
	s := open(t, t.TempDir())
	src := source(t, s, "/docs")
	terms := []string{
		"a", "ab", "aa", "A", "Ab", "é", "e\u0301", "E\u0301", "ß", "ss", "ſ", "s", "İ", "i", "ı", "ς", "σ", "漢", "漢字", "字", "हिन्दी", "ไทย",
		"👨‍👩‍👧", "don't", "dont", "c++", "c#", "c", "e-mail", "email", "u.s", "us", `quo"te`, "quo'te", "a b", "a\tb", "a\x00b", "a\nb", "_", "_5f",
		"_61", "\xff", "\xfe\xff", "1", "01", "1.5", "ª", "²", "2", "½", "\u00a0", "\u200b", "%", "*", "a*",
	}
	var chunks []store.Chunk
	for _, term := range terms {
		chunks = append(chunks, body(term))
	}
	first := put(t, s, src, "/a", chunks...)
	for i, term := range terms {
		hits := must(s.Keyword(t.Context(), store.Words(term), 10, nil))(t)
		if got := offsets(first, hits); !slices.Equal(got, []int{i}) {
			t.Errorf("%q: got %v, want [%d]", term, got, i)
		}
	}
}

func FuzzTerm(f *testing.F) {
	s, err := store.Open(f.TempDir(), store.Model{Name: model, Dim: dim})
	if err != nil {
		f.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	src := must(s.AddSource(f.Context(), "/docs"))(f)
	f.Add("apple", "Apple")
	f.Add("a\"b", "a b")
	f.Fuzz(func(t *testing.T, one, other string) {
		if one == "" || other == "" || one == other || len(one) > 1000 || len(other) > 1000 {
			t.Skip()
		}
		ok(t, s.Put(t.Context(), store.Document{Source: src, Path: "/a", Text: "text"}, []store.Chunk{body(one), body(other)}, s.Serving()))
		a := must(s.Keyword(t.Context(), store.Words(one), 10, nil))(t)
		b := must(s.Keyword(t.Context(), store.Words(other), 10, nil))(t)
		if len(a) != 1 || len(b) != 1 || a[0].Chunk+1 != b[0].Chunk {
			t.Errorf("%q is found in %v, %q in %v", one, a, other, b)
		}
	})
}

// TestKeywordLikeBM25 compares the ranking with BM25 computed from its formula. The best hits there must be the best here, except for ties
// to within the width of a level.
func TestKeywordLikeBM25(t *testing.T) {
	s := open(t, t.TempDir())
	src := source(t, s, "/docs")
	m := newMaker(8)
	var bodies [][]string
	var ids []int64
	for doc := range 40 {
		d, chunks := m.document(src, fmt.Sprint("/", doc), 25)
		for i := range chunks {
			chunks[i].Title = nil
			for range m.IntN(200) {
				chunks[i].Body = append(chunks[i].Body, "padding")
			}
			bodies = append(bodies, chunks[i].Body)
			ids = append(ids, int64(len(ids)+1))
		}
		ok(t, s.Put(t.Context(), d, chunks, s.Serving()))
	}
	for range 50 {
		terms := []string{fmt.Sprint("w", m.IntN(40)), fmt.Sprint("w", 40+m.IntN(40)), fmt.Sprint("w", 80+m.IntN(40))}
		want := bm25(bodies, terms)
		hits := must(s.Keyword(t.Context(), store.Words(terms...), len(ids), nil))(t)
		matching := 0
		for _, score := range want {
			if score > 0 {
				matching++
			}
		}
		if len(hits) != matching {
			t.Fatalf("%v: got %d hits, want %d", terms, len(hits), matching)
		}
		for i, h := range hits {
			if i > 0 && (h.Score > hits[i-1].Score || h.Score == hits[i-1].Score && h.Chunk < hits[i-1].Chunk) {
				t.Fatalf("%v: hits %d and %d are out of order", terms, i-1, i)
			}
			if exact := want[h.Chunk-1]; math.Abs(h.Score-exact) > 0.2*exact {
				t.Fatalf("%v: chunk %d has score %.3f, by the formula %.3f", terms, h.Chunk, h.Score, exact)
			}
		}
	}
}

// bm25 scores bodies with k1 = 1.2, b = 0.4 and 110 terms for the average length.
func bm25(bodies [][]string, terms []string) []float64 {
	scores := make([]float64, len(bodies))
	for _, term := range terms {
		n := 0.0
		tf := make([]float64, len(bodies))
		for i, words := range bodies {
			for _, w := range words {
				if w == term {
					tf[i]++
				}
			}
			n += min(tf[i], 1)
		}
		idf := math.Log(1 + (float64(len(bodies))-n+0.5)/(n+0.5))
		for i, f := range tf {
			scores[i] += idf * f * 2.2 / (f + 1.2*(0.6+0.4*float64(len(bodies[i]))/110))
		}
	}
	return scores
}

// TestNearestLikeChromem compares the scan with chromem-go's query over the same vectors.
func TestNearestLikeChromem(t *testing.T) {
	s := open(t, t.TempDir())
	src := source(t, s, "/docs")
	m := newMaker(2)
	for i := range 80 {
		d, chunks := m.document(src, fmt.Sprint("/", i), 20)
		ok(t, s.Put(t.Context(), d, chunks, s.Serving()))
	}
	for i := range 25 { // make holes and fill them
		d, chunks := m.document(src, fmt.Sprint("/", i*3), i)
		ok(t, s.Put(t.Context(), d, chunks, s.Serving()))
	}
	for _, k := range []int{1, 7, 100, 700} {
		query := m.vector(dim)
		got := must(vectors(t, s).Nearest(t.Context(), query, k, nil))(t)
		want := must(vectors(t, s).Collection().QueryEmbedding(t.Context(), query, k, nil, nil))(t)
		if len(got) != k || len(want) != k {
			t.Fatalf("got %d and %d of %d", len(got), len(want), k)
		}
		for i := range got {
			if math.Abs(got[i].Score-float64(want[i].Similarity)) > 1e-6 {
				t.Fatalf("hit %d of %d has cosine %v, chromem-go's %v", i, k, got[i].Score, want[i].Similarity)
			}
			if id := strconv.FormatInt(got[i].Chunk, 10); id != want[i].ID && math.Abs(got[i].Score-got[max(i-1, 0)].Score) > 1e-6 {
				t.Fatalf("hit %d of %d is chunk %s, chromem-go's %s", i, k, id, want[i].ID)
			}
		}
		var ids []int64
		for _, h := range got {
			ids = append(ids, h.Chunk)
		}
		for i, cosine := range vectors(t, s).Cosines(query, ids) {
			if cosine != got[i].Score {
				t.Fatalf("chunk %d has cosine %v, found with %v", ids[i], cosine, got[i].Score)
			}
		}
	}
}

// TestCollectionViews checks that chromem-go searches the store's own memory.
func TestCollectionViews(t *testing.T) {
	s := open(t, t.TempDir())
	src := source(t, s, "/docs")
	m := newMaker(4)
	for i := range 50 {
		d, chunks := m.document(src, fmt.Sprint("/", i), 20)
		ok(t, s.Put(t.Context(), d, chunks, s.Serving()))
	}
	results := must(vectors(t, s).Collection().QueryEmbedding(t.Context(), m.vector(dim), 1000, nil, nil))(t)
	for _, r := range results {
		id := must(strconv.ParseInt(r.ID, 10, 64))(t)
		if &r.Embedding[0] != s.VectorAddress(id) {
			t.Fatalf("chunk %d is searched in a copy", id)
		}
	}
}

func TestNearestEdges(t *testing.T) {
	s := open(t, t.TempDir())
	src := source(t, s, "/docs")
	unit := func(i int, length float32) []float32 {
		v := make([]float32, dim)
		v[i] = length
		return v
	}
	if hits, err := vectors(t, s).Nearest(t.Context(), unit(0, 1), 5, nil); err != nil || len(hits) != 0 {
		t.Errorf("in an empty library: %v, %v", hits, err)
	}
	first := put(t, s, src, "/a",
		store.Chunk{Vector: unit(0, 1e-20)}, store.Chunk{Vector: unit(1, 1e20)}, store.Chunk{Vector: unit(0, 0)}, store.Chunk{},
		store.Chunk{Vector: unit(0, 3)}, store.Chunk{Vector: unit(0, -1)})
	hits := must(vectors(t, s).Nearest(t.Context(), unit(0, 0.5), 10, nil))(t)
	want := []store.Hit{{Chunk: first, Score: 1}, {Chunk: first + 4, Score: 1}, {Chunk: first + 1, Score: 0}, {Chunk: first + 5, Score: -1}}
	if !slices.Equal(hits, want) {
		t.Errorf("got %v, want %v", hits, want)
	}
	if got := vectors(t, s).Cosines(unit(0, 2), []int64{first + 5, first + 2, first + 3, 999, first}); !slices.Equal(got, []float64{-1, 0, 0, 0, 1}) {
		t.Errorf("got cosines %v", got)
	}
	if hits, err := vectors(t, s).Nearest(t.Context(), unit(0, 0), 5, nil); err != nil || len(hits) != 0 {
		t.Errorf("to a zero vector: %v, %v", hits, err)
	}
	if hits, err := vectors(t, s).Nearest(t.Context(), unit(0, 1), 0, nil); err != nil || len(hits) != 0 {
		t.Errorf("the best 0: %v, %v", hits, err)
	}
	if _, err := vectors(t, s).Nearest(t.Context(), unit(0, 1)[:3], 5, nil); err == nil {
		t.Error("a short vector was taken")
	}
	if _, err := vectors(t, s).Nearest(t.Context(), unit(0, float32(math.Inf(1))), 5, nil); err == nil {
		t.Error("an infinite vector was taken")
	}
}

func TestFilter(t *testing.T) {
	s := open(t, t.TempDir())
	src := source(t, s, "/docs")
	m := newMaker(6)
	for i := range 60 {
		d, chunks := m.document(src, fmt.Sprint("/", i), i%7)
		ok(t, s.Put(t.Context(), d, chunks, s.Serving()))
	}
	stamps := must(s.Stamps(t.Context(), src))(t)
	all := must(vectors(t, s).Nearest(t.Context(), m.vector(dim), 1000, nil))(t)
	owner := map[int64]int64{}
	for _, h := range all {
		owner[h.Chunk] = must(s.Passages(t.Context(), []int64{h.Chunk}))(t)[0].Document
	}
	ids := []int64{stamps["/5"].ID, stamps["/13"].ID, stamps["/5"].ID, stamps["/0"].ID, stamps["/48"].ID, 9999}
	for name, f := range map[string]*store.Filter{
		"all": nil, "some": {Documents: ids}, "one": {Documents: ids[:1]}, "none": {Documents: []int64{}}, "gone": {Documents: ids[5:]},
	} {
		passes := func(h store.Hit) bool { return f == nil || slices.Contains(f.Documents, owner[h.Chunk]) }
		query := m.vector(dim)
		compare := func(what string, search func(k int, f *store.Filter) ([]store.Hit, error)) {
			for _, k := range []int{1, 3, 1000} {
				var want []store.Hit
				for _, h := range must(search(1000, nil))(t) {
					if passes(h) && len(want) < k {
						want = append(want, h)
					}
				}
				if got := must(search(k, f))(t); !slices.Equal(got, want) {
					t.Errorf("%s, %s, the best %d: got %v, want %v", name, what, k, got, want)
				}
			}
		}
		compare("words", func(k int, f *store.Filter) ([]store.Hit, error) {
			return s.Keyword(t.Context(), store.Words("w1", "w9", "w30"), k, f)
		})
		compare("vectors", func(k int, f *store.Filter) ([]store.Hit, error) {
			return vectors(t, s).Nearest(t.Context(), query, k, f)
		})
	}
}

// TestReopen checks that a restart changes no result by a bit.
func TestReopen(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	src := source(t, s, "/docs")
	fill(t, s, src, 80)
	fill(t, s, src, 30) // versions that replace the first ones
	m := newMaker(12)
	var queries [][]float32
	for range 10 {
		queries = append(queries, m.vector(dim))
	}
	results := func(s *store.Store) (all []any) {
		for i, q := range queries {
			hits := must(vectors(t, s).Nearest(t.Context(), q, 40, nil))(t)
			words := must(s.Keyword(t.Context(), store.Words(fmt.Sprint("w", i), fmt.Sprint("w", i*3), "title"), 40, nil))(t)
			var ids []int64
			for _, h := range append(hits, words...) {
				ids = append(ids, h.Chunk)
			}
			df := must(s.Frequencies(t.Context(), store.Words("w1", "w2")))(t)
			n, average := s.Averages()
			all = append(all, hits, words, vectors(t, s).Cosines(q, ids), must(s.Passages(t.Context(), ids))(t), df, n, average)
		}
		return append(all, must(s.Sources(t.Context()))(t), must(s.Stamps(t.Context(), src))(t))
	}
	before := results(s)
	ok(t, s.Close())
	if after := results(open(t, dir)); !reflect.DeepEqual(before, after) {
		t.Error("results differ after a restart")
	}
}
