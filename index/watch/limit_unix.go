//go:build unix

package watch

import (
	"errors"
	"syscall"
)

// exhausted says whether the system lets this program watch no more: it is out of watches (inotify) or of open files.
func exhausted(err error) bool {
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EMFILE) || errors.Is(err, syscall.ENFILE)
}
