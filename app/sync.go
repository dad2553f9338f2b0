package app

import (
	"context"
	"errors"
	"path/filepath"
	"slices"
	"time"

	"fyne.io/fyne/v2/lang"

	"footnote/app/view"
	"footnote/index"
)

const (
	progressInterval = 100 * time.Millisecond // shortest time between two updates of the progress
	noticeTime       = 6 * time.Second        // how long a notice stays
)

// syncer is the part of the library that syncing needs.
type syncer interface {
	Sync(ctx context.Context, report func(index.Progress), paths ...string) (index.Report, error)
}

// syncing is the reading of sources. One reading runs at a time; sources requested meanwhile are read after it. Pausing cancels the
// reading, which keeps what it has read, and puts its sources back among those wanted. A pause ends when the window closes.
type syncing struct {
	*shell
	library  syncer
	details  func()                                 // shows details of the warning in the status line
	changed  func()                                 // is called when a reading begins
	next     func()                                 // is called when another source is read
	ended    func(took time.Duration, words string) // is called with the result of a reading, in fixed words and counts
	resynced func(failed int)                       // is called when a reading brought nothing new

	running  bool
	quiet    bool // the user did not ask for the running reading: only news is shown
	paused   bool
	waited   bool     // it was paused before the halt
	reading  []string // the paths of the running reading
	number   int
	cancel   context.CancelFunc
	wanted   []string // paths for the next one
	loud     bool     // the user asked for some of them
	progress index.Progress
	told     []index.Offline // what the user was told is offline, without numbers
}

func (sy *syncing) build() {
	sy.status = view.NewStatusLine(view.StatusWords{
		Pause: lang.L("Pause"), Resume: lang.L("Resume"), Cancel: lang.L("Cancel"), Details: lang.L("Details…"), Undo: lang.L("Undo"),
	})
	sy.status.OnUndo = sy.undo
	sy.status.OnDetails = sy.details
	sy.status.OnPause, sy.status.OnResume = sy.onPause, func() { sy.resume() }
	sy.status.OnCancel = sy.onCancel
}

// occupied reports whether the status line shows the progress of a reading, or that one waits.
func (sy *syncing) occupied() bool { return sy.running || sy.paused }

// onCancel ends the running or waiting reading.
func (sy *syncing) onCancel() {
	if sy.moving != nil {
		sy.moving()
		return
	}
	sy.wanted = nil
	switch {
	case sy.running:
		sy.paused = false
		sy.cancel()
	case sy.paused:
		sy.paused = false
		sy.status.Rest(lang.L("Stopped."))
		sy.showHolding()
	}
}

// halt stops reading until release. The interrupted reading then runs again.
func (sy *syncing) halt() {
	sy.waited = sy.paused
	if sy.paused = true; sy.running {
		sy.wanted = append(sy.wanted, sy.reading...)
		sy.cancel()
	}
}

// release ends a halt, and reports whether a reading waited before it.
func (sy *syncing) release() (waited bool) {
	sy.paused = sy.waited
	return sy.waited
}

// onPause pauses the running reading.
func (sy *syncing) onPause() {
	if !sy.running || sy.paused {
		return
	}
	sy.paused = true
	for _, p := range sy.wanted {
		if !slices.Contains(sy.reading, p) {
			sy.reading = append(sy.reading, p)
		}
	}
	sy.wanted = sy.reading
	sy.cancel()
}

// resume continues after a pause, and also reads the given sources.
func (sy *syncing) resume(paths ...string) {
	sy.paused = false
	sy.start(paths...)
}

// showPause shows that the reading is paused.
func (sy *syncing) showPause() {
	sy.status.Paused(lang.L("Paused. What was read is kept. Resume checks the folders again and reads the rest."))
	sy.showHolding()
}

// start reads sources that the user asked for: at once, or after the running reading.
func (sy *syncing) start(paths ...string) {
	sy.loud = sy.loud || len(paths) > 0
	sy.startQuietly(paths...)
}

