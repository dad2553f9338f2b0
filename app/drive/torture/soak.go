package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"footnote/index"
	"footnote/index/provider/providertest"
)

// soaks is the trial that keeps one process at work for a long time, like the window, and checks that it does not grow.
func soaks() []trial {
	return []trial{{
		name: "soak", what: "soak", rounds: 1, quick: 1, raced: true,
		prepare: func(_ context.Context, s *stage) (func(context.Context, *round) error, error) {
			return (&soak{stage: s}).round, s.makeSets()
		},
	}}
}

// A soak uses a library in this process, in sessions of mixed work. After each session it closes the library and measures the process.
type soak struct {
	*stage
	place string // of the library; it moves
}

const (
	sessions       = 8                // if the time allows; otherwise fewer
	longestSession = 2 * time.Minute  // a longer time has more sessions
	settleWithin   = 20 * time.Second // for goroutines and processes that end after a library is closed
)

// round runs sessions for the wanted time. The first two leave behind what the process always keeps, such as the built-in model. The last one must
// leave no more than that.
func (k *soak) round(ctx context.Context, r *round) error {
	if err := errors.Join(k.clear(), k.takeDocuments(setBefore)); err != nil {
		return err
	}
	for _, variable := range k.environ() { // for the workers that this process starts
		name, value, _ := strings.Cut(variable, "=")
		if err := os.Setenv(name, value); err != nil {
			return err
		}
	}
	k.place = k.library()
	long := min(r.plan.soak/sessions, longestSession)
	var first measures
	begun := time.Now()
	for n := 1; n <= 3 || time.Since(begun) < r.plan.soak; n++ {
		acts, err := k.session(ctx, r, long)
		if err != nil {
			return fmt.Errorf("session %d: %w", n, err)
		}
		r.counts["sessions"]++
		r.counts["acts"] += acts
		now, err := k.settle(first)
		_, _ = fmt.Fprintf(k.log, "session %d: %d acts, %+v\n", n, acts, now) // for a person
		switch {
		case n < 2:
		case n == 2:
			first = now
		case err != nil:
			return fmt.Errorf("after session %d: %w", n, err)
		}
		if err := k.sound(ctx); err != nil {
			return fmt.Errorf("after session %d: %w", n, err)
		}
	}
	return nil
}

// settle measures the process until it is as small as at first. If that does not happen, the error says what has grown.
func (k *soak) settle(first measures) (now measures, err error) {
	for begun := time.Now(); ; time.Sleep(200 * time.Millisecond) {
		now = measure(len(k.processes()))
		if err = now.grown(first); err == nil || time.Since(begun) > settleWithin {
			return now, err
		}
	}
}

// sound updates the library with the program, and compares it with a new library of the same documents.
func (k *soak) sound(ctx context.Context) error {
	at := func(dir string, args ...string) []string { return append([]string{"--library", dir}, args...) }
	anew := k.path("kept", "anew")
	if err := removeAll(anew); err != nil {
		return err
	}
	if err := k.prepared(ctx, at(k.place, "models", "use", "embedding", "builtin"), at(k.place, "index", k.path("docs"), k.path("more")),
		at(anew, "index", k.path("docs"), k.path("more"))); err != nil {
		return err
	}
	is, err := k.readState(ctx, k.place)
	if err != nil {
		return err
	}
	want, err := k.readState(ctx, anew)
	if err != nil {
		return err
	}
	return is.differs(want)
}

// session opens the library, works with it for a while, and closes it. It returns the number of acts.
func (k *soak) session(ctx context.Context, r *round, long time.Duration) (acts int, err error) {
	server := providertest.Start()
	defer server.Close()
	s := &session{soak: k, random: r.random, server: server.URL}
	if err := s.open(ctx); err != nil {
		return 0, err
	}
	until := time.Now().Add(long)
	for err == nil && time.Now().Before(until) && ctx.Err() == nil {
		err = s.act(ctx)
		acts++
	}
	return acts, errors.Join(err, s.close())
}

// A session is an open library, with two goroutines that search it all the time and one that watches its sources.
type session struct {
	*soak
	random interface{ IntN(int) int }
	server string
	lib    *index.Library

	cancel  context.CancelFunc
	working sync.WaitGroup
	mu      sync.Mutex
	failed  error // of searching and watching
}

// open opens the library and adds its sources.
func (s *session) open(ctx context.Context) (err error) {
	s.lib, err = index.Open(s.place, index.Options{CacheDir: s.path("cache", "footnote"), Worker: []string{s.program, "read"}, Name: "window"})
	if err != nil {
		return err
	}
	for _, dir := range []string{"docs", "more"} {
		if _, err := s.lib.Add(ctx, s.path(dir)); err != nil {
			return errors.Join(err, s.lib.Close())
		}
	}
	ctx, s.cancel = context.WithCancel(ctx)
	for i := range 2 {
		s.beside(ctx, func() error { return s.searchOn(ctx, i) })
	}
	s.beside(ctx, func() error { return s.lib.Watch(ctx, func(index.Watching) {}) })
	return nil
}

// beside does something beside the session's acts until it fails or the session ends.
func (s *session) beside(ctx context.Context, do func() error) {
	s.working.Go(func() {
		if err := do(); err != nil && ctx.Err() == nil {
			s.mu.Lock()
			defer s.mu.Unlock()
			s.failed = errors.Join(s.failed, err)
		}
	})
}

// close closes the library.
func (s *session) close() error {
	s.cancel()
	s.working.Wait()
	return errors.Join(s.failed, s.lib.Close())
}

// failure returns the errors of searching and watching so far.
func (s *session) failure() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.failed
}

// move closes the library, moves it to another folder, and opens it there.
func (s *session) move(ctx context.Context) error {
	if err := s.close(); err != nil {
		return err
	}
	to := s.path("moved", fmt.Sprint(time.Now().UnixNano()))
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		return err
	}
	if err := index.Move(ctx, s.place, to, index.MoveOptions{Name: "window"}, func() error { return nil }); err != nil {
		return err
	}
	s.place, s.failed = to, nil
	return s.open(ctx)
}
