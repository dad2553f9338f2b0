package extract

import (
	"context"
	"os"
	"os/exec"

	"footnote/index/extract/process"
)

// A Protection is what keeps workers, and the tools that are run for them, from more than their files. It depends on the system.
type Protection struct {
	Landlock int  // the version of Landlock that holds a worker from files; 0 for none
	Seccomp  bool // the kernel refuses a worker every system call that reading does not need
	Network  bool // tools have no network
}

// Protection returns what protects the pool's workers here. Its error is what keeps a worker from starting, or ctx.Err().
func (p *Pool) Protection(ctx context.Context) (Protection, error) {
	w, err := startWorker(p.command, p.CacheDir)
	if err != nil {
		return Protection{}, err
	}
	defer w.end()
	a, err := w.ask(ctx, request{Report: passesFiles}, workerTime, nil)
	if err != nil {
		return Protection{}, err
	}
	return Protection{Landlock: w.landlock, Seccomp: a.Filtered, Network: p.networkless()}, nil
}

// networkless reports whether the system starts a program without a network: a worker, which is ended at once.
func (p *Pool) networkless() bool {
	c := exec.Command(p.command[0], p.command[1:]...)
	c.Env = process.WorkerEnvironment(os.Environ())
	if !takesNetwork || process.StartTool(c, true) != nil {
		return false
	}
	_ = process.KillTool(c.Process) // an error means that it is gone already
	_ = c.Wait()                    // killed, as it should be
	return true
}
