package app

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"footnote/app/view"
)

// tend closes the library, has work done on its files, and opens it again. Meanwhile a dialog shows how far the work is, and can stop it.
// Then done is called with the work's error. Work is done away from the window's goroutine.
func (w *Window) tend(title string, work func(ctx context.Context, report func(share float64)) error, done func(error)) {
	if w.moving != nil {
		return
	}
	waited := w.sync.paused
	w.stopWriting()
	if w.watch.cancel != nil {
		w.watch.cancel()
	}
	w.watch.watched = watched{number: w.watch.number + 1}
	w.asking.drop()
	w.closed = true
	old := w.library
	w.doctor.watchProgress(title, func(ctx context.Context, report func(share float64)) (err, opening error) {
		if old != nil {
			_ = old.Close() // what it wrote is committed
		}
		err = work(ctx, report)
		l, opening := w.opt.Open()
		if opening == nil {
			w.opened <- l
		}
		return err, opening
	}, func(err, opening error) {
		w.sync.paused = waited
		if opening != nil {
			w.couldNotOpen(opening)
		} else {
			w.nowOpen()
			w.basket.load()
		}
		done(err)
	})
}

// stopWriting stops what writes to the library: reading, which goes on later where it was, and the making of vectors.
func (w *Window) stopWriting() {
	if w.sync.paused = true; w.sync.running {
		w.sync.wanted = append(w.sync.wanted, w.sync.reading...)
		w.sync.cancel()
	}
	if w.models.making {
		w.models.stop()
	}
}

// watchProgress runs work away from the window's goroutine, under a dialog that shows how far it is and can stop it.
func (dr *doctor) watchProgress(title string, work func(ctx context.Context, report func(share float64)) (err, opening error), done func(err, opening error)) {
	ctx, cancel := context.WithCancel(dr.jobs.ctx)
	bar := view.NewBar(view.ColorGood)
	stop := widget.NewButton(lang.L("Cancel"), cancel)
	d := dialog.NewCustomWithoutButtons(title, container.NewPadded(bar), dr.win)
	d.SetButtons([]fyne.CanvasObject{stop})
	d.Resize(messageSize)
	d.Show()
	dr.working = bar
	news := &latest[float64]{jobs: dr.jobs, interval: progressInterval, show: bar.Set}
	var opening error
	act := func(ctx context.Context) (struct{}, error) {
		defer news.end()
		var err error
		err, opening = work(ctx, news.set)
		return struct{}{}, err
	}
	start(dr.jobs, ctx, act, func(_ struct{}, err error) {
		cancel()
		dr.working = nil
		d.Hide()
		done(err, opening)
	})
}

// nowOpen goes on with the library that has just been opened.
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
		w.poll()
		w.doctor.verifyLater()
		hear(w.jobs, w.opt.Sent, w.models.markSending)
	}
	w.asking.onQuestion(w.asking.page.Field.Text())
}

// couldNotOpen says why the library could not be opened, and offers to repair it where that may help.
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
