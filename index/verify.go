package index

import (
	"context"
	"slices"

	"footnote/index/rank"
	"footnote/index/store"
)

// maxVerified bounds how many passages' words are read to find those with a phrase. A phrase of common words that itself is rarer
// than that among the passages that fit best is not found.
const maxVerified = 20_000

// exact says whether a passage has every phrase of the scope, and none that is unwanted.
func (s scope) exact(text string) bool {
	return !slices.ContainsFunc(s.phrases, func(p rank.Phrases) bool { return p.In(text) == nil }) &&
		!slices.ContainsFunc(s.unwanted, func(p rank.Phrase) bool { return p.In(text) != nil })
}

// verified returns the best candidates that have the scope's phrases: k of them, or as many as there are. bring returns the k best,
// more or less, that pass a filter, and whether there may be more. Those without the phrases are left out before it is asked again, for twice
// as many, so that they take no other's place.
func (l *Library) verified(ctx context.Context, s scope, k int, bring func(f *store.Filter, k int) (ids []int64, more bool, err error)) ([]int64, error) {
	if len(s.phrases) == 0 && len(s.unwanted) == 0 {
		ids, _, err := bring(s.filter, k)
		return ids, err
	}
	enough := k
	filter := store.Filter{}
	if s.filter != nil {
		filter = *s.filter
	}
	exact := map[int64]bool{}
	for ; ; k *= 2 {
		ids, more, err := bring(&filter, k)
		if err != nil {
			return nil, err
		}
		fresh := slices.DeleteFunc(slices.Clone(ids), func(id int64) bool { _, known := exact[id]; return known })
		passages, err := l.store.Passages(ctx, fresh)
		if err != nil {
			return nil, err
		}
		for _, p := range passages {
			exact[p.Chunk] = s.exact(p.Text)
			if !exact[p.Chunk] {
				filter.Skip = append(filter.Skip, p.Chunk)
			}
		}
		kept := slices.DeleteFunc(ids, func(id int64) bool { return !exact[id] })
		if !more || len(kept) >= enough || len(exact) >= maxVerified || len(fresh) == 0 {
			return kept[:min(len(kept), 2*enough)], nil
		}
	}
}

// whole marks each of some phrases whole, in place of the words that are marked within it.
func whole(marks []Span, phrases []rank.Phrases, text string) []Span {
	for _, p := range phrases {
		for _, s := range p.In(text) {
			all := s
			marks = slices.DeleteFunc(marks, func(m Span) bool {
				within := m.Start < all.End && all.Start < m.End
				if within {
					all = Span{Start: min(all.Start, m.Start), End: max(all.End, m.End)}
				}
				return within
			})
			marks = append(marks, all)
		}
	}
	slices.SortFunc(marks, func(a, b Span) int { return a.Start - b.Start })
	return marks
}
