package entail

import (
	"slices"
	"strings"
)

// A clause is the part of a sentence that says one thing: a verb with what belongs to it, or a part that leaves its verb out
// because the part before it has it ("adults pay 12 euros, children 6").
type clause struct {
	role     clauseRole
	opens    op // the word it begins with: if, unless, when, before …
	tokens   []token
	words    []word // what it says, with what it takes over from others
	sense    sense
	text     *reading  // which text it is of
	sentence int       // which sentence of the text
	part     int       // which part of the sentence: "; " and ": " part them
	needs    []*clause // the conditions it depends on and the exceptions from it
	said     *clause   // who says it, where it is only said, proposed or thought
	joined   string    // "and" or "or" before it
	quant    op        // all, most …: of what a pronoun stands for
	owners   int       // how many "its" and "their" it has
	pronouns int       // how many of its words may stand for what was said before
	bare     bool      // it has a participle and takes the rest of its verb from the clause before: "built in 1874 and restored in 1998"
	close    bool      // no comma parts it from what it describes
	gapped   bool      // it takes its verb from the clause before
	beside   []*clause // the clauses that say the like of others: "children 6"
}

// A clauseRole is what a clause is to the others of its sentence.
type clauseRole uint8

const (
	plain       clauseRole = iota
	condition              // if, unless, when
	exception              // except
	reason                 // because
	contrast               // although
	description            // who, which
	content                // that, after what is said
	replaced               // instead of
	label                  // what stands before a colon
)

// verbal says whether a clause has a verb, its own or one that it takes from the clause before.
func (c *clause) verbal() bool { return hasFinite(c.tokens) || c.gapped || c.bare }

// clauses makes clauses of a sentence's chunks.
func clauses(s []token, l *language) []*clause {
	b := builder{l: l}
	for _, c := range chunks(s) {
		for _, part := range b.split(c) {
			b.add(part)
		}
	}
	b.relate()
	return b.found
}

// A builder puts clauses together from left to right.
type builder struct {
	l     *language
	found []*clause
	part  int
}

// split parts a chunk where it holds two clauses without a mark between them: "who breaks it | pays", "he says | it is broken",
// "if it rains | the match is off".
func (b *builder) split(c chunk) []chunk {
	if at := slices.IndexFunc(c.tokens, finite); at > 0 && (caseOf(c.word) || c.opens == except) { // "in case of fire | leave the building"
		if start := phraseStart(c.tokens, at); start > 0 {
			at = start
		}
		return []chunk{{c.opens, c.sep, c.word, c.tokens[:at]}, {0, ",", "", c.tokens[at:]}}
	}
	if whole := complete[strings.ReplaceAll(c.word, " ", "_")]; whole && slices.IndexFunc(c.tokens, finite) > 0 {
		return []chunk{{c.opens, c.sep, c.word, nil}, {0, ",", "", c.tokens}} // "on request | a bed can be provided"
	}
	if at := slices.IndexFunc(c.tokens, func(t token) bool { return t.quantity != nil && t.quantity.bound == from }); c.opens == except && at > 0 { // "except Mondays from 10 to 6"
		return []chunk{{0, "", "", c.tokens[at:]}, {c.opens, c.sep, c.word, c.tokens[:at]}}
	}
	first, group := -1, -1
	for i, t := range c.tokens {
		if !finite(t) || infinitive(c.tokens[:i]) {
			continue
		}
		if first < 0 {
			first, group = i, i
			continue
		}
		if b.oneVerb(c.tokens[group : i+1]) {
			group = i
			continue
		}
		at := i
		described := len(c.tokens) > 0 && c.tokens[0].tag == relative
		speaks := b.speech(c.tokens[group])
		if !described {
			at = phraseStart(c.tokens, i)
		}
		switch {
		case at <= group:
			return []chunk{c}
		case described:
			return []chunk{{c.opens, c.sep, c.word, c.tokens[:at]}, {0, "resume", "", c.tokens[at:]}}
		case speaks:
			return []chunk{{c.opens, c.sep, c.word, c.tokens[:at]}, {that, "", "", c.tokens[at:]}}
		case c.opens.conditional() && !caseOf(c.word):
			return []chunk{{c.opens, c.sep, c.word, c.tokens[:at]}, {0, ",", "", c.tokens[at:]}}
		}
		return []chunk{c}
	}
	return []chunk{c}
}

