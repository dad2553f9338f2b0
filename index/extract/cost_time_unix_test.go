//go:build unix

package extract_test

import (
	"syscall"
	"testing"
	"time"
)

// spent returns the processor time that this process has used, which other programs on a busy machine do not change.
func spent(t testing.TB) time.Duration {
	t.Helper()
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		t.Fatal(err)
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}
