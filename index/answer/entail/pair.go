package entail

import (
	"slices"
)

// pair compares a word of the claim with the word of the text that it stands for: what is said of how many it is said of, when, and in
// which role.
func (h *holding) pair(i, k int) {
	c, s := h.c.words[i], h.s.words[k]
	h.bound(i, k)
	h.quantifier(i, c, s)
	h.role(i, c, s)
	h.attachment(i, k)
	h.part(i, k)
	switch without := func(w word) bool { return w.prep == "without" || w.prep == "ohne" }; {
	case h.onlyWith, c.head >= 0, s.head >= 0:
	case prepositionsOppose(c.prep, s.prep) && !s.context, without(c) && !without(s):
		h.conflicts = append(h.conflicts, c.Span)
	case without(s) && !without(c):
		h.loosen(c.Span)
	}
	if degree(c) != degree(s) && (c.tag == adjective || c.tag == adverb) && c.tag == s.tag {
		h.loosen(c.Span)
	}
}

// claims and states say whether the claim or the statement has one of some words.
func (h *holding) claims(words map[string]bool) bool { return anyOf(h.c.words, words) }
func (h *holding) states(words map[string]bool) bool { return anyOf(h.s.words, words) }

func anyOf(s []word, words map[string]bool) bool {
	return slices.ContainsFunc(s, func(w word) bool {
		return w.tag != adjective && w.tag != number && slices.ContainsFunc(w.bases, func(b string) bool { return words[b] })
	})
}

// quantifier compares all, some, most …
func (h *holding) quantifier(i int, c, s word) {
	cq, sq := c.quant, s.quant
	if !c.nominal() || c.quantity != nil || timeWord(c.token) && cq != part && cq != most && cq != few && cq != many || s.context && !s.taken || c.context {
		return
	}
	universal := func(q op) bool { return q == all || q == whichever || q == twoOf }
	switch {
	case cq == sq || cq == no || sq == no && cq != all:
	case cq == 0:
		if sq == part || sq == most || sq == few || sq == many {
			h.loosen(c.Span)
		}
	case (cq == all || cq == whichever) && (s.only || h.s.main.sense.only):
		h.loosen(c.Span)
	case cq == all:
		if !universal(sq) && h.s.main.sense.extent != always && !(s.article == "a" || s.article == "an" || s.article == "ein" || s.article == "eine") {
			h.loosen(c.Span)
		}
	case cq == whichever:
		if sq != 0 && sq != all {
			h.loosen(c.Span)
		}
	case cq == twoOf && s.many && sq == 0:
	case cq == part && (sq == few || sq == many):
	default:
		h.loosen(c.Span)
	}
	if c.only && !s.only && !h.s.main.sense.only && !h.onlyWith {
		h.loosen(c.Span)
	}
}

// degree is 1 for a comparative, 2 for a superlative.
func degree(w word) int {
	if w.more > 0 {
		return w.more
	}
	if w.tag != adjective && w.tag != adverb && !w.is("more", "less", "most", "least", "fewer") {
		return 0
	}
	n := len(w.text)
	switch {
	case w.is("more", "less", "better", "worse", "fewer", "older", "elder"):
		return 1
	case w.is("most", "least", "best", "worst"):
		return 2
	case n > 4 && w.text[n-2:] == "er" && slices.ContainsFunc(w.bases, func(b string) bool { return b != w.text && len(b) < n }):
		return 1
	case n > 5 && w.text[n-3:] == "est" && slices.ContainsFunc(w.bases, func(b string) bool { return b != w.text && len(b) < n }):
		return 2
	}
	return 0
}

// attachment says whether a word that belongs to another in the claim belongs to something else in the text.
func (h *holding) attachment(i, k int) {
	c, s := h.c.words[i], h.s.words[k]
	head := c.head
	if head < 0 && h.c.main.sense.copula && (c.tag == adjective || c.tag == participle) && h.c.zones[i] == inMain {
		head = h.subject([]int{i})
	}
	if head >= 0 && h.c.words[head].tag == gerund && c.tag == number {
		head = h.c.words[head].head // "repairs costing 80 euros"
	}
	if head < 0 || h.a.to[head] < 0 || s.context || c.taken {
		return
	}
	at := h.a.to[head]
	stated := h.s.words[at]
	switch {
	case stated.context, at == k, s.head == at, stated.head == k, s.phrase == stated.phrase:
	case s.head < 0 && !s.genitive && (h.s.main.sense.copula || s.tag != number && s.tag != adjective && s.tag != name && !c.genitive):
	case c.tag == number && stated.role == action && s.head >= 0 && h.s.words[s.head].light: // "has 240 employees" for "employs 240 people"
	case s.head < 0 && s.tag == adjective, s.head < 0 && s.tag == number && c.tag == number && !h.counted(at):
	case s.head < 0 && (c.genitive || c.prep == "of") && (owns(h.s.words, k, at) || h.s.main.owners > 0 && s.role == agent && slices.ContainsFunc(h.s.main.tokens, func(t token) bool { return t.tag == possessive && t.End <= stated.Start })):
	case s.head >= 0 && h.s.words[s.head].head == at:
	case s.tag != number && h.chained(k, at):
	default:
		h.loosen(c.Span)
	}
}

// counted says whether a word of the statement has a number of its own.
func (h *holding) counted(at int) bool {
	return slices.ContainsFunc(h.s.words, func(w word) bool { return w.head == at && w.tag == number })
}

// chained says whether word k stands in a phrase right behind the phrase of word at, and so may belong to it.
func (h *holding) chained(k, at int) bool {
	for j := k - 1; j >= 0; j-- {
		if h.s.words[j].phrase == h.s.words[k].phrase {
			continue
		}
		return h.s.words[j].phrase == h.s.words[at].phrase && h.s.words[k].prep != ""
	}
	return false
}

// prepositionsOppose says whether two prepositions say the opposite: with and without.
func prepositionsOppose(a, b string) bool {
	opposed := map[string]string{
		"with": "without", "without": "with", "from": "to", "to": "from", "inside": "outside", "outside": "inside", "above": "below", "below": "above",
		"over": "under", "under": "over", "for": "against", "against": "for", "mit": "ohne", "ohne": "mit", "in": "outside", "für": "gegen", "gegen": "für", "über": "unter", "unter": "über",
	}
	return opposed[a] == b && b != "" || opposed[b] == a && a != ""
}
