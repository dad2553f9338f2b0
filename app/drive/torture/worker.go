package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"

	"footnote/app/drive/torture/trace"
)

// workersKilled is the trial that kills the processes that read files.
func workersKilled() []trial {
	return []trial{{
		name: "worker-killed", what: "worker killed", rounds: 20, quick: 3,
		prepare: func(ctx context.Context, s *stage) (func(context.Context, *round) error, error) {
			if _, err := os.Stat("/proc/self/environ"); err != nil {
				return nil, skipError{"processes are told apart on Linux alone"}
			}
			k, err := newKilling(ctx, s, deed{args: []string{"index", s.path("docs"), s.path("more")}, with: setBefore})
			if err != nil {
				return nil, err
			}
			return k.workers, nil
		},
	}}
}

// workers kills all workers at a random moment. The program must read their documents again, at once or the next time.
func (k *killing) workers(ctx context.Context, r *round) error {
	if err := k.stageSet(); err != nil {
		return err
	}
	outside, err := k.outside()
	if err != nil {
		return err
	}
	ended := 0
	o := k.traced(ctx, trace.Options{
		When: trace.Moment{At: 1 + r.random.IntN(k.calls[trace.Any])},
		Do:   func() { ended = k.endWorkers() },
	}, k.args...)
	if err := o.fault(); err != nil || o.code != done {
		return fmt.Errorf("%w (%w)", o.errorf("exit code %d", o.code), err)
	}
	r.count("at work", ended > 0)
	if err := errors.Join(k.nobodyLeft(), k.unchanged(outside)); err != nil {
		return err
	}
	if err := k.prepared(ctx, []string{"index"}); err != nil {
		return err
	}
	return k.finished(ctx, outside)
}

// endWorkers kills all workers, and returns their number.
func (s *stage) endWorkers() (ended int) {
	for _, process := range s.processes() {
		number, command, _ := strings.Cut(process, " ")
		pid, err := strconv.Atoi(number)
		if err != nil || !strings.HasSuffix(strings.TrimSpace(command), " read") {
			continue
		}
		if p, err := os.FindProcess(pid); err == nil && p.Kill() == nil {
			ended++
		}
	}
	return ended
}
