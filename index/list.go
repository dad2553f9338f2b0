package index

import (
	"cmp"
	"context"
	"slices"

	"footnote/index/rank"
	"footnote/index/store"
)

// list returns the documents within a scope, the newest first and those of one day by their paths: of each its first passage.
func (l *Library) list(ctx context.Context, within scope, opt SearchOptions) (Result, error) {
	facts, err := l.store.Facts(ctx)
	if err != nil {
		return Result{}, err
	}
	facts = slices.Clone(facts)
	slices.SortStableFunc(facts, func(a, b store.Fact) int { return cmp.Compare(dayOf(b.Date), dayOf(a.Date)) })
	documents := make([]int64, len(facts))
	for i, f := range facts {
		documents[i] = f.ID
	}
	ids, err := l.verified(ctx, within, len(documents)+1, func(f *store.Filter, _ int) ([]int64, bool, error) {
		ids, err := l.store.First(ctx, f, documents)
		return ids, true, err // there may be a first without an unwanted phrase behind one that has it
	})
	if err != nil {
		return Result{}, err
	}
	found := ids[:min(len(ids), opt.Limit)]
	stored, err := l.store.Passages(ctx, found)
	if err != nil {
		return Result{}, err
	}
	result := Result{Found: len(ids), Listed: true}
	for i, s := range stored {
		places, err := decodePlaces(s.Places)
		if err != nil {
			return Result{}, err
		}
		p := judged{Candidate: rank.Candidate{Text: s.Text}, stored: s, places: places}.passage()
		p.Rank = i + 1
		result.Passages = append(result.Passages, p)
	}
	return result, nil
}
