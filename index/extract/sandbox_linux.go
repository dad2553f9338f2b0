package extract

import (
	"os"
	"strconv"
	"time"

	"golang.org/x/sys/unix"
)

// seal keeps this process, from now on, from opening files, from sockets, and from other processes. It reports whether the kernel can do
// that. What is loaded late is loaded before.
func seal() bool {
	_, _ = time.Now().Zone() // loads the time zone
	closeInherited()
	return filterCalls(whileReading()) == nil
}

// closeInherited closes what the program that started this one left open by accident: all that would be left to a program which
// this one started, except what is meant for it.
func closeInherited() {
	open, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		return // there is no /proc: nothing is known to be open
	}
	for _, entry := range open {
		fd, err := strconv.Atoi(entry.Name())
		if err != nil || fd <= handoverFile {
			continue
		}
		if flags, err := unix.FcntlInt(uintptr(fd), unix.F_GETFD, 0); err == nil && flags&unix.FD_CLOEXEC == 0 {
			_ = unix.Close(fd) // nobody here knows of it
		}
	}
}
