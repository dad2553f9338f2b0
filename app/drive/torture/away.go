package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"footnote/app/drive/torture/trace"
)

// drivesAway is the trial that disconnects the drive with the documents.
func drivesAway() []trial {
	return []trial{{
		name: "drive-away", what: "drive away", rounds: 5 * len(departures), quick: len(departures), mounts: true,
		prepare: func(ctx context.Context, s *stage) (func(context.Context, *round) error, error) {
			a := &away{stage: s}
			return a.round, a.prepare(ctx)
		},
	}}
}

// away is a library whose documents are on a drive. The source more is beside that drive.
type away struct {
	*stage
	home state // with everything connected
	next state // with docs connected and changed
}

// A departure is a way in which a drive disappears and comes back. It changes dir, on which the drive is mounted; the drive's contents are in the
// folder drive.
type departure struct {
	name  string
	leave func(a *away, dir string) error
	back  func(a *away, dir string) error
}

var departures = []departure{
	{"unmounted", (*away).unmountDrive, (*away).join},
	{"unmounted, with the mount point gone", func(a *away, dir string) error {
		return errors.Join(a.unmount(dir), os.Remove(dir))
	}, (*away).join},
	{"unmounted, with a few files at the mount point", func(a *away, dir string) error {
		return errors.Join(a.unmount(dir), writeFile(filepath.Join(dir, "lost+found", "a.txt"), "lost", written), writeFile(filepath.Join(dir, "README.txt"), "Mount here.", written))
	}, func(a *away, dir string) error {
		return errors.Join(os.RemoveAll(filepath.Join(dir, "lost+found")), os.Remove(filepath.Join(dir, "README.txt")), a.join(dir))
	}},
	{"another drive in its place", func(a *away, dir string) error {
		return errorsOf(func() error { return a.unmount(dir) }, func() error { return a.mountSmall(dir, roomy) },
			func() error { return writeFile(filepath.Join(dir, "other.txt"), "Another drive.", written) })
	}, func(a *away, dir string) error {
		return errors.Join(a.unmount(dir), a.join(dir))
	}},
	{"unmounted at work", nil, (*away).join},
}

func (a *away) unmountDrive(dir string) error { return a.unmount(dir) }

// join mounts the drive.
func (a *away) join(dir string) error { return a.mountBound(a.drive(), dir, false) }

// drive returns the folder with the drive's contents. It is in memory, and so on another device than the stage.
func (a *away) drive() string { return a.path("kept", "drive") }

func (a *away) prepare(ctx context.Context) error {
	if err := a.makeSets(); err != nil {
		return err
	}
	for set, into := range map[string]*state{setBefore: &a.home, setAfter: &a.next} {
		if err := a.begin(ctx, set); err != nil {
			return err
		}
		var err error
		if *into, err = a.readState(ctx, a.library()); err != nil {
			return err
		}
	}
	return nil
}

// begin makes a library of a set of documents, with docs on the drive.
func (a *away) begin(ctx context.Context, set string) error {
	return errorsOf(
		a.clear,
		func() error { return a.takeDocuments(setBefore) },
		func() error { return a.mountSmall(a.drive(), roomy) },
		func() error { return copyTree(a.path("sets", set, "docs"), a.drive()) },
		func() error { return removeAll(a.path("docs")) },
		func() error { return a.join(a.path("docs")) },
		func() error { return a.prepared(ctx, []string{"index", a.path("docs"), a.path("more")}) },
	)
}

// round disconnects the drive, checks that its documents stay in the library, and connects it again with changes.
func (a *away) round(ctx context.Context, r *round) error {
	way := departures[(r.n-1)%len(departures)]
	if err := a.begin(ctx, setBefore); err != nil {
		return err
	}
	dir := a.path("docs")
	if err := a.depart(ctx, r, way, dir); err != nil {
		return fmt.Errorf("%s: %w", way.name, err)
	}
	for range 1 + r.random.IntN(2) {
		o := a.run(ctx, "index")
		if err := o.fault(); err != nil {
			return fmt.Errorf("%s: %w", way.name, err)
		}
	}
	if r.random.IntN(2) == 0 {
		stop := a.window(ctx)
		if err := stop().fault(); err != nil {
			return fmt.Errorf("%s: %w", way.name, err)
		}
	}
	is, err := a.readState(ctx, a.library())
	if err == nil {
		err = is.complete(a.home, "")
	}
	if err == nil {
		_, err = a.answersTruly(ctx, is, is)
	}
	if err != nil {
		return fmt.Errorf("%s: with the drive away: %w", way.name, err)
	}
	return a.comeBack(ctx, way, dir)
}

// depart disconnects the drive.
func (a *away) depart(ctx context.Context, r *round, way departure, dir string) error {
	if way.leave != nil {
		return way.leave(a, dir)
	}
	// While documents are read. All of them have new times, so the program reads all of them.
	for path := range a.home.documents {
		if within(dir, path) {
			if err := os.Chtimes(path, written, written.AddDate(0, 1, 0)); err != nil {
				return err
			}
		}
	}
	var left error
	when := trace.Moment{At: 1 + r.random.IntN(6000), Delay: 1}
	o := a.traced(ctx, trace.Options{When: when, Do: func() { left = a.unmount(dir) }}, "index")
	if !o.trace.Reached {
		left = a.unmount(dir)
	}
	return errors.Join(left, o.fault())
}

// comeBack connects the drive again, with other documents, and checks that the library then has these.
func (a *away) comeBack(ctx context.Context, way departure, dir string) error {
	if err := errorsOf(
		func() error { return clearFolder(a.drive()) },
		func() error { return copyTree(a.path("sets", setAfter, "docs"), a.drive()) },
		func() error { return way.back(a, dir) },
		func() error { return a.prepared(ctx, []string{"index"}) },
	); err != nil {
		return fmt.Errorf("%s: back again: %w", way.name, err)
	}
	is, err := a.readState(ctx, a.library())
	if err == nil {
		err = is.differs(a.next)
	}
	if err != nil {
		return fmt.Errorf("%s: back again: %w", way.name, err)
	}
	return a.doctor(ctx, nil)
}

// clearFolder empties a folder.
func clearFolder(dir string) error {
	entries, err := os.ReadDir(dir)
	for _, e := range entries {
		err = errors.Join(err, os.RemoveAll(filepath.Join(dir, e.Name())))
	}
	return err
}
