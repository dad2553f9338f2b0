package vector

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"gonum.org/v1/gonum/blas/blas32"
)

// A Hit is a chunk that was found.
type Hit struct {
	Chunk int64
	Score float64 // the greater the better
}

// Nearest returns the k chunks whose vectors point most nearly where vec does, by cosine, best first, ties in order of the chunks. vec
// has the set's number of dimensions and any length; a zero vector is near to nothing. pass, if not nil, is called concurrently and
// tells which chunks to look at. The error is ctx.Err(), or says that vec has another dimension or is not finite.
//
// Every vector is looked at: 100,000 of 256 numbers are 100 MB, and the scan takes about as long as reading them from memory.
func (s *Set) Nearest(ctx context.Context, vec []float32, k int, pass func(chunk int64) bool) ([]Hit, error) {
	query, err := s.unit(vec)
	if err != nil {
		return nil, fmt.Errorf("search vectors: %w", err)
	}
	if query == nil || k <= 0 {
		return nil, ctx.Err()
	}
	workers := min(runtime.GOMAXPROCS(0), len(s.segments))
	found := make([]Best, workers)
	var next atomic.Int64
	var wait sync.WaitGroup
	for w := range workers {
		found[w] = NewBest(k)
		wait.Go(func() {
			for ctx.Err() == nil {
				i := int(next.Add(1)) - 1
				if i >= len(s.segments) {
					return
				}
				s.segments[i].scan(query, pass, &found[w])
			}
		})
	}
	wait.Wait()
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	all := NewBest(k)
	for _, b := range found {
		all.hits = append(all.hits, b.hits...)
	}
	return all.Hits(), nil
}

// Cosines returns the cosine of vec with each of the chunks' vectors; 0 for a chunk without one, and where vec is of no use.
func (s *Set) Cosines(vec []float32, chunks []int64) []float64 {
	cosines := make([]float64, len(chunks))
	query, err := s.unit(vec)
	if err != nil || query == nil {
		return cosines
	}
	for i, chunk := range chunks {
		if v := s.View(chunk); v != nil {
			cosines[i] = dot(query, v)
		}
	}
	return cosines
}

// unit returns vec at unit length, nil if it is zero.
func (s *Set) unit(vec []float32) ([]float32, error) {
	if len(vec) != s.dim {
		return nil, fmt.Errorf("a vector of %d numbers, not %d", len(vec), s.dim)
	}
	sum := 0.0
	for _, v := range vec {
		sum += float64(v) * float64(v)
	}
	if math.IsNaN(sum) || math.IsInf(sum, 0) {
		return nil, fmt.Errorf("a vector that is not finite")
	}
	if sum == 0 {
		return nil, nil
	}
	norm := math.Sqrt(sum)
	out := make([]float32, len(vec))
	for i, v := range vec {
		out[i] = float32(float64(v) / norm)
	}
	return out, nil
}

// scan adds the segment's chunks that pass to what is found.
func (g segment) scan(query []float32, pass func(int64) bool, found *Best) {
	dim := len(query)
	for i, chunk := range g.chunks {
		if chunk == 0 || pass != nil && !pass(chunk) {
			continue
		}
		if cosine := dot(query, g.vectors[i*dim:(i+1)*dim]); cosine >= found.Floor() {
			found.Add(Hit{chunk, cosine})
		}
	}
}

// dot returns the inner product. Each vector is multiplied by itself, not all as one matrix: in a matrix product the order of the sums,
// and so the last bit, depends on the row.
func dot(a, b []float32) float64 {
	return float64(blas32.Dot(blas32.Vector{N: len(a), Inc: 1, Data: a}, blas32.Vector{N: len(b), Inc: 1, Data: b}))
}

// Best keeps the k best of the hits that are added.
type Best struct {
	k     int
	hits  []Hit
	floor float64
}

// NewBest returns an empty Best of k hits.
func NewBest(k int) Best { return Best{k: k, floor: math.Inf(-1)} }

// Floor returns a score below which a hit is not among the k best.
func (b *Best) Floor() float64 { return b.floor }

// Add adds a hit.
func (b *Best) Add(h Hit) {
	b.hits = append(b.hits, h)
	if len(b.hits) >= 2*b.k+16 {
		b.cut()
	}
}

// Hits returns the best hits, best first, ties in order of the chunks.
func (b *Best) Hits() []Hit {
	b.cut()
	return b.hits
}

func (b *Best) cut() {
	slices.SortFunc(b.hits, func(x, y Hit) int {
		return cmp.Or(cmp.Compare(y.Score, x.Score), cmp.Compare(x.Chunk, y.Chunk))
	})
	if len(b.hits) >= b.k {
		b.hits = b.hits[:b.k]
		if b.k > 0 {
			b.floor = b.hits[b.k-1].Score
		}
	}
}
