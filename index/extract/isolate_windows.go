package extract

import (
	"os"
	"os/exec"
	"runtime/debug"
	"unsafe"

	"golang.org/x/sys/windows"
)

// workerMemory bounds what a worker may commit.
const workerMemory = 512 << 20

func isolate(*exec.Cmd) {}

// confine puts a worker that has begun, and all that it will start, into a job that ends with the program. What is returned ends
// them at once.
func confine(p *os.Process) (kill func()) {
	alone := func() { _ = p.Kill() } // an error means that it is gone already
	job, err := newJob(windows.JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE, 0)
	if err != nil {
		return alone
	}
	handle, err := windows.OpenProcess(windows.PROCESS_SET_QUOTA|windows.PROCESS_TERMINATE, false, uint32(p.Pid))
	if err == nil {
		err = windows.AssignProcessToJobObject(job, handle)
		_ = windows.CloseHandle(handle) // it was only needed for that
	}
	if err != nil {
		_ = windows.CloseHandle(job) // there is nothing in it
		return alone
	}
	return func() {
		_ = windows.TerminateJobObject(job, 1) // an error means that they are gone already
		alone()
	}
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

// limitMemory bounds the memory of this process, but not that of what it starts, by a job of its own within that of confine.
func limitMemory() {
	debug.SetMemoryLimit(workerMemory * 3 / 4) // collect hard before the wall is reached
	job, err := newJob(windows.JOB_OBJECT_LIMIT_PROCESS_MEMORY|windows.JOB_OBJECT_LIMIT_SILENT_BREAKAWAY_OK, workerMemory)
	if err == nil {
		_ = windows.AssignProcessToJobObject(job, windows.CurrentProcess()) // where it is refused, the soft limit above remains
	}
}

func startTool(c *exec.Cmd) error { return c.Start() }

// lowerPriority has a process run when nothing else wants to.
func lowerPriority(p *os.Process) {
	handle, err := windows.OpenProcess(windows.PROCESS_SET_INFORMATION, false, uint32(p.Pid))
	if err != nil {
		return // it runs as others do
	}
	_ = windows.SetPriorityClass(handle, windows.IDLE_PRIORITY_CLASS)
	_ = windows.CloseHandle(handle) // it was only needed for that
}

// outgrew cannot be told here; at the wall Go's runtime says so itself.
func outgrew(*os.ProcessState) bool { return false }
