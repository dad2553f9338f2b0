package main

import (
	"math"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/gonum"
)

// A matrix stores its rows one after the other.
type matrix struct {
	rows, cols int
	data       []float32
}

func newMatrix(rows, cols int) matrix { return matrix{rows, cols, make([]float32, rows*cols)} }

func (m matrix) row(i int) []float32 { return m.data[i*m.cols : (i+1)*m.cols : (i+1)*m.cols] }

// top returns the first rows of m, sharing its numbers.
func (m matrix) top(rows int) matrix { return matrix{rows, m.cols, m.data[:rows*m.cols]} }

// transposed says whether to swap the rows and columns of a factor.
type transposed bool

// multiply sets c to a·b, with each factor transposed or not. c may not share memory with a or b.
func multiply(c, a matrix, aT transposed, b matrix, bT transposed) {
	inner := a.cols
	if aT {
		inner = a.rows
	}
	parallel(c.rows, func(low, high int) {
		part := matrix{high - low, c.cols, c.data[low*c.cols : high*c.cols]}
		if aT {
			multiplyPart(part, a.data[low:], a.cols, aT, b, bT, inner)
		} else {
			multiplyPart(part, a.data[low*a.cols:], a.cols, aT, b, bT, inner)
		}
	})
}

// multiplyGonum sets c to the product of a part of a matrix and b. The part starts at a[0] and its rows are stride numbers apart.
func multiplyGonum(c matrix, a []float32, stride int, aT transposed, b matrix, bT transposed, inner int) {
	side := map[transposed]blas.Transpose{false: blas.NoTrans, true: blas.Trans}
	gonum.Implementation{}.Sgemm(side[aT], side[bT], c.rows, c.cols, inner, 1, a, stride, b.data, b.cols, 0, c.data, c.cols)
}

func dot(a, b []float32) float32 { return gonum.Implementation{}.Sdot(len(a), a, 1, b, 1) }

// addScaled adds x·scale to sum.
func addScaled(sum []float32, scale float32, x []float32) {
	gonum.Implementation{}.Saxpy(len(x), scale, x, 1, sum, 1)
}

func scale(x []float32, by float32) { gonum.Implementation{}.Sscal(len(x), by, x, 1) }

func norm(x []float32) float32 { return float32(math.Sqrt(float64(dot(x, x)))) }
