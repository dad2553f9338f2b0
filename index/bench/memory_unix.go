//go:build !windows

package main

import (
	"os"
	"runtime"
	"syscall"
)

// peakMemory is the most memory a process that has ended held at once, in bytes; 0 where the system does not say.
func peakMemory(ended *os.ProcessState) int64 {
	usage, ok := ended.SysUsage().(*syscall.Rusage)
	if !ok {
		return 0
	}
	if runtime.GOOS == "darwin" {
		return usage.Maxrss
	}
	return usage.Maxrss * 1024 // kibibytes, except on macOS
}
