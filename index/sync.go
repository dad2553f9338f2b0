package index

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"footnote/index/doc"
	"footnote/index/store"
)

// Sync brings sources in step with the disk: all of them, or what lies at the given paths, each of a source or of a file or folder in
// one, there or gone. What is walked loses the documents that are gone or left out, and gains those that are new or changed; a file
// whose size and time are the same, or whose bytes are, is not read again. A document is committed whole or not at all.
//
// Where so much is gone that a drive may have been taken away, Sync keeps the documents and says so in Report.Offline. A file that
// cannot be read is recorded with its reason and never stops the run. report, if not nil, is called from one goroutine at a time and must
// return quickly. When ctx ends, Sync returns its error with the report so far: what was committed stays. A source that is removed
// meanwhile is dropped. The error is ErrSyncing while another Sync of this Library runs, one of Hold's where another process works on the
// library, and ErrGone where its file is removed or replaced meanwhile: what was read is then gone with it.
func (l *Library) Sync(ctx context.Context, report func(Progress), paths ...string) (Report, error) {
	if !l.syncing.TryLock() {
		return Report{}, ErrSyncing
	}
	defer l.syncing.Unlock()
	meter := newMeter(report)
	release, err := l.Hold(ctx, ActReading, meter.waiting)
	if err != nil {
		return Report{}, fmt.Errorf("sync: %w", err)
	}
	defer release()
	if err := renew(ctx, l.store, store.Model{Name: l.builtin.Name(), Dim: l.builtin.Dim()}); err != nil { // where Open could not
		return Report{}, fmt.Errorf("sync: %w", err)
	}
	run, err := l.newSync(ctx, meter)
	if err == nil {
		err = run.sync(ctx, paths)
	}
	if err == nil { // last, because what was read has new words
		err = l.reanalyze(ctx)
	}
	if err != nil {
		return run.report, fmt.Errorf("sync: %w", err)
	}
	meter.done()
	return run.report, nil
}

// A syncRun is one run of Sync: what the walks found, and what became of it.
type syncRun struct {
	library   *Library
	meter     *meter
	budget    *budget                  // of memory for texts in flight
	noted     map[int64][]store.Volume // of each source
	confirmed string                   // documents here are gone for good where their files are not there; empty for none
	sources   []*sourceRun
	report    Report
	gone      sync.Map // by id: sources that were removed meanwhile
}

// drop has the tasks of a source that is no longer in the library left out.
func (r *syncRun) drop(source int64) { r.gone.Store(source, true) }

func (r *syncRun) dropped(source int64) bool {
	_, gone := r.gone.Load(source)
	return gone
}

// A sourceRun is what a run found of one source.
type sourceRun struct {
	source    store.Source
	noted     []store.Volume
	parts     []*part          // the inner ones first
	last      map[string]*part // of folders, as they were asked for
	whole     bool             // all of it is walked
	unread    []string         // folders that could not be read: what is under them is kept
	tasks     []task
	missed    []lost  // documents that the walks did not find
	strays    []int64 // documents whose paths are not in the source
	unchanged int
	uneasy    bool // files were gone, or could not be read any more, when their turn came
}

// A task is a file to read.
type task struct {
	source int64
	file   file
	known  *store.Stamp // what the library has of it; nil if nothing
}

// newSync returns a run that has found nothing yet. It is not nil, whatever the error.
func (l *Library) newSync(ctx context.Context, meter *meter) (*syncRun, error) {
	run := &syncRun{library: l, meter: meter, budget: newBudget(l.textBudget)}
	var err error
	run.noted, err = l.store.Volumes(ctx)
	return run, err
}

