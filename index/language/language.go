// Package language says what a word is: where words begin and end, which of them are the same word, which say little, which language they
// are of, and what a question asks for. Texts and questions are analysed by the same code, so that a question finds what a text holds.
//
// It works on strings, reads no disk, and knows nothing of documents. A Language is one value; to add one, write a file that holds it,
// and name it in All. Start reading at Analyzer.
package language

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/blevesearch/snowballstem"
)

// A Language is what the analysis of words depends on.
type Language struct {
	Tag       string // BCP 47
	script    *unicode.RangeTable
	stem      func(word string) string // of a word in small letters; nil where words are not stemmed
	common    string                   // words that say little by themselves, as they are written, in small letters
	letters   string                   // small letters that few other languages of the script have
	questions func() []question        // nil where none are known
	compounds bool                     // writes compounds as one word
}

// All has every language, English first. The others follow in the order in which they are preferred where a text fits several alike. The
// order is part of the library's format: see Set.
var All = []*Language{
	English, German, French, Spanish, Italian, Portuguese, Dutch, Swedish, Norwegian, Danish, Finnish, Russian, Turkish, Polish,
	Chinese, Japanese, Korean, Thai,
}

// Or stands between two words of a question if one of them is enough. Blanks stand around it.
const Or = "|"

// A Set is a set of languages: bit n is that of All[n]. The zero value is empty.
type Set uint32

// SetOf returns the set of some languages; nil is left out.
func SetOf(languages ...*Language) Set {
	var s Set
	for _, l := range languages {
		if i := slices.Index(All, l); i >= 0 {
			s |= 1 << i
		}
	}
	return s
}

// Has reports whether a language is in the set.
func (s Set) Has(l *Language) bool { return s&SetOf(l) != 0 }

// Languages returns the languages of the set in the order of All.
func (s Set) Languages() []*Language {
	var in []*Language
	for i, l := range All {
		if s&(1<<i) != 0 {
			in = append(in, l)
		}
	}
	return in
}

// Kin returns the set of the language and those that a few words do not tell it from.
func (l *Language) Kin() Set {
	if l == Danish || l == Norwegian {
		return SetOf(Danish, Norwegian)
	}
	return SetOf(l)
}

// Compounding reports whether a language of the set writes compounds as one word.
func (s Set) Compounding() bool {
	return slices.ContainsFunc(s.Languages(), func(l *Language) bool { return l.compounds })
}

// IsStopWord reports whether a word says little by itself. Case and accents do not matter.
func (l *Language) IsStopWord(word string) bool {
	return stopWords()[FoldWord(word)].Has(l)
}

// stopWords returns the languages of each stop word, folded.
var stopWords = sync.OnceValue(func() map[string]Set {
	all := map[string]Set{}
	for i, l := range All {
		for word := range strings.FieldsSeq(l.common) {
			if l.stem != nil {
				all[FoldWord(word)] |= 1 << i
				continue
			}
			for _, t := range new(Analyzer).Tokens(word, 0) { // what a question has of it: pairs
				if t.Kind == Plain {
					all[t.Term] |= 1 << i
				}
			}
		}
	}
	return all
})

// stemmers returns those languages of a set whose script a word is written in and which stem it. A word of a script that none of them has
// is stemmed as the script's first language in All does it.
func (s Set) stemmers(word string) []*Language {
	r, _ := utf8.DecodeRuneInString(word)
	var in []*Language
	var first *Language
	for i, l := range All {
		if l.stem == nil || !(r < utf8.RuneSelf && l.script == unicode.Latin) && !unicode.Is(l.script, r) {
			continue
		}
		if first == nil {
			first = l
		}
		if s&(1<<i) != 0 {
			in = append(in, l)
		}
	}
	if len(in) == 0 && first != nil {
		return []*Language{first}
	}
	return in
}

// snowball returns a stemmer of the Snowball project (https://snowballstem.org).
func snowball(stem func(*snowballstem.Env) bool) func(word string) string {
	return func(word string) string {
		env := snowballstem.NewEnv(word)
		stem(env)
		return env.Current()
	}
}
