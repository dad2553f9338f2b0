package entail

import (
	"slices"
)

// boundFits says whether a bound that is claimed follows from the one that is stated.
func boundFits(c, s bound) bool {
	switch c {
	case s:
		return true
	case about:
		return s == 0
	case deadline:
		return s == until || s == within
	case until:
		return s == deadline || s == within
	case within:
		return s == upper || s == deadline
	case upper:
		return s == within
	}
	return false
}

// boundsOppose says whether two bounds exclude each other.
func boundsOppose(c, s bound) bool {
	up := func(b bound) bool { return b == lower || b == above || b == after || b == from }
	down := func(b bound) bool {
		return b == upper || b == below || b == before || b == until || b == deadline || b == within
	}
	return up(c) && down(s) || down(c) && up(s)
}

// bound compares at least, before, from …
func (h *holding) bound(i, k int) {
	c, s := h.c.words[i], h.s.words[k]
	cb, sb := c.bound, s.bound
	if c.quantity != nil {
		cb = c.quantity.bound
	}
	if s.quantity != nil {
		sb = s.quantity.bound
	}
	if cb == 0 && !s.context && h.s.zones[k] != inMore && h.c.zones[i] == inNeed && c.of != nil && c.of.opens.bounds() {
		cb = c.of.opens // "until they are stiff"
	}
	if sb == 0 && !s.context && h.s.zones[k] == inNeed && s.of != nil && s.of.opens.bounds() {
		sb = s.of.opens
	}
	if cb == after && sb == 0 && h.s.zones[k] == inNeed && s.of != nil && s.of.opens == when || cb == 0 && sb == after && h.c.zones[i] == inNeed && c.of != nil && c.of.opens == when {
		return // "after opening" for "once opened"
	}
	if (s.context && cb == 0) || c.taken {
		return
	}
	switch {
	case boundFits(cb, sb) && !s.context:
	case boundsOppose(cb, sb):
		h.conflicts = append(h.conflicts, c.Span)
	case cb == 0 && sb == deadline && slices.ContainsFunc(h.c.words, func(w word) bool { return w.is("deadline", "frist") }):
	case cb == 0 && (sb == within || sb == deadline) && (c.prep == "in" || c.prep == "during" || c.prep == "binnen" || c.prep == "während"):
	case cb == 0 && sb == from && h.claims(startVerbs), cb == 0 && (sb == until || sb == deadline) && h.claims(endVerbs):
	case cb == from && sb == 0 && h.states(startVerbs), cb == until && sb == 0 && h.states(endVerbs):
	case cb == 0 && sb == until && c.prep == "to", cb == until && sb == 0 && s.prep == "to":
	case cb == from && sb == 0 && s.prep == "between":
	case c.quantity == nil && sb == 0 && (cb == within || cb == from && s.prep == "from"):
	case (cb == from || cb == until) && sb == 0 && calendar(c.token) != "" && days(h.c.words) > 1 && days(h.s.words) > 1: // "from Monday to Friday"
	default:
		h.loosen(c.Span)
	}
}

// days counts the days of the week that words name.
func days(s []word) (n int) {
	for _, w := range s {
		if calendar(w.token) == "weekday" {
			n++
		}
	}
	return n
}
