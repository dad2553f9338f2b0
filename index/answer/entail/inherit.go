package entail

import (
	"slices"
	"strings"
)

// inherit gives a clause what it leaves out: the subject, the verb, or what its pronouns stand for.
func (r *reading) inherit(c *clause, sentence, text []*clause) {
	main := lastMain(sentence)
	switch {
	case c.role == description && len(sentence) > 0:
		c.describe(sentence[len(sentence)-1])
	case c.gapped && main != nil:
		if len(c.beside) > 0 && main.sense.negative && !c.beside[0].sense.negative {
			main = c.beside[0] // "812 inhabitants, no school and one shop"
		}
		c.fillGap(main)
	case main != nil && c.role != condition && c.subjectless() && (!c.sense.orders || !main.sense.orders && c.part == main.part), main != nil && c.subjectless() && main.sense.orders && c.role == plain, main != nil && c.role == plain && c.sense.passive && c.subjectless():
		c.takeSubject(main)
	}
	if main != nil && !c.gapped && c.role == plain {
		c.countSame(main)
		c.compareSame(main)
		c.sameVerb(main)
	}
	if c.role == content && c.subjectless() && main != nil {
		c.takeSubject(main)
	}
	r.point(c, sentence, text)
	for _, k := range sentence {
		if k.role == label && k.part <= c.part {
			n := len(c.words)
			c.add(k.words, func(word) bool { return true }, true)
			for i := range c.words[n:] {
				c.words[n+i].heading = true
			}
		}
	}
	c.words = append(c.words, r.context...)
}

// lastMain is the last clause that can be gone on with.
func lastMain(s []*clause) *clause {
	for _, c := range slices.Backward(s) {
		if c.role == plain || c.role == content {
			return c
		}
	}
	return nil
}

// subjectless says whether a clause has nothing before its verb that could be its subject.
func (c *clause) subjectless() bool {
	for _, t := range c.tokens {
		switch {
		case t.tag == pronoun || t.tag == relative || t.op == no || t.op.quantifies() && t.op < only:
			return false
		case finite(t), t.tag == participle:
			return true
		}
		if t.nominal() {
			break
		}
	}
	return !slices.ContainsFunc(c.words, func(w word) bool { return w.pre && w.prep == "" && w.nominal() && w.bound == 0 })
}

// add takes over words of another clause.
func (c *clause) add(words []word, want func(word) bool, context bool) {
	offset := map[int]int{}
	for i, w := range words {
		if want(w) && (context || !w.context) {
			offset[i] = len(c.words)
			w.taken, w.context = true, context
			if context {
				w.role = aside
			}
			c.words = append(c.words, w)
		}
	}
	for i, at := range offset {
		if h, ok := offset[words[i].head]; ok {
			c.words[at].head = h
		} else {
			c.words[at].head = -1
		}
	}
}

// takeSubject takes over the subject and, where this clause has none, what must, may or can be.
func (c *clause) takeSubject(main *clause) {
	subject := false
	own := slices.Clone(c.words)
	c.add(main.words, func(w word) bool { // with what belongs to it: "tickets for the hall"
		subject = subject || w.pre && w.head < 0 && w.role != action && w.role != aside
		if w.prep != "" && slices.ContainsFunc(own, func(o word) bool { return o.pre && o.prep == w.prep }) {
			return false // "sales in the north fell, those in the south rose"
		}
		if front := w; w.pre && w.role == aside && !subject { // "on Sundays it opens at ten and closes at six"
			if w.head >= 0 {
				front = main.words[w.head]
			}
			if timed := func(o word) bool {
				return timeWord(o.token) || o.quantity != nil && (o.quantity.dated() || o.quantity.timed())
			}; timed(front) && front.prep != "" && front.bound == 0 && !slices.ContainsFunc(own, timed) {
				return true
			}
		}
		return w.pre && w.role != action && (w.role != aside || subject && w.prep != "" && !timeWord(w.token) && w.quantity == nil || w.head >= 0 && subject && w.quantity == nil)
	}, false)
	if !slices.ContainsFunc(main.words, func(w word) bool { return w.pre && w.role != action && !w.context }) && main.pronouns > 0 { // "it"
		c.pronouns++
		c.add(main.words, func(w word) bool { return w.context && !w.heading }, true)
	}
	if main.sense.orders && c.sense.orders && main.sense.negative && c.joined == "or" { // "do not open it or shake it"
		c.sense.negative, c.sense.mood = true, main.sense.mood
	}
	if main.sense.mood != fact && c.sense.mood == fact && c.sense.time != past && !main.sense.orders && c.bareVerb() {
		c.sense.mood, c.sense.time = main.sense.mood, main.sense.time
		c.sense.negative = c.sense.negative != main.sense.negative
	}
	if c.sense.orders && !main.sense.orders { // "the lorry overtook the tractor and hit the bridge"
		c.sense.orders, c.sense.mood = false, fact
		if main.sense.mood != fact && c.bareVerb() {
			c.sense.mood, c.sense.time = main.sense.mood, main.sense.time
			c.sense.negative = c.sense.negative != main.sense.negative
		} else if main.sense.time == past {
			c.sense.time = past
		}
	}
	if main.sense.orders && c.sense.mood == fact {
		c.sense.orders, c.sense.mood = true, duty
	}
	if len(c.tokens) > 0 && c.sense.verb < 0 && slices.ContainsFunc(c.tokens, func(t token) bool { return t.tag == participle }) && main.sense.passive {
		c.sense.passive = true
	}
	if c.sense.passive != main.sense.passive {
		for i := range c.words {
			if w := &c.words[i]; w.taken && !w.context && (w.role == agent || w.role == patient) {
				w.role = agent + patient - w.role
			}
		}
	}
}

