package kernel

import (
	"math"

	"golang.org/x/sys/cpu"
)

// native returns the kernels in assembly that this processor can run.
func native() []*Kernel {
	if !cpu.X86.HasAVX2 || !cpu.X86.HasFMA {
		return nil
	}
	avx2 := &Kernel{
		name: "avx2", tileRows: 4, tileCols: panel, tile: tileAVX2, floats: floatsAVX2,
		largest: largestAVX2, absolute: absoluteAVX2, quantise: quantiseAVX2, exp: expAVX2, gelu: geluAVX2, norm: normAVX2,
	}
	if !cpu.X86.HasAVX512F || !cpu.X86.HasAVX512BW || !cpu.X86.HasAVX512VL || !cpu.X86.HasAVX512VNNI {
		return []*Kernel{avx2}
	}
	vnni := *avx2
	vnni.name, vnni.tileRows, vnni.tileCols, vnni.tile, vnni.offset = "avx512-vnni", 6, 4*panel, tileVNNI, 128
	return []*Kernel{&vnni, avx2}
}

// The routines in native_amd64.s. Those with a count of numbers want a multiple of lanes that is not 0.

//go:noescape
func tileVNNI(t *tile)

//go:noescape
func tileAVX2(t *tile)

//go:noescape
func floatsAVX2(t *floatTile)

//go:noescape
func largestLanes(x *float32, n int) float32

//go:noescape
func absoluteLanes(x *float32, n int) float32

// quantiseLanes wants a multiple of 32.
//
//go:noescape
func quantiseLanes(dst *int8, x *float32, n int, factor float32, offset byte)

//go:noescape
func expLanes(x *float32, n int, factor, largest float32) float32

//go:noescape
func geluLanes(x *float32, n int)

//go:noescape
func addLanes(x, y *float32, n int) (sum float32)

//go:noescape
func squaresLanes(x *float32, n int, mean float32) (sum float32)

//go:noescape
func scaleLanes(x, gain, bias *float32, n int, mean, scale float32)

const lanes = 8

func largestAVX2(x []float32) float32 {
	n := len(x) &^ (lanes - 1)
	if n == 0 {
		return portableLargest(x)
	}
	largest := largestLanes(&x[0], n)
	for _, v := range x[n:] {
		largest = max(largest, v)
	}
	return largest
}

func absoluteAVX2(x []float32) float32 {
	n := len(x) &^ (lanes - 1)
	if n == 0 {
		return portableAbsolute(x)
	}
	return max(absoluteLanes(&x[0], n), portableAbsolute(x[n:]))
}

func quantiseAVX2(dst []int8, x []float32, factor float32, offset byte) {
	n := len(x) &^ 31
	if n > 0 {
		_ = dst[n-1]
		quantiseLanes(&dst[0], &x[0], n, factor, offset)
	}
	portableQuantise(dst[n:], x[n:], factor, offset)
}

func expAVX2(x []float32, factor, largest float32) float32 {
	var sum float32
	n := len(x) &^ (lanes - 1)
	if n > 0 {
		sum = expLanes(&x[0], n, factor, largest)
	}
	return sum + portableExp(x[n:], factor, largest)
}

func geluAVX2(x []float32) {
	n := len(x) &^ (lanes - 1)
	if n > 0 {
		geluLanes(&x[0], n)
	}
	portableGELU(x[n:])
}

func normAVX2(x, residual, gain, bias []float32, epsilon float32) {
	n := len(x)
	if n == 0 || n%lanes != 0 || residual == nil {
		portableNorm(x, residual, gain, bias, epsilon)
		return
	}
	_, _, _ = residual[n-1], gain[n-1], bias[n-1]
	mean := addLanes(&x[0], &residual[0], n) / float32(n)
	variance := squaresLanes(&x[0], n, mean) / float32(n)
	scaleLanes(&x[0], &gain[0], &bias[0], n, mean, float32(1/math.Sqrt(float64(variance+epsilon))))
}
