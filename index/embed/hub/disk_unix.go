//go:build unix

package hub

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// free returns how many bytes the disk of a folder has left.
func free(dir string) (int64, error) {
	var on unix.Statfs_t
	if err := unix.Statfs(dir, &on); err != nil {
		return 0, &os.PathError{Op: "statfs", Path: dir, Err: err}
	}
	return int64(on.Bavail) * int64(on.Bsize), nil
}

// syncDir makes a rename within a folder last.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
