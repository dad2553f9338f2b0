package app

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"footnote/app/models"
	"footnote/app/opener"
	"footnote/app/view"
	"footnote/index"
	"footnote/index/answer"
)

//go:embed translation
var translations embed.FS

//go:embed icon.png
var icon []byte

// pollInterval is how often the window looks whether another process changed the library.
const pollInterval = 2 * time.Second

// Options says what a window shows.
type Options struct {
	// Dir is the library's folder. The starter documents are unpacked into a folder of their own in it.
	Dir string
	// Open opens the library; it is called away from the window's goroutine, at the start and after Move.
	Open    func() (Library, error)
	Starter Starter
	// Model returns the language model that is chosen to answer, nil where none is. It may wait, as for a keyring to be unlocked, and is
	// called away from the window's goroutine. Without it there is none.
	Model func() (answer.Model, error)

	// Move moves the library to another folder, from which Open opens it then; nil where it has to stay. It is called away from the window's
	// goroutine, and is given how many bytes of how many are copied.
	Move func(ctx context.Context, to string, report func(done, all int64)) error

	// Examine checks the library, and Repair repairs what it found, with the library closed; nil where that cannot be done. They are called
	// away from the window's goroutine, and are given how much is done, from 0 to 1.
	Examine func(ctx context.Context, report func(share float64)) ([]index.Finding, error)
	Repair  func(ctx context.Context, found []index.Finding, report func(share float64)) (index.Repaired, error)

	// ModelsFile is where the choice of that model is kept, Keys finds and keeps the keys of servers.
	ModelsFile string
	Keys       models.Keys
	// KeepPassword keeps a password that has opened a document, and gives it to the library from then on; nil where none is kept. It may
	// wait, as Model may.
	KeepPassword func(password string) error
	// Rung gives word when another start of the program asks for this window; nil where none can.
	Rung <-chan struct{}
	// Sent gives what leaves this computer to be read and compared; nil where nobody tells.
	Sent <-chan index.Sent
}

// Run shows the window and returns when it is closed, with the library closed. When ctx ends, the window closes.
func Run(ctx context.Context, a fyne.App, opt Options) error {
	hideSettings(a)
	defer hideSettings(a)
	if err := speak(readSettings(a.Preferences()).language); err != nil {
		return err
	}
	a.SetIcon(fyne.NewStaticResource("icon.png", icon))
	w := New(a, opt)
	defer context.AfterFunc(ctx, func() { w.jobs.post(w.quit) })()
	w.win.ShowAndRun()
	return w.close()
}

// Window is Footnote's window. Its methods run on the window's goroutine.
type Window struct {
	app        fyne.App
	win        fyne.Window
	opt        Options
	jobs       *jobs
	library    Library      // nil until it is open
	opened     chan Library // holds what the opening job opened until the window takes it
	starterDir string       // set once the library is open
	remains    settings
	remembered settings                          // as they were written last
	open       func(path string, page int) error // opener.Open; openFile alone calls it
	reveal     func(path string) error           // opener.Reveal

	held func() fyne.KeyModifier // the modifiers that are pressed

	frame   *view.Frame
	asking  *view.Asking
	reader  *view.Reader
	split   *view.Split
	shelves *view.Shelves
	status  *view.StatusLine
	options *view.Settings

	basketPage *view.Basket
	place      []string // what the settings say of where the library lies
	moving     func()   // stops moving the library; nil while it stays
	tended     tendState
	doctor     doctorState
	working    *view.Bar // how far work under a dialog is; nil while there is none

	ask       askState
	narrow    narrowState
	relevance relevanceState
	history   historyState
	answers   answerState
	read      readState
	pages     pagesState
	finding   findState
	sync      syncState
	desk      deskState
	shelf     shelfState
	watch     watchState
	models    modelState

	basket basketState
}

// The pages of the window, in the order of the rail.
const (
	pageAsk = iota
	pageLibrary
	pageBasket
	pageSettings
)

// New returns a window that is not shown yet, and begins to open its library.
func New(a fyne.App, opt Options) *Window { return newWindow(a, opt, newJobs()) }

func newWindow(a fyne.App, opt Options, j *jobs) *Window {
	w := &Window{
		app: a, win: a.NewWindow("Footnote"), opt: opt, jobs: j, open: opener.Open, reveal: opener.Reveal, held: heldKeys,
		opened: make(chan Library, 1), remains: readSettings(a.Preferences()),
	}
	a.Settings().SetTheme(w.remains.theme())
	w.win.SetMaster()
	w.win.SetPadded(false)
	w.build()
	w.win.Resize(w.remains.size)
	w.listen()
	w.listenToDesk()
	w.focus(w.asking.Field.Entry())
	w.openLibrary()
	return w
}

// build makes what the window shows, and shows it.
func (w *Window) build() {
	w.buildAsking()
	w.buildReader()
	w.buildShelves()
	w.buildStatus()
	w.buildBasket()
	w.buildSettings()
	w.split = view.NewSplit(w.asking, w.reader, w.remains.split)
	w.split.OnMoved = func(share float64) { w.remains.split = share }
	w.split.ShowRight(false)
	rail := view.NewRail(
		view.Stop{Icon: view.IconAsk, Words: lang.L("Ask")},
		view.Stop{Icon: view.IconLibrary, Words: lang.L("Library")},
		view.Stop{Icon: view.IconBasket, Words: lang.L("Basket")},
		view.Stop{Icon: view.IconSettings, Words: lang.L("Settings"), Foot: true},
	)
	rail.OnChosen = w.turn
	w.frame = view.NewFrame(rail, w.status, w.split, w.shelves, w.basketPage, w.options)
	w.win.SetContent(w.frame)
}

// turn leads to a page of the window.
func (w *Window) turn(page int) {
	w.frame.Turn(page)
	switch page {
	case pageAsk:
		w.focus(w.asking.Field.Entry())
	case pageBasket:
		w.focus(w.basketPage)
	case pageSettings:
		w.win.Canvas().Unfocus()
		w.showDiskUse()
	default:
		w.win.Canvas().Unfocus()
	}
}

// focusField leads to the question, with all of it selected.
func (w *Window) focusField() {
	if !w.split.Visible() {
		w.turn(pageAsk)
	}
	w.focus(w.asking.Field.Entry())
	w.asking.Field.SelectAll()
}

func (w *Window) focus(o fyne.Focusable) { w.win.Canvas().Focus(o) }

// openLibrary opens the library in the background; the question can be typed meanwhile.
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

// poll looks now and then whether another process changed the library, and shows it; and remembers how the window looks.
func (w *Window) poll() {
	w.jobs.later(pollInterval, func() {
		w.rememberLook()
		if w.tended.closed {
			w.poll()
			return
		}
		start(w.jobs, w.jobs.ctx, w.library.Refresh, func(changed bool, err error) {
			if err != nil && w.moving == nil && !w.tended.closed {
				w.notice(explain(lang.L("The library could not be looked at."), err).sentence())
			}
			switch {
			case changed:
				w.libraryChanged()
			case w.sync.running:
				w.refreshStatus(w.askWhileReading)
			}
			w.poll()
		})
	})
}

// libraryChanged shows what the library holds now, and asks the present question again.
func (w *Window) libraryChanged() {
	w.refreshStatus(nil)
	w.read.stale = true
	w.askAgain()
}

// close ends what runs and closes the library.
func (w *Window) close() error {
	w.jobs.stop()
	unsaved := w.closeBasket()
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
