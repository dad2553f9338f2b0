package main

import (
	"math"
	"math/rand/v2"
	"slices"
)

// Training pulls the two texts of a pair together and pushes texts of different pairs in a batch apart. The loss is the cross entropy of
// finding each text's partner in the batch, in both directions: InfoNCE, A. van den Oord, Y. Li and O. Vinyals, "Representation learning
// with contrastive predictive coding", 2018.

// A trainer holds a model and the state of its training.
type trainer struct {
	options
	vectors       matrix // of the tokens; training also changes their lengths
	mean, squares matrix // Adam's: D. Kingma and J. Ba, "Adam: a method for stochastic optimization", ICLR 2015
	step          int    // batches done
	batches       []batch

	// Buffers for one batch.
	a, b               bag
	cosines, gradients matrix
}

// newTrainer returns a trainer that starts from vectors.
func newTrainer(vectors matrix, corpora []*corpus, o options) *trainer {
	return &trainer{
		options: o,
		vectors: vectors,
		mean:    newMatrix(vectors.rows, vectors.cols),
		squares: newMatrix(vectors.rows, vectors.cols),
		batches: planBatches(corpora, vectors, o),
		a:       newBag(o.Batch, o.Dim),
		b:       newBag(o.Batch, o.Dim),
		cosines: newMatrix(o.Batch, o.Batch), gradients: newMatrix(2*o.Batch, o.Dim),
	}
}

func (t *trainer) done() bool { return t.step == len(t.batches) }

// learn trains on the next batch and returns its loss.
func (t *trainer) learn() float64 {
	next := t.batches[t.step]
	n := len(next.examples)
	t.fill(next)
	t.a.embed(t.vectors)
	t.b.embed(t.vectors)
	a, b := t.a.units.top(n), t.b.units.top(n)

	cosines := matrix{n, n, t.cosines.data[:n*n]}
	multiply(cosines, a, false, b, true)
	loss := t.differentiate(cosines, next)
	toA, toB := t.gradients.top(n), matrix{n, t.Dim, t.gradients.data[n*t.Dim : 2*n*t.Dim]}
	multiply(toA, cosines, false, b, false)
	multiply(toB, cosines, true, a, false)
	t.a.throughUnits(toA)
	t.b.throughUnits(toB)

	t.step++
	t.update(n)
	return loss
}

// fill puts the texts of a batch into the bags.
func (t *trainer) fill(next batch) {
	random := rand.New(rand.NewPCG(t.Seed, 1000+uint64(t.step)))
	t.a.texts, t.b.texts = t.a.texts[:0], t.b.texts[:0]
	for _, i := range next.examples {
		e := next.corpus.examples[i]
		a, b := next.text(e.a), next.text(e.b)
		b = b[:min(len(b), maxB)]
		a = a[:min(len(a), maxA)]
		if random.Float64() < t.Apart {
			a = apart(a, b)
		}
		t.a.texts = append(t.a.texts, a)
		t.b.texts = append(t.b.texts, b)
	}
}

// apart returns the tokens of a that b lacks, or a itself if hardly any are left.
func apart(a, b []uint16) []uint16 {
	const least = 2
	var own []uint16
	for _, token := range a {
		if !slices.Contains(b, token) {
			own = append(own, token)
		}
	}
	if len(own) < least {
		return a
	}
	return own
}

