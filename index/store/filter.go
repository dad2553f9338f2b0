package store

import (
	"context"
	"math"
	"slices"
)

// A Filter restricts a search to some chunks before the search ranks any: the others count as absent. A nil Filter restricts nothing.
type Filter struct {
	Documents []int64  // the chunks' documents; nil allows all, and empty but not nil allows none
	With      []Word   // words that a chunk must have, in its body, title or headings
	Without   []string // terms that it must not have
	Skip      []int64  // single chunks to leave out
}

// A filter is a Filter prepared for use: one bit per chunk, starting at base.
type filter struct {
	all  bool
	base int64
	bits []uint64
}

// filter prepares f for the present documents.
func (s *Store) filter(ctx context.Context, f *Filter) (filter, error) {
	if f == nil {
		return filter{all: true}, ctx.Err()
	}
	found, err := s.postings(ctx, distinct(slices.Concat(slices.Concat(f.With...), f.Without)))
	if err != nil {
		return filter{}, err
	}
	ready := s.extents(f.Documents)
	for _, word := range f.With {
		having := filter{base: ready.base, bits: make([]uint64, len(ready.bits))}
		for _, term := range word {
			having.setAll(found[term], true)
		}
		for i := range ready.bits {
			ready.bits[i] &= having.bits[i]
		}
	}
	for _, term := range f.Without {
		ready.setAll(found[term], false)
	}
	for _, chunk := range f.Skip {
		ready.set(chunk, false)
	}
	return ready, nil
}

// extents returns a filter of the chunks of the documents with these ids; nil means all documents.
func (s *Store) extents(ids []int64) filter {
	s.mu.RLock()
	defer s.mu.RUnlock()
	var chosen []document
	if ids == nil {
		for _, d := range s.memory.documents {
			chosen = append(chosen, d)
		}
	}
	for _, id := range ids {
		if d, ok := s.memory.documents[id]; ok {
			chosen = append(chosen, d)
		}
	}
	first, end := int64(math.MaxInt64), int64(0)
	for _, d := range chosen {
		first, end = min(first, d.first), max(end, d.first+int64(d.chunks))
	}
	if end <= first {
		return filter{}
	}
	ready := filter{base: first, bits: make([]uint64, (end-first+63)/64)}
	for _, d := range chosen {
		for chunk := d.first; chunk < d.first+int64(d.chunks); chunk++ {
			ready.set(chunk, true)
		}
	}
	return ready
}

// setAll sets whether the chunks that have a term pass.
func (f filter) setAll(p *postings, passes bool) {
	if p == nil {
		return
	}
	for _, list := range p {
		for _, chunk := range list {
			f.set(chunk, passes)
		}
	}
}

// set sets whether a chunk passes. A chunk outside the filter's documents never passes.
func (f filter) set(chunk int64, passes bool) {
	i := chunk - f.base
	switch {
	case i < 0 || i/64 >= int64(len(f.bits)):
	case passes:
		f.bits[i/64] |= 1 << (i % 64)
	default:
		f.bits[i/64] &^= 1 << (i % 64)
	}
}

// passes reports whether a chunk passes.
func (f filter) passes(chunk int64) bool {
	if f.all {
		return true
	}
	i := chunk - f.base
	return i >= 0 && i/64 < int64(len(f.bits)) && f.bits[i/64]&(1<<(i%64)) != 0
}
