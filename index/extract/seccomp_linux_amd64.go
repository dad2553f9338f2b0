package extract

import "golang.org/x/sys/unix"

// callsArch is the architecture that numbers the system calls.
const callsArch = unix.AUDIT_ARCH_X86_64

// alsoWhileReading are further system calls, which only this architecture has.
var alsoWhileReading = []uintptr{unix.SYS_EPOLL_WAIT, unix.SYS_POLL, unix.SYS_TIME, unix.SYS_ARCH_PRCTL}
