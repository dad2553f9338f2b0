package trace

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"syscall"
	"time"
	"unsafe"

	"golang.org/x/sys/unix"
)

func askForStacks(p *os.Process) { _ = p.Signal(syscall.SIGQUIT) } // it may have ended already

// callInfo is struct ptrace_syscall_info of ptrace(2); Rest is its union.
type callInfo struct {
	Op    uint8
	_     [3]uint8
	Arch  uint32
	IP    uint64
	Stack uint64
	Rest  [8]uint64
}

// The values of callInfo.Op. On entry Rest is the number of the call and its arguments.
const (
	entry = 1
	exit  = 2
)

// A tracee is a program that is being watched, with all its threads.
type tracee struct {
	opt    Options
	pid    int
	memory *os.File        // the program's
	calls  map[int]call    // by thread: those in progress
	known  map[int]bool    // threads
	paths  map[string]bool // touched
	report Report
}

// A call is a system call.
type call struct {
	number uint64
	args   [6]uint64
	due    bool // the moment comes after it
}

func run(ctx context.Context, cmd *exec.Cmd, opt Options) (Report, error) {
	runtime.LockOSThread() // ptrace(2) works only from the thread that began to watch
	defer runtime.UnlockOSThread()
	attributes := cmd.SysProcAttr
	watched := syscall.SysProcAttr{}
	if attributes != nil {
		watched = *attributes
	}
	watched.Ptrace, watched.Setpgid = true, true
	cmd.SysProcAttr = &watched
	if err := cmd.Start(); err != nil {
		if !errors.Is(err, syscall.EPERM) {
			return Report{}, err
		}
		again := *exec.Command(cmd.Path)
		again.Args, again.Env, again.Dir, again.SysProcAttr = cmd.Args, cmd.Env, cmd.Dir, attributes
		again.Stdin, again.Stdout, again.Stderr = cmd.Stdin, cmd.Stdout, cmd.Stderr
		return runUnwatched(ctx, &again, opt)
	}
	t := &tracee{opt: opt, pid: cmd.Process.Pid, calls: map[int]call{}, known: map[int]bool{}, paths: map[string]bool{}}
	t.report.Watched = true
	over := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		_ = syscall.Kill(t.pid, syscall.SIGQUIT) // it may have ended
		select {
		case <-over:
		case <-time.After(grace):
			_ = syscall.Kill(t.pid, syscall.SIGKILL)
		}
	})
	err := t.watch()
	close(over)
	stop()
	for path := range t.paths {
		t.report.Touched = append(t.report.Touched, path)
	}
	slices.Sort(t.report.Touched)
	return t.report, errors.Join(ctx.Err(), err, cmd.Process.Release())
}

// watch follows the program from its first instruction to its end.
func (t *tracee) watch() (err error) {
	var status syscall.WaitStatus
	if _, err := wait4(t.pid, &status); err != nil {
		return fmt.Errorf("watch: %w", err)
	}
	if t.memory, err = os.OpenFile(fmt.Sprintf("/proc/%d/mem", t.pid), os.O_RDWR, 0); err != nil {
		return errors.Join(fmt.Errorf("watch: %w", err), t.abandon())
	}
	defer func() { _ = t.memory.Close() }() // nothing was written to it
	t.known[t.pid] = true
	err = syscall.PtraceSetOptions(t.pid, unix.PTRACE_O_TRACESYSGOOD|unix.PTRACE_O_TRACECLONE|unix.PTRACE_O_EXITKILL)
	if err == nil && t.opt.Clock != 0 {
		err = t.hideClock()
	}
	if err == nil {
		err = t.proceed(t.pid, 0)
	}
	if err != nil {
		return errors.Join(fmt.Errorf("watch: %w", err), t.abandon())
	}
	for {
		thread, err := wait4(-t.pid, &status)
		switch {
		case err != nil:
			return fmt.Errorf("watch: %w", err)
		case status.Stopped():
			if err := t.stopped(thread, status); err != nil {
				return errors.Join(fmt.Errorf("watch: %w", err), t.abandon())
			}
		case thread == t.pid:
			t.report.Code = status.ExitStatus()
			return nil
		}
	}
}

