//go:build unix

package store

import (
	"errors"
	"os"
	"syscall"
)

// noFollow makes os.OpenFile fail on a link.
const noFollow = syscall.O_NOFOLLOW

// tryLock locks a file until it is closed, and reports whether it succeeded.
func tryLock(f *os.File) (bool, error) {
	for {
		err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		switch {
		case errors.Is(err, syscall.EINTR):
			continue
		case errors.Is(err, syscall.EWOULDBLOCK):
			return false, nil
		}
		return err == nil, err
	}
}

func readOnlyFileSystem(err error) bool { return errors.Is(err, syscall.EROFS) }

// diskFault joins ErrFull to an error that means a full disk.
func diskFault(err error) error {
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) {
		return errors.Join(ErrFull, err)
	}
	return err
}

// SyncFolder makes renames in a folder survive a power loss.
func SyncFolder(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	err = f.Sync()
	if errors.Is(err, syscall.EINVAL) || errors.Is(err, syscall.ENOTSUP) { // not every file system can
		err = nil
	}
	return errors.Join(err, f.Close())
}

// shared reports whether a file grants any permission to others than its owner.
func shared(info os.FileInfo) bool { return info.Mode().Perm()&0o077 != 0 }
