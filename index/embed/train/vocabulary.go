package main

import (
	"cmp"
	"container/heap"
	"errors"
	"maps"
	"math"
	"slices"

	"footnote/index/embed"
)

// A wordCount is what the sources say about one word.
type wordCount struct {
	total   int
	capital int     // of total, with a capital first letter
	worth   float64 // sum over the sources of the square root of its count there
}

// countWords counts the words of all texts.
func countWords(sources []source) (map[string]*wordCount, error) {
	counts := make([]map[string]*wordCount, len(sources))
	errs := make([]error, len(sources))
	inTurn(len(sources), func(i int) { counts[i], errs[i] = countSource(sources[i]) })
	all := map[string]*wordCount{}
	for _, here := range counts {
		for word, c := range here {
			sum := all[word]
			if sum == nil {
				sum = &wordCount{}
				all[word] = sum
			}
			sum.total += c.total
			sum.capital += c.capital
			sum.worth += math.Sqrt(float64(c.total))
		}
	}
	return all, errors.Join(errs...)
}

func countSource(s source) (map[string]*wordCount, error) {
	counts := map[string]*wordCount{}
	count := func(text string) {
		for start, letters := range embed.Words(text) {
			c := counts[string(letters)]
			if c == nil {
				c = &wordCount{}
				counts[string(letters)] = c
			}
			c.total++
			if first := text[start]; first >= 'A' && first <= 'Z' {
				c.capital++
			}
		}
	}
	err := s.each(func(p pair) { count(p.a); count(p.b) })
	return counts, err
}

// name reports whether a word almost always has a capital letter.
func (c *wordCount) name() bool { return c.capital*20 > c.total*19 }

// chooseVocabulary returns the tokens of a vocabulary: letters and digits, the words worth most, and pieces for other words. A word's worth
// sums the square roots of its counts in each source, so a word of several sources beats a hero's name that fills one. It takes all wanted
// words that occur.
func chooseVocabulary(counts map[string]*wordCount, wanted []string, size, pieces int) []string {
	const letters = "abcdefghijklmnopqrstuvwxyz0123456789"
	var vocabulary []string
	taken := map[string]bool{}
	take := func(token string) {
		if !taken[token] {
			taken[token] = true
			vocabulary = append(vocabulary, token)
		}
	}
	for _, c := range letters {
		take(string(c))
	}
	for _, c := range letters {
		take("##" + string(c))
	}
	for _, word := range wanted {
		if counts[word] != nil {
			take(word)
		}
	}
	words := slices.SortedFunc(maps.Keys(counts), func(a, b string) int {
		return cmp.Or(cmp.Compare(counts[b].worth, counts[a].worth), cmp.Compare(a, b))
	})
	rest := words
	for len(rest) > 0 && len(vocabulary) < size-pieces {
		take(rest[0])
		rest = rest[1:]
	}
	for _, piece := range choosePieces(counts, rest, size-len(vocabulary)) {
		take(piece)
	}
	// A piece may be a word that was taken: fill up with more words.
	for len(rest) > 0 && len(vocabulary) < size {
		take(rest[0])
		rest = rest[1:]
	}
	return vocabulary
}

// An adjacency is two pieces that are next to each other in words.
type adjacency struct {
	left, right string
	count       int
	words       map[int]bool // by index; some may no longer have it
}

// choosePieces returns the n word pieces that byte pair encoding joins first: R. Sennrich, B. Haddow and A. Birch, "Neural machine
// translation of rare words with subword units", ACL 2016. It ignores words that occur once.
func choosePieces(counts map[string]*wordCount, words []string, n int) []string {
	const longest = 12
	e := pieceEncoder{byPair: map[[2]string]*adjacency{}}
	for _, word := range words {
		if counts[word].total < 2 || slices.ContainsFunc([]byte(word), func(c byte) bool { return c <= '9' }) {
			continue
		}
		split := []string{word[:1]}
		for i := 1; i < len(word); i++ {
			split = append(split, "##"+word[i:i+1])
		}
		e.splits, e.counts = append(e.splits, split), append(e.counts, counts[word].total)
		e.add(len(e.splits)-1, 1)
	}
	for _, a := range e.byPair {
		e.queue = append(e.queue, queued{a, a.count})
	}
	heap.Init(&e.queue)

	var pieces []string
	seen := map[string]bool{}
	for len(pieces) < n && e.queue.Len() > 0 {
		top := heap.Pop(&e.queue).(queued)
		if top.count != top.adjacency.count {
			if top.adjacency.count > 0 {
				heap.Push(&e.queue, queued{top.adjacency, top.adjacency.count})
			}
			continue
		}
		joined := top.left + top.right[2:]
		if len(joined) > longest {
			continue
		}
		if !seen[joined] {
			seen[joined] = true
			pieces = append(pieces, joined)
		}
		e.join(top.adjacency, joined)
	}
	return pieces
}

// A pieceEncoder holds words split into pieces, and counts adjacent pieces.
type pieceEncoder struct {
	splits [][]string
	counts []int
	byPair map[[2]string]*adjacency
	queue  pieceQueue
}

// add counts the adjacencies of a word, times times its own count.
func (e *pieceEncoder) add(word, times int) {
	split := e.splits[word]
	for i := 1; i < len(split); i++ {
		key := [2]string{split[i-1], split[i]}
		a := e.byPair[key]
		if a == nil {
			a = &adjacency{left: key[0], right: key[1], words: map[int]bool{}}
			e.byPair[key] = a
		}
		a.count += times * e.counts[word]
		if times > 0 {
			a.words[word] = true
		}
	}
}

// join merges the two pieces wherever they are adjacent.
func (e *pieceEncoder) join(a *adjacency, joined string) {
	changed := map[[2]string]bool{}
	for _, word := range slices.Sorted(maps.Keys(a.words)) {
		e.add(word, -1)
		var split []string
		for _, piece := range e.splits[word] {
			if last := len(split) - 1; last >= 0 && split[last] == a.left && piece == a.right {
				split[last] = joined
			} else {
				split = append(split, piece)
			}
		}
		e.splits[word] = split
		e.add(word, 1)
		for i := 1; i < len(split); i++ {
			if split[i-1] == joined || split[i] == joined {
				changed[[2]string{split[i-1], split[i]}] = true
			}
		}
	}
	delete(e.byPair, [2]string{a.left, a.right})
	for key := range changed {
		if b := e.byPair[key]; b != nil && b.count > 0 {
			heap.Push(&e.queue, queued{b, b.count})
		}
	}
}

// queued is an adjacency with its count at the time it was queued.
type queued struct {
	*adjacency
	count int
}

// pieceQueue orders adjacencies by count, most frequent first, then by letters.
type pieceQueue []queued

func (q pieceQueue) Len() int      { return len(q) }
func (q pieceQueue) Swap(i, j int) { q[i], q[j] = q[j], q[i] }
func (q pieceQueue) Less(i, j int) bool {
	return cmp.Or(cmp.Compare(q[j].count, q[i].count), cmp.Compare(q[i].left, q[j].left), cmp.Compare(q[i].right, q[j].right)) < 0
}
func (q *pieceQueue) Push(x any) { *q = append(*q, x.(queued)) }
func (q *pieceQueue) Pop() any {
	last := len(*q) - 1
	x := (*q)[last]
	*q = (*q)[:last]
	return x
}
