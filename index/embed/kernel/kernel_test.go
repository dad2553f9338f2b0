package kernel_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"footnote/index/embed/kernel"
)

// random returns n numbers between -spread and spread.
func random(r *rand.Rand, n int, spread float32) []float32 {
	x := make([]float32, n)
	for i := range x {
		x[i] = (r.Float32()*2 - 1) * spread
	}
	return x
}

func eachKernel(t *testing.T, test func(t *testing.T, k *kernel.Kernel, r *rand.Rand)) {
	for _, k := range kernel.All() {
		t.Run(k.Name(), func(t *testing.T) { test(t, k, rand.New(rand.NewPCG(1, 2))) })
	}
}

// near reports whether numbers agree but for rounding at the scale of size.
func near(a, b, size float32) bool { return math.Abs(float64(a-b)) <= 2e-6*float64(max(size, 1)) }

// product returns x·wᵀ + bias as a kernel computes it.
func product(k *kernel.Kernel, x, w, bias []float32, rows, out, in int) []float32 {
	m := k.NewMatrix(out, in)
	for o := range out {
		m.SetRow(o, w[o*in:(o+1)*in])
	}
	m.SetBias(bias)
	dst := make([]float32, rows*out)
	k.Multiply(dst, out, k.Quantise(nil, x, rows, in), m)
	return dst
}

func TestProductsOfBytes(t *testing.T) {
	eachKernel(t, func(t *testing.T, k *kernel.Kernel, r *rand.Rand) {
		for _, size := range [][3]int{{1, 1, 1}, {6, 64, 4}, {4, 16, 8}, {5, 63, 3}, {7, 65, 33}, {13, 100, 130}, {1, 384, 384}, {48, 384, 1536}} {
			rows, out, in := size[0], size[1], size[2]
			x, w, bias := random(r, rows*in, 3), random(r, out*in, 0.2), random(r, out, 1)
			got, want := product(k, x, w, bias, rows, out, in), product(kernel.Portable(), x, w, bias, rows, out, in)
			for i := range got {
				exact := float64(bias[i%out])
				for j := range in {
					exact += float64(x[i/out*in+j]) * float64(w[i%out*in+j])
				}
				if !near(got[i], want[i], 3) || math.Abs(float64(got[i])-exact) > 0.02*math.Sqrt(float64(in)) {
					t.Fatalf("%v: number %d is %v; in Go alone %v; unrounded %v", size, i, got[i], want[i], exact)
				}
			}
		}
	})
}

// The largest numbers there are fit into the sums.
func TestProductsOfTheLargestBytes(t *testing.T) {
	eachKernel(t, func(t *testing.T, k *kernel.Kernel, _ *rand.Rand) {
		const in = 16384
		x, w := make([]float32, 2*in), make([]float32, 2*in)
		for i := range in {
			x[i], x[in+i], w[i], w[in+i] = 1, -1, 1, -1
		}
		for i, got := range product(k, x, w, []float32{0, 0}, 2, 2, in) {
			if want := []float32{in, -in, -in, in}[i]; !near(got, want, in) {
				t.Errorf("product %d is %v, want %v", i, got, want)
			}
		}
	})
}

func TestNumbersThatAreNotFinite(t *testing.T) {
	eachKernel(t, func(t *testing.T, k *kernel.Kernel, _ *rand.Rand) {
		inf, nan := float32(math.Inf(1)), float32(math.NaN())
		for _, x := range [][]float32{{inf, 1, 1, 1}, {nan, nan, nan, nan}, {0, 0, 0, 0}, {1e-45, 0, 0, 0}} {
			if got := product(k, x, []float32{1, 1, 1, 1}, []float32{7}, 1, 1, 4)[0]; got != 7 {
				t.Errorf("%v gives %v", x, got)
			}
		}
	})
}

