package app

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"footnote/app/instance"
	"footnote/app/models"
	"footnote/app/opener"
	"footnote/app/place"
	"footnote/app/view"
	"footnote/index"
	"footnote/index/answer"
	"footnote/index/embed/hub"
)

//go:embed translation
var translations embed.FS

//go:embed icon.png
var icon []byte

// pollInterval is how often the window checks whether another process changed the library.
const pollInterval = 2 * time.Second

// hintPause is how long the pointer rests on an icon before the window says what the icon does.
const hintPause = 600 * time.Millisecond

// Options configures a window.
type Options struct {
	// Dir is the library's folder. The starter documents are unpacked into a folder in it.
	Dir string
	// Open opens the library. It is called outside the window's goroutine, at the start and after Move.
	Open    func() (Library, error)
	Starter Starter
	// Model returns the chosen answer model, or nil if none is chosen. It may wait, for example until a keyring is unlocked, and is called
	// outside the window's goroutine. If Model is nil, there is no answer model.
	Model func() (answer.Model, error)

	// Move moves the library to another folder, from which Open then opens it; nil if it cannot move. It is called outside the window's
	// goroutine, and reports how many bytes of how many are copied.
	Move func(ctx context.Context, to string, report func(done, all int64)) error

	// Examine checks the library, and Repair repairs the findings while the library is closed; nil if that is not possible. They are called
	// outside the window's goroutine, and report how much is done, from 0 to 1.
	Examine func(ctx context.Context, report func(share float64)) ([]index.Finding, error)
	Repair  func(ctx context.Context, found []index.Finding, report func(share float64)) (index.Repaired, error)

	// Import makes the library from an exported one while the library is closed; nil if that is not possible. It is called outside the
	// window's goroutine.
	Import  func(ctx context.Context, file string, opt index.ImportOptions) (place.Imported, error)
	Program string // the program's name with its version, stored in an export
	Version string // alone, for the settings

	// ModelsFile stores the choice of that model. Keys finds and stores the keys of servers.
	ModelsFile string
	Keys       models.Keys
	// Fetch fetches a model of the catalogue and returns its folder; nil if that is not possible. It is called outside the window's goroutine.
	Fetch func(ctx context.Context, m hub.Model, report func(hub.Progress)) (dir string, err error)
	// KeepPassword stores a password that has opened a document, and gives it to the library from then on; nil if passwords are not stored.
	// It may wait, as Model may.
	KeepPassword func(password string) error
	// Rung receives what another start of the program asks of this window; nil if none can.
	Rung <-chan instance.Request
	// Show is what the window shows once the library is open: paths of files and folders, and links.
	Show []string
	// Extract reads a file that is not in the library. It is called outside the window's goroutine.
	Extract func(ctx context.Context, path string) (index.Document, error)
	// Interpreted says that PDFs are read slowly: see index.CompilesPDF.
	Interpreted bool
	// Sent receives what leaves this computer to be read and compared; nil if nothing reports it.
	Sent <-chan index.Sent
}

// Run shows the window and returns when the window and the library are closed. When ctx ends, the window closes.
func Run(ctx context.Context, a fyne.App, opt Options) error {
	hideSettings(a)
	if err := speak(readSettings(a.Preferences()).language); err != nil {
		return err
	}
	a.SetIcon(fyne.NewStaticResource("icon.png", icon))
	w := New(a, opt)
	defer context.AfterFunc(ctx, func() { w.jobs.post(w.desk.quit) })()
	w.win.ShowAndRun()
	return w.close()
}

// Window is Footnote's window. It makes the parts, each of which serves one page or concern, and connects them. No part knows Window. Its
// methods and those of its parts run on the window's goroutine.
type Window struct {
	*shell
	library Library      // nil until it is open
	opened  chan Library // holds the library that the opening job opened until the window takes it
	begun   bool         // the library has been open before
	frame   *view.Frame

	asking    *asking
	narrow    *narrowing
	judging   *judging
	history   *history
	answering *answering
	results   *listing
	reading   *reading
	visiting  *visiting
	pages     *pages
	finding   *finding
	handling  *handling
	shelves   *shelving
	sync      *syncing
	watch     *watching
	basket    *keeping
	models    *modelling
	prefs     *settingsPage
	mover     *mover
	doctor    *doctor
	carrying  *carrying
	desk      *desk
}

// The pages of the window, in the order of the rail.
const (
	pageAsk = iota
	pageLibrary
	pageBasket
	pageSettings
	stopHelp // shows the keys
)

// New returns a window that is not shown yet, and starts to open its library.
func New(a fyne.App, opt Options) *Window { return newWindow(a, opt, newJobs()) }

func newWindow(a fyne.App, opt Options, j *jobs) *Window {
	w := &Window{opened: make(chan Library, 1), shell: &shell{
		app: a, win: a.NewWindow("Footnote"), opt: opt, jobs: j, settings: readSettings(a.Preferences()),
		open: opener.Open, reveal: opener.Reveal, held: heldKeys, restore: func() {},
	}}
	w.makeParts()
	a.Settings().SetTheme(w.settings.theme())
	w.win.SetMaster()
	w.win.SetPadded(false)
	w.build()
	w.win.Resize(w.settings.size)
	w.listen()
	w.desk.listen()
	w.focus(w.asking.page.Field.Entry())
	w.openLibrary()
	return w
}

