package store_test

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	"footnote/index/store"
)

const (
	benchDim    = 256
	benchPerDoc = 20
	benchTerms  = 110 // in a chunk of 800 bytes
)

// A corpus makes chunks whose words are distributed as in natural text (Zipf's law): some are in half of all chunks, most in a few.
type corpus struct {
	*rand.Rand
	zipf *rand.Zipf
}

func newCorpus(seed uint64) corpus {
	r := rand.New(rand.NewPCG(seed, 11))
	return corpus{r, rand.NewZipf(r, 1.07, 2.7, 200_000)}
}

func word(rank uint64) string { return "w" + strconv.FormatUint(rank, 36) }

func (c corpus) document(source int64, n int) (store.Document, []store.Chunk) {
	text := make([]byte, 0, benchPerDoc*800)
	chunks := make([]store.Chunk, 0, benchPerDoc)
	for range benchPerDoc {
		start := len(text)
		words := make([]string, benchTerms)
		for i := range words {
			words[i] = word(c.zipf.Uint64())
			text = append(append(text, words[i]...), "   "...)
		}
		text = append(text, '\n')
		chunks = append(chunks, store.Chunk{
			Start: start, End: len(text), Title: []string{"title", strconv.Itoa(n)}, Heading: words[:3], Body: words,
			Vector: maker{c.Rand}.vector(benchDim),
		})
	}
	return store.Document{Source: source, Path: fmt.Sprintf("/docs/%d.txt", n), Title: "Title", Kind: "text", Text: string(text)}, chunks
}

// question returns 3 to 5 words. It never picks the fifty most frequent, as if they were stop words.
func (c corpus) question() []string {
	var words []string
	for want := 3 + c.IntN(3); len(words) < want; {
		if rank := c.zipf.Uint64(); rank >= 50 {
			words = append(words, word(rank))
		}
	}
	return words
}

// BenchmarkLibrary measures a library of 100,000 chunks: filling, opening and searching it.
func BenchmarkLibrary(b *testing.B) {
	const chunks = 100_000
	dir := b.TempDir()
	s, err := store.Open(dir, store.Model{Name: model, Dim: benchDim})
	if err != nil {
		b.Fatal(err)
	}
	src := source(b, s, "/docs")
	c := newCorpus(1)
	var spent time.Duration
	for n := range chunks / benchPerDoc {
		d, all := c.document(src, n)
		start := time.Now()
		ok(b, s.Put(b.Context(), d, all, s.Serving()))
		spent += time.Since(start)
	}
	ok(b, s.Close())
	b.Run("Open", func(b *testing.B) {
		b.ReportMetric(chunks/spent.Seconds(), "put-chunks/s")
		for b.Loop() {
			if s, err = store.Open(dir, store.Model{Name: model, Dim: benchDim}); err != nil {
				b.Fatal(err)
			}
			b.StopTimer()
			size := must(s.Size())(b)
			b.ReportMetric(float64(size)/(1<<20), "MiB")
			ok(b, s.Close())
			b.StartTimer()
		}
	})
	if s, err = store.Open(dir, store.Model{Name: model, Dim: benchDim}); err != nil {
		b.Fatal(err)
	}
	defer func() { ok(b, s.Close()) }()
	var questions [][]string
	for range 300 {
		questions = append(questions, c.question())
	}
	vector := maker{c.Rand}.vector(benchDim)
	b.Run("Keyword", func(b *testing.B) {
		percentiles(b, func(i int) {
			must(s.Keyword(b.Context(), store.Words(questions[i%len(questions)]...), 100, nil))(b)
		})
	})
	b.Run("Frequencies", func(b *testing.B) {
		percentiles(b, func(i int) {
			if _, err := s.Frequencies(b.Context(), store.Words(questions[i%len(questions)]...)); err != nil {
				b.Fatal(err)
			}
		})
	})
	var hits []store.Hit
	b.Run("Nearest", func(b *testing.B) {
		percentiles(b, func(int) { hits = must(vectors(b, s).Nearest(b.Context(), vector, 20, nil))(b) })
	})
	var half []int64
	for i, f := range must(s.Facts(b.Context()))(b) {
		if i%2 == 0 {
			half = append(half, f.ID)
		}
	}
	for name, f := range map[string]*store.Filter{
		"Half": {Documents: half}, "OneDocument": {Documents: half[:1]}, "WithoutATerm": {Without: []string{word(60)}},
	} {
		b.Run("Keyword"+name, func(b *testing.B) {
			percentiles(b, func(i int) { must(s.Keyword(b.Context(), store.Words(questions[i%len(questions)]...), 100, f))(b) })
		})
		b.Run("Nearest"+name, func(b *testing.B) {
			percentiles(b, func(int) { must(vectors(b, s).Nearest(b.Context(), vector, 20, f))(b) })
		})
	}
	b.Run("Facts", func(b *testing.B) {
		percentiles(b, func(int) {
			ok(b, s.Touch(b.Context(), half[0], 1, time.Unix(1, 0), store.Attempts{})) // so that Refresh reads them again
			must(s.Facts(b.Context()))(b)
		})
	})
	b.Run("NearestByChromem", func(b *testing.B) {
		percentiles(b, func(int) {
			if _, err := vectors(b, s).Collection().QueryEmbedding(b.Context(), vector, 20, nil, nil); err != nil {
				b.Fatal(err)
			}
		})
	})
	var ids []int64
	for _, h := range hits {
		ids = append(ids, h.Chunk)
	}
	b.Run("Passages", func(b *testing.B) {
		percentiles(b, func(int) { must(s.Passages(b.Context(), ids))(b) })
	})
	b.Run("Check", func(b *testing.B) {
		for b.Loop() {
			if found := must(store.Check(b.Context(), dir, store.CheckOptions{}))(b); len(found) > 0 {
				b.Fatal(found)
			}
		}
	})
	b.Run("Snapshot", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			ok(b, s.Snapshot(b.Context(), filepath.Join(b.TempDir(), strconv.Itoa(i)), store.CheckOptions{}, nil))
		}
	})
	b.Run("Refresh", func(b *testing.B) {
		percentiles(b, func(int) { must(s.Refresh(b.Context()))(b) })
	})
}

// percentiles calls f repeatedly and reports the median and the 95th percentile of its duration.
func percentiles(b *testing.B, f func(i int)) {
	var took []time.Duration
	for i := 0; b.Loop(); i++ {
		start := time.Now()
		f(i)
		took = append(took, time.Since(start))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
	b.ReportMetric(float64(took[len(took)*95/100].Microseconds())/1000, "p95-ms")
}
