package entail

import (
	"slices"
)

// conditions compares what the claim and the statement depend on.
func (h *holding) conditions() {
	for _, n := range h.s.needs {
		for _, m := range h.c.needs {
			if !h.unless && h.sharesWords(m, n) && (kindOf(m.opens) != kindOf(n.opens) || m.sense.negative != n.sense.negative) {
				h.conflicts = append(h.conflicts, h.whole())
			}
		}
		if h.s.main.sense.time == past && (n.opens == when || n.opens.bounds()) {
			continue // it tells when, once
		}
		if !h.needMet(n) {
			h.loosen(h.whole())
			return
		}
	}
	for _, n := range h.c.needs {
		if len(h.s.needs) == 0 && (n.opens == before || n.opens == after) && !slices.ContainsFunc(h.s.words, func(w word) bool { return w.bound == n.opens || w.quantity != nil && w.quantity.bound == n.opens }) {
			h.loosen(h.whole())
		}
		if len(h.s.needs) == 0 && n.opens == except && !h.s.main.sense.only {
			h.loosen(h.whole())
		}
	}
}

// kindOf is what kind of condition a word begins: "when" and "unless" are like "if", before it is known what is denied.
func kindOf(o op) op {
	if o == unless || o == when {
		return if_
	}
	return o
}

// needMet says whether the claim names a condition of the statement.
func (h *holding) needMet(n *clause) bool {
	own, met := 0, 0
	for k, w := range h.s.words {
		if h.s.zones[k] != inNeed && h.s.zones[k] != inExcept || w.of != n || w.context || w.light || w.taken {
			continue
		}
		if w.role == agent && h.agreed(n) {
			continue // "unless otherwise agreed" for "unless the parties agree otherwise"
		}
		own++
		if h.a.used[k] {
			met++
		}
	}
	if own == 0 { // "on request", or "if you take it"
		return len(n.words) > 0 && n.opens == if_ && n.joined == "" || slices.ContainsFunc(h.c.needs, func(m *clause) bool {
			return m.joined == n.joined || kindOf(m.opens) == kindOf(n.opens) && len(n.words) > 0
		})
	}
	return own == met || h.excepted && met > 0 // "closed on 25 December" for "open, except on 25 and 26 December"
}

// agreed says whether the claim names a condition of the kind without saying who would meet it.
func (h *holding) agreed(n *clause) bool {
	return slices.ContainsFunc(h.c.needs, func(m *clause) bool {
		return kindOf(m.opens) == kindOf(n.opens) && !hasFinite(m.tokens) && slices.ContainsFunc(m.words, func(w word) bool { return w.tag == participle })
	})
}

// sharesWords says whether a condition of the claim has a word of one of the statement.
func (h *holding) sharesWords(m, n *clause) bool {
	for i, k := range h.a.to {
		if k >= 0 && h.c.zones[i] == h.s.zones[k] && (h.c.zones[i] == inNeed || h.c.zones[i] == inExcept) && !h.c.words[i].context && !h.s.words[k].context && slices.ContainsFunc(m.words, func(w word) bool { return w.Span == h.c.words[i].Span }) && slices.ContainsFunc(n.words, func(w word) bool { return w.Span == h.s.words[k].Span }) {
			return true
		}
	}
	return len(m.words) == 0 && len(n.words) == 0
}