// bareVerb says whether the clause's own verb is in its plain form: "must pay the rent and keep the stairs clean".
func (c *clause) bareVerb() bool {
	for _, t := range c.tokens {
		if t.tag == verb {
			return t.plain
		}
		if t.tag == auxiliary {
			return t.is("be", "have")
		}
	}
	return false
}

// describe gives "who" and "which" the words they stand for.
func (c *clause) describe(before *clause) {
	last := -1
	for i, w := range before.words {
		if w.nominal() && !w.context && !w.taken && w.head < 0 && w.End <= c.tokens[0].Start && (w.tag != number || last < 0) {
			last = i
		}
	}
	if last < 0 {
		return
	}
	role := patient
	if len(c.tokens) > 1 && (finite(c.tokens[1]) || c.tokens[1].tag == adverb || c.tokens[1].op != 0) && !c.sense.passive {
		role = agent
	}
	n := len(c.words)
	if len(c.tokens) > 1 && c.tokens[1].is("of") { // "of which 5 euros"
		c.add(before.words, func(w word) bool { return w.nominal() && w.tag != number && !w.context }, true)
		return
	}
	c.add(before.words, func(w word) bool {
		return w.role != action && (w.phrase == before.words[last].phrase || before.role == exception) && !w.context
	}, false)
	for i := n; i < len(c.words); i++ {
		c.words[i].role = role
	}
}

// point adds what the pronouns of a clause may stand for: what the clause or the sentence before speaks of.
func (r *reading) point(c *clause, sentence, text []*clause) {
	kinds := 0
	who, what := false, false // somebody, something, something of a kind: "the one in Mill Street"
	for i, t := range c.tokens {
		switch {
		case t.op.quantifies() && t.op != only && i+1 < len(c.tokens) && (finite(c.tokens[i+1]) || c.tokens[i+1].is("of") || c.tokens[i+1].is("them", "us", "those", "these")): // "most were in favour"
			c.pronouns++
			c.quant = t.op
			who, what = true, true
		case t.op == twoOf:
			c.pronouns++
			who, what = true, true
		case t.op != 0 || !pointing[t.text] || t.tag != pronoun && t.tag != possessive && !(t.tag == determiner && alone(c.tokens, i)):
		case t.tag == possessive:
			c.owners++
			who, what = true, true
		default:
			c.pronouns++
			if t.is("one", "ones", "others", "other") || t.is("those", "that") && i+1 < len(c.tokens) && c.tokens[i+1].tag == preposition {
				kinds++
			}
			who = who || !t.is("it", "this", "that", "these", "es", "dies", "itself", "its")
			what = what || !t.is("he", "she", "him", "her", "himself", "herself")
		}
	}
	lacking := c.sense.orders && !slices.ContainsFunc(c.words, func(w word) bool {
		return w.role == patient && !w.context && w.tag != gerund && w.tag != number && !strings.HasSuffix(w.text, "ing")
	})
	fragment := !hasFinite(c.tokens) && !c.gapped && !c.bare && c.role == plain && len(sentence) > 0
	if c.sense.passive && slices.ContainsFunc(c.words, func(w word) bool { return w.role == action && overlap(w.bases, including) }) && !slices.ContainsFunc(c.words, func(w word) bool { return w.prep == "in" }) {
		c.pronouns++ // "delivery is included" in what was spoken of
		what = true
	}
	if lacking || fragment {
		c.pronouns++
		what = true
	}
	if c.pronouns+c.owners == 0 {
		return
	}
	c.antecedents(who, what, kinds > 0 && c.pronouns == kinds, sentence, text)
}

