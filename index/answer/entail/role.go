package entail

import (
	"slices"
	"strings"
)

// role compares who does it and to whom it is done. It counts where the verbs are the same.
func (h *holding) role(i int, c, s word) {
	if (c.role == standard) != (s.role == standard) && !h.turned && c.head >= 0 && c.nominalOrAdjective() {
		h.conflicts = append(h.conflicts, c.Span)
		return
	}
	if c.prep != "" && c.prep == s.prep && (c.role == standard || s.role == standard) && hasStandard(h.c.words) && hasStandard(h.s.words) { // "cheaper in 2020 than in 2023"
		swapped := (c.role == standard) != (s.role == standard)
		if swapped != h.turned {
			h.conflicts = append(h.conflicts, c.Span)
		}
		h.swapped = h.swapped || swapped
		return
	}
	if !c.nominal() || c.quantity != nil || c.context || s.context || c.head >= 0 || s.head >= 0 || h.c.zones[i] != inMain {
		return
	}
	if swapped := c.role == standard != (s.role == standard); (c.role == standard || s.role == standard || h.turned) && (c.role == agent || s.role == agent) {
		if swapped != h.turned {
			h.conflicts = append(h.conflicts, c.Span)
		}
		h.swapped = h.swapped || swapped
		return
	}
	turned, shared := h.verbs()
	if !shared || s.role == standard {
		return
	}
	claimed, stated := c.role == agent, s.role == agent
	if turned {
		if other := s.role == patient || s.prep == "to" || s.prep == "from" || s.prep == "for"; claimed && !other || stated && claimed {
			h.conflicts = append(h.conflicts, c.Span)
		}
		return
	}
	switch {
	case claimed == stated, c.role == aside && s.role == patient, c.role == patient && s.role == aside, c.role == aside && s.role == aside:
	case claimed && !h.transitive() && !personal(c) && !turned: // "the meeting opened" of who opened it
	case claimed && s.role == aside && !personal(c) && h.claims(havingVerbs) && (s.prep == "in" || s.prep == "within"): // "is included in the rent"
	case !claimed && c.role == aside && (!personal(s) || c.prep != "by" && c.prep != "to" && c.prep != "from"):
	default:
		h.conflicts = append(h.conflicts, c.Span)
	}
}

// part says whether the claim speaks of what is only a part of a name in the text: of Mr Hansen for "Mr Hansen's widow".
func (h *holding) part(i, k int) {
	c, s := h.c.words[i], h.s.words[k]
	if s.genitive && s.head >= 0 && c.head < 0 && !(h.c.main.owners > 0 && h.a.used[s.head]) && !c.genitive && (c.role == agent || c.role == patient) && c.nominal() && !s.context && h.c.zones[i] == inMain && h.matchedBy(s.head) != i {
		h.loosen(c.Span) // the landlord, of "the landlord's consent"
		return
	}
	if c.head >= 0 || s.head < 0 || !c.nominal() || c.quantity != nil || s.context || h.a.used[s.head] || h.c.zones[i] != inMain || c.role == aside && c.prep == s.prep {
		return
	}
	if head := h.s.words[s.head]; head.tag != number && !head.light && head.nominal() && !h.matched(s.head) {
		h.loosen(c.Span)
	}
}

// matchedBy is the word of the claim that stands for word k of the statement, −1 for none.
func (h *holding) matchedBy(k int) int { return slices.Index(h.a.to, k) }

// exchanged says whether what it is done to and what it is compared with or given to have changed places: "prefers screens to paper".
func (h *holding) exchanged() bool {
	there, back := false, false
	for i, k := range h.a.to {
		if k < 0 || h.c.words[i].head >= 0 || h.s.words[k].head >= 0 || !h.c.words[i].nominal() || h.c.words[i].quantity != nil || h.s.words[k].context {
			continue
		}
		c, s := h.c.words[i], h.s.words[k]
		there = there || c.role == patient && s.role == aside && s.prep != "" && h.c.zones[i] == inMain
		back = back || c.role == aside && c.prep != "" && s.role == patient
	}
	turned, shared := h.verbs()
	return there && back && shared && !turned
}

func (t token) nominalOrAdjective() bool { return t.nominal() || t.tag == adjective }

// transitive says whether the claim says whom or what its subject does it to.
func (h *holding) transitive() bool {
	return slices.ContainsFunc(h.c.main.words, func(w word) bool {
		return (w.role == patient || w.prep == "to" || w.prep == "from" || w.prep == "by") && w.nominal() && w.quantity == nil && !w.context
	})
}

// verbs compares the verbs of both: shared says that they are the same, turned that one says from the other side what the other says.
func (h *holding) verbs() (turned, shared bool) {
	for i, k := range h.a.to {
		if k >= 0 && h.c.words[i].role == action && h.c.zones[i] == inMain && (!h.c.words[i].light || h.a.strength[i] >= same) {
			s := h.s.words[k]
			return converse(h.c.words[i], s), s.role == action || s.tag == participle
		}
	}
	for i, c := range h.c.words {
		if c.role != action || h.c.zones[i] != inMain || c.light {
			continue
		}
		for _, s := range h.s.words {
			if s.role == action && !s.light && converse(c, s) {
				return true, true
			}
		}
	}
	return false, false
}

// converse says whether two verbs say the same from two sides: lend and borrow.
func converse(c, s word) bool {
	return slices.ContainsFunc(c.bases, func(a string) bool {
		return slices.ContainsFunc(s.bases, func(b string) bool {
			return slices.ContainsFunc(converses[a], func(about string) bool {
				other := strings.TrimRight(about, "+-") + "+"
				if strings.HasSuffix(about, "+") {
					other = strings.TrimRight(about, "+-") + "-"
				}
				return slices.Contains(converses[b], other)
			})
		})
	})
}

// owns says whether a verb of having joins two words: the tenant has a cat, the tenant's cat.
func owns(s []word, k, at int) bool {
	return s[k].role == agent && s[at].role == patient && slices.ContainsFunc(s, func(w word) bool {
		return w.role == action && slices.ContainsFunc(w.bases, func(b string) bool { return owning[b] })
	})
}

// converses are verbs that say the same from two sides, by what they are about; + and - are the sides.
var converses = func() map[string][]string {
	table := map[string][]string{}
	for about, sides := range map[string][2]string{
		"loan":     {"lend", "borrow"},
		"sale":     {"sell", "buy purchase"},
		"gift":     {"give send award hand grant pay offer issue", "receive get obtain"},
		"lesson":   {"teach", "learn"},
		"property": {"own possess", "belong"},
		"job":      {"employ", "work"},
		"order":    {"precede", "follow"},
		"match":    {"win", "lose"},
		"lease":    {"let", "rent hire"},
		"room":     {"fit sit", "hold contain accommodate seat"},
		"event":    {"take_place happen occur", "hold"},
		"price":    {"cost charge", "pay"},
		"delivery": {"arrive", "deliver"},
	} {
		for i, sign := range []string{"+", "-"} {
			for _, w := range strings.Fields(sides[i]) {
				table[w] = append(table[w], about+sign)
			}
		}
	}
	return table
}()

// owning are verbs after which a thing is somebody's.
var owning = setOf("have own possess keep make earn run employ lose win hold get receive")
