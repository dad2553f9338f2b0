package main

import (
	"errors"
	"math"

	"gonum.org/v1/gonum/mat"
)

// whiten shrinks the directions in which the vectors of texts spread most, because they separate few texts. It divides each principal
// direction by its variance to the power of strength: 0 leaves the vectors as they are, 0.5 gives all directions the same variance. J. Mu
// and P. Viswanath drop such directions ("All-but-the-top", ICLR 2018); J. Su and others whiten fully ("Whitening sentence
// representations", 2021).
func whiten(vectors matrix, corpora []*corpus, strength float64) error {
	if strength == 0 {
		return nil
	}
	texts := sample(corpora)
	if len(texts) < vectors.cols {
		return errors.New("whiten: fewer texts than dimensions")
	}
	seen := newBag(len(texts), vectors.cols)
	seen.texts = texts
	seen.embed(vectors)
	variances, directions, err := eigen(seen.units)
	if err != nil {
		return err
	}
	floor := variances[len(variances)-1] * 1e-6 // a direction with hardly any variance is noise: do not amplify it
	var scaled, turn mat.Dense
	scaled.Apply(func(_, j int, x float64) float64 {
		return x * math.Pow(max(variances[j], floor), -strength)
	}, directions)
	turn.Mul(&scaled, directions.T())
	whole := newMatrix(vectors.cols, vectors.cols)
	for i := range vectors.cols {
		for j := range vectors.cols {
			whole.data[i*vectors.cols+j] = float32(turn.At(i, j))
		}
	}
	result := newMatrix(vectors.rows, vectors.cols)
	multiply(result, vectors, false, whole, false)
	copy(vectors.data, result.data)
	return nil
}

// sample returns at most perSource texts of every source, so that no source dominates.
func sample(corpora []*corpus) [][]uint16 {
	const perSource = 1000
	var texts [][]uint16
	for _, c := range corpora {
		every := max(1, 2*len(c.examples)/perSource)
		for i := 0; i < len(c.examples); i += every {
			a, b := c.text(c.examples[i].a), c.text(c.examples[i].b)
			texts = append(texts, a[:min(len(a), maxA)], b[:min(len(b), maxB)])
		}
	}
	return texts
}
