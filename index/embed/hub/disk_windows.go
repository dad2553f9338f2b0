package hub

import (
	"math"
	"os"

	"golang.org/x/sys/windows"
)

// free returns how many bytes the disk of a folder has left.
func free(dir string) (int64, error) {
	path, err := windows.UTF16PtrFromString(dir)
	if err != nil {
		return 0, err
	}
	var left uint64
	if err := windows.GetDiskFreeSpaceEx(path, &left, nil, nil); err != nil {
		return 0, &os.PathError{Op: "GetDiskFreeSpaceEx", Path: dir, Err: err}
	}
	return int64(min(left, math.MaxInt64)), nil
}

// syncDir does nothing: Windows makes a rename last by itself.
func syncDir(string) error { return nil }
