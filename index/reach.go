package index

import (
	"context"
	"errors"
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
	sentences embed.Model // for the many sentences of what was found: itself, or the built-in one if it is slow
	scale     *embed.Scale
	server    bool
}

// models are the models that were reached, by their ids in the library.
type models struct {
	mu   sync.Mutex
	open map[int64]*modelEntry
}

// A modelEntry is a model that was reached, or is being reached.
type modelEntry struct {
	turn chan struct{} // is held by who reaches it

	mu     sync.Mutex
	config string   // as it was reached
	model  *reached // nil while it is not
	failed error    // why it could not be used, until retry
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
		s.open[id] = &modelEntry{turn: make(chan struct{}, 1)}
	}
	return s.open[id]
}

// known is the model, or why it is left alone at now; neither where it has to be reached.
func (e *modelEntry) known(config string, now time.Time) (*reached, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.config != config {
		return nil, nil
	}
	if e.failed != nil && now.Before(e.retry) {
		return nil, e.failed
	}
	return e.model, nil
}

// settle keeps what came of reaching the model.
func (e *modelEntry) settle(config string, model *reached, failed error, now time.Time) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.config, e.model, e.failed, e.retry = config, model, failed, now.Add(awayFor)
}

// fail has the model left alone for a while.
func (e *modelEntry) fail(err error, now time.Time) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.failed, e.retry = err, now.Add(awayFor)
}

// forgive lets the model be used again at once, although it failed.
func (e *modelEntry) forgive() {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.failed = nil
}

// use returns a model of the library ready to be used. A server's model is known again by a vector first, so that what it gives is held
// against nothing but its own. One that could not be reached a moment ago is asked again only where anew says so.
func (l *Library) use(ctx context.Context, m store.Model, anew bool) (*reached, error) {
	e := l.models.entry(m.ID)
	now := l.now()
	if anew {
		e.forgive()
	}
	if r, err := e.known(m.Config, now); r != nil || err != nil {
		return r, err
	}
	select {
	case e.turn <- struct{}{}:
		defer func() { <-e.turn }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	if r, err := e.known(m.Config, now); r != nil || err != nil { // somebody else reached it meanwhile
		return r, err
	}
	r, err := l.recognise(ctx, m)
	if err = late(ctx, err); !errors.Is(err, context.Canceled) {
		e.settle(m.Config, r, err, l.now())
	}
	return r, err
}

// late gives the error of a server that did not answer in time its name.
func late(ctx context.Context, err error) error {
	if err != nil && errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return &provider.AwayError{Absence: provider.Silent}
	}
	return err
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
		if slow(model) {
			r.sentences = l.builtin
		}
	}
	return r, nil
}

// slow reports whether a model is too slow to embed documents while they are read, or every sentence of what was found. Its vectors are made
// afterwards.
func slow(m embed.Model) bool {
	_, encoder := m.(*embed.Encoder)
	return encoder
}

// reach returns a configured model. Nothing is sent yet.
func (l *Library) reach(c modelConfig, name string, dim int) (embed.Model, error) {
	switch {
	case c.Server != nil:
		client := func(what Sending) (provider.Embeddings, error) {
			opt := provider.Options{OnSend: func(to string) { l.sends(Sent{To: to, What: what}) }}
			server := *c.Server
			if l.key != nil {
				opt.Key = l.key(server)
			}
			if l.agreed != nil && l.agreed(server) {
				server.Insecure = true
			}
			return provider.Embedder(server, opt)
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
		return embed.OpenFolder(c.Folder)
	}
	return l.builtin, nil
}

func (l *Library) sends(s Sent) {
	if l.onSend != nil {
		l.onSend(s)
	}
}
