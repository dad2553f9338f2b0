package entail

import "slices"

// subjectBefore says whether the past form behind a comma at i is the verb of a subject with something told beside it: "Mr Dahl, who had
// tabled it, announced", "Ms Lind, the mayor, opened".
func (g *tagger) subjectBefore(i int) bool {
	subject, described, first := false, false, true
	commas := 0
	for j, t := range g.s[:i] {
		switch {
		case t.is(","):
			first = false
			commas++
			described = j+1 < i && g.s[j+1].tag == relative
		case t.tag == mark || t.tag == conjunction && first || first && t.tag == preposition && !subject:
			return false
		case finite(t) && !described, t.tag == participle && !described:
			return false
		case first && t.nominal():
			subject = true
		}
	}
	for j := i + 1; j+1 < len(g.s); j++ { // else: "The dog, injured in the crash, was …"
		if n := g.s[j+1]; g.s[j].is(",") && (n.tag == auxiliary || n.op.modal() || n.tag == noun && (g.forms[j+1].third || g.forms[j+1].past)) {
			return false
		}
	}
	return subject && commas > 1
}

// withParticle says whether a particle and an object follow the word at i, as they follow a verb: "hand over their phones".
func (g *tagger) withParticle(i int) bool {
	if i+2 >= len(g.s) || !particles(g.s[i+1].text) || g.s[i+1].is("in", "on", "through", "after") {
		return false
	}
	next := g.s[i+2].tag
	return next == determiner || next == possessive || next == pronoun
}

// rescue gives clauses that were left without a verb the word that may be it: "when the visitor leaves", "who work more than six hours".
func (g *tagger) rescue() {
	g.rescueDescribed()
	start := 0
	for i := 0; i <= len(g.s); i++ {
		if i < len(g.s) && !g.opens(i) {
			continue
		}
		switch {
		case start > 0 && i > start:
			g.rescueClause(start, i)
		case start == 0 && i > 0 && !hasFinite(g.s) && g.s[0].tag == determiner:
			g.rescueClause(0, i)
		}
		start = i + 1
		if i < len(g.s) && !g.s[i].op.conditional() && g.s[i].op != because && g.s[i].op != although && g.s[i].op != until && g.s[i].op != before && g.s[i].op != after && g.s[i].tag != relative {
			start = 0 // it need not have one
		}
	}
}

// opens says whether a clause may begin, or end, at the token at i.
func (g *tagger) opens(i int) bool {
	t := g.s[i]
	return t.tag == mark || t.tag == conjunction || t.tag == relative || t.op.conditional() || t.op == because || t.op == although || t.op == while || t.op == until || t.op == before || t.op == after
}

// rescueClause looks for the verb of the clause from start to end.
func (g *tagger) rescueClause(start, end int) {
	if hasFinite(g.s[start:end]) {
		return
	}
	described := start > 0 && g.s[start-1].tag == relative
	for i := start; i < end; i++ {
		t, f := &g.s[i], g.forms[i]
		if t.op != 0 || !f.verb || f.ing || t.tag != noun && t.tag != participle && t.tag != adjective || i == start && !described {
			continue
		}
		switch last := g.before(i); {
		case described && i == start && (f.third || f.past || t.plain):
		case described && i == start:
			continue
		case described, !last.nominal() && last.tag != pronoun, last.genitive, t.tag != noun:
			continue
		case start == 0 && (!f.third || i+1 == end):
			continue
		case f.third && !g.plural(i-1), t.plain && !f.third && g.plural(i-1):
		default:
			continue
		}
		t.tag = verb
		return
	}
}

// series says whether the past form behind a comma at i is one of several verbs of a subject: "left the hut at six, reached the summit and …".
func (g *tagger) series(i int) bool {
	next, _ := g.next(i)
	if next.tag != determiner && next.tag != possessive && next.tag != pronoun && next.tag != number {
		return false
	}
	for j := i - 1; j >= 0; j-- {
		switch t := g.s[j]; {
		case t.is(";", ":") || t.tag == auxiliary || t.op.modal() || t.op == that || t.tag == relative:
			return false
		case t.tag == verb:
			return t.past || unchanging[t.text]
		}
	}
	return false
}

// rescueDescribed gives a subject with a description behind it its verb, where none was found: "those who drop out early get nothing".
func (g *tagger) rescueDescribed() {
	at := slices.IndexFunc(g.s, func(t token) bool { return t.tag == relative })
	if at < 1 || hasFinite(g.s[:at]) || slices.ContainsFunc(g.s[:at], func(t token) bool { return t.tag == mark }) {
		return
	}
	verbs := 0
	for i := at + 1; i < len(g.s); i++ {
		t, f := &g.s[i], g.forms[i]
		switch {
		case t.tag == mark && !t.is(","), t.tag == conjunction, t.tag == relative:
			return
		case finite(*t):
			if verbs++; verbs > 1 {
				return
			}
		case verbs == 1 && !finite(g.s[i-1]) && t.op == 0 && (t.tag == noun || t.tag == adjective) && f.first == 'v' && !f.ing && !g.later(i):
			t.tag = verb
			if i > 0 && g.s[i-1].tag == adjective && g.forms[i-1].adverb {
				g.s[i-1].tag = adverb
			}
			return
		}
	}
}