func TestProductsOfFloats(t *testing.T) {
	eachKernel(t, func(t *testing.T, k *kernel.Kernel, r *rand.Rand) {
		for _, size := range [][3]int{{1, 1, 16}, {6, 32, 16}, {7, 32, 48}, {64, 26, 64}, {13, 5, 32}} {
			rows, depth, cols := size[0], size[1], size[2]
			whole := (rows + kernel.FloatRows - 1) / kernel.FloatRows * kernel.FloatRows
			a := kernel.Floats{Data: random(r, whole*(depth+3), 1), Stride: depth + 3}
			b := kernel.Floats{Data: random(r, depth*(cols+5), 1), Stride: cols + 5}
			c := kernel.Floats{Data: make([]float32, whole*(cols+1)), Stride: cols + 1}
			k.MultiplyFloats(c, a, b, rows, depth, cols)
			for i := range rows {
				for j := range cols {
					var want float32
					for d := range depth {
						want += a.Data[i*a.Stride+d] * b.Data[d*b.Stride+j]
					}
					if got := c.Data[i*c.Stride+j]; !near(got, want, 5) {
						t.Fatalf("%v: row %d, column %d is %v, want %v", size, i, j, got, want)
					}
				}
			}
		}
	})
}

func TestNumberByNumber(t *testing.T) {
	eachKernel(t, func(t *testing.T, k *kernel.Kernel, r *rand.Rand) {
		for _, n := range []int{1, 7, 8, 9, 31, 32, 100, 384} {
			t.Run(fmt.Sprint(n), func(t *testing.T) {
				x := random(r, n, 6)
				largest := float32(math.Inf(-1))
				for _, v := range x {
					largest = max(largest, v)
				}
				if got := k.Largest(x); got != largest {
					t.Errorf("the largest is %v, want %v", got, largest)
				}
				testExp(t, k, x, largest)
				testGELU(t, k, x)
				testNorm(t, k, r, x)
			})
		}
	})
}

func testExp(t *testing.T, k *kernel.Kernel, x []float32, largest float32) {
	got := append([]float32{}, x...)
	got[0] = -1000 // e to the power of which is 0
	x = append([]float32{}, got...)
	sum := k.Exp(got, 0.7, largest)
	var want float64
	for i, v := range x {
		e := math.Exp(0.7 * float64(v-largest))
		want += e
		if math.Abs(float64(got[i])-e) > 1e-6*e+1e-30 {
			t.Errorf("e to the power of %v is %v, want %v", 0.7*(v-largest), got[i], e)
		}
	}
	if math.Abs(float64(sum)-want) > 1e-5*want+1e-30 {
		t.Errorf("the sum is %v, want %v", sum, want)
	}
}

func testGELU(t *testing.T, k *kernel.Kernel, x []float32) {
	got := append([]float32{}, x...)
	k.GELU(got)
	for i, v := range x {
		if want := float64(v) / 2 * math.Erfc(-float64(v)/math.Sqrt2); math.Abs(float64(got[i])-want) > 2e-6 {
			t.Errorf("GELU of %v is %v, want %v", v, got[i], want)
		}
	}
}

func testNorm(t *testing.T, k *kernel.Kernel, r *rand.Rand, x []float32) {
	residual, gain, bias := random(r, len(x), 1), random(r, len(x), 1), random(r, len(x), 1)
	for _, rest := range [][]float32{residual, nil} {
		got, want := append([]float32{}, x...), append([]float32{}, x...)
		k.AddNorm(got, rest, gain, bias, 1e-5)
		kernel.Portable().AddNorm(want, rest, gain, bias, 1e-5)
		var mean, squares float64
		for i := range got {
			if !near(got[i], want[i], 5) {
				t.Errorf("number %d is %v, want %v", i, got[i], want[i])
			}
			v := float64((got[i] - bias[i]) / gain[i])
			mean, squares = mean+v/float64(len(x)), squares+v*v/float64(len(x))
		}
		if math.Abs(mean) > 1e-3 || len(x) > 1 && math.Abs(squares-1) > 1e-2 {
			t.Errorf("mean %v, variance %v", mean, squares)
		}
	}
}
