//go:build unix

package pdf

import (
	"os"
	"sync"

	"golang.org/x/sys/unix"
)

// Compiles reports whether this system lets the program make machine code, as wazero does: it maps memory, writes it, and then makes it
// executable. The hardened runtime of macOS forbids that unless the program is signed with
// com.apple.security.cs.allow-unsigned-executable-memory; SELinux may forbid it too (execmem).
var Compiles = sync.OnceValue(func() bool {
	page, err := unix.Mmap(-1, 0, os.Getpagesize(), unix.PROT_READ|unix.PROT_WRITE, unix.MAP_ANON|unix.MAP_PRIVATE)
	if err != nil {
		return true // there is no memory: what reads a PDF will say so
	}
	defer func() { _ = unix.Munmap(page) }() // a page too many does no harm
	page[0] = 0xc3
	return unix.Mprotect(page, unix.PROT_READ|unix.PROT_EXEC) == nil
})
