package store

import (
	"cmp"
	"slices"
)

// A Filter narrows a search to some documents; a nil Filter does not.
type Filter struct {
	Documents []int64
}

// A filter is a Filter made ready.
type filter struct {
	all    bool
	ranges []interval // rising and disjoint
}

// An interval is the ids of a document's chunks, which are consecutive.
type interval struct{ first, last int64 }

// filter makes f ready for the documents that are there now.
func (s *Store) filter(f *Filter) filter {
	if f == nil {
		return filter{all: true}
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	var ready filter
	for _, id := range f.Documents {
		if d, ok := s.memory.documents[id]; ok && d.chunks > 0 {
			ready.ranges = append(ready.ranges, interval{d.first, d.first + int64(d.chunks) - 1})
		}
	}
	slices.SortFunc(ready.ranges, func(a, b interval) int { return cmp.Compare(a.first, b.first) })
	ready.ranges = slices.Compact(ready.ranges) // a document may be named twice
	return ready
}

// passes reports whether a chunk is of one of the filter's documents.
func (f filter) passes(chunk int64) bool {
	if f.all {
		return true
	}
	_, found := slices.BinarySearchFunc(f.ranges, chunk, func(i interval, chunk int64) int {
		switch {
		case i.last < chunk:
			return -1
		case i.first > chunk:
			return 1
		}
		return 0
	})
	return found
}
