//go:build !windows

package main

import (
	"os"
	"runtime"
	"syscall"
)

// peakMemory returns the peak memory of a process that has ended, in bytes; 0 if the system does not report it.
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