// oneVerb says whether two finite tokens and what stands between them are one verb: "must be paid", "does not cover".
func (b *builder) oneVerb(s []token) bool {
	for _, t := range s[1 : len(s)-1] {
		if !(t.op == not || t.tag == adverb || t.tag == particle || t.tag == operator || t.tag == auxiliary || t.tag == participle) {
			return s[0].tag != verb && b.l.code == "de"
		}
	}
	return s[0].tag != verb || s[len(s)-1].op.modal() || s[len(s)-2].is("to", "zu")
}

// speech says whether a verb says, thinks or wants something.
func (b *builder) speech(t token) bool {
	return t.tag == verb && slices.ContainsFunc(t.bases, func(w string) bool { return speechVerbs[w] || unrealVerbs[w] })
}

// last is the clause before, nil at the beginning.
func (b *builder) last() *clause {
	if len(b.found) == 0 {
		return nil
	}
	return b.found[len(b.found)-1]
}

// main is the last clause that does not depend on another, within this part of the sentence.
func (b *builder) main() *clause {
	for _, c := range slices.Backward(b.found) {
		if c.part == b.part && (c.role == plain || c.role == content) {
			return c
		}
	}
	return nil
}

// add makes a clause of a chunk or adds it to one.
func (b *builder) add(c chunk) {
	last, main := b.last(), b.main()
	if c.during(last == nil) {
		c.opens = when
	}
	switch {
	case c.sep == "." && c.opens == 0, last == nil && c.opens == 0:
		b.begin(c, plain)
	case c.sep == ")" && len(c.tokens) > 0 && main != nil && !hasFinite(main.tokens):
		main.tokens = append(main.tokens, c.tokens...)
	case c.opens == while && len(c.tokens) > 0 && !hasFinite(c.tokens) && !b.parallel(main, c) && !counts(c.tokens):
		b.begin(c, exception) // "every day but Monday"
		b.last().opens = except
	case c.opens == except && main != nil && !hasFinite(main.tokens) && hasFinite(c.tokens):
		n := slices.IndexFunc(c.tokens, finite) // "everyone except the driver was unhurt"
		main.tokens = append(main.tokens, comma(c.tokens[n:])...)
		b.begin(chunk{opens: except, tokens: c.tokens[:n]}, exception)
	case c.opens == while && main != nil && !hasFinite(main.tokens) && slices.ContainsFunc(main.tokens, func(t token) bool { return t.op == all || t.op == no }):
		n := 1 + max(0, slices.IndexFunc(c.tokens[1:], func(t token) bool { return t.tag == determiner || finite(t) }))
		main.tokens = append(main.tokens, comma(c.tokens[n:])...) // "every day but Monday it is open"
		b.begin(chunk{opens: except, tokens: c.tokens[:n]}, exception)
	case c.opens == while, c.opens == 0 && (c.sep == ";" || c.sep == "–" || c.sep == "."):
		b.part++
		gap := c.opens != while || !hasFinite(c.tokens)
		b.beginLike(c, main, gap)
	case c.sep == ":":
		b.colon(c, main)
	case c.opens != 0:
		b.begin(c, roleOf(c.opens))
	case len(c.tokens) > 0 && c.tokens[0].tag == relative:
		b.begin(c, description)
		b.last().close = c.sep == ""
	case c.sep == "resume":
		b.resume(c, main)
	default:
		b.continued(c, last, main)
	}
}

func roleOf(o op) clauseRole {
	switch o {
	case except:
		return exception
	case because:
		return reason
	case although:
		return contrast
	case that:
		return content
	case instead:
		return replaced
	}
	return condition
}