// makeParts makes the parts, and connects them.
func (w *Window) makeParts() {
	s := w.shell
	w.asking, w.narrow, w.judging, w.history = &asking{shell: s}, &narrowing{shell: s}, &judging{shell: s}, &history{shell: s}
	w.visiting = &visiting{shell: s, waiting: s.opt.Show}
	w.answering, w.results = &answering{shell: s}, &listing{shell: s}
	w.reading, w.pages, w.finding, w.handling = &reading{shell: s}, &pages{shell: s}, &finding{shell: s}, &handling{shell: s}
	w.shelves, w.sync, w.watch, w.basket = &shelving{shell: s}, &syncing{shell: s}, &watching{shell: s}, &keeping{shell: s}
	w.carrying = &carrying{shell: s, now: time.Now}
	w.models, w.prefs, w.mover, w.doctor, w.desk = &modelling{shell: s}, &settingsPage{shell: s}, &mover{shell: s}, &doctor{shell: s}, &desk{shell: s}

	s.turn, s.shortcut = w.turn, w.onShortcut
	s.askAgain, s.libraryChanged, s.showHolding = w.asking.askAgain, w.libraryChanged, w.showHolding
	s.occupied, s.whyNotOpened = w.sync.occupied, w.shelves.explainOpen
	w.connectAsking()
	w.connectReading()
	w.connectLibrary()
	w.connectSettings()
}

// connectAsking connects the question, its filters, its passages and its answer.
func (w *Window) connectAsking() {
	q, l := w.asking, w.results
	q.narrow, q.judging, q.history, q.answering, q.results = w.narrow, w.judging, w.history, w.answering, l
	q.onAdd, q.onCheck = w.shelves.onAdd, w.doctor.onCheck
	q.noteAway = w.models.noteAway
	q.reads = func() bool { return w.sync.running }
	q.documents = func() int { return w.shelves.holds.Documents }
	w.narrow.changed, w.narrow.regroup = q.narrowed, q.regroup
	w.judging.present, w.judging.changed, w.judging.redraw = q.present, q.narrowed, l.showRows
	w.history.present, w.history.ask = q.searchText, q.recall
	w.answering.row, w.answering.read, w.answering.followUp = l.numberOf, w.reading.show, q.followUp

	l.judging, l.reading = w.judging, w.reading
	l.onKeep, l.menu, l.kept = w.handling.onKeep, w.handling.menu, w.basket.has
	l.remember = w.history.remember
	l.today = func() time.Time { return w.narrow.now() }
}

// connectReading connects the reader, the basket, and the actions on a passage.
func (w *Window) connectReading() {
	menu := func() *fyne.Menu {
		if outside := w.visiting.menu(); outside != nil {
			return outside
		}
		return w.handling.menu(w.current())
	}
	w.visiting.reading, w.visiting.shelves, w.visiting.narrow = w.reading, w.shelves, w.asking.narrowTo
	w.desk.visit = w.visiting.open
	w.finding.pages = w.pages
	w.reading.pages, w.reading.finding = w.pages, w.finding
	w.reading.openDocument, w.reading.menu = w.handling.onOpen, menu
	w.reading.step, w.reading.countWords = w.results.onStep, w.results.countWords
	w.reading.toResults, w.reading.toQuestion = w.results.takeFocus, w.asking.focusField
	w.basket.menu, w.basket.mark = menu, w.results.markKept
	w.handling.basket, w.handling.current, w.handling.judge, w.handling.used = w.basket, w.current, w.judging.menu, w.history.used
}

// connectLibrary connects the library page, the reading of sources, and the tray, which shows it.
func (w *Window) connectLibrary() {
	w.shelves.sync, w.shelves.watch, w.shelves.looked = w.sync, w.watch, w.looked
	w.sync.details, w.sync.resynced = w.doctor.onDetails, w.shelves.resynced
	w.sync.changed, w.sync.ended = w.desk.update, w.desk.tellSystem
	w.sync.next = func() {
		if w.shelves.page.Visible() {
			w.showHolding()
		}
	}
	w.watch.read = w.sync.startQuietly
	w.doctor.tend = w.tend
	w.desk.sync = w.sync
}

// connectSettings connects the settings, the models, and the moving of the library.
func (w *Window) connectSettings() {
	w.models.learn, w.models.host = w.answering.learn, func() string { return w.answering.host }
	w.carrying.progress, w.carrying.tend = w.doctor.watchProgress, w.tend
	w.mover.export, w.mover.bring = w.carrying.onExport, w.carrying.onImport
	w.mover.check, w.mover.begin, w.mover.end = w.doctor.onCheck, w.halt, w.moved
	w.prefs.more = func() []view.Section {
		return slices.Concat([]view.Section{w.mover.section()}, w.models.sections(), []view.Section{w.prefs.aboutSection()})
	}
	w.prefs.speak, w.prefs.showTray = w.setLanguage, w.desk.showTray
	w.prefs.watch = func() { w.watch.keep(w.shelves.holds.Sources) }
}

