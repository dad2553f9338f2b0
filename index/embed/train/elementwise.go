package main

import "math"

// exponentialsByOne replaces each cosine x with exp((x-1)·sharpness), correct to 5 digits.
func exponentialsByOne(x []float32, sharpness float32) {
	for i, c := range x {
		x[i] = exp((c - 1) * sharpness)
	}
}

const (
	log2e    = 1.4426950408889634
	ln2      = 0.6931471805599453
	expLeast = -80 // exp treats smaller numbers as this one
)

// factorials are the coefficients of the exponential series.
var factorials = [...]float32{1, 1. / 2, 1. / 3, 1. / 4, 1. / 5, 1. / 6}

// exp returns e to the power of x, for x up to 0.
func exp(x float32) float32 {
	x = max(x, expLeast)
	whole := int32(x*log2e - 0.5)
	f := (x*log2e - float32(whole)) * ln2 // from -ln2/2 to ln2/2, where the series is short
	series := float32(1)
	for k := len(factorials) - 1; k >= 0; k-- {
		series = f*series*factorials[k] + 1
	}
	return series * math.Float32frombits(uint32(whole+127)<<23)
}

// adamByOne updates a vector, Adam's mean and Adam's squares by the gradient.
func adamByOne(vector, mean, squares, gradient []float32, rate, correction float32) {
	for k, g := range gradient {
		mean[k] = beta1*mean[k] + (1-beta1)*g
		squares[k] = beta2*squares[k] + (1-beta2)*g*g
		vector[k] -= rate * mean[k] / (float32(math.Sqrt(float64(squares[k]*correction))) + tiny)
	}
}
