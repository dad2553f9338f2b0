package index

import (
	"context"
	"fmt"
	"sync"
	"time"

	"footnote/index/embed"
	"footnote/index/provider"
	"footnote/index/store"
)

// Sent says what leaves this computer, and where to.
type Sent struct {
	To   string // the host
	What Sending
}

// A Sending is what is sent.
type Sending string

const (
	SentQuestion  Sending = "question"
	SentDocuments Sending = "documents"
)

// sameVector is the cosine from which on two vectors of one text are taken for the same model's. The same model on another processor
// gives 0.999 and more; another version of it far less.
const sameVector = 0.98

// A reached is a model that can be used.
type reached struct {
	embed.Model
	sentences embed.Model // for the many sentences of what was found: itself, or the built-in one where it is a server's
	scale     *embed.Scale
	server    bool
}

// models are the models that were reached, by their ids in the library.
type models struct {
	mu   sync.Mutex
	open map[int64]*modelEntry
}

// A modelEntry is a model that is being reached or was.
type modelEntry struct {
	mu     sync.Mutex // held while it is reached
	config string     // as it was then
	model  *reached   // nil while it is not
	failed error      // why it could not be reached, until retry
	retry  time.Time
}

// awayFor is how long a server that could not be reached is left alone by questions, which would wait for it each time.
const awayFor = 15 * time.Second

func (s *models) entry(id int64) *modelEntry {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.open == nil {
		s.open = map[int64]*modelEntry{}
	}
	if s.open[id] == nil {
		s.open[id] = &modelEntry{}
	}
	return s.open[id]
}

// fail has the model left alone for a while.
func (e *modelEntry) fail(err error, now time.Time) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.failed, e.retry = err, now.Add(awayFor)
}

// recover has the model used again.
func (e *modelEntry) recover() {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.failed = nil
}

// use returns a model of the library ready to be used. A server's model is known again by a vector first, so that what it gives is held
// against nothing but its own.
func (l *Library) use(ctx context.Context, m store.Model, anew bool) (*reached, error) {
	e := l.models.entry(m.ID)
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.config != m.Config {
		e.model, e.failed = nil, nil
	}
	if e.failed != nil && !anew && l.now().Before(e.retry) {
		return nil, e.failed
	}
	if e.model != nil {
		return e.model, nil
	}
	r, err := l.recognise(ctx, m)
	if err != nil {
		if ctx.Err() == nil {
			e.failed, e.retry = err, l.now().Add(awayFor)
		}
		return nil, err
	}
	e.config, e.model, e.failed = m.Config, r, nil
	return r, nil
}

// recognise reaches a model and makes sure that it is the one that the library's vectors are of.
func (l *Library) recognise(ctx context.Context, m store.Model) (*reached, error) {
	c, err := configOf(m)
	if err != nil {
		return nil, err
	}
	model, err := l.reach(c, m.Name, m.Dim)
	if err != nil {
		return nil, err
	}
	r := &reached{Model: model, sentences: model}
	switch {
	case c.Server != nil:
		probe, err := embed.Probe(ctx, model)
		if err != nil {
			return nil, err
		}
		if embed.Cosine(probe, c.Probe) < sameVector {
			return nil, fmt.Errorf("%s: %w", c.Title(), ErrModelChanged)
		}
		r.sentences, r.server, r.scale = l.builtin, true, &c.Scale
	case model.Name() != m.Name && c.Builtin():
		return nil, errOldBuiltin
	case model.Name() != m.Name:
		return nil, fmt.Errorf("%s: %w", c.Folder, ErrModelChanged)
	case !c.Builtin():
		r.scale = &c.Scale
	}
	return r, nil
}

// reach returns a configured model. Nothing is sent yet.
func (l *Library) reach(c modelConfig, name string, dim int) (embed.Model, error) {
	switch {
	case c.Server != nil:
		client := func(what Sending) (provider.Embeddings, error) {
			opt := provider.Options{OnSend: func(to string) { l.sends(Sent{To: to, What: what}) }}
			if l.key != nil {
				opt.Key = l.key(*c.Server)
			}
			return provider.Embedder(*c.Server, opt)
		}
		questions, err := client(SentQuestion)
		if err != nil {
			return nil, err
		}
		documents, err := client(SentDocuments)
		if err != nil {
			return nil, err
		}
		return embed.NewRemote(name, dim, c.Rules, questions, documents)
	case c.Folder != "":
		return embed.OpenModel2Vec(c.Folder)
	}
	return l.builtin, nil
}

func (l *Library) sends(s Sent) {
	if l.onSend != nil {
		l.onSend(s)
	}
}
