package app

import (
	"context"
	"slices"
	"time"

	"fyne.io/fyne/v2/lang"

	"footnote/index"
)

// unwatchedInterval is how often the sources are checked if the system cannot watch them.
const unwatchedInterval = 5 * time.Minute

// watcher is the part of the library that watching needs.
type watcher interface {
	Watch(ctx context.Context, report func(index.Watching)) error
}

// watching watches the sources, so that changes on the disk are read automatically.
type watching struct {
	*shell
	library watcher
	read    func(paths ...string) // reads what has changed
	watched
}

// watched holds what is watched now.
type watched struct {
	number  int
	cancel  context.CancelFunc // nil if nothing is watched
	sources []index.Source     // the watched sources, with their rules
	polled  []string           // those of them that are checked at intervals
}

// keep watches the library's sources, if the user wants that and they are not watched already.
func (wa *watching) keep(held []index.Source) {
	var sources []index.Source
	if wa.settings.watch {
		for _, s := range held {
			sources = append(sources, index.Source{Path: s.Path, Ignore: s.Ignore})
		}
	}
	if slices.Equal(sources, wa.sources) {
		return
	}
	if wa.cancel != nil {
		wa.cancel()
	}
	wa.watched = watched{number: wa.number + 1, sources: sources}
	if len(sources) == 0 {
		return
	}
	n := wa.number
	ctx, cancel := context.WithCancel(wa.jobs.ctx)
	wa.cancel = cancel
	watch := func(ctx context.Context) (struct{}, error) {
		return struct{}{}, wa.library.Watch(ctx, func(x index.Watching) {
			wa.jobs.deliver(func() {
				if n == wa.number {
					wa.onWatching(x)
				}
			})
		})
	}
	start(wa.jobs, ctx, watch, func(_ struct{}, err error) {
		cancel()
		if err != nil && n == wa.number {
			wa.lookNowAndThen(n)
		}
	})
}

// stop ends the watching, because the library is closed or replaced.
func (wa *watching) stop() {
	if wa.cancel != nil {
		wa.cancel()
	}
	wa.watched = watched{number: wa.number + 1}
}

// onWatching reads what has changed.
func (wa *watching) onWatching(x index.Watching) {
	if !slices.Equal(wa.polled, x.Polled) {
		wa.polled = x.Polled
		wa.showHolding()
	}
	wa.read(x.Changed...)
}

// lookNowAndThen checks the sources at intervals if the system cannot watch them.
func (wa *watching) lookNowAndThen(n int) {
	var paths []string
	for _, s := range wa.sources {
		paths = append(paths, s.Path)
	}
	wa.onWatching(index.Watching{Changed: paths, Polled: paths})
	wa.jobs.later(unwatchedInterval, func() {
		if n == wa.number {
			wa.lookNowAndThen(n)
		}
	})
}

// upToDate says how an up-to-date source stays so.
func (wa *watching) upToDate(path string) string {
	switch {
	case !slices.ContainsFunc(wa.sources, func(s index.Source) bool { return s.Path == path }):
		return lang.L("Up to date")
	case slices.Contains(wa.polled, path):
		return lang.L("Up to date · checked every 5 min")
	}
	return lang.L("Up to date · watched")
}
