package app

import (
	"context"
	"slices"
	"time"

	"fyne.io/fyne/v2/lang"

	"footnote/index"
)

// unwatchedInterval is how often the sources are looked at where the system lets nothing be watched.
const unwatchedInterval = 5 * time.Minute

// watcher is what watching needs of the library.
type watcher interface {
	Watch(ctx context.Context, report func(index.Watching)) error
}

// watching is the watching of sources: what changes on the disk is read without being asked.
type watching struct {
	*shell
	library watcher
	read    func(paths ...string) // reads what has changed
	watched
}

// watched is what is watched now.
type watched struct {
	number  int
	cancel  context.CancelFunc // nil while nothing is watched
	sources []index.Source     // that are watched, with their rules
	polled  []string           // those of them that are looked at now and then
}

// keep watches the sources that the library holds, if it is wanted and they are not watched already.
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

// stop ends the watching: the library is closed, or another takes its place.
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

// lookNowAndThen takes the place of watching where the system lets nothing be watched.
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

// upToDate says how a source that is up to date stays so.
func (wa *watching) upToDate(path string) string {
	switch {
	case !slices.ContainsFunc(wa.sources, func(s index.Source) bool { return s.Path == path }):
		return lang.L("Up to date")
	case slices.Contains(wa.polled, path):
		return lang.L("Up to date · checked every 5 min")
	}
	return lang.L("Up to date · watched")
}
