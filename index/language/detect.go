package language

import (
	"math/bits"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// Detect returns the language of a text, or nil if it shows none of All.
//
// The script decides if it can. Common words, and letters that others lack, tell the languages of one script apart; a word
// that several share counts less for each. On a hundred words that is as good as a model of letter sequences; a few words may show
// nothing.
//
// Where a few words speak for another language as much as for English, they are taken for English: most short texts in which other
// languages' commonest words turn up are titles with names and formulas.
func Detect(text string) *Language {
	return vote(text).best(SetOf(English), englishBonus)
}

// englishBonus is heldBonus for English, of a text.
const englishBonus = 1.25

// DetectQuestion is Detect for a question. Its few words are rather of a language that the library holds: of two that fit about alike, that
// is the one.
func DetectQuestion(text string, held Set) *Language {
	return vote(text).best(held, heldBonus)
}

// DetectPart is Detect for a part of a text in a language, which is nil if it is not known: the part is in the same language unless it clearly
// is not.
func DetectPart(text string, whole *Language) *Language {
	likely, bonus := SetOf(whole), wholeBonus
	if whole == nil {
		likely, bonus = SetOf(English), englishBonus
	}
	if l := vote(text).best(likely, bonus); l != nil {
		return l
	}
	return whole
}

// wholeBonus is heldBonus for the language of the whole text.
const wholeBonus = 3.0

// heldBonus is what it counts for a language of a question that the library holds, in words that no other language has.
const heldBonus = 0.75

// maxVoters bounds the words of a text that are looked at.
const maxVoters = 2000

// leastVotes is what a language of the Latin script needs at least: a word that it shares with two others.
const leastVotes = 0.3

// votes has what speaks for each language, by its place in All.
type votes [32]float64

func vote(text string) votes {
	var v votes
	var scripts [32]int // letters
	n := 0
	seen := map[string]int{}
	Words(text, false, func(word string, start, end int) {
		if n++; n > maxVoters {
			return
		}
		r, _ := utf8.DecodeRuneInString(word)
		for i, l := range All {
			if r >= utf8.RuneSelf && l.script != unicode.Latin && unicode.Is(l.script, r) {
				scripts[i] += utf8.RuneCountInString(word)
				return
			}
		}
		if r >= utf8.RuneSelf && !unicode.Is(unicode.Latin, r) {
			if unicode.Is(unicode.Katakana, r) {
				scripts[japaneseAt]++
			}
			return
		}
		scripts[0] += len(word)
		v.word(word, says(text, start, end), seen)
	})
	v.share(SetOf(Spanish), float64(min(strings.Count(text[:min(len(text), maxVoters)], "¿"), maxSame)))
	v.scripts(scripts)
	return v
}

// maxSame is how often the same word counts at most: a name may have an article of another language in it.
const maxSame = 2

// nameVotes is what a word with a capital within a sentence counts: it is rather a name.
const nameVotes = 0.25

// says returns what the word at start to end of a text counts, if it is a common one: 1, less for a name, and nothing for a letter that stands
// for something and a part of a word with hyphens.
func says(text string, start, end int) float64 {
	before := strings.TrimRight(text[:start], " ")
	capital := upperASCII(text[start])
	switch {
	case capital && end-start == 1, strings.HasSuffix(text[:start], "-"), strings.HasPrefix(text[end:], "-"):
		return 0
	case capital && before != "" && !strings.ContainsAny(before[len(before)-1:], ".!?:;\n\"#*>|"):
		return nameVotes
	}
	return 1
}

// word counts what a word of the Latin script says, if it is a common one with these votes. seen has how often each word was counted.
func (v *votes) word(word string, votes float64, seen map[string]int) {
	folded := FoldWord(word)
	if set := stopWords()[folded]; set != 0 && votes > 0 && seen[folded] < maxSame {
		seen[folded]++
		v.share(set, votes)
	}
	if isASCII(word) {
		return
	}
	for _, r := range strings.ToLower(word) {
		if set, ok := tellingLetters()[r]; ok {
			v.share(set, 0.5)
		}
	}
}

// share divides votes among the languages of a set.
func (v *votes) share(set Set, votes float64) {
	n := float64(bits.OnesCount32(uint32(set)))
	for i := range All {
		if set&(1<<i) != 0 {
			v[i] += votes / n
		}
	}
}

// scripts decides by the numbers of letters in each language's script: the languages of the Latin script have theirs at 0.
func (v *votes) scripts(letters [32]int) {
	most, all := 0, 0
	for i, n := range letters {
		all += n
		if n > letters[most] {
			most = i
		}
	}
	switch {
	case letters[japaneseAt]*8 > all && letters[0]*2 < all: // kana stand between the Chinese characters of Japanese
		most = japaneseAt
	case most == 0:
		return
	}
	*v = votes{}
	v[most] = float64(all)
}

// best returns the language that most speaks for, nil if nothing does. What speaks for a language that is held gains bonus.
func (v votes) best(held Set, bonus float64) *Language {
	most, best := 0.0, (*Language)(nil)
	for i, l := range All {
		n := v[i]
		if n < leastVotes && (n == 0 || held&(1<<i) == 0) {
			continue
		}
		if held&(1<<i) != 0 {
			n += bonus
		}
		if n > most {
			most, best = n, l
		}
	}
	return best
}

// tellingLetters returns the languages of letters that few others have.
var tellingLetters = sync.OnceValue(func() map[rune]Set {
	all := map[rune]Set{}
	for i, l := range All {
		for _, r := range l.letters {
			all[r] |= 1 << i
		}
	}
	return all
})

var japaneseAt = slices.Index(All, Japanese)
