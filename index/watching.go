package index

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"footnote/index/ignore"
	"footnote/index/volume"
	"footnote/index/watch"
)

// A Watching is what Watch tells.
type Watching struct {
	Changed []string // paths for Sync: of files and folders that may have changed, and of sources
	Polled  []string // sources that are looked at now and then, since the system cannot watch them or they are not there
}

// patience is how long Watch waits for a file to be written to its end, and how often it looks at what it cannot watch, or at what the
// system does not tell of, such as changes on a network drive that another machine makes.
var patience = watch.Options{
	Quiet: time.Second, Longest: 10 * time.Second, Poll: 5 * time.Minute, Sweep: time.Hour, Most: watch.Most,
}

// mountsInterval is how often Watch looks which volumes are mounted: the system tells nothing of a folder where a drive is mounted, or is
// not any more.
const mountsInterval = 15 * time.Second

// Watch tells what changes on the disk under the sources there are, until ctx ends; it returns nil then, and an error where the system
// lets nothing be watched. It reads names and no documents, and changes nothing: what it reports is for Sync. report is called from one
// goroutine, first when the sources are watched, with all of them: they may have changed before. So it is again where a drive was mounted
// or taken away. Watch anew when there are other sources, or other rules.
func (l *Library) Watch(ctx context.Context, report func(Watching)) error {
	sources, err := l.store.Sources(ctx)
	if err != nil {
		return fmt.Errorf("watch: %w", err)
	}
	var roots []watch.Root
	for _, s := range sources {
		rules := ignore.Parse(s.Ignore)
		roots = append(roots, watch.Root{Path: s.Path, Wanted: func() func(string, bool) bool {
			f := newFilter(s.Path, l.dir, rules)
			return func(path string, folder bool) bool {
				if filepath.Base(path) == IgnoreFile {
					path, folder = filepath.Dir(path), true
				}
				return f.reaches(path, folder)
			}
		}})
	}
	for ctx.Err() == nil {
		err = l.watchOnce(ctx, roots, report)
		if err != nil && ctx.Err() == nil {
			return fmt.Errorf("watch: %w", err)
		}
	}
	return nil
}

// watchOnce watches until ctx ends, or until other folders are to be watched: a file with rules has changed, or what is mounted.
func (l *Library) watchOnce(ctx context.Context, roots []watch.Root, report func(Watching)) error {
	ctx, cancel := context.WithCancel(ctx)
	mounted := l.mountedBelow(roots) // before anything is watched: what is mounted meanwhile is seen
	var again atomic.Bool
	anew := func() {
		again.Store(true)
		cancel()
	}
	var looking sync.WaitGroup
	looking.Go(func() {
		for ctx.Err() == nil && slices.Equal(mounted, l.mountedBelow(roots)) {
			select {
			case <-ctx.Done():
				return
			case <-l.after(mountsInterval):
			}
		}
		anew()
	})
	defer looking.Wait()
	defer cancel()
	err := watch.Run(ctx, roots, patience, func(c watch.Change) {
		switch {
		case slices.ContainsFunc(c.Paths, func(path string) bool { return filepath.Base(path) == IgnoreFile }):
			anew()
		case c.Paths == nil:
			for _, r := range roots {
				c.Paths = append(c.Paths, r.Path)
			}
			fallthrough
		default:
			report(Watching{Changed: c.Paths, Polled: c.Polled})
		}
	})
	if again.Load() {
		return nil
	}
	return err
}

// mountedBelow returns the volumes that roots are on, and those that are mounted in them.
func (l *Library) mountedBelow(roots []watch.Root) volume.Table {
	var paths []string
	for _, r := range roots {
		paths = append(paths, r.Path)
	}
	table := l.mounted(paths...)
	var mounted volume.Table
	for _, r := range roots {
		mounted = append(mounted, volume.Mount{Path: r.Path, ID: table.Of(r.Path)})
		wanted := r.Wanted()
		for _, m := range table.Below(r.Path) {
			if wanted(m.Path, true) {
				mounted = append(mounted, m)
			}
		}
	}
	return mounted
}
