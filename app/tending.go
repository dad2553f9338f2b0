package app

import (
	"context"

	"fyne.io/fyne/v2/lang"

	"footnote/app/view"
	"footnote/index"
)

// tend closes the library, runs work on its files, and opens it again. Meanwhile a dialog shows the progress, and can stop the work. Then
// done is called with the work's error. The work runs outside the window's goroutine.
func (w *Window) tend(title string, work func(ctx context.Context, report func(share float64)) error, done func(error)) {
	if w.moving != nil {
		return
	}
	w.halt()
	w.watch.stop()
	w.asking.drop()
	w.closed = true
	old := w.library
	w.doctor.watchProgress(title, func(ctx context.Context, report func(share float64)) (err, opening error) {
		if old != nil {
			_ = old.Close() // its writes are committed
		}
		err = work(ctx, report)
		l, opening := w.opt.Open()
		if opening == nil {
			w.opened <- l
		}
		return err, opening
	}, func(err, opening error) {
		w.sync.release()
		if opening != nil {
			w.couldNotOpen(opening)
		} else {
			w.nowOpen()
			w.basket.load()
		}
		done(err)
	})
}

// halt stops whatever writes to the library: reading, which continues later where it stopped, and the making of vectors.
func (w *Window) halt() {
	w.sync.halt()
	w.models.halt()
}

// moved continues with the library in its new folder, or in the old one.
func (w *Window) moved(to string, l Library, err error) {
	waited := w.sync.release()
	if err != nil {
		w.mover.stays(err)
		w.models.look() // the making of its vectors continues
	} else {
		w.arrive(to, l)
	}
	if !waited {
		w.sync.resume()
	}
}

// arrive continues with a library that was moved to a folder.
func (w *Window) arrive(to string, l Library) {
	old, from := w.library, w.starterDir
	w.asking.drop()
	w.watch.stop()
	w.serve(l)
	w.opt.Dir, w.starterDir = to, starterDir(to)
	w.basket.follow(from, w.starterDir)
	w.mover.lies(to)
	w.jobs.detach(old.Close, func(error) {}) // it was only read, so nothing can be lost
	w.libraryChanged()
}

// nowOpen continues with the library that has just been opened.
func (w *Window) nowOpen() {
	w.serve(<-w.opened)
	w.starterDir = starterDir(w.opt.Dir)
	w.closed = false
	w.status.Rest("")
	first := !w.begun
	w.begun = true
	if first {
		w.basket.load()
		w.answering.learn()
	}
	w.shelves.look(w.shelves.begin)
	if first {
		w.sayInterpreted()
		w.poll()
		w.doctor.verifyLater()
		hear(w.jobs, w.opt.Sent, w.models.markSending)
	}
	w.asking.onQuestion(w.asking.page.Field.Text())
}

// sayInterpreted says at the start that PDFs are read slowly, if they are.
func (w *Window) sayInterpreted() {
	if !w.opt.Interpreted {
		return
	}
	w.notice(inWords().Finding([]index.Finding{{Code: index.CodeInterpreted}}))
}

// couldNotOpen says why the library could not be opened, and offers a repair if that may help.
func (w *Window) couldNotOpen(err error) {
	t := explain(lang.L("The library could not be opened."), err)
	w.warn(t)
	w.asking.page.Say(view.IconTrouble, t.Headline, t.Lines...)
	w.shelves.page.Say(view.IconTrouble, t.Headline, t.Lines...)
	if w.mendable(err) {
		w.asking.page.Offer(lang.L("Check and repair…"), w.doctor.onCheck)
		w.shelves.page.Offer(lang.L("Check and repair…"), w.doctor.onCheck)
	}
}
