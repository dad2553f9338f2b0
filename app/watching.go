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

// watchState is the watching of sources: what changes on the disk is read without being asked.
type watchState struct {
	number  int
	cancel  context.CancelFunc // nil while nothing is watched
	sources []index.Source     // that are watched, with their rules
	polled  []string           // those of them that are looked at now and then
}

// keepWatch watches the sources there are, if it is wanted and they are not watched already.
func (w *Window) keepWatch() {
	var sources []index.Source
	if w.remains.watch {
		for _, s := range w.shelf.status.Sources {
			sources = append(sources, index.Source{Path: s.Path, Ignore: s.Ignore})
		}
	}
	if slices.Equal(sources, w.watch.sources) {
		return
	}
	if w.watch.cancel != nil {
		w.watch.cancel()
	}
	w.watch = watchState{number: w.watch.number + 1, sources: sources}
	if len(sources) == 0 {
		return
	}
	n := w.watch.number
	ctx, cancel := context.WithCancel(w.jobs.ctx)
	w.watch.cancel = cancel
	watch := func(ctx context.Context) (struct{}, error) {
		return struct{}{}, w.library.Watch(ctx, func(x index.Watching) {
			w.jobs.deliver(func() {
				if n == w.watch.number {
					w.onWatching(x)
				}
			})
		})
	}
	start(w.jobs, ctx, watch, func(_ struct{}, err error) {
		cancel()
		if err != nil && n == w.watch.number {
			w.lookNowAndThen(n)
		}
	})
}

// onWatching reads what has changed.
func (w *Window) onWatching(x index.Watching) {
	if !slices.Equal(w.watch.polled, x.Polled) {
		w.watch.polled = x.Polled
		w.showHolding()
	}
	w.syncQuietly(x.Changed...)
}

// lookNowAndThen takes the place of watching where the system lets nothing be watched.
func (w *Window) lookNowAndThen(n int) {
	var paths []string
	for _, s := range w.watch.sources {
		paths = append(paths, s.Path)
	}
	w.onWatching(index.Watching{Changed: paths, Polled: paths})
	w.jobs.later(unwatchedInterval, func() {
		if n == w.watch.number {
			w.lookNowAndThen(n)
		}
	})
}

// upToDate says how a source that is up to date stays so.
func (w *Window) upToDate(path string) string {
	switch {
	case !slices.ContainsFunc(w.watch.sources, func(s index.Source) bool { return s.Path == path }):
		return lang.L("Up to date")
	case slices.Contains(w.watch.polled, path):
		return lang.L("Up to date · looked at every 5 min")
	}
	return lang.L("Up to date · watched")
}
