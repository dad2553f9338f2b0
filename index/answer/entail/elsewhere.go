package entail

import (
	"slices"
)

// elsewhere leaves out, of words that a statement lacks, those that tell more of something and that another statement tells of it.
func (h *holding) elsewhere(missing []int) []int {
	if len(missing) == 0 {
		return nil
	}
	var left []int
	done := map[int]bool{}
	for _, i := range missing {
		if done[i] {
			continue
		}
		group := []int{}
		for _, k := range missing {
			if k == i || h.c.zones[i] == h.c.zones[k] && (h.c.words[k].phrase == h.c.words[i].phrase || h.c.words[k].head == i || h.c.words[i].head == k || h.c.zones[i] == inMore) {
				group = append(group, k)
			}
		}
		if h.rival(i) < 0 && !h.besides(i) && h.told(group) {
			for _, k := range group {
				done[k] = true
			}
			continue
		}
		left = append(left, i)
		done[i] = true
	}
	return left
}

// topic says whether a word of the claim only says where or at what, and names what the text spoke of right before: "nobody was hurt in the
// fire" for "nobody was hurt".
func (h *holding) topic(i int) bool {
	c := h.c.words[i]
	where := c.role == aside && slices.Contains([]string{"in", "at", "of", "during"}, c.prep)
	what := c.role == patient && !slices.ContainsFunc(h.s.main.words, func(w word) bool { return w.role == patient && !w.context }) // "attended the meeting" for "were present"
	if !c.nominal() || c.tag == name || c.head >= 0 || c.quantity != nil || timeWord(c.token) || personal(c) || c.article != "the" || h.c.zones[i] != inMain || !where && !what || slices.ContainsFunc(h.c.words, func(w word) bool { return w.head == i }) {
		return false
	}
	for k, s := range h.s.words { // the statement says itself where
		if !s.context && !h.a.used[k] && s.role == aside && s.prep != "" && s.nominal() && s.quantity == nil && !timeWord(s.token) {
			return false
		}
	}
	for _, k := range h.text.clauses {
		if k.text != h.s.main.text || k.sentence >= h.s.main.sentence || k.sentence+2 < h.s.main.sentence || k.sense.negative {
			continue
		}
		if slices.ContainsFunc(k.words, func(w word) bool {
			return w.pre && w.prep == "" && w.head < 0 && (w.role == agent || w.role == patient) && !w.context && !w.taken && h.matches(c, w) >= same
		}) {
			return true
		}
	}
	return false
}

// besides says whether the statement is one of several alike, and has a phrase of its own where the claim has word i: "in town" for "on
// motorways".
func (h *holding) besides(i int) bool {
	if !h.s.main.gapped && len(h.s.main.beside) == 0 || h.c.words[i].role != aside || h.c.words[i].head >= 0 {
		return false
	}
	for k, s := range h.s.words {
		if !h.a.used[k] && h.s.zones[k] == inMain && !s.context && !s.taken && s.role == aside && s.prep != "" && s.nominal() {
			return true
		}
	}
	return false
}

