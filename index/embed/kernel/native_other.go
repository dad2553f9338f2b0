//go:build !amd64

package kernel

// native returns the kernels in assembly; there are none for this processor.
func native() []*Kernel { return nil }
