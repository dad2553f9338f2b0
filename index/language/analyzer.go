package language

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"footnote/index/doc"
)

// A Token is a word of a text: the term that it is found under, and its span.
type Token struct {
	Term       string
	Start, End int // byte offsets, half-open
}

// An Analyzer turns text into terms. It remembers the stems of words it has seen, so it is worth keeping; it is not safe for
// concurrent use. The zero value is ready.
type Analyzer struct {
	stems map[string]string
}

// maxStems bounds the memory of an Analyzer to a few megabytes. With more stems, it forgets them all and starts again.
const maxStems = 1 << 14

// maxWordBytes is the length of the longest word. A longer run of letters, such as encoded data, is skipped.
const maxWordBytes = 64

// Terms returns the terms of text, in the order of their words.
func (a *Analyzer) Terms(text string) []string {
	terms := make([]string, 0, len(text)/6)
	a.Each(text, nil, func(t Token) { terms = append(terms, t.Term) })
	return terms
}

// Tokens returns the words of text with the terms they are found under, in order.
//
// A word is a run of letters and digits. Its term has no case and no accents, and is stemmed as English if it is written in plain Latin
// letters (Porter's second Snowball stemmer). The end after an apostrophe is dropped: "tenant's" is found under "tenant". A number keeps its
// decimal point and loses its thousands separators. A camelCase name is found whole and by its parts, whose tokens follow it; so is a
// word that a hyphen breaks at a line's end. Scripts without spaces are found by pairs of neighbouring characters.
func (a *Analyzer) Tokens(text string) []Token {
	var tokens []Token
	a.Each(text, nil, func(t Token) { tokens = append(tokens, t) })
	return tokens
}

// Each calls visit for the words of text, in order, as Tokens returns them. Where wanted is not nil, it is called with a word's first
// letter, folded, before the word is stemmed, and the word is skipped unless it returns true.
func (a *Analyzer) Each(text string, wanted func(first rune) bool, visit func(Token)) {
	for pos := 0; pos < len(text); {
		r, size := utf8.DecodeRuneInString(text[pos:])
		switch {
		case !wordRune(r):
			pos += size
		case Unspaced(r):
			pos = a.pairs(text, pos, wanted, visit)
		default:
			end := wordEnd(text, pos)
			if next, ok := continued(text, end); ok {
				a.broken(text, doc.Span{Start: pos, End: end}, doc.Span{Start: next, End: wordEnd(text, next)}, wanted, visit)
			}
			a.word(text, pos, end, wanted, visit)
			pos = end
		}
	}
}

// broken visits a word whose two parts are on two lines. The caller visits each part too, because the hyphen may belong to the word.
func (a *Analyzer) broken(text string, first, second doc.Span, wanted func(rune) bool, visit func(Token)) {
	word := text[first.Start:first.End] + text[second.Start:second.End]
	if len(word) <= maxWordBytes && (wanted == nil || wanted(firstLetter(word))) {
		if term := a.term(word); term != "" {
			visit(Token{term, first.Start, second.End})
		}
	}
}

// word visits the word text[start:end], and the parts of a camelCase name after it.
func (a *Analyzer) word(text string, start, end int, wanted func(rune) bool, visit func(Token)) {
	if end-start > maxWordBytes || suffixOfApostrophe(text, start, end) {
		return
	}
	word := text[start:end]
	if wanted == nil || wanted(firstLetter(word)) {
		if term := a.term(word); term != "" {
			visit(Token{term, start, end})
		}
	}
	from := 0
	for i := 1; i < len(word); i++ {
		if lowerASCII(word[i-1]) && upperASCII(word[i]) {
			a.part(word[from:i], start+from, wanted, visit)
			from = i
		}
	}
	if from > 0 {
		a.part(word[from:], start+from, wanted, visit)
	}
}

func (a *Analyzer) part(word string, start int, wanted func(rune) bool, visit func(Token)) {
	if len(word) > 1 && (wanted == nil || wanted(firstLetter(word))) {
		visit(Token{a.term(word), start, start + len(word)})
	}
}

// pairs visits the run of unspaced characters at start, two by two, and returns its end. A character alone is visited alone.
func (a *Analyzer) pairs(text string, start int, wanted func(rune) bool, visit func(Token)) int {
	previous, pos := -1, start
	for pos < len(text) {
		r, size := utf8.DecodeRuneInString(text[pos:])
		if !Unspaced(r) {
			break
		}
		if previous >= 0 {
			a.pair(text, previous, pos+size, wanted, visit)
		}
		previous, pos = pos, pos+size
	}
	if previous == start {
		a.pair(text, start, pos, wanted, visit)
	}
	return pos
}

func (a *Analyzer) pair(text string, start, end int, wanted func(rune) bool, visit func(Token)) {
	term := norm.NFKC.String(text[start:end])
	if wanted == nil || wanted(firstLetter(term)) {
		visit(Token{term, start, end})
	}
}

// term returns the term that a word is found under.
func (a *Analyzer) term(word string) string {
	if term, ok := a.stems[word]; ok {
		return term
	}
	folded := FoldWord(word)
	term := folded
	switch {
	case folded == "":
	case folded[0] >= '0' && folded[0] <= '9':
		term = strings.ReplaceAll(folded, ",", "")
	case isASCII(folded):
		term = English.Stem(folded)
	}
	if a.stems == nil || len(a.stems) >= maxStems {
		a.stems = make(map[string]string)
	}
	term = strings.Clone(term) // word and term may be parts of a text, all of which would be kept with them
	a.stems[strings.Clone(word)] = term
	return term
}

// suffixOfApostrophe reports whether text[start:end] is what an apostrophe cut off: the s of "tenant's", the l of "l'été".
func suffixOfApostrophe(text string, start, end int) bool {
	if end-start > 2 {
		return false
	}
	before, size := utf8.DecodeLastRuneInString(text[:start])
	if apostrophe(before) {
		r, _ := utf8.DecodeLastRuneInString(text[:start-size])
		return unicode.IsLetter(r)
	}
	after, size := utf8.DecodeRuneInString(text[end:])
	if apostrophe(after) && end-start == 1 {
		r, _ := utf8.DecodeRuneInString(text[end+size:])
		return unicode.IsLetter(r)
	}
	return false
}

func apostrophe(r rune) bool { return r == '\'' || r == '’' }
