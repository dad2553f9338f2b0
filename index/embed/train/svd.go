package main

import (
	"errors"
	"math"
	"math/rand/v2"

	"gonum.org/v1/gonum/mat"
)

// The first singular vectors come from random vectors, multiplied with the matrix a few times: N. Halko, P.-G. Martinsson and J. Tropp,
// "Finding structure with randomness", SIAM Review 53 (2), 2011.
const (
	oversampling = 32
	powers       = 1
)

// decompose returns the first dim left singular vectors of m as columns, each times the root of its singular value.
func decompose(m *sparse, dim int, seed uint64) (matrix, error) {
	width := min(dim+oversampling, m.rows)
	if width < dim {
		return matrix{}, errors.New("decompose: a vocabulary smaller than the dimension")
	}
	random := rand.New(rand.NewPCG(seed, 2))
	q, other := newMatrix(m.rows, width), newMatrix(m.rows, width)
	for i := range other.data {
		other.data[i] = float32(random.NormFloat64())
	}
	for range powers {
		m.times(q, other, false)
		if err := orthonormalise(q); err != nil {
			return matrix{}, err
		}
		m.times(other, q, true)
		if err := orthonormalise(other); err != nil {
			return matrix{}, err
		}
	}
	m.times(q, other, false)
	if err := orthonormalise(q); err != nil {
		return matrix{}, err
	}
	m.times(other, q, true) // the transpose of the matrix projected onto q

	values, vectors, err := eigen(other)
	if err != nil {
		return matrix{}, err
	}
	turn := newMatrix(width, dim)
	for j := range dim {
		k := width - 1 - j // the largest are last
		root := math.Pow(max(values[k], 0), 0.25)
		for i := range width {
			turn.data[i*dim+j] = float32(vectors.At(i, k) * root)
		}
	}
	result := newMatrix(m.rows, dim)
	multiply(result, q, false, turn, false)
	return result, nil
}

// gram returns the dot products of all pairs of columns of x.
func gram(x matrix) *mat.SymDense {
	products := newMatrix(x.cols, x.cols)
	multiply(products, x, true, x, false)
	g := mat.NewSymDense(x.cols, nil)
	for i := range x.cols {
		for j := i; j < x.cols; j++ {
			g.SetSym(i, j, float64(products.data[i*x.cols+j]))
		}
	}
	return g
}

// eigen returns the eigenvalues of xᵀx in ascending order, and its eigenvectors.
func eigen(x matrix) ([]float64, *mat.Dense, error) {
	var e mat.EigenSym
	if !e.Factorize(gram(x), true) {
		return nil, nil, errors.New("decompose: no eigenvalues found")
	}
	var vectors mat.Dense
	e.VectorsTo(&vectors)
	return e.Values(nil), &vectors, nil
}

// orthonormalise makes the columns of x orthonormal and keeps their span. It uses the eigenvectors of xᵀx, which, unlike a Cholesky factor,
// allow dependent columns. It runs twice, because the first pass rounds.
func orthonormalise(x matrix) error {
	room := newMatrix(x.rows, x.cols)
	for range 2 {
		values, vectors, err := eigen(x)
		if err != nil {
			return err
		}
		turn := newMatrix(x.cols, x.cols)
		floor := values[len(values)-1] * 1e-12
		for k, value := range values {
			factor := 1 / math.Sqrt(max(value, floor, math.SmallestNonzeroFloat32))
			for i := range x.cols {
				turn.data[i*x.cols+k] = float32(vectors.At(i, k) * factor)
			}
		}
		multiply(room, x, false, turn, false)
		copy(x.data, room.data)
	}
	return nil
}
