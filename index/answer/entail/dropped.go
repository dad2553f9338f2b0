package entail

import (
	"slices"
)

// dropped looks at what the statement says and the claim leaves out, where that makes it say more than the statement.
func (h *holding) dropped() {
	s := h.s.main.sense
	if h.displaced() {
		h.loosen(h.whole())
		return
	}
	for _, d := range h.s.more {
		if d.close && !d.empty() && h.narrows(d) {
			h.loosen(h.whole())
			return
		}
	}
	for k, w := range h.s.words {
		if h.a.used[k] || w.context || w.light && w.quantity == nil || h.s.zones[k] != inMain || h.matched(k) {
			continue
		}
		if h.alongside(k) {
			continue // "neither the landlord nor the tenant"
		}
		if s.mood == permission && slices.ContainsFunc(w.bases, func(b string) bool { return accessWords[b] }) {
			continue
		}
		if w.tag == adverb && (w.is("away", "off", "out", "apart", "alone") || w.head < 0 && orderWords[w.text]) || w.quantity != nil && w.quantity.partial() && !w.taken && (w.prep == "" || w.prep == "of") ||
			w.role == action && !having(w) && !h.measuredText(k) && !h.acts() {
			h.loosen(h.whole())
			return
		}
		if w.only || h.limits(k) || h.restricts(k) {
			h.loosen(h.whole())
			return
		}
		if s.negative && !w.taken && !(w.role == agent && h.agentless()) && w.tag != adverb && !(w.role == action && (s.copula || having(w))) && !h.measuredText(k) {
			h.loosen(h.whole())
			return
		}
	}
}

// having says whether a verb says that something is there.
func having(w word) bool {
	return slices.ContainsFunc(w.bases, func(b string) bool { return havingVerbs[b] })
}

var havingVerbs = setOf("have contain include cover comprise hold exist comprise offer feature possess own lie bear carry measure weigh cost amount run last take reach total number stand remain stay seem enthalten haben bieten besitzen")

// displaced says whether the claim has something that was said before in the place of the statement's own subject.
func (h *holding) displaced() bool {
	subject := func(w word) bool {
		return w.pre && w.prep == "" && w.bound == 0 && w.nominal() && w.head < 0 && (w.role == agent || w.role == patient) && w.quantity == nil
	}
	for i, k := range h.a.to {
		c := h.c.words[i]
		if h.c.zones[i] != inMain || !subject(c) || c.context || k >= 0 && (!h.s.words[k].context || h.s.words[k].heading) {
			continue
		}
		if slices.ContainsFunc(h.s.main.words, func(w word) bool { return subject(w) && !w.context && !w.light && w.role == c.role && !h.usedAt(w) }) {
			return true
		}
	}
	return false
}

// usedAt says whether the claim has a word for one of the statement's main clause.
func (h *holding) usedAt(w word) bool {
	k := slices.IndexFunc(h.s.words, func(o word) bool { return o.Span == w.Span && o.text == w.text && !o.context })
	return k >= 0 && h.a.used[k]
}

// acts says whether the claim has a verb that the statement has.
func (h *holding) acts() bool {
	for i, k := range h.a.to {
		if k >= 0 && h.c.zones[i] == inMain && (h.c.words[i].role == action || h.s.words[k].role == action) {
			return true
		}
	}
	return h.c.main.sense.mood != fact && h.c.main.sense.verb < 0 || h.apposed()
}

// apposed says whether what the claim says is the same stands side by side in the statement: "Ms Brack, called the landlord, pays".
func (h *holding) apposed() bool {
	if !h.c.main.sense.copula {
		return false
	}
	var at []int
	for i, k := range h.a.to {
		if w := h.c.words[i]; w.nominal() && w.head < 0 && w.quantity == nil && h.c.zones[i] == inMain && !w.context && w.prep == "" {
			if k < 0 || h.s.words[k].context || h.s.words[k].role == aside {
				return false
			}
			at = append(at, k)
		}
	}
	if len(at) != 2 || h.s.words[at[0]].role != h.s.words[at[1]].role {
		return false
	}
	between := h.s.words[min(at[0], at[1])+1 : max(at[0], at[1])]
	return !slices.ContainsFunc(between, func(w word) bool {
		return w.role == action || w.nominal() && w.head < 0 // somebody else
	})
}

// accessWords are what is allowed or forbidden when a place or a thing is.
var accessWords = setOf("access entry entrance use admission presence")

// alongside says whether word k belongs to one of several who do it, of whom the claim names another.
func (h *holding) alongside(k int) bool {
	if head := h.s.words[k].head; head >= 0 && h.s.words[k].prep == "" {
		k = head
	}
	w := h.s.words[k]
	return w.role == agent && w.head < 0 && w.quantity == nil && !h.a.used[k] && slices.ContainsFunc(h.s.words, func(o word) bool {
		return o.role == agent && o.head < 0 && o.phrase != w.phrase && o.quantity == nil
	}) && h.someUsed(agent)
}

// someUsed says whether the claim has a word for one in a role.
func (h *holding) someUsed(r wordRole) bool {
	for k, w := range h.s.words {
		if w.role == r && h.a.used[k] && !w.context {
			return true
		}
	}
	return false
}

