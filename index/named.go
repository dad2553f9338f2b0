package index

import (
	"path/filepath"
	"slices"
	"strings"

	"footnote/index/language"
)

// namedFirst moves the best passage of each document that the question names to the front. found has the best first. A question names a
// document if it is its title or its file's name, with or without the extension; case, diacritics and signs do not matter.
func namedFirst(found []judged, question string) []judged {
	asked := nameOf(question)
	if asked == "" {
		return found
	}
	seen := map[int64]bool{}
	var first, rest []judged
	for _, c := range found {
		base := filepath.Base(c.stored.Path)
		names := []string{c.stored.Title, base, strings.TrimSuffix(base, filepath.Ext(base))}
		c.Evidence.Named = !seen[c.Document] && slices.ContainsFunc(names, func(name string) bool { return nameOf(name) == asked })
		seen[c.Document] = true
		if c.Evidence.Named {
			first = append(first, c)
		} else {
			rest = append(rest, c)
		}
	}
	return append(first, rest...)
}

// nameOf returns the words of a name as names are compared.
func nameOf(text string) string {
	var words []string
	language.Words(strings.NewReplacer("_", " ", "-", " ", ".", " ").Replace(text), true, func(word string, _, _ int) {
		words = append(words, language.FoldWord(word))
	})
	return strings.Join(words, " ")
}
