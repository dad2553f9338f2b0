//go:build unix

package main

import (
	"net"
	"os"
	"syscall"
)

func makePipe(path string) error { return syscall.Mkfifo(path, 0o644) }

// makeSocket makes a socket in a folder. A socket's path must be short, so it is made from there.
func makeSocket(dir, name string) error {
	before, err := os.Getwd()
	if err != nil {
		return err
	}
	if err := os.Chdir(dir); err != nil {
		return err
	}
	defer func() { _ = os.Chdir(before) }() // the trial's own folder plays no part
	l, err := net.ListenUnix("unix", &net.UnixAddr{Name: name, Net: "unix"})
	if err != nil {
		return err
	}
	l.SetUnlinkOnClose(false)
	return l.Close()
}
