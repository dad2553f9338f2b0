package index

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"runtime"
	"slices"
	"sync"
	"time"

	"footnote/index/extract"
	"footnote/index/ignore"
	"footnote/index/store"
)

// Sync brings sources in step with the disk: all of them, or what lies at the given paths, each of a source or of a file or folder in
// one, there or gone. What is walked loses the documents that are gone or left out, and gains those that are new or changed; a file
// whose size and time are the same, or whose bytes are, is not read again. A document is committed whole or not at all.
//
// A file that cannot be read is recorded with its reason and never stops the run; a source that is not there keeps its
// passages. report, if not nil, is called from one goroutine at a time and must return quickly. When ctx ends, Sync returns
// its error with the report so far: what was committed stays. A source that is removed meanwhile is dropped. The error is ErrSyncing while
// another Sync of this Library runs, one of Hold's where another process works on the library, and ErrGone where its file is removed or
// replaced meanwhile: what was read is then gone with it.
func (l *Library) Sync(ctx context.Context, report func(Progress), paths ...string) (Report, error) {
	if !l.syncing.TryLock() {
		return Report{}, ErrSyncing
	}
	defer l.syncing.Unlock()
	run := &syncRun{library: l, meter: newMeter(report)}
	release, err := l.Hold(ctx, ActReading, run.meter.waiting)
	if err != nil {
		return Report{}, fmt.Errorf("sync: %w", err)
	}
	defer release()
	if err := renew(ctx, l.store, store.Model{Name: l.builtin.Name(), Dim: l.builtin.Dim()}); err != nil { // where Open could not
		return Report{}, fmt.Errorf("sync: %w", err)
	}
	if err := run.all(ctx, paths); err != nil {
		return run.report, err
	}
	run.meter.done()
	return run.report, nil
}

// all brings in step what lies at the given paths.
func (r *syncRun) all(ctx context.Context, paths []string) error {
	walks, err := r.library.chosen(ctx, paths)
	if err != nil {
		return fmt.Errorf("sync: %w", err)
	}
	for _, w := range walks {
		if err := r.walk(ctx, w.source, w.start); err != nil {
			return fmt.Errorf("sync %s: %w", w.start, err)
		}
	}
	if err := r.read(ctx); err != nil {
		return fmt.Errorf("sync: %w", err)
	}
	for _, s := range r.walked {
		err := r.library.store.MarkSynced(ctx, s.ID, time.Now())
		if errors.Is(err, store.ErrNotFound) {
			r.drop(s.ID)
			continue
		}
		if err != nil {
			return fmt.Errorf("sync: %w", err)
		}
	}
	for _, w := range walks {
		if r.dropped(w.source.ID) && !slices.Contains(r.report.Dropped, w.source.Path) {
			r.report.Dropped = append(r.report.Dropped, w.source.Path)
		}
	}
	if err := r.library.store.Present(ctx); err != nil {
		return fmt.Errorf("sync: %w", err)
	}
	return nil
}

// A chosenWalk is a part of a source that is to be walked: all of it, where start is its path.
type chosenWalk struct {
	source store.Source
	start  string
}

// chosen returns what is to be walked for the given paths, none of it twice; without paths it is all sources.
func (l *Library) chosen(ctx context.Context, paths []string) ([]chosenWalk, error) {
	sources, err := l.store.Sources(ctx)
	if err != nil {
		return nil, err
	}
	if len(paths) == 0 {
		for _, s := range sources {
			paths = append(paths, s.Path)
		}
	}
	paths = slices.Clone(paths)
	slices.Sort(paths) // a folder stands before what lies in it
	var walks []chosenWalk
	for _, path := range paths {
		if slices.ContainsFunc(walks, func(w chosenWalk) bool { return within(w.start, path) }) {
			continue
		}
		i := slices.IndexFunc(sources, func(s store.Source) bool { return within(s.Path, path) })
		if i < 0 {
			return nil, fmt.Errorf("%s: %w", path, ErrNotSource)
		}
		walks = append(walks, chosenWalk{sources[i], path})
	}
	return walks, nil
}

// A syncRun is one run of Sync: what the walks found, and what became of it.
type syncRun struct {
	library *Library
	meter   *meter
	tasks   []task
	walked  []store.Source // to the end
	report  Report
	gone    sync.Map // by id: sources that were removed meanwhile
}

// drop has the tasks of a source that is no longer in the library left out.
func (r *syncRun) drop(source int64) { r.gone.Store(source, true) }

func (r *syncRun) dropped(source int64) bool {
	_, gone := r.gone.Load(source)
	return gone
}

// A task is a file to read.
type task struct {
	source int64
	file   file
	known  *store.Stamp // what the library has of it; nil if nothing
}

