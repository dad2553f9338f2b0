package main

import (
	"cmp"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// brokenWord matches a hyphen at the end of a line, after a letter or a digit.
var brokenWord = regexp.MustCompile(`([\pL\pM\pN])[-\x{ad}\x{2010}] *\n *([\pL\pN])`)

// words counts the words of a text: runs of letters, digits and combining marks, in lower case and in compatibility form, which splits
// ligatures into letters. In scripts without spaces each character is a word, because readers split those differently. A word broken at the
// end of a line is joined, whatever follows: pdftotext drops the hyphen at the end of a line in "non-\nUnion" as well as in "ten-\nant", so
// the two cases cannot be distinguished.
func words(text string) map[string]int {
	count := map[string]int{}
	whole := brokenWord.ReplaceAllString(text, "$1$2")
	for _, word := range strings.FieldsFunc(strings.ToLower(norm.NFKC.String(whole)), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.IsMark(r)
	}) {
		start := 0
		for i, r := range word {
			if unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai) {
				if start < i {
					count[word[start:i]]++
				}
				start = i + len(string(r))
				count[word[i:start]]++
			}
		}
		if start < len(word) {
			count[word[start:]]++
		}
	}
	return count
}

// A comparison compares our words with a reference's.
type comparison struct {
	ours, reference, common int
	missing, extra          []string // the most common words that only the reference has, and that only we have
}

func compare(ours, reference map[string]int) comparison {
	c := comparison{missing: difference(reference, ours), extra: difference(ours, reference)}
	for word, n := range ours {
		c.ours += n
		c.common += min(n, reference[word])
	}
	for _, n := range reference {
		c.reference += n
	}
	return c
}

// difference lists the words that occur more often in a than in b, with how many more, the most first.
func difference(a, b map[string]int) []string {
	const enough = 12
	more := map[string]int{}
	for word, n := range a {
		if n > b[word] {
			more[word] = n - b[word]
		}
	}
	sorted := slices.SortedFunc(maps.Keys(more), func(v, w string) int {
		return cmp.Or(cmp.Compare(more[w], more[v]), cmp.Compare(v, w))
	})
	var said []string
	for _, word := range sorted[:min(len(sorted), enough)] {
		if more[word] > 1 {
			word = fmt.Sprintf("%s×%d", word, more[word])
		}
		said = append(said, word)
	}
	return said
}

func (c comparison) recall() float64    { return share(c.common, c.reference) }
func (c comparison) precision() float64 { return share(c.common, c.ours) }

// share returns part/whole, and 1 if whole is 0.
func share(part, whole int) float64 {
	if whole == 0 {
		return 1
	}
	return float64(part) / float64(whole)
}
