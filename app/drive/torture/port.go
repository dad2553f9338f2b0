package main

import (
	"context"
	"fmt"
	"os"
	"slices"
)

// exported returns the file that the library is exported to.
func (s *stage) exported() string { return s.path("port", "library.footnote") }

// importable checks that the library can be imported from its export, and that nothing else is beside the export.
func (k *killing) importable(ctx context.Context) error {
	left, err := names(k.path("port"))
	if err != nil || !slices.Equal(left, []string{"library.footnote"}) {
		return fmt.Errorf("beside the export lie %q (%w)", left, err)
	}
	again := k.path("kept", "again")
	if err := removeAll(again); err != nil {
		return err
	}
	if err := k.prepared(ctx, []string{"--library", again, "import", k.exported()}); err != nil {
		return err
	}
	is, err := k.readState(ctx, again)
	if err == nil {
		err = is.complete(k.after, "")
	}
	if err != nil {
		return fmt.Errorf("imported again: %w", err)
	}
	return nil
}

// hostileExports is the trial of importing damaged exports.
func hostileExports() []trial {
	return []trial{{
		name: "hostile-export", what: "hostile export", rounds: 60, quick: 6,
		prepare: func(ctx context.Context, s *stage) (func(context.Context, *round) error, error) {
			h := &corrupting{stage: s}
			err := errorsOf(h.makeSets, func() error { return h.takeDocuments(setBefore) }, func() error {
				return h.prepared(ctx, []string{"index", h.path("docs"), h.path("more")}, []string{"export", h.path("sets", "library.footnote")})
			})
			if err == nil {
				h.truth, err = h.readState(ctx, h.library())
			}
			return h.importing, err
		},
	}}
}

// importing imports a damaged file. The program must refuse it with an explanation, or the library must be as it was.
func (c *corrupting) importing(ctx context.Context, r *round) error {
	err := errorsOf(c.clear, func() error { return c.takeDocuments(setBefore) }, func() error {
		return copyTree(c.path("sets", "library.footnote"), c.exported())
	})
	if err != nil {
		return err
	}
	how, err := c.spoilFile(c.exported(), r.random)
	if err != nil {
		return err
	}
	outside, err := c.outside()
	if err != nil {
		return err
	}
	if err := c.imported(ctx, r); err != nil {
		return fmt.Errorf("the export %s: %w", how, err)
	}
	return c.unchanged(outside)
}

func (c *corrupting) imported(ctx context.Context, r *round) error {
	o := c.run(ctx, "import", c.exported())
	if err := o.fault(); err != nil {
		return err
	}
	r.count("refused", o.code == failed)
	if o.code == done {
		is, err := c.readState(ctx, c.library())
		if err == nil {
			err = is.differs(c.truth)
		}
		return err
	}
	if _, err := os.Stat(c.library()); err == nil {
		left, err := names(c.library())
		if err != nil || slices.Contains(left, libraryFiles[0]) || len(left) > 1 {
			return fmt.Errorf("it was refused, and in the library's folder are %q (%w)", left, err)
		}
	}
	return c.emptied()
}
