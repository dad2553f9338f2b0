//go:build !goexperiment.simd || !amd64

package main

// kernel names the arithmetic of a run. Kernels round in different orders, so only the kernel that made a model reproduces it to the last
// bit.
const kernel = "gonum"

func multiplyPart(c matrix, a []float32, stride int, aT transposed, b matrix, bT transposed, inner int) {
	multiplyGonum(c, a, stride, aT, b, bT, inner)
}

func exponentials(x []float32, sharpness float32) { exponentialsByOne(x, sharpness) }

func adam(vector, mean, squares, gradient []float32, rate, correction float32) {
	adamByOne(vector, mean, squares, gradient, rate, correction)
}
