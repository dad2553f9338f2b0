package extract

import "golang.org/x/sys/unix"

// callsArch is the processor that system calls are numbered for.
const callsArch = unix.AUDIT_ARCH_X86_64

// alsoWhileReading are system calls that this processor has beside those of all.
var alsoWhileReading = []uintptr{unix.SYS_EPOLL_WAIT, unix.SYS_POLL, unix.SYS_TIME, unix.SYS_ARCH_PRCTL}
