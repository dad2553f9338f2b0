package main

import (
	"errors"
	"os"
	"path/filepath"
	"syscall"

	"golang.org/x/sys/unix"
)

// makeDevice makes a character device. Only root can do that.
func makeDevice(path string, major, minor uint32) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	err := syscall.Mknod(path, syscall.S_IFCHR|0o644, int(unix.Mkdev(major, minor)))
	if errors.Is(err, os.ErrPermission) {
		return skipError{"only root makes devices"}
	}
	return err
}
