package app

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"
	"github.com/dustin/go-humanize"

	"footnote/app/place"
	"footnote/app/view"
	"footnote/index"
)

// shelfState is what the library holds, as it was last looked at.
type shelfState struct {
	status index.Status
	number int // of looking; a look that comes late is dropped
}

func (w *Window) buildShelves() {
	w.shelves = view.NewShelves(view.ShelvesWords{
		Heading: lang.L("Library"), Add: lang.L("Add a folder…"), AddPath: lang.L("Add a path…"),
		Source: view.SourceWords{
			Documents: lang.L("Documents…"), Ignore: lang.L("Leave out…"), Gone: lang.L("Keep or remove…"), Sync: lang.L("Sync"), Remove: lang.L("Remove…"),
		},
		Retry: lang.L("Read again"), Unlock: lang.L("Password…"), Reveal: lang.L("Show in folder"),
	}, w.onAdd, w.onAddPath)
	w.shelves.OnDocuments, w.shelves.OnIgnore, w.shelves.OnGone = w.onDocuments, w.onIgnore, w.onGone
	w.shelves.OnSync = func(source int) { w.resume(w.shelf.status.Sources[source].Path) }
	w.shelves.OnRetry = func(failure int) { w.onRetry(w.shelf.status.Failed[failure].Path) }
	w.shelves.OnUnlock = func(failure int) { w.onUnlock(w.shelf.status.Failed[failure].Path) }
	w.shelves.OnReveal = func(failure int) { w.onReveal(w.shelf.status.Failed[failure].Path) }
	w.shelves.OnRemove = w.onRemove
}

// refreshStatus looks what the library holds and shows it; then runs next, if there is one.
func (w *Window) refreshStatus(next func()) {
	if w.tended.closed {
		return
	}
	w.shelf.number++
	n := w.shelf.number
	start(w.jobs, w.jobs.ctx, w.library.Status, func(s index.Status, err error) {
		switch {
		case w.tended.closed:
		case err != nil:
			w.notice(explain(lang.L("The library could not be looked at."), err).sentence())
		case n == w.shelf.number:
			w.shelf.status = s
			w.forgetOffline()
			w.keepWatch()
			w.showHolding()
			w.refreshModels()
		}
		if next != nil && err == nil {
			next()
		}
	})
}

// showHolding shows what the library holds, in the library and in the status line.
func (w *Window) showHolding() {
	s := w.shelf.status
	w.status.SetHeld(documents(s.Documents) + dot + passages(s.Passages) + dot + w.leavingWords())
	w.offerQuestions()
	w.updateTray()
	if len(s.Sources) == 0 {
		w.shelves.Say(view.IconLibrary, lang.L("The library is empty"),
			lang.L("Add a folder, or drop files and folders on this window."),
			lang.L("Footnote reads them where they lie and changes none."))
		return
	}
	h := view.Holding{Summary: documents(s.Documents) + dot + passages(s.Passages) + dot + humanize.Bytes(uint64(max(s.BytesOnDisk, 0)))}
	for _, source := range s.Sources {
		h.Sources = append(h.Sources, w.sourceCard(source))
	}
	if n := len(s.Failed); n > 0 {
		h.FailedHeading = lang.L("Could not be read ({{.Count}})", number(n))
	}
	for _, f := range s.Failed {
		h.Failed = append(h.Failed, view.Failure{
			Name: filepath.Base(f.Path), Folder: shorten(filepath.Dir(f.Path)), Reason: capital(reasonWords(f.Reason)), Locked: f.Locked(),
		})
	}
	w.shelves.Set(h)
}

// sourceCard is a source as the library shows it.
func (w *Window) sourceCard(s index.Source) view.Source {
	card := view.Source{
		Name: w.sourceName(s), Path: shorten(s.Path), Held: documents(s.Documents) + dot + passages(s.Passages),
		State: view.SourceGood, StateWords: w.upToDate(s.Path), Gone: s.Offline.Documents > 0,
	}
	switch {
	case w.sync.running && w.sync.progress.Source == s.Path:
		card.State, card.StateWords = view.SourceBusy, lang.L("Reading…")
	case w.sync.paused && slices.Contains(w.sync.wanted, s.Path):
		card.State, card.StateWords = view.SourcePaused, lang.L("Paused")
	case s.Offline.Reason != index.Online:
		card.State, card.StateWords = view.SourceAway, lang.L("Offline: its passages are kept")
	case s.Synced.IsZero():
		card.State, card.StateWords = view.SourceNew, lang.L("Not read to the end yet")
	}
	return card
}

// offerQuestions offers the starter questions while the library has the documents that answer them.
func (w *Window) offerQuestions() {
	var questions []string
	if slices.ContainsFunc(w.shelf.status.Sources, func(s index.Source) bool { return s.Path == w.starterDir }) {
		questions = w.opt.Starter.Questions
	}
	if len(questions) != len(w.asking.Welcome.Pills()) {
		w.asking.SetQuestions(questions)
	}
}

// starterDir is where the starter documents lie, as the engine names it. The library's folder has to be there.
func starterDir(library string) string {
	library = libraryDir(library)
	if real, err := filepath.EvalSymlinks(library); err == nil {
		library = real
	}
	return filepath.Join(library, place.Starter)
}

// libraryDir is the library's folder, whole.
func libraryDir(library string) string {
	if abs, err := filepath.Abs(library); err == nil {
		return abs
	}
	return library
}

