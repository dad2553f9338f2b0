// Package watch tells which files changed under folders, as the system reports it; where the system cannot, it says now and then that
// anything may have changed.
//
// It is told what is not wanted and knows nothing of what files hold; it reads names alone. What it reports may be more than what
// changed, and is never less but for what the system does not tell: changes that another machine makes on a network drive are
// reported with the next sweep. Start reading at Run.
package watch

import (
	"context"
	"fmt"
	"time"
)

// A Root is a folder or a file to watch.
type Root struct {
	Path string // absolute and clean
	// Wanted returns what says whether a change at a path is to be reported, and whether what lies in a folder is watched. It is
	// called anew for each batch of changes.
	Wanted func() func(path string, folder bool) bool
}

// A Change is what may have changed. Paths are files, there or gone, and folders with all that lies in them; none lies in another.
type Change struct {
	Paths []string
	// Polled are the roots that cannot be watched now: those that are not there, and those with more folders than the system
	// lets a program watch.
	Polled []string
}

// Options are how patient a Run is, and how much it watches.
type Options struct {
	Quiet   time.Duration // nothing has changed for so long before a change is reported,
	Longest time.Duration // unless it has waited for so long
	Poll    time.Duration // how often a root that cannot be watched is reported
	Sweep   time.Duration // how often all roots are reported
	Most    int           // how many folders are watched at most
}

// Run watches roots until ctx ends, and returns its error; or an error where the system cannot watch anything. It calls report from
// its own goroutine: first with no paths, once it watches, then with every change.
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
	var since time.Time // of the first change that is not reported; zero while there is none
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
