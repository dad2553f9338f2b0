package main

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// randomCorpus returns pairs of tokens with the frequencies of words: the first are common, the last rare.
func randomCorpus(pairs, vocabulary, a, b int) *corpus {
	random := rand.New(rand.NewPCG(3, 3))
	c := &corpus{name: "random"}
	draw := func(n int) span {
		start := uint32(len(c.tokens))
		for range n {
			c.tokens = append(c.tokens, uint16(float64(vocabulary)*math.Pow(random.Float64(), 4)))
		}
		return span{start, uint32(len(c.tokens))}
	}
	for i := range pairs {
		c.examples = append(c.examples, example{draw(a), draw(b), uint64(i), uint64(i)})
	}
	return c
}

// TestGradient compares the derivatives with finite differences.
func TestGradient(t *testing.T) {
	o := defaults()
	o.Dim, o.Batch = 8, 33
	c := randomCorpus(o.Batch, 50, 3, 7)
	c.examples[4].aHash = c.examples[9].aHash
	vectors := randomMatrix(50, o.Dim, 4)
	tr := newTrainer(vectors, []*corpus{c}, o)
	next := tr.batches[0]
	loss := func() float64 {
		tr.fill(next)
		tr.a.embed(tr.vectors)
		tr.b.embed(tr.vectors)
		cosines := newMatrix(o.Batch, o.Batch)
		multiply(cosines, tr.a.units, false, tr.b.units, true)
		return tr.differentiate(cosines, next)
	}
	const step = 1e-2
	measured := newMatrix(50, o.Dim)
	for i := range vectors.data {
		kept := vectors.data[i]
		vectors.data[i] = kept + step
		up := loss()
		vectors.data[i] = kept - step
		measured.data[i] = float32((up - loss()) / (2 * step))
		vectors.data[i] = kept
	}
	tr.learn()
	var near, length float64
	for i, mean := range tr.mean.data { // after one step, a tenth of the gradient
		near += math.Pow(float64(mean)*10-float64(measured.data[i]), 2)
		length += math.Pow(float64(measured.data[i]), 2)
	}
	if off := math.Sqrt(near / length); off > 0.01 {
		t.Errorf("the gradient is off by %.1f %%", off*100)
	}
}

func TestExponentials(t *testing.T) {
	x := make([]float32, 1001)
	for i := range x {
		x[i] = 1 - float32(i)/500
	}
	y := slices.Clone(x)
	exponentials(y, 39)
	for i := range x {
		if want := math.Exp((float64(x[i]) - 1) * 39); math.Abs(float64(y[i])/want-1) > 2e-5 {
			t.Fatalf("at %f it is %g, want %g", x[i], y[i], want)
		}
	}
	exponentials(x, 1e6)
	if x[0] != 1 || x[1000] > 1e-30 {
		t.Errorf("from %g to %g, want from 1 to nearly 0", x[0], x[1000])
	}
}

func TestAdam(t *testing.T) {
	const n = 37
	run := func(adam func(vector, mean, squares, gradient []float32, rate, correction float32)) []float32 {
		v, m, s := randomMatrix(1, n, 1).data, make([]float32, n), make([]float32, n)
		for i := range 5 {
			adam(v, m, s, randomMatrix(1, n, uint64(i)).data, 0.1, 1.5)
		}
		return v
	}
	one, all := run(adamByOne), run(adam)
	for i := range one {
		if math.Abs(float64(one[i]-all[i])) > 1e-5 {
			t.Errorf("number %d is %f by one, %f by many", i, one[i], all[i])
		}
	}
}

func TestAnchor(t *testing.T) {
	vectors := matrix{3, 2, []float32{3, 4, 1, 0, 2, 0}}
	anchor(vectors, matrix{3, 2, []float32{0, 2, 1, 0, 0, 0}}, 0.5)
	if want := []float32{3, 6.5, 1.5, 0, 2, 0}; !slices.Equal(vectors.data, want) {
		t.Errorf("got %v, want %v", vectors.data, want)
	}
}

func BenchmarkLearn(b *testing.B) {
	o := defaults()
	c := randomCorpus(o.Batch, o.Vocabulary, 24, 72)
	t := newTrainer(randomMatrix(o.Vocabulary, o.Dim, 4), []*corpus{c}, o)
	for b.Loop() {
		t.step = 0
		t.learn()
	}
}

func TestApart(t *testing.T) {
	for _, test := range []struct{ a, b, want []uint16 }{
		{[]uint16{1, 2, 3, 2}, []uint16{2, 9}, []uint16{1, 3}},
		{[]uint16{1, 2, 3}, []uint16{2, 3}, []uint16{1, 2, 3}}, // only one token would be left
		{[]uint16{1, 2}, []uint16{3}, []uint16{1, 2}},
	} {
		if got := apart(test.a, test.b); !slices.Equal(got, test.want) {
			t.Errorf("%v apart from %v: %v, want %v", test.a, test.b, got, test.want)
		}
	}
}
