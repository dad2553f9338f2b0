package index

import (
	"cmp"
	"context"
	"slices"
	"strings"

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
	slices.SortStableFunc(facts, func(a, b store.Fact) int { return cmp.Compare(b.Date, a.Date) })
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
	if stored, err = l.beyondHeadings(ctx, within, stored); err != nil {
		return Result{}, err
	}
	result := Result{Found: len(ids), Listed: true}
	for i, s := range stored {
		places, err := decodePlaces(s.Places)
		if err != nil {
			return Result{}, err
		}
		p := judged{Candidate: rank.Candidate{Text: s.Text}, stored: s, places: places.Locator()}.passage()
		p.Rank = i + 1
		result.Passages = append(result.Passages, p)
	}
	return result, nil
}

// beyondHeadings puts in place of first passages that are a heading alone the next ones that pass, where there are.
func (l *Library) beyondHeadings(ctx context.Context, within scope, stored []store.Passage) ([]store.Passage, error) {
	filter := store.Filter{}
	if within.filter != nil {
		filter = *within.filter
	}
	filter.Skip = slices.Clone(filter.Skip)
	var documents []int64
	for _, s := range stored {
		if headingAlone(s.Text) {
			filter.Skip, documents = append(filter.Skip, s.Chunk), append(documents, s.Document)
		}
	}
	next, err := l.store.First(ctx, &filter, documents)
	if err != nil {
		return nil, err
	}
	passages, err := l.store.Passages(ctx, next)
	if err != nil {
		return nil, err
	}
	for _, p := range passages {
		i := slices.IndexFunc(stored, func(s store.Passage) bool { return s.Document == p.Document })
		if within.exact(p.Text) {
			stored[i] = p
		}
	}
	return stored, nil
}

// headingAlone says whether a passage is one short line, which ends no sentence.
func headingAlone(text string) bool {
	const longest = 120
	text = strings.TrimSpace(text)
	return len(text) < longest && !strings.Contains(text, "\n") && !strings.HasSuffix(text, ".")
}
