package entail

import (
	"slices"
)

// hearsay says whether a clause is only said, thought, planned or guessed.
func hearsay(c *clause) bool {
	return c.sense.seems || len(c.sense.unreal) > 0 || c.said != nil && !factual(c.said)
}

// factual says whether what a clause says of another makes that a fact: a document says it, or it was decided or found.
func factual(c *clause) bool {
	for _, w := range c.words {
		if w.context {
			continue
		}
		if w.role == action && slices.ContainsFunc(w.bases, func(b string) bool { return factives[b] }) {
			return !c.sense.negative && c.sense.mood == fact
		}
		if w.role == action && slices.ContainsFunc(w.bases, func(b string) bool { return guesses[b] }) {
			return false
		}
		if w.role != action && slices.ContainsFunc(append(w.bases, w.text), func(b string) bool { return documents[b] }) {
			return true
		}
	}
	return slices.ContainsFunc(c.tokens, func(t token) bool { return t.is("we", "i", "wir", "ich", "please", "bitte") }) // the writer says it
}

// guesses are verbs after which a thing is only thought or wished.
var guesses = setOf("think believe hope expect suppose guess assume wish want fear doubt suspect propose suggest plan intend deny glauben hoffen vermuten annehmen wünschen denken")

var factives = setOf(`agree decide resolve confirm find show know record establish determine ensure prove discover realise realize learn see remember note
	beschließen vereinbaren feststellen bestätigen zeigen wissen`)

// hearsay compares what is only said or planned with what is so.
func (h *holding) hearsay() {
	if !hearsay(h.s.main) {
		return
	}
	if !hearsay(h.c.main) && !(len(h.s.main.sense.unreal) > 0 && h.s.main.said == nil && !h.s.main.sense.seems && h.covers(h.s.main.sense.unreal)) {
		h.loosen(h.whole())
		return
	}
	if c, s := h.c.main.said, h.s.main.said; c != nil && s != nil && denying(c) != denying(s) {
		h.conflicts = append(h.conflicts, h.whole())
	}
	for k, w := range h.s.words { // who says it
		if h.s.zones[k] == inSaid && w.role == agent && w.head < 0 && !h.a.used[k] && !h.s.main.said.sense.passive && !h.c.main.said.anonymous() {
			h.loosen(h.whole())
		}
	}
}

// anonymous says whether a clause says that something is said, and not by whom.
func (c *clause) anonymous() bool {
	return c == nil || !slices.ContainsFunc(c.words, func(w word) bool { return w.role == agent && !w.context })
}

// covers says whether the claim has words for some tokens of the statement.
func (h *holding) covers(tokens []token) bool {
	for _, t := range tokens {
		at := slices.IndexFunc(h.s.words, func(w word) bool { return w.Span == t.Span && w.text == t.text })
		if at < 0 || !h.a.used[at] {
			return false
		}
	}
	return true
}

// denying says whether a clause says that something is not so: "he denies that".
func denying(c *clause) bool {
	verb := slices.ContainsFunc(c.words, func(w word) bool { return w.role == action && overlap(w.bases, denials) })
	return verb != c.sense.negative
}

var denials = []string{"deny", "doubt", "dispute", "refute", "contradict", "bestreiten", "bezweifeln"}
