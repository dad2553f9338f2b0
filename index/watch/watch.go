// Package watch reports which files changed under folders, from the system's notifications. Where the system has none, it reports at
// intervals that anything may have changed.
//
// The caller says what to skip. The package reads only names, never the contents of files. It may report more than what changed, but misses
// nothing that the system reports. The system does not report changes that another machine makes on a network drive; those come with the
// next sweep. Start reading at Run.
package watch

import (
	"context"
	"fmt"
	"time"
)

// A Root is a folder or a file to watch.
type Root struct {
	Path string // absolute and clean
	// Wanted returns a function that reports whether to report a change at a path, and whether to watch a folder. Run calls Wanted again
	// for each batch of changes.
	Wanted func() func(path string, folder bool) bool
}

// A Change is what may have changed. Paths are files, existing or deleted, and folders with everything in them. No path is inside another.
type Change struct {
	Paths []string
	// Polled are the roots that cannot be watched now: missing ones, and those with more folders than the system lets a program watch.
	Polled []string
}

// Options control when a Run reports changes, and how much it watches.
type Options struct {
	Quiet   time.Duration // report once nothing has changed for this long
	Longest time.Duration // but never later than this after the first change
	Poll    time.Duration // interval of reports for a root that cannot be watched
	Sweep   time.Duration // interval of reports for all roots
	Most    int           // the most folders to watch
}

// Run watches roots until ctx ends, and returns its error. It returns another error if the system cannot watch anything. It calls report on
// its own goroutine: first without paths, once it is watching, then for every change.
func Run(ctx context.Context, roots []Root, opt Options, report func(Change)) error {
	f, err := newFolders(opt.Most)
	if err != nil {
		return fmt.Errorf("watch: %w", err)
	}
	defer f.close()
	w := &watcher{roots: roots, folders: f, polled: map[string]bool{}, report: report}
	for _, r := range roots {
		w.begin(r)
	}
	w.tell(nil)
	return w.loop(ctx, opt)
}

func (w *watcher) loop(ctx context.Context, opt Options) error {
	poll, sweep := time.NewTicker(opt.Poll), time.NewTicker(opt.Sweep)
	defer poll.Stop()
	defer sweep.Stop()
	quiet := time.NewTimer(opt.Quiet)
	defer quiet.Stop()
	quiet.Stop()
	var since time.Time // of the first unreported change; zero if there is none
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-w.folders.bell:
			if since.IsZero() {
				since = time.Now()
			}
			quiet.Reset(min(opt.Quiet, max(opt.Longest-time.Since(since), 0)))
		case <-quiet.C:
			since = time.Time{}
			w.take()
		case <-poll.C:
			w.poll()
		case <-sweep.C:
			w.sweep()
		}
	}
}
