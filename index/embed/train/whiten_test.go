package main

import (
	"math"
	"testing"
)

// spread returns the largest and the smallest variance of texts along any direction.
func spread(t *testing.T, vectors matrix, texts [][]uint16) (largest, smallest float64) {
	t.Helper()
	b := newBag(len(texts), vectors.cols)
	b.texts = texts
	b.embed(vectors)
	variances, _, err := eigen(b.units)
	if err != nil {
		t.Fatal(err)
	}
	return variances[len(variances)-1], variances[0]
}

func TestWhitenEvensOutDirections(t *testing.T) {
	c := randomCorpus(400, 200, 5, 20)
	made := func() matrix {
		m := randomMatrix(200, 8, 9)
		for i := range m.rows {
			m.row(i)[0] += 4 // a direction that all texts share
		}
		return m
	}
	texts := sample([]*corpus{c})
	before, _ := spread(t, made(), texts)
	last := before
	for _, strength := range []float64{0, 0.2, 0.5} {
		m := made()
		if err := whiten(m, []*corpus{c}, strength); err != nil {
			t.Fatal(err)
		}
		largest, smallest := spread(t, m, texts)
		switch {
		case strength == 0 && largest != before:
			t.Errorf("strength 0 changes the spread from %f to %f", before, largest)
		case strength > 0 && largest > last*0.9:
			t.Errorf("strength %v leaves a direction with a spread of %f, before %f", strength, largest, last)
		case strength == 0.5 && largest > 4*smallest:
			t.Errorf("whitened wholly, spreads go from %f to %f", smallest, largest)
		}
		last = largest
	}
}

func TestWhitenNeedsTexts(t *testing.T) {
	if err := whiten(randomMatrix(50, 64, 1), []*corpus{randomCorpus(5, 50, 3, 3)}, 0.2); err == nil {
		t.Error("ten texts are enough for 64 dimensions")
	}
}

func TestDecomposeFindsTheProduct(t *testing.T) {
	// A symmetric matrix of rank 3.
	const size, rank = 60, 3
	factor := randomMatrix(size, rank, 8)
	whole := newMatrix(size, size)
	multiply(whole, factor, false, factor, true)
	s := &sparse{rows: size, starts: []int{0}}
	for i := range size {
		for j, x := range whole.row(i) {
			s.cols, s.data = append(s.cols, uint16(j)), append(s.data, x)
		}
		s.starts = append(s.starts, len(s.cols))
	}
	found, err := decompose(s, rank, 1)
	if err != nil {
		t.Fatal(err)
	}
	again := newMatrix(size, size)
	multiply(again, found, false, found, true)
	for i, x := range whole.data {
		if math.Abs(float64(again.data[i]-x)) > 0.01 {
			t.Fatalf("number %d is %f, want %f", i, again.data[i], x)
		}
	}
}

func TestMutualInformation(t *testing.T) {
	// Tokens 0 and 1 always meet, 2 and 3 always meet, the two pairs never.
	c := &corpus{}
	for i := range 200 {
		start := uint32(len(c.tokens))
		first := uint16(i % 2 * 2)
		c.tokens = append(c.tokens, first, first+1, first)
		middle := start + 2
		c.examples = append(c.examples, example{span{start, middle}, span{middle, uint32(len(c.tokens))}, uint64(2 * i), uint64(2*i + 1)})
	}
	m, counts := mutualInformation([]*corpus{c}, 4, 1)
	if counts[0] != 200 || counts[1] != 100 {
		t.Errorf("counts are %v", counts)
	}
	for row := range 4 {
		for i := m.starts[row]; i < m.starts[row+1]; i++ {
			if col := int(m.cols[i]); col/2 != row/2 || m.data[i] <= 0 {
				t.Errorf("%d and %d have %f in common", row, col, m.data[i])
			}
		}
	}
	x, y := randomMatrix(4, 5, 1), newMatrix(4, 5)
	for _, transpose := range []transposed{false, true} {
		m.times(y, x, transpose)
		dense := newMatrix(4, 4)
		for row := range 4 {
			for i := m.starts[row]; i < m.starts[row+1]; i++ {
				dense.row(row)[m.cols[i]] = m.data[i]
			}
		}
		want := newMatrix(4, 5)
		multiply(want, dense, transpose, x, false)
		for i := range want.data {
			if math.Abs(float64(y.data[i]-want.data[i])) > 1e-5 {
				t.Errorf("transposed %v: number %d is %f, want %f", transpose, i, y.data[i], want.data[i])
			}
		}
	}
}
