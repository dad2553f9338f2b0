package pdf

import (
	"unsafe"

	"golang.org/x/sys/windows"
)

// reserve returns zeroed memory that takes up room only where it is written to, and a function that frees it.
func reserve(bytes int) (memory []byte, free func(), err error) {
	address, err := windows.VirtualAlloc(0, uintptr(bytes), windows.MEM_RESERVE|windows.MEM_COMMIT, windows.PAGE_READWRITE)
	if err != nil {
		return nil, nil, err
	}
	memory = unsafe.Slice((*byte)(unsafe.Add(nil, address)), bytes)
	return memory, func() { _ = windows.VirtualFree(address, 0, windows.MEM_RELEASE) }, nil // it fails only for memory that was not reserved
}
