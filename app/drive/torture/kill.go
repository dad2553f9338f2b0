package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"time"

	"footnote/app/drive/torture/trace"
)

// kills are the trials that kill the program while it works.
func kills() []trial {
	rounds := map[string][2]int{"index": {60, 12}, "sync": {50, 10}, "remove": {30, 6}, "move": {40, 8}, "model": {30, 6}, "export": {20, 3}, "import": {20, 3}}
	return eachDeed("kill", func(d namedDeed) trial {
		return trial{
			rounds: rounds[d.name][0], quick: rounds[d.name][1],
			prepare: func(ctx context.Context, s *stage) (func(context.Context, *round) error, error) {
				k, err := newKilling(ctx, s, d.make(s))
				if err != nil {
					return nil, err
				}
				return k.round, nil
			},
		}
	})
}

// A deed is a command that changes a library.
type deed struct {
	args   []string
	from   string             // the initial home; "" for none
	with   string             // set of documents
	begin  [][]string         // commands that make the home from, which is kept under that name
	repeat func(outcome) bool // reports whether the command refuses because it was already done; nil if it never refuses
	whole  bool               // all documents arrive at once or none does

	// ready, if not nil, prepares what else the deed needs, after the documents. It may leave anything in home and port.
	ready func(ctx context.Context) error
	// check, if not nil, checks what the deed made outside the library.
	check func(ctx context.Context, k *killing) error
}

// A killing kills one deed repeatedly.
type killing struct {
	deed
	*stage
	before, after state
	calls         trace.Counts  // of the deed, undisturbed
	took          time.Duration // watched
	names         []string      // in the library's folder, afterwards
	place         string        // of the library, afterwards
}

// newKilling runs the deed undisturbed, to learn its result.
func newKilling(ctx context.Context, s *stage, d deed) (*killing, error) {
	k := &killing{deed: d, stage: s}
	if err := s.makeSets(); err != nil {
		return nil, err
	}
	if d.from != "" {
		if err := errorsOf(
			func() error { return s.takeDocuments(setBefore) },
			s.furnish,
			func() error { return s.prepared(ctx, d.begin...) },
			func() error { return s.keepHome(d.from) },
		); err != nil {
			return nil, err
		}
	}
	if d.ready != nil {
		if err := errorsOf(func() error { return s.takeDocuments(d.with) }, func() error { return d.ready(ctx) }); err != nil {
			return nil, err
		}
	}
	if err := k.stageSet(); err != nil {
		return nil, err
	}
	var err error
	if d.from != "" {
		if k.before, err = s.readState(ctx, s.library()); err != nil {
			return nil, fmt.Errorf("before: %w", err)
		}
	}
	outside, err := s.outside()
	if err != nil {
		return nil, err
	}
	begun := time.Now()
	o := s.traced(ctx, trace.Options{}, d.args...)
	k.took, k.calls = time.Since(begun), o.trace.Counts
	if o.code != done || o.fault() != nil {
		return nil, o.errorf("undisturbed, it exits with code %d", o.code)
	}
	if k.place, err = s.whereabouts(ctx); err != nil {
		return nil, err
	}
	if k.after, err = s.readState(ctx, k.place); err != nil {
		return nil, fmt.Errorf("after: %w", err)
	}
	if k.names, err = names(k.place); err != nil {
		return nil, err
	}
	return k, errors.Join(s.touchedOutside(o), s.unchanged(outside), s.emptied(), k.checked(ctx))
}

// stageSet prepares the stage for a round.
func (k *killing) stageSet() error {
	if err := errors.Join(k.clear(), k.takeDocuments(k.with)); err != nil {
		return err
	}
	if k.from == "" {
		return nil
	}
	return k.takeHome(k.from)
}

// moment chooses when to kill. Half of the moments are at a call that changes the disk or a lock, because there is more to lose there.
func (k *killing) moment(random *rand.Rand) trace.Moment {
	kinds := []trace.Kind{trace.Any, trace.Write, trace.Change, trace.Change, trace.Lock}
	kinds = slices.DeleteFunc(kinds, func(kind trace.Kind) bool { return k.calls[kind] == 0 })
	m := trace.Moment{At: 1, After: random.IntN(2) == 1, Delay: time.Duration(random.Int64N(int64(k.took)))}
	if len(kinds) > 0 {
		m.Of = kinds[random.IntN(len(kinds))]
		m.At = 1 + random.IntN(k.calls[m.Of])
	}
	return m
}