// begin begins a clause.
func (b *builder) begin(c chunk, r clauseRole) {
	b.found = append(b.found, &clause{role: r, opens: c.opens, tokens: c.tokens, part: b.part, joined: c.word})
}

// beginLike begins a clause that may lack what the one before it has.
func (b *builder) beginLike(c chunk, main *clause, maybeGapped bool) {
	b.begin(c, plain)
	k := b.last()
	if main != nil && maybeGapped && !hasFinite(c.tokens) && main.verbal() {
		k.gapped = true
	}
	if main != nil {
		k.beside, main.beside = append(k.beside, main), append(main.beside, k)
	}
}

// colon reads what follows a colon: what stands before it says what it is about, or is a clause of its own.
func (b *builder) colon(c chunk, main *clause) {
	if main != nil && !hasFinite(main.tokens) {
		main.role = label
	}
	b.begin(c, plain)
}

// resume goes on with the clause that a description interrupted.
func (b *builder) resume(c chunk, main *clause) {
	if main != nil && !hasFinite(main.tokens) {
		main.tokens = append(main.tokens, c.tokens...)
		return
	}
	b.begin(c, plain)
}

// continued reads what follows a comma or "and": a clause, one that leaves out its verb, or more of the same.
func (b *builder) continued(c chunk, last, main *clause) {
	verbs := hasFinite(c.tokens)
	bare := !verbs && main != nil && b.subjectless(c.tokens) && (auxiliaries(main.tokens) || main.bare)
	interrupted := last.role != plain && last.role != content && last.role != label
	switch {
	case main == nil || last.role == label && main.role == label:
		b.begin(c, plain)
	case interrupted && c.sep == "and" && !verbs:
		last.tokens = append(last.tokens, comma(c.tokens)...)
	case interrupted && c.sep == "and" && hasFinite(last.tokens) && last.role == condition && b.subjectless(c.tokens) && hasFinite(main.tokens):
		b.begin(c, plain)
	case interrupted && !hasFinite(main.tokens) && main.part == b.part:
		main.tokens = append(main.tokens, comma(c.tokens)...)
	case verbs && !hasFinite(main.tokens) && !main.gapped && !(counts(main.tokens) && counts(c.tokens)):
		main.tokens = append(main.tokens, comma(c.tokens)...)
	case verbs && main.gapped && main == last && !(counts(main.tokens) && counts(c.tokens)):
		main.tokens, main.gapped = append(main.tokens, comma(c.tokens)...), false
	case verbs, bare:
		b.beginLike(c, main, false)
		b.last().bare = bare
	case b.parallel(main, c), last.gapped && last.role == plain && len(last.tokens) > 0 && last.tokens[0].op == no && len(c.tokens) > 0 && c.tokens[0].op != no && !verbs:
		if last.gapped && last.tokens[0].op == no && len(last.beside) > 0 {
			main = last.beside[0] // "812 inhabitants, no school and one shop"
		}
		b.beginLike(c, main, true)
	default:
		more := comma(c.tokens)
		more[0].plain = c.word == "and" || c.word == "or" || c.word == "und" || c.word == "oder"
		last.tokens = append(last.tokens, more...)
	}
}

// subjectless says whether tokens begin with a verb.
func (b *builder) subjectless(s []token) bool {
	for _, t := range s {
		if t.tag == adverb || t.tag == particle || t.op == not || t.op == always || t.op == often || t.op == sometimes || t.op == only {
			continue
		}
		return finite(t) || t.tag == participle
	}
	return false
}

