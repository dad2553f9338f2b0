package entail

import (
	"slices"
)

// fillGap takes over the verb, and the subject and the object where this clause has nothing of the kind.
func (c *clause) fillGap(main *clause) {
	own := !c.denies() && slices.ContainsFunc(c.words, func(w word) bool {
		return w.prep == "" && w.bound == 0 && w.nominal() && w.tag != number && calendar(w.token) == ""
	})
	negative := slices.ContainsFunc(c.tokens, func(t token) bool { return t.op == no || t.op == not })
	mood := main.sense.mood
	sense := main.sense
	sense.only = c.sense.only
	sense.unreal = main.sense.unreal
	if negative {
		sense.negative = true
	} else if c.opens == while && slices.ContainsFunc(main.words, func(w word) bool { return w.quant == no }) {
		sense.negative = false // "no complaints in 2022, but eleven in 2023"
	}
	if c.sense.mood != fact {
		mood = c.sense.mood
	}
	sense.mood = mood
	c.secondPhrase()
	counted := slices.ContainsFunc(c.words, func(w word) bool { return w.tag == number })
	for i := range c.words {
		if w := &c.words[i]; own && w.prep == "" && w.role == agent && main.sense.passive {
			w.role = patient
		} else if w.role == aside && (w.prep == "by" || w.prep == "von") && main.sense.passive && w.tag != number {
			w.role = agent
		}
	}
	c.shareUnits(main)
	predicate := main.sense.copula && !slices.ContainsFunc(c.words, func(w word) bool { return w.tag == adjective && w.head < 0 })
	c.add(main.words, func(w word) bool {
		switch {
		case w.role == action, predicate && w.head < 0 && (w.tag == adjective || w.tag == participle || w.op == free):
			return true
		case w.tag == adverb && w.head < 0 && w.bound == 0 && !orderWords[w.text]:
			return !own && !slices.ContainsFunc(c.words, func(o word) bool { return o.tag == adverb })
		case w.tag == number && w.quantity.ordinal && w.head >= 0 && main.words[w.head].role != action && !main.words[w.head].pre:
			return !own && !c.denies() && !counted
		case w.tag == number:
			return false
		case w.pre && w.role != aside:
			return !own
		case w.role == patient && !w.pre:
			return !own && !c.denies() && !(counted && w.quantity != nil)
		case w.pre && w.prep != "" && !own:
			return !slices.ContainsFunc(c.words, func(o word) bool { return o.prep == w.prep })
		}
		return false
	}, false)
	c.sense = sense
	c.sense.verb = slices.IndexFunc(c.words, func(w word) bool { return w.role == action })
}

// secondPhrase makes the second phrase of a clause without a verb what it is done to: "the younger one the money".
func (c *clause) secondPhrase() {
	if n := len(c.words); n > 1 && c.words[n-1].tag == noun && c.words[n-2].tag == name && !c.words[n-2].genitive && c.words[n-1].phrase == c.words[n-2].phrase { // "Dr Ruiz adults"
		c.words[n-1].phrase += 500
		for i := range c.words[:n-1] {
			if c.words[i].head == n-1 {
				c.words[i].head = n - 2
			}
		}
		c.words[n-2].head = -1
	}
	first := -1
	if c.denies() {
		for i := range c.words {
			if w := &c.words[i]; w.role == agent && !w.context && !w.taken {
				w.role = patient
			}
		}
		return
	}
	if len(c.tokens) > 1 && (c.tokens[0].tag == pronoun || c.tokens[1].tag == pronoun || len(c.tokens) > 2 && c.tokens[2].tag == pronoun) {
		first = -2 // "the younger one" is the first
		if slices.ContainsFunc(c.words, func(w word) bool { return w.is("one", "ones") && w.role == agent && !w.taken && !w.context }) {
			first = -1
		}
	}
	for i := range c.words {
		w := &c.words[i]
		if w.role != agent || w.context || w.taken {
			continue
		}
		if first == -1 {
			first = w.phrase
		}
		if w.phrase != first {
			w.role = patient
		}
	}
}

