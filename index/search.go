package index

import (
	"context"
	"fmt"
	"strings"
	"time"

	"footnote/index/chunk"
	"footnote/index/extract"
	"footnote/index/rank"
	"footnote/index/store"
)

// MaxQuestionBytes bounds a question. A longer text is a document, not a question.
const MaxQuestionBytes = 10_000

// DefaultLimit is how many passages a search returns when it is not told.
const DefaultLimit = 10

// pool is how many passages each side, words and meaning, brings up to be held against the question exactly.
const pool = 100

// closeLook is how many of the best candidates are looked at sentence by sentence.
const closeLook = 50

// Search returns the passages that answer question, best first: none where nothing in the library does. The error is
// ErrEmptyQuestion, ErrQuestionTooLong, ctx.Err(), or the library's.
func (l *Library) Search(ctx context.Context, question string, opt SearchOptions) (Result, error) {
	start := time.Now()
	switch {
	case strings.TrimSpace(question) == "":
		return Result{}, ErrEmptyQuestion
	case len(question) > MaxQuestionBytes:
		return Result{}, ErrQuestionTooLong
	case opt.Limit <= 0:
		opt.Limit = DefaultLimit
	}
	if _, err := l.store.Refresh(ctx); err != nil {
		return Result{}, fmt.Errorf("search: %w", err)
	}
	analyzer := l.analyzers.Get().(*rank.Analyzer)
	defer l.analyzers.Put(analyzer)
	query := rank.Parse(analyzer, question)
	vector, err := l.model.EmbedQuery(ctx, question)
	if err != nil {
		return Result{}, fmt.Errorf("search: embed the question: %w", err)
	}
	query, ids, err := l.candidates(ctx, query, vector, opt)
	if err != nil {
		return Result{}, fmt.Errorf("search: %w", err)
	}
	found, err := l.judge(ctx, analyzer, query, vector, ids, opt)
	if err != nil {
		return Result{}, fmt.Errorf("search: %w", err)
	}
	result := Result{Query: question}
	for i, c := range found[:min(len(found), opt.Limit)] {
		p := c.passage()
		p.Rank = i + 1
		result.Passages = append(result.Passages, p)
	}
	result.Took = time.Since(start)
	return result, nil
}

// candidates brings up the chunks that match best in words and those that are nearest in meaning, and weighs the query.
func (l *Library) candidates(ctx context.Context, query rank.Query, vector []float32, opt SearchOptions) (rank.Query, []int64, error) {
	frequency, chunks, average, err := l.store.Frequencies(ctx, query.Terms)
	if err != nil {
		return query, nil, err
	}
	query = query.Weigh(rank.Stats{Chunks: chunks, AverageTerms: average, Frequency: frequency})
	var words, near []store.Hit
	k := max(pool, opt.Limit)
	if opt.Side != MeaningOnly {
		if words, err = l.store.Keyword(ctx, query.Terms, k, nil); err != nil {
			return query, nil, err
		}
	}
	if opt.Side != WordsOnly {
		if near, err = l.store.Nearest(ctx, vector, k, nil); err != nil {
			return query, nil, err
		}
	}
	seen := map[int64]bool{}
	var ids []int64
	for _, hit := range append(words, near...) {
		if !seen[hit.Chunk] {
			seen[hit.Chunk] = true
			ids = append(ids, hit.Chunk)
		}
	}
	return query, ids, nil
}

// A judged passage is a candidate with where it came from.
type judged struct {
	rank.Candidate
	stored store.Passage
	places extract.Places
	best   rank.Span // its best sentence
}

