package extract

import "golang.org/x/sys/unix"

// callsArch is the processor that system calls are numbered for.
const callsArch = unix.AUDIT_ARCH_AARCH64

// alsoWhileReading are system calls that this processor has beside those of all.
var alsoWhileReading = []uintptr{unix.SYS_PPOLL}
