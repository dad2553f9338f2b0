// Package entail decides by rules whether texts state a sentence, deny it, or neither. It reads no disk and asks no model: the same
// sentence and the same texts give the same verdict.
//
// It takes sentences apart into clauses (clause.go) and clauses into words with their parts (word.go), and looks for a statement of the
// texts for each thing that the sentence says (judge.go): all its words must stand there, or others that mean the same
// (align.go), and nothing may differ in what is denied, must or may be (mood.go), who does it to whom, how many, how much and when
// (pair.go, quantity.go), and on which conditions. What it cannot follow, it does not confirm. It knows English, some German, and of other
// languages only whether a sentence stands in a text word for word.
//
// Start reading at Judge.
package entail

import (
	"slices"

	"footnote/index/answer/figure"
)

// A Verdict is what texts say of a sentence.
type Verdict uint8

const (
	NotConfirmed Verdict = iota // they do not state it as far as can be told
	Supported                   // they state it
	Contradicted                // they state something that cannot be so if it is
)

// A Source is a text that has been read. It is not changed after, so judging may be concurrent.
type Source struct {
	text    Text
	reading *reading
	open    bool // its language cannot be told: it is that of the claim
}

// Read reads a text once for all the sentences that are judged by it.
func Read(t Text) *Source {
	all := ""
	for _, s := range t.Sentences {
		all += s + "\n"
	}
	l := languageOf(all)
	return &Source{text: t, reading: read(t, l), open: l == nil && short(all) && !foreign(all)}
}

// Judge says what sources, together, say of a sentence, and where in the sentence they do not agree with it: spans in order and disjoint.
// Before is the sentence before it, "" for none: it tells whom a pronoun means.
func Judge(before, sentence string, sources []*Source) (Verdict, []figure.Span) {
	claim := read(Text{Sentences: []string{sentence}}, nil)
	for _, s := range sources {
		if verdict, ok := verbatim(claim.whole[0], s.reading.whole); ok {
			return verdict, nil
		}
	}
	const mostWords = 120 // of a sentence that can be followed
	l := languageOf(sentence)
	if len(claim.whole[0]) > mostWords || l == nil && !short(sentence) {
		return NotConfirmed, nil // in no language that is known
	}
	var readings []*reading
	for _, s := range sources {
		if s.open && !foreign(sentence) {
			of := l
			if of == nil {
				of = english()
			}
			readings = append(readings, read(s.text, of))
			continue
		}
		if s.reading.language != nil && (l == nil && !foreign(sentence) || s.reading.language == l) {
			readings = append(readings, s.reading)
			l = s.reading.language
		}
	}
	if len(readings) == 0 {
		return NotConfirmed, nil
	}
	if l == nil {
		l = english()
	}
	j := judge{text: merge(readings), claim: read(Text{Sentences: []string{before, sentence}}, l)}
	j.claim.clauses = slices.DeleteFunc(j.claim.clauses, func(c *clause) bool { return c.sentence == 0 })
	j.years = j.text.years
	verdict, wrong := j.judge()
	if verdict == Supported {
		wrong = nil
	}
	return verdict, wrong
}

// Neutral says whether words that lead to others leave open what these say: they deny, demand and count nothing.
func Neutral(lead string) bool {
	l := languageOf(lead)
	if l == nil {
		l = english()
	}
	s := l.read(lead)
	return !slices.ContainsFunc(s, func(t token) bool { return t.op != 0 && t.op != all && t.op != while })
}

// verbatim compares a sentence with those of a text, word for word: it is one of them, or one with a negation more or less.
func verbatim(claim []string, text [][]string) (Verdict, bool) {
	if len(claim) == 0 {
		return NotConfirmed, false
	}
	bare := withoutNegation(claim)
	for _, s := range text {
		if slices.Equal(s, claim) {
			return Supported, true
		}
	}
	for _, s := range text {
		if len(s) != len(claim) && slices.Equal(withoutNegation(s), bare) {
			return Contradicted, true
		}
	}
	return NotConfirmed, false
}

// withoutNegation leaves out the words that deny, and "do", which comes with them.
func withoutNegation(words []string) []string {
	return slices.DeleteFunc(slices.Clone(words), func(w string) bool {
		switch w {
		case "not", "never", "nicht", "nie", "niemals", "t", "do", "does", "did", "don", "doesn", "didn":
			return true
		}
		return false
	})
}
