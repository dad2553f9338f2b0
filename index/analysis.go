package index

import (
	"context"
	"slices"

	"footnote/index/language"
	"footnote/index/rank"
)

// languages returns the languages of the library's documents.
func (l *Library) languages() language.Set { return 0 }

// headBytes is how much of a text its language is told by.
const headBytes = 1 << 16

// head returns the beginning of a text.
func head(text string) string { return text[:min(len(text), headBytes)] }

// maxCompletions bounds the terms that the beginning of a word is looked for as.
const maxCompletions = 500

// present returns a query for the words as the library has them, and in how many chunks each of them is. Beginnings are completed; a word
// that the library lacks is looked for under its other terms.
func (l *Library) present(ctx context.Context, query rank.Query) (rank.Query, []int, error) {
	words := slices.Clone(query.Words)
	changed := false
	for i := range words {
		for _, start := range words[i].Starts {
			terms, err := l.store.Beginning(ctx, start, maxCompletions)
			if err != nil {
				return query, nil, err
			}
			words[i].Terms = append(slices.Clip(words[i].Terms), terms...)
			changed = true
		}
	}
	n, err := l.store.Frequencies(ctx, wanted(words))
	if err != nil {
		return query, nil, err
	}
	again := false
	for i := range words {
		if n[i] == 0 && len(words[i].Else) > 0 {
			words[i].Terms, again = words[i].Else, true
		}
	}
	if again {
		if n, err = l.store.Frequencies(ctx, wanted(words)); err != nil {
			return query, nil, err
		}
	}
	if changed || again {
		query = query.With(words)
	}
	return query, n, nil
}
