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

// brokenWord is a hyphen at the end of a line behind a letter or a digit.
var brokenWord = regexp.MustCompile(`([\pL\pM\pN])[-\x{ad}\x{2010}] *\n *([\pL\pN])`)

// words counts the words of a text: runs of letters, digits and what is written over and under them, in lower case, in the
// compatibility form in which a ligature is its letters. In scripts without spaces each character is a word, for readers part them
// differently. Words broken at a line's end are whole, whatever they go on with: pdftotext takes the hyphen at the end of each line
// away, that of "non-\nUnion" as that of "ten-\nant", so that nothing can be told from it.
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

// A comparison holds one reader's words against a reference's.
type comparison struct {
	ours, reference, common int
	missing, extra          []string // the commonest that only the reference has, and only we have
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

// difference lists the words that a has more of than b, with how many more, the most first.
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

// share is part of whole; where there is nothing, nothing is amiss.
func share(part, whole int) float64 {
	if whole == 0 {
		return 1
	}
	return float64(part) / float64(whole)
}
