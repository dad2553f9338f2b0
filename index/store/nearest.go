package store

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/philippgille/chromem-go"
	"gonum.org/v1/gonum/blas/blas32"
)

// Vectors are the vectors of the model that serves. They stay those of one model, and Nearest finds among them, when another takes its
// place: a search asks for them once, and embeds its question with their model.
type Vectors struct {
	store  *Store
	memory *memory
}

// Vectors returns the vectors to search now.
func (s *Store) Vectors() Vectors {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return Vectors{s, s.memory}
}

// Model is the model that made them.
func (v Vectors) Model() Model { return v.memory.model }

// Nearest returns the k chunks whose vectors point most nearly where vec does, by cosine, best first, ties in order of the
// chunks. vec has the model's number of dimensions and any length; a zero vector is near to nothing.
//
// Every vector is looked at: 100,000 of 256 numbers are 100 MB, which is read in about the time that memory takes for it.
// chromem-go's own query over the same vectors takes several times as long, and cannot be narrowed to a set of documents.
func (v Vectors) Nearest(ctx context.Context, vec []float32, k int, f *Filter) ([]Hit, error) {
	passing, err := v.store.filter(ctx, f)
	if err != nil {
		return nil, err
	}
	v.store.mu.RLock()
	defer v.store.mu.RUnlock()
	segments := v.memory.segments
	query, err := v.memory.unit(vec)
	if err != nil {
		return nil, fmt.Errorf("search vectors: %w", err)
	}
	if query == nil || k <= 0 {
		return nil, ctx.Err()
	}
	workers := min(runtime.GOMAXPROCS(0), len(segments))
	found := make([]best, workers)
	var next atomic.Int64
	var wait sync.WaitGroup
	for w := range workers {
		found[w] = best{k: k, floor: math.Inf(-1)}
		wait.Go(func() {
			for ctx.Err() == nil {
				i := int(next.Add(1)) - 1
				if i >= len(segments) {
					return
				}
				segments[i].scan(query, passing, &found[w])
			}
		})
	}
	wait.Wait()
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	all := best{k: k}
	for _, b := range found {
		all.hits = append(all.hits, b.hits...)
	}
	all.cut()
	return all.hits, nil
}

// Cosines returns the cosine of vec with each of the chunks' vectors; 0 for a chunk that is gone or has none.
func (v Vectors) Cosines(vec []float32, chunks []int64) []float64 {
	cosines := make([]float64, len(chunks))
	v.store.mu.RLock()
	defer v.store.mu.RUnlock()
	query, err := v.memory.unit(vec)
	if err != nil || query == nil {
		return cosines
	}
	for i, chunk := range chunks {
		if row, ok := v.memory.rows[chunk]; ok {
			cosines[i] = dot(query, v.memory.vector(row))
		}
	}
	return cosines
}

// Of returns a copy of a chunk's vector, of unit length; all zero for a chunk that is gone or has none.
func (v Vectors) Of(chunk int64) []float32 {
	v.store.mu.RLock()
	defer v.store.mu.RUnlock()
	vector := make([]float32, v.memory.model.Dim)
	if row, ok := v.memory.rows[chunk]; ok {
		copy(vector, v.memory.vector(row))
	}
	return vector
}

// Collection is the vectors as a chromem-go collection: one document a chunk, its ID the chunk's id in decimal, without content.
// It is for reading, and a result's embedding is good until the next write.
func (v Vectors) Collection() *chromem.Collection { return v.memory.collection }

// unit returns vec at unit length, nil if it has none.
func (m *memory) unit(vec []float32) ([]float32, error) {
	if len(vec) != m.model.Dim {
		return nil, fmt.Errorf("a vector of %d numbers, not %d", len(vec), m.model.Dim)
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

// scan holds the segment's vectors against the query.
func (g segment) scan(query []float32, f filter, found *best) {
	dim := len(query)
	for i, chunk := range g.chunks {
		if chunk == 0 || !f.passes(chunk) {
			continue
		}
		if cosine := dot(query, g.vectors[i*dim:(i+1)*dim]); cosine >= found.floor {
			found.add(Hit{chunk, cosine})
		}
	}
}

// dot is the inner product. It is computed for each vector by itself, not as one product of a matrix, in which the order of
// the sums, and so the last bit, depends on where a vector lies.
func dot(a, b []float32) float64 {
	return float64(blas32.Dot(blas32.Vector{N: len(a), Inc: 1, Data: a}, blas32.Vector{N: len(b), Inc: 1, Data: b}))
}

// best keeps the k best hits of those that are added.
type best struct {
	k     int
	hits  []Hit
	floor float64 // nothing below this is among them
}

func (b *best) add(h Hit) {
	b.hits = append(b.hits, h)
	if len(b.hits) >= 2*b.k+16 {
		b.cut()
	}
}

// cut leaves the k best, in order.
func (b *best) cut() {
	slices.SortFunc(b.hits, func(x, y Hit) int {
		return cmp.Or(cmp.Compare(y.Score, x.Score), cmp.Compare(x.Chunk, y.Chunk))
	})
	if len(b.hits) >= b.k {
		b.hits = b.hits[:b.k]
		b.floor = b.hits[b.k-1].Score
	}
}
