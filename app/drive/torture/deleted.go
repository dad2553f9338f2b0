package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"footnote/app/drive/torture/trace"
)

// libraryDeleted is the trial that deletes the library while the program writes to it.
func libraryDeleted() []trial {
	return []trial{{
		name: "library-deleted", what: "library deleted", rounds: 6 * len(losses), quick: len(losses),
		prepare: func(ctx context.Context, s *stage) (func(context.Context, *round) error, error) {
			d := &deleted{stage: s, index: []string{"index", s.path("docs"), s.path("more")}}
			return d.round, d.prepare(ctx)
		},
	}}
}

// A deleted library disappears while the program works on it.
type deleted struct {
	*stage
	index []string
	truth state
	calls trace.Counts
}

// losses are the ways in which a library disappears.
var losses = []struct {
	name string
	take func(d *deleted) error
}{
	{"its folder is deleted", func(d *deleted) error { return os.RemoveAll(d.library()) }},
	{"its folder is renamed", func(d *deleted) error { return os.Rename(d.library(), d.path("moved")) }},
	{"its database is deleted", func(d *deleted) error { return os.Remove(filepath.Join(d.library(), libraryFiles[0])) }},
	{"all its files are deleted", func(d *deleted) error { return clearFolder(d.library()) }},
	{"another library takes its place", func(d *deleted) error {
		return errorsOf(func() error { return os.RemoveAll(d.library()) }, func() error { return copyTree(d.path("kept", "whole"), d.library()) })
	}},
}

func (d *deleted) prepare(ctx context.Context) error {
	if err := errorsOf(d.makeSets, func() error { return d.takeDocuments(setBefore) }); err != nil {
		return err
	}
	o := d.traced(ctx, trace.Options{}, d.index...)
	if err := o.fault(); err != nil || o.code != done {
		return o.errorf("prepare: exit code %d", o.code)
	}
	d.calls = o.trace.Counts
	var err error
	if d.truth, err = d.readState(ctx, d.library()); err != nil {
		return err
	}
	return copyTree(d.library(), d.path("kept", "whole"))
}

// round deletes the library while the program reads documents into it. The program must say so, and must not claim success.
func (d *deleted) round(ctx context.Context, r *round) error {
	loss := losses[(r.n-1)%len(losses)]
	if err := errors.Join(d.clear(), d.takeDocuments(setBefore)); err != nil {
		return err
	}
	outside, err := d.outside()
	if err != nil {
		return err
	}
	// Before the last documents are written, but after the library was created.
	writes := d.calls[trace.Write]
	when := trace.Moment{Of: trace.Write, At: writes/5 + r.random.IntN(writes/2)}
	var taken error
	o := d.traced(ctx, trace.Options{When: when, Do: func() { taken = loss.take(d) }}, d.index...)
	if taken != nil {
		return fmt.Errorf("%s: %w", loss.name, taken)
	}
	if err := o.fault(); err != nil {
		return fmt.Errorf("%s: %w", loss.name, err)
	}
	r.count("noticed", o.code == failed)
	if o.trace.Reached && o.code != failed {
		return fmt.Errorf("%s: %w", loss.name, o.errorf("exit code %d, though its library is gone", o.code))
	}
	if err := errors.Join(d.nobodyLeft(), d.unchanged(outside)); err != nil {
		return fmt.Errorf("%s: %w", loss.name, err)
	}
	if err := d.prepared(ctx, d.index); err != nil {
		return fmt.Errorf("%s: afterwards: %w", loss.name, err)
	}
	is, err := d.readState(ctx, d.library())
	if err == nil {
		err = is.differs(d.truth)
	}
	if err != nil {
		return fmt.Errorf("%s: afterwards: %w", loss.name, err)
	}
	return d.doctor(ctx, nil)
}
