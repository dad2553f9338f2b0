package index

import (
	"context"
	"errors"
	"time"

	"footnote/index/embed"
	"footnote/index/rank"
	"footnote/index/store"
)

// A meaning is where a text points among the library's vectors, as the model that made them understands it. Where that model cannot be
// reached it is near to nothing, and away says why.
type meaning struct {
	vectors  store.Vectors
	question []float32 // nil if the model is away
	away     error

	model     embed.Model // nil if it is away
	scale     *embed.Scale
	builtin   embed.Scale
	sentences embed.Model // that the sentences of what is found are held against
	asked     []float32   // the text as it understands it
	foreign   string      // the language of the text, if the model does not know it
	known     float64     // the part of the text that the model understands, 0 to 1
}

// questionPatience is how long a question waits for a server before it is answered by its words alone. A server that has to load its
// model first is there for the next one.
const questionPatience = 20 * time.Second

// ofSentences is known of a question whose model is away: what the built-in model makes of the sentences that its words bring up.
const ofSentences = 0.5

// ofForeign is the part of a question in another language than its own that the built-in model understands: names, and words that both
// languages have.
const ofForeign = 0.25

// meaning returns the beginning of what a question means: the vectors to hold it against.
func (l *Library) meaning(ctx context.Context) (meaning, error) {
	vectors, err := l.store.Vectors(ctx)
	return meaning{vectors: vectors, builtin: l.scale, sentences: l.builtin, known: 1}, err
}

// understand returns what a question means, moved by the passages that were marked right or wrong. The error is ctx.Err(), or the
// library's.
func (l *Library) understand(ctx context.Context, question rank.Query, opt SearchOptions) (meaning, error) {
	m, err := l.meaning(ctx)
	if err != nil {
		return meaning{}, err
	}
	r, err := l.embedQuestion(ctx, question, &m)
	if ctx.Err() != nil {
		return meaning{}, ctx.Err()
	}
	if m.away = err; err != nil {
		m.known = ofSentences
		m.asked, err = embedQuery(ctx, l.builtin, question)
		return m, err
	}
	if m.question, err = l.moved(ctx, m.question, m.vectors, opt); err != nil {
		return meaning{}, err
	}
	m.model, m.scale, m.sentences = r.Model, r.scale, r.sentences
	if model, ok := m.model.(weigher); ok {
		m.known = model.Known(question.Text, question.Emphasis())
	}
	if r.Name() == l.builtin.Name() && question.Foreign() {
		m.known *= ofForeign
		m.foreign = question.Language.Tag
	}
	if m.asked = m.question; r.sentences != r.Model {
		m.asked, err = embedQuery(ctx, m.sentences, question)
	}
	return m, err
}

// understandPassage returns what a chunk means: its own vector.
func (l *Library) understandPassage(ctx context.Context, chunk int64) (meaning, error) {
	m, err := l.meaning(ctx)
	if err != nil {
		return meaning{}, err
	}
	m.question = m.vectors.Of(chunk)
	if r, err := l.use(ctx, m.vectors.Model(), false); err == nil {
		m.model, m.scale, m.sentences = r.Model, r.scale, r.sentences
	} else if ctx.Err() != nil {
		return meaning{}, ctx.Err()
	}
	texts, _, err := l.textsOf(ctx, []int64{chunk}, nil)
	if err != nil {
		return meaning{}, err
	}
	vectors, err := m.sentences.EmbedDocuments(ctx, texts)
	if err == nil && len(vectors) == 0 {
		err = ErrNotFound
	}
	if err != nil {
		return meaning{}, err
	}
	m.asked = vectors[0]
	return m, nil
}

// embedQuestion has the model that serves embed a question.
func (l *Library) embedQuestion(ctx context.Context, question rank.Query, m *meaning) (*reached, error) {
	ctx, cancel := context.WithTimeout(ctx, questionPatience)
	defer cancel()
	of := m.vectors.Model()
	r, err := l.use(ctx, of, false)
	if err != nil {
		return nil, err
	}
	if m.question, err = embedQuery(ctx, r.Model, question); err != nil {
		err = late(ctx, err)
		if r.server && !errors.Is(err, context.Canceled) {
			l.models.entry(of.ID).fail(err, l.now())
		}
		return nil, err
	}
	return r, nil
}

// A weigher is a model that can weigh the words of a text.
type weigher interface {
	EmbedWeighted(text string, weight func(start, end int) float64) []float32
	Known(text string, weight func(start, end int) float64) float64
}

// embedQuery has a model embed a question, its rare words before the others where it can weigh them.
func embedQuery(ctx context.Context, model embed.Model, question rank.Query) ([]float32, error) {
	if m, ok := model.(weigher); ok {
		return m.EmbedWeighted(question.Text, question.Emphasis()), ctx.Err()
	}
	return model.EmbedQuery(ctx, question.Text)
}

// nearest returns the k chunks nearest in meaning that pass; none where the model is away.
func (m meaning) nearest(ctx context.Context, k int, f *store.Filter) ([]store.Hit, error) {
	if m.question == nil {
		return nil, ctx.Err()
	}
	return m.vectors.Nearest(ctx, m.question, k, f)
}

// cosines returns how near chunks are in meaning, on the scale of the built-in model.
func (m meaning) cosines(chunks []int64) []float64 {
	if m.question == nil {
		return make([]float64, len(chunks))
	}
	cosines := m.vectors.Cosines(m.question, chunks)
	if m.scale != nil {
		for i, c := range cosines {
			if c != 0 { // that is a chunk without a vector
				cosines[i] = m.scale.To(m.builtin, c)
			}
		}
	}
	return cosines
}
