package index

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"footnote/index/rank"
)

const (
	mostNames     = 10 // documents that a question may name; "readme" names many
	mostNameWords = 16 // of a question that may be a name
)

// named returns the documents within a scope that the question names, and the first passage of each. A question names a document if it is its
// title or its file's name, with or without the extension; case, diacritics and signs do not matter.
func (l *Library) named(ctx context.Context, question string, within scope, opt SearchOptions) (map[int64]bool, []int64, error) {
	asked := nameOf(question)
	if len(asked) == 0 || len(asked) > mostNameWords || opt.Side != Both || len(within.phrases) > 0 {
		return nil, nil, nil
	}
	facts, err := l.store.Facts(ctx)
	if err != nil {
		return nil, nil, err
	}
	documents := map[int64]bool{}
	var ids []int64
	for _, f := range facts {
		base := filepath.Base(f.Path)
		names := []string{f.Title, base, strings.TrimSuffix(base, filepath.Ext(base))}
		if slices.ContainsFunc(names, func(name string) bool { return mayBe(name, asked[0]) && slices.Equal(nameOf(name), asked) }) {
			documents[f.ID] = true
			if ids = append(ids, f.ID); len(ids) == mostNames {
				break
			}
		}
	}
	if len(ids) == 0 {
		return nil, nil, nil
	}
	first, err := l.store.First(ctx, within.filter, ids)
	return documents, first, err
}

// mayBe reports whether a name may begin with a folded word. It is quick, as most names do not.
func mayBe(name, word string) bool {
	i := strings.IndexFunc(name, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
	if i < 0 {
		return false
	}
	r, _ := utf8.DecodeRuneInString(name[i:])
	first, _ := utf8.DecodeRuneInString(word)
	return r >= utf8.RuneSelf || unicode.ToLower(r) == first
}

// parted parts the words of a file's name.
var parted = strings.NewReplacer("_", " ", "-", " ", ".", " ")

// nameOf returns the words of a name as names are compared.
func nameOf(text string) rank.Phrase { return rank.NewPhrase(parted.Replace(text)) }
