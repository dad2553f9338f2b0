package app

import (
	"context"
	"errors"
	"path/filepath"
	"slices"
	"time"

	"fyne.io/fyne/v2/lang"
	"github.com/dustin/go-humanize"

	"footnote/app/view"
	"footnote/index"
)

const (
	progressInterval = 100 * time.Millisecond // progress is shown at most so often
	noticeTime       = 4 * time.Second        // a notice beside a progress stays so long
)

// syncState is the reading of sources. One runs at a time; sources asked for meanwhile are read after it. Pausing cancels the
// reading, which keeps what is read, and puts its sources back among those wanted; a pause ends with the window.
type syncState struct {
	running  bool
	quiet    bool // what runs was not asked for by a person: nothing is said of it unless there is news
	paused   bool
	reading  []string // the paths of the reading that runs
	number   int
	cancel   context.CancelFunc
	wanted   []string // paths for the next one
	loud     bool     // some of them were asked for by a person
	progress index.Progress
	restore  func()          // cancels taking back a notice
	trouble  trouble         // what the status line warns of
	told     []index.Offline // what the person was told is offline, without numbers
}

func (w *Window) buildStatus() {
	w.sync.restore = func() {}
	w.status = view.NewStatusLine(view.StatusWords{
		Pause: lang.L("Pause"), Resume: lang.L("Resume"), Cancel: lang.L("Cancel"), Details: lang.L("Details…"),
	})
	w.status.OnDetails = w.onDetails
	w.status.OnPause, w.status.OnResume = w.onPause, func() { w.resume() }
	w.status.OnCancel = w.onCancel
}

// onCancel ends the reading that runs or waits.
func (w *Window) onCancel() {
	if w.moving != nil {
		w.moving()
		return
	}
	w.sync.wanted = nil
	switch {
	case w.sync.running:
		w.sync.paused = false
		w.sync.cancel()
	case w.sync.paused:
		w.sync.paused = false
		w.status.Rest(lang.L("Stopped."))
		w.showHolding()
	}
}

// onPause lets the reading that runs wait.
func (w *Window) onPause() {
	if !w.sync.running || w.sync.paused {
		return
	}
	w.sync.paused = true
	for _, p := range w.sync.wanted {
		if !slices.Contains(w.sync.reading, p) {
			w.sync.reading = append(w.sync.reading, p)
		}
	}
	w.sync.wanted = w.sync.reading
	w.sync.cancel()
}

// resume reads on after a pause, and reads sources besides.
func (w *Window) resume(paths ...string) {
	w.sync.paused = false
	w.startSync(paths...)
}

// showPause says that the reading waits.
func (w *Window) showPause() {
	w.status.Paused(lang.L("Paused. What is read is kept; Resume looks at the folders again and reads the rest."))
	w.showHolding()
}

// startSync reads sources, which a person asked for: at once, or after the reading that runs.
func (w *Window) startSync(paths ...string) {
	w.sync.loud = w.sync.loud || len(paths) > 0
	w.syncQuietly(paths...)
}

// syncQuietly is startSync for paths that nobody asked for.
func (w *Window) syncQuietly(paths ...string) {
	for _, p := range paths {
		if !slices.Contains(w.sync.wanted, p) {
			w.sync.wanted = append(w.sync.wanted, p)
		}
	}
	if w.sync.running || len(w.sync.wanted) == 0 {
		return
	}
	if w.sync.paused {
		w.showPause()
		return
	}
	paths, w.sync.wanted = w.sync.wanted, nil
	w.sync.quiet, w.sync.loud = !w.sync.loud, false
	w.sync.reading = slices.Clone(paths)
	ctx, cancel := context.WithCancel(w.jobs.ctx)
	w.sync.running, w.sync.cancel, w.sync.progress = true, cancel, index.Progress{}
	if !w.sync.quiet {
		w.sync.progress.Source = paths[0]
	}
	w.sync.number++
	n := w.sync.number
	news := &latest[index.Progress]{jobs: w.jobs, interval: progressInterval, show: func(p index.Progress) {
		if n == w.sync.number && w.sync.running {
			w.showProgress(p)
		}
	}}
	work := func(ctx context.Context) (index.Report, error) {
		defer news.end()
		return w.library.Sync(ctx, news.set, paths...)
	}
	w.updateTray()
	if !w.sync.quiet {
		w.status.Run(lang.L("Looking for documents…"), 0)
		w.showHolding()
	}
	start(w.jobs, ctx, work, func(r index.Report, err error) {
		cancel()
		w.sync.running = false
		if err == nil && w.sync.paused { // it ended before it could pause
			w.sync.wanted = slices.DeleteFunc(w.sync.wanted, func(p string) bool { return slices.Contains(paths, p) })
			w.sync.paused = len(w.sync.wanted) > 0
		}
		w.synced(r, err)
		w.syncQuietly()
	})
}

