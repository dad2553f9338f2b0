package entail

import (
	"slices"
)

// opposite is a word of the statement that no word of the claim stands for and that is the opposite of word i, −1 for none.
func (h *holding) opposite(i int) int {
	for k, s := range h.s.words {
		if !h.a.used[k] && !s.context && h.s.zones[k] != inSaid && !converse(h.c.words[i], s) && h.opposes(h.c.words[i], s) && (h.c.zones[i] == h.s.zones[k] || h.c.zones[i] == inMain || h.s.zones[k] == inMain) {
			return k
		}
	}
	return -1
}

// oppose takes down an opposite: of a verb or of what is said of something, it may stand for a negation.
func (h *holding) oppose(i, k int) {
	c, s := h.c.words[i], h.s.words[k]
	h.a.used[k] = true
	if degree(c) == 1 && degree(s) == 1 && hasStandard(h.c.words) && hasStandard(h.s.words) {
		h.turned = true
		h.a.to[i] = k
		return
	}
	if s.op == free && h.c.main.sense.mood == choice {
		h.waived = true
		return
	}
	predicate := (c.role == action || c.head < 0 && (c.tag == adjective || c.tag == participle)) && h.c.zones[i] == inMain
	if predicate && complementary(c, s) && h.excepted {
		return
	}
	if predicate && complementary(c, s) && h.c.main.sense.negative != h.s.main.sense.negative {
		h.flips++
		return
	}
	h.conflicts = append(h.conflicts, h.span(i))
}

// denied says whether the claim denies what the statement says, with a negation or with an opposite.
func (h *holding) denied() bool {
	turned := h.c.main.sense.negative != h.s.main.sense.negative
	for i, c := range h.c.words {
		if k := h.opposite(i); k >= 0 && h.a.to[i] < 0 && (c.role == action || c.head < 0 && (c.tag == adjective || c.tag == participle)) && complementary(c, h.s.words[k]) {
			turned = !turned
		}
	}
	return turned
}

func hasStandard(s []word) bool {
	return slices.ContainsFunc(s, func(w word) bool { return w.role == standard })
}

// complementary says whether of two opposites one must hold: what is not open is closed.
func complementary(c, s word) bool {
	if s.op == free {
		return true
	}
	for _, a := range append(c.bases, c.text) {
		for _, b := range append(s.bases, s.text) {
			if negated(a) == b || negated(b) == a || exhaustive[a] && exhaustive[b] {
				return true
			}
		}
	}
	return false
}

// exhaustive are such words.
var exhaustive = setOf(`open opened close closed shut include included exclude excluded accept accepted reject rejected approve approved refuse refused
	present absent pass passed fail failed alive dead true false valid void agree disagree on off lock locked unlock unlocked safe dangerous same different
	attend miss occupied vacant public private cover covered offen geöffnet geschlossen enthalten ausgeschlossen gültig ungültig möglich unmöglich`)
