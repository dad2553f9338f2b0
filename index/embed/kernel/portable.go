package kernel

import "unsafe"

// portableTile computes a tile of 4 rows and 16 outputs.
func portableTile(t *tile) {
	w := unsafe.Slice(t.w, t.groups*groupBytes)
	colScale, bias := unsafe.Slice(t.colScale, panel), unsafe.Slice(t.bias, panel)
	rowScale := unsafe.Slice(t.rowScale, 4)
	for r := range uintptr(4) {
		a := unsafe.Slice((*int8)(unsafe.Add(unsafe.Pointer(t.a), r*t.aStride)), t.groups*group)
		var sums [panel]int32
		for g := range int(t.groups) {
			a0, a1, a2, a3 := int32(a[4*g]), int32(a[4*g+1]), int32(a[4*g+2]), int32(a[4*g+3])
			part := w[g*groupBytes:][:groupBytes]
			for o := range sums {
				sums[o] += a0*int32(part[4*o]) + a1*int32(part[4*o+1]) + a2*int32(part[4*o+2]) + a3*int32(part[4*o+3])
			}
		}
		c := unsafe.Slice((*float32)(unsafe.Add(unsafe.Pointer(t.c), r*t.cStride)), panel)
		for o, sum := range sums {
			c[o] = float32(sum)*(rowScale[r]*colScale[o]) + bias[o]
		}
	}
}
