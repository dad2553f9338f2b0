package app

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/lang"
	"github.com/dustin/go-humanize"

	"footnote/app/basket"
	"footnote/app/place"
	"footnote/app/view"
	"footnote/index"
)

// placeSection is where the settings say where the library lies, and move it.
func (w *Window) placeSection() view.Section {
	w.place = []string{shorten(libraryDir(w.opt.Dir)), lang.L("It holds what Footnote needs to find words in your documents, which stay where they are.")}
	buttons := []*view.Button{view.NewButton(lang.L("Show in folder"), view.Plain, func() { w.onReveal(libraryDir(w.opt.Dir)) })}
	if w.opt.Move != nil {
		buttons = append(buttons, view.NewButton(lang.L("Move…"), view.Plain, w.onMoveLibrary))
	}
	if w.opt.Examine != nil {
		buttons = append(buttons, view.NewButton(lang.L("Check…"), view.Plain, w.onDoctor))
	}
	return view.Section{Heading: lang.L("Where the library lies"), Lines: w.place, Buttons: buttons}
}

// onMoveLibrary asks for a folder, and then whether the library is to be moved there.
func (w *Window) onMoveLibrary() {
	d := dialog.NewFolderOpen(func(folder fyne.ListableURI, err error) {
		switch {
		case err != nil:
			w.tell(explain(lang.L("The library could not be moved."), err))
		case folder != nil:
			w.askToMove(place.Free(folder.Path()))
		}
	}, w.win)
	d.SetConfirmText(lang.L("Move it here"))
	d.Resize(w.win.Canvas().Size().Subtract(fyne.NewSquareSize(theBorder)))
	d.Show()
}

// askToMove asks whether the library is to be moved to a folder.
func (w *Window) askToMove(to string) {
	if w.library == nil || w.moving != nil {
		return
	}
	words := wrapped(lang.L("It is copied from {{.From}} to {{.To}}, looked through, and then removed from its old place. You can go on searching meanwhile. Your documents stay where they are.",
		map[string]any{"From": w.place[0], "To": shorten(to)}))
	d := dialog.NewCustomConfirm(lang.L("Move the library?"), lang.L("Move"), lang.L("Leave it"), words, func(yes bool) {
		if yes {
			w.moveLibrary(to)
		}
	}, w.win)
	d.Resize(messageSize)
	d.Show()
}

// copied is how many bytes of a library that is moved are in its new place.
type copied struct{ done, all int64 }

// moveLibrary moves the library to a folder. Until it is there, the library where it was is searched, and nothing is read into it.
func (w *Window) moveLibrary(to string) {
	ctx, cancel := context.WithCancel(w.jobs.ctx)
	w.moving = cancel
	waited := w.sync.paused
	w.stopWriting()
	say := func(c copied) {
		words := lang.L("Moving the library…")
		share := 0.0
		if c.all > 0 {
			words = lang.L("Moving the library") + dot + sizeOf(c.done, c.all)
			share = float64(c.done) / float64(c.all)
		}
		w.status.Run(words, share)
	}
	say(copied{})
	news := &latest[copied]{jobs: w.jobs, interval: progressInterval, show: func(c copied) {
		if w.moving != nil {
			say(c)
		}
	}}
	move := func(ctx context.Context) (Library, error) {
		err := w.opt.Move(ctx, to, func(done, all int64) { news.set(copied{done, all}) })
		news.end()
		if err != nil {
			return nil, err
		}
		return w.opt.Open()
	}
	start(w.jobs, ctx, move, func(l Library, err error) {
		cancel()
		w.moving = nil
		w.sync.paused = waited
		w.moved(to, l, err)
		if err != nil {
			w.refreshModels() // whose vectors are made on
		}
		if !waited {
			w.resume()
		}
	})
}

// moved goes on with the library in its new place, or says why it stays.
func (w *Window) moved(to string, l Library, err error) {
	switch {
	case errors.Is(err, context.Canceled):
		w.status.Rest(lang.L("The library stays where it was."))
		return
	case err != nil:
		w.warn(explainMove(err))
		return
	}
	old, from := w.library, w.starterDir
	w.drop()
	if w.watch.cancel != nil {
		w.watch.cancel()
	}
	w.watch = watchState{number: w.watch.number + 1}
	w.library, w.opt.Dir = l, to
	w.starterDir = starterDir(to)
	w.basket.kept = basket.Moved(w.basket.kept, from, w.starterDir)
	w.basketChanged(w.basketPage.Chosen())
	w.place[0] = shorten(libraryDir(to))
	w.showDiskUse()
	w.jobs.detach(old.Close, func(error) {}) // it was only read: nothing can be lost
	w.status.Rest(lang.L("The library now lies in {{.Folder}}.", map[string]any{"Folder": shorten(to)}))
	w.libraryChanged()
}

// explainMove says why a library stays where it was.
func explainMove(err error) trouble {
	headline := lang.L("The library stays where it was.")
	switch {
	case errors.Is(err, index.ErrSamePlace):
		return trouble{headline, []string{lang.L("It lies there already.")}}
	case errors.Is(err, index.ErrWithin):
		return trouble{headline, []string{lang.L("The new folder lies within the old one. Choose one outside of it.")}}
	case errors.Is(err, index.ErrNotEmpty):
		return trouble{headline, []string{lang.L("The new folder is not empty. Choose an empty one.")}}
	}
	return explain(headline, err)
}

// sizeOf is "120 MB of 300 MB".
func sizeOf(done, all int64) string {
	return lang.L("{{.Done}} of {{.All}}", map[string]any{"Done": humanize.Bytes(uint64(done)), "All": humanize.Bytes(uint64(all))})
}
