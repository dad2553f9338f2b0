//go:build unix && !linux

package process

import (
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"runtime/debug"
	"syscall"
	"time"
)

// WorkerMemory bounds what a worker may have in memory.
const WorkerMemory = 512 << 20

// Isolate puts a worker into a group of its own, which all that it starts is in.
func Isolate(c *exec.Cmd) { c.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} }

// Confine returns a function that ends a worker at once, with all that it has started, and one that frees what that needs.
func Confine(p *os.Process) (kill, release func()) {
	return func() { _ = syscall.Kill(-p.Pid, syscall.SIGKILL) }, func() {} // an error means that they are gone already
}

// LimitMemory bounds the memory of this process. The system keeps none of the limits that it takes (setrlimit(2) of macOS heeds
// neither RLIMIT_DATA nor RLIMIT_AS for what is mapped), so the process looks after itself.
func LimitMemory() {
	debug.SetMemoryLimit(WorkerMemory * 3 / 4) // collect hard before the wall is reached
	go func() {
		for range time.Tick(50 * time.Millisecond) {
			if mostMemory() > WorkerMemory {
				fmt.Fprintln(os.Stderr, "out of memory: more than a worker may have") // which the program looks for
				os.Exit(2)
			}
		}
	}()
}

// mostMemory is the most that this process has had in memory, in bytes.
func mostMemory() int64 {
	var usage syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &usage) != nil {
		return 0
	}
	if runtime.GOOS == "darwin" {
		return int64(usage.Maxrss)
	}
	return int64(usage.Maxrss) << 10
}

// StartTool starts a program. It cannot take the network from it.
func StartTool(c *exec.Cmd, _ bool) error { return c.Start() }

// KillTool ends a program.
func KillTool(p *os.Process) error { return p.Kill() }

// LowerPriority has a process run when nothing else wants to.
func LowerPriority(p *os.Process) {
	_ = syscall.Setpriority(syscall.PRIO_PROCESS, p.Pid, lowest) // where it is refused, it runs as others do
}

// lowest is the niceness of what runs when nothing else wants to.
const lowest = 19

// Outgrew cannot be told of a process that has ended here; it says so itself.
func Outgrew(*os.ProcessState) bool { return false }

// MemoryOf is unknown of another process here: each worker watches itself.
func MemoryOf(*os.Process) (inMemory, private int64) { return 0, 0 }
