//go:build unix

package main

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
)

// nobody is a user without any right of its own, by custom. Rights do not bind root.
const nobody = 65534

// giveTo gives a folder and all in it to a user. Who is not root keeps it, and is bound by rights anyway.
func giveTo(dir string, user int) error {
	if os.Geteuid() != 0 {
		return nil
	}
	return filepath.WalkDir(dir, func(path string, _ fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		return os.Lchown(path, user, user)
	})
}

// runAs has a command run as a user, if this process may.
func runAs(cmd *exec.Cmd, user uint32) {
	if os.Geteuid() == 0 {
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: user, Gid: user}}
	}
}
