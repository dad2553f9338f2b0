package app

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"footnote/app/place"
	"footnote/app/view"
	"footnote/index"
)

// shelf is the part of the library that shelving needs.
type shelf interface {
	Add(ctx context.Context, path string) (index.Source, error)
	Remove(ctx context.Context, path string) error
	Retry(ctx context.Context, path string) error
	Unlock(ctx context.Context, path, password string) error
	RemoveGone(ctx context.Context, path string) (removed int, err error)
	Status(ctx context.Context) (index.Status, error)
	Documents(ctx context.Context, source string) ([]index.Listed, error)
	SetIgnore(ctx context.Context, path, rules string) error
	TryIgnore(ctx context.Context, path, rules string) (index.Trial, error)
}

// shelving is the library page: the library's contents when last read, and adding and removing sources.
type shelving struct {
	*shell
	library shelf
	page    *view.Shelves
	sync    *syncing
	watch   *watching
	looked  func() // is called when the library's contents have been read again

	holds  index.Status
	number int // of the last read; late results are dropped
}

func (sh *shelving) build() {
	sh.page = view.NewShelves(view.ShelvesWords{
		Heading: lang.L("Library"), Add: lang.L("Add a folder…"), AddPath: lang.L("Add a path…"),
		Source: view.SourceWords{
			Documents: lang.L("Documents…"), Ignore: lang.L("Exclude files…"), Gone: lang.L("Keep or remove…"), Sync: lang.L("Sync"), Remove: lang.L("Remove…"),
		},
		Retry: lang.L("Read again"), Unlock: lang.L("Password…"), Reveal: lang.L("Show in folder"),
	}, sh.onAdd, sh.onAddPath)
	sh.page.OnDocuments, sh.page.OnIgnore, sh.page.OnGone = sh.onDocuments, sh.onIgnore, sh.onGone
	sh.page.OnSync = func(source int) { sh.sync.resume(sh.holds.Sources[source].Path) }
	sh.page.OnRetry = func(failure int) { sh.onRetry(sh.holds.Failed[failure].Path) }
	sh.page.OnUnlock = func(failure int) { sh.onUnlock(sh.holds.Failed[failure].Path) }
	sh.page.OnReveal = func(failure int) { sh.onReveal(sh.holds.Failed[failure].Path) }
	sh.page.OnRemove = sh.onRemove
}

// look reads the library's contents and shows them, then calls next, if not nil.
func (sh *shelving) look(next func()) {
	if sh.closed {
		return
	}
	sh.number++
	n := sh.number
	start(sh.jobs, sh.jobs.ctx, sh.library.Status, func(s index.Status, err error) {
		switch {
		case sh.closed:
		case err != nil:
			sh.notice(explain(lang.L("The library could not be read."), err).sentence())
		case n == sh.number:
			sh.holds = s
			sh.looked()
		}
		if next != nil && err == nil {
			next()
		}
	})
}

// show shows the library's contents.
func (sh *shelving) show() {
	s := sh.holds
	if len(s.Sources) == 0 {
		sh.page.Say(view.IconLibrary, lang.L("The library is empty"),
			lang.L("Add a folder, or drop files and folders on this window."),
			lang.L("Footnote reads them where they are and changes nothing."))
		return
	}
	h := view.Holding{Summary: sh.heldWords() + dot + inWords().Bytes(s.BytesOnDisk)}
	for _, source := range s.Sources {
		h.Sources = append(h.Sources, sh.sourceCard(source))
	}
	if n := len(s.Failed); n > 0 {
		h.FailedHeading = lang.L("Could not be read ({{.Count}})", number(n))
	}
	for _, f := range s.Failed {
		h.Failed = append(h.Failed, view.Failure{
			Name: filepath.Base(f.Path), Folder: shorten(filepath.Dir(f.Path)), Reason: capital(inWords().Failure(f.Outcome, f.Later)), Locked: index.Locked(f.Outcome),
		})
	}
	sh.page.Set(h)
}

// sourceCard returns a source for the library page.
func (sh *shelving) sourceCard(s index.Source) view.Source {
	card := view.Source{
		Name: sh.sourceName(s), Path: shorten(s.Path), Held: documents(s.Documents) + dot + passages(s.Passages),
		State: view.SourceGood, StateWords: sh.watch.upToDate(s.Path), Gone: s.Offline.Documents > 0,
	}
	switch {
	case sh.sync.running && sh.sync.progress.Source == s.Path:
		card.State, card.StateWords = view.SourceBusy, lang.L("Reading…")
	case sh.sync.paused && slices.Contains(sh.sync.wanted, s.Path):
		card.State, card.StateWords = view.SourcePaused, lang.L("Paused")
	case s.Offline.Reason != index.Online:
		card.State, card.StateWords = view.SourceAway, lang.L("Offline: its passages are kept")
	case s.Synced.IsZero():
		card.State, card.StateWords = view.SourceNew, lang.L("Not fully read yet")
	}
	return card
}

// heldWords says how much the library holds.
func (sh *shelving) heldWords() string {
	return documents(sh.holds.Documents) + dot + passages(sh.holds.Passages)
}

// starterQuestions returns the starter questions while the library has the documents that answer them.
func (sh *shelving) starterQuestions() []string {
	if slices.ContainsFunc(sh.holds.Sources, func(s index.Source) bool { return s.Path == sh.starterDir }) {
		return sh.opt.Starter.Questions
	}
	return nil
}

