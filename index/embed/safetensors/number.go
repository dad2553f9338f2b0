package safetensors

import (
	"encoding/binary"
	"math"
)

// A number is how a tensor stores its numbers.
type number struct {
	bytes int
	value func([]byte) float64
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

// decode writes the first len(dst) numbers of data to dst.
func (n number) decode(dst []float32, data []byte) {
	for i := range dst {
		dst[i] = float32(n.value(data[i*n.bytes:]))
	}
}

// half returns the value of a 16-bit IEEE 754 number.
func half(bits uint16) float64 {
	sign, exponent, fraction := uint32(bits>>15)<<31, uint32(bits>>10&31), uint32(bits&1023)
	switch exponent {
	case 0: // subnormal
		return math.Copysign(float64(fraction)/(1<<24), float64(math.Float32frombits(sign|0x3f800000)))
	case 31: // infinite, or not a number
		return float64(math.Float32frombits(sign | 0xff<<23 | fraction<<13))
	}
	return float64(math.Float32frombits(sign | (exponent+127-15)<<23 | fraction<<13))
}
