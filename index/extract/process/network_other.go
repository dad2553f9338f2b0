//go:build !linux

package process

import "syscall"

// WithoutNetwork starts a process as it is: no network can be taken from it here.
func WithoutNetwork(*syscall.SysProcAttr) {}

// AsItIs starts a process as it is.
func AsItIs(*syscall.SysProcAttr) {}
