package entail

import (
	"slices"
	"strings"

	"footnote/index/answer/figure"
)

// measured says whether a word only names the dimension of an amount in the claim: "the period is three months".
func (h *holding) measured(i int) bool {
	w := h.c.words[i]
	for k, c := range h.c.words {
		if c.quantity == nil || h.a.to[k] < 0 {
			continue
		}
		u := c.quantity.unit
		for _, b := range append(w.bases, w.text) {
			if dimensionWords[b] != "" && inDimension(u, dimensionWords[b], c.quantity) {
				return true
			}
		}
	}
	return false
}

// dimensionWords are such words, by dimension.
var dimensionWords = func() map[string]string {
	table := map[string]string{}
	for dimension, words := range map[string][]string{
		"money":  {"ticket", "admission", "entry", "fee", "fare", "cost", "price", "charge", "amount", "sum", "kosten", "preis", "betrag", "betragen", "kostet"},
		"time":   {"period", "duration", "length", "long", "last", "take", "time", "run", "dauer", "dauern", "lang", "frist", "zeit", "laufzeit", "term", "valid", "gültig"},
		"length": {"long", "length", "high", "height", "wide", "width", "deep", "depth", "distance", "tall", "measure", "lang", "hoch", "breit", "tief", "länge"},
		"mass":   {"weigh", "weight", "heavy", "wiegen", "gewicht", "schwer"},
		"area":   {"area", "size", "measure", "large", "fläche", "groß", "größe"},
		"degree": {"heat", "heated", "temperature", "temperatur", "hot", "cold", "warm"},
		"clock":  {"time", "hour", "clock", "uhr", "o'clock"},
		"date":   {"date", "day", "year", "month", "datum", "tag", "jahr"},
		"age":    {"age", "old", "aged", "alter", "alt"},
	} {
		for _, w := range words {
			table[w] += " " + dimension
		}
	}
	return table
}()

func inDimension(u unit, dimensions string, q *quantity) bool {
	has := func(d string) bool { return slices.Contains(strings.Fields(dimensions), d) }
	switch {
	case q.dated():
		return has("date")
	case q.timed():
		return has("clock")
	case u.money():
		return has("money")
	case u.lasting():
		return has("time") || has("age")
	case u.dimension == "length" || u.dimension == "inch":
		return has("length")
	case u.dimension == "mass":
		return has("mass")
	case u.dimension == "area":
		return has("area")
	case u.dimension == "celsius" || u.dimension == "fahrenheit" || u.dimension == "degree":
		return has("degree")
	case u == unit{}:
		return has("age") || has("money") && len(q.values) > 0 && q.bound == 0
	}
	return false
}

// unaligned looks at the words of the claim that the statement does not have: some say nothing, some are opposites of what stands there.
func (h *holding) unaligned() {
	var missing []int
	for i, k := range h.a.to {
		w := h.c.words[i]
		if k >= 0 || w.context {
			continue
		}
		if at := h.opposite(i); at >= 0 && !(w.role == action && h.timed(w) && !h.ranged()) {
			h.oppose(i, at)
			continue
		}
		if w.light && (w.quant == part || w.quant == most || w.quant == few) && !slices.ContainsFunc(h.s.words, func(s word) bool { return s.quant == w.quant }) {
			h.loosen(w.Span)
		}
		if w.light || w.taken && (w.head >= 0 || w.role == aside) || h.c.zones[i] == inSaid && h.saying(w) || h.measured(i) || h.implied(i) {
			continue
		}
		missing = append(missing, i)
	}
	missing = slices.DeleteFunc(h.elsewhere(missing), h.topic)
	for _, i := range missing {
		if k := h.rival(i); k >= 0 && h.c.zones[i] != inMore {
			h.conflicts = append(h.conflicts, h.span(i))
			continue
		}
		h.missing = append(h.missing, h.span(i))
	}
}

// saying says whether a word of who says it says nothing more: the verb, and a document.
func (h *holding) saying(w word) bool {
	if w.role == action && slices.ContainsFunc(w.bases, func(b string) bool { return b == "deny" || b == "doubt" }) {
		return false
	}
	return slices.ContainsFunc(append(w.bases, w.text), func(b string) bool { return speechVerbs[b] || documents[b] })
}

// implied says whether a word of the claim is said by a bound or an article of the statement: "ends on" by "until", "one" by "a".
func (h *holding) implied(i int) bool {
	w := h.c.words[i]
	if q := w.quantity; q != nil && q.unit == (unit{}) && q.whole() == 1 && !q.ordinal && w.head >= 0 && h.a.to[w.head] >= 0 {
		s := h.s.words[h.a.to[w.head]]
		return slices.Contains([]string{"a", "an", "ein", "eine", "einen", "einem"}, s.article)
	}
	if frees(h.s.words) > 0 && overlap(w.bases, []string{"admission", "entry", "entrance", "fee", "charge", "fare", "price", "ticket", "anything"}) && slices.ContainsFunc(h.c.words, func(o word) bool { return overlap(o.bases, []string{"pay"}) }) {
		return true // "do not pay admission" for "get in free"
	}
	if slices.Contains(w.bases, "fall") && slices.ContainsFunc(h.c.words, func(c word) bool { return calendar(c.token) != "" || c.quantity != nil && c.quantity.dated() }) {
		return true // "it falls on a Monday"
	}
	if q := w.quantity; q != nil && q.unit == (unit{}) && q.whole() == 2 && !q.ordinal && w.head >= 0 && h.a.to[w.head] >= 0 && h.s.words[h.a.to[w.head]].quant == twoOf {
		return true // "the two lifts" for "both lifts"
	}
	if (w.role == action || w.tag == gerund) && h.c.zones[i] == inMain {
		s := h.s.main.sense
		switch {
		case overlap(w.bases, []string{"charge", "apply", "cost", "pay", "exist"}) && h.free():
			return true // "no fee is charged" for "there is no fee"
		case overlap(w.bases, []string{"stay", "remain", "keep", "bleiben"}) && h.predicated():
			return true // "stays closed" for "is closed"
		case h.c.main.sense.mood == duty && slices.ContainsFunc(w.bases, func(b string) bool { return plainActs[b] }) && h.needed():
			return true // "must wear a band" for "need a band"
		case h.has(w):
			h.implies = true
			return true
		case s.verb < 0 && s.mood != fact && s.mood == h.c.main.sense.mood && !predicates(h.s.main.words) && slices.ContainsFunc(w.bases, func(b string) bool { return plainActs[b] }):
			return true // "sandals may not be worn" for "sandals are not permitted"
		case s.copula && slices.ContainsFunc(w.bases, func(b string) bool { return beingVerbs[b] }):
			return true
		}
	}
	return h.timed(w)
}