// parallel says whether a chunk without a verb says the like of a clause, and is not more of a list in it: both have amounts, days, or
// phrases with the same preposition.
func (b *builder) parallel(main *clause, c chunk) bool {
	if main == nil {
		return false
	}
	has := func(s []token, f func(token) bool) bool { return slices.ContainsFunc(s, f) }
	amount := func(t token) bool { return t.quantity != nil && !t.quantity.ordinal }
	day := func(t token) bool { return calendar(t) != "" }
	inBrackets := func(t token) bool { return t.text == "(" }
	none := func(t token) bool { return t.op == no || t.op == not }
	order := func(t token) bool {
		return orderWords[t.text] || t.quantity != nil && t.quantity.ordinal && t.is("first", "second", "third")
	}
	other := func(t token) bool { return t.tag == preposition && !t.is("of", "per") }
	ofAmount := has(c.tokens, amount) && has(main.tokens, amount)
	shared := func(t token) bool {
		return t.tag == preposition && (!t.is("of") || ofAmount) && has(main.tokens, func(u token) bool { return u.tag == preposition && u.text == t.text })
	}
	begins := len(c.tokens) > 0 && c.tokens[0].tag == preposition
	switch {
	case has(main.tokens, inBrackets) && has(c.tokens, inBrackets):
		return true
	case len(c.tokens) < 2:
		return false
	case has(c.tokens, amount) && has(main.tokens, amount) && (begins || !amount(c.tokens[0]) || has(c.tokens, other) && has(main.tokens, other)):
		return true
	case has(c.tokens, day) && has(main.tokens, day), has(c.tokens, none), has(c.tokens, order) && (has(main.tokens, order) || has(main.tokens, amount) && !has(c.tokens, func(t token) bool { return t.quantity != nil })):
		return true
	}
	if main.verbal() && (twoPhrases(c.tokens) || len(c.tokens) > 2 && amount(c.tokens[0]) && c.tokens[1].is("of") && c.tokens[2].tag == pronoun) {
		return true
	}
	if begins && c.tokens[0].tag == preposition && !c.tokens[0].is("of") {
		return has(c.tokens[1:], func(t token) bool { return t.tag == preposition }) && shared(c.tokens[0]) // "in Graz in October"
	}
	return main.verbal() && has(c.tokens[1:], shared) // "the others by Mr Dunne"
}

// relate ties the clauses of a sentence to each other: conditions and exceptions to what depends on them, what is said to who says it.
func (b *builder) relate() {
	for i, c := range b.found {
		switch c.role {
		case condition, exception:
			b.depend(i)
		case content:
			if i > 0 {
				c.said = b.found[i-1]
			}
		case plain:
			if i > 0 && b.says(c) && b.found[i-1].part == c.part && b.found[i-1].role == plain && b.found[i-1].said == nil {
				b.found[i-1].role, b.found[i-1].said = content, c // "the light was green, the witness said"
			}
		}
	}
}

// complete are conditions that need no more words.
var complete = setOf("on_request upon_request auf_antrag auf_wunsch auf_verlangen bei_bedarf where_necessary")

// saying are verbs that stand behind what is said.
var saying = []string{"say", "state", "report", "write", "claim", "explain", "add", "note", "think", "believe", "sagen", "erklären", "berichten"}

// says says whether a clause only tells who says something: "the witness said".
func (b *builder) says(c *clause) bool {
	at := slices.IndexFunc(c.tokens, func(t token) bool { return t.tag == verb && overlap(t.bases, saying) })
	if at < 0 || c.joined != "" || at > 0 && at < len(c.tokens)-1 {
		return false
	}
	return !slices.ContainsFunc(c.tokens, func(t token) bool { // "said the witness", and nothing more
		return t.tag != verb && t.tag != determiner && t.tag != noun && t.tag != name && t.tag != pronoun && t.tag != possessive && t.tag != adjective
	})
}

// depend makes the clauses around a condition depend on it: those behind it where it comes first, else the one before it.
func (b *builder) depend(i int) {
	c := b.found[i]
	for _, k := range slices.Backward(b.found[:i]) {
		if k.part == c.part && (k.role == plain || k.role == content) {
			k.needs = append(k.needs, c)
			if !k.bare {
				return // else the one before shares it: "is switched off and unplugged before …"
			}
		}
	}
	if slices.ContainsFunc(b.found[:i], func(k *clause) bool { return slices.Contains(k.needs, c) }) {
		return
	}
	for _, k := range b.found[i+1:] {
		if k.part == c.part && (k.role == plain || k.role == content) {
			k.needs = append(k.needs, c)
		}
	}
}
