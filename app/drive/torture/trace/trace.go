// Package trace runs a program, and kills it or does something else to it at a chosen moment: before or after its n-th system call.
//
// On Linux it watches every system call of all threads of the program with ptrace(2). It counts the calls by kind, records each path that the
// program opens for writing, makes, renames or removes, and can show the program another time of day. It does not watch processes that the program
// starts. If the system does not let one process watch another, and on other systems, it kills the program after a delay instead, and counts and
// records nothing.
//
// It knows nothing of the program. Start reading at Run.
package trace

import (
	"context"
	"errors"
	"os/exec"
	"time"
)

// A Kind is a kind of system calls.
type Kind uint8

// The kinds of system calls. A call has one kind in addition to Any.
const (
	Any    Kind = iota // all calls
	Write              // writes bytes into a file
	Change             // makes, cuts, syncs, renames or removes a file or a folder, or changes its rights
	Lock               // locks or unlocks a file
	kinds
)

// String returns the kind in the words of a report.
func (k Kind) String() string { return [...]string{"call", "write", "change", "lock"}[k] }

// Counts is the number of system calls of each kind that a program made.
type Counts [kinds]int

// A Moment is when something is done to a program. The zero value means never.
type Moment struct {
	Of    Kind
	At    int           // the call's number among those of its kind, from 1
	After bool          // the call is done first
	Delay time.Duration // since the start, if calls can't be watched
}

// Options say what happens to the program while it runs.
type Options struct {
	When  Moment
	Do    func()        // is called then, while the thread that made the call is stopped; nil to kill the program
	Clock time.Duration // is added to the time of day that the program sees; works only if calls are watched
}

// A Report is the result of running a program.
type Report struct {
	Watched bool // its calls were counted and its paths recorded
	Counts  Counts
	Reached bool     // the moment came, before the program ended
	Killed  bool     // the program, at that moment
	Code    int      // its exit code; -1 if a signal ended it
	Touched []string // paths that it opened to write, made, renamed or removed; sorted, none twice
	Call    string   // at which the moment came
}

// ErrUnwatched reports that Options.Clock is set, but calls can't be watched here.
var ErrUnwatched = errors.New("this system does not let one process watch another")

// Run starts a program, waits for its end and reports on it. The program's input and output must be files or nil. When ctx ends, Run asks the
// program for its goroutines' stacks by SIGQUIT, as Go programs print them, and kills it soon after; the error is then ctx.Err().
func Run(ctx context.Context, cmd *exec.Cmd, opt Options) (Report, error) {
	return run(ctx, cmd, opt)
}

// grace bounds how long a program may take to print its stacks before it is killed.
const grace = 3 * time.Second

// runUnwatched runs a program without watching its calls.
func runUnwatched(ctx context.Context, cmd *exec.Cmd, opt Options) (Report, error) {
	if opt.Clock != 0 {
		return Report{}, ErrUnwatched
	}
	if err := cmd.Start(); err != nil {
		return Report{}, err
	}
	ended := make(chan struct{})
	go func() {
		_ = cmd.Wait() // its ProcessState has the result
		close(ended)
	}()
	var report Report
	var now <-chan time.Time
	if opt.When.At > 0 {
		now = time.After(opt.When.Delay)
	}
	select {
	case <-ended:
	case <-now:
		report.Reached, report.Call = true, "a delay"
		if opt.Do == nil {
			report.Killed = cmd.Process.Kill() == nil
		} else {
			opt.Do()
		}
	case <-ctx.Done():
		askForStacks(cmd.Process)
		select {
		case <-ended:
		case <-time.After(grace):
			_ = cmd.Process.Kill() // it may have ended already
		}
	}
	<-ended
	report.Code = cmd.ProcessState.ExitCode()
	return report, ctx.Err()
}
