package rank

import (
	"slices"
	"strings"
	"unicode/utf8"

	"footnote/index/language"
)

// A Word is a word of a question, with all terms that it may be found under: its forms in the languages of the library, its spellings, a
// name that it is part of. However many of them a passage has, it is one word.
type Word struct {
	Span
	Terms  []string // any of them is the word; not empty
	Starts []string // beginnings of more terms, which the library has to list
	Else   []string // terms to look for if the library has none of the others
	Text   string   // folded

	number bool // it has to be in the passage
	sign   bool // its sign makes it more than a word

	at        int  // in Query.Words; -1 for none
	character bool // one character of a script without spaces, which begins terms of two
}

// Key returns the term that stands for the word.
func (w Word) Key() string {
	if len(w.Terms) == 0 {
		return ""
	}
	return w.Terms[0]
}

// Bare reports whether the word is letters alone, of which another word may be made.
func (w Word) Bare() bool { return !w.number && !w.sign }

// stops reports whether the word says little by itself in a language.
func (w Word) stops(l *language.Language) bool {
	return l != nil && w.Bare() && l.IsStopWord(w.Text) && w.Terms[0] == strings.ToLower(w.Terms[0])
}

// In reports whether a text with these terms has the word.
func (w Word) In(terms []string) bool {
	return slices.ContainsFunc(terms, func(term string) bool {
		return slices.Contains(w.Terms, term) || slices.ContainsFunc(w.Starts, func(start string) bool { return strings.HasPrefix(term, start) })
	})
}

// Words returns the words of a question, in order, those that say little too. What is found both whole and by its parts ("re-entry") is its
// parts, each of which is also found by the whole.
func Words(a *language.Analyzer, text string, held language.Set) []Word {
	tokens := a.Tokens(text, held)
	words := plainWords(tokens, text)
	for _, t := range tokens {
		if t.Kind == language.Exact || t.Kind == language.Number {
			words = exact(words, t, text)
		}
	}
	slices.SortStableFunc(words, func(x, y Word) int { return x.Start - y.Start })
	for i := range words {
		words[i].complete(text, i > 0 && i == len(words)-1)
	}
	return alternatives(words, text)
}

// withOthers adds to words their forms in more languages, as the same words in all languages have them: to be looked for if the library has
// none of the others.
func withOthers(words, all []Word) []Word {
	if len(words) != len(all) {
		return words
	}
	for i := range words {
		for _, term := range all[i].Terms {
			if !slices.Contains(words[i].Terms, term) && !slices.Contains(words[i].Else, term) {
				words[i].Else = append(slices.Clip(words[i].Else), term)
			}
		}
	}
	return words
}

// alternatives makes one word of those that have language.Or between them: each is enough.
func alternatives(words []Word, text string) []Word {
	var joined []Word
	for _, w := range words {
		n := len(joined)
		if n == 0 || joined[n-1].End >= w.Start || strings.TrimSpace(text[joined[n-1].End:w.Start]) != language.Or {
			joined = append(joined, w)
			continue
		}
		last := &joined[n-1]
		last.Terms, last.Starts, last.Else = slices.Concat(last.Terms, w.Terms), slices.Concat(last.Starts, w.Starts), slices.Concat(last.Else, w.Else)
		last.End, last.Text, last.character = w.End, text[last.Start:w.End], false
		last.number = last.number && w.number
	}
	return joined
}

// plainWords returns the words without a sign, and numbers group by group.
func plainWords(tokens []language.Token, text string) []Word {
	var words []Word
	for _, t := range tokens {
		if t.Kind != language.Plain {
			continue
		}
		if n := len(words); n > 0 && words[n-1].Start == t.Start && words[n-1].End == t.End {
			words[n-1].Terms = append(words[n-1].Terms, t.Term)
			continue
		}
		words = append(words, Word{Span: Span{Start: t.Start, End: t.End}, Terms: []string{t.Term}, Text: language.FoldWord(text[t.Start:t.End])})
	}
	for _, t := range tokens {
		if t.Kind == language.Whole {
			words = whole(words, t, text)
		}
	}
	return words
}

