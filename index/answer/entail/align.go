package entail

import (
	"slices"
	"strings"
)

// A match is how closely a word of a claim and one of a text agree.
type match uint8

const (
	none    match = iota
	kin           // a synonym, or a word made of the same word
	same          // the same word
	exactly       // in the same form
)

// matches compares two words.
func (j *judge) matches(c, s word) match {
	if s.heading && c.quantity == nil && s.quantity == nil && c.text != s.text && !overlap(c.bases, s.bases) {
		return none // a heading states nothing: its own words may be meant, no others
	}
	switch {
	case c.quantity != nil || s.quantity != nil:
		return j.quantities(c, s)
	case c.op == free || s.op == free:
		if c.op == s.op {
			return same
		}
		return none
	case c.tag == name || s.tag == name:
		return j.names(c, s)
	case calendar(c.token) != "" && calendar(s.token) == calendar(c.token):
		if canonical(c.text) == canonical(s.text) {
			return same
		}
		return none
	case c.text == s.text && (overlap(c.bases, s.bases) || len(c.bases) == 0):
		return exactly
	case c.role == action && converse(c, s):
		return kin
	}
	return j.words(c, s)
}

// canonical is a day or a month without its ending.
func canonical(w string) string { return strings.TrimSuffix(strings.TrimSuffix(w, "s"), "n") }

// names compares names, which have no synonyms; a word may be a name in one place and not in the other.
func (j *judge) names(c, s word) match {
	switch {
	case c.text == s.text:
		return exactly
	case c.tag != name || s.tag != name:
		if slices.Contains(c.bases, s.text) || slices.Contains(s.bases, c.text) || overlap(c.bases, s.bases) {
			return same
		}
	case strings.TrimSuffix(c.text, "s") == strings.TrimSuffix(s.text, "s"):
		return same
	}
	if titles[c.text] != "" && titles[c.text] == titles[s.text] {
		return same
	}
	return none
}

// titles are forms of address that stand for one another.
var titles = map[string]string{
	"mr": "mr", "mister": "mr", "mrs": "ms", "ms": "ms", "miss": "ms", "dr": "dr", "doctor": "dr", "prof": "prof", "professor": "prof",
	"herr": "mr", "herrn": "mr", "frau": "ms",
}

// quantities compares figures with figures, and with the words that say the like: "monthly" is no figure, "none" is.
func (j *judge) quantities(c, s word) match {
	switch {
	case c.quantity != nil && s.quantity != nil:
		if c.quantity.agrees(s.quantity, j.years) {
			return same
		}
	case c.quantity != nil && s.op == free:
		if c.quantity.zero() && (c.quantity.unit.money() || c.quantity.unit == unit{}) {
			return same
		}
	case s.quantity != nil && c.op == free:
		if s.quantity.zero() {
			return same
		}
	case c.quantity != nil && c.quantity.date.Month != 0 && c.quantity.date.Day == 0, s.quantity != nil && s.quantity.date.Month != 0:
		if months := monthOf(c.token); months > 0 && s.quantity != nil && s.quantity.date.Month == months {
			return kin
		}
	}
	return none
}

// words compares plain words.
func (j *judge) words(c, s word) match {
	if overlap(c.bases, s.bases) {
		return same
	}
	l := j.text.language
	for _, a := range c.bases {
		for _, b := range s.bases {
			if slices.Contains(l.opposed[a], b) {
				continue
			}
			if l.grouped(a, b) || !slices.Contains(c.anti, b) && !slices.Contains(s.anti, a) && (slices.Contains(c.kin, b) || slices.Contains(s.kin, a)) {
				return kin
			}
		}
	}
	return none
}

// grouped says whether two words are in one group.
func (l *language) grouped(a, b string) bool {
	return slices.ContainsFunc(l.groups[a], func(g int) bool { return slices.Contains(l.groups[b], g) })
}

func overlap(a, b []string) bool {
	return slices.ContainsFunc(a, func(w string) bool { return slices.Contains(b, w) })
}

