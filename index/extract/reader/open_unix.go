//go:build unix

package reader

import "syscall"

// noWaiting has os.OpenFile return at once from a pipe without a writer. It does not affect files.
const noWaiting = syscall.O_NONBLOCK
