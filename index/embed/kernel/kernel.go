// Package kernel has the arithmetic of a transformer: products of matrices of 8-bit numbers and of floats, and what is done to each number
// between them. It uses the instructions that the processor has.
//
//	k := kernel.Best()
//	w := k.NewMatrix(out, in)
//	w.SetRow(0, weights)
//	x := k.Quantise(nil, floats, rows, in)
//	k.Multiply(dst, out, x, w)
//
// A product of 8-bit numbers is exact, so all kernels agree on it; floats are rounded in different orders. Portable is written in Go alone,
// and the other kernels are tested against it. Start with Best and Kernel. The methods of a Kernel are safe for concurrent use.
package kernel

import "math"

// A Kernel is a set of routines for one kind of processor.
type Kernel struct {
	name string

	// The 8-bit product is computed in tiles of tileRows × tileCols.
	tileRows, tileCols int
	tile               func(*tile)
	offset             byte // is added to the numbers on the left: some instructions want them unsigned

	// The product of floats is computed in tiles of floatRows × floatCols; the kernel may write whole tiles.
	floats func(*floatTile)

	largest  func(x []float32) float32
	absolute func(x []float32) float32
	quantise func(dst []int8, x []float32, factor float32, offset byte)
	exp      func(x []float32, factor, largest float32) float32
	gelu     func(x []float32)
	norm     func(x, residual, gain, bias []float32, epsilon float32)
}

// Name returns the name of the instructions that the kernel uses: "avx512-vnni".
func (k *Kernel) Name() string { return k.name }

// Portable returns the kernel that runs on every processor.
func Portable() *Kernel {
	return &Kernel{
		name: "portable", tileRows: 4, tileCols: panel, tile: portableTile, floats: portableFloats,
		largest: portableLargest, absolute: portableAbsolute, quantise: portableQuantise, exp: portableExp, gelu: portableGELU, norm: portableNorm,
	}
}

// All returns the kernels that this processor can run, the fastest first.
func All() []*Kernel { return append(native(), Portable()) }

// Best returns the fastest kernel.
func Best() *Kernel { return All()[0] }

// Largest returns the largest number of x, which is not empty.
func (k *Kernel) Largest(x []float32) float32 { return k.largest(x) }

// Exp replaces each number x by e^(factor·(x-largest)), and returns their sum. largest is the largest of them, and factor positive.
func (k *Kernel) Exp(x []float32, factor, largest float32) float32 { return k.exp(x, factor, largest) }

// GELU replaces each number by x·Φ(x), where Φ is the distribution function of the normal distribution: D. Hendrycks and K. Gimpel,
// "Gaussian error linear units", 2016.
func (k *Kernel) GELU(x []float32) { k.gelu(x) }

// AddNorm adds residual to x, if it is not nil, and normalises x to a mean of 0 and a variance of 1; then it applies gain and bias: J. Ba,
// J. Kiros and G. Hinton, "Layer normalization", 2016.
func (k *Kernel) AddNorm(x, residual, gain, bias []float32, epsilon float32) {
	k.norm(x, residual, gain, bias, epsilon)
}

func portableLargest(x []float32) float32 {
	largest := x[0]
	for _, v := range x {
		largest = max(largest, v)
	}
	return largest
}

func portableAbsolute(x []float32) float32 {
	var largest float32
	for _, v := range x {
		largest = max(largest, max(v, -v))
	}
	return largest
}

func portableQuantise(dst []int8, x []float32, factor float32, offset byte) {
	for i, v := range x {
		dst[i] = int8(byte(int8(math.RoundToEven(float64(v*factor)))) + offset)
	}
}

func portableExp(x []float32, factor, largest float32) float32 {
	var sum float32
	for i, v := range x {
		x[i] = exp(factor * (v - largest))
		sum += x[i]
	}
	return sum
}

const (
	log2e = 1 / math.Ln2
	// ln2High and ln2Low add up to ln 2; the product of ln2High with a small whole number is exact.
	ln2High  = 0x1.63p-1
	ln2Low   = math.Ln2 - ln2High
	expLeast = -87.33654 // e to the power of less is no normal number
)

// exp returns e^x for x up to 0, and is right to 7 digits.
func exp(x float32) float32 {
	x = max(x, expLeast)
	n := float32(math.Floor(float64(x*log2e + 0.5)))
	r := x - n*ln2High - n*ln2Low
	p := float32(1.0 / 720)
	for _, c := range [...]float32{1.0 / 120, 1.0 / 24, 1.0 / 6, 0.5, 1, 1} {
		p = p*r + c
	}
	return p * math.Float32frombits(uint32(int32(n)+127)<<23)
}

func portableGELU(x []float32) {
	for i, v := range x {
		x[i] = v * phi(v)
	}
}

// phi returns the share of the normal distribution below x, right to 1e-7: M. Abramowitz and I. Stegun, Handbook of mathematical functions,
// 7.1.26.
func phi(x float32) float32 {
	z := max(x, -x) * (1 / math.Sqrt2)
	t := 1 / (1 + erfP*z)
	p := float32(erf5)
	for _, c := range [...]float32{erf4, erf3, erf2, erf1} {
		p = p*t + c
	}
	half := 0.5 * p * t * exp(-z*z)
	if x < 0 {
		return half
	}
	return 1 - half
}

const (
	erfP = 0.3275911
	erf1 = 0.254829592
	erf2 = -0.284496736
	erf3 = 1.421413741
	erf4 = -1.453152027
	erf5 = 1.061405429
)

func portableNorm(x, residual, gain, bias []float32, epsilon float32) {
	for i, r := range residual {
		x[i] += r
	}
	var sum float64
	for _, v := range x {
		sum += float64(v)
	}
	mean := float32(sum / float64(len(x)))
	var squares float64
	for _, v := range x {
		squares += float64(v-mean) * float64(v-mean)
	}
	scale := float32(1 / math.Sqrt(squares/float64(len(x))+float64(epsilon)))
	for i, v := range x {
		x[i] = (v-mean)*scale*gain[i] + bias[i]
	}
}