// stopped handles a thread that the system has stopped for us, and resumes it.
func (t *tracee) stopped(thread int, status syscall.WaitStatus) error {
	signal := status.StopSignal()
	switch {
	case signal == syscall.SIGTRAP|0x80:
		if err := t.called(thread); err != nil {
			return err
		}
		signal = 0
	case signal == syscall.SIGTRAP && status.TrapCause() > 0: // a new thread has begun
		signal = 0
	case signal == syscall.SIGSTOP && !t.known[thread]: // with which a new thread begins
		t.known[thread] = true
		signal = 0
	}
	return t.proceed(thread, signal)
}

// called handles the beginning or the end of a system call.
func (t *tracee) called(thread int) error {
	var info callInfo
	_, _, errno := syscall.Syscall6(syscall.SYS_PTRACE, unix.PTRACE_GET_SYSCALL_INFO, uintptr(thread), unsafe.Sizeof(info), uintptr(unsafe.Pointer(&info)), 0, 0)
	switch {
	case errno == syscall.ESRCH: // killed meanwhile
		return nil
	case errno != 0:
		return errno
	case info.Op == exit:
		return t.ends(thread)
	case info.Op != entry:
		return nil
	}
	c := call{number: info.Rest[0], args: [6]uint64(info.Rest[1:7])}
	kind := t.note(thread, c)
	t.report.Counts[Any]++
	if kind != Any {
		t.report.Counts[kind]++
	}
	if w := t.opt.When; !t.report.Reached && w.At > 0 && (w.Of == Any || w.Of == kind) && t.report.Counts[w.Of] == w.At {
		t.report.Reached, t.report.Call = true, fmt.Sprintf("%s %d (system call %d)", w.Of, w.At, c.number)
		if !w.After {
			return t.act()
		}
		c.due = true
	}
	t.calls[thread] = c
	return nil
}

// ends handles the end of a system call.
func (t *tracee) ends(thread int) error {
	c, ok := t.calls[thread]
	delete(t.calls, thread)
	switch {
	case !ok:
		return nil
	case c.due:
		return t.act()
	case t.opt.Clock != 0:
		return t.shiftClock(c)
	}
	return nil
}

// act does what the options ask for at the moment.
func (t *tracee) act() error {
	if t.opt.Do != nil {
		t.opt.Do()
		return nil
	}
	t.report.Killed = true
	return ignoreGone(syscall.Kill(t.pid, syscall.SIGKILL))
}

// abandon kills a program that can't be watched, and waits for its end.
func (t *tracee) abandon() error {
	err := ignoreGone(syscall.Kill(t.pid, syscall.SIGKILL))
	var status syscall.WaitStatus
	for err == nil {
		var thread int
		if thread, err = wait4(-t.pid, &status); err == nil && thread == t.pid && !status.Stopped() {
			return nil
		}
	}
	return err
}

// proceed resumes a thread until its next system call, with a signal that was meant for it.
func (t *tracee) proceed(thread int, signal syscall.Signal) error {
	return ignoreGone(syscall.PtraceSyscall(thread, int(signal)))
}

// ignoreGone drops the error that there is no such process, because the process has been killed.
func ignoreGone(err error) error {
	if errors.Is(err, syscall.ESRCH) {
		return nil
	}
	return err
}

// wait4 waits for the process pid or, if that is negative, for a thread of the process group -pid.
func wait4(pid int, status *syscall.WaitStatus) (thread int, err error) {
	for {
		thread, err = syscall.Wait4(pid, status, unix.WALL, nil)
		if !errors.Is(err, syscall.EINTR) {
			return thread, err
		}
	}
}