// differentiate replaces the cosines of a batch with the derivatives of its loss, and returns the loss. It does not push equal texts of two
// pairs apart.
func (t *trainer) differentiate(cosines matrix, next batch) float64 {
	n := cosines.rows
	rowSums, colSums, own := make([]float32, n), make([]float32, n), make([]float32, n)
	sharpness := float32(1 / t.Temperature)
	pairs := next.corpus.examples
	parallel(n, func(low, high int) {
		for i := low; i < high; i++ {
			row := cosines.row(i)
			own[i] = row[i]
			e := pairs[next.examples[i]]
			exponentials(row, sharpness)
			for j, x := range row {
				if other := pairs[next.examples[j]]; i != j && (e.aHash == other.aHash || e.bHash == other.bHash) {
					row[j], x = 0, 0
				}
				rowSums[i] += x
			}
		}
	})
	parallel(n, func(low, high int) {
		for i := range n {
			for j, x := range cosines.row(i)[low:high] {
				colSums[low+j] += x
			}
		}
	})
	var loss float64
	for i, x := range own {
		loss += math.Log(float64(rowSums[i])*float64(colSums[i]))/2 - float64((x-1)*sharpness)
		rowSums[i], colSums[i] = 1/rowSums[i], 1/colSums[i]
	}
	factor := sharpness / float32(2*n)
	parallel(n, func(low, high int) {
		for i := low; i < high; i++ {
			row, inRow := cosines.row(i), rowSums[i]
			for j, inCol := range colSums {
				row[j] *= (inRow + inCol) * factor
			}
			row[i] -= 2 * factor
		}
	})
	return loss / float64(n)
}

// Adam's constants, from its authors.
const (
	beta1 = 0.9
	beta2 = 0.999
	tiny  = 1e-8
)

// update applies Adam's rule to the vectors of the tokens in a batch of n pairs.
func (t *trainer) update(n int) {
	texts := slices.Concat(t.a.texts, t.b.texts)
	gradients := func(text uint32) []float32 { return t.gradients.row(int(text)) }
	starts, places := byToken(texts, t.vectors.rows)
	left := 1 - float64(t.step-1)/float64(len(t.batches))
	rate := float32(t.Rate * left / (1 - math.Pow(beta1, float64(t.step))))
	correction := float32(1 / (1 - math.Pow(beta2, float64(t.step))))
	parallel(t.vectors.rows, func(low, high int) {
		gradient := make([]float32, t.Dim)
		for token := low; token < high; token++ {
			at := places[starts[token]:starts[token+1]]
			if len(at) == 0 {
				continue
			}
			clear(gradient)
			for i := 0; i < len(at); { // add a repeated text once
				j := i + 1
				for j < len(at) && at[j] == at[i] {
					j++
				}
				addScaled(gradient, float32(j-i), gradients(at[i]))
				i = j
			}
			adam(t.vectors.row(token), t.mean.row(token), t.squares.row(token), gradient, rate, correction)
		}
	})
}

// byToken returns, for each of size tokens, the texts that have it, in order: places[starts[t]:starts[t+1]].
func byToken(texts [][]uint16, size int) (starts []int, places []uint32) {
	starts = make([]int, size+1)
	for _, text := range texts {
		for _, token := range text {
			starts[token+1]++
		}
	}
	for i := range size {
		starts[i+1] += starts[i]
	}
	places = make([]uint32, starts[size])
	next := slices.Clone(starts)
	for i, text := range texts {
		for _, token := range text {
			places[next[token]] = uint32(i)
			next[token]++
		}
	}
	return starts, places
}

// A bag holds texts as the sums of their tokens' vectors.
type bag struct {
	texts   [][]uint16
	units   matrix // the sums, normalised to unit length
	lengths []float32
}

func newBag(size, dim int) bag {
	return bag{units: newMatrix(size, dim), lengths: make([]float32, size)}
}

// embed computes the unit vectors of the texts.
func (b *bag) embed(vectors matrix) {
	parallel(len(b.texts), func(low, high int) {
		for i := low; i < high; i++ {
			sum := b.units.row(i)
			clear(sum)
			for _, token := range b.texts[i] {
				addScaled(sum, 1, vectors.row(int(token)))
			}
			b.lengths[i] = max(norm(sum), 1e-9)
			scale(sum, 1/b.lengths[i])
		}
	})
}

// throughUnits turns derivatives with respect to unit vectors into derivatives with respect to sums.
func (b *bag) throughUnits(gradients matrix) {
	parallel(gradients.rows, func(low, high int) {
		for i := low; i < high; i++ {
			g, unit := gradients.row(i), b.units.row(i)
			addScaled(g, -dot(g, unit), unit)
			scale(g, 1/b.lengths[i])
		}
	})
}
