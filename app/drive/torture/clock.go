package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"footnote/app/drive/torture/trace"
)

// clocks is the trial of wrong clocks: the computer's, and those that gave files their times.
func clocks() []trial {
	return []trial{{
		name: "clock", what: "clock set back", rounds: 20, quick: 3,
		prepare: func(ctx context.Context, s *stage) (func(context.Context, *round) error, error) {
			c := &wrongClock{stage: s}
			return c.round, c.prepare(ctx)
		},
	}}
}

// A wrongClock updates a library while the clock is wrong.
type wrongClock struct {
	*stage
	before, after state
}

func (c *wrongClock) prepare(ctx context.Context) error {
	index := []string{"index", c.path("docs"), c.path("more")}
	if err := c.makeSets(); err != nil {
		return err
	}
	for set, into := range map[string]*state{setAfter: &c.after, setBefore: &c.before} {
		err := errorsOf(c.clear, func() error { return c.takeDocuments(set) }, func() error { return c.prepared(ctx, index) }, func() error { return c.keepHome(set) })
		if err != nil {
			return err
		}
		if *into, err = c.readState(ctx, c.library()); err != nil {
			return err
		}
	}
	return nil
}

// fileTimes are times that files may have: before 1970, before 1900, and after 2262, when the nanoseconds since 1970 exceed 63 bits.
var fileTimes = []time.Time{
	time.Unix(0, 0), time.Unix(1, 0), time.Date(1969, 7, 20, 0, 0, 0, 0, time.UTC), time.Date(1883, 5, 1, 0, 0, 0, 0, time.UTC),
	time.Date(2026, 3, 1, 12, 0, 0, 1, time.UTC), time.Date(2038, 1, 19, 3, 14, 8, 0, time.UTC), time.Date(2106, 2, 7, 7, 0, 0, 0, time.UTC),
	time.Date(2262, 4, 12, 0, 0, 0, 0, time.UTC), time.Date(2514, 1, 1, 0, 0, 0, 0, time.UTC),
}

// round changes all documents, gives them other times, and updates the library while the program sees another time of day.
func (c *wrongClock) round(ctx context.Context, r *round) error {
	err := errorsOf(c.clear, func() error { return c.takeDocuments(setAfter) }, func() error { return c.takeHome(setBefore) })
	if err != nil {
		return err
	}
	for path := range c.after.documents {
		// An unchanged document may keep its time. A changed one must not, because nobody could notice the change.
		at := fileTimes[r.random.IntN(len(fileTimes))].Add(time.Duration(r.random.IntN(1000)) * time.Hour)
		if err := os.Chtimes(path, at, at); err != nil {
			return err
		}
	}
	shift := -time.Duration(r.random.IntN(30*365*24)) * time.Hour
	o := c.traced(ctx, trace.Options{Clock: shift}, "index")
	if errors.Is(o.err, trace.ErrUnwatched) {
		o = c.run(ctx, "index")
	}
	if err := o.fault(); err != nil || o.code != done {
		return fmt.Errorf("%w (%w)", o.errorf("exit code %d", o.code), err)
	}
	if err := c.upToDate(ctx, "by a clock that is wrong"); err != nil {
		return err
	}
	// Then the clock is right again, and older files replace the files, as from a backup.
	if err := c.takeDocuments(setBefore); err != nil {
		return err
	}
	if err := c.prepared(ctx, []string{"index"}); err != nil {
		return err
	}
	is, err := c.readState(ctx, c.library())
	if err == nil {
		err = is.differs(c.before)
	}
	if err != nil {
		return fmt.Errorf("with older files put back: %w", err)
	}
	return c.pastDates(ctx, r)
}

// upToDate checks that the library has the documents of the second set, whatever their times.
func (c *wrongClock) upToDate(ctx context.Context, how string) error {
	is, err := c.readState(ctx, c.library())
	if err == nil {
		err = is.differs(c.after)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", how, err)
	}
	_, err = c.answersTruly(ctx, c.after, c.after)
	return err
}

// pastDates searches by date while some documents have dates that no calendar has.
func (c *wrongClock) pastDates(ctx context.Context, r *round) error {
	for _, path := range []string{filepath.Join("docs", "00", "letter 0.md"), filepath.Join("more", "more 0.md")} {
		at := fileTimes[r.random.IntN(len(fileTimes))]
		if err := os.Chtimes(c.path(path), at, at); err != nil {
			return err
		}
	}
	for _, args := range [][]string{{"index"}, {"search", "--json", "--", "after:2024-01-01"}, {"search", "--", "before:1950 beans"}, {"status"}} {
		if err := c.run(ctx, args...).fault(); err != nil {
			return err
		}
	}
	return nil
}
