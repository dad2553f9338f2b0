package extract

import "golang.org/x/sys/unix"

// callsArch is the architecture that numbers the system calls.
const callsArch = unix.AUDIT_ARCH_AARCH64

// alsoWhileReading are further system calls, which only this architecture has.
var alsoWhileReading = []uintptr{unix.SYS_PPOLL}
