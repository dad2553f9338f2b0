package kernel

import "math"

// A Matrix holds the weights of a linear layer in 8 bits, in panels of 16 outputs:
//
//	panel  group   16 outputs × 4 inputs
//	0      0       w[0][0..3] w[1][0..3] … w[15][0..3]
//	       1       w[0][4..7] …
//	       …
//	1      0       w[16][0..3] …
//
// A row is scaled by its largest number. Outputs that fill the last tile and inputs that fill the last group are 0.
type Matrix struct {
	kernel  *Kernel
	Out, In int
	groups  int
	numbers []int8
	scale   []float32 // of an output
	bias    []float32
	initial []int32 // what the sum of an output starts with, against the offset of the numbers on the left
}

const (
	panel      = 16 // outputs
	group      = 4  // inputs
	groupBytes = panel * group
	greatest   = 127
)

// NewMatrix returns a Matrix of zeros.
func (k *Kernel) NewMatrix(out, in int) *Matrix {
	wide, groups := roundUp(out, k.tileCols), roundUp(in, group)/group
	return &Matrix{
		kernel: k, Out: out, In: in, groups: groups,
		numbers: make([]int8, wide*groups*group), scale: make([]float32, wide), bias: make([]float32, wide), initial: make([]int32, wide),
	}
}

func roundUp(n, unit int) int { return (n + unit - 1) / unit * unit }

// SetRow sets the weights of an output. It rounds them to 8 bits.
func (m *Matrix) SetRow(out int, weights []float32) {
	numbers := make([]int8, len(weights))
	m.scale[out] = Round(numbers, weights)
	start := out/panel*m.groups*groupBytes + out%panel*group
	var sum int32
	for in, number := range numbers {
		m.numbers[start+in/group*groupBytes+in%group] = number
		sum += int32(number)
	}
	m.initial[out] = -sum * int32(m.kernel.offset)
}

// Round rounds x to 8 bits, and returns the scale by which the rounded numbers are to be multiplied.
func Round(dst []int8, x []float32) (scale float32) {
	factor, scale := factorFor(portableAbsolute(x))
	portableQuantise(dst, x, factor, 0)
	return scale
}

// factorFor returns what to multiply numbers with so that the largest becomes the greatest of 8 bits, and what to multiply them with after.
// Numbers that are not finite become 0.
func factorFor(largest float32) (factor, scale float32) {
	if !(largest > greatest/math.MaxFloat32 && largest <= math.MaxFloat32) {
		return 0, 0
	}
	return greatest / largest, largest / greatest
}

// SetBias sets what is added to each output.
func (m *Matrix) SetBias(bias []float32) { copy(m.bias, bias) }

// Bytes returns how much memory the matrix takes.
func (m *Matrix) Bytes() int { return len(m.numbers) + 4*(len(m.scale)+len(m.bias)+len(m.initial)) }

// A Quantised holds rows of numbers in 8 bits, each row with a scale of its own.
type Quantised struct {
	rows, cols int
	stride     int // bytes from one row to the next
	numbers    []int8
	scale      []float32
}

// Quantise puts rows of cols numbers into q, which it makes if it is nil, and returns q.
func (k *Kernel) Quantise(q *Quantised, x []float32, rows, cols int) *Quantised {
	if q == nil {
		q = &Quantised{}
	}
	q.rows, q.cols, q.stride = rows, cols, roundUp(cols, group)
	whole := roundUp(rows, k.tileRows)
	q.numbers, q.scale = sized(q.numbers, whole*q.stride), sized(q.scale, whole)
	for r := range rows {
		row := x[r*cols : (r+1)*cols]
		factor, scale := factorFor(k.absolute(row))
		numbers := q.numbers[r*q.stride : (r+1)*q.stride]
		k.quantise(numbers[:cols], row, factor, k.offset)
		clear(numbers[cols:]) // the weights there are 0
		q.scale[r] = scale
	}
	return q
}

// sized returns a slice of n elements, s if it is large enough. Their values are of no use.
func sized[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n)
	}
	return s[:n]
}

// A tile is one tile of the 8-bit product, as the routines read it.
type tile struct {
	c        *float32
	cStride  uintptr // bytes from one row to the next
	a        *int8
	aStride  uintptr // bytes
	w        *int8
	wStride  uintptr // bytes from one panel to the next
	groups   uintptr
	rowScale *float32
	colScale *float32
	bias     *float32
	initial  *int32
}

// Multiply puts x·wᵀ + bias into dst, whose rows are stride numbers apart. It writes w.Out numbers of each row of x.
func (k *Kernel) Multiply(dst []float32, stride int, x *Quantised, w *Matrix) {
	if x.cols != w.In || w.kernel != k {
		panic("kernel: matrices do not fit")
	}
	edge := make([]float32, k.tileRows*k.tileCols)
	for j := 0; j < w.Out; j += k.tileCols {
		cols := min(k.tileCols, w.Out-j)
		t := tile{
			aStride: uintptr(x.stride), w: &w.numbers[j*w.groups*group], wStride: uintptr(w.groups * groupBytes), groups: uintptr(w.groups),
			colScale: &w.scale[j], bias: &w.bias[j], initial: &w.initial[j],
		}
		for i := 0; i < x.rows; i += k.tileRows {
			rows := min(k.tileRows, x.rows-i)
			t.a, t.rowScale = &x.numbers[i*x.stride], &x.scale[i]
			if rows == k.tileRows && cols == k.tileCols {
				_ = dst[(i+rows-1)*stride+j+cols-1]
				t.c, t.cStride = &dst[i*stride+j], uintptr(4*stride)
				k.tile(&t)
				continue
			}
			t.c, t.cStride = &edge[0], uintptr(4*k.tileCols)
			k.tile(&t)
			for r := range rows {
				copy(dst[(i+r)*stride+j:][:cols], edge[r*k.tileCols:])
			}
		}
	}
}