// round kills the deed once, checks what is left, and runs the deed again.
func (k *killing) round(ctx context.Context, r *round) error {
	if err := k.stageSet(); err != nil {
		return err
	}
	outside, err := k.outside()
	if err != nil {
		return err
	}
	o := k.traced(ctx, trace.Options{When: k.moment(r.random)}, k.args...)
	if err := o.fault(); err != nil {
		return err
	}
	if !o.trace.Killed && o.code != done {
		return o.errorf("not killed, it exits with code %d", o.code)
	}
	r.count("killed", o.trace.Killed)
	if err := errors.Join(k.nobodyLeft(), k.touchedOutside(o), k.unchanged(outside)); err != nil {
		return err
	}
	place, err := k.whereabouts(ctx)
	if err != nil {
		return err
	}
	if err := k.plant(ctx, r, place); err != nil {
		return err
	}
	if err := k.whole(ctx, place, nil); err != nil {
		return fmt.Errorf("after the kill: %w", err)
	}
	o = k.run(ctx, k.args...)
	if err := o.fault(); err != nil {
		return fmt.Errorf("the next run: %w", err)
	}
	if o.code != done && (k.repeat == nil || !k.repeat(o)) {
		return fmt.Errorf("the next run: %w", o.errorf("exit code %d", o.code))
	}
	return k.finished(ctx, outside)
}

// whole checks that the library in a folder is complete, and that its state is between before and after.
// may, if not nil, reports whether a refusal to search is right.
func (k *killing) whole(ctx context.Context, place string, may func(outcome) bool) error {
	info, err := os.Stat(filepath.Join(place, libraryFiles[0]))
	if k.from == "" && (errors.Is(err, os.ErrNotExist) || err == nil && info.Size() == 0) {
		return nil // it was killed before it had created a library
	}
	is, err := k.readState(ctx, place)
	if err == nil {
		err = is.between(k.before, k.after)
	}
	if err != nil {
		return err
	}
	if n := len(is.documents); k.deed.whole && n != len(k.before.documents) && n != len(k.after.documents) {
		return fmt.Errorf("%d documents are there, of all or none", n)
	}
	outcomes, err := k.answersTruly(ctx, k.before, k.after)
	if err != nil {
		return err
	}
	for _, o := range outcomes {
		if o.code == failed && (may == nil || !may(o)) {
			return o.errorf("the library cannot be searched")
		}
	}
	return k.doctor(ctx, may)
}

// finished checks that the library is the same as one whose deed was not killed, and that the kill left no trace.
func (k *killing) finished(ctx context.Context, outside tree) error {
	place, err := k.whereabouts(ctx)
	if err != nil {
		return err
	}
	if place != k.place {
		return fmt.Errorf("done again, the library is in %s, and should be in %s", place, k.place)
	}
	is, err := k.readState(ctx, place)
	if err == nil {
		err = is.differs(k.after)
	}
	if err != nil {
		return fmt.Errorf("done again: %w", err)
	}
	left, err := names(place)
	if err != nil {
		return err
	}
	if !slices.Equal(left, k.names) {
		return fmt.Errorf("done again: in the library's folder are %q, and should be %q", left, k.names)
	}
	if old := k.library(); old != k.place {
		if left, err := names(old); err != nil || len(left) > 0 {
			return fmt.Errorf("done again: in the old folder are left %q (%w)", left, err)
		}
	}
	if err := errors.Join(k.unchanged(outside), k.checked(ctx)); err != nil {
		return err
	}
	return k.doctor(ctx, nil)
}

// checked checks what the deed made outside the library.
func (k *killing) checked(ctx context.Context) error {
	if k.check == nil {
		return nil
	}
	return k.check(ctx, k)
}

// names returns the names in a folder; none if there is no folder.
func names(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	var all []string
	for _, e := range entries {
		// The lock file may stay, and the space reserved for a full disk may be used up.
		if ext := filepath.Ext(e.Name()); ext != ".lock" && ext != ".reserve" {
			all = append(all, e.Name())
		}
	}
	return all, err
}
