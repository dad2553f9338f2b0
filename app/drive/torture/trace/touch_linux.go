package trace

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"golang.org/x/sys/unix"
)

// A pathCall is a system call that names files. It says which arguments are their folders and names; noFolder stands for the working folder.
type pathCall []struct{ folder, name int }

const noFolder = -1

// pathCalls are the calls that change the files they name. oldPathCalls has calls with the same effect that only some systems have.
var pathCalls = map[uint64]pathCall{
	unix.SYS_UNLINKAT:  {{0, 1}},
	unix.SYS_MKDIRAT:   {{0, 1}},
	unix.SYS_MKNODAT:   {{0, 1}},
	unix.SYS_RENAMEAT:  {{0, 1}, {2, 3}},
	unix.SYS_RENAMEAT2: {{0, 1}, {2, 3}},
	unix.SYS_LINKAT:    {{2, 3}},
	unix.SYS_SYMLINKAT: {{1, 2}},
	unix.SYS_FCHMODAT:  {{0, 1}},
	unix.SYS_FCHOWNAT:  {{0, 1}},
	unix.SYS_UTIMENSAT: {{0, 1}},
	unix.SYS_TRUNCATE:  {{noFolder, 0}},
	unix.SYS_SETXATTR:  {{noFolder, 0}},
}

// note returns the kind of a call, and records the paths that it changes.
func (t *tracee) note(thread int, c call) Kind {
	names, ok := pathCalls[c.number]
	if !ok {
		names, ok = oldPathCalls[c.number]
	}
	if ok {
		for _, n := range names {
			folder := uint64(atWorkingFolder)
			if n.folder != noFolder {
				folder = c.args[n.folder]
			}
			t.touch(folder, c.args[n.name])
		}
		return Change
	}
	switch c.number {
	case unix.SYS_OPENAT:
		return t.open(c.args[0], c.args[1], c.args[2])
	case unix.SYS_PWRITE64, unix.SYS_PWRITEV, unix.SYS_COPY_FILE_RANGE, unix.SYS_FALLOCATE:
		return Write
	case unix.SYS_WRITE, unix.SYS_WRITEV, unix.SYS_SENDFILE:
		if path, err := os.Readlink(t.descriptor(c.args[0])); err == nil && filepath.IsAbs(path) { // else a pipe
			return Write
		}
	case unix.SYS_FTRUNCATE, unix.SYS_FSYNC, unix.SYS_FDATASYNC, unix.SYS_FCHMOD, unix.SYS_FCHOWN, unix.SYS_MSYNC:
		return Change
	case unix.SYS_FLOCK:
		return Lock
	case unix.SYS_FCNTL:
		switch c.args[1] {
		case unix.F_SETLK, unix.F_SETLKW, unix.F_OFD_SETLK, unix.F_OFD_SETLKW:
			return Lock
		}
	}
	return t.noteOld(c)
}

// open records the path of a file that is opened for writing. A call that may create a file is a Change.
func (t *tracee) open(folder, name, flags uint64) Kind {
	if flags&(unix.O_WRONLY|unix.O_RDWR|unix.O_CREAT|unix.O_TRUNC) == 0 {
		return Any
	}
	t.touch(folder, name)
	if flags&(unix.O_CREAT|unix.O_TRUNC) != 0 {
		return Change
	}
	return Any
}

// atWorkingFolder is AT_FDCWD as an argument.
const atWorkingFolder = ^uint64(99)

// touch records a path. folder is the descriptor that a relative path is relative to.
func (t *tracee) touch(folder, name uint64) {
	path := t.text(name)
	if path == "" {
		return
	}
	if !filepath.IsAbs(path) {
		base := t.descriptor(folder)
		if int32(folder) == unix.AT_FDCWD {
			base = fmt.Sprintf("/proc/%d/cwd", t.pid)
		}
		if real, err := os.Readlink(base); err == nil {
			path = filepath.Join(real, path)
		}
	}
	t.paths[filepath.Clean(path)] = true
}

func (t *tracee) descriptor(fd uint64) string { return fmt.Sprintf("/proc/%d/fd/%d", t.pid, int32(fd)) }

// text returns the zero-terminated string at an address of the program, or "" if there is none.
func (t *tracee) text(address uint64) string {
	data := make([]byte, unix.PathMax)
	n, err := t.memory.ReadAt(data, int64(address))
	if err != nil && err != io.EOF && n == 0 { // the memory behind it may not belong to the program
		return ""
	}
	text, _, _ := bytes.Cut(data[:n], []byte{0})
	return string(text)
}
