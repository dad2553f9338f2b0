package app

import (
	"context"
	"errors"
	"time"

	"fyne.io/fyne/v2/lang"

	"footnote/app/models"
	"footnote/app/view"
	"footnote/index"
	"footnote/index/provider"
)

const (
	retryInterval = 30 * time.Second // a model's server that is away is asked again so often
	sendingTime   = 4 * time.Second  // the mark that something was sent stays so long
)

// modelState is what the window knows of the models in use: the one that answers, and those that the library has vectors of.
type modelState struct {
	answer   *provider.Config // nil: the documents' own words
	library  index.LibraryModels
	number   int
	making   bool // vectors are being made
	progress index.EmbedProgress
	failed   error  // why no vectors are made now
	away     error  // why the last question was answered by its words alone; nil if it was not
	retry    func() // cancels the next try
	stop     func() // ends the making
	sending  string // what is being sent, and where to
	sent     func() // cancels taking the mark back

	pause, resume, undo, clear *view.Button
}

// chosenModels are the models in use.
type chosenModels struct {
	choice  models.Choice
	library index.LibraryModels
}

// refreshModels looks which models are in use and shows them; vectors that are still to be made are made.
func (w *Window) refreshModels() {
	if w.tended.closed {
		return
	}
	w.models.number++
	n := w.models.number
	look := func(ctx context.Context) (chosen chosenModels, err error) {
		var failed error
		if w.opt.ModelsFile != "" {
			chosen.choice, failed = models.Load(w.opt.ModelsFile)
		}
		chosen.library, err = w.library.Models(ctx)
		return chosen, errors.Join(failed, err)
	}
	start(w.jobs, w.jobs.ctx, look, func(chosen chosenModels, err error) {
		if n != w.models.number || w.tended.closed {
			return
		}
		if err != nil {
			w.notice(explainServer(lang.L("The models could not be looked at."), err).sentence())
		}
		w.models.answer, w.models.library = chosen.choice.Answer, chosen.library
		w.showModels()
		w.makeVectors()
	})
}

// makeVectors makes what vectors the library needs, unless they are being made, or wait for a server.
func (w *Window) makeVectors() {
	m := &w.models
	wanted := !m.library.Paused && (m.library.Lacking > 0 || m.library.Coming != nil)
	if !wanted || m.making || m.retry != nil || w.moving != nil || w.tended.closed {
		return
	}
	ctx, cancel := context.WithCancel(w.jobs.ctx)
	m.making, m.progress, m.stop = true, index.EmbedProgress{}, cancel
	news := &latest[index.EmbedProgress]{jobs: w.jobs, interval: progressInterval, show: func(p index.EmbedProgress) {
		if w.models.making {
			w.models.progress = p
			w.showModels()
		}
	}}
	served := m.library.Serving.Name
	work := func(ctx context.Context) (index.LibraryModels, error) {
		defer news.end()
		if err := w.library.Embed(ctx, news.set); err != nil {
			return index.LibraryModels{}, err
		}
		return w.library.Models(ctx)
	}
	start(w.jobs, ctx, work, func(now index.LibraryModels, err error) {
		cancel()
		m.making, m.failed = false, err
		if errors.Is(err, context.Canceled) { // for a move, after which it goes on
			m.failed = nil
			w.showModels()
			return
		}
		if err != nil {
			m.retry = w.jobs.later(retryInterval, func() {
				m.retry = nil
				w.refreshModels()
			})
			w.showModels()
			return
		}
		m.library = now
		w.showModels()
		if now.Serving.Name != served {
			w.status.Rest(lang.L("Meanings are compared by {{.Model}} now.", map[string]any{"Model": modelTitle(now.Serving)}))
			w.askAgain()
		}
	})
}

// noteAway shows whether a question could be asked of the model that compares meanings.
func (w *Window) noteAway(away error) {
	changed := (away == nil) != (w.models.away == nil)
	w.models.away = away
	if changed {
		w.showModels()
	}
}

// tryAgain makes vectors without waiting any longer.
func (w *Window) tryAgain() {
	if w.models.retry != nil {
		w.models.retry()
	}
	w.models.retry, w.models.failed = nil, nil
	w.refreshModels()
}

// changeModels does something to the library's models and shows what is so then.
func (w *Window) changeModels(headline string, change func(ctx context.Context) error) {
	act := func(ctx context.Context) (struct{}, error) { return struct{}{}, change(ctx) }
	start(w.jobs, w.jobs.ctx, act, func(_ struct{}, err error) {
		if err != nil {
			w.tell(explainServer(headline, err))
		}
		w.tryAgain()
		w.askAgain()
	})
}

// markSending shows for a while what was sent.
func (w *Window) markSending(s index.Sent) {
	to := map[string]any{"Host": s.To}
	w.models.sending = lang.L("↗ your question goes to {{.Host}}", to)
	if s.What == index.SentDocuments {
		w.models.sending = lang.L("↗ documents go to {{.Host}}", to)
	}
	if w.models.sent != nil {
		w.models.sent()
	}
	w.models.sent = w.jobs.later(sendingTime, func() {
		w.models.sending = ""
		w.showHolding()
	})
	w.showHolding()
}
