package entail

import (
	"slices"
	"strings"
)

// polarity compares what is said with what is denied.
func (h *holding) polarity() {
	c, s := h.c.main.sense, h.s.main.sense
	if h.onlyWith || h.excepted || h.titled() || needless(h.c.main) && needless(h.s.main) {
		return
	}
	if (c.negative != s.negative) != (h.flips%2 == 1) {
		h.conflicts = append(h.conflicts, h.whole())
	}
}

// asides compares what is said and denied beside the main thing: in conditions, in descriptions, and of who says it.
func (h *holding) asides() {
	told := map[*clause]bool{}
	for i, k := range h.a.to {
		of := h.c.words[i].of
		if h.c.zones[i] == inMain || of == nil || h.c.words[i].taken || h.c.words[i].context {
			continue
		}
		if k >= 0 && h.s.words[k].of != nil && !h.s.words[k].context {
			told[of] = told[of] || h.s.words[k].of.sense.negative && h.s.words[k].of != h.s.main
			if s := h.s.words[k]; of.sense.negative != s.of.sense.negative && (s.of != h.s.main || s.head < 0) && (h.c.words[i].role == action || !hasAction(of.words)) && h.c.zones[i] != inNeed && h.c.zones[i] != inExcept {
				h.loosen(h.c.words[i].Span)
			}
		}
	}
	if h.unless {
		return
	}
	for _, cs := range [][]*clause{h.c.needs, h.c.more, {h.c.main.said}} {
		for _, c := range cs {
			if c != nil && (c.sense.negative && !told[c] || c.sense.partly) {
				h.loosen(h.whole())
			}
		}
	}
}

// moods compares what is, must be, may be and might be, and when.
func (h *holding) moods() {
	c, s := h.c.main.sense, h.s.main.sense
	if !moodFits(c, s) && !h.waived && !(needless(h.c.main) && needless(h.s.main)) && !(c.negative == s.negative && h.bounded()) {
		if c.mood == choice && s.mood != choice && (s.mood == duty || s.negative) || s.mood == choice && (c.mood == duty || c.negative) {
			h.conflicts = append(h.conflicts, h.whole())
		} else {
			h.loosen(h.whole())
		}
	}
	if c.mood != fact && c.mood != s.mood && c.verb < 0 && !(c.mood == duty && h.needed()) && !(needless(h.c.main) && needless(h.s.main)) && !slices.ContainsFunc(h.c.main.words, func(w word) bool { return w.tag == adjective && w.head < 0 && !w.context }) {
		h.loosen(h.whole()) // "it is required" of what is not said to be required
	}
	if len(s.unreal) == 0 && (c.time == past && s.time == future || c.time == future && s.time == past) || c.former != s.former {
		h.loosen(h.whole())
	}
	if c.extent != s.extent && (c.extent != 0 || s.extent != always) && !(c.extent == always && h.universal()) {
		h.loosen(h.whole())
	}
	if c.nots > 1 && c.nots != s.nots {
		h.loosen(h.whole())
	}
	if c.partly != s.partly {
		h.conflicts = append(h.conflicts, h.whole())
	}
	if n := frees(h.c.words); n > 1 && n != frees(h.s.words) { // "no fee is not charged"
		h.loosen(h.whole())
	}
	if c.only && !s.only && !h.onlyWith && !slices.ContainsFunc(h.s.words, func(w word) bool { return w.only }) {
		h.loosen(h.whole())
	}
	if !c.negative && everyone(h.c.main.tokens) && !everyone(h.s.main.tokens) && !h.universal() {
		h.loosen(h.whole())
	}
}

// needless says whether a clause says that something is not needed: "you need no visa", "a visa is not required".
func needless(c *clause) bool {
	if v := c.sense.verb; v >= 0 {
		return c.sense.negative && overlap(c.words[v].bases, []string{"need", "require", "brauchen", "benötigen"})
	}
	return c.sense.mood == choice && !c.sense.negative
}

// frees counts the words that say that nothing is paid.
func frees(s []word) (n int) {
	for _, w := range s {
		if w.op == free {
			n++
		}
	}
	return n
}

