//go:build unix

package main

import (
	"net"
	"os"
	"syscall"
)

func makePipe(path string) error { return syscall.Mkfifo(path, 0o644) }

// makeSocket makes a socket in a folder. A socket's path must be short, so makeSocket changes to the folder first.
func makeSocket(dir, name string) error {
	before, err := os.Getwd()
	if err != nil {
		return err
	}
	if err := os.Chdir(dir); err != nil {
		return err
	}
	defer func() { _ = os.Chdir(before) }() // nothing depends on the working folder
	l, err := net.ListenUnix("unix", &net.UnixAddr{Name: name, Net: "unix"})
	if err != nil {
		return err
	}
	l.SetUnlinkOnClose(false)
	return l.Close()
}
