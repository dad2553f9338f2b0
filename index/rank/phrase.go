package rank

import (
	"slices"
	"unicode/utf8"

	"github.com/kljensen/snowball/english"
)

// A Phrase is words that have to stand in a text one right after the other, with their case and their accents taken off. What
// stands between two words of the text, blanks, line ends, a hyphen, does not matter; a word that a hyphen breaks at a line's end is
// one word as well as two; other forms of a word are other words.
type Phrase []string

// NewPhrase returns the phrase that is written in text; empty where there is no word in it.
func NewPhrase(text string) Phrase {
	var p Phrase
	eachWord(text, false, func(word string, _, _ int) { p = append(p, fold(word)) })
	return p
}

// In returns where the phrase stands in text: in order, disjoint. An empty phrase stands nowhere.
func (p Phrase) In(text string) []Span {
	if len(p) == 0 {
		return nil
	}
	found := p.in(text, false)
	if len(Joined(text)) == len(text) {
		return found
	}
	for _, s := range p.in(text, true) {
		if !slices.ContainsFunc(found, func(f Span) bool { return f.Start < s.End && s.Start < f.End }) {
			found = append(found, s)
		}
	}
	slices.SortFunc(found, func(a, b Span) int { return a.Start - b.Start })
	return found
}

// in is In where words that a hyphen breaks at a line's end are whole, or all in parts.
func (p Phrase) in(text string, whole bool) []Span {
	var found []Span
	starts := make([]int, 0, len(p)) // of the words that match so far
	var words []string
	eachWord(text, whole, func(word string, start, end int) {
		words, starts = append(words, fold(word)), append(starts, start)
		if len(words) > len(p) {
			words, starts = words[1:], starts[1:]
		}
		if len(words) == len(p) && slices.Equal(p, words) {
			found = append(found, Span{Start: starts[0], End: end})
			words, starts = words[:0], starts[:0]
		}
	})
	return found
}

// eachWord calls visit for the words of text, in order: a run of letters and digits, or one character of a script without spaces. With
// whole, the two parts of one that a hyphen breaks at a line's end are one word.
func eachWord(text string, whole bool, visit func(word string, start, end int)) {
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
		word := text[start:pos]
		if next, ok := continued(text, pos); ok && whole {
			pos = wordEnd(text, next)
			word += text[next:pos]
		}
		visit(word, start, pos)
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
