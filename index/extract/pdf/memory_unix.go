//go:build unix

package pdf

import "golang.org/x/sys/unix"

// reserve returns zeroed memory that takes up room only where it is written to, and a function that frees it.
func reserve(bytes int) (memory []byte, free func(), err error) {
	memory, err = unix.Mmap(-1, 0, bytes, unix.PROT_READ|unix.PROT_WRITE, unix.MAP_ANON|unix.MAP_PRIVATE)
	if err != nil {
		return nil, nil, err
	}
	return memory, func() { _ = unix.Munmap(memory) }, nil // it fails only for memory that was not mapped
}
