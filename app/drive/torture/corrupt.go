package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"

	"footnote/app/drive/torture/trace"
)

// corruptions is the trial that damages the program's files.
func corruptions() []trial {
	return []trial{{
		name: "corruption", what: "corruption", rounds: 200, quick: 24,
		prepare: func(ctx context.Context, s *stage) (func(context.Context, *round) error, error) {
			c := &corrupting{stage: s}
			return c.round, c.prepare(ctx)
		},
	}}
}

// A corrupting damages files of a known library.
type corrupting struct {
	*stage
	truth state // of the undamaged library
}

// The homes to damage: one whose library was closed, and one whose program was killed, so that much of its library is in the write-ahead log.
const (
	closed = "closed"
	cutOff = "cut off"
)

func (c *corrupting) prepare(ctx context.Context) error {
	err := errorsOf(
		c.makeSets,
		func() error { return c.takeDocuments(setBefore) },
		c.furnish,
		func() error { return c.prepared(ctx, c.commands()...) },
		func() error { return c.keepHome(closed) },
	)
	if err != nil {
		return err
	}
	if c.truth, err = c.readState(ctx, c.library()); err != nil {
		return err
	}
	if err := errorsOf(c.clear, func() error { return c.takeDocuments(setBefore) }, c.furnish); err != nil {
		return err
	}
	undisturbed := c.traced(ctx, trace.Options{}, c.commands()[0]...)
	if err := errorsOf(c.clear, func() error { return c.takeDocuments(setBefore) }, c.furnish); err != nil {
		return err
	}
	late := trace.Moment{Of: trace.Write, At: 1 + undisturbed.trace.Counts[trace.Write]*9/10, Delay: patience}
	if o := c.traced(ctx, trace.Options{When: late}, c.commands()[0]...); o.code == failed {
		return o.errorf("prepare: exit code %d", o.code)
	}
	return errors.Join(c.nobodyLeft(), c.keepHome(cutOff))
}

// commands are the commands that make the library.
func (c *corrupting) commands() [][]string {
	return [][]string{{"index", c.path("docs"), c.path("more"), c.starter()}}
}

// round damages a file, and uses the library as a person would. The program may refuse, with an explanation. It must not cite wrongly or change a
// document.
func (c *corrupting) round(ctx context.Context, r *round) error {
	home := []string{closed, cutOff}[r.random.IntN(2)]
	if err := errorsOf(c.clear, func() error { return c.takeDocuments(setBefore) }, func() error { return c.takeHome(home) }); err != nil {
		return err
	}
	done, err := c.spoil(r.random)
	if err != nil {
		return err
	}
	_, _ = fmt.Fprintf(c.log, "# %s: %s\n", home, done) // for a person
	outside, err := c.outside()
	if err != nil {
		return err
	}
	if err := c.use(ctx, r); err != nil {
		return fmt.Errorf("%s, %s: %w", home, done, err)
	}
	if err := errors.Join(c.unchanged(outside), c.nobodyLeft()); err != nil {
		return fmt.Errorf("%s, %s: %w", home, done, err)
	}
	return nil
}

// use searches, checks, updates and moves the library.
func (c *corrupting) use(ctx context.Context, r *round) error {
	refused := 0
	look := func() error {
		outcomes, err := c.answersTruly(ctx, c.truth, c.truth)
		for _, o := range outcomes {
			if o.code == failed {
				refused++
			}
		}
		return err
	}
	steps := []func() error{look, func() error { return c.examined(ctx) }}
	for _, args := range [][]string{{"status"}, {"ask", "When are the beans in garden 7 watered?"}, {"models"}, {"index"}, {"move", c.path("moved")}} {
		steps = append(steps, func() error {
			o := c.run(ctx, args...)
			if o.code == failed {
				refused++
			}
			return o.fault()
		})
	}
	if r.random.IntN(2) == 0 { // before or after anything else has used the library
		steps = append(steps, look)
	} else {
		steps = steps[:2]
	}
	if err := errorsOf(steps...); err != nil {
		return err
	}
	r.count("refused", refused > 0)
	return c.repaired(ctx, r)
}

// examined runs the doctor. If it finds no fault, every document in the library must be as it was.
func (c *corrupting) examined(ctx context.Context) error {
	o := c.run(ctx, "doctor")
	if err := o.fault(); err != nil || o.code != done {
		return err
	}
	is, err := c.readState(ctx, c.library())
	if err == nil {
		err = is.between(state{}, c.truth)
	}
	if err != nil {
		return fmt.Errorf("the doctor finds a library sound that is not: %w", err)
	}
	return nil
}

// repaired repairs the library, or makes a new one if that fails, and updates it. Then the library must be as it was.
func (c *corrupting) repaired(ctx context.Context, r *round) error {
	if err := removeAll(c.path("home", "config", "footnote")); err != nil { // the program would rely on the wrong things that it says
		return err
	}
	place := c.library()
	if _, err := os.Stat(filepath.Join(c.path("moved"), libraryFiles[0])); err == nil {
		place = c.path("moved")
	}
	o := c.run(ctx, "--library", place, "doctor", "--repair", "--yes")
	if err := o.fault(); err != nil {
		return err
	}
	r.count("repaired", o.code == done)
	if o.code != done {
		for _, name := range append(libraryFiles, "library.db-journal") {
			if err := removeAll(filepath.Join(place, name)); err != nil {
				return err
			}
		}
	}
	starter := filepath.Join(place, filepath.Base(c.starter()))
	o = c.run(ctx, "--library", place, "index", c.path("docs"), c.path("more"), starter)
	if err := o.fault(); err != nil || o.code != done {
		return fmt.Errorf("repaired: %w (%w)", o.errorf("exit code %d", o.code), err)
	}
	is, err := c.readState(ctx, place)
	if err == nil {
		err = is.differs(c.truth)
	}
	if err != nil {
		return fmt.Errorf("repaired: %w", err)
	}
	return nil
}

// spoil damages a random file of the program in a random way, and returns a description.
func (c *corrupting) spoil(random *rand.Rand) (done string, err error) {
	victims := []struct {
		weight int
		path   string
	}{
		{12, filepath.Join(c.library(), "library.db")},
		{5, filepath.Join(c.library(), "library.db-wal")},
		{2, filepath.Join(c.library(), "library.db-shm")},
		{1, filepath.Join(c.library(), "library.db-journal")},
		{2, filepath.Join(c.library(), "library.moving")},
		{2, filepath.Join(c.library(), "basket.json")},
		{1, filepath.Join(c.library(), "window.lock")},
		{1, c.path("home", "config", "footnote", "library.path")},
		{2, c.path("home", "config", "footnote", "models.json")},
		{1, c.path("home", "config", "footnote", "passwords")},
		{1, c.path("cache", "footnote")},
	}
	all := 0
	for _, v := range victims {
		all += v.weight
	}
	n := random.IntN(all)
	path := ""
	for _, v := range victims {
		if n -= v.weight; n < 0 {
			path = v.path
			break
		}
	}
	if filepath.Base(path) == "footnote" {
		path = someFile(path, random)
	}
	how, err := c.spoilFile(path, random)
	return strings.TrimPrefix(path, c.root+string(filepath.Separator)) + " " + how, err
}

// someFile returns a random file in a folder, or the folder if it has none.
func someFile(dir string, random *rand.Rand) string {
	var files []string
	_ = filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error { // unreadable files are not chosen
		if err == nil && d.Type().IsRegular() {
			files = append(files, path)
		}
		return nil
	})
	if len(files) == 0 {
		return dir
	}
	return files[random.IntN(len(files))]
}
