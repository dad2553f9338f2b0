package index

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"footnote/index/doc"
	"footnote/index/embed"
	"footnote/index/provider"
	"footnote/index/store"
)

// ErrEmbedding is returned by Embed while another Embed runs.
var ErrEmbedding = errors.New("vectors of this library are being made already")

// EmbedProgress is how far Embed is.
type EmbedProgress struct {
	Model   LibraryModel // whose vectors are made
	Done    int          // passages that have a vector
	All     int          // passages
	Left    time.Duration
	Waiting time.Duration // for a server that takes no more requests for so long; 0 if it does
	Holder  Holder        // who works on the library and is waited for; zero if nobody is
}

const (
	lackBatch   = 64               // documents that are asked for at once
	defaultWait = 20 * time.Second // where a server does not say how long
	longestWait = 5 * time.Minute
)

// Embed makes the vectors that the library still needs: of documents that came while their server was away, and of a model that is
// coming, which serves once it has them all. It returns when there is nothing left to do, or the library is paused. Stopped at any moment
// it goes on where it was; only the document at work is begun again.
//
// report, if not nil, is called from this goroutine and must return quickly. A server that takes no more requests for a while is waited
// for; one that is away, or refuses, ends the run with its error, one of provider's: the library goes on serving as before. The error may
// also be ErrEmbedding, ErrModelChanged, ctx.Err(), one of Hold's or the library's.
func (l *Library) Embed(ctx context.Context, report func(EmbedProgress)) error {
	if !l.embedding.TryLock() {
		return ErrEmbedding
	}
	defer l.embedding.Unlock()
	if report == nil {
		report = func(EmbedProgress) {}
	}
	m, err := l.store.Models(ctx)
	if err != nil || m.Paused || m.Lacking == 0 && m.Coming == nil {
		return err
	}
	release, err := l.Hold(ctx, ActEmbedding, func(by Holder) { report(EmbedProgress{Holder: by}) })
	if err != nil {
		return fmt.Errorf("make vectors: %w", err)
	}
	defer release()
	for {
		more, err := l.embedSome(ctx, report)
		if err != nil {
			return fmt.Errorf("make vectors: %w", err)
		}
		if !more {
			return nil
		}
	}
}

// embedSome makes the vectors of one model for as long as nothing else is asked for, and reports whether there may be more to do.
func (l *Library) embedSome(ctx context.Context, report func(EmbedProgress)) (more bool, err error) {
	m, err := l.store.Models(ctx)
	if err != nil || m.Paused {
		return false, err
	}
	if m.Lacking == 0 {
		return l.store.Switch(ctx)
	}
	of := m.Making()
	r, err := l.use(ctx, of, true)
	if err != nil {
		return false, err
	}
	title, err := libraryModel(of)
	if err != nil {
		return false, err
	}
	run := &embedRun{library: l, of: of, model: r, report: report, start: l.now(), first: m.Chunks - m.Lacking}
	run.now = EmbedProgress{Model: title, Done: run.first, All: m.Chunks}
	err = run.all(ctx)
	switch {
	case errors.Is(err, store.ErrNoModel) || errors.Is(err, store.ErrPaused): // look again at what is wanted
		return true, nil
	case err != nil:
		if r.server && ctx.Err() == nil {
			l.models.entry(of.ID).fail(err, l.now())
		}
		return false, err
	}
	l.models.entry(of.ID).forgive()
	return true, nil
}

// An embedRun makes vectors of one model.
type embedRun struct {
	library *Library
	of      store.Model
	model   *reached
	report  func(EmbedProgress)
	start   time.Time
	first   int // passages that had vectors at the start
	now     EmbedProgress
}

func (r *embedRun) all(ctx context.Context) error {
	after := int64(0)
	for {
		lacks, err := r.library.store.Lacking(ctx, r.of, after, lackBatch)
		if err != nil || len(lacks) == 0 {
			return err
		}
		for _, lack := range lacks {
			if err := r.document(ctx, lack); err != nil {
				return err
			}
			after = lack.Document
		}
	}
}

// document makes the vectors of one document.
func (r *embedRun) document(ctx context.Context, lack store.Lack) error {
	ids, err := r.library.store.Chunks(ctx, lack.Document)
	if err != nil {
		return err
	}
	var vectors [][]float32
	var places *doc.Locator // of the document, once they are known
	for len(vectors) < len(ids) {
		r.tell()
		batch := ids[len(vectors):min(len(vectors)+embedBatch, len(ids))]
		var texts []string
		texts, places, err = r.library.textsOf(ctx, batch, places)
		if err != nil {
			return err
		}
		if len(texts) < len(batch) {
			return nil // the document is gone meanwhile
		}
		made, err := r.embed(ctx, texts)
		if err != nil {
			return err
		}
		vectors = append(vectors, made...)
		r.now.Done += len(made)
	}
	if err := r.library.store.Fill(ctx, r.of, lack.Document, vectors); err != nil {
		return err
	}
	r.tell()
	return nil
}

// embed waits for a server that takes no more requests for a while.
func (r *embedRun) embed(ctx context.Context, texts []string) ([][]float32, error) {
	for {
		vectors, err := r.model.EmbedDocuments(ctx, texts)
		var limit *provider.LimitError
		if !errors.As(err, &limit) {
			return vectors, err
		}
		wait := limit.RetryAfter
		if wait <= 0 {
			wait = defaultWait
		}
		if wait > longestWait {
			return nil, err
		}
		r.now.Waiting = wait
		r.tell()
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-r.library.after(wait):
		}
		r.now.Waiting = 0
	}
}

// tell reports how far the run is.
func (r *embedRun) tell() {
	if made := r.now.Done - r.first; made > 0 && r.now.All > r.now.Done {
		r.now.Left = time.Duration(float64(r.library.now().Sub(r.start)) * float64(r.now.All-r.now.Done) / float64(made))
	}
	r.report(r.now)
}

// textsOf returns chunks of one document as they are embedded, and the document's places, which it reads where they are nil. Chunks
// that are gone are left out.
func (l *Library) textsOf(ctx context.Context, chunks []int64, places *doc.Locator) ([]string, *doc.Locator, error) {
	passages, err := l.store.Passages(ctx, chunks)
	if err != nil {
		return nil, nil, err
	}
	texts := make([]string, len(passages))
	for i, p := range passages {
		if places == nil {
			decoded, err := decodePlaces(p.Places)
			if err != nil {
				return nil, nil, fmt.Errorf("%s: %w", p.Path, err)
			}
			places = decoded.Locator()
		}
		texts[i] = embedded(p.Title, strings.Join(places.Section(p.Start).Names(), "\n"), p.Text)
	}
	return texts, places, nil
}

// whileReading returns the model that embeds documents as they are read, and its name in the library. A server or a slow model is not waited
// for while files are read: Embed makes its vectors, and it is nil.
func (l *Library) whileReading(ctx context.Context) (embed.Model, store.Model) {
	of := l.store.Serving()
	if c, err := configOf(of); err != nil || c.Server != nil {
		return nil, store.Model{}
	}
	r, err := l.use(ctx, of, true)
	if err != nil || slow(r.Model) { // the error is one such as that its folder is gone: Embed says so
		return nil, store.Model{}
	}
	return r, of
}
