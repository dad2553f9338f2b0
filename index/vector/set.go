// Package vector holds the vectors of a library's chunks in memory and finds the nearest ones. It is the only package below index that
// imports chromem-go (https://github.com/philippgille/chromem-go).
//
// A Set is a chromem-go collection and one block of memory: the collection's documents are views into the block, because chromem-go
// keeps a vector of unit length where it is. So chromem-go can query the collection, and nothing is held twice.
//
// A query by chromem-go (Collection.QueryEmbedding) filters all documents by their metadata into a new slice, computes one dot product
// after the other in Go, keeps the best in a heap and copies them out. It cannot be narrowed to a set of chunks. Nearest scans the
// same memory with gonum's dot product, which uses SIMD instructions, and asks a function which chunks to look at. On two cores, at
// 100,000 chunks of 512 numbers, the scan takes a twelfth to a fourteenth of the time that chromem-go takes (go test -bench Nearest ./index/vector). A test holds
// both to the same results.
//
// The package reads no disk. Vectors arrive quantised, as Directions. Start reading at Set.
package vector

import (
	"context"
	"errors"
	"strconv"

	"github.com/philippgille/chromem-go"
)

// segmentRows is the number of vectors in one block of memory. Memory grows by a block at a time, and workers share a scan by blocks:
// 1,024 vectors of 256 numbers are 1 MiB.
const segmentRows = 1024

// A Set is vectors of unit length, each under the id of its chunk. Reads may run concurrently; a write excludes everything else, and
// the caller sees to that.
type Set struct {
	dim        int
	segments   []segment
	rows       map[int64]int32 // by chunk: the row of its vector
	free       []int32         // rows that removed chunks left
	collection *Collection
}

// A segment is segmentRows vectors in one block.
type segment struct {
	vectors []float32
	chunks  []int64 // 0 where the row is free
}

// New returns an empty set of vectors with dim numbers each.
func New(dim int) *Set {
	never := func(context.Context, string) ([]float32, error) {
		return nil, errors.New("a set of vectors embeds nothing itself")
	}
	collection, err := chromem.NewDB().CreateCollection("passages", nil, never)
	if err != nil {
		panic("vector: " + err.Error()) // only an empty name or a file on disk can fail
	}
	return &Set{dim: dim, rows: map[int64]int32{}, collection: collection}
}

// Len returns the number of vectors.
func (s *Set) Len() int { return len(s.rows) }

// Add stores the vector of a chunk, which must not be in the set. A direction of length zero is left out.
func (s *Set) Add(chunk int64, d Direction) {
	norm := d.length()
	if norm == 0 {
		return
	}
	row := s.take()
	vector := s.vector(row)
	scale := 1 / norm
	for i, q := range d {
		vector[i] = float32(float64(q) * scale)
	}
	s.segments[row/segmentRows].chunks[row%segmentRows] = chunk
	s.rows[chunk] = row
	err := s.collection.AddDocument(context.Background(), chromem.Document{ID: documentID(chunk), Embedding: vector})
	if err != nil {
		panic("vector: " + err.Error()) // it has an id and a vector, and no file
	}
}

// take returns a free row.
func (s *Set) take() int32 {
	if len(s.free) == 0 {
		first := int32(len(s.segments) * segmentRows)
		s.segments = append(s.segments, segment{make([]float32, segmentRows*s.dim), make([]int64, segmentRows)})
		for row := first + segmentRows - 1; row >= first; row-- {
			s.free = append(s.free, row)
		}
	}
	row := s.free[len(s.free)-1]
	s.free = s.free[:len(s.free)-1]
	return row
}

// Remove removes the vector of a chunk, if the set has one.
func (s *Set) Remove(chunk int64) {
	row, ok := s.rows[chunk]
	if !ok {
		return
	}
	_ = s.collection.Delete(context.Background(), nil, nil, documentID(chunk)) // fails only on files, and has none
	delete(s.rows, chunk)
	s.segments[row/segmentRows].chunks[row%segmentRows] = 0
	s.free = append(s.free, row)
}

// View returns the vector of a chunk where it is in memory, nil if the set has none. It is good until the next write.
func (s *Set) View(chunk int64) []float32 {
	row, ok := s.rows[chunk]
	if !ok {
		return nil
	}
	return s.vector(row)
}

// vector returns the memory of a row.
func (s *Set) vector(row int32) []float32 {
	i := int(row%segmentRows) * s.dim
	return s.segments[row/segmentRows].vectors[i : i+s.dim : i+s.dim]
}

// A Collection is chromem-go's.
type Collection = chromem.Collection

// Collection returns the vectors as a chromem-go collection: one document a chunk, its ID the chunk's id in decimal, without content.
// It is for reading. A result's embedding is good until the next write.
func (s *Set) Collection() *Collection { return s.collection }

func documentID(chunk int64) string { return strconv.FormatInt(chunk, 10) }
