package extract

import (
	"context"
	"os"
	"os/exec"

	"footnote/index/extract/process"
)

// A Protection says how the system confines workers, and the tools that run for them.
type Protection struct {
	Landlock int  // the version of Landlock that restricts workers' files; 0 for none
	Seccomp  bool // the kernel refuses workers all system calls that reading does not need
	Network  bool // tools run offline
}

// Protection returns how workers are confined here. The error is why a worker cannot start, or ctx.Err().
func (p *Pool) Protection(ctx context.Context) (Protection, error) {
	w, err := startWorker(p.command, p.CacheDir)
	if err != nil {
		return Protection{}, err
	}
	defer w.end()
	a, err := w.ask(ctx, request{Report: passesFiles}, warmUpTime, nil)
	if err != nil {
		return Protection{}, err
	}
	return Protection{Landlock: w.landlock, Seccomp: a.Filtered, Network: p.networkless()}, nil
}

// networkless reports whether the system can start a program offline. It tries with a worker, which it ends at once.
func (p *Pool) networkless() bool {
	c := exec.Command(p.command[0], p.command[1:]...)
	c.Env = process.WorkerEnvironment(os.Environ())
	if !takesNetwork || process.StartTool(c, true) != nil {
		return false
	}
	_ = process.KillTool(c.Process) // an error means that it has ended
	_ = c.Wait()                    // it was killed
	return true
}
