package rank

import (
	"slices"
	"unicode/utf8"

	"footnote/index/language"
)

// A Phrase is words that have to stand in a text one right after the other, with their case and their accents taken off. What
// stands between two words of the text, blanks, line ends, a hyphen, does not matter; a word that a hyphen breaks at a line's end is
// one word as well as two; other forms of a word are other words.
type Phrase []string

// NewPhrase returns the phrase that is written in text; empty where there is no word in it.
func NewPhrase(text string) Phrase {
	var p Phrase
	language.Words(text, false, func(word string, _, _ int) { p = append(p, language.FoldWord(word)) })
	return p
}

// In returns where the phrase stands in text: in order, disjoint. An empty phrase stands nowhere.
func (p Phrase) In(text string) []Span {
	if len(p) == 0 {
		return nil
	}
	found := p.in(text, false)
	if len(language.Joined(text)) == len(text) {
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
	language.Words(text, whole, func(word string, start, end int) {
		words, starts = append(words, language.FoldWord(word)), append(starts, start)
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

// minTelling is how many letters a term has that an analyzer makes of a word whatever stands around it: shorter ones may be
// what an apostrophe cut off.
const minTelling = 3

// Telling returns terms that every text with the phrase has among its own, to look for it by: few, and none where the phrase is
// made of words too short or too common for that.
func Telling(a *language.Analyzer, phrase string) []string {
	var terms []string
	for _, t := range a.Tokens(phrase) {
		word := language.FoldWord(phrase[t.Start:t.End])
		pair := utf8.RuneCountInString(word) == 2 && unspacedWord(word)
		if pair || utf8.RuneCountInString(word) >= minTelling && !language.English.IsStopWord(word) {
			terms = append(terms, t.Term)
		}
	}
	return terms
}

func unspacedWord(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return language.Unspaced(r)
}
