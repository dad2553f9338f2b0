// Package trace runs a program and ends it, or does something else to it, at a moment of one's choice: at its n-th system call, before
// that call or after it.
//
// On Linux it watches every system call of all threads of the program by ptrace(2). It counts the calls by kind, notes each path that
// the program opens to write, makes, renames or removes, and can show the program another time of day than it is. Processes that the
// program starts are not watched. Where the system does not let one process watch another, and on other systems, the program ends after
// a delay instead, and nothing is counted or noted.
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

// The kinds of system calls. A call is of one kind beside Any.
const (
	Any    Kind = iota // all calls
	Write              // writes bytes into a file
	Change             // makes, cuts, syncs, renames or removes a file or a folder, or changes its rights
	Lock               // locks or unlocks a file
	kinds
)

// String returns the kind in the words of a report.
func (k Kind) String() string { return [...]string{"call", "write", "change", "lock"}[k] }

// Counts are how many system calls of each kind a program made.
type Counts [kinds]int

// A Moment is when something is done to a program. The zero value is never.
type Moment struct {
	Of    Kind
	At    int           // the call's number among those of its kind, from 1
	After bool          // the call is done first
	Delay time.Duration // since the start, where calls cannot be watched
}

// Options say what happens to the program while it runs.
type Options struct {
	When  Moment
	Do    func()        // what is done then, while the thread that made the call stands still; nil to kill the program
	Clock time.Duration // is added to the time of day that the program is told; needs to watch
}

// A Report is what became of a program.
type Report struct {
	Watched bool // its calls were counted and its paths noted
	Counts  Counts
	Reached bool     // the moment came; the program may have come to its end before
	Killed  bool     // the program, at that moment
	Code    int      // that it left with; -1 if a signal ended it
	Touched []string // paths that it opened to write, made, renamed or removed; sorted, none twice
	Call    string   // at which the moment came
}

// ErrUnwatched says that Options.Clock was asked for where calls cannot be watched.
var ErrUnwatched = errors.New("this system does not let one process watch another")

// Run starts a program, waits for its end and reports on it. The program's input and output must be files or nil. When ctx ends, the
// program is asked for the stacks of its goroutines, as Go programs print them on SIGQUIT, and killed soon after; the error is then
// ctx.Err().
func Run(ctx context.Context, cmd *exec.Cmd, opt Options) (Report, error) {
	return run(ctx, cmd, opt)
}

// grace is how long a program may take to print its stacks before it is killed.
const grace = 3 * time.Second

// runUnwatched runs a program without a look at its calls.
func runUnwatched(ctx context.Context, cmd *exec.Cmd, opt Options) (Report, error) {
	if opt.Clock != 0 {
		return Report{}, ErrUnwatched
	}
	if err := cmd.Start(); err != nil {
		return Report{}, err
	}
	ended := make(chan struct{})
	go func() {
		_ = cmd.Wait() // how it ended is in its ProcessState
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
			_ = cmd.Process.Kill() // one that has ended needs none
		}
	}
	<-ended
	report.Code = cmd.ProcessState.ExitCode()
	return report, ctx.Err()
}
