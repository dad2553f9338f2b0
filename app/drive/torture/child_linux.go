package main

import (
	"os"
	"os/exec"
	"syscall"
)

// separate lets a process mount file systems that nobody else sees and that disappear with it. A user other than root becomes root in a user
// namespace, if the system allows that.
func separate(cmd *exec.Cmd) error {
	if os.Geteuid() == 0 {
		cmd.SysProcAttr = &syscall.SysProcAttr{Unshareflags: syscall.CLONE_NEWNS}
		return nil
	}
	cmd.SysProcAttr = &syscall.SysProcAttr{
		Cloneflags:  syscall.CLONE_NEWUSER | syscall.CLONE_NEWNS,
		UidMappings: []syscall.SysProcIDMap{{HostID: os.Getuid(), Size: 1}},
		GidMappings: []syscall.SysProcIDMap{{HostID: os.Getgid(), Size: 1}},
	}
	return nil
}
