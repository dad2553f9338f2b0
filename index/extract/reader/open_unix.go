//go:build unix

package reader

import "syscall"

// noWaiting has os.OpenFile return at once from a pipe without a writer. It has no effect on files.
const noWaiting = syscall.O_NONBLOCK
