package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
)

// A stage may have file systems mounted in it. They are taken away when it is cleared, and none is left when the process ends, which has
// them for itself alone (child.go).

// mountSmall mounts an empty disk of so many bytes, in memory, on a folder of the stage, which is made.
func (s *stage) mountSmall(dir string, bytes int64) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	return s.mounted(dir, mountMemory(dir, bytes))
}

// mountBound mounts a folder on another one, read-only if so wanted.
func (s *stage) mountBound(from, dir string, readOnly bool) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	return s.mounted(dir, mountAgain(from, dir, readOnly))
}

// mounted remembers a mount, or says that there can be none.
func (s *stage) mounted(dir string, err error) error {
	if errors.Is(err, os.ErrPermission) || errors.Is(err, errors.ErrUnsupported) {
		return skipError{fmt.Sprintf("file systems cannot be mounted here (%v)", err)}
	}
	if err != nil {
		return fmt.Errorf("mount %s: %w", dir, err)
	}
	s.mounts = append(s.mounts, dir)
	return nil
}

// unmount takes away what is mounted on a folder.
func (s *stage) unmount(dir string) error {
	i := slices.Index(s.mounts, dir)
	if i < 0 {
		return fmt.Errorf("nothing is mounted on %s", dir)
	}
	s.mounts = slices.Delete(s.mounts, i, i+1)
	if err := unmount(dir); err != nil {
		return fmt.Errorf("unmount %s: %w", dir, err)
	}
	return nil
}

// unmountAll takes away what is mounted. Where it is to be kept, it is copied to where it was.
func (s *stage) unmountAll(keep bool) error {
	for len(s.mounts) > 0 {
		dir := s.mounts[len(s.mounts)-1]
		saved := filepath.Join(s.root, "mounted")
		var err error
		if keep {
			err = copyTree(dir, saved)
		}
		if err = errors.Join(err, s.unmount(dir)); err != nil {
			return err
		}
		if keep {
			if err := errors.Join(copyTree(saved, dir), removeAll(saved)); err != nil {
				return err
			}
		}
	}
	return nil
}
