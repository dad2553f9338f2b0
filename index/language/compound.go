package language

import (
	"strings"
	"unicode/utf8"
)

// The least letters of a word that is looked for in compounds, and of what is beside it.
const (
	minInCompound = 4
	minBeside     = 3
)

// links are what German, Dutch and the languages of the North put between two words of a compound.
var links = []string{"", "s", "n", "en", "e", "es", "er", "ens", "o", "u"}

// InCompounds reports whether a folded word is long enough to be looked for in compounds and as a part of words.
func InCompounds(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return utf8.RuneCountInString(word) >= minInCompound && !Unspaced(r) && !strings.ContainsAny(word, "0123456789")
}

// Beside returns the terms, in languages, of what may stand beside a word's term in a compound's, if the compound begins or ends with it: the
// library has to have one of them for it to be a compound. There are none if the compound neither begins nor ends with the word.
func Beside(compound, word string, in Set) []string {
	var beside []string
	add := func(part string) {
		if utf8.RuneCountInString(part) < minBeside || stopWords()[part] != 0 {
			return
		}
		beside = append(beside, part)
		for _, l := range in.stemmers(part) {
			beside = append(beside, FoldWord(l.stem(part)))
		}
	}
	if rest, ok := strings.CutPrefix(compound, word); ok {
		for _, link := range links {
			if part, ok := strings.CutPrefix(rest, link); ok {
				add(part)
			}
		}
	}
	if rest, ok := strings.CutSuffix(compound, word); ok {
		for _, link := range links {
			if part, ok := strings.CutSuffix(rest, link); ok {
				add(part)
			}
		}
	}
	return beside
}