// resynced updates the page after a reading that brought nothing new, because a source may be online again.
func (sh *shelving) resynced(failed int) {
	if failed+len(sh.holds.Offline) > 0 {
		sh.look(nil)
	}
}

// starterDir returns the folder of the starter documents, as the engine names it. The library's folder must exist.
func starterDir(library string) string {
	library = libraryDir(library)
	if real, err := filepath.EvalSymlinks(library); err == nil {
		library = real
	}
	return filepath.Join(library, place.Starter)
}

// libraryDir returns the absolute path of the library's folder.
func libraryDir(library string) string {
	if abs, err := filepath.Abs(library); err == nil {
		return abs
	}
	return library
}

// begin brings the sources up to date with the disk, unless starting to watch them does that. It gives an empty library the starter
// documents.
func (sh *shelving) begin() {
	var paths []string
	for _, s := range sh.holds.Sources {
		paths = append(paths, s.Path)
	}
	if !sh.settings.watch {
		sh.sync.startQuietly(paths...)
	}
	if len(paths) == 0 && sh.opt.Starter.Unpack != nil {
		sh.addStarter()
	}
}

// addStarter adds the starter documents to a library that has never had a source, so they were never unpacked.
func (sh *shelving) addStarter() {
	dir := sh.starterDir
	add := func(ctx context.Context) (bool, error) {
		if _, err := os.Stat(dir); err == nil {
			return false, nil
		}
		if err := sh.opt.Starter.Unpack(dir); err != nil {
			return false, err
		}
		_, err := sh.library.Add(ctx, dir)
		return err == nil, err
	}
	start(sh.jobs, sh.jobs.ctx, add, func(added bool, err error) {
		switch {
		case err != nil:
			sh.notice(explain(lang.L("The starter documents could not be added."), err).sentence())
		case added:
			sh.look(nil)
			sh.sync.start(sh.starterDir)
		}
	})
}

// onAdd asks for a folder and adds it.
func (sh *shelving) onAdd() {
	sh.pickFolder(lang.L("Add this folder"), lang.L("The folder could not be added."), func(folder string) { sh.addSources([]string{folder}) })
}

// onDropped adds files and folders dropped on the window.
func (sh *shelving) onDropped(items []fyne.URI) {
	var paths []string
	for _, item := range items {
		if item.Scheme() == "file" {
			paths = append(paths, item.Path())
		}
	}
	if len(paths) > 0 {
		sh.addSources(paths)
	}
}

// addSources adds folders and files and reads them. It reports those that cannot be added together, and adds the others.
func (sh *shelving) addSources(paths []string) {
	if sh.library == nil {
		sh.notice(lang.L("The library is not open yet. Try again in a moment."))
		return
	}
	add := func(ctx context.Context) (added []string, err error) {
		for _, path := range paths {
			source, e := sh.library.Add(ctx, path)
			if e != nil {
				err = errors.Join(err, e)
				continue
			}
			added = append(added, source.Path)
		}
		return added, err
	}
	start(sh.jobs, sh.jobs.ctx, add, func(added []string, err error) {
		if err != nil {
			sh.tell(explain(lang.L("Not everything could be added."), err))
		}
		if len(added) > 0 {
			sh.look(nil)
			sh.sync.start(added...)
		}
	})
}

// onRemove asks for confirmation, then removes a source from the library.
func (sh *shelving) onRemove(source int) {
	s := sh.holds.Sources[source]
	words := wrapped(lang.N("This removes {{.Count}} passages from the library. The files stay as they are.", s.Passages, number(s.Passages)))
	sh.decide(decision{
		title: lang.L("Remove “{{.Name}}”?", map[string]any{"Name": sh.sourceName(s)}),
		yes:   lang.L("Remove"), no: lang.L("Keep"), words: words, safe: true, size: messageSize,
	}, func() { sh.removeSource(s.Path) })
}

// onRetry tries again to read a file that could not be read.
func (sh *shelving) onRetry(path string) {
	retry := func(ctx context.Context) (struct{}, error) { return struct{}{}, sh.library.Retry(ctx, path) }
	start(sh.jobs, sh.jobs.ctx, retry, func(_ struct{}, err error) {
		if err != nil {
			sh.tell(explain(lang.L("The file could not be read again."), err))
			return
		}
		if source := sh.sourceOf(path); source != "" {
			sh.sync.resume(source)
		}
	})
}

func (sh *shelving) removeSource(path string) {
	remove := func(ctx context.Context) (struct{}, error) { return struct{}{}, sh.library.Remove(ctx, path) }
	start(sh.jobs, sh.jobs.ctx, remove, func(_ struct{}, err error) {
		if errors.Is(err, index.ErrFull) {
			sh.tell(trouble{lang.L("The source could not be removed."), []string{
				lang.L("The disk is too full even to remove documents. Some may already be removed."),
				lang.L("Free a few megabytes, then try again."),
			}})
			sh.libraryChanged()
			return
		}
		if err != nil {
			sh.tell(explain(lang.L("The source could not be removed."), err))
			return
		}
		sh.notice(lang.L("Removed. The files stay as they are."))
		sh.libraryChanged()
	})
}

// The sizes of dialogs.
const theBorder = 120

var messageSize = fyne.NewSize(440, 200)

// wrapped returns a label for a dialog that wraps its words.
func wrapped(words string) *widget.Label {
	l := widget.NewLabel(words)
	l.Wrapping = fyne.TextWrapWord
	return l
}