// bounded says whether claim and statement have an amount at most or at least: "may weigh up to 8 kg" is "must not weigh more".
func (h *holding) bounded() bool {
	if v := h.c.main.sense.verb; h.s.main.sense.mood == advice || v >= 0 && !having(h.c.main.words[v]) && !gauges(h.c.main.words[v]) && !overlap(h.c.main.words[v].bases, []string{"sit", "fit", "seat", "take"}) {
		return false
	}
	for i, k := range h.a.to {
		if k >= 0 && h.c.words[i].quantity != nil && h.s.words[k].quantity != nil {
			if b := h.c.words[i].quantity.bound; (b == upper || b == lower) && b == h.s.words[k].quantity.bound {
				return true
			}
		}
	}
	return false
}

// gauges says whether a verb tells how much something measures.
func gauges(w word) bool {
	return slices.ContainsFunc(w.bases, func(b string) bool { return dimensionWords[b] != "" })
}

// universal says whether the statement speaks of all.
func (h *holding) universal() bool {
	return h.s.main.sense.extent == always || slices.ContainsFunc(h.s.words, func(w word) bool { return w.quant == all || w.quant == whichever })
}

// everyone says whether tokens speak of all people or things, without naming which.
func everyone(s []token) bool {
	return slices.ContainsFunc(s, func(t token) bool {
		return t.is("everyone", "everybody", "everything", "anyone", "anybody", "anything", "jeder", "jedermann", "alles")
	})
}

// moodFits says whether what is claimed follows from what is stated, as far as must and may go.
func moodFits(c, s sense) bool {
	switch {
	case c.mood == s.mood:
		return true
	case c.negative != s.negative:
		return true // that is said elsewhere
	case c.mood == fact:
		return s.mood == duty && c.time != past || s.mood == permission && s.negative || s.mood == ability && s.negative
	case c.mood == duty:
		return s.mood == fact && s.time != past
	case c.negative && c.orders && s.mood == advice: // "do not" for "should not"
		return true
	case c.mood == permission && c.negative:
		return s.mood == fact && s.time != past || s.mood == ability
	case c.mood == permission:
		return s.mood == ability || s.mood == chance
	case c.mood == ability:
		return s.mood == permission || s.mood == fact && s.time != future
	case c.mood == chance:
		return s.mood == permission || s.mood == ability || s.mood == fact
	case c.mood == advice:
		return s.orders
	}
	return false
}

// withOnly finds "only with an adult" that stands for "not without an adult", and "only if" that stands for "not unless".
func (h *holding) withOnly() {
	c, s := h.c.main.sense, h.s.main.sense
	if c.negative != s.negative && (onlyIf(h.c.needs) && notUnless(h.s.needs) || onlyIf(h.s.needs) && notUnless(h.c.needs)) {
		h.onlyWith, h.unless = true, true
		return
	}
	if c.negative && !s.negative {
		for i, k := range h.a.to {
			if k >= 0 && (h.c.words[i].prep == "without" && h.s.words[k].prep == "with" || h.c.words[i].prep == "ohne" && h.s.words[k].prep == "mit") && (s.only || h.s.words[k].only) {
				h.onlyWith, h.waived = true, true
			}
		}
	}
	if c.negative || !s.negative || !c.only && !slices.ContainsFunc(h.c.words, func(w word) bool { return w.only }) {
		return
	}
	for i, k := range h.a.to {
		if k >= 0 && (h.c.words[i].prep == "with" && h.s.words[k].prep == "without" || h.c.words[i].prep == "mit" && h.s.words[k].prep == "ohne") {
			h.onlyWith, h.waived = true, true
		}
	}
}

// onlyIf and notUnless say whether one of some conditions begins with "only if", or with "unless".
func onlyIf(needs []*clause) bool {
	return slices.ContainsFunc(needs, func(n *clause) bool { return strings.HasPrefix(n.joined, "only ") && !n.sense.negative })
}

func notUnless(needs []*clause) bool {
	return slices.ContainsFunc(needs, func(n *clause) bool { return n.opens == unless && n.sense.negative })
}
