package main

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"os"
	"time"
)

// A trial is one way to mistreat the program, and a line of the table. It runs in rounds, which differ at random.
type trial struct {
	name   string
	what   string // for the table
	rounds int
	quick  int  // rounds with -quick
	mounts bool // it mounts file systems
	raced  bool // it runs in a build of this command that finds data races

	// prepare prepares what the rounds share, and returns a function that runs a round.
	prepare func(ctx context.Context, s *stage) (func(ctx context.Context, r *round) error, error)
}

// A round is one run of a trial.
type round struct {
	n      int // from 1
	random *rand.Rand
	plan   plan
	counts map[string]int
}

// count counts what happened in a round, for the table.
func (r *round) count(what string, happened bool) {
	if happened {
		r.counts[what]++
	} else {
		r.counts[what] += 0
	}
}

// A plan is the request of the command line.
type plan struct {
	program string
	cache   string // what the program has compiled before; "" for nothing
	raced   string // a build of this command that finds data races; "" for this one
	seed    uint64
	quick   bool
	round   int // the only round to run; 0 for all
	soak    time.Duration
	plant   string // a fault to be found; see plant.go
}

// A result is the result of a trial.
type result struct {
	Name     string
	Rounds   int
	Counts   map[string]int
	Failures []failure
	Skipped  string // why it did not run
	Took     time.Duration
}

// A failure is a round that found a fault.
type failure struct {
	Round int // 0: the trial could not be prepared
	What  string
	Kept  string // the folder that keeps its stage
}

// A skipError says why a trial can't run here.
type skipError struct{ why string }

func (e skipError) Error() string { return e.why }

// most is the number of failures that ends a trial: more would say nothing new.
const most = 10

// do runs the rounds of a trial.
func (t trial) do(ctx context.Context, p plan) (res result) {
	res = result{Name: t.name, Counts: map[string]int{}}
	begun := time.Now()
	defer func() { res.Took = time.Since(begun) }()
	first, last := 1, t.rounds
	if p.quick {
		last = t.quick
	}
	if p.round > 0 {
		first, last = p.round, p.round
	}
	for first <= last && len(res.Failures) < most && ctx.Err() == nil {
		first = t.some(ctx, p, first, last, &res)
	}
	if err := ctx.Err(); err != nil {
		res.Failures = append(res.Failures, failure{Round: first, What: fmt.Sprintf("stopped: %v", err)})
	}
	return res
}

// some runs rounds on one stage until one fails, and then keeps the stage. It returns the next round.
func (t trial) some(ctx context.Context, p plan, first, last int, res *result) (next int) {
	fail := func(n int, err error, s *stage) {
		f := failure{Round: n, What: err.Error()}
		if s != nil {
			f.Kept = s.root
			_, _ = fmt.Fprintf(s.log, "\n%s, round %d: %v\n", t.name, n, err) // the table says so too
			if err := s.keep(); err != nil {
				f.What += fmt.Sprintf(" (and %v)", err)
			}
		}
		res.Failures = append(res.Failures, f)
	}
	s, err := newStage(p, t.name)
	if err != nil {
		fail(0, err, nil)
		return last + 1
	}
	do, err := t.prepare(ctx, s)
	var skip skipError
	if errors.As(err, &skip) {
		res.Skipped = skip.why
		_ = s.close() // the system cleans up what is left
		return last + 1
	}
	if err != nil {
		fail(0, err, s)
		return last + 1
	}
	for n := first; n <= last; n++ {
		r := &round{n: n, random: p.chance(t.name, n), plan: p, counts: res.Counts}
		err := do(ctx, r)
		res.Rounds++
		if err != nil {
			fail(n, err, s)
			return n + 1
		}
	}
	if err := s.close(); err != nil {
		fail(last, fmt.Errorf("clean up: %w", err), nil)
	}
	return last + 1
}

// chance returns a round's source of randomness. It depends only on the seed, the trial and the round, so that a round can be repeated.
func (p plan) chance(trial string, round int) *rand.Rand {
	h := fnv.New64a()
	_, _ = fmt.Fprint(h, trial, " ", round) // a hash never fails
	return rand.New(rand.NewPCG(p.seed, h.Sum64()))
}

// tell prints a trial's progress to stderr.
func tell(format string, args ...any) { _, _ = fmt.Fprintf(os.Stderr, format+"\n", args...) }
