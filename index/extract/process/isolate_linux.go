package process

import (
	"fmt"
	"os"
	"os/exec"
	"runtime/debug"
	"strconv"
	"strings"
	"syscall"

	"golang.org/x/sys/unix"
)

// WorkerMemory bounds a worker's heap, stacks and PDFium's memory.
const WorkerMemory = 512 << 20

// stackMemory is for the stacks of C's threads: the system reserves 8 MiB for each, and little of it is used. Go ends a process that cannot
// start a thread.
const stackMemory = 16 * 8 << 20

// Isolate puts a worker and its children into a process group of their own, and has the worker end with the program.
func Isolate(c *exec.Cmd) {
	c.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL, Setpgid: true}
}

// Confine returns a function that kills a worker and its children, and one that frees what that needs.
func Confine(p *os.Process) (kill, release func()) {
	return func() { _ = syscall.Kill(-p.Pid, syscall.SIGKILL) }, func() {} // an error means that they are gone already
}

// LimitMemory bounds the memory of this process, in addition to what the program watches. The limit on data counts private writable memory, but not
// what is mapped over reserved memory, as Go's heap is. The limit on address space counts everything, used or not: Go and WebAssembly reserve about
// twice what they use (getrlimit(2); mmap_region in the kernel).
func LimitMemory() {
	debug.SetMemoryLimit(WorkerMemory * 3 / 4) // collect garbage hard before the limit is reached
	lower(syscall.RLIMIT_DATA, WorkerMemory+stackMemory+DetectorMemory)
	if reserved := statm(os.Getpid(), addressSpace); reserved > 0 {
		lower(unix.RLIMIT_AS, uint64(reserved)+2*(WorkerMemory+DetectorMemory))
	}
}

// lower lowers a limit of this process. Tools may have more: see StartTool.
func lower(resource int, most uint64) {
	var limit syscall.Rlimit
	if syscall.Getrlimit(resource, &limit) == nil {
		limit.Cur = min(most, limit.Max)
		_ = syscall.Setrlimit(resource, &limit) // if it is refused, the other limits remain
	}
}

// The fields of /proc/PID/statm that are used, in pages (proc_pid_statm(5)).
const (
	addressSpace = iota
	resident
	privateData = 5
)

// statm returns a field of a process's memory statistics, in bytes; 0 if unknown.
func statm(pid, field int) int64 {
	data, err := os.ReadFile(fmt.Sprintf("/proc/%d/statm", pid))
	if err != nil {
		return 0
	}
	fields := strings.Fields(string(data))
	if len(fields) <= field {
		return 0
	}
	pages, err := strconv.ParseInt(fields[field], 10, 64)
	if err != nil {
		return 0
	}
	return pages * int64(os.Getpagesize())
}

// MemoryOf returns what a process has in memory, and its data, which RLIMIT_DATA bounds. Both are in bytes, and 0 if unknown.
func MemoryOf(p *os.Process) (inMemory, private int64) {
	return statm(p.Pid, resident), statm(p.Pid, privateData)
}

// The limits of a tool: of memory, and of address space, used or not.
const (
	toolMemory       = 2 << 30
	toolAddressSpace = 3 * toolMemory
)

// withoutNetwork gives a process a network namespace of its own, which leads nowhere, not even to this computer. A process without privileges
// gets one together with a user namespace, in which it keeps its user; some systems allow neither.
func withoutNetwork(a *syscall.SysProcAttr) {
	a.Cloneflags = unix.CLONE_NEWUSER | unix.CLONE_NEWNET
	a.UidMappings = []syscall.SysProcIDMap{{ContainerID: os.Geteuid(), HostID: os.Geteuid(), Size: 1}}
	a.GidMappings = []syscall.SysProcIDMap{{ContainerID: os.Getegid(), HostID: os.Getegid(), Size: 1}}
}

// KillTool ends a program, and what it has started.
func KillTool(p *os.Process) error { return syscall.Kill(-p.Pid, syscall.SIGKILL) }

// StartTool starts a program that ends with this process, offline if asked. It replaces the memory limits that the program inherits by its
// own. It never lowers this process's limits, not even for a moment: that could end a process that holds more.
func StartTool(c *exec.Cmd, offline bool) error {
	c.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL, Setpgid: true}
	if offline {
		withoutNetwork(c.SysProcAttr)
	}
	if err := c.Start(); err != nil {
		return err
	}
	for resource, most := range map[int]uint64{unix.RLIMIT_DATA: toolMemory, unix.RLIMIT_AS: toolAddressSpace} {
		var own unix.Rlimit
		if unix.Prlimit(c.Process.Pid, resource, nil, &own) == nil {
			bound := unix.Rlimit{Cur: min(most, own.Max), Max: own.Max}
			_ = unix.Prlimit(c.Process.Pid, resource, &bound, nil) // if it is refused, this process's limit remains
		}
	}
	return nil
}

// LowerPriority lets a process run only when nothing else wants to.
func LowerPriority(p *os.Process) {
	const lowest = 19
	_ = syscall.Setpriority(syscall.PRIO_PGRP, p.Pid, lowest) // each thread has its own priority; if it is refused, the process runs as others do
}

// Outgrew reports whether an ended process came near its limit. The system counts from what this process held when it started the other, so a smaller
// number says nothing.
func Outgrew(state *os.ProcessState) bool {
	var own syscall.Rusage
	usage, ok := state.SysUsage().(*syscall.Rusage)
	return ok && usage.Maxrss<<10 > WorkerMemory*3/4 && syscall.Getrusage(syscall.RUSAGE_SELF, &own) == nil && usage.Maxrss > own.Maxrss
}
