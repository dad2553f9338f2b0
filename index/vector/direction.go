package vector

import (
	"math"
	"unsafe"
)

// A Direction is a vector of which only the direction is kept, as signed bytes; the largest component is ±127. All zero means none.
//
// A byte a number is enough: the mean nDCG@10 of the vectors alone is the same as with float32s to three digits (docs of the built-in
// model). And because what is searched is always made from the bytes, results are the same before and after a restart.
type Direction []int8

// Quantize writes the direction of v, which may have any length, into d. It reports whether v is finite.
func (d Direction) Quantize(v []float32) bool {
	largest := 0.0
	for _, x := range v {
		if a := math.Abs(float64(x)); a > largest || math.IsNaN(a) {
			largest = a
		}
	}
	if math.IsNaN(largest) || math.IsInf(largest, 0) {
		return false
	}
	for i, x := range v {
		if largest > 0 {
			d[i] = int8(math.Round(float64(x) / largest * math.MaxInt8))
		}
	}
	return true
}

// length returns the Euclidean length of the bytes.
func (d Direction) length() float64 {
	sum := 0
	for _, q := range d {
		sum += int(q) * int(q)
	}
	return math.Sqrt(float64(sum))
}

// Bytes returns the direction as it is stored. They are its own bytes, and must not be changed.
func (d Direction) Bytes() []byte {
	return unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(d))), len(d)) // there may be tens of megabytes of them
}

// DirectionOf returns the direction whose Bytes are data.
func DirectionOf(data []byte) Direction {
	out := make(Direction, len(data))
	for i, b := range data {
		out[i] = int8(b)
	}
	return out
}
