package entail

import (
	"maps"
	"slices"

	"footnote/index/answer/figure"
)

// A judge holds one claim against the texts that it cites.
type judge struct {
	text  *reading // of all of them
	claim *reading
	years map[int]bool
	told  []proposition // what the text states
}

// A zone is which part of a proposition a word is in.
type zone uint8

const (
	inMain   zone = iota
	inNeed        // in a condition or an exception
	inSaid        // in who says it
	inExcept      // in an exception
	inMore        // in a description, a reason
)

// A proposition is one thing that is claimed or stated, with what it depends on and who says it.
type proposition struct {
	main  *clause
	needs []*clause
	more  []*clause
	words []word
	zones []zone
}

// propose gathers the words of a clause and of those that belong to it.
func propose(c *clause, more []*clause) proposition {
	p := proposition{main: c, needs: c.needs, more: more}
	p.gather(c, inMain)
	for _, n := range c.needs {
		if n.role == exception {
			p.gather(n, inExcept)
		} else {
			p.gather(n, inNeed)
		}
	}
	if c.said != nil {
		p.gather(c.said, inSaid)
	}
	for _, m := range more {
		p.gather(m, inMore)
	}
	return p
}

func (p *proposition) gather(of *clause, z zone) {
	offset := len(p.words)
	for _, w := range of.words {
		if z == inMore && w.taken { // it is there already
			w.context, w.role = true, aside
		}
		w.of = of
		if w.head >= 0 {
			w.head += offset
		}
		w.phrase += 1000 * offset // phrases of different clauses are different
		p.words, p.zones = append(p.words, w), append(p.zones, z)
	}
}

// propositions are what a reading says, one by one.
func (r *reading) propositions() []proposition {
	var found []proposition
	speakers := map[*clause]bool{}
	for _, c := range r.clauses {
		if c.said != nil {
			speakers[c.said] = true
		}
	}
	for i, c := range r.clauses {
		if c.role != plain && c.role != content || speakers[c] {
			continue
		}
		var more []*clause
		for _, d := range r.clauses[i+1:] {
			if d.role == plain || d.role == content || d.sentence != c.sentence {
				break
			}
			if d.role != condition && d.role != exception {
				more = append(more, d)
			}
		}
		if i > 0 && r.clauses[i-1].role != plain && r.clauses[i-1].role != content && r.clauses[i-1].role != condition && r.clauses[i-1].role != exception && r.clauses[i-1].sentence == c.sentence && len(found) == 0 {
			more = append(more, r.clauses[i-1])
		}
		found = append(found, propose(c, more))
	}
	return found
}

// statements are what a text states and a claim may rest on: descriptions and reasons, too, but no conditions.
func (r *reading) statements() []proposition {
	found := r.propositions()
	for _, c := range r.clauses {
		if c.role == description || c.role == reason || c.role == contrast || c.happened() {
			found = append(found, propose(c, nil))
		}
	}
	return found
}

// happened says whether a clause tells of something past that came before something else: "after the builder had replaced it".
func (c *clause) happened() bool {
	return c.role == condition && (c.opens == when || c.opens == after || c.opens == from) && c.sense.time == past && c.sense.mood == fact && hasFinite(c.tokens)
}

// An outcome is what comes of holding a proposition of a claim against a statement of a text.
type outcome struct {
	missing   []figure.Span // words of the claim that the statement lacks
	conflicts []figure.Span // words that it contradicts
	loose     []figure.Span // words where it does not say as much
}

// cost orders outcomes: 0 is support, and the fewer words are missing, the lower it is.
func (o *outcome) cost() int { return 10*len(o.missing) + 5*len(o.conflicts) + 6*len(o.loose) }

// judge returns what is wrong with a claim: nothing where each of its propositions is stated.
func (j *judge) judge() (Verdict, []figure.Span) {
	claimed := j.claim.propositions()
	if len(claimed) == 0 {
		return NotConfirmed, nil
	}
	j.told = j.text.statements()
	verdict := Supported
	var wrong []figure.Span
	for _, p := range claimed {
		best, bestCost := outcome{}, -1
		for _, s := range j.told {
			o := j.hold(p, s)
			if cost := o.cost(); bestCost < 0 || cost < bestCost {
				best, bestCost = o, cost
			}
		}
		switch {
		case bestCost == 0:
			continue
		case bestCost > 0 && len(best.missing) == 0 && len(best.conflicts) > 0 && verdict != NotConfirmed:
			verdict = Contradicted
		case bestCost > 0 && len(best.missing) == 0 && len(best.conflicts) > 0:
		default:
			verdict = NotConfirmed
		}
		wrong = append(append(append(wrong, best.missing...), best.conflicts...), best.loose...)
	}
	return verdict, ordered(wrong)
}

// ordered sorts spans and drops those that come twice.
func ordered(spans []figure.Span) []figure.Span {
	slices.SortFunc(spans, func(a, b figure.Span) int { return a.Start - b.Start })
	return slices.Compact(spans)
}

