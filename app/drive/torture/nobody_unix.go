//go:build unix

package main

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
)

// nobody is, by convention, a user without permissions of its own. Permissions do not apply to root.
const nobody = 65534

// giveTo gives a folder and everything in it to a user. A user other than root keeps the folder: permissions apply to it anyway.
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

// runAs lets a command run as a user, if this process may do that.
func runAs(cmd *exec.Cmd, user uint32) {
	if os.Geteuid() == 0 {
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: user, Gid: user}}
	}
}
