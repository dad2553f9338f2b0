package entail

import (
	"slices"
	"strings"

	"footnote/index/answer/lexicon"
)

// persons compares "I", "we" and "you" as subjects, which mean others than those whom the text names.
func (h *holding) persons() {
	c, s := speaker(h.c.main.tokens), speaker(h.s.main.tokens)
	if s == 0 && h.otherMeant() {
		h.loosen(h.whole())
	}
	switch {
	case c == 0, c == s, h.s.main.sense.orders:
	case s != 0, c == 'w':
		h.loosen(h.whole())
	default: // "you" for whom the text is written
		for k, w := range h.s.words {
			if w.role == agent && w.head < 0 && w.nominal() && !w.context && h.s.zones[k] == inMain && !h.a.used[k] && !addressed(w) && w.quantity == nil {
				h.loosen(h.whole())
				return
			}
		}
	}
}

// otherMeant says whether "he" or "it" of the claim means somebody else than the subject of the statement, as far as the sentence before
// the claim tells.
func (h *holding) otherMeant() bool {
	at := slices.IndexFunc(h.c.main.tokens, func(t token) bool { return t.tag == pronoun || t.nominal() || finite(t) })
	if at < 0 || h.c.main.tokens[at].tag != pronoun || !h.c.main.tokens[at].is("he", "she", "it", "they", "er", "sie", "es") {
		return false
	}
	meant := false
	var subject *word
	for _, w := range h.c.main.words {
		meant = meant || w.context
	}
	for i, w := range h.s.main.words {
		if w.pre && w.prep == "" && w.bound == 0 && w.nominal() && w.head < 0 && !w.context && w.quantity == nil && (w.role == agent || w.role == patient) {
			subject = &h.s.main.words[i]
		}
	}
	return meant && subject != nil && !slices.ContainsFunc(h.c.main.words, func(w word) bool { return w.context && h.matches(w, *subject) > none })
}

// speaker is 'w' for tokens whose subject is "I" or "we", 'y' for "you", 0 for others.
func speaker(s []token) byte {
	for _, t := range s {
		switch {
		case t.is("i", "we", "ich", "wir"):
			return 'w'
		case t.tag == pronoun && t.is("you", "du"):
			return 'y'
		case finite(t):
			return 0
		}
	}
	return 0
}

// addressed says whether a word names those for whom leases, tickets and manuals are written.
func addressed(w word) bool {
	return slices.ContainsFunc(w.bases, func(b string) bool { return readers[b] })
}

var readers = setOf(`tenant customer guest member visitor user patient passenger policyholder insured resident parent pupil student applicant driver cyclist
	subscriber client reader participant person traveller buyer owner holder consumer candidate volunteer employee citizen renter lessee shopper borrower
	mieter kunde gast mitglied besucher nutzer patient fahrgast bewohner eltern schüler teilnehmer person`)

// pronouns holds what the claim names as its subject against the pronoun that stands there in the text: "it" is one thing, "they" are several.
func (h *holding) pronouns() {
	at := slices.IndexFunc(h.s.main.tokens, func(t token) bool { return t.tag == pronoun || finite(t) })
	if at < 0 || h.s.main.tokens[at].tag != pronoun {
		return
	}
	t := h.s.main.tokens[at]
	for i, k := range h.a.to {
		w := h.c.words[i]
		if k < 0 || !h.s.words[k].context || h.s.words[k].heading || w.role != agent || w.head >= 0 || h.c.zones[i] != inMain || w.taken {
			continue
		}
		if t.is("it") && w.many && w.tag == noun || t.is("he", "she") && !personal(w) {
			h.loosen(w.Span)
		}
	}
}

// personal says whether a word names somebody.
func personal(w word) bool {
	if w.tag == name {
		return true
	}
	return slices.ContainsFunc(w.bases, func(b string) bool {
		e := lexicon.Lookup(b)
		return people[b] || e.Is('P') || e.Kinds == "" && slices.ContainsFunc(trades, func(end string) bool { return strings.HasSuffix(b, end) })
	})
}

// trades are how words for people end.
var trades = []string{"keeper", "maker", "worker", "driver", "holder", "owner", "leader", "seller", "teacher", "player", "man", "woman", "person", "ologist"}

var people = setOf(`landlord tenant patient client guest member parent child pupil student doctor nurse company firm council board bank court school
	staff police police mother father son daughter brother sister friend neighbour clerk chief agent host judge chair king queen union club choir band team
	mieter vermieter patient kunde gast mitglied kind schüler arzt firma bank gericht schule mutter vater sohn tochter nachbar`)
