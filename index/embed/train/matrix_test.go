package main

import (
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"
)

func randomMatrix(rows, cols int, seed uint64) matrix {
	random := rand.New(rand.NewPCG(seed, 0))
	m := newMatrix(rows, cols)
	for i := range m.data {
		m.data[i] = float32(random.NormFloat64())
	}
	return m
}

// at returns a number of a matrix or of its transpose.
func at(m matrix, t transposed, i, j int) float64 {
	if t {
		i, j = j, i
	}
	return float64(m.data[i*m.cols+j])
}

func TestMultiply(t *testing.T) {
	for _, size := range [][3]int{{1, 1, 1}, {6, 32, 512}, {7, 33, 513}, {100, 70, 1100}, {5, 3, 9}} {
		rows, cols, inner := size[0], size[1], size[2]
		for _, aT := range []transposed{false, true} {
			for _, bT := range []transposed{false, true} {
				a, b, c := randomMatrix(rows, inner, 1), randomMatrix(inner, cols, 2), randomMatrix(rows, cols, 3)
				if aT {
					a = randomMatrix(inner, rows, 1)
				}
				if bT {
					b = randomMatrix(cols, inner, 2)
				}
				multiply(c, a, aT, b, bT)
				for i := range rows {
					for j := range cols {
						var want float64
						for k := range inner {
							want += at(a, aT, i, k) * at(b, bT, k, j)
						}
						if got := at(c, false, i, j); math.Abs(got-want) > 1e-3 {
							t.Fatalf("%v %v %v: number %d,%d is %f, want %f", size, aT, bT, i, j, got, want)
						}
					}
				}
			}
		}
	}
}

func TestMultiplyIsTheSameOnAnyNumberOfCores(t *testing.T) {
	a, b := randomMatrix(101, 300, 1), randomMatrix(57, 300, 2)
	one, two := newMatrix(101, 57), newMatrix(101, 57)
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	multiply(one, a, false, b, true)
	runtime.GOMAXPROCS(3)
	multiply(two, a, false, b, true)
	if !slices.Equal(one.data, two.data) {
		t.Error("one core and three give different products")
	}
}

func BenchmarkMultiply(b *testing.B) {
	x, y, z := randomMatrix(2048, 512, 1), randomMatrix(2048, 512, 2), newMatrix(2048, 2048)
	b.Run("similarities", func(b *testing.B) {
		for b.Loop() {
			multiply(z, x, false, y, true)
		}
	})
	b.Run("gradient", func(b *testing.B) {
		for b.Loop() {
			multiply(x, z, true, y, false)
		}
	})
}
