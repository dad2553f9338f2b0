package rank

import (
	"slices"
	"unicode/utf8"

	"github.com/kljensen/snowball/english"
)

// A Phrase is words that have to stand in a text one right after the other, with their case and their accents taken off. What
// stands between two words of the text, blanks, line ends, a hyphen, does not matter; other forms of a word are other words.
type Phrase []string

// NewPhrase returns the phrase that is written in text; empty where there is no word in it.
func NewPhrase(text string) Phrase {
	var p Phrase
	eachWord(text, func(start, end int) { p = append(p, fold(text[start:end])) })
	return p
}

// In returns where the phrase stands in text: in order, disjoint. An empty phrase stands nowhere.
func (p Phrase) In(text string) []Span {
	if len(p) == 0 {
		return nil
	}
	var found []Span
	starts := make([]int, 0, len(p)) // of the words that match so far
	var words []string
	eachWord(text, func(start, end int) {
		words, starts = append(words, fold(text[start:end])), append(starts, start)
		if len(words) > len(p) {
			words, starts = words[1:], starts[1:]
		}
		if len(words) == len(p) && slices.Equal(p, words) {
			found = append(found, Span{starts[0], end})
			words, starts = words[:0], starts[:0]
		}
	})
	return found
}

// eachWord calls visit for the words of text, in order: a run of letters and digits, or one character of a script without spaces.
func eachWord(text string, visit func(start, end int)) {
	for pos := 0; pos < len(text); {
		r, size := utf8.DecodeRuneInString(text[pos:])
		start := pos
		pos += size
		if !wordRune(r) {
			continue
		}
		for !unspaced(r) && pos < len(text) {
			next, n := utf8.DecodeRuneInString(text[pos:])
			if !wordRune(next) || unspaced(next) {
				break
			}
			pos += n
		}
		visit(start, pos)
	}
}

// minTelling is how many letters a term has that an Analyzer makes of a word whatever stands around it: shorter ones may be
// what an apostrophe cut off.
const minTelling = 3

// Telling returns terms that every text with the phrase has among its own, to look for it by: few, and none where the phrase is
// made of words too short or too common for that.
func (a *Analyzer) Telling(phrase string) []string {
	var terms []string
	for _, t := range a.Tokens(phrase) {
		word := fold(phrase[t.Start:t.End])
		pair := utf8.RuneCountInString(word) == 2 && unspacedWord(word)
		if pair || utf8.RuneCountInString(word) >= minTelling && !english.IsStopWord(word) {
			terms = append(terms, t.Term)
		}
	}
	return terms
}

func unspacedWord(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return unspaced(r)
}