// startQuietly is start for paths that the user did not ask for.
func (sy *syncing) startQuietly(paths ...string) {
	for _, p := range paths {
		if !slices.Contains(sy.wanted, p) {
			sy.wanted = append(sy.wanted, p)
		}
	}
	if sy.running || len(sy.wanted) == 0 {
		return
	}
	if sy.paused {
		sy.showPause()
		return
	}
	paths, sy.wanted = sy.wanted, nil
	sy.quiet, sy.loud = !sy.loud, false
	sy.reading = slices.Clone(paths)
	ctx, cancel := context.WithCancel(sy.jobs.ctx)
	sy.running, sy.cancel, sy.progress = true, cancel, index.Progress{}
	if !sy.quiet {
		sy.progress.Source = paths[0]
	}
	sy.number++
	n := sy.number
	news := &latest[index.Progress]{jobs: sy.jobs, interval: progressInterval, show: func(p index.Progress) {
		if n == sy.number && sy.running {
			sy.showProgress(p)
		}
	}}
	work := func(ctx context.Context) (index.Report, error) {
		defer news.end()
		return sy.library.Sync(ctx, news.set, paths...)
	}
	sy.changed()
	if !sy.quiet {
		sy.status.Run(lang.L("Looking for documents…"), 0)
		sy.showHolding()
	}
	start(sy.jobs, ctx, work, func(r index.Report, err error) {
		cancel()
		sy.running = false
		if err == nil && sy.paused { // it ended before it could pause
			sy.wanted = slices.DeleteFunc(sy.wanted, func(p string) bool { return slices.Contains(paths, p) })
			sy.paused = len(sy.wanted) > 0
		}
		sy.synced(r, err)
		sy.startQuietly()
	})
}

// showProgress shows the progress of the reading.
func (sy *syncing) showProgress(p index.Progress) {
	if sy.quiet && p.Phase != index.Reading && p.Phase != index.Waiting {
		return
	}
	was := sy.progress.Source
	sy.progress = p
	sy.status.Run(progressWords(p), share(p))
	if was != p.Source {
		sy.next()
	}
}

// progressWords says what is being read, how much is done, and how long the rest may take.
func progressWords(p index.Progress) string {
	if p.Phase == index.Waiting {
		return lang.L("Waiting.") + " " + inWords().Holding(p.Holder)
	}
	if p.Phase == index.Walking || p.AllFiles == 0 {
		return lang.L("Looking for documents in {{.Folder}}…", map[string]any{"Folder": filepath.Base(p.Source)})
	}
	words := lang.L("Reading {{.File}}", map[string]any{"File": filepath.Base(p.File)}) + dot +
		lang.L("{{.Done}} of {{.All}} files", map[string]any{"Done": inWords().Number(p.Files), "All": inWords().Number(p.AllFiles)})
	if l := left(p.Left); l != "" {
		words += dot + l
	}
	return words
}

// share returns how much of the reading is done. It counts bytes, which are more accurate than files.
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

// synced shows the result of a reading, and the library's new contents.
func (sy *syncing) synced(r index.Report, err error) {
	read := r.Added + r.Changed
	offline := sy.newlyOffline(r.Offline) || !sy.quiet && len(r.Offline) > 0
	if sy.quiet && err == nil && read+r.Removed == 0 && !offline {
		sy.resyncedQuietly(r)
		return
	}
	switch {
	case errors.Is(err, context.Canceled):
		sy.status.Rest(lang.L("Stopped.") + " " + lang.N("{{.Count}} documents read so far are kept. Sync continues from there.", read, number(read)))
	case errors.Is(err, index.ErrGone):
		sy.warn(explain(lang.L("Stopped."), err))
	case err != nil:
		sy.warn(explain(lang.L("Reading stopped early. What was read is kept."), err))
	case offline:
		sy.warn(offlineTrouble(r.Offline))
	default:
		sy.status.Rest(resultWords(r, nil))
	}
	if !errors.Is(err, context.Canceled) {
		sy.ended(sy.progress.Elapsed, resultWords(r, err))
	}
	sy.libraryChanged()
}

// resultWords is the result of a reading for a system notification: fixed words and counts, and no name from a disk. On Windows Fyne passes
// them through a script, in which a name could run.
func resultWords(r index.Report, err error) string {
	read := r.Added + r.Changed
	switch {
	case errors.Is(err, index.ErrGone):
		return lang.L("Stopped.")
	case err != nil:
		return lang.L("Reading stopped early. What was read is kept.")
	case len(r.Failed) > 0:
		return lang.N("{{.Count}} documents read.", read, number(read)) + " " +
			lang.N("{{.Count}} files could not be read. The library lists them.", len(r.Failed), number(len(r.Failed)))
	case len(r.Offline) > 0 && read == 0:
		return lang.L("Some folders are offline. Their documents are kept.")
	case read == 0 && r.Removed > 0:
		return lang.N("{{.Count}} documents are gone from your folders and were removed from the library.", r.Removed, number(r.Removed))
	case read == 0:
		return lang.L("Everything is up to date.")
	}
	return lang.N("{{.Count}} documents read.", read, number(read))
}

// resyncedQuietly ends a reading that the user did not ask for and that brought nothing new. It restores the status line.
func (sy *syncing) resyncedQuietly(r index.Report) {
	if sy.status.Running() {
		sy.status.Rest("")
	}
	sy.resynced(len(r.Failed))
	sy.showHolding()
}
