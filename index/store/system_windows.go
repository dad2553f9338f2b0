package store

import (
	"errors"
	"os"

	"golang.org/x/sys/windows"
)

// lockedByte is where in the file the lock is: far behind what the file says, which others read.
const lockedByte = 1 << 30

// noFollow has no counterpart: a link is found when the file is open, and before it is written to.
const noFollow = 0

// tryLock locks a file until it is closed, and reports whether it could.
func tryLock(f *os.File) (bool, error) {
	const flags = windows.LOCKFILE_EXCLUSIVE_LOCK | windows.LOCKFILE_FAIL_IMMEDIATELY
	err := windows.LockFileEx(windows.Handle(f.Fd()), flags, 0, 1, 0, &windows.Overlapped{Offset: lockedByte})
	if errors.Is(err, windows.ERROR_LOCK_VIOLATION) {
		return false, nil
	}
	return err == nil, err
}

func readOnlyFileSystem(err error) bool { return errors.Is(err, windows.ERROR_WRITE_PROTECT) }

// diskFault names a full disk.
func diskFault(err error) error {
	if errors.Is(err, windows.ERROR_DISK_FULL) || errors.Is(err, windows.ERROR_HANDLE_DISK_FULL) {
		return errors.Join(ErrFull, err)
	}
	return err
}

// SyncFolder does nothing: the system keeps the names of a folder by itself.
func SyncFolder(string) error { return nil }

// shared is false: who may read a file is kept elsewhere than in its mode, and a person's folders are private to begin with.
func shared(os.FileInfo) bool { return false }
