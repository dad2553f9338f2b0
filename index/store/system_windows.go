package store

import (
	"errors"
	"os"

	"golang.org/x/sys/windows"
)

// lockedByte is the offset of the lock in the file, far behind the content, which others read.
const lockedByte = 1 << 30

// Windows has no noFollow. A link is detected after the file is opened, and before it is written.
const noFollow = 0

// tryLock locks a file until it is closed, and reports whether it succeeded.
func tryLock(f *os.File) (bool, error) {
	const flags = windows.LOCKFILE_EXCLUSIVE_LOCK | windows.LOCKFILE_FAIL_IMMEDIATELY
	err := windows.LockFileEx(windows.Handle(f.Fd()), flags, 0, 1, 0, &windows.Overlapped{Offset: lockedByte})
	if errors.Is(err, windows.ERROR_LOCK_VIOLATION) {
		return false, nil
	}
	return err == nil, err
}

func readOnlyFileSystem(err error) bool { return errors.Is(err, windows.ERROR_WRITE_PROTECT) }

// diskFault joins ErrFull to an error that means a full disk.
func diskFault(err error) error {
	if errors.Is(err, windows.ERROR_DISK_FULL) || errors.Is(err, windows.ERROR_HANDLE_DISK_FULL) {
		return errors.Join(ErrFull, err)
	}
	return err
}

// SyncFolder does nothing: Windows itself makes renames durable.
func SyncFolder(string) error { return nil }

// shared returns false: Windows does not keep access rights in a file's mode, and user folders are private by default.
func shared(os.FileInfo) bool { return false }
