package index

import (
	"context"
	"fmt"
	"slices"
	"time"

	"footnote/index/language"
	"footnote/index/query"
	"footnote/index/rank"
)

// similarFloor is the cosine below which a passage is not like another. Of two among the 1,801 short passages of home and office that
// package quality has, one pair in a thousand is above 0.33.
const similarFloor = 0.35

// Similar returns the passages that are most like another in meaning, best first, and not the passage itself: its Score is their cosine.
// Of opt, Limit, Filter and Wrong count. The error is ErrNotFound where the passage is gone, ctx.Err(), or the library's.
func (l *Library) Similar(ctx context.Context, to Citation, opt SearchOptions) (Result, error) {
	start := time.Now()
	if opt.Limit <= 0 {
		opt.Limit = DefaultLimit
	}
	result, err := l.similar(ctx, to, opt)
	if err != nil {
		return Result{}, fmt.Errorf("search for passages like one of %s: %w", to.Path, err)
	}
	result.Took = time.Since(start)
	return result, nil
}

func (l *Library) similar(ctx context.Context, to Citation, opt SearchOptions) (Result, error) {
	if _, err := l.store.Refresh(ctx); err != nil {
		return Result{}, err
	}
	id, err := l.store.Chunk(ctx, to.Path, to.Span.Start, to.Span.End)
	if err != nil {
		return Result{}, err
	}
	analyzer := l.analyzers.Get().(*language.Analyzer)
	defer l.analyzers.Put(analyzer)
	opt.Wrong = append(slices.Clone(opt.Wrong), to)
	within, err := l.narrow(ctx, analyzer, query.Query{}, opt)
	if err != nil {
		return Result{}, err
	}
	sense, err := l.understandPassage(ctx, id)
	if err != nil {
		return Result{}, err
	}
	near, err := sense.nearest(ctx, max(pool, opt.Limit), within.filter)
	if err != nil {
		return Result{}, err
	}
	opt.Side, opt.Weak = MeaningOnly, true
	byChunk, candidates, err := l.match(ctx, analyzer, rank.Query{}, sense, distinct(near), opt)
	if err != nil {
		return Result{}, err
	}
	var found []judged
	for _, c := range rank.Order(candidates) {
		if c.Meaning >= similarFloor {
			found = append(found, judged{Candidate: c, stored: byChunk[c.ID].stored, places: byChunk[c.ID].places})
		}
	}
	if found, err = l.withoutCopies(ctx, found, opt.Wrong); err != nil {
		return Result{}, err
	}
	result := Result{Found: len(found)}
	for i, c := range found[:min(len(found), opt.Limit)] {
		if _, _, c.best, err = l.look(ctx, rank.Query{}, c.Candidate, sense); err != nil {
			return Result{}, err
		}
		p := c.passage()
		p.Rank, p.Score, p.Words, p.Meaning = i+1, c.Meaning, 0, c.Meaning
		result.Passages = append(result.Passages, p)
	}
	return result, nil
}
