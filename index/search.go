package index

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"footnote/index/chunk"
	"footnote/index/doc"
	"footnote/index/language"
	"footnote/index/query"
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

// Search returns the passages that answer question, best first: none where nothing in the library does. The question may be written in
// the language of query.Parse; one that has operators alone, or none at all where a filter is set, finds documents: the
// first passage of each, the newest first. The error is ErrEmptyQuestion, ErrQuestionTooLong, a *QueryError, ctx.Err(), or the
// library's.
func (l *Library) Search(ctx context.Context, question string, opt SearchOptions) (Result, error) {
	start := time.Now()
	switch {
	case strings.TrimSpace(question) == "" && opt.Filter.empty():
		return Result{}, ErrEmptyQuestion
	case len(question) > MaxQuestionBytes:
		return Result{}, ErrQuestionTooLong
	case opt.Limit <= 0:
		opt.Limit = DefaultLimit
	}
	result, err := l.find(ctx, question, opt)
	if err != nil {
		return Result{}, fmt.Errorf("search: %w", err)
	}
	result.Query, result.Took = question, time.Since(start)
	return result, nil
}

func (l *Library) find(ctx context.Context, question string, opt SearchOptions) (Result, error) {
	asked := query.Query{Text: question, Words: question}
	if !opt.Plain {
		var err error
		if asked, err = l.parse(ctx, question); err != nil {
			return Result{}, err
		}
	}
	if _, err := l.store.Refresh(ctx); err != nil {
		return Result{}, err
	}
	analyzer := l.analyzers.Get().(*language.Analyzer)
	defer l.analyzers.Put(analyzer)
	within, err := l.narrow(ctx, analyzer, asked, opt)
	if err != nil {
		return Result{}, err
	}
	if asked.Words == "" {
		return l.list(ctx, within, opt)
	}
	words, err := l.analyse(ctx, analyzer, asked.Words)
	if err != nil {
		return Result{}, err
	}
	sense, err := l.understand(ctx, words, opt)
	if err != nil {
		return Result{}, err
	}
	ids, err := l.candidates(ctx, words, sense, within, opt)
	if err != nil {
		return Result{}, err
	}
	named, first, err := l.named(ctx, asked.Words, within, opt)
	if err != nil {
		return Result{}, err
	}
	for _, id := range first {
		if !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	opt.Weak = opt.Weak || len(within.phrases) > 0 // who asks for words in their order wants all that have them
	found, err := l.judge(ctx, analyzer, words, sense, ids, named, opt)
	if err != nil {
		return Result{}, err
	}
	if found, err = l.withoutCopies(ctx, found, opt.Wrong); err != nil {
		return Result{}, err
	}
	result := ranked(found, within, opt)
	result.Words, result.Away, result.Foreign = asked.Words, sense.away, sense.foreign
	return result, nil
}

// ranked returns a result of the best passages found.
func ranked(found []judged, within scope, opt SearchOptions) Result {
	result := Result{Found: len(found)}
	for i, c := range found[:min(len(found), opt.Limit)] {
		p := c.passage()
		if p.Score = c.Score(); opt.Side == Both {
			p.Evidence = c.Evidence
			p.Score = p.Evidence.Likelihood()
		}
		p.Rank, p.Highlights = i+1, whole(p.Highlights, within.phrases, p.Text)
		result.Passages = append(result.Passages, p)
	}
	return result
}

// analyse analyses a question, and weighs its words by how rare they are in the library.
func (l *Library) analyse(ctx context.Context, analyzer *language.Analyzer, question string) (rank.Query, error) {
	held, err := l.languages(ctx)
	if err != nil {
		return rank.Query{}, err
	}
	query := rank.Parse(analyzer, question, held)
	words, frequency, err := l.present(ctx, query, held)
	if err != nil {
		return rank.Query{}, err
	}
	chunks, average := l.store.Averages()
	return query.Weigh(words, rank.Stats{Chunks: chunks, AverageTerms: average, Frequency: frequency}), nil
}

// wanted returns words as the store looks for them.
func wanted(words []rank.Word) []store.Word {
	all := make([]store.Word, len(words))
	for i, word := range words {
		all[i] = word.Terms
	}
	return all
}

// candidates brings up the chunks within a scope that match best in words and those that are nearest in meaning.
func (l *Library) candidates(ctx context.Context, query rank.Query, asked meaning, within scope, opt SearchOptions) ([]int64, error) {
	return l.verified(ctx, within, max(pool, opt.Limit), func(f *store.Filter, k int) ([]int64, bool, error) {
		var words, near []store.Hit
		var err error
		if opt.Side != MeaningOnly {
			if words, err = l.store.Keyword(ctx, wanted(query.Words), k, f); err != nil {
				return nil, false, err
			}
		}
		if opt.Side != WordsOnly {
			if near, err = asked.nearest(ctx, k, f); err != nil {
				return nil, false, err
			}
		}
		return distinct(append(words, near...)), len(words) == k || len(near) == k, nil
	})
}

// distinct are the chunks of hits in their order, each once.
func distinct(hits []store.Hit) []int64 {
	seen := make(map[int64]bool, len(hits))
	var ids []int64
	for _, hit := range hits {
		if !seen[hit.Chunk] {
			seen[hit.Chunk] = true
			ids = append(ids, hit.Chunk)
		}
	}
	return ids
}

// A judged passage is a candidate with where it came from.
type judged struct {
	rank.Candidate
	stored store.Passage
	places *doc.Locator // of its document
	best   rank.Span    // its best sentence
}

// headings returns the headings above the passage, one a line.
func (c *judged) headings() string {
	return strings.Join(c.places.Section(c.stored.Start).Names(), "\n")
}

// above returns the document's title and the headings above the passage, one a line.
func (c *judged) above() string { return c.stored.Title + "\n" + c.headings() }

// judge holds each candidate's own words against the question, then the sentences of the best, and returns those that answer
// it, best first, those of named documents before the others.
func (l *Library) judge(ctx context.Context, analyzer *language.Analyzer, query rank.Query, asked meaning, ids []int64, named map[int64]bool, opt SearchOptions) ([]judged, error) {
	byChunk, candidates, err := l.match(ctx, analyzer, query, asked, ids, opt)
	if err != nil {
		return nil, err
	}
	candidates = rank.Order(candidates)
	first := slices.Clone(candidates)
	var nearness *nearness // one side alone stays what it is: BM25, or the cosine
	if opt.Side == Both {
		if nearness, err = l.nearness(ctx, query); err != nil {
			return nil, err
		}
	}
	for i := range candidates[:min(len(candidates), max(closeLook, opt.Limit))] {
		c := &candidates[i]
		words, meaning, best, err := l.look(ctx, query, *c, asked)
		if err != nil {
			return nil, err
		}
		byChunk[c.ID].best = best
		if nearness == nil {
			continue
		}
		c.Words, c.Meaning = words, meaning
		body, err := nearness.of(ctx, c.Text)
		if err != nil {
			return nil, err
		}
		above, err := nearness.of(ctx, byChunk[c.ID].above())
		if err != nil {
			return nil, err
		}
		query.Approach(c, body, above)
	}
	if opt.Side == Both {
		rank.Lend(candidates, first)
	}
	candidates = rank.Order(candidates)
	query.Appraise(candidates, asked.away != nil || asked.foreign != "")
	candidates = rank.NamedFirst(candidates, named)
	if !opt.Weak {
		candidates = rank.Answering(candidates)
	}
	var found []judged
	for _, c := range candidates {
		byChunk[c.ID].Candidate = c
		found = append(found, *byChunk[c.ID])
	}
	return found, nil
}

// match makes candidates of chunks, by ID and in the order of ids.
func (l *Library) match(ctx context.Context, analyzer *language.Analyzer, query rank.Query, asked meaning, ids []int64, opt SearchOptions) (map[int64]*judged, []rank.Candidate, error) {
	stored, err := l.store.Passages(ctx, ids)
	if err != nil {
		return nil, nil, err
	}
	ids = ids[:0]
	for _, s := range stored { // some may be gone since they were found
		ids = append(ids, s.Chunk)
	}
	cosines := asked.cosines(ids)
	places := map[int64]storedPlaces{} // by document
	locators := map[int64]*doc.Locator{}
	byChunk := make(map[int64]*judged, len(stored))
	candidates := make([]rank.Candidate, 0, len(stored))
	for i, s := range stored {
		if _, ok := places[s.Document]; !ok {
			decoded, err := decodeStored(s.Places)
			if err != nil {
				return nil, nil, fmt.Errorf("%s: %w", s.Path, err)
			}
			places[s.Document], locators[s.Document] = decoded, decoded.Locator()
		}
		c := &judged{stored: s, places: locators[s.Document]}
		said := blanked(s.Text, Span{Start: s.Start, End: s.End}, places[s.Document].Skip)
		match := query.Match(analyzer, language.Set(s.Languages), s.Title, c.headings(), said)
		c.Candidate = rank.Candidate{
			ID: s.Chunk, Document: s.Document, Span: rank.Span{Start: s.Start, End: s.End}, Text: s.Text, Marks: match.Marks,
			Cover: match.Cover, Lacking: match.Lacking,
		}
		if opt.Side != MeaningOnly {
			c.Words = match.Score
		}
		if opt.Side != WordsOnly {
			c.Meaning = cosines[i]
		}
		candidates = append(candidates, c.Candidate)
		byChunk[s.Chunk] = c
	}
	weight := query.Weight(candidates) * asked.known
	switch {
	case opt.Side == WordsOnly:
		weight = 0
	case opt.Side == MeaningOnly:
		weight = 1
	}
	for i := range candidates {
		candidates[i].Weight = weight
	}
	return byChunk, candidates, nil
}

// look looks at a candidate's sentences: see rank.Query.Look.
func (l *Library) look(ctx context.Context, query rank.Query, c rank.Candidate, asked meaning) (words, meaning float64, best rank.Span, err error) {
	sentences := chunk.Sentences(c.Text)
	texts := make([]string, len(sentences))
	for i, s := range sentences {
		texts[i] = language.Joined(c.Text[s.Start:s.End])
	}
	vectors, err := asked.sentences.EmbedDocuments(ctx, texts)
	if err != nil {
		return 0, 0, rank.Span{}, err
	}
	words, meaning, best = query.Look(c, sentences, vectors, asked.asked)
	return words, meaning, best, nil
}

// passage makes of a judged candidate what a person is shown.
func (c judged) passage() Passage {
	place := c.places.AtLines(c.stored.Start, c.stored.End, c.stored.Line, c.stored.Line+strings.Count(c.Text, "\n"))
	marks := make([]Span, len(c.Marks))
	for i, m := range c.Marks {
		marks[i] = m.Span
	}
	return Passage{
		Words: c.WordsShare(), Meaning: c.MeaningShare(),
		Text: c.Text, Highlights: marks, Best: c.best,
		Citation: Citation{
			Path: c.stored.Path, Title: c.stored.Title, Kind: c.stored.Kind, Date: c.stored.Date,
			Place: place, Span: Span{Start: c.stored.Start, End: c.stored.End},
		},
		places: c.places, line: c.stored.Line,
	}
}