// walk compares a source, or the part of it at start, with what the library has of it: what is gone or left out leaves the library
// at once, what is new or changed becomes a task.
func (r *syncRun) walk(ctx context.Context, source store.Source, start string) error {
	r.meter.walking(source.Path)
	stamps, err := r.library.store.StampsUnder(ctx, source.ID, start)
	if err != nil {
		return err
	}
	if _, err := os.Lstat(source.Path); errors.Is(err, fs.ErrNotExist) {
		if !slices.Contains(r.report.Missing, source.Path) {
			r.report.Missing = append(r.report.Missing, source.Path)
		}
		return nil
	}
	unread := []string{} // folders that could not be read: what is under them is kept
	f := newFilter(source.Path, r.library.dir, ignore.Parse(source.Ignore))
	if info, err := os.Lstat(start); err == nil && f.reaches(start, info.IsDir()) {
		err = walk(ctx, start, f, func(one file) {
			if one.err != nil {
				unread = append(unread, one.path)
			}
			r.compare(source.ID, one, stamps)
		})
		if err != nil && !errors.Is(err, fs.ErrNotExist) { // it may have gone just now
			return err
		}
	} else if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if start == source.Path {
		r.walked = append(r.walked, source)
	}
	return r.remove(ctx, stamps, unread)
}

// compare makes a task of a file that the library does not have as it is, and takes its stamp from those that are left.
func (r *syncRun) compare(source int64, f file, stamps map[string]store.Stamp) {
	t := task{source: source, file: f}
	known, ok := stamps[f.path]
	delete(stamps, f.path)
	if ok {
		t.known = &known
	}
	switch {
	case f.err != nil:
		r.tasks = append(r.tasks, t)
	case ok && known.Edition == r.library.edition && known.Size == f.info.Size() && known.ModTime.Equal(f.info.ModTime()) && !extract.ReadableNow(known.Trouble):
		r.report.Unchanged++
	default:
		r.tasks = append(r.tasks, t)
		r.meter.found(f.info.Size())
	}
}

// remove takes documents out of the library whose files are gone.
func (r *syncRun) remove(ctx context.Context, gone map[string]store.Stamp, unread []string) error {
	var ids []int64
	for path, stamp := range gone {
		if !slices.ContainsFunc(unread, func(dir string) bool { return within(dir, path) }) {
			ids = append(ids, stamp.ID)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	r.report.Removed += len(ids)
	return r.library.store.RemoveDocuments(ctx, ids...)
}

// read reads the tasks' files, several at a time, and commits each document as it comes.
func (r *syncRun) read(ctx context.Context) error {
	if len(r.tasks) == 0 {
		return nil
	}
	ctx, cancel := context.WithCancel(ctx)
	tasks, results := make(chan task), make(chan result)
	go func() {
		defer close(tasks)
		for _, t := range r.tasks {
			select {
			case tasks <- t:
			case <-ctx.Done():
				return
			}
		}
	}()
	var readers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		readers.Go(func() {
			for t := range tasks {
				if r.dropped(t.source) {
					continue
				}
				r.meter.reading(t.file.path)
				results <- r.library.ingest(ctx, t)
			}
		})
	}
	go func() { readers.Wait(); close(results) }()
	var failed error
	for res := range results {
		if failed == nil {
			failed = r.commit(ctx, res)
		}
		if failed != nil {
			cancel() // and take what is still under way, so that no reader is left behind
		}
	}
	if failed == nil {
		failed = ctx.Err()
	}
	cancel()
	return failed
}

// commit stores what became of one file. Where its source was removed meanwhile, or the document by another process, it is left out.
func (r *syncRun) commit(ctx context.Context, res result) error {
	if res.err != nil {
		return res.err
	}
	var err error
	switch {
	case r.dropped(res.task.source):
	case res.same:
		err = r.library.store.Touch(ctx, res.task.known.ID, res.document.Size, res.document.ModTime)
		if err == nil {
			r.report.Unchanged++
		}
	case res.gone:
		if res.task.known != nil {
			r.report.Removed++
			err = r.library.store.RemoveDocuments(ctx, res.task.known.ID)
		}
	default:
		err = r.library.store.Put(ctx, res.document, res.chunks, res.model)
		if err == nil {
			r.count(res)
		}
	}
	if errors.Is(err, store.ErrNoSource) {
		r.drop(res.task.source)
		err = nil
	}
	if errors.Is(err, store.ErrNotFound) { // of Touch
		err = nil
	}
	r.meter.finished(res)
	return err
}

func (r *syncRun) count(res result) {
	switch {
	case res.document.Reason != "":
		r.report.Failed = append(r.report.Failed, Failure{Path: res.document.Path, Reason: res.document.Reason})
	case res.task.known == nil:
		r.report.Added++
	default:
		r.report.Changed++
	}
	r.report.Passages += len(res.chunks)
}
