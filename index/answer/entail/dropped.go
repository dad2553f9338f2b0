package entail

import (
	"slices"
)

// dropped looks at what the statement says and the claim leaves out, where that makes it say more than the statement.
func (h *holding) dropped() {
	s := h.s.main.sense
	if h.titled() {
		return
	}
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
		if w.tag == adverb && (w.is("away", "off", "out", "apart", "alone") || w.head < 0 && orderWords[w.text]) || w.quantity != nil && (w.quantity.partial() && (w.prep == "" || w.prep == "of") || h.outOf(k)) && !w.taken ||
			w.role == action && !having(w) && !h.measuredText(k) && !h.acts() {
			h.loosen(h.whole())
			return
		}
		if w.only || h.several(k) || h.limits(k) || h.restricts(k) || w.head >= 0 && h.a.used[w.head] && overlap(w.bases, privative) {
			h.loosen(h.whole())
			return
		}
		if s.negative && !w.taken && !(w.role == agent && h.agentless()) && w.tag != adverb && !(w.role == action && (s.copula || having(w) || h.c.main.sense.mood != fact && h.c.main.sense.verb < 0)) && !h.measuredText(k) {
			h.loosen(h.whole())
			return
		}
	}
}

// outOf says whether word k of the statement tells how many of several: "two of its four piers".
func (h *holding) outOf(k int) bool {
	if q := h.s.words[k].quantity; q.ordinal || q.unit != (unit{}) || q.dated() {
		return false
	}
	return slices.ContainsFunc(h.s.words, func(w word) bool { return w.head == k && w.prep == "of" && w.nominal() && w.quantity == nil })
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
	return h.implies || h.c.main.sense.mood != fact && h.c.main.sense.verb < 0 || h.apposed() || h.measures()
}

// measures says whether the claim only says how much its subject is, and the statement has that amount beside it: "a lift of 6 m".
func (h *holding) measures() bool {
	at := h.subject(nil)
	if !h.c.main.sense.copula || at < 0 || h.a.to[at] < 0 {
		return false
	}
	for i, k := range h.a.to {
		if k >= 0 && h.c.words[i].quantity != nil && h.c.words[i].head < 0 && h.s.words[k].head == h.a.to[at] && h.s.words[k].prep == "of" {
			return true
		}
	}
	return false
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
	if len(at) != 2 || at[0] == at[1] || h.s.words[at[0]].role != h.s.words[at[1]].role {
		return false
	}
	between := h.s.words[min(at[0], at[1])+1 : max(at[0], at[1])]
	return !slices.ContainsFunc(between, func(w word) bool {
		return w.role == action || w.nominal() && w.head < 0 // somebody else
	})
}

// titled says whether the statement names what the claim says its subject is beside it, whatever else it says: "her sister, a chemist, never
// married".
func (h *holding) titled() bool {
	if h.c.main.sense.negative || !h.apposed() {
		return false
	}
	for i, k := range h.a.to {
		if w := h.c.words[i]; k >= 0 && w.nominal() && w.head < 0 && !w.pre && h.c.zones[i] == inMain && !w.context && w.prep == "" && (h.s.words[k].article == "a" || h.s.words[k].article == "an") {
			return true
		}
	}
	return false
}

// accessWords are what is allowed or forbidden when a place or a thing is.
var accessWords = setOf("access entry entrance use admission presence")

// alongside says whether word k belongs to one of several who do it, of whom the claim names another.
func (h *holding) alongside(k int) bool {
	for head := h.s.words[k].head; head >= 0 && (h.s.words[k].prep == "" || h.s.words[head].tag == participle); head = h.s.words[k].head {
		k = head
	}
	w := h.s.words[k]
	if w.role == patient && !w.pre && w.head < 0 && w.prep == "" && w.nominal() && w.quantity == nil && !personal(w) {
		for i, at := range h.a.to { // "covers neither batteries nor cables"
			if at >= 0 && at != k && h.c.words[i].role == patient && !h.c.words[i].context && h.s.words[at].role == patient && h.s.words[at].head < 0 && h.s.words[at].prep == "" && !h.s.words[at].context && !personal(h.s.words[at]) {
				return true
			}
		}
	}
	doer := agent
	if h.s.main.sense.passive && w.pre {
		doer = patient
	}
	return w.role == doer && w.head < 0 && w.quantity == nil && !h.a.used[k] && slices.ContainsFunc(h.s.words, func(o word) bool {
		return o.role == doer && o.head < 0 && o.phrase != w.phrase && o.quantity == nil && o.pre == w.pre
	}) && h.someUsed(doer)
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
	if s.time == past || h.excepted && w.quantity != nil && (w.bound == 0 || w.quantity.bound != 0) {
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
	case s.mood == permission && (w.quantity != nil && !h.asArticle(k) || w.prep == "with" || w.prep == "mit" || w.prep == "upon" || w.prep == "for" && w.nominal()):
		return true
	}
	return false
}

// restricts says whether word k of the statement tells which of several things it speaks of.
func (h *holding) restricts(k int) bool {
	w := h.s.words[k]
	head := w.head
	if h.asArticle(k) {
		return false
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

// several says whether word k of the statement makes of what the claim speaks of something else: two of it, or another one.
func (h *holding) several(k int) bool {
	w := h.s.words[k]
	if w.head < 0 || h.matchedBy(w.head) < 0 {
		return false
	}
	c := h.c.words[h.matchedBy(w.head)]
	if w.is("other", "another", "further", "remaining") {
		return true
	}
	return w.quantity != nil && w.quantity.unit == (unit{}) && !w.quantity.ordinal && !w.quantity.dated() && w.quantity.whole() > 1 && !c.many && (c.article == "a" || c.article == "an")
}

// privative are words that make of a thing another: a deputy mayor is no mayor.
var privative = []string{
	"deputy", "vice", "assistant", "acting", "former", "ex", "future", "honorary", "interim", "proposed", "planned", "alleged", "suspected", "potential", "possible", "fake", "draft",
	"provisional", "would-be", "supposed", "expected", "stellvertretend", "ehemalig", "früher", "geplant", "mutmaßlich",
}

// asArticle says whether word k of the statement is "one" where the claim has an article: "a copy" for "one copy".
func (h *holding) asArticle(k int) bool {
	w := h.s.words[k]
	if w.head < 0 || w.quantity == nil || w.quantity.whole() != 1 || w.quantity.unit != (unit{}) || w.quantity.ordinal {
		return false
	}
	i := h.matchedBy(w.head)
	return i >= 0 && slices.Contains([]string{"a", "an", "ein", "eine"}, h.c.words[i].article)
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
