package kernel

import "unsafe"

// Sizes of a tile of the product of floats.
const (
	FloatRows = 6
	FloatCols = 16
)

// A floatTile is one tile of the product of floats, as the routines read it.
type floatTile struct {
	c, a, b                   *float32
	cStride, aStride, bStride uintptr // bytes from one row to the next
	depth                     uintptr
}

// Floats is a matrix of floats within a slice: its rows are Stride numbers apart.
type Floats struct {
	Data   []float32
	Stride int
}

// MultiplyFloats puts the product of a, rows × depth, and b, depth × cols, into c. cols is a multiple of FloatCols. The routine reads and
// writes whole tiles: a and c have room for rows up to the next multiple of FloatRows.
func (k *Kernel) MultiplyFloats(c, a, b Floats, rows, depth, cols int) {
	if rows == 0 || depth == 0 || cols == 0 {
		return
	}
	whole := roundUp(rows, FloatRows)
	_, _, _ = c.Data[(whole-1)*c.Stride+cols-1], a.Data[(whole-1)*a.Stride+depth-1], b.Data[(depth-1)*b.Stride+cols-1]
	t := floatTile{cStride: uintptr(4 * c.Stride), aStride: uintptr(4 * a.Stride), bStride: uintptr(4 * b.Stride), depth: uintptr(depth)}
	for j := 0; j < cols; j += FloatCols {
		t.b = &b.Data[j]
		for i := 0; i < rows; i += FloatRows {
			t.c, t.a = &c.Data[i*c.Stride+j], &a.Data[i*a.Stride]
			k.floats(&t)
		}
	}
}

func portableFloats(t *floatTile) {
	row := func(p *float32, stride, i uintptr, n int) []float32 {
		return unsafe.Slice((*float32)(unsafe.Add(unsafe.Pointer(p), i*stride)), n)
	}
	for i := range uintptr(FloatRows) {
		var sums [FloatCols]float32
		for d, x := range row(t.a, t.aStride, i, int(t.depth)) {
			for j, y := range row(t.b, t.bStride, uintptr(d), FloatCols) {
				sums[j] += x * y
			}
		}
		copy(row(t.c, t.cStride, i, FloatCols), sums[:])
	}
}
