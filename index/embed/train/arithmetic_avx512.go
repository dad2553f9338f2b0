//go:build goexperiment.simd && amd64

package main

import "simd/archsimd"

// kernel names the arithmetic of a run: see arithmetic.go.
const kernel = "avx512"

// A program built for AVX-512 also runs without it. Its arithmetic is then that of other builds, but its runs keep the name of this kernel.
var wide = archsimd.X86.AVX512()

// The product is computed in tiles of tileRows × tileCols that stay in registers, over panels of both factors laid out in reading order: K.
// Goto and R. van de Geijn, "Anatomy of high-performance matrix multiplication", ACM Transactions on Mathematical Software 34 (3), 2008.
const (
	lanes    = 16
	tileRows = 5 // with 6 the tile would not fit into registers
	tileCols = 2 * lanes
	depth    = 512 // of a panel; a panel of b has 64 KB and stays in the second-level cache
)

func multiplyPart(c matrix, a []float32, stride int, aT transposed, b matrix, bT transposed, inner int) {
	if !wide {
		multiplyGonum(c, a, stride, aT, b, bT, inner)
		return
	}
	clear(c.data)
	aPanels := make([]float32, (c.rows+tileRows-1)/tileRows*tileRows*depth)
	bPanel := make([]float32, tileCols*depth)
	for from := 0; from < inner; from += depth {
		k := min(depth, inner-from)
		for i := 0; i < c.rows; i += tileRows {
			packA(aPanels[i*depth:], a, stride, aT, i, min(tileRows, c.rows-i), from, k)
		}
		for j := 0; j < c.cols; j += tileCols {
			packB(bPanel, b, bT, j, min(tileCols, c.cols-j), from, k)
			for i := 0; i < c.rows; i += tileRows {
				addTile(c, i, j, aPanels[i*depth:][:tileRows*k], bPanel[:tileCols*k])
			}
		}
	}
}

// packA lays out rows from i on, at depths from on, one depth after the other.
func packA(panel, a []float32, stride int, aT transposed, i, rows, from, k int) {
	clear(panel[:tileRows*k])
	for r := range rows {
		if aT {
			for d := range k {
				panel[d*tileRows+r] = a[(from+d)*stride+i+r]
			}
			continue
		}
		for d, x := range a[(i+r)*stride+from:][:k] {
			panel[d*tileRows+r] = x
		}
	}
}

// packB lays out columns from j on.
func packB(panel []float32, b matrix, bT transposed, j, cols, from, k int) {
	if cols < tileCols {
		clear(panel[:tileCols*k])
	}
	if !bT {
		for d := range k {
			copy(panel[d*tileCols:][:cols], b.data[(from+d)*b.cols+j:])
		}
		return
	}
	for c := range cols {
		for d, x := range b.data[(j+c)*b.cols+from:][:k] {
			panel[d*tileCols+c] = x
		}
	}
}

// addTile adds the product of two panels to the tile of c at row i and column j.
func addTile(c matrix, i, j int, a, b []float32) {
	var r00, r01, r10, r11, r20, r21, r30, r31, r40, r41 archsimd.Float32x16
	for len(a) >= tileRows && len(b) >= tileCols {
		b0, b1 := archsimd.LoadFloat32x16Slice(b), archsimd.LoadFloat32x16Slice(b[lanes:])
		x := archsimd.BroadcastFloat32x16(a[0])
		r00, r01 = x.MulAdd(b0, r00), x.MulAdd(b1, r01)
		x = archsimd.BroadcastFloat32x16(a[1])
		r10, r11 = x.MulAdd(b0, r10), x.MulAdd(b1, r11)
		x = archsimd.BroadcastFloat32x16(a[2])
		r20, r21 = x.MulAdd(b0, r20), x.MulAdd(b1, r21)
		x = archsimd.BroadcastFloat32x16(a[3])
		r30, r31 = x.MulAdd(b0, r30), x.MulAdd(b1, r31)
		x = archsimd.BroadcastFloat32x16(a[4])
		r40, r41 = x.MulAdd(b0, r40), x.MulAdd(b1, r41)
		a, b = a[tileRows:], b[tileCols:]
	}
	left := [tileRows]archsimd.Float32x16{r00, r10, r20, r30, r40}
	right := [tileRows]archsimd.Float32x16{r01, r11, r21, r31, r41}
	for r := range min(tileRows, c.rows-i) {
		row := c.data[(i+r)*c.cols : (i+r+1)*c.cols][j:min(j+tileCols, c.cols)]
		if len(row) == tileCols {
			left[r].Add(archsimd.LoadFloat32x16Slice(row)).StoreSlice(row)
			right[r].Add(archsimd.LoadFloat32x16Slice(row[lanes:])).StoreSlice(row[lanes:])
			continue
		}
		var whole [tileCols]float32
		left[r].StoreSlice(whole[:lanes])
		right[r].StoreSlice(whole[lanes:])
		for k := range row {
			row[k] += whole[k]
		}
	}
}

func exponentials(x []float32, sharpness float32) {
	if !wide {
		exponentialsByOne(x, sharpness)
		return
	}
	splat := archsimd.BroadcastFloat32x16
	one, half := splat(1), splat(0.5)
	slope, log2E, ln2F, least := splat(sharpness), splat(log2e), splat(ln2), splat(expLeast)
	for len(x) >= lanes {
		v := archsimd.LoadFloat32x16Slice(x).Sub(one).Mul(slope).Max(least)
		whole := v.Mul(log2E).Sub(half).ConvertToInt32()
		f := v.Mul(log2E).Sub(whole.ConvertToFloat32()).Mul(ln2F)
		series := one
		for k := len(factorials) - 1; k >= 0; k-- {
			series = f.Mul(series).MulAdd(splat(factorials[k]), one)
		}
		power := whole.Add(archsimd.BroadcastInt32x16(127)).ShiftAllLeft(23).AsFloat32x16()
		series.Mul(power).StoreSlice(x)
		x = x[lanes:]
	}
	exponentialsByOne(x, sharpness)
}

func adam(vector, mean, squares, gradient []float32, rate, correction float32) {
	if !wide {
		adamByOne(vector, mean, squares, gradient, rate, correction)
		return
	}
	splat := archsimd.BroadcastFloat32x16
	b1, rest1, b2, rest2 := splat(beta1), splat(1-beta1), splat(beta2), splat(1-beta2)
	step, correct, small := splat(rate), splat(correction), splat(tiny)
	for len(gradient) >= lanes {
		g := archsimd.LoadFloat32x16Slice(gradient)
		m := archsimd.LoadFloat32x16Slice(mean).MulAdd(b1, g.Mul(rest1))
		s := archsimd.LoadFloat32x16Slice(squares).MulAdd(b2, g.Mul(g).Mul(rest2))
		v := archsimd.LoadFloat32x16Slice(vector).Sub(m.Mul(step).Div(s.Mul(correct).Sqrt().Add(small)))
		m.StoreSlice(mean)
		s.StoreSlice(squares)
		v.StoreSlice(vector)
		vector, mean, squares, gradient = vector[lanes:], mean[lanes:], squares[lanes:], gradient[lanes:]
	}
	adamByOne(vector, mean, squares, gradient, rate, correction)
}
