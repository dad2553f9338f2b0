package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
)

// A stage may have file systems mounted in it. Clearing the stage unmounts them. None is left when the process ends, because nobody else has them
// (child.go).

// mountSmall makes a folder of the stage and mounts an empty disk of a number of bytes on it, in memory.
func (s *stage) mountSmall(dir string, bytes int64) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	return s.mounted(dir, mountMemory(dir, bytes))
}

// mountBound mounts a folder on another one, read-only if wanted.
func (s *stage) mountBound(from, dir string, readOnly bool) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	return s.mounted(dir, mountAgain(from, dir, readOnly))
}

// mounted records a mount, or says that mounting is not possible here.
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

// unmount unmounts what is mounted on a folder.
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

// unmountAll unmounts everything. If the contents are to be kept, it copies them to where they were mounted.
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