// begin brings the sources in step with the disk, as it may have changed since the last time, unless to watch them does that; and gives
// an empty library the starter documents.
func (w *Window) begin() {
	var paths []string
	for _, s := range w.shelf.status.Sources {
		paths = append(paths, s.Path)
	}
	if !w.remains.watch {
		w.syncQuietly(paths...)
	}
	if len(paths) == 0 && w.opt.Starter.Unpack != nil {
		w.addStarter()
	}
}

// addStarter adds the starter documents to a library that has never had a source: they were never unpacked.
func (w *Window) addStarter() {
	dir := w.starterDir
	add := func(ctx context.Context) (bool, error) {
		if _, err := os.Stat(dir); err == nil {
			return false, nil
		}
		if err := w.opt.Starter.Unpack(dir); err != nil {
			return false, err
		}
		_, err := w.library.Add(ctx, dir)
		return err == nil, err
	}
	start(w.jobs, w.jobs.ctx, add, func(added bool, err error) {
		switch {
		case err != nil:
			w.notice(explain(lang.L("The starter documents could not be added."), err).sentence())
		case added:
			w.refreshStatus(nil)
			w.startSync(w.starterDir)
		}
	})
}

// onAdd asks for a folder and adds it.
func (w *Window) onAdd() {
	d := dialog.NewFolderOpen(func(folder fyne.ListableURI, err error) {
		switch {
		case err != nil:
			w.tell(explain(lang.L("The folder could not be added."), err))
		case folder != nil:
			w.addSources([]string{folder.Path()})
		}
	}, w.win)
	d.SetConfirmText(lang.L("Add this folder"))
	d.Resize(w.win.Canvas().Size().Subtract(fyne.NewSquareSize(theBorder)))
	d.Show()
}

// onDropped adds files and folders that were dropped on the window.
func (w *Window) onDropped(items []fyne.URI) {
	var paths []string
	for _, item := range items {
		if item.Scheme() == "file" {
			paths = append(paths, item.Path())
		}
	}
	if len(paths) > 0 {
		w.addSources(paths)
	}
}

// addSources adds folders and files and reads them. Those that cannot be added are told about together; the others are
// added all the same.
func (w *Window) addSources(paths []string) {
	if w.library == nil {
		w.notice(lang.L("The library is not open yet. Try again in a moment."))
		return
	}
	add := func(ctx context.Context) (added []string, err error) {
		for _, path := range paths {
			source, e := w.library.Add(ctx, path)
			if e != nil {
				err = errors.Join(err, e)
				continue
			}
			added = append(added, source.Path)
		}
		return added, err
	}
	start(w.jobs, w.jobs.ctx, add, func(added []string, err error) {
		if err != nil {
			w.tell(explain(lang.L("Not everything could be added."), err))
		}
		if len(added) > 0 {
			w.refreshStatus(nil)
			w.startSync(added...)
		}
	})
}

// onRemove asks, then takes a source out of the library.
func (w *Window) onRemove(source int) {
	s := w.shelf.status.Sources[source]
	words := wrapped(lang.L("Its {{.Count}} passages leave the library. The files stay as they are.", number(s.Passages)))
	d := dialog.NewCustomConfirm(lang.L("Remove “{{.Name}}”?", map[string]any{"Name": w.sourceName(s)}),
		lang.L("Remove"), lang.L("Keep"), words, func(yes bool) {
			if yes {
				w.removeSource(s.Path)
			}
		}, w.win)
	d.Resize(messageSize)
	d.Show()
}

// onRetry reads a file again that could not be read.
func (w *Window) onRetry(path string) {
	retry := func(ctx context.Context) (struct{}, error) { return struct{}{}, w.library.Retry(ctx, path) }
	start(w.jobs, w.jobs.ctx, retry, func(_ struct{}, err error) {
		if err != nil {
			w.tell(explain(lang.L("The file could not be read again."), err))
			return
		}
		if source := w.sourceOf(path); source != "" {
			w.resume(source)
		}
	})
}

func (w *Window) removeSource(path string) {
	remove := func(ctx context.Context) (struct{}, error) { return struct{}{}, w.library.Remove(ctx, path) }
	start(w.jobs, w.jobs.ctx, remove, func(_ struct{}, err error) {
		if errors.Is(err, index.ErrFull) {
			w.tell(trouble{lang.L("The source could not be removed."), []string{
				lang.L("The disk is full, and there is not even room to remove from the library. Some of its documents may be removed already."),
				lang.L("Free a few megabytes, then remove it again."),
			}})
			w.libraryChanged()
			return
		}
		if err != nil {
			w.tell(explain(lang.L("The source could not be removed."), err))
			return
		}
		w.notice(lang.L("Removed. The files stay as they are."))
		w.libraryChanged()
	})
}

// The sizes of dialogs.
const theBorder = 120

var messageSize = fyne.NewSize(440, 200)

// wrapped is words in a dialog.
func wrapped(words string) *widget.Label {
	l := widget.NewLabel(words)
	l.Wrapping = fyne.TextWrapWord
	return l
}

// tell shows a trouble that answers something the person just did.
func (w *Window) tell(t trouble) {
	words := wrapped(strings.Join(t.Lines, "\n"))
	d := dialog.NewCustom(t.Headline, lang.L("Close"), container.NewVScroll(words), w.win)
	d.Resize(messageSize)
	d.Show()
}

// pathWords is a path as a person would say it; the starter documents lie in a folder nobody has to know.
func (w *Window) pathWords(path string) string {
	if rel, ok := strings.CutPrefix(path, w.starterDir); ok {
		return lang.L("Starter documents") + strings.ReplaceAll(rel, string(filepath.Separator), step)
	}
	return pathWords(path)
}
