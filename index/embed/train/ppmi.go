package main

import (
	"math"
	"math/rand/v2"
)

// Positive pointwise mutual information of neighbouring tokens: O. Levy, Y. Goldberg and I. Dagan, "Improving distributional similarity
// with lessons learned from word embeddings", TACL 3 (2015). The numbers are theirs.
const (
	window          = 8    // tokens on each side
	subsample       = 1e-4 // share of all tokens above which a token is subsampled
	contextExponent = 0.75 // on context counts, so that rare contexts do not dominate
	leastTogether   = 2    // how often two tokens must meet to count
	blockNumbers    = 1 << 27
)

// A sparse matrix holds the columns of each row that are not 0, and their numbers.
type sparse struct {
	rows   int
	starts []int // rows+1 indices into the others
	cols   []uint16
	data   []float32
}

// mutualInformation returns the matrix of positive pointwise mutual information of size tokens, and how often each token occurs.
func mutualInformation(corpora []*corpus, size int, seed uint64) (*sparse, []int) {
	counts := make([]int, size)
	var total int
	for _, c := range corpora {
		total += len(c.tokens)
		for _, t := range c.tokens {
			counts[t]++
		}
	}
	texts := thinOut(corpora, counts, total, seed)

	rowSums := make([]float64, size)
	blockRows := max(1, min(size, blockNumbers/size))
	blocks := make([]*sparse, (size+blockRows-1)/blockRows)
	parallel(len(blocks), func(low, high int) {
		room := make([]uint32, blockRows*size)
		for b := low; b < high; b++ {
			first := b * blockRows
			blocks[b] = countTogether(room, texts, first, min(first+blockRows, size), size, rowSums)
		}
	})
	m := &sparse{rows: size, starts: []int{0}}
	for b, block := range blocks {
		for _, end := range block.starts[1:] {
			m.starts = append(m.starts, len(m.cols)+end)
		}
		m.cols, m.data = append(m.cols, block.cols...), append(m.data, block.data...)
		blocks[b] = nil
	}
	m.toInformation(rowSums)
	return m, counts
}

// endOfText separates texts.
const endOfText = math.MaxUint16

// thinOut returns the tokens of all texts, one text after the other, and drops frequent tokens at random.
func thinOut(corpora []*corpus, counts []int, total int, seed uint64) []uint16 {
	random := rand.New(rand.NewPCG(seed, 1))
	keep := make([]float64, len(counts))
	for t, n := range counts {
		if n > 0 {
			keep[t] = math.Sqrt(subsample * float64(total) / float64(n))
		}
	}
	var texts []uint16
	for _, c := range corpora {
		seen := map[uint64]bool{} // read a text of several pairs once
		add := func(s span, hash uint64) {
			if seen[hash] {
				return
			}
			seen[hash] = true
			for _, t := range c.text(s) {
				if keep[t] >= 1 || random.Float64() < keep[t] {
					texts = append(texts, t)
				}
			}
			texts = append(texts, endOfText)
		}
		for _, e := range c.examples {
			add(e.a, e.aHash)
			add(e.b, e.bHash)
		}
	}
	return texts
}

// countTogether counts, for the tokens from first to last, how often each other token is within the window. room is its scratch space.
func countTogether(room []uint32, texts []uint16, first, last, size int, rowSums []float64) *sparse {
	clear(room)
	for i, t := range texts {
		if int(t) < first || int(t) >= last {
			continue
		}
		row := room[(int(t)-first)*size : (int(t)-first+1)*size]
		for j := i - 1; j >= max(0, i-window) && texts[j] != endOfText; j-- {
			row[texts[j]]++
		}
		for j := i + 1; j <= min(len(texts)-1, i+window) && texts[j] != endOfText; j++ {
			row[texts[j]]++
		}
	}
	block := &sparse{rows: last - first, starts: []int{0}}
	for r := range last - first {
		for col, n := range room[r*size : (r+1)*size] {
			rowSums[first+r] += float64(n)
			if n >= leastTogether {
				block.cols, block.data = append(block.cols, uint16(col)), append(block.data, float32(n))
			}
		}
		block.starts = append(block.starts, len(block.cols))
	}
	return block
}

// toInformation replaces counts with positive pointwise mutual information.
func (m *sparse) toInformation(rowSums []float64) {
	var contexts float64
	for _, n := range rowSums {
		contexts += math.Pow(n, contextExponent)
	}
	kept := 0
	for r := range m.rows {
		start, end := m.starts[r], m.starts[r+1]
		m.starts[r] = kept
		for i := start; i < end; i++ {
			expected := rowSums[r] * math.Pow(rowSums[m.cols[i]], contextExponent) / contexts
			if information := math.Log(float64(m.data[i]) / expected); information > 0 {
				m.cols[kept], m.data[kept] = m.cols[i], float32(information)
				kept++
			}
		}
	}
	m.starts[m.rows] = kept
	m.cols, m.data = m.cols[:kept], m.data[:kept]
}

// times sets product to the matrix, or its transpose, times x.
func (m *sparse) times(product, x matrix, t transposed) {
	if !t {
		parallel(m.rows, func(low, high int) {
			for r := low; r < high; r++ {
				sum := product.row(r)
				clear(sum)
				for i := m.starts[r]; i < m.starts[r+1]; i++ {
					addScaled(sum, m.data[i], x.row(int(m.cols[i])))
				}
			}
		})
		return
	}
	clear(product.data)
	parallel(x.cols, func(low, high int) { // rows of the product come in any order, so each core takes its own columns
		for r := range m.rows {
			from := x.row(r)[low:high]
			for i := m.starts[r]; i < m.starts[r+1]; i++ {
				addScaled(product.row(int(m.cols[i]))[low:high], m.data[i], from)
			}
		}
	})
}
