package entail

import (
	_ "embed"
	"slices"
	"strings"
	"sync"

	"footnote/index/answer/lexicon"
)

// Idioms are phrases that say what one word says. A line of the file has the phrase, a colon and the word: "take into account: consider".
// Where the phrase begins with a verb, its object may stand inside: "take the cost into account".
//
//go:embed words/english_idioms.txt
var englishIdioms string

// An idiom is such a phrase.
type idiom struct {
	words []string // the first is the base of a verb, or a word as it is written
	plain []string // what it says
}

// idioms are those of English, by their first words.
var idioms = sync.OnceValue(func() map[string][]idiom {
	table := map[string][]idiom{}
	for _, line := range strings.Split(strings.TrimSpace(englishIdioms), "\n") {
		phrase, plain, _ := strings.Cut(line, ":")
		words := strings.Fields(phrase)
		table[words[0]] = append(table[words[0]], idiom{words, strings.Fields(plain)})
	}
	return table
})

// shorten gives the first word of each idiom what the idiom says, and makes the others say nothing.
func shorten(s []token) {
	for i := range s {
		if s[i].tag == mark || s[i].op != 0 || s[i].quantity != nil {
			continue
		}
		for _, b := range append(slices.Clone(s[i].bases), s[i].text) {
			if b != s[i].text && !verbal(s[i]) {
				continue
			}
			if slices.ContainsFunc(idioms()[b], func(d idiom) bool { return d.take(s, i) }) {
				break
			}
		}
	}
}

// take applies an idiom whose first word stands at i, if its others follow.
func (d idiom) take(s []token, i int) bool {
	const far = 5 // an object has so many words
	at := []int{}
	j := i + 1
	for n, w := range d.words[1:] {
		for n == 0 && verbal(s[i]) && j < len(s) && j <= i+far && !s[j].is(w) && (s[j].nominal() || s[j].tag == adjective || s[j].tag == determiner || s[j].tag == possessive || s[j].tag == pronoun) && s[j].tag != mark {
			j++
		}
		if j >= len(s) || !s[j].is(w) && !slices.Contains(s[j].bases, w) {
			return false
		}
		at = append(at, j)
		j++
	}
	s[i].bases = d.plain
	s[i].text = strings.Join(d.words, " ")
	if s[i].tag != verb && s[i].tag != participle && s[i].tag != gerund {
		s[i].tag = adverb
	}
	for _, k := range at {
		s[k].tag, s[k].op, s[k].bases, s[k].text = particle, 0, nil, ""
	}
	return true
}

func verbal(t token) bool { return t.tag == verb || t.tag == participle || t.tag == gerund }

// particles are words with which verbs change their meaning: "switch off".
func particles(w string) bool {
	switch w {
	case "off", "on", "up", "down", "out", "back", "in", "over", "away", "forward", "aside", "apart", "through", "after":
		return true
	}
	return false
}

// phrasal makes one word of a verb and its particle, which may stand a few words behind it.
func phrasal(s []token, l *language) {
	for i := range s {
		if s[i].tag != verb && s[i].tag != participle && s[i].tag != gerund && s[i].tag != adjective {
			continue
		}
		if j := particleAt(s, i); j > 0 {
			joinParticle(s, i, j, l)
		}
	}
}

// particleAt is where the particle of the verb at i may stand, 0 where none does.
func particleAt(s []token, i int) int {
	const far = 4
	for j := i + 1; j < len(s) && j <= i+far && s[j].tag != mark; j++ {
		switch {
		case j == i+1 && s[j].is("place", "part", "care"):
			return j
		case !particles(s[j].text):
			continue
		case j == i+1:
			return j
		case slices.ContainsFunc(s[i+1:j], func(t token) bool {
			return t.tag == preposition || t.tag == conjunction || t.tag == verb || t.tag == auxiliary
		}), j+1 < len(s) && slices.Contains([]tag{determiner, noun, name, number, possessive}, s[j+1].tag):
			return 0
		}
		return j
	}
	return 0
}

// joinParticle makes one word of the verb at i and the particle at j, if there is such a word. Before a noun "in" and the like may be
// prepositions: then the verb may be either.
func joinParticle(s []token, i, j int, l *language) {
	loose := j == i+1 && j+1 < len(s) && s[j+1].tag != mark && s[j].is("in", "on", "over", "through", "after")
	var known []string
	for _, b := range s[i].bases {
		both := b + "_" + s[j].text
		if own := l.groups[both] != nil || l.opposed[both] != nil; own || !loose && knownPhrase(both, l) {
			known = append(known, both)
		}
	}
	timed := j+1 < len(s) && (s[j+1].tag == number || calendar(s[j+1]) != "") && particles(s[j].text)
	switch {
	case len(known) == 0, timed:
	case loose:
		s[i].bases = append(s[i].bases, known...) // "put in the battery", or in the oven
	default:
		s[i].bases = known
		s[j].tag = particle
	}
}

func knownPhrase(w string, l *language) bool {
	return lexicon.Lookup(w).Kinds != "" || l.groups[w] != nil || l.opposed[w] != nil
}