// matched says whether a word of the claim means the same as word k of the statement, though it stands for another.
func (h *holding) matched(k int) bool {
	return slices.ContainsFunc(h.c.words, func(c word) bool { return h.matches(c, h.s.words[k]) > none })
}

// measuredText says whether a word of the statement only names what a figure measures.
func (h *holding) measuredText(k int) bool {
	return slices.ContainsFunc(h.s.words[k].bases, func(b string) bool { return dimensionWords[b] != "" })
}

// agentless says whether the claim names nobody who does it.
func (h *holding) agentless() bool {
	return !slices.ContainsFunc(h.c.main.words, func(w word) bool { return w.role == agent && !w.context && personal(w) })
}

// limits says whether word k of the statement limits when, how or how much it holds, so that the rest is not so without it.
func (h *holding) limits(k int) bool {
	w, s := h.s.words[k], h.s.main.sense
	if s.time == past {
		return false
	}
	if slices.ContainsFunc(h.s.main.words, func(o word) bool { return o.op == free }) && w.prep == "for" && w.nominal() {
		return true // it is free for some
	}
	class := calendar(w.token)
	if w.quantity != nil {
		class = ""
	}
	switch {
	case class == "weekday" && slices.ContainsFunc(h.c.words, func(c word) bool { return c.quantity != nil && c.quantity.dated() }):
		return false
	case class == "weekday" || class == "season" || class == "week" || class == "daytime" && w.prep != "":
		return true
	case w.bound == after || w.bound == before || w.bound == until, w.bound == from && !timeWord(w.token), w.prep == "during" || w.prep == "without" || w.prep == "ohne" || w.prep == "während":
		return true
	case s.mood == permission && (w.quantity != nil || w.prep == "with" || w.prep == "mit" || w.prep == "upon" || w.prep == "for" && w.nominal()):
		return true
	}
	return false
}

// restricts says whether word k of the statement tells which of several things it speaks of.
func (h *holding) restricts(k int) bool {
	w := h.s.words[k]
	head := w.head
	if head >= 0 && w.quantity != nil && w.quantity.whole() == 1 && w.quantity.unit == (unit{}) && !w.quantity.ordinal {
		if i := h.matchedBy(head); i >= 0 && slices.Contains([]string{"a", "an", "ein", "eine"}, h.c.words[i].article) {
			return false // "a copy" for "one copy"
		}
	}
	if head >= 0 && h.a.used[head] && w.quantity != nil && w.quantity.bound != 0 {
		return true
	}
	if head < 0 && w.prep != "" && w.nominal() && w.pre {
		p := parser{words: h.s.words}
		head = p.nominalBefore(k)
	}
	if head < 0 || !h.a.used[head] || w.role == action {
		return false
	}
	of := h.s.words[head]
	if of.taken || of.context || len(of.bases) == 0 || w.tag == participle && slices.ContainsFunc(w.bases, func(b string) bool { return plainParticiples[b] }) {
		return false
	}
	subject := of.role == agent || of.role == patient && (h.s.main.sense.passive || h.s.main.sense.mood == permission)
	generic := of.many && of.article == "" || of.quant == all || of.quant == whichever || of.quant == no
	switch {
	case subject && (generic || w.quantity != nil && !w.quantity.dated() && w.tag == number && w.head >= 0):
		return true
	case h.text.heads[of.bases[0]] > 1:
		return h.others(k, head)
	}
	return false
}

// plainParticiples tell nothing of what they belong to.
var plainParticiples = setOf("leave place make give call name concern mention exist follow involve")

// others says whether the text speaks of a thing of the same name with other words to it, or with another amount.
func (h *holding) others(k, head int) bool {
	base := h.s.words[head].bases[0]
	counts := func(s []word) bool { return slices.ContainsFunc(s, func(w word) bool { return w.quantity != nil }) }
	for _, c := range h.text.clauses {
		if c == h.s.main {
			continue
		}
		for i, w := range c.words {
			if w.taken || w.context || !w.nominal() || !slices.Contains(w.bases, base) {
				continue
			}
			different := slices.ContainsFunc(c.words, func(o word) bool { return o.head == i && h.matches(o, h.s.words[k]) == none })
			if different || counts(c.words) && counts(h.s.main.words) {
				return true
			}
		}
	}
	return false
}

// empty says whether a clause has no word of its own that says something.
func (c *clause) empty() bool {
	return !slices.ContainsFunc(c.words, func(w word) bool { return !w.taken && !w.context && !w.light })
}

// narrows says whether a description tells which of many the statement speaks of, and the claim leaves it out.
func (h *holding) narrows(d *clause) bool {
	generic := slices.ContainsFunc(d.words, func(w word) bool {
		return w.taken && !w.context && w.head < 0 && (w.many && w.article == "" || w.quant == all || w.quant == whichever || w.quant == no || w.only)
	}) || slices.ContainsFunc(h.s.main.tokens, func(t token) bool { return t.is("those", "anyone", "everyone", "diejenigen") })
	for k, w := range h.s.words {
		if h.s.zones[k] == inMore && h.a.used[k] && !w.context && slices.ContainsFunc(d.words, func(o word) bool { return o.Span == w.Span }) {
			return false
		}
	}
	return generic
}
