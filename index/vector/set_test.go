package vector_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"

	"footnote/index/vector"
)

const dim = 48

// random returns a vector of dim numbers and any length.
func random(r *rand.Rand, dim int) []float32 {
	v := make([]float32, dim)
	for i := range v {
		v[i] = float32(r.NormFloat64())
	}
	return v
}

func direction(t testing.TB, v []float32) vector.Direction {
	t.Helper()
	d := make(vector.Direction, len(v))
	if !d.Quantize(v) {
		t.Fatalf("%v is not finite", v)
	}
	return d
}

// filled returns a set of n random vectors with ids from 1, some of which took the rows of removed ones.
func filled(t testing.TB, n, dim int) (*vector.Set, *rand.Rand) {
	r := rand.New(rand.NewPCG(1, 2))
	s := vector.New(dim)
	for id := range n + n/3 {
		s.Add(int64(id+1), direction(t, random(r, dim)))
		if id%4 == 3 {
			s.Remove(int64(id))
		}
	}
	return s, r
}

// TestNearestLikeChromem holds the scan to the results of chromem-go's query over the same vectors.
func TestNearestLikeChromem(t *testing.T) {
	s, r := filled(t, 3000, dim)
	for _, k := range []int{1, 10, 500} {
		query := random(r, dim)
		got, err := s.Nearest(t.Context(), query, k, nil)
		if err != nil {
			t.Fatal(err)
		}
		want, err := s.Collection().QueryEmbedding(t.Context(), query, k, nil, nil)
		if err != nil {
			t.Fatal(err)
		}
		if len(got) != k || len(want) != k {
			t.Fatalf("got %d and %d hits, want %d", len(got), len(want), k)
		}
		for i := range got {
			tied := i > 0 && got[i-1].Score-got[i].Score < 1e-6 || i < k-1 && got[i].Score-got[i+1].Score < 1e-6
			if math.Abs(got[i].Score-float64(want[i].Similarity)) > 1e-6 || !tied && strconv.FormatInt(got[i].Chunk, 10) != want[i].ID {
				t.Fatalf("hit %d of %d is %+v, chromem-go has %s with %v", i, k, got[i], want[i].ID, want[i].Similarity)
			}
		}
	}
}

func TestNearestPasses(t *testing.T) {
	s, r := filled(t, 2500, dim)
	query := random(r, dim)
	even := func(chunk int64) bool { return chunk%2 == 0 }
	all, err := s.Nearest(t.Context(), query, s.Len(), nil)
	if err != nil {
		t.Fatal(err)
	}
	want := slices.DeleteFunc(all, func(h vector.Hit) bool { return !even(h.Chunk) })[:20]
	if got, err := s.Nearest(t.Context(), query, 20, even); err != nil || !slices.Equal(got, want) {
		t.Errorf("got %v, %v, want %v", got, err, want)
	}
}

func TestNearestRefuses(t *testing.T) {
	s, _ := filled(t, 10, dim)
	for name, query := range map[string][]float32{
		"another dimension": make([]float32, dim+1),
		"not a number":      slices.Repeat([]float32{float32(math.NaN())}, dim),
		"infinite":          slices.Repeat([]float32{float32(math.Inf(1))}, dim),
	} {
		if hits, err := s.Nearest(t.Context(), query, 3, nil); err == nil {
			t.Errorf("%s: got %v and no error", name, hits)
		}
	}
	if hits, err := s.Nearest(t.Context(), make([]float32, dim), 3, nil); err != nil || len(hits) != 0 {
		t.Errorf("a zero vector: got %v, %v, want nothing", hits, err)
	}
}

func TestRemovedIsGone(t *testing.T) {
	s := vector.New(dim)
	v := random(rand.New(rand.NewPCG(3, 4)), dim)
	s.Add(7, direction(t, v))
	if got := s.Cosines(v, []int64{7, 8}); math.Abs(got[0]-1) > 1e-3 || got[1] != 0 {
		t.Errorf("cosines %v, want about 1 and 0", got)
	}
	s.Remove(7)
	s.Remove(8)
	if hits, err := s.Nearest(t.Context(), v, 3, nil); err != nil || len(hits) != 0 || s.Len() != 0 || s.Collection().Count() != 0 || s.View(7) != nil {
		t.Errorf("got %v, %v, %d vectors, %d documents", hits, err, s.Len(), s.Collection().Count())
	}
}

// BenchmarkNearest compares the scan with chromem-go's query over the same memory.
func BenchmarkNearest(b *testing.B) {
	const dim = 512 // as the built-in model
	s, r := filled(b, 75_000, dim)
	query := random(r, dim)
	b.Run(fmt.Sprintf("scan of %d", s.Len()), func(b *testing.B) {
		for b.Loop() {
			if _, err := s.Nearest(b.Context(), query, 100, nil); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("chromem-go", func(b *testing.B) {
		for b.Loop() {
			if _, err := s.Collection().QueryEmbedding(b.Context(), query, 100, nil, nil); err != nil {
				b.Fatal(err)
			}
		}
	})
}