// told says whether another plain statement tells the words of a group of what they belong to.
func (h *holding) told(group []int) bool {
	var want []word
	anchor, owner := -1, true
	for _, i := range group {
		w := h.c.words[i]
		if w.head < 0 && w.prep == "" && !w.pre && w.bound == 0 && w.quantity == nil && h.c.main.sense.copula && h.c.zones[i] == inMain { // what it is said to be
			return false
		}
		if w.role == action && h.c.zones[i] == inMain || (w.role == agent || w.role == patient) && w.head < 0 && h.c.zones[i] == inMain || h.c.zones[i] == inNeed || h.c.zones[i] == inExcept {
			return false
		}
		if (w.tag == adjective || w.tag == noun && w.head >= 0 && w.prep == "") && w.head >= 0 && h.c.words[w.head].many { // it tells which of several
			return false
		}
		if h.modifiedOtherwise(i) || h.c.zones[i] != inMain && w.of != nil && w.of.sense.negative {
			return false
		}
		owner = owner && w.genitive
		want = append(want, w)
		if w.head >= 0 && !slices.Contains(group, w.head) {
			anchor = w.head
		}
	}
	if anchor < 0 && h.c.zones[group[0]] == inMore { // "the walk, which starts at ten"
		for i, w := range h.c.words {
			if h.c.zones[i] == inMore && w.context && w.taken && w.head < 0 && w.tag != number {
				anchor = i
				break
			}
		}
		if anchor >= 0 && h.a.to[anchor] < 0 {
			anchor = -1
		}
	}
	if anchor < 0 {
		anchor = h.subject(group)
	}
	if anchor < 0 || h.a.to[anchor] < 0 {
		return false
	}
	if owner {
		return h.owned(want, anchor)
	}
	for _, s := range h.judge.told {
		if s.main == h.s.main || s.main.sense.negative || len(s.needs) > 0 || hearsay(s.main) || s.main.sense.mood != fact && !owner && s.main.sense.mood != h.c.main.sense.mood {
			continue
		}
		a := h.align(append([]word{h.c.words[anchor]}, want...), s.words)
		if !slices.Contains(a.to, -1) && boundsAgree(want, s.words, a.to[1:]) && h.ofSame(s, a.to[0]) && h.agrees(s, group) {
			return true
		}
	}
	return false
}

// owned says whether the texts say whose the claim's word at anchor is, as the claim does, and nowhere that it is another's.
func (h *holding) owned(owners []word, anchor int) bool {
	said := false
	for _, c := range h.text.clauses {
		for _, w := range c.words {
			if !w.genitive || w.head < 0 || w.context || w.taken || h.matches(h.c.words[anchor], c.words[w.head]) < same {
				continue
			}
			if !slices.ContainsFunc(owners, func(o word) bool { return h.matches(o, w) >= same }) {
				return false
			}
			said = true
		}
	}
	return said
}

// modifiedOtherwise says whether the statement has another word of the kind in the place of one of the claim: of the first quarter where
// the claim speaks of the second.
func (h *holding) modifiedOtherwise(i int) bool {
	c := h.c.words[i]
	if c.head < 0 || h.a.to[c.head] < 0 {
		return false
	}
	for k, s := range h.s.words {
		if s.head == h.a.to[c.head] && !h.a.used[k] && !s.context && (s.prep == c.prep || s.tag == c.tag) {
			return true
		}
	}
	return false
}

// agrees says whether another statement says nothing against the claim, and what it says of the words of a group it says of the same act.
func (h *holding) agrees(s proposition, group []int) bool {
	alone := *h.judge
	alone.told = nil
	if o := alone.hold(h.c, s); len(o.conflicts) > 0 {
		return false
	}
	ofVerb := slices.ContainsFunc(group, func(i int) bool { return h.c.words[i].head < 0 && h.c.zones[i] == inMain })
	return !ofVerb || !slices.ContainsFunc(s.main.words, func(w word) bool {
		return w.role == action && !w.light && !slices.ContainsFunc(h.c.words, func(c word) bool { return h.matches(c, w) > none })
	})
}

// ofSame says whether another statement speaks of what the claim speaks of: its subject is in the claim, is the word at, or is a pronoun.
func (h *holding) ofSame(s proposition, at int) bool {
	for k, w := range s.main.words {
		if k == at || !w.pre || w.prep != "" || !w.nominal() || w.head >= 0 || w.context || w.role == aside {
			continue
		}
		if !slices.ContainsFunc(h.c.words, func(c word) bool { return h.matches(c, w) > none }) {
			return false
		}
	}
	return true
}

// subject is the head of the claim's subject, outside a group of words.
func (h *holding) subject(group []int) int {
	for i, w := range h.c.words {
		if (w.role == agent || w.role == patient) && w.head < 0 && w.nominal() && !w.context && h.c.zones[i] == inMain && !slices.Contains(group, i) {
			return i
		}
	}
	return -1
}

func boundsAgree(claim, text []word, to []int) bool {
	for i, k := range to {
		if c, s := claim[i].quantity, text[k].quantity; c != nil && s != nil && !boundFits(c.bound, s.bound) {
			return false
		}
		if claim[i].quant != text[k].quant {
			return false
		}
	}
	return true
}
