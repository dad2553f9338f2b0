package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"time"
	"unicode/utf8"

	"footnote/index"
)

// hostileFolders is the trial of folders that are hard to walk.
func hostileFolders() []trial {
	return []trial{{
		name: "hostile-folder", what: "hostile folder", rounds: 4 * len(hostilities), quick: len(hostilities), mounts: true,
		prepare: func(_ context.Context, s *stage) (func(context.Context, *round) error, error) {
			h := &hostile{stage: s}
			return h.round, s.makeSets()
		},
	}}
}

// hostile is a folder of documents with something hostile among them.
type hostile struct {
	*stage
	random *rand.Rand
}

// A hostility is something that may be in a folder.
type hostility struct {
	name string
	make func(h *hostile, dir string) error
	// restless, if not nil, is called repeatedly while the folder is read.
	restless func(h *hostile, dir string) error
	bound    bool // the program runs as a user to whom permissions apply
}

// siblings is the number of ordinary documents before, among and after the hostile files.
const siblings = 8

// round indexes such a folder. The program may skip what is hostile. It must not fail, hang, skip an ordinary document, or change anything.
func (h *hostile) round(ctx context.Context, r *round) error {
	one := hostilities[(r.n-1)%len(hostilities)]
	h.random = r.random
	dir := h.path("docs")
	if err := h.clear(); err != nil {
		return err
	}
	err := one.make(h, filepath.Join(dir, "m"))
	if skip := (skipError{}); errors.As(err, &skip) || errors.Is(err, errors.ErrUnsupported) {
		r.count("skipped", true)
		return nil
	}
	if err == nil {
		err = h.addSiblings(dir)
	}
	if err != nil {
		return fmt.Errorf("%s: make it: %w", one.name, err)
	}
	if err := h.read(ctx, one, dir); err != nil {
		return fmt.Errorf("%s: %w", one.name, err)
	}
	return nil
}

// addSiblings adds the ordinary documents.
func (h *hostile) addSiblings(dir string) error {
	for i := range siblings {
		folder := []string{".", "a", "m", "z"}[i%4]
		if err := writeFile(filepath.Join(dir, folder, fmt.Sprintf("sound %d.md", i)), fmt.Sprintf("# Sound %d\n\nThe beans in garden %d are watered.\n", i, i), written); err != nil {
			return err
		}
	}
	return nil
}

func (h *hostile) read(ctx context.Context, one hostility, dir string) error {
	as := func(*exec.Cmd) {}
	if one.bound {
		if err := giveTo(h.root, nobody); err != nil {
			return nil // permissions do not apply to anyone here
		}
		as = func(cmd *exec.Cmd) { runAs(cmd, nobody) }
	}
	before, err := h.outside()
	if err != nil {
		return err
	}
	for range 2 {
		rest := h.stir(one, dir)
		o := h.start(ctx, as, "index", dir)()
		if err := rest(); err != nil {
			return err
		}
		if err := o.fault(); err != nil {
			return err
		}
		if o.code != done {
			return o.errorf("exit code %d", o.code)
		}
	}
	if err := h.listed(ctx, as); err != nil {
		return err
	}
	if err := h.holds(ctx); err != nil {
		return err
	}
	if one.restless != nil {
		return nil // it has changed meanwhile
	}
	return h.unchanged(before)
}

// stir keeps changing a folder until rest is called.
func (h *hostile) stir(one hostility, dir string) (rest func() error) {
	if one.restless == nil {
		return func() error { return nil }
	}
	var stirring sync.WaitGroup
	var err error
	end := make(chan struct{})
	stirring.Go(func() {
		for err == nil {
			select {
			case <-end:
				return
			case <-time.After(100 * time.Microsecond):
				err = one.restless(h, filepath.Join(dir, "m"))
			}
		}
	})
	return func() error {
		close(end)
		stirring.Wait()
		return err
	}
}

// listed checks what the program prints about such a folder.
func (h *hostile) listed(ctx context.Context, as func(*exec.Cmd)) error {
	for _, args := range [][]string{{"status", "--json"}, {"search", "--json", "-n", "100", "--", "beans"}, {"status"}, {"search", "beans"}} {
		o := h.start(ctx, as, args...)()
		if err := o.fault(); err != nil {
			return err
		}
		if o.code != done {
			return o.errorf("exit code %d", o.code)
		}
		if !utf8.ValidString(o.stdout) {
			return o.errorf("prints what is no UTF-8")
		}
		var any map[string]any
		if args[1:] != nil && args[len(args)-1] != "beans" && len(args) == 2 {
			if err := o.decode(&any); err != nil {
				return err
			}
		}
	}
	return nil
}

// holds checks that all ordinary documents are in the library. They are recognised by their names.
func (h *hostile) holds(ctx context.Context) error {
	is, err := h.readState(ctx, h.library())
	if err != nil {
		return err
	}
	for i := range siblings {
		path := h.path("docs", []string{".", "a", "m", "z"}[i%4], fmt.Sprintf("sound %d.md", i))
		real, err := index.Extract(ctx, path, index.Options{})
		if err != nil {
			return fmt.Errorf("the trial's own document: %w", err)
		}
		if text, ok := is.texts[path]; !ok || text != real.Text {
			return fmt.Errorf("the sound document %s is not in the library, or not as it is", path)
		}
	}
	return nil
}

// writeAll writes files with the given names into a folder.
func writeAll(dir string, names ...string) error {
	var errs []error
	for _, name := range names {
		errs = append(errs, writeFile(filepath.Join(dir, name), "The beans are watered.\n", written))
	}
	return errors.Join(errs...)
}

// link makes symbolic links, from names to targets.
func link(dir string, links map[string]string) error {
	errs := []error{os.MkdirAll(dir, 0o755)}
	for name, target := range links {
		errs = append(errs, os.Symlink(target, filepath.Join(dir, name)))
	}
	return errors.Join(errs...)
}
