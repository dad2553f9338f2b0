package embed

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math"
)

// A safetensors file (https://github.com/huggingface/safetensors), numbers little-endian:
//
//	0    8   n, bytes of the header
//	8    n   JSON: for each tensor its "dtype", "shape" and "data_offsets", start and end after the header;
//	         "__metadata__" is none
//	8+n      the numbers of the tensors, row after row
//
// A tensor is one tensor of the file, with at most two dimensions.
type tensor struct {
	rows, cols int
	numbers    number
	data       []byte
}

// A number is how a tensor stores its numbers.
type number struct {
	bytes  int
	decode func([]byte) float64
}

var numbers = map[string]number{
	"F64": {8, func(b []byte) float64 { return math.Float64frombits(binary.LittleEndian.Uint64(b)) }},
	"F32": {4, func(b []byte) float64 { return float64(math.Float32frombits(binary.LittleEndian.Uint32(b))) }},
	"F16": {2, func(b []byte) float64 { return half(binary.LittleEndian.Uint16(b)) }},
	"BF16": {2, func(b []byte) float64 {
		return float64(math.Float32frombits(uint32(binary.LittleEndian.Uint16(b)) << 16))
	}},
	"I64": {8, func(b []byte) float64 { return float64(int64(binary.LittleEndian.Uint64(b))) }},
	"I32": {4, func(b []byte) float64 { return float64(int32(binary.LittleEndian.Uint32(b))) }},
	"I8":  {1, func(b []byte) float64 { return float64(int8(b[0])) }},
}

// half returns the value of a 16-bit IEEE 754 number.
func half(bits uint16) float64 {
	sign := 1 - 2*float64(bits>>15)
	exponent, fraction := int(bits>>10&31), float64(bits&1023)
	switch exponent {
	case 0:
		return sign * math.Ldexp(fraction, -24)
	case 31:
		if fraction > 0 {
			return math.NaN()
		}
		return math.Inf(int(sign))
	}
	return sign * math.Ldexp(1024+fraction, exponent-25)
}

// readTensors returns the tensors of a safetensors file; they share its bytes. It returns ErrNotModel for any other file, and ErrDamaged if
// the parts of the file contradict each other.
func readTensors(file []byte) (map[string]tensor, error) {
	if len(file) < 8 {
		return nil, ErrNotModel
	}
	headerBytes := binary.LittleEndian.Uint64(file)
	if headerBytes > uint64(len(file)-8) {
		return nil, ErrNotModel
	}
	var header map[string]json.RawMessage
	if err := json.Unmarshal(file[8:8+headerBytes], &header); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNotModel, err)
	}
	data := file[8+headerBytes:]
	tensors := map[string]tensor{}
	for name, entry := range header {
		if name == "__metadata__" {
			continue
		}
		t, err := readTensor(entry, data)
		if err != nil {
			return nil, fmt.Errorf("tensor %q: %w", name, err)
		}
		tensors[name] = t
	}
	return tensors, nil
}

func readTensor(entry json.RawMessage, data []byte) (tensor, error) {
	var e struct {
		Dtype   string
		Shape   []int
		Offsets [2]int `json:"data_offsets"`
	}
	if err := json.Unmarshal(entry, &e); err != nil {
		return tensor{}, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	t := tensor{rows: 1, cols: 1, numbers: numbers[e.Dtype]}
	if t.numbers.bytes == 0 || len(e.Shape) > 2 {
		return tensor{}, fmt.Errorf("%w: numbers of type %q in %d dimensions", ErrVersion, e.Dtype, len(e.Shape))
	}
	if len(e.Shape) > 0 {
		t.rows = e.Shape[0]
	}
	if len(e.Shape) > 1 {
		t.cols = e.Shape[1]
	}
	start, end := e.Offsets[0], e.Offsets[1]
	const most = 1 << 31 // numbers per side, so that their product cannot overflow
	if start < 0 || start > end || end > len(data) || t.rows < 0 || t.cols < 0 || t.rows > most || t.cols > most ||
		t.rows*t.cols > len(data) || t.rows*t.cols*t.numbers.bytes != end-start {
		return tensor{}, fmt.Errorf("%w: %d × %d numbers from %d to %d", ErrDamaged, t.rows, t.cols, start, end)
	}
	t.data = data[start:end]
	return t, nil
}

// at returns one number.
func (t tensor) at(row, col int) float64 {
	return t.numbers.decode(t.data[(row*t.cols+col)*t.numbers.bytes:])
}

// addRow adds a row, times weight, to sum.
func (t tensor) addRow(sum []float64, row int, weight float64) {
	size := t.numbers.bytes
	data := t.data[row*t.cols*size:]
	for i := range sum {
		sum[i] += weight * t.numbers.decode(data[i*size:])
	}
}