// sync walks what lies at paths, and reads what is new.
func (r *syncRun) sync(ctx context.Context, paths []string) error {
	walks, err := r.library.chosen(ctx, paths)
	if err != nil {
		return err
	}
	for _, w := range walks {
		if err := r.walk(ctx, w); err != nil {
			return fmt.Errorf("%s: %w", w.source.Path, err)
		}
	}
	for i, w := range walks {
		if err := r.settle(ctx, i); err != nil {
			return fmt.Errorf("%s: %w", w.source.Path, err)
		}
	}
	if err := r.read(ctx); err != nil {
		return err
	}
	for _, s := range r.sources {
		if err := r.finish(ctx, s); err != nil {
			return fmt.Errorf("%s: %w", s.source.Path, err)
		}
	}
	slices.SortFunc(r.report.Offline, func(a, b Offline) int { return strings.Compare(a.Path, b.Path) })
	return r.library.store.Present(ctx)
}

// finish looks at a source once more where files were not there when their turn came, and notes that it was walked to the end.
func (r *syncRun) finish(ctx context.Context, s *sourceRun) error {
	if s.uneasy && !r.dropped(s.source.ID) {
		if err := r.prune(ctx, s.source); err != nil {
			return err
		}
	}
	away := slices.ContainsFunc(r.report.Offline, func(o Offline) bool { return o.Path == s.source.Path && o.Reason != MostGone })
	if s.whole && !away && !r.dropped(s.source.ID) {
		err := r.library.store.MarkSynced(ctx, s.source.ID, time.Now())
		if errors.Is(err, store.ErrNotFound) {
			r.drop(s.source.ID)
		} else if err != nil {
			return err
		}
	}
	if r.dropped(s.source.ID) {
		r.report.Dropped = append(r.report.Dropped, s.source.Path)
	}
	return nil
}

// prune takes out of the library what is gone from a source or left out of it, and reads nothing.
func (r *syncRun) prune(ctx context.Context, source store.Source) error {
	run, err := r.library.newSync(ctx, newMeter(nil))
	if err != nil {
		return err
	}
	run.confirmed = r.confirmed
	if err := run.walk(ctx, chosenWalk{source, []string{source.Path}}); err != nil {
		return err
	}
	err = run.settle(ctx, 0)
	r.report.Removed += run.report.Removed
	r.report.Offline = slices.DeleteFunc(r.report.Offline, func(o Offline) bool { return within(source.Path, o.Path) })
	r.report.Offline = append(r.report.Offline, run.report.Offline...)
	return err
}

// read reads the tasks' files, several at a time, and commits each document as it comes.
func (r *syncRun) read(ctx context.Context) error {
	var all []task
	for _, s := range r.sources {
		all = append(all, s.tasks...)
	}
	if len(all) == 0 {
		return nil
	}
	ctx, cancel := context.WithCancel(ctx)
	tasks, results := make(chan task), make(chan result)
	go func() {
		defer close(tasks)
		for _, t := range all {
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
				results <- r.library.ingest(ctx, t, r.budget)
			}
		})
	}
	go func() { readers.Wait(); close(results) }()
	var failed error
	for res := range results {
		if failed == nil {
			failed = r.commit(ctx, res)
		}
		res.share.release()
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
		err = r.library.store.Touch(ctx, res.task.known.ID, res.document.Size, res.document.ModTime, res.document.Attempts)
		if err == nil {
			r.report.Unchanged++
		}
	case res.gone, res.lost != nil:
		r.miss(res)
	default:
		err = r.library.store.PutPrepared(ctx, res.prepared)
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

// miss notes that a file could not be had when its turn came. What the library has of it is kept; whether it is gone, or its drive is, the
// walk after the reading tells.
func (r *syncRun) miss(res result) {
	if res.lost != nil {
		r.report.Failed = append(r.report.Failed, Failure{Path: res.document.Path, Outcome: doc.NewOutcome(doc.CodeDisk)})
	}
	if res.task.known == nil {
		return
	}
	for _, s := range r.sources {
		s.uneasy = s.uneasy || s.source.ID == res.task.source
	}
}

func (r *syncRun) count(res result) {
	switch {
	case res.document.Outcome.Code != "":
		r.report.Failed = append(r.report.Failed, Failure{Path: res.document.Path, Outcome: res.document.Outcome, Later: res.document.Attempts.Count > 0})
	case res.task.known == nil:
		r.report.Added++
	default:
		r.report.Changed++
	}
	r.report.Passages += res.passages
}
