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

// Isolate puts a worker and its children into a process group of their own.
func Isolate(c *exec.Cmd) { c.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} }

// Confine returns a function that kills a worker and its children, and one that frees what that needs.
func Confine(p *os.Process) (kill, release func()) {
	return func() { _ = syscall.Kill(-p.Pid, syscall.SIGKILL) }, func() {} // an error means that they have ended
}

// LimitMemory bounds the memory of this process. The process watches itself, since the system does not enforce the limits that it accepts (macOS's
// setrlimit(2) ignores RLIMIT_DATA and RLIMIT_AS for mapped memory).
func LimitMemory() {
	debug.SetMemoryLimit(WorkerMemory * 3 / 4) // collect garbage hard before the limit is reached
	go func() {
		for range time.Tick(50 * time.Millisecond) {
			if mostMemory() > WorkerMemory {
				fmt.Fprintln(os.Stderr, "out of memory: more than a worker may have") // the program looks for these words
				os.Exit(2)
			}
		}
	}()
}

// mostMemory returns the peak memory of this process in bytes.
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

// KillTool kills a program.
func KillTool(p *os.Process) error { return p.Kill() }

// LowerPriority lets a process run only when nothing else wants to.
func LowerPriority(p *os.Process) {
	_ = syscall.Setpriority(syscall.PRIO_PROCESS, p.Pid, lowest) // if it is refused, the process runs as others do
}

// lowest is the niceness of a process that runs only when nothing else wants to.
const lowest = 19

// Outgrew returns false: here a process that takes too much memory says so itself.
func Outgrew(*os.ProcessState) bool { return false }

// MemoryOf returns zeros: here each worker watches itself.
func MemoryOf(*os.Process) (inMemory, private int64) { return 0, 0 }
