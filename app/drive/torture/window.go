package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"footnote/app/instance"
	"footnote/index"
)

// This command can keep a library open in its own process, as a window does. It repeatedly syncs, searches and notices what others wrote, at least
// once, until its input ends.

// pause is the time between two repetitions.
const pause = 20 * time.Millisecond

// window starts such a process and waits until it has opened the library. stop ends it.
func (s *stage) window(ctx context.Context) (stop func() outcome) {
	o := outcome{args: []string{"(as a window)"}}
	self, err := os.Executable()
	if err != nil {
		o.err = err
		return func() outcome { return o }
	}
	ready, readyEnd, err := os.Pipe()
	if err != nil {
		o.err = err
		return func() outcome { return o }
	}
	held, heldEnd, err := os.Pipe()
	if err != nil {
		o.err = errors.Join(err, ready.Close(), readyEnd.Close())
		return func() outcome { return o }
	}
	wait := s.start(ctx, func(cmd *exec.Cmd) {
		cmd.Path, cmd.Args = self, []string{self, "-window", s.library(), s.program}
		cmd.Stdin, cmd.Stdout = held, readyEnd
	}, o.args...)
	_ = errors.Join(held.Close(), readyEnd.Close()) // the process has its own copies
	_, _ = bufio.NewReader(ready).ReadString('\n')  // if the process ends before it has opened the library, stop returns the reason
	return func() outcome {
		_ = heldEnd.Close() // this asks the process to end
		o := wait()
		_ = ready.Close()
		return o
	}
}

// beWindow is the process's work. A failure that another process causes is not a fault: a window shows it for a moment.
func beWindow(ctx context.Context, library, program string) (err error) {
	held, err := instance.Hold(library)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, held.Close()) }()
	lib, err := index.Open(library, index.Options{
		CacheDir: filepath.Join(os.Getenv("XDG_CACHE_HOME"), "footnote"), Worker: []string{program, "read"},
	})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, lib.Close()) }()
	closed := make(chan struct{})
	go func() {
		_, _ = os.Stdin.Read(make([]byte, 1)) // until the other end is closed
		close(closed)
	}()
	fmt.Println("open")
	for i := 0; ; i++ {
		_, err := lib.Refresh(ctx)
		if err == nil {
			_, err = lib.Search(ctx, questions[i%len(questions)], index.SearchOptions{})
		}
		if err == nil {
			_, err = lib.Sync(ctx, nil)
		}
		if err == nil {
			err = lib.Embed(ctx, nil)
		}
		if err != nil && !passing(err) {
			return err
		}
		select {
		case <-closed:
			return nil
		case <-time.After(pause):
		}
	}
}

// passing reports whether an error comes from what another process is doing.
func passing(err error) bool {
	for _, known := range []error{index.ErrBusy, index.ErrSyncing, index.ErrEmbedding, index.ErrNotFound, index.ErrNotSource} {
		if errors.Is(err, known) {
			return true
		}
	}
	return false
}