// serve gives the parts the library, or its replacement.
func (w *Window) serve(l Library) {
	w.library = l
	w.asking.library, w.narrow.library, w.judging.library = l, l, l
	w.reading.library, w.visiting.library, w.pages.library = l, l, l
	w.shelves.library, w.sync.library, w.watch.library = l, l, l
	w.models.library, w.mover.library, w.doctor.library, w.carrying.library = l, l, l, l
}

// build makes the window's content, and shows it.
func (w *Window) build() {
	w.asking.build()
	w.reading.build()
	w.shelves.build()
	w.sync.build()
	w.basket.build()
	w.prefs.build()
	w.models.page, w.mover.page = w.prefs.page, w.prefs.page
	w.split = view.NewSplit(w.asking.page, w.reading.reader, w.settings.split)
	w.split.OnMoved = func(share float64) { w.settings.split = share }
	w.split.ShowRight(false)
	rail := view.NewRail(
		view.Stop{Icon: view.IconAsk, Words: lang.L("Ask")},
		view.Stop{Icon: view.IconLibrary, Words: lang.L("Library")},
		view.Stop{Icon: view.IconBasket, Words: lang.L("Basket")},
		view.Stop{Icon: view.IconSettings, Words: lang.L("Settings"), Foot: true},
		view.Stop{Icon: view.IconHelp, Words: lang.L("Help · F1"), Foot: true, Acts: true},
	)
	rail.OnChosen = func(stop int) {
		if stop == stopHelp {
			w.showKeys()
			return
		}
		w.turn(stop)
	}
	w.frame = view.NewFrame(rail, w.status, w.split, w.shelves.page, w.basket.page, w.prefs.page)
	w.frame.Later = func(f func()) func() { return w.jobs.later(hintPause, f) }
	w.win.SetContent(w.frame)
}

// turn opens a page of the window.
func (w *Window) turn(page int) {
	w.frame.Turn(page)
	switch page {
	case pageAsk:
		w.focus(w.asking.page.Field.Entry())
	case pageBasket:
		w.focus(w.basket.page)
	case pageSettings:
		w.win.Canvas().Unfocus()
		w.mover.showDiskUse()
	default:
		w.win.Canvas().Unfocus()
	}
}

// openLibrary opens the library in the background. The user can type the question meanwhile.
func (w *Window) openLibrary() {
	w.status.Rest(lang.L("Opening the library…"))
	open := func(context.Context) (struct{}, error) {
		l, err := w.opt.Open()
		if err == nil {
			w.opened <- l
		}
		return struct{}{}, err
	}
	start(w.jobs, w.jobs.ctx, open, func(_ struct{}, err error) {
		if err != nil {
			w.couldNotOpen(err)
			return
		}
		w.nowOpen()
	})
}

// poll regularly checks whether another process changed the library and shows the change. It also stores the window's size and layout.
func (w *Window) poll() {
	w.jobs.later(pollInterval, func() {
		w.desk.rememberLook()
		if w.closed {
			w.poll()
			return
		}
		start(w.jobs, w.jobs.ctx, w.library.Refresh, func(changed bool, err error) {
			if err != nil && w.moving == nil && !w.closed {
				w.notice(explain(lang.L("The library could not be read."), err).sentence())
			}
			switch {
			case changed:
				w.libraryChanged()
			case w.sync.running:
				w.shelves.look(w.asking.askWhileReading)
			}
			w.poll()
		})
	})
}

// libraryChanged shows the library's new contents, and repeats the present question.
func (w *Window) libraryChanged() {
	w.shelves.look(nil)
	w.reading.stale = true
	w.asking.askAgain()
}

// looked applies the library's newly read contents.
func (w *Window) looked() {
	w.sync.forgetOffline(w.shelves.holds.Offline)
	w.watch.keep(w.shelves.holds.Sources)
	w.showHolding()
	w.models.look()
	w.visiting.begin()
}

// showHolding shows the library's contents and what leaves this computer, wherever they are shown.
func (w *Window) showHolding() {
	w.status.SetHeld(w.shelves.heldWords() + dot + w.models.leavingWords())
	w.asking.offer(w.shelves.starterQuestions())
	w.desk.update()
	w.shelves.show()
}

// current returns the chosen passage of the visible page, or the words selected in the reader; nil if there is none.
func (w *Window) current() *index.Passage {
	switch {
	case w.split.Visible() && w.reading.selected() != nil:
		return w.reading.selected()
	case w.split.Visible() && w.asking.page.Results.Visible():
		return w.results.chosen()
	case w.basket.page.Visible():
		return w.basket.chosen()
	}
	return nil
}

// close ends running work and closes the library.
func (w *Window) close() error {
	w.jobs.stop()
	unsaved := w.basket.close()
	select {
	case w.library = <-w.opened: // it was opened while the window closed
	default:
	}
	if w.library == nil {
		return unsaved
	}
	if err := w.library.Close(); err != nil {
		return errors.Join(unsaved, fmt.Errorf("close the library: %w", err))
	}
	return unsaved
}