// judge holds each candidate's own words against the question, then the sentences of the best, and returns those that answer
// it, best first.
func (l *Library) judge(ctx context.Context, analyzer *rank.Analyzer, query rank.Query, vector []float32, ids []int64, opt SearchOptions) ([]judged, error) {
	byChunk, candidates, err := l.match(ctx, analyzer, query, vector, ids, opt)
	if err != nil {
		return nil, err
	}
	candidates = rank.Order(candidates)
	for i := range candidates[:min(len(candidates), max(closeLook, opt.Limit))] {
		c := &candidates[i]
		words, meaning, best, err := l.look(ctx, query, *c, vector)
		if err != nil {
			return nil, err
		}
		byChunk[c.ID].best = best
		if opt.Side == Both { // one side alone stays what it is: BM25, or the cosine
			c.Words, c.Meaning = words, meaning
		}
	}
	var found []judged
	for _, c := range rank.Order(candidates) {
		if opt.Weak || c.Answers() {
			byChunk[c.ID].Candidate = c
			found = append(found, *byChunk[c.ID])
		}
	}
	return found, nil
}

// match makes candidates of chunks, by ID and in the order of ids.
func (l *Library) match(ctx context.Context, analyzer *rank.Analyzer, query rank.Query, vector []float32, ids []int64, opt SearchOptions) (map[int64]*judged, []rank.Candidate, error) {
	stored, err := l.store.Passages(ctx, ids)
	if err != nil {
		return nil, nil, err
	}
	ids = ids[:0]
	for _, s := range stored { // some may be gone since they were found
		ids = append(ids, s.Chunk)
	}
	cosines := l.store.Cosines(vector, ids)
	places := map[int64]extract.Places{}
	byChunk := make(map[int64]*judged, len(stored))
	candidates := make([]rank.Candidate, 0, len(stored))
	for i, s := range stored {
		if _, ok := places[s.Document]; !ok {
			if places[s.Document], err = decodePlaces(s.Places); err != nil {
				return nil, nil, fmt.Errorf("%s: %w", s.Path, err)
			}
		}
		headings := strings.Join(places[s.Document].Section(s.Start).Names(), "\n")
		match := query.Match(analyzer, s.Title, headings, s.Text)
		c := rank.Candidate{
			ID: s.Chunk, Document: s.Document, Span: rank.Span{Start: s.Start, End: s.End}, Text: s.Text, Marks: match.Marks,
		}
		if opt.Side != MeaningOnly {
			c.Words = match.Score
		}
		if opt.Side != WordsOnly {
			c.Meaning = cosines[i]
		}
		candidates = append(candidates, c)
		byChunk[s.Chunk] = &judged{stored: s, places: places[s.Document]}
	}
	return byChunk, candidates, nil
}

// look looks at a candidate's sentences: see rank.Query.Look.
func (l *Library) look(ctx context.Context, query rank.Query, c rank.Candidate, question []float32) (words, meaning float64, best rank.Span, err error) {
	sentences := chunk.Sentences(c.Text)
	texts := make([]string, len(sentences))
	spans := make([]rank.Span, len(sentences))
	for i, s := range sentences {
		texts[i], spans[i] = c.Text[s.Start:s.End], rank.Span(s)
	}
	vectors, err := l.model.EmbedDocuments(ctx, texts)
	if err != nil {
		return 0, 0, rank.Span{}, err
	}
	words, meaning, best = query.Look(c, spans, vectors, question)
	return words, meaning, best, nil
}

// passage makes of a judged candidate what a person is shown.
func (c judged) passage() Passage {
	place := c.places.AtLines(c.stored.Start, c.stored.End, c.stored.Line, c.stored.Line+strings.Count(c.Text, "\n"))
	marks := make([]Span, len(c.Marks))
	for i, m := range c.Marks {
		marks[i] = Span(m.Span)
	}
	return Passage{
		Score: c.Score(), Words: c.WordsShare(), Meaning: c.MeaningShare(),
		Text: c.Text, Highlights: marks, Best: Span(c.best),
		Citation: Citation{
			Path: c.stored.Path, Title: c.stored.Title, Kind: c.stored.Kind, Date: c.stored.Date,
			Place: place, Span: Span{c.stored.Start, c.stored.End},
		},
		places: c.places, line: c.stored.Line,
	}
}
