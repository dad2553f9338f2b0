package extract

import (
	"os"
	"os/exec"
	"runtime/debug"
	"syscall"

	"golang.org/x/sys/unix"
)

// workerMemory bounds what a worker may allocate: its heap, its stacks and PDFium's memory.
const workerMemory = 512 << 20

// isolate has a worker ended with the program, in a group of its own, which all that it starts is in.
func isolate(c *exec.Cmd) {
	c.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL, Setpgid: true}
}

// confine returns a function that ends a worker at once, with all that it has started, and one that frees what that needs.
func confine(p *os.Process) (kill, release func()) {
	return func() { _ = syscall.Kill(-p.Pid, syscall.SIGKILL) }, func() {} // an error means that they are gone already
}

// limitMemory bounds the memory of this process. The limit on data counts private writable memory only, not what Go and
// WebAssembly reserve without using it (getrlimit(2), RLIMIT_DATA, since Linux 4.7).
func limitMemory() {
	debug.SetMemoryLimit(workerMemory * 3 / 4) // collect hard before the wall is reached
	var limit syscall.Rlimit
	_ = syscall.Getrlimit(syscall.RLIMIT_DATA, &limit) // zero where it fails, and then set to no more than ours
	limit.Cur = workerMemory + detectorMemory
	limit.Max = max(limit.Max, limit.Cur)              // see startTool
	_ = syscall.Setrlimit(syscall.RLIMIT_DATA, &limit) // where it is refused, the soft limit above remains
}

// toolMemory bounds what another program may allocate that a worker runs.
const toolMemory = 2 << 30

// startTool starts a program that ends with this process, with a bound of its own instead of this process's, which it inherits. This
// process's own is left alone: lowered for a moment, it would end a process that holds more.
func startTool(c *exec.Cmd) error {
	c.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	if err := c.Start(); err != nil {
		return err
	}
	var own unix.Rlimit
	if unix.Prlimit(c.Process.Pid, unix.RLIMIT_DATA, nil, &own) == nil {
		bound := unix.Rlimit{Cur: min(toolMemory, own.Max), Max: own.Max}
		_ = unix.Prlimit(c.Process.Pid, unix.RLIMIT_DATA, &bound, nil) // where it is refused, this process's bound remains
	}
	return nil
}

// lowerPriority has a worker run when nothing else wants to.
func lowerPriority(p *os.Process) {
	const lowest = 19
	_ = syscall.Setpriority(syscall.PRIO_PGRP, p.Pid, lowest) // all its threads, which have one each; where it is refused, it runs as others do
}

// outgrew reports whether a process that has ended came near its limit: at the wall Go's runtime does not always find the words
// to say so. The system counts from what this process held when it started the other, so less than that tells nothing.
func outgrew(state *os.ProcessState) bool {
	var own syscall.Rusage
	usage, ok := state.SysUsage().(*syscall.Rusage)
	return ok && usage.Maxrss<<10 > workerMemory*3/4 && syscall.Getrusage(syscall.RUSAGE_SELF, &own) == nil && usage.Maxrss > own.Maxrss
}
