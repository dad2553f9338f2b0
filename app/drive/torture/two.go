package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"

	"footnote/app/drive/torture/trace"
	"footnote/index/provider/providertest"
)

// A writer is a command that writes to the library, by its name in the table.
type writer string

// The writers. Their library has more and the starter documents. It also has docs if one of the two syncs or removes them.
const (
	indexing writer = "index"  // adds docs
	adding   writer = "add"    // adds more, which the library already has
	syncing  writer = "sync"   // all
	removing writer = "remove" // docs
	moving   writer = "move"
	changing writer = "model"
	watching writer = "window" // this command plays the window: it syncs and searches until its input ends
)

// pairs are the writers that write at once. The second starts while the first is working.
var pairs = [][2]writer{
	{indexing, indexing},
	{indexing, adding},
	{indexing, moving},
	{moving, indexing},
	{syncing, syncing},
	{syncing, removing},
	{syncing, moving},
	{removing, syncing},
	{moving, moving},
	{changing, syncing},
	{changing, moving},
	{removing, changing},
	{watching, indexing},
	{watching, syncing},
	{watching, removing},
	{watching, changing},
	{watching, moving},
}

// twoWriters is the trial in which two processes write to one library.
func twoWriters() []trial {
	return []trial{{
		name: "two-writers", what: "two writers", rounds: 6 * len(pairs), quick: len(pairs),
		prepare: func(ctx context.Context, s *stage) (func(context.Context, *round) error, error) {
			t := &writing{stage: s, server: providertest.Start().URL} // until this process ends
			return t.round, t.prepare(ctx)
		},
	}}
}

// A writing runs two writers at once.
type writing struct {
	*stage
	server string // address of a model's server
	counts map[writer]trace.Counts
	homes  map[bool]home // by whether the library has docs
}

// A home is the start of a round, and the expected state with all documents, by the model in use.
type home struct {
	known                  bool
	before, after, changed state
}

func (w *writing) prepare(ctx context.Context) error {
	w.counts, w.homes = map[writer]trace.Counts{}, map[bool]home{}
	if err := w.makeSets(); err != nil {
		return err
	}
	for _, known := range []bool{false, true} {
		if err := errorsOf(w.clear, func() error { return w.takeDocuments(setBefore) }, w.furnish); err != nil {
			return err
		}
		begin := []string{"index", w.path("more"), w.starter()}
		if known {
			begin = append(begin, w.path("docs"))
		}
		h := home{known: known}
		var err error
		if err := errorsOf(
			func() error { return w.prepared(ctx, begin) },
			func() error { return w.keepHome(fmt.Sprint(known)) },
			func() error { h.before, err = w.readState(ctx, w.library()); return err },
			func() error { return w.takeDocuments(w.set(known)) },
			func() error { return w.prepared(ctx, w.args(indexing), w.args(syncing)) },
			func() error { h.after, err = w.readState(ctx, w.library()); return err },
			func() error { return w.prepared(ctx, w.args(changing)) },
			func() error { h.changed, err = w.readState(ctx, w.library()); return err },
		); err != nil {
			return err
		}
		w.homes[known] = h
	}
	for _, as := range []writer{indexing, adding, syncing, removing, moving, changing} {
		if err := w.begin(as == syncing || as == removing); err != nil {
			return err
		}
		o := w.traced(ctx, trace.Options{}, w.args(as)...)
		if err := o.fault(); err != nil || o.code != done {
			return fmt.Errorf("alone: %w (%w)", o.errorf("exit code %d", o.code), err)
		}
		w.counts[as] = o.trace.Counts
	}
	return nil
}

// set returns the set of documents of a round.
func (*writing) set(known bool) string {
	if known {
		return setAfter // so that there is something to sync
	}
	return setBefore
}

// begin prepares the stage for a round.
func (w *writing) begin(known bool) error {
	return errorsOf(w.clear, func() error { return w.takeDocuments(w.set(known)) }, func() error { return w.takeHome(fmt.Sprint(known)) })
}

// args returns a writer's command.
func (w *writing) args(as writer) []string {
	return map[writer][]string{
		indexing: {"index", w.path("docs")},
		adding:   {"index", w.path("more")},
		syncing:  {"index"},
		removing: {"remove", w.path("docs")},
		moving:   {"move", w.path("moved")},
		changing: {"models", "use", "embedding", "ollama/nomic-embed-text", "--address", w.server},
	}[as]
}

// round runs two writers at once, and checks that each did what it says it did.
func (w *writing) round(ctx context.Context, r *round) error {
	pair := pairs[(r.n-1)%len(pairs)]
	known := slices.Contains(pair[:], syncing) || slices.Contains(pair[:], removing)
	if err := w.begin(known); err != nil {
		return err
	}
	outside, err := w.outside()
	if err != nil {
		return err
	}
	outcomes, err := w.both(ctx, pair, r.random)
	if err == nil {
		err = errors.Join(w.nobodyLeft(), w.unchanged(outside))
	}
	if err == nil {
		err = w.judge(ctx, pair, outcomes, w.homes[known])
	}
	if err != nil {
		return fmt.Errorf("%s and %s: %w", pair[0], pair[1], err)
	}
	r.count("refused", outcomes[0].code == failed || outcomes[1].code == failed)
	return nil
}

// both runs the two writers. The second starts at a random call of the first.
func (w *writing) both(ctx context.Context, pair [2]writer, random *rand.Rand) (outcomes [2]outcome, err error) {
	if pair[0] == watching {
		stop := w.window(ctx)
		outcomes[1] = w.run(ctx, w.args(pair[1])...)
		outcomes[0] = stop()
	} else {
		kind := []trace.Kind{trace.Any, trace.Write, trace.Lock}[random.IntN(3)]
		when := trace.Moment{Of: kind, At: 1 + random.IntN(max(w.counts[pair[0]][kind], 1))}
		var wait func() outcome
		second := func() { wait = w.start(ctx, nil, w.args(pair[1])...) }
		outcomes[0] = w.traced(ctx, trace.Options{When: when, Do: second}, w.args(pair[0])...)
		if wait == nil { // the first made fewer calls than it makes alone
			second()
		}
		outcomes[1] = wait()
	}
	return outcomes, errors.Join(outcomes[0].fault(), outcomes[1].fault())
}
