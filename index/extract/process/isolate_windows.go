package process

import (
	"os"
	"os/exec"
	"runtime/debug"
	"syscall"
	"unsafe"

	"golang.org/x/sys/windows"
)

// WorkerMemory bounds the memory that a worker may commit.
const WorkerMemory = 512 << 20

// Isolate keeps a worker from opening a console.
func Isolate(c *exec.Cmd) { c.SysProcAttr = withoutConsole() }

// withoutConsole keeps a program from opening a console window, which would flash on the screen.
func withoutConsole() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{HideWindow: true, CreationFlags: windows.CREATE_NO_WINDOW}
}

// Confine puts a started worker, and all that it will start, into a job that ends with the program. It returns a function that kills them, and one
// that closes the job, which also kills them.
func Confine(p *os.Process) (kill, release func()) {
	alone, nothing := func() { _ = p.Kill() }, func() {} // an error means that it has ended
	job, err := newJob(windows.JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE, 0)
	if err != nil {
		return alone, nothing
	}
	handle, err := windows.OpenProcess(windows.PROCESS_SET_QUOTA|windows.PROCESS_TERMINATE, false, uint32(p.Pid))
	if err == nil {
		err = windows.AssignProcessToJobObject(job, handle)
		_ = windows.CloseHandle(handle) // it is not needed any more
	}
	if err != nil {
		_ = windows.CloseHandle(job) // the job is empty
		return alone, nothing
	}
	kill = func() {
		_ = windows.TerminateJobObject(job, 1) // an error means that they have ended
		alone()
	}
	return kill, func() { _ = windows.CloseHandle(job) } // if it fails, nothing else can be done
}

// newJob makes a job with limits. memory bounds each of its processes, in bytes.
func newJob(limits uint32, memory uintptr) (windows.Handle, error) {
	job, err := windows.CreateJobObject(nil, nil)
	if err != nil {
		return 0, err
	}
	info := windows.JOBOBJECT_EXTENDED_LIMIT_INFORMATION{ProcessMemoryLimit: memory}
	info.BasicLimitInformation.LimitFlags = limits
	_, err = windows.SetInformationJobObject(job, windows.JobObjectExtendedLimitInformation, uintptr(unsafe.Pointer(&info)), uint32(unsafe.Sizeof(info)))
	if err != nil {
		_ = windows.CloseHandle(job) // the first error is the one to report
		return 0, err
	}
	return job, nil
}

// LimitMemory bounds the memory of this process, but not of its children, by a job of its own within that of Confine.
func LimitMemory() {
	debug.SetMemoryLimit(WorkerMemory * 3 / 4) // collect garbage hard before the limit is reached
	job, err := newJob(windows.JOB_OBJECT_LIMIT_PROCESS_MEMORY|windows.JOB_OBJECT_LIMIT_SILENT_BREAKAWAY_OK, WorkerMemory)
	if err == nil {
		_ = windows.AssignProcessToJobObject(job, windows.CurrentProcess()) // if it is refused, the soft limit above remains
	}
}

// StartTool starts a program without a console of its own. It cannot take the network from it.
func StartTool(c *exec.Cmd, _ bool) error {
	c.SysProcAttr = withoutConsole()
	return c.Start()
}

// KillTool kills a program.
func KillTool(p *os.Process) error { return p.Kill() }

// LowerPriority has a process run when nothing else wants to.
func LowerPriority(p *os.Process) {
	handle, err := windows.OpenProcess(windows.PROCESS_SET_INFORMATION, false, uint32(p.Pid))
	if err != nil {
		return // the process runs as others do
	}
	_ = windows.SetPriorityClass(handle, windows.IDLE_PRIORITY_CLASS)
	_ = windows.CloseHandle(handle) // it is not needed any more
}

// Outgrew returns false: at the limit Go's runtime says so itself.
func Outgrew(*os.ProcessState) bool { return false }

// MemoryOf returns zeros: the system enforces the limit.
func MemoryOf(*os.Process) (inMemory, private int64) { return 0, 0 }

// killed reports whether another process ended an ended one. The Task Manager and taskkill give it this code; a failing Go program ends with 2.
func killed(state *os.ProcessState) bool { return state.ExitCode() == 1 }