// ranged says whether the claim itself says from when or until when.
func (h *holding) ranged() bool {
	return slices.ContainsFunc(h.c.words, func(w word) bool {
		return w.quantity != nil && (w.quantity.bound == from || w.quantity.bound == until || w.quantity.bound == deadline)
	})
}

// timed says whether a word of the claim only says that something begins or ends at a moment that the statement says it goes on from or
// until: "closes at six" for "is open until six".
func (h *holding) timed(w word) bool {
	for k := range h.c.words {
		if s := h.a.to[k]; s >= 0 && h.c.words[k].quantity != nil && h.c.words[k].quantity.unit == (unit{}) && h.s.words[s].quantity != nil {
			switch b := h.s.words[s].quantity.bound; {
			case b == deadline && slices.Contains(w.bases, "deadline"):
				return true
			case b == until || b == deadline:
				if slices.ContainsFunc(w.bases, func(b string) bool { return endVerbs[b] }) {
					return true
				}
			case b == from:
				if slices.ContainsFunc(w.bases, func(b string) bool { return startVerbs[b] }) {
					return true
				}
			}
		}
	}
	return false
}

// free says whether claim and statement both say, in one word, that nothing is paid.
func (h *holding) free() bool {
	for i, k := range h.a.to {
		if k >= 0 && h.c.words[i].op == free && h.s.words[k].op == free {
			return true
		}
	}
	return false
}

// needed says whether the statement says that its subject needs something.
func (h *holding) needed() bool {
	return slices.ContainsFunc(h.s.main.words, func(s word) bool {
		return s.role == action && !s.context && overlap(s.bases, []string{"need", "require", "brauchen", "benötigen"})
	})
}

// predicated says whether the claim says with an adjective or a participle, as the statement does, how its subject is.
func (h *holding) predicated() bool {
	for i, k := range h.a.to {
		if c := h.c.words[i]; k >= 0 && !c.pre && c.head < 0 && (c.tag == adjective || c.tag == participle) && h.c.zones[i] == inMain && (h.s.words[k].tag == adjective || h.s.words[k].tag == participle) {
			return true
		}
	}
	return false
}

// has says whether a verb of the claim says that its subject has or includes something that in the statement stands behind it with "with".
func (h *holding) has(verb word) bool {
	if !overlap(verb.bases, []string{"have", "include", "contain", "involve", "comprise", "feature", "possess"}) {
		return false
	}
	subject := h.subject(nil)
	if subject < 0 || h.a.to[subject] < 0 {
		return false
	}
	for i, k := range h.a.to {
		if c := h.c.words[i]; k >= 0 && c.role == patient && c.head < 0 && c.nominal() && h.s.words[k].prep == "with" && h.chained(k, h.a.to[subject]) {
			return true
		}
	}
	return false
}

var (
	plainActs  = setOf("include contain wear use bring keep have enter do carry hold pay provide give show present halten mitbringen benutzen tragen")
	beingVerbs = setOf("take_place serve act function stand lie locate situate remain live sit liegen stehen befinden")
	startVerbs = setOf("become begin start commence open apply valid effective run beginnen starten öffnen gelten")
	endVerbs   = setOf("end finish close expire stop terminate last run conclude enden schließen ablaufen")
)

// predicates says whether words say what something is or does.
func predicates(s []word) bool {
	return slices.ContainsFunc(s, func(w word) bool { return !w.pre && !w.context && w.head < 0 && w.prep == "" && w.bound == 0 })
}

// rival is a word of the statement that stands where word i would: another amount of the same dimension, another day, another name.
func (h *holding) rival(i int) int {
	c := h.c.words[i]
	for k, s := range h.s.words {
		if h.a.used[k] || s.context || h.c.zones[i] != h.s.zones[k] {
			continue
		}
		switch {
		case c.quantity != nil && s.quantity != nil && c.quantity.unit.dimension == s.quantity.unit.dimension && c.quantity.dated() == s.quantity.dated() && (c.quantity.timed() == s.quantity.timed()) && c.quantity.bound == s.quantity.bound:
			return k
		case calendar(c.token) != "" && calendar(c.token) == calendar(s.token):
			return k
		case c.op == free && s.quantity != nil && s.quantity.unit.money(), s.op == free && c.quantity != nil && c.quantity.unit.money():
			return k
		case c.tag == name && s.tag == name && c.role == s.role && c.prep == s.prep && c.head < 0 == (s.head < 0):
			return k
		}
	}
	return -1
}

func (h *holding) loosen(s figure.Span) { h.loose = append(h.loose, s) }
