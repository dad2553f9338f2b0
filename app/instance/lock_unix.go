//go:build unix

package instance

import (
	"errors"
	"os"
	"syscall"
)

// tryLock locks a file for this process, or returns ErrHeld at once.
func tryLock(f *os.File) error {
	err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		return ErrHeld
	}
	return err
}
