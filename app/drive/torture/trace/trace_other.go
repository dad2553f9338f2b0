//go:build !linux

package trace

import (
	"context"
	"os"
	"os/exec"
)

func run(ctx context.Context, cmd *exec.Cmd, opt Options) (Report, error) {
	return runUnwatched(ctx, cmd, opt)
}

func askForStacks(p *os.Process) { _ = p.Signal(os.Interrupt) } // Windows has no such signal; the program is killed soon after
