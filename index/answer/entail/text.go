package entail

import (
	"strings"
	"unicode"

	"footnote/index/answer/figure"
	"footnote/index/answer/lexicon"
)

// A Text is a passage as far as a claim may rest on it.
type Text struct {
	Sentences []string // in order, each whole
	Headings  []string // the title and the headings above it: they may be meant, they state nothing
}

// A reading is a text, or a claim, taken apart.
type reading struct {
	language *language // nil where it is none that is known
	clauses  []*clause
	whole    [][]string // the words of each sentence, in lower case
	context  []word     // of the headings
	years    map[int]bool
	heads    map[string]int // how many clauses speak of a noun, by its first base
}

// read takes a text apart in a language.
func read(t Text, l *language) *reading {
	r := &reading{language: l, years: map[int]bool{}, heads: map[string]int{}}
	for _, s := range t.Sentences {
		r.whole = append(r.whole, plainWords(s))
	}
	if l == nil {
		return r
	}
	for _, h := range t.Headings {
		for _, w := range parse(l.read(h), l, false).words {
			if w.tag != number || w.quantity.dated() {
				w.context, w.heading, w.role, w.head, w.quant, w.prep = true, true, aside, -1, 0, ""
				r.context = append(r.context, w)
			}
		}
	}
	for i, s := range t.Sentences {
		r.sentence(s, i)
	}
	return r
}

// plainWords are the words and signs of a sentence: those of currencies, "%", "−" before a number, and no punctuation.
func plainWords(s string) []string {
	var plain []string
	at := 0
	gap := func(to int) {
		for i, r := range s[at:to] {
			switch {
			case strings.ContainsRune("%‰°<>=+/", r) || unicode.In(r, unicode.Sc, unicode.So, unicode.Sm) && r != '|' && r != '~':
				plain = append(plain, string(r))
			case r == '-' && at+i+1 == to && to < len(s) && s[to] >= '0' && s[to] <= '9' && (at+i == 0 || s[at+i-1] == ' '):
				plain = append(plain, "−")
			}
		}
	}
	for _, w := range figure.Words(s) {
		gap(w.Start)
		plain = append(plain, w.Text)
		at = w.End
	}
	gap(len(s))
	return plain
}

// read cuts a sentence into tokens with all that is known of each.
func (l *language) read(sentence string) []token {
	s := measures(tokens(sentence, l))
	s = bounded(operators(s, l), l)
	l.tag(s, l)
	if l.code == "en" {
		shorten(s)
		for i := range s {
			s[i].relate()
		}
	}
	return s
}

// relate looks up what a word has to do with others.
func (t *token) relate() {
	for _, b := range t.bases {
		e := lexicon.Lookup(b)
		t.kin = append(append(t.kin, e.Synonyms...), e.Derived...)
		t.anti = append(t.anti, e.Antonyms...)
	}
	if e := lexicon.Lookup(t.text); len(t.bases) > 0 {
		t.anti = append(t.anti, e.Antonyms...)
	}
}

// sentence adds the clauses of a sentence, each with what it takes over from those before.
func (r *reading) sentence(text string, number int) {
	before := len(r.clauses)
	found := clauses(r.language.read(text), r.language)
	for i, c := range found {
		c.text, c.sentence = r, number
		p := parse(c.tokens, r.language, c.bare)
		c.words, c.sense = p.words, senseOf(c.tokens, p)
		r.inherit(c, found[:i], r.clauses[:before])
		r.clauses = append(r.clauses, c)
	}
	for _, c := range found {
		if c.opens == unless {
			c.sense.negative = !c.sense.negative
		}
		for _, w := range c.words {
			if w.quantity != nil && w.quantity.date.Year != 0 {
				r.years[w.quantity.date.Year] = true
			}
			if w.nominal() && !w.taken && !w.context && len(w.bases) > 0 && w.head < 0 {
				r.heads[w.bases[0]]++
			}
		}
	}
}