// shareUnits gives the numbers of a clause that have no unit the one of the clause before, with what it counts: "1,050 euros in the first
// year, 1,120 in the second".
func (c *clause) shareUnits(main *clause) {
	for i := range c.words {
		q := c.words[i].quantity
		if q == nil || q.dated() || q.timed() || q.unit != (unit{}) || c.words[i].head >= 0 || c.words[i].taken {
			continue
		}
		for _, w := range main.words {
			if w.quant == no && w.nominal() && w.head < 0 && !q.ordinal {
				w.quant = 0
				c.add([]word{w}, func(word) bool { return true }, true)
				c.words[len(c.words)-1].heading = true
				c.words[i].head = len(c.words) - 1
				break
			}
			if w.quantity == nil || w.quantity.ordinal != q.ordinal || w.quantity.dated() || w.context {
				continue
			}
			if w.quantity.unit != (unit{}) {
				copied := *q
				copied.unit = w.quantity.unit
				c.words[i].quantity = &copied
			} else if w.head >= 0 {
				c.add(main.words[w.head:w.head+1], func(word) bool { return true }, true)
				c.words[len(c.words)-1].heading = true
				c.words[i].head = len(c.words) - 1
			}
			break
		}
	}
	c.add(main.words, func(w word) bool { return units[w.text].lasting() && w.quantity == nil && !w.pre }, true) // "20 euros a month, cars 55"
	for i := range c.words {
		if c.words[i].context && units[c.words[i].text].lasting() {
			c.words[i].heading = true
		}
	}
}

// compareSame gives a comparison without a standard the one of the clause before: "quieter than the old one, but it uses more gas".
func (c *clause) compareSame(main *clause) {
	if hasStandard(c.words) || !slices.ContainsFunc(c.words, func(w word) bool { return degree(w) == 1 }) {
		return
	}
	n := len(c.words)
	c.add(main.words, func(w word) bool { return w.role == standard }, true)
	for i := range c.words[n:] {
		c.words[n+i].heading, c.words[n+i].role = true, standard
	}
}

// sameVerb gives a clause that ends with "is not" or "may" the rest of its verb: "dictionaries are permitted; mobile phones are not".
func (c *clause) sameVerb(main *clause) {
	n := len(c.tokens)
	for n > 0 && (c.tokens[n-1].op == not || c.tokens[n-1].tag == particle || c.tokens[n-1].tag == mark) {
		n--
	}
	if n == 0 || c.tokens[n-1].tag != auxiliary && !c.tokens[n-1].op.modal() || c.sense.verb >= 0 && !c.words[c.sense.verb].light || main.role != plain || c.tokens[n-1].op.modal() && !hasAction(main.words) {
		return
	}
	c.add(main.words, func(w word) bool {
		return w.role == action || !w.pre && w.head < 0 && (w.tag == adjective || w.tag == participle) || w.role == patient && !w.pre || w.role == aside && !w.pre && w.prep != "" && (w.quantity == nil || w.quantity.ordinal && w.head >= 0) && calendar(w.token) == ""
	}, false)
	if c.sense.mood == fact {
		c.sense.mood = main.sense.mood
	}
	for i := range c.words {
		if w := &c.words[i]; main.sense.passive && !c.sense.passive && w.role == agent && !w.taken {
			w.role = patient
		}
	}
	c.sense.passive, c.sense.copula = main.sense.passive, main.sense.copula
	c.sense.verb = slices.IndexFunc(c.words, func(w word) bool { return w.role == action })
}

func hasAction(s []word) bool {
	return slices.ContainsFunc(s, func(w word) bool { return w.role == action })
}

// countSame lets a number without a noun count what the clause before counts: "it had 310 members, now it has 275".
func (c *clause) countSame(main *clause) {
	bare := func(w word) bool {
		return w.quantity != nil && w.head < 0 && w.quantity.unit == unit{} && !w.quantity.dated() && !w.quantity.timed() && w.prep == ""
	}
	if i := slices.IndexFunc(main.words, func(w word) bool { return w.tag == number && w.head >= 0 && !w.context }); i >= 0 && slices.ContainsFunc(c.words, bare) {
		c.shareUnits(main)
	}
}

// denies says whether a clause without a verb only puts something else in the place of the object: "but not meals", "that is, two months' rent".
func (c *clause) denies() bool {
	if len(c.tokens) < 2 {
		return false
	}
	return c.tokens[0].op == not || c.tokens[0].is("that is") || c.tokens[0].op == no && !slices.ContainsFunc(c.tokens, func(t token) bool { return t.tag == preposition })
}