// whole adds the term of what several words are as one.
func whole(words []Word, t language.Token, text string) []Word {
	parts := false
	for i := range words {
		if words[i].Start >= t.Start && words[i].End <= t.End {
			words[i].Terms = append(words[i].Terms, t.Term)
			parts = true
		}
	}
	if !parts {
		words = append(words, Word{Span: Span{Start: t.Start, End: t.End}, Terms: []string{t.Term}, Text: language.FoldWord(text[t.Start:t.End])})
	}
	return words
}

// exact puts a term that says more in place of the words within its span. Without it they are looked for, of a number the longest group.
func exact(words []Word, t language.Token, text string) []Word {
	w := Word{Span: Span{Start: t.Start, End: t.End}, Terms: []string{t.Term}, Text: text[t.Start:t.End], sign: true}
	if t.Kind == language.Number {
		for i := range words {
			if v := &words[i]; v.number && v.Start <= t.Start && v.End == t.End { // the rest of a row that is there already
				if !strings.ContainsAny(text[v.Start:t.Start], "0123456789") {
					v.Terms = append(v.Terms, t.Term)
				}
				return words
			}
		}
		w.number = true
	}
	longest := 0
	words = slices.DeleteFunc(words, func(v Word) bool {
		if v.Start < t.Start || v.End > t.End {
			return false
		}
		switch n := v.End - v.Start; {
		case !w.number:
			w.Else = append(w.Else, v.Terms...)
		case n > longest && n >= minGroup:
			w.Else, longest = v.Terms, n
		}
		return true
	})
	return append(words, w)
}

// minGroup is the least number of digits that say something of a number without the rest.
const minGroup = 4

// complete adds what is known from the word's text alone. last says that the word is the last of several.
func (w *Word) complete(text string, last bool) {
	letters := utf8.RuneCountInString(w.Text)
	first, _ := utf8.DecodeRuneInString(w.Text)
	switch {
	case w.number:
		rows := make([]string, len(w.Terms))
		for i, row := range w.Terms {
			rows[i] = strings.TrimPrefix(row, language.Row)
		}
		w.Terms, w.Starts = rows, w.Terms
	case !w.sign && language.IsIdentifier(digits(*w)):
		w.number = true
		w.Starts = []string{language.Row + digits(*w)}
	case strings.HasPrefix(text[w.End:], "*") && letters > 1:
		w.Starts = []string{w.Text}
	case language.Unspaced(first) && language.CharacterEnd(w.Text) == len(w.Text):
		w.Starts, w.character = []string{w.Text}, true
	case w.sign && w.Else == nil:
		w.Else = []string{language.FoldWord(w.Text)}
	case letters == 1 && last && !w.sign && w.Terms[0] == w.Text && strings.Contains(language.Letters, strings.ToUpper(w.Text)):
		w.Else, w.Terms = w.Terms, []string{strings.ToUpper(w.Text)} // no article is the last word: "vitamin a"
	case letters == 1 && w.Terms[0] != w.Text:
		w.Else = []string{w.Text}
	}
	w.Terms = append(w.Terms, language.OtherForms(w.Terms[0])...)
}

// digits returns a number as its groups are found in one, and another word as it is.
func digits(w Word) string {
	if first := w.Terms[0][0]; first >= '0' && first <= '9' {
		return w.Terms[0]
	}
	return w.Text
}

// lacking reports whether the query is about a number that none of the words found is: one with another word at most.
func (q Query) lacking(frequency []float64) bool {
	numbers, others := 0, 0
	for i, w := range q.Words {
		switch {
		case !w.number:
			others++
		case frequency[i] > 0:
			return false
		default:
			numbers++
		}
	}
	return numbers > 0 && others <= 1
}
