package rank

import (
	"slices"
	"unicode/utf8"

	"footnote/index/language"
)

// A Phrase is folded words that follow each other in a text. Blanks, line ends and hyphens between them do not matter. A word that a hyphen
// breaks at a line's end counts as one word and as two. Other forms of a word do not match.
type Phrase []string

// Phrases are alternatives: one of them is enough.
type Phrases []Phrase

// NewPhrases returns the words of each text as a phrase.
func NewPhrases(texts []string) Phrases {
	p := make(Phrases, len(texts))
	for i, text := range texts {
		p[i] = NewPhrase(text)
	}
	return p
}

// In returns the spans of all of the phrases in text, ordered. They may overlap.
func (ps Phrases) In(text string) []Span {
	var found []Span
	for _, p := range ps {
		found = append(found, p.In(text)...)
	}
	slices.SortFunc(found, func(a, b Span) int { return a.Start - b.Start })
	return found
}

// NewPhrase returns the words of text as a phrase; it is empty if there are none.
func NewPhrase(text string) Phrase {
	var p Phrase
	language.Words(text, false, func(word string, _, _ int) { p = append(p, language.FoldWord(word)) })
	return p
}

// In returns the spans of the phrase in text, ordered and disjoint. An empty phrase has none.
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

// in returns the spans of the phrase if words that a hyphen breaks at a line's end count as one word (whole), or as two.
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

// minTelling is the least number of letters of a word that makes the same term in any surroundings. An apostrophe may cut off a shorter one.
const minTelling = 3

// Telling returns words that every text with the phrase has, each as the terms of which the text has one, so that a search can begin with
// them. It returns none if all words of the phrase are too short or too common.
func Telling(a *language.Analyzer, phrase string, held language.Set) [][]string {
	var telling [][]string
	spoken := language.DetectQuestion(phrase, held)
	for _, w := range plainWords(a.Tokens(phrase, held), phrase) {
		letters := utf8.RuneCountInString(w.Text)
		pair := letters == 2 && unspacedWord(w.Text)
		if pair || letters >= minTelling && !w.stops(spoken) {
			telling = append(telling, w.Terms)
		}
	}
	return telling
}

func unspacedWord(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return language.Unspaced(r)
}
