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
	retryInterval = 30 * time.Second // how often a model's unreachable server is asked again
	sendingTime   = 4 * time.Second  // how long the sending mark stays
)

// modeller is the part of the library that modelling needs.
type modeller interface {
	Models(ctx context.Context) (index.LibraryModels, error)
	TestModel(ctx context.Context, m index.EmbeddingModel) (index.ModelTest, error)
	ChangeModel(ctx context.Context, m index.EmbeddingModel) error
	Embed(ctx context.Context, report func(index.EmbedProgress)) error
	PauseModel(ctx context.Context, paused bool) error
	UndoModel(ctx context.Context) error
	ClearFormerModel(ctx context.Context) error
}

// modelling is the window's state of the models in use: the answer model, and the models that the library has vectors of.
type modelling struct {
	*shell
	library modeller
	page    *view.Settings
	learn   func()        // finds out which model answers
	host    func() string // returns where questions went when a model last answered

	answers  *provider.Config // nil: the documents' own words
	known    index.LibraryModels
	number   int
	making   bool // vectors are being made
	progress index.EmbedProgress
	failed   error  // why no vectors are being made
	away     error  // why the last question was searched by its words alone; nil if it was not
	retry    func() // cancels the next try
	stop     func() // stops the making of vectors
	sending  string // what is being sent, and where to
	sent     func() // cancels clearing the mark

	better, pause, resume, undo, clear *view.Button
}

// chosenModels holds the models in use.
type chosenModels struct {
	choice  models.Choice
	library index.LibraryModels
}

// look reads which models are in use, shows them, and starts making missing vectors.
func (mo *modelling) look() {
	if mo.closed {
		return
	}
	mo.number++
	n := mo.number
	look := func(ctx context.Context) (chosen chosenModels, err error) {
		var failed error
		if mo.opt.ModelsFile != "" {
			chosen.choice, failed = models.Load(mo.opt.ModelsFile)
		}
		chosen.library, err = mo.library.Models(ctx)
		return chosen, errors.Join(failed, err)
	}
	start(mo.jobs, mo.jobs.ctx, look, func(chosen chosenModels, err error) {
		if n != mo.number || mo.closed {
			return
		}
		if err != nil {
			mo.notice(explainServer(lang.L("The list of models could not be read."), err).sentence())
		}
		mo.answers, mo.known = chosen.choice.Answer, chosen.library
		mo.show()
		mo.makeVectors()
	})
}

// makeVectors makes the vectors that the library needs, unless they are being made or wait for a server.
func (mo *modelling) makeVectors() {
	wanted := !mo.known.Paused && (mo.known.Lacking > 0 || mo.known.Coming != nil)
	if !wanted || mo.making || mo.retry != nil || mo.moving != nil || mo.closed {
		return
	}
	ctx, cancel := context.WithCancel(mo.jobs.ctx)
	mo.making, mo.progress, mo.stop = true, index.EmbedProgress{}, cancel
	news := &latest[index.EmbedProgress]{jobs: mo.jobs, interval: progressInterval, show: func(p index.EmbedProgress) {
		if mo.making {
			mo.progress = p
			mo.show()
		}
	}}
	served := mo.known.Serving.Name
	work := func(ctx context.Context) (index.LibraryModels, error) {
		defer news.end()
		if err := mo.library.Embed(ctx, news.set); err != nil {
			return index.LibraryModels{}, err
		}
		return mo.library.Models(ctx)
	}
	start(mo.jobs, ctx, work, func(now index.LibraryModels, err error) {
		cancel()
		mo.making, mo.failed = false, err
		if errors.Is(err, context.Canceled) { // stopped for a move; it continues afterwards
			mo.failed = nil
			mo.show()
			return
		}
		if err != nil {
			mo.retry = mo.jobs.later(retryInterval, func() {
				mo.retry = nil
				mo.look()
			})
			mo.show()
			return
		}
		mo.known = now
		mo.show()
		if now.Serving.Name != served {
			mo.status.Rest(lang.L("{{.Model}} now compares meaning.", map[string]any{"Model": modelTitle(now.Serving)}))
			mo.askAgain()
		}
	})
}

// halt stops the making of vectors.
func (mo *modelling) halt() {
	if mo.making {
		mo.stop()
	}
}

// noteAway shows whether the model that compares meanings was available for a question.
func (mo *modelling) noteAway(away error) {
	changed := (away == nil) != (mo.away == nil)
	mo.away = away
	if changed {
		mo.show()
	}
}

// tryAgain makes vectors without waiting any longer.
func (mo *modelling) tryAgain() {
	if mo.retry != nil {
		mo.retry()
	}
	mo.retry, mo.failed = nil, nil
	mo.look()
}

// change changes the library's models and shows the new state.
func (mo *modelling) change(headline string, change func(ctx context.Context) error) {
	act := func(ctx context.Context) (struct{}, error) { return struct{}{}, change(ctx) }
	start(mo.jobs, mo.jobs.ctx, act, func(_ struct{}, err error) {
		if err != nil {
			mo.tell(explainServer(headline, err))
		}
		mo.tryAgain()
		mo.askAgain()
	})
}

// markSending shows for a while what was sent.
func (mo *modelling) markSending(s index.Sent) {
	to := map[string]any{"Host": s.To}
	mo.sending = lang.L("↗ your question goes to {{.Host}}", to)
	if s.What == index.SentDocuments {
		mo.sending = lang.L("↗ documents go to {{.Host}}", to)
	}
	if mo.sent != nil {
		mo.sent()
	}
	mo.sent = mo.jobs.later(sendingTime, func() {
		mo.sending = ""
		mo.showHolding()
	})
	mo.showHolding()
}
