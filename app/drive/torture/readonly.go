package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
)

// readOnly is the trial of a library that is not writable.
func readOnly() []trial {
	return []trial{{
		name: "read-only", what: "read-only", rounds: 2 * len(closures), quick: len(closures), mounts: true,
		prepare: func(ctx context.Context, s *stage) (func(context.Context, *round) error, error) {
			w := &withheld{stage: s}
			return w.round, w.prepare(ctx)
		},
	}}
}

// withheld is a library that the program can't write.
type withheld struct {
	*stage
	truth state
}

// A closure is a way to prevent the program from writing.
type closure struct {
	name       string
	searchable bool // the library can still be searched
	do         func(w *withheld) error
}

var closures = []closure{
	{"a disk that is mounted read-only", false, func(w *withheld) error { return w.mountBound(w.library(), w.library(), true) }},
	{"a folder without the right to write", false, func(w *withheld) error { return w.allow(0o555, 0o444) }},
	{"a file without the right to write", true, func(w *withheld) error { return w.allow(0o755, 0o444) }},
	{"a folder without the right to enter", false, func(w *withheld) error { return w.allow(0o000, 0o644) }},
	{"a file without the right to read", false, func(w *withheld) error { return w.allow(0o755, 0o000) }},
}

func (w *withheld) prepare(ctx context.Context) error {
	err := errorsOf(w.makeSets, func() error { return w.takeDocuments(setBefore) }, w.furnish, func() error {
		return w.prepared(ctx, []string{"index", w.path("docs"), w.path("more"), w.starter()})
	}, func() error { return w.keepHome("indexed") })
	if err != nil {
		return err
	}
	w.truth, err = w.readState(ctx, w.library())
	return err
}

// allow sets the permissions of the library's folder and files, and gives the stage to the user nobody, to whom permissions apply.
func (w *withheld) allow(folder, file fs.FileMode) error {
	if err := giveTo(w.root, nobody); err != nil {
		return skipError{fmt.Sprintf("rights bind root nowhere, and there is nobody else here (%v)", err)}
	}
	return errors.Join(os.Chmod(filepath.Join(w.library(), libraryFiles[0]), file), os.Chmod(w.library(), folder))
}

// round makes the library read-only in one way, and runs everything that can be done with it. Nothing may change.
func (w *withheld) round(ctx context.Context, r *round) error {
	way := closures[(r.n-1)%len(closures)]
	err := errorsOf(w.clear, func() error { return w.takeDocuments(setAfter) }, func() error { return w.takeHome("indexed") }, func() error { return way.do(w) })
	if errors.As(err, new(skipError)) {
		r.count("skipped", true)
		return nil
	}
	if err != nil {
		return err
	}
	before, err := w.holdings()
	if err != nil {
		return err
	}
	for _, args := range [][]string{
		{"search", "--json", "--", questions[0]},
		{"status"},
		{"ask", questions[0]},
		{"index"},
		{"index", w.path("docs", "00")},
		{"remove", w.path("docs")},
		{"models", "use", "embedding", "builtin"},
		{"models", "undo"},
		{"ignore", w.path("docs"), "--add", "drafts/"},
		{"move", w.path("moved")},
	} {
		if err := w.try(ctx, way, args); err != nil {
			return fmt.Errorf("%s: %w", way.name, err)
		}
	}
	now, err := w.holdings()
	if err == nil {
		err = now.differs(before)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", way.name, err)
	}
	return nil
}

// holdings returns all files of the stage, except those that the program may keep beside its library while it reads. Permissions of the library's
// folder and files do not count, because the program removes those of other users.
func (w *withheld) holdings() (tree, error) {
	all, err := readTree(w.root, w.path("cache"), w.path("log"), w.path("tmp"))
	for path, e := range all {
		if !within(w.library(), path) {
			continue
		}
		e.mode = e.mode.Type()
		all[path] = e
		if base := filepath.Base(path); filepath.Ext(path) == ".lock" || slices.Contains(libraryFiles[1:], base) {
			delete(all, path)
		}
	}
	return all, err
}

// try runs one command.
func (w *withheld) try(ctx context.Context, way closure, args []string) error {
	o := w.start(ctx, func(cmd *exec.Cmd) {
		if way.name != closures[0].name {
			runAs(cmd, nobody)
		}
	}, args...)()
	if err := o.fault(); err != nil {
		return err
	}
	if args[0] != "search" {
		return nil
	}
	if o.code != done {
		if way.searchable {
			return o.errorf("the library cannot be searched")
		}
		return nil
	}
	passages, err := o.passages()
	for _, p := range passages {
		p.Path = withoutPlace(p.Path, w.library())
		err = errors.Join(err, p.trueIn(w.truth))
	}
	return err
}