// A holding is one proposition of the claim beside one statement of the text.
type holding struct {
	*judge
	c, s proposition
	a    alignment
	outcome
	onlyWith bool // "only with" stands for "not without"
	unless   bool // so does "only if" for "not unless"
	implies  bool // what the claim says with a verb the statement says without one: "a trial with 412 patients"
	excepted bool // the claim denies of an exception what the statement says of the rest
	waived   bool // nothing has to be paid
	swapped  bool // and both things have changed places
	turned   bool // it compares from the other side: "shorter" for "taller"
	flips    int  // opposites that stand for a negation: "closed" for "not open"
}

// hold compares a proposition of the claim with a statement.
func (j *judge) hold(c, s proposition) outcome {
	h := holding{judge: j, c: c, s: s, a: j.align(c.words, s.words)}
	h.zones()
	h.meant()
	h.unaligned()
	h.withOnly()
	h.polarity()
	h.asides()
	h.moods()
	h.hearsay()
	h.conditions()
	for i, k := range h.a.to {
		if k >= 0 {
			h.pair(i, k)
		}
	}
	if h.turned && !h.swapped {
		h.conflicts = append(h.conflicts, h.whole())
	}
	if h.exchanged() {
		h.conflicts = append(h.conflicts, h.whole())
	}
	h.persons()
	h.pronouns()
	h.dropped()
	h.outcome.missing, h.outcome.conflicts, h.outcome.loose = ordered(h.missing), ordered(h.conflicts), ordered(h.loose)
	return h.outcome
}

func (h *holding) span(i int) figure.Span { return h.c.words[i].Span }

// whole is the span of the claim's verb, or of its first word: where nothing smaller is wrong.
func (h *holding) whole() figure.Span {
	if v := h.c.main.sense.verb; v >= 0 && v < len(h.c.main.words) && !h.c.main.words[v].taken {
		return h.c.main.words[v].Span
	}
	for _, w := range h.c.main.words {
		if !w.taken && !w.context {
			return w.Span
		}
	}
	return figure.Span{}
}

// zones takes back alignments across what may not be mixed: what the text makes a condition of is not stated.
func (h *holding) zones() {
	for i, k := range h.a.to {
		if k < 0 {
			continue
		}
		if h.s.words[k].light && h.a.strength[i] == kin && frees(h.s.words) > 0 && converse(h.c.words[i], h.s.words[k]) {
			h.a.to[i], h.a.used[k] = -1, false // "do not pay" is not "get in free" from the other side
			continue
		}
		c, s, w := h.c.zones[i], h.s.zones[k], h.c.words[i]
		if c == inMain && s == inMore && !h.s.words[k].context && w.head < 0 && w.tag != participle {
			h.a.to[i] = -1 // what is told beside is a statement of its own
		}
		if c == inMain && s == inExcept && h.denied() {
			h.excepted = true
			continue
		}
		if (c == inExcept) != (s == inExcept) && !w.context && !(c == inExcept && h.s.main.sense.negative != h.c.main.sense.negative) {
			h.a.to[i] = -1
		}
		if c == inMain && s == inNeed && h.c.words[i].role != aside && !h.c.words[i].light || c == inMain && s == inSaid && h.c.words[i].role != aside {
			h.a.to[i] = -1
		}
	}
}

// meant takes back alignments with what was said before where more things are taken from there than there are pronouns to stand for them.
func (h *holding) meant() {
	heads := map[int]bool{}
	meant := false // the subject is one
	pronouns, owners := h.s.main.pronouns, h.s.main.owners
	for i, k := range h.a.to {
		if k < 0 || !h.s.words[k].context || h.s.words[k].heading || h.s.zones[k] != inMain || h.c.words[i].context {
			continue
		}
		head := i
		if h.c.words[i].head >= 0 && !h.c.words[i].genitive {
			head = h.c.words[i].head
		}
		owner := h.c.words[head].genitive || h.c.words[head].prep == "of"
		chained := h.c.words[head].prep != "" && h.c.words[head].pre && slices.ContainsFunc(h.c.words[:head], func(w word) bool { return w.pre && w.head < 0 && w.prep == "" }) && meant
		switch kept, known := heads[head]; {
		case known && kept:
		case known:
			h.a.to[i] = -1
		case owner && owners > 0:
			heads[head] = true
			owners--
		case chained: // "tickets for the hall", which "they" are
			heads[head] = true
		case pronouns > 0:
			heads[head], meant = true, true
			pronouns--
		default:
			heads[head] = false
			h.a.to[i] = -1
		}
	}
}

// merge makes one reading of several.
func merge(readings []*reading) *reading {
	all := &reading{years: map[int]bool{}, heads: map[string]int{}}
	sentences := 0
	for _, r := range readings {
		if r.language != nil {
			all.language = r.language
		}
		all.clauses = append(all.clauses, r.clauses...)
		all.whole = append(all.whole, r.whole...)
		maps.Copy(all.years, r.years)
		for w, n := range r.heads {
			all.heads[w] += n
		}
		sentences += len(r.whole)
	}
	return all
}
