package extract

import (
	"os"
	"strconv"
	"time"

	"golang.org/x/sys/unix"
)

// seal keeps this process from opening files and sockets, and from touching other processes, from now on. It reports whether the kernel supports
// that. Load what is needed before.
func seal() bool {
	_, _ = time.Now().Zone() // loads the time zone
	closeInherited()
	return filterCalls(whileReading()) == nil
}

// closeInherited closes files that the program left open by accident, except those that are meant for this process.
func closeInherited() {
	open, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		return // no /proc: open files are unknown
	}
	for _, entry := range open {
		fd, err := strconv.Atoi(entry.Name())
		if err != nil || fd <= handoverFile {
			continue
		}
		if flags, err := unix.FcntlInt(uintptr(fd), unix.F_GETFD, 0); err == nil && flags&unix.FD_CLOEXEC == 0 {
			_ = unix.Close(fd) // nobody here uses it
		}
	}
}
