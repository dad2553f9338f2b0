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

// modeller is what modelling needs of the library.
type modeller interface {
	Models(ctx context.Context) (index.LibraryModels, error)
	TestModel(ctx context.Context, m index.EmbeddingModel) (index.ModelTest, error)
	ChangeModel(ctx context.Context, m index.EmbeddingModel) error
	Embed(ctx context.Context, report func(index.EmbedProgress)) error
	PauseModel(ctx context.Context, paused bool) error
	UndoModel(ctx context.Context) error
	ClearFormerModel(ctx context.Context) error
}

// modelling is what the window knows of the models in use: the one that answers, and those that the library has vectors of.
type modelling struct {
	*shell
	library modeller
	page    *view.Settings
	learn   func()        // looks which model answers
	host    func() string // where questions went when a model answered last

	answers  *provider.Config // nil: the documents' own words
	known    index.LibraryModels
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

// look looks which models are in use and shows them; vectors that are still to be made are made.
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

// makeVectors makes what vectors the library needs, unless they are being made, or wait for a server.
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
		if errors.Is(err, context.Canceled) { // for a move, after which it goes on
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

// noteAway shows whether a question could be asked of the model that compares meanings.
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

// change does something to the library's models and shows what is so then.
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