// showProgress shows how far the reading is.
func (w *Window) showProgress(p index.Progress) {
	if w.sync.quiet && p.Phase != index.Reading && p.Phase != index.Waiting {
		return
	}
	was := w.sync.progress.Source
	w.sync.progress = p
	w.status.Run(progressWords(p), share(p))
	if was != p.Source && w.shelves.Visible() {
		w.showHolding()
	}
}

// progressWords say what is read, how much of all is done, and how long it may still take.
func progressWords(p index.Progress) string {
	if p.Phase == index.Waiting {
		return lang.L("Waiting.") + " " + holdingWords(p.Holder)
	}
	if p.Phase == index.Walking || p.AllFiles == 0 {
		return lang.L("Looking for documents in {{.Folder}}…", map[string]any{"Folder": filepath.Base(p.Source)})
	}
	words := lang.L("Reading {{.File}}", map[string]any{"File": filepath.Base(p.File)}) + dot +
		lang.L("{{.Done}} of {{.All}} files", map[string]any{"Done": humanize.Comma(int64(p.Files)), "All": humanize.Comma(int64(p.AllFiles))})
	if l := left(p.Left); l != "" {
		words += dot + l
	}
	return words
}

// share is how much of the reading is done: by bytes, which tell more than files.
func share(p index.Progress) float64 {
	switch {
	case p.Phase == index.Done:
		return 1
	case p.AllBytes > 0:
		return float64(p.Bytes) / float64(p.AllBytes)
	case p.AllFiles > 0:
		return float64(p.Files) / float64(p.AllFiles)
	}
	return 0
}

// synced says how a reading ended, and shows what the library holds now.
func (w *Window) synced(r index.Report, err error) {
	read := r.Added + r.Changed
	offline := w.newlyOffline(r.Offline) || !w.sync.quiet && len(r.Offline) > 0
	if w.sync.quiet && err == nil && read+r.Removed == 0 && !offline {
		w.resyncedQuietly(r)
		return
	}
	switch {
	case errors.Is(err, context.Canceled):
		w.status.Rest(lang.L("Stopped.") + " " + lang.N("{{.Count}} documents read so far are kept; Sync goes on from there.", read, number(read)))
	case errors.Is(err, index.ErrGone):
		w.warn(explain(lang.L("Stopped."), err))
	case err != nil:
		w.warn(explain(lang.L("Reading stopped early; what was read is kept."), err))
	case offline:
		w.warn(offlineTrouble(r.Offline))
	case len(r.Failed) > 0:
		w.status.Rest(lang.N("{{.Count}} documents read.", read, number(read)) + " " +
			lang.N("{{.Count}} files could not be read; the library lists them.", len(r.Failed), number(len(r.Failed))))
	case read == 0 && r.Removed > 0:
		w.status.Rest(lang.N("{{.Count}} documents are gone from your folders, and from the library.", r.Removed, number(r.Removed)))
	case read == 0:
		w.status.Rest(lang.L("Everything is up to date."))
	default:
		w.status.Rest(lang.N("{{.Count}} documents read.", read, number(read)))
	}
	if !errors.Is(err, context.Canceled) {
		words, _ := w.status.Words()
		w.tellSystem(w.sync.progress.Elapsed, words)
	}
	w.libraryChanged()
}

// resyncedQuietly ends a reading that nobody asked for and that brought nothing: what the status line said before, it says again.
func (w *Window) resyncedQuietly(r index.Report) {
	if w.status.Running() {
		w.status.Rest("")
	}
	if len(r.Failed)+len(w.shelf.status.Offline) > 0 { // a source may be back
		w.refreshStatus(nil)
	}
	w.showHolding()
}

// warn says in the status line that something went wrong; more of it is a button away.
func (w *Window) warn(t trouble) {
	w.sync.trouble, w.doctor.found = t, false
	w.status.Warn(t.Headline)
}

// notice says something in passing: on the left of the status line, or on its right while a reading runs or waits there.
func (w *Window) notice(words string) {
	w.sync.restore()
	if !w.sync.running && !w.sync.paused {
		w.status.Rest(words)
		return
	}
	w.status.SetHeld(words)
	w.sync.restore = w.jobs.later(noticeTime, w.showHolding)
}
