package process

import (
	"os"
	"os/exec"
	"runtime/debug"
	"syscall"
	"unsafe"

	"golang.org/x/sys/windows"
)

// WorkerMemory bounds what a worker may commit.
const WorkerMemory = 512 << 20

// Isolate keeps a worker from opening a console.
func Isolate(c *exec.Cmd) { c.SysProcAttr = withoutConsole() }

// withoutConsole starts a program that opens no window of its own: a program of the terminal would flash one on the screen.
func withoutConsole() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{HideWindow: true, CreationFlags: windows.CREATE_NO_WINDOW}
}

// Confine puts a worker that has begun, and all that it will start, into a job that ends with the program. It returns a function that
// ends them at once, and one that closes the job, which also ends them.
func Confine(p *os.Process) (kill, release func()) {
	alone, nothing := func() { _ = p.Kill() }, func() {} // an error means that it is gone already
	job, err := newJob(windows.JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE, 0)
	if err != nil {
		return alone, nothing
	}
	handle, err := windows.OpenProcess(windows.PROCESS_SET_QUOTA|windows.PROCESS_TERMINATE, false, uint32(p.Pid))
	if err == nil {
		err = windows.AssignProcessToJobObject(job, handle)
		_ = windows.CloseHandle(handle) // it was only needed for that
	}
	if err != nil {
		_ = windows.CloseHandle(job) // there is nothing in it
		return alone, nothing
	}
	kill = func() {
		_ = windows.TerminateJobObject(job, 1) // an error means that they are gone already
		alone()
	}
	return kill, func() { _ = windows.CloseHandle(job) } // nothing is left to do where it fails
}

// newJob makes a job with limits; memory is that of each of its processes, in bytes.
func newJob(limits uint32, memory uintptr) (windows.Handle, error) {
	job, err := windows.CreateJobObject(nil, nil)
	if err != nil {
		return 0, err
	}
	info := windows.JOBOBJECT_EXTENDED_LIMIT_INFORMATION{ProcessMemoryLimit: memory}
	info.BasicLimitInformation.LimitFlags = limits
	_, err = windows.SetInformationJobObject(job, windows.JobObjectExtendedLimitInformation, uintptr(unsafe.Pointer(&info)), uint32(unsafe.Sizeof(info)))
	if err != nil {
		_ = windows.CloseHandle(job) // the first error is the one to tell
		return 0, err
	}
	return job, nil
}

// LimitMemory bounds the memory of this process, but not that of what it starts, by a job of its own within that of Confine.
func LimitMemory() {
	debug.SetMemoryLimit(WorkerMemory * 3 / 4) // collect hard before the wall is reached
	job, err := newJob(windows.JOB_OBJECT_LIMIT_PROCESS_MEMORY|windows.JOB_OBJECT_LIMIT_SILENT_BREAKAWAY_OK, WorkerMemory)
	if err == nil {
		_ = windows.AssignProcessToJobObject(job, windows.CurrentProcess()) // where it is refused, the soft limit above remains
	}
}

// StartTool starts a program without a console of its own. It cannot take the network from it.
func StartTool(c *exec.Cmd, _ bool) error {
	c.SysProcAttr = withoutConsole()
	return c.Start()
}

// KillTool ends a program.
func KillTool(p *os.Process) error { return p.Kill() }

// LowerPriority has a process run when nothing else wants to.
func LowerPriority(p *os.Process) {
	handle, err := windows.OpenProcess(windows.PROCESS_SET_INFORMATION, false, uint32(p.Pid))
	if err != nil {
		return // it runs as others do
	}
	_ = windows.SetPriorityClass(handle, windows.IDLE_PRIORITY_CLASS)
	_ = windows.CloseHandle(handle) // it was only needed for that
}

// Outgrew cannot be told here; at the wall Go's runtime says so itself.
func Outgrew(*os.ProcessState) bool { return false }

// MemoryOf need not be known here: the system enforces the bound.
func MemoryOf(*os.Process) (inMemory, private int64) { return 0, 0 }

// killed reports whether a process that has ended was ended by another. Who ends one in the Task Manager, or with taskkill, gives it this
// code; a program of Go's that fails ends with 2.
func killed(state *os.ProcessState) bool { return state.ExitCode() == 1 }
