package store

import (
	"context"
	"math"
	"slices"

	"footnote/index/bm25"
	"footnote/index/vector"
)

// A Hit is a chunk found by Keyword or Nearest.
type Hit = vector.Hit

// Keyword returns the k chunks that match the terms best by BM25, best first, ties in order of the chunks. A chunk matches if it has one of
// the terms. The score is the sum of each term's idf, ln(1 + (N−n+½)/(n+½)), times its impact on the chunk, which is accurate to about a
// tenth.
func (s *Store) Keyword(ctx context.Context, terms []string, k int, f *Filter) ([]Hit, error) {
	terms = distinct(terms)
	found, err := s.postings(ctx, terms)
	if err != nil {
		return nil, err
	}
	if k <= 0 {
		return nil, nil
	}
	chunks, _ := s.counts()
	var lists []weighed
	for _, term := range terms { // in order, because floating-point sums depend on it
		n := float64(found[term].frequency())
		idf := bm25.IDF(n, max(float64(chunks), n))
		for level, list := range found[term] {
			if len(list) > 0 {
				lists = append(lists, weighed{list, idf * impactOf(level)})
			}
		}
	}
	passing, err := s.filter(ctx, f)
	if err != nil {
		return nil, err
	}
	return heaviest(ctx, lists, k, passing)
}

// Frequencies returns how many chunks contain each term, without the terms that none contains. It also returns the number of chunks, and
// the average number of terms in a chunk's body.
func (s *Store) Frequencies(ctx context.Context, terms []string) (df map[string]int, chunks int, averageTerms float64, err error) {
	found, err := s.postings(ctx, distinct(terms))
	if err != nil {
		return nil, 0, 0, err
	}
	df = make(map[string]int, len(found))
	for term, p := range found {
		if n := p.frequency(); n > 0 {
			df[term] = n
		}
	}
	chunks, count := s.counts()
	if chunks > 0 {
		averageTerms = float64(count) / float64(chunks)
	}
	return df, chunks, averageTerms, nil
}

// counts returns the number of chunks, and of terms in their bodies.
func (s *Store) counts() (chunks, terms int) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.memory.chunks, s.memory.terms
}

// weighed is an ascending list of chunks, and the score that each of them gains from the list.
type weighed struct {
	chunks []int64
	weight float64
}

// heaviest returns the k chunks with the greatest sums of the weights of the lists that contain them.
//
// It adds up the lists in an array, one window of ids after another. A chunk is in several lists, and an array is many times faster than a
// map or a merge.
func heaviest(ctx context.Context, lists []weighed, k int, f filter) ([]Hit, error) {
	const window = 1 << 14
	var sums [window]float64
	found := vector.NewBest(k)
	for len(lists) > 0 {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		base := int64(math.MaxInt64)
		for _, l := range lists {
			base = min(base, l.chunks[0])
		}
		for i := range lists {
			l := &lists[i]
			n := 0
			for n < len(l.chunks) && l.chunks[n]-base < window {
				sums[l.chunks[n]-base] += l.weight
				n++
			}
			l.chunks = l.chunks[n:]
		}
		lists = slices.DeleteFunc(lists, func(l weighed) bool { return len(l.chunks) == 0 })
		for i, sum := range sums {
			if sum > 0 && sum >= found.Floor() && f.passes(base+int64(i)) {
				found.Add(Hit{Chunk: base + int64(i), Score: sum})
			}
		}
		clear(sums[:])
	}
	return found.Hits(), nil
}

// distinct returns a new slice of the terms without empty and repeated ones.
func distinct(terms []string) []string {
	seen := make(map[string]bool, len(terms))
	var out []string
	for _, t := range terms {
		if t != "" && !seen[t] {
			seen[t] = true
			out = append(out, t)
		}
	}
	return out
}
