package trace

import "golang.org/x/sys/unix"

// oldPathCalls are calls that newer systems do not have.
var oldPathCalls = map[uint64]pathCall{
	unix.SYS_UNLINK:  {{noFolder, 0}},
	unix.SYS_RMDIR:   {{noFolder, 0}},
	unix.SYS_MKDIR:   {{noFolder, 0}},
	unix.SYS_MKNOD:   {{noFolder, 0}},
	unix.SYS_RENAME:  {{noFolder, 0}, {noFolder, 1}},
	unix.SYS_LINK:    {{noFolder, 1}},
	unix.SYS_SYMLINK: {{noFolder, 1}},
	unix.SYS_CHMOD:   {{noFolder, 0}},
	unix.SYS_CHOWN:   {{noFolder, 0}},
	unix.SYS_LCHOWN:  {{noFolder, 0}},
	unix.SYS_UTIME:   {{noFolder, 0}},
	unix.SYS_UTIMES:  {{noFolder, 0}},
	unix.SYS_CREAT:   {{noFolder, 0}},
}

func (t *tracee) noteOld(c call) Kind {
	if c.number == unix.SYS_OPEN {
		return t.open(atWorkingFolder, c.args[0], c.args[1])
	}
	return Any
}