// antecedents takes over what pronouns may stand for: somebody, something, or something of a kind, from this sentence and the one before.
func (c *clause) antecedents(who, what, kind bool, sentence, text []*clause) {
	meant := func(w word) bool {
		if kind {
			return w.tag == noun && w.head < 0 && w.prep == ""
		}
		if !who && personal(w) || !what && w.head < 0 && !personal(w) && w.tag != adjective {
			return false
		}
		return w.nominal() && w.tag != number || w.tag == adjective && w.head >= 0
	}
	if kind {
		c.nameOne(append(slices.Clone(text), sentence...))
	}
	n := len(c.words)
	for _, k := range sentence {
		c.mean(k, meant)
	}
	if len(text) > 0 {
		const far = 3 // sentences
		last := text[len(text)-1].sentence
		for back := range far {
			if back > 0 && !c.lacks(n) {
				break
			}
			for _, k := range text {
				if k.sentence == last-back {
					c.mean(k, meant)
				}
			}
		}
	}
	for i := range c.words[n:] {
		if c.quant != 0 && c.words[n+i].head < 0 {
			c.words[n+i].quant = c.quant
		}
	}
}

// lacks says whether a pronoun of the clause finds nothing of its kind among the words from n on: nobody for "she", nothing for "it".
func (c *clause) lacks(n int) bool {
	for _, t := range c.tokens {
		person := t.is("he", "she", "him", "her", "his", "er", "ihn", "ihm")
		thing := t.is("it", "its", "itself") && (t.tag == pronoun || t.tag == possessive)
		if (person || thing) && !slices.ContainsFunc(c.words[n:], func(w word) bool {
			return w.context && w.nominal() && (person && personal(w) || thing && w.head < 0 && !personal(w) && !w.many && w.quantity == nil)
		}) {
			return true
		}
	}
	return false
}

// alone says whether "this" or "those" at i stands without a noun.
func alone(s []token, i int) bool {
	return i+1 == len(s) || !s[i+1].nominal() && s[i+1].tag != adjective && s[i+1].tag != participle
}

// nameOne gives "one" the noun that it stands for, of the clauses before.
func (c *clause) nameOne(before []*clause) {
	for i := range c.words {
		w := &c.words[i]
		if w.taken || w.context || !w.is("one", "ones") || len(w.bases) > 0 {
			continue
		}
		for _, k := range slices.Backward(before) {
			if at := slices.IndexFunc(k.words, func(o word) bool {
				return o.tag == noun && o.head < 0 && (o.prep == "" || o.prep == "of") && !o.context && len(o.bases) > 0
			}); at >= 0 {
				w.bases, w.kin = k.words[at].bases, k.words[at].kin
				break
			}
		}
	}
}

// mean takes over what a pronoun may stand for from another clause: what it names, or where it is an order that names nothing, what that
// is about.
func (c *clause) mean(k *clause, meant func(word) bool) {
	names := func(w word) bool { return w.nominal() && !w.context && !w.heading && w.quantity == nil }
	own := slices.ContainsFunc(k.words, func(w word) bool { return names(w) && !(k.sense.orders && w.role == aside) })
	c.add(k.words, func(w word) bool {
		known := slices.ContainsFunc(c.words, func(o word) bool { return o.context && o.Span == w.Span && o.text == w.text })
		return meant(w) && !known && !w.heading && (!own || !w.context)
	}, true)
}

// pointing are words that stand for something said before.
var pointing = setOf(`it they them he she him her his its their this these those that one ones others both each itself themselves former latter
	er sie es ihn ihm ihr ihnen sein seine seinen seiner ihre ihren ihrem ihrer dies diese dieser dieses diesen diesem darin dafür damit davon daran dazu dabei beide beiden solche`)

var including = []string{"include", "exclude"}
