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

// A Word is a word that is looked for: the terms that it may be found under. However many of them a chunk has, it is one word.
type Word []string

// Keyword returns the k chunks that match the words best by BM25, best first, ties in order of the chunks. A chunk matches if it has one of
// the words. The score is the sum of each word's idf, ln(1 + (N−n+½)/(n+½)), times its impact on the chunk, which is accurate to about a
// tenth. The same word twice counts once.
func (s *Store) Keyword(ctx context.Context, words []Word, k int, f *Filter) ([]Hit, error) {
	found, err := s.wordPostings(ctx, words)
	if err != nil {
		return nil, err
	}
	if k <= 0 {
		return nil, nil
	}
	chunks, _ := s.counts()
	var lists []weighed
	for _, p := range found { // in order, because floating-point sums depend on it
		n := float64(p.frequency())
		idf := bm25.IDF(n, max(float64(chunks), n))
		for level, list := range p {
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

// Frequencies returns how many chunks contain each word, in order.
func (s *Store) Frequencies(ctx context.Context, words []Word) (n []int, err error) {
	found, err := s.postings(ctx, distinct(slices.Concat(words...)))
	if err != nil {
		return nil, err
	}
	n = make([]int, len(words))
	for i, word := range words {
		n[i] = united(found, word).frequency()
	}
	return n, nil
}

// Averages returns the number of chunks, and the average number of terms in a chunk's body.
func (s *Store) Averages() (chunks int, terms float64) {
	chunks, count := s.counts()
	if chunks > 0 {
		terms = float64(count) / float64(chunks)
	}
	return chunks, terms
}

// wordPostings returns the postings of words, without repeated words.
func (s *Store) wordPostings(ctx context.Context, words []Word) ([]*postings, error) {
	found, err := s.postings(ctx, distinct(slices.Concat(words...)))
	if err != nil {
		return nil, err
	}
	all := make([]*postings, 0, len(words))
	for i, word := range words {
		if !slices.ContainsFunc(words[:i], func(w Word) bool { return slices.Equal(w, word) }) {
			all = append(all, united(found, word))
		}
	}
	return all, nil
}

// united returns the postings of a word: the chunks that have one of its terms, each at the highest level that it has.
func united(found map[string]*postings, word Word) *postings {
	var only *postings
	n := 0
	for _, term := range word {
		if p := found[term]; p != nil && p != only && p.frequency() > 0 {
			only = p
			n++
		}
	}
	switch n {
	case 0:
		return &postings{}
	case 1:
		return only
	}
	return unite(found, word)
}

// unite is united for a word of several terms that the library has.
func unite(found map[string]*postings, word Word) *postings {
	highest := map[int64]int{}
	for _, term := range word {
		p := found[term]
		if p == nil {
			continue
		}
		for level, list := range p {
			for _, chunk := range list {
				if before, ok := highest[chunk]; !ok || before < level {
					highest[chunk] = level
				}
			}
		}
	}
	var all postings
	for chunk, level := range highest {
		all[level] = append(all[level], chunk)
	}
	for _, list := range all {
		slices.Sort(list)
	}
	return &all
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
