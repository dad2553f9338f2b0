package index

import (
	"path/filepath"
	"slices"
	"strings"

	"footnote/index/rank"
)

// namedFirst moves the best passage of each document that the question names to the front. found has the best first. A question names a
// document if it is its title or its file's name, with or without the extension; case, diacritics and signs do not matter.
func namedFirst(found []judged, question string) []judged {
	asked := nameOf(question)
	if len(asked) == 0 {
		return found
	}
	seen := map[int64]bool{}
	var first, rest []judged
	for _, c := range found {
		base := filepath.Base(c.stored.Path)
		names := []string{c.stored.Title, base, strings.TrimSuffix(base, filepath.Ext(base))}
		c.Evidence.Named = !seen[c.Document] && slices.ContainsFunc(names, func(name string) bool { return slices.Equal(nameOf(name), asked) })
		seen[c.Document] = true
		if c.Evidence.Named {
			first = append(first, c)
		} else {
			rest = append(rest, c)
		}
	}
	return append(first, rest...)
}

// parted parts the words of a file's name.
var parted = strings.NewReplacer("_", " ", "-", " ", ".", " ")

// nameOf returns the words of a name as names are compared.
func nameOf(text string) rank.Phrase { return rank.NewPhrase(parted.Replace(text)) }
