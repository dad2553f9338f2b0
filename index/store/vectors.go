package store

import (
	"context"
	"fmt"

	"footnote/index/vector"
)

// Vectors holds the vectors of the serving model. It keeps that model's vectors when another model takes over, so a search takes Vectors
// once and embeds its question with their model.
type Vectors struct {
	store  *Store
	memory *memory
}

// Serving returns the model that serves.
func (s *Store) Serving() Model {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.memory.model
}

// Vectors returns the vectors to search now. The first call reads them from disk, and memory holds them from then on.
func (s *Store) Vectors(ctx context.Context) (Vectors, error) {
	s.wanted.Store(true)
	for {
		s.mu.RLock()
		v := Vectors{s, s.memory}
		s.mu.RUnlock()
		if v.memory.vectors != nil {
			return v, ctx.Err()
		}
		if _, err := s.reload(ctx); err != nil {
			return Vectors{}, fmt.Errorf("read vectors: %w", fault(ctx, err))
		}
	}
}

// Model returns the model that made them.
func (v Vectors) Model() Model { return v.memory.model }

// Nearest returns the k chunks that pass the filter and whose vectors are closest in direction to vec: see vector.Set.Nearest.
func (v Vectors) Nearest(ctx context.Context, vec []float32, k int, f *Filter) ([]Hit, error) {
	passing, err := v.store.filter(ctx, f)
	if err != nil {
		return nil, err
	}
	pass := passing.passes
	if passing.all {
		pass = nil
	}
	v.store.mu.RLock()
	defer v.store.mu.RUnlock()
	return v.memory.vectors.Nearest(ctx, vec, k, pass)
}

// Cosines returns the cosine of vec with each of the chunks' vectors; 0 for a chunk that is gone or has none.
func (v Vectors) Cosines(vec []float32, chunks []int64) []float64 {
	v.store.mu.RLock()
	defer v.store.mu.RUnlock()
	return v.memory.vectors.Cosines(vec, chunks)
}

// Of returns a copy of a chunk's vector, of unit length; all zero for a chunk that is gone or has none.
func (v Vectors) Of(chunk int64) []float32 {
	v.store.mu.RLock()
	defer v.store.mu.RUnlock()
	out := make([]float32, v.memory.model.Dim)
	copy(out, v.memory.vectors.View(chunk))
	return out
}

// Collection returns the vectors as a chromem-go collection: see vector.Set.Collection.
func (v Vectors) Collection() *vector.Collection { return v.memory.vectors.Collection() }
