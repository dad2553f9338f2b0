package main

import (
	"fmt"
	"syscall"
)

func mountMemory(dir string, bytes int64) error {
	return syscall.Mount("tmpfs", dir, "tmpfs", 0, fmt.Sprintf("size=%d,mode=755", bytes))
}

// resize changes the size of a disk in memory.
func resize(dir string, bytes int64) error {
	return syscall.Mount("tmpfs", dir, "tmpfs", syscall.MS_REMOUNT, fmt.Sprintf("size=%d", bytes))
}

func mountAgain(from, dir string, readOnly bool) error {
	if err := syscall.Mount(from, dir, "", syscall.MS_BIND, ""); err != nil || !readOnly {
		return err
	}
	return syscall.Mount("", dir, "", syscall.MS_BIND|syscall.MS_REMOUNT|syscall.MS_RDONLY, "")
}

func unmount(dir string) error { return syscall.Unmount(dir, syscall.MNT_DETACH) }