// opposes says whether two words are opposites.
func (j *judge) opposes(c, s word) bool {
	if s.op == free {
		return c.role == action && slices.ContainsFunc(c.bases, func(b string) bool {
			return b == "pay" || b == "charge" || b == "cost" || b == "zahlen" || b == "kosten"
		})
	}
	if c.quantity.first() && s.is("last", "final", "letzte", "letzten", "letzter") || s.quantity.first() && c.is("last", "final", "letzte", "letzten", "letzter") {
		return true
	}
	if c.quantity != nil || s.quantity != nil || c.tag == name || s.tag == name {
		return false
	}
	l := j.text.language
	for _, a := range append(c.bases, c.text) {
		for _, b := range append(s.bases, s.text) {
			if a == b {
				continue
			}
			if slices.Contains(l.opposed[a], b) || slices.Contains(c.anti, b) || slices.Contains(s.anti, a) || negated(a) == b || negated(b) == a {
				return true
			}
		}
	}
	return false
}

// negated is a word without the prefix that turns it into its opposite, or the suffix; empty where it has none.
func negated(w string) string {
	for _, p := range []string{"un", "non", "in", "im", "ir", "il", "dis", "de"} {
		if rest, ok := strings.CutPrefix(w, p); ok && len(rest) > 3 {
			return strings.TrimPrefix(rest, "-")
		}
	}
	return ""
}

// An alignment says which word of a text each word of a claim is: an index, −1 for none.
type alignment struct {
	to       []int
	strength []match
	used     []bool // by words of the text
}

// align finds the best word of the text for each of the claim.
func (j *judge) align(claim, text []word) alignment {
	a := alignment{make([]int, len(claim)), make([]match, len(claim)), make([]bool, len(text))}
	for i := range claim {
		a.to[i] = -1
	}
	for _, least := range []match{same, kin} {
		for i, c := range claim {
			if a.to[i] >= 0 {
				continue
			}
			best, bestScore := -1, 0
			for k, s := range text {
				m := j.matches(c, s)
				if m < least {
					continue
				}
				if score := fit(c, s, m, a.used[k]) + j.modified(claim, i, text, k); best < 0 || score > bestScore {
					best, bestScore = k, score
				}
			}
			if best >= 0 {
				a.to[i], a.strength[i], a.used[best] = best, j.matches(c, text[best]), true
			}
		}
	}
	a.apart(claim, text)
	return a
}

// apart takes back alignments of two amounts of the claim with one of the text, but for the one that fits better: "two tablets twice a day"
// is not "one tablet twice a day".
func (a *alignment) apart(claim, text []word) {
	for i, c := range claim {
		for j, d := range claim[:i] {
			k := a.to[i]
			if k < 0 || a.to[j] != k || c.quantity == nil || d.quantity == nil || (c.head < 0) == (d.head < 0) || c.taken || d.taken || c.context || d.context || text[k].taken {
				continue
			}
			if fit(c, text[k], a.strength[i], false) > fit(d, text[k], a.strength[j], false) || (c.head < 0) == (text[k].head < 0) && (d.head < 0) != (text[k].head < 0) {
				a.to[j] = -1
			} else {
				a.to[i] = -1
			}
		}
	}
}

// modified is a bonus where words that belong to both words agree: of two towers, the south tower is meant.
func (j *judge) modified(claim []word, i int, text []word, k int) int {
	bonus := 0
	for x, c := range claim {
		if c.head != i || x == i {
			continue
		}
		for y, s := range text {
			if s.head == k && y != k && j.matches(c, s) > none {
				bonus += 18
			}
		}
	}
	return bonus
}

// fit says how well a word of a text would stand for one of a claim, beside what they mean: the same role, not used yet, its own.
func fit(c, s word, m match, used bool) int {
	score := 10 * int(m)
	if c.role == s.role {
		score += 6
	}
	if !used {
		score += 8
	}
	if !s.context {
		score += 4
	}
	if c.prep == s.prep {
		score += 2
	}
	if c.quantity != nil && s.quantity != nil && c.quantity.bound == s.quantity.bound {
		score += 3
	}
	return score
}
