package entail

import (
	"slices"
)

// A word is a token that says something, with its place in its clause.
type word struct {
	token
	role    wordRole
	prep    string // the preposition before its phrase
	bound   bound  // before, after, from …: of a word that is no figure
	head    int    // the word it belongs to, by its index in the clause; −1 for none
	phrase  int    // words of one noun phrase have one number
	quant   op     // all, some, no … before it
	article string // before its phrase: the word itself, "" for none
	taken   bool   // taken over from another clause
	context bool   // taken over from a sentence before, the title or a heading: it may be meant
	heading bool   // of those, from the title or a heading
	light   bool   // it may be left out or added
	only    bool   // only it
	many    bool   // a plural
	more    int    // 1 where "more" stands before it, 2 for "most"
	pre     bool   // it stands before the verb
	of      *clause
}

// A wordRole is what a word is to the verb of its clause.
type wordRole uint8

const (
	aside    wordRole = iota // neither of the others: with a preposition, or unknown
	agent                    // who does it
	patient                  // what it is done to
	standard                 // what something is compared with
	action                   // the verb
)

// nominal says whether a token can be what is spoken of.
func (t token) nominal() bool {
	return t.tag == noun || t.tag == name || t.tag == number || t.tag == gerund
}

// A parser reads the words of a clause.
type parser struct {
	l       *language
	words   []word
	prep    string
	bound   bound
	quant   op
	only    bool
	article string
	phrase  int
	inside  bool // a noun phrase is going on
	verbs   int  // verbs that were seen
	passive bool
	more    int
	becomes bool // a German "werden" was seen
	copula  bool
	than    bool
	seen    bool // an auxiliary or a modal verb was seen: the subject is over
}

// parse reads the words of tokens, with their roles.
func parse(s []token, l *language, bare bool) parser {
	p := parser{l: l, seen: bare, copula: bare}
	for i := range s {
		p.read(s, i)
	}
	p.roles()
	return p
}

func (p *parser) read(s []token, i int) {
	switch t := s[i]; t.tag {
	case mark:
		if prep := p.prep; t.text == "," || t.text == "(" {
			goes := (prep == "by" || prep == "without") && t.plain && p.inside && p.verbs > 0 && i+1 < len(s) && (s[i+1].nominal() || s[i+1].tag == determiner || s[i+1].tag == possessive || s[i+1].tag == adjective) && !hasFinite(s[i:])
			p.endPhrase()
			if goes { // "by the treasurer and the chair"
				p.prep = prep
			}
		}
		if t.text == "(" {
			p.prep = "("
		}
	case operator:
		p.operator(t, s, i)
	case preposition:
		p.preposition(s, i)
	case determiner, possessive:
		p.determiner(s, i)
	case auxiliary:
		p.auxiliary(s, i)
	case verb, participle:
		p.verbWord(s, i)
	case particle:
		if t.is("to", "zu", ",") {
			p.endPhrase()
		}
	case pronoun:
		if t.is("one", "ones") && p.inside { // "the new one"
			t.tag, t.bases = noun, p.lastNoun()
			p.word(t)
			p.words[len(p.words)-1].light = true
			return
		}
		p.endPhrase()
	case conjunction, relative:
		p.endPhrase()
	case number:
		p.number(s, i)
	case noun:
		if p.subjectBegins(s, i) {
			p.endPhrase()
		}
		p.word(t)
	default:
		if n := map[string]int{"more": 1, "most": 2}[t.text]; n > 0 && i+1 < len(s) && s[i+1].tag == adjective {
			p.more = n // "more expensive"
			return
		}
		p.word(t)
	}
}

// preposition takes in a preposition, or one that stands alone: "from inside".
func (p *parser) preposition(s []token, i int) {
	t := s[i]
	if adverbial[t.text] && (i+1 == len(s) || slices.Contains([]tag{mark, preposition, conjunction, verb, auxiliary}, s[i+1].tag) || s[i+1].tag == operator && !s[i+1].op.bounds() && !s[i+1].op.quantifies()) {
		t.tag = adverb
		p.word(t)
		return
	}
	if t.is("zu") && i+1 < len(s) && s[i+1].tag == verb { // "ist zu zahlen"
		p.becomes = p.becomes || p.copula
		return
	}
	than := i > 0 && s[i-1].op == than
	p.endPhrase()
	p.prep, p.than = t.text, than
}

// determiner takes in an article or what stands in its place, with which a phrase begins.
func (p *parser) determiner(s []token, i int) {
	t := s[i]
	switch {
	case p.inside && p.nounInside() && !p.words[len(p.words)-1].genitive:
		p.endPhrase()
	case !t.is("such", "other", "another"):
		p.endNoun()
	}
	p.article = t.text
	p.inside = true
	if p.bound != 0 && t.is("that", "this") && (i+1 == len(s) || !s[i+1].nominal() && s[i+1].tag != adjective && s[i+1].tag != number || timeless(s, i)) { // "after that"
		t.tag = noun
		p.word(t)
		p.words[len(p.words)-1].light = true
		p.endPhrase()
	}
	if t.is("other") {
		p.word(t)
	}
}

// auxiliary takes in a form of "be", "have" or "do". Where no participle follows, "have" is a verb.
func (p *parser) auxiliary(s []token, i int) {
	t := s[i]
	if t.is("have", "has", "had", "having", "hat", "haben", "hatte", "hatten") && !slices.ContainsFunc(s[i:], func(u token) bool {
		return u.tag == participle || u.is("been", "to") || u.is("had") && u.Start > t.Start
	}) {
		p.verbWord(s, i)
		return
	}
	p.endPhrase()
	p.seen = true
	p.becomes = p.becomes || t.is("werden", "wird", "wurde", "wurden", "worden")
	p.copula = p.copula || t.is("be", "am", "is", "are", "was", "were", "been", "being", "wird", "werden", "wurde", "wurden", "worden", "ist", "sind", "war", "waren")
}

// number takes in a figure: with the noun before it ("route 14"), or a phrase of its own ("lent the choir 40 chairs").
func (p *parser) number(s []token, i int) {
	t := s[i]
	next := token{tag: mark}
	if i+1 < len(s) {
		next = s[i+1]
	}
	if frequencies[t.text] {
		p.endNoun()
	}
	b := t.quantity.bound
	if b != 0 && b != about && p.inside || p.inside && p.nounInside() && (t.quantity.unit != unit{} || next.nominal() || next.tag == adjective) {
		p.endPhrase()
	}
	if b == deadline || b == before || b == after || b == until || b == from || b == within {
		p.prep = "at" // with the noun it counts, too: "by the third working day"
	}
	p.word(t)
}

// frequencies are figures that count how often something is done, and nothing that stands beside them.
var frequencies = setOf("once twice thrice einmal zweimal dreimal viermal")

// subjectBegins says whether the noun at i is the subject, and not part of the phrase before it: "with permission pupils may leave".
func (p *parser) subjectBegins(s []token, i int) bool {
	return p.prep != "" && p.prep != "of" && !p.seen && p.nounInside() && plural(s[i]) && i+1 < len(s) && (finite(s[i+1]) || s[i+1].op.modal()) &&
		!slices.ContainsFunc(p.words, func(w word) bool { return w.role == agent }) && !p.words[len(p.words)-1].genitive
}

// lastNoun is what the noun before is a form of: what "one" stands for.
func (p *parser) lastNoun() []string {
	for i := len(p.words) - 1; i >= 0; i-- {
		if p.words[i].tag == noun && p.words[i].role != action {
			return p.words[i].bases
		}
	}
	return nil
}

// nounInside says whether the phrase that goes on has a noun already.
func (p *parser) nounInside() bool {
	n := len(p.words)
	if n == 0 || p.words[n-1].phrase != p.phrase || !p.words[n-1].nominal() {
		return false
	}
	q := p.words[n-1].quantity
	return q == nil || q.dated() || q.timed() || q.unit != unit{}
}

// adverbial are prepositions that also stand alone.
var adverbial = setOf("inside outside above below behind up down over under near before after beyond opposite underneath upstairs downstairs off")

// timeless says whether "that" at i points by itself: a comma or an article follows.
func timeless(s []token, i int) bool {
	return i+1 < len(s) && (s[i+1].tag == mark || s[i+1].tag == determiner)
}

func (p *parser) endNoun() {
	p.inside = false
	p.phrase++
}

func (p *parser) endPhrase() {
	if p.inside {
		p.phrase++
	}
	p.inside, p.article, p.prep, p.bound, p.quant, p.than = false, "", "", 0, 0, false
}

// operator takes in what an op does to the words that follow.
func (p *parser) operator(t token, s []token, i int) {
	switch {
	case t.op.quantifies(), t.op == no:
		if t.op == only {
			p.only = true
			return
		}
		switch {
		case p.inside && p.nounInside():
			p.endPhrase()
		case p.inside:
			p.endNoun()
		}
		p.quant, p.inside, p.article = t.op, true, t.text
		if t.op == always || t.op == often || t.op == sometimes {
			p.quant, p.inside = 0, false
		}
	case t.op.bounds():
		p.endPhrase()
		p.bound, p.prep = t.op, t.text
	case t.op == than:
		p.endPhrase()
		p.than = true
	case t.op.modal():
		p.endPhrase()
		p.seen = true
	case t.op == free:
		p.endPhrase()
		p.seen = true
		p.word(t)
	case t.op == not:
	default:
		p.endPhrase()
		if t.op == sourced {
			p.prep = t.text
		}
	}
}

// verbWord takes in a verb.
func (p *parser) verbWord(s []token, i int) {
	t := s[i]
	behind := p.nounInside()
	p.endPhrase()
	if t.tag == participle && p.copula && p.verbs == 0 {
		p.passive = true
	}
	if t.tag == participle && (!p.seen || p.verbs > 0 && i > 0 && s[i-1].tag == noun && behind && i+1 < len(s) && s[i+1].tag == preposition) { // "damage caused by frost"
		p.word(t)
		p.endPhrase()
		return
	}
	p.verbs++
	w := word{token: t, role: action, head: -1, phrase: p.phrase}
	w.light = p.lightWord(t) || t.tag == auxiliary
	p.words = append(p.words, w)
	p.seen = true
	p.phrase++
}

func (p *parser) lightWord(t token) bool {
	return slices.ContainsFunc(append(t.bases, t.text), func(b string) bool { return p.l.light[b] })
}

// word takes in a word that is no verb.
func (p *parser) word(t token) {
	if n := len(p.words); n > 0 && t.tag == noun && !p.seen && p.inside && p.nounInside() && timeWord(p.words[n-1].token) && !p.words[n-1].genitive && p.words[n-1].quant == 0 &&
		(slices.Contains([]string{"on", "in", "at", "during"}, p.prep) || p.prep == "of" && p.words[0].prep != "" && p.words[0].prep != "of") && p.article != "" {
		p.endPhrase() // "on the first day lessons …"
	}
	if n := len(p.words); n > 0 && t.tag == noun && !p.seen && p.inside && p.prep == "" && p.words[n-1].phrase == p.phrase && p.words[n-1].quant != 0 && timeWord(p.words[n-1].token) && !p.words[n-1].genitive {
		p.endPhrase() // "every Friday homework …"
	}
	if n := len(p.words); n > 0 && t.nominal() && !p.seen && p.inside && p.prep != "" && p.article == "" && p.words[n-1].quantity != nil && p.words[n-1].quantity.dated() && p.words[n-1].phrase == p.phrase {
		p.endPhrase() // "in 2023 sugar …"
	}
	if t.tag == gerund && p.inside && p.nounInside() {
		p.endPhrase()
	}
	w := word{token: t, prep: p.prep, bound: p.bound, head: -1, phrase: p.phrase, quant: p.quant, only: p.only, article: p.article, pre: !p.seen}
	w.light = p.lightWord(t) && t.tag != name
	w.many = t.tag == noun && plural(t)
	if p.than {
		w.role = standard
	}
	if t.nominal() || t.tag == adjective || t.tag == participle {
		p.inside = true
	}
	if !p.seen && w.role == aside && p.prep == "" && p.bound == 0 && t.nominal() {
		w.role = agent
	}
	if p.verbs > 0 && p.prep == "" && p.bound == 0 && w.role == aside && t.nominal() {
		w.role = patient
	}
	if timeWord(t) || t.quantity != nil && t.quantity.bound != 0 && (t.quantity.dated() || t.quantity.timed()) {
		w.role = aside // "all year"
	}
	w.more, p.more = p.more, 0
	p.only = false
	p.words = append(p.words, w)
	if t.genitive {
		p.inside = true
	}
}

// timeWord says whether a token is a day, a month, a season, a year …
func timeWord(t token) bool {
	u := units[t.text]
	return u.lasting() && (u.dimension != "time" || u.factor >= units["day"].factor) || calendar(t) != ""
}

// roles finds the heads of phrases, gives modifiers the roles of their heads, and turns the roles of a passive.
func (p *parser) roles() {
	if p.l.code == "de" && p.becomes && p.verbs > 0 {
		p.passive = true
	}
	for i := range p.words {
		w := &p.words[i]
		if w.role == action || w.tag == adverb {
			continue
		}
		last := i
		for j := i + 1; j < len(p.words) && p.words[j].phrase == w.phrase && p.words[j].role != action; j++ {
			if p.words[j].nominal() && p.words[j].tag != number || p.words[last].tag == number && p.words[j].nominal() {
				last = j
			}
		}
		switch {
		case last != i:
			w.head = last
		case w.quantity != nil && (w.quantity.bound == above || w.quantity.bound == below || w.quantity.bound == lower || w.quantity.bound == upper) && i > 0 && p.words[i-1].nominal() && p.words[i-1].tag != number && p.words[i-1].pre == w.pre:
			w.head = i - 1 // "orders above 50 euros"
		case w.nominal() && (w.prep == "of" || w.prep == "(" || w.prep == "von" && !p.passive):
			w.head = p.nominalBefore(i)
		case (w.tag == gerund || w.tag == participle) && w.prep == "" && i > 0 && p.words[i-1].nominal() && p.words[i-1].tag != number && p.words[i-1].tag != gerund:
			w.head = i - 1 // "guests arriving after ten"
		case w.nominal() && w.prep != "" && p.described(i) > 0:
			w.head = p.described(i) // "damage caused by hard frost"
		}
	}
	if p.l.code == "de" {
		p.germanRoles()
	}
	if p.passive {
		p.turn()
	}
	for i := range p.words {
		w := &p.words[i]
		if w.head < 0 || w.role == action {
			continue
		}
		if w.role = p.words[w.head].role; w.genitive || w.prep == "of" || (p.words[w.head].tag == participle || p.words[w.head].tag == gerund) && w.prep != "" || w.quantity != nil && w.quantity.bound != 0 {
			w.role = aside
		}
	}
}

// described is the participle right before the phrase of word i that tells something of a noun before it, 0 where there is none.
func (p *parser) described(i int) int {
	for i > 0 && p.words[i-1].phrase == p.words[i].phrase {
		i--
	}
	if i < 2 || p.words[i-1].tag != participle && p.words[i-1].tag != gerund || p.words[i-1].role == action || p.words[i-1].head != i-2 {
		return 0
	}
	return i - 1
}

// turn exchanges the roles of a passive.
func (p *parser) turn() {
	for i := range p.words {
		w := &p.words[i]
		switch {
		case w.role == agent:
			w.role = patient
		case w.role == aside && !w.pre && (w.prep == "by" || w.prep == "von" || w.prep == "durch") && w.tag != number && w.tag != gerund && !timeWord(w.token) && !p.means(i):
			w.role = agent
		}
	}
}

// means says whether word i, behind "by", tells how or by how much something is done, and not who does it: "by seven votes", "by post".
func (p *parser) means(i int) bool {
	w := p.words[i]
	if w.head >= 0 {
		w = p.words[w.head]
	}
	if w.tag != noun || (w.article != "" || w.many) && !slices.ContainsFunc(p.words, func(o word) bool { return o.tag == number && o.phrase == w.phrase }) && !overlap(w.bases, []string{"majority", "margin", "factor"}) {
		return false
	}
	return slices.ContainsFunc(w.bases, func(b string) bool { return ways[b] })
}

// ways are the words for such means and margins.
var ways = setOf(`vote majority margin percent percentage point degree amount factor third half quarter hand post mail email e-mail letter phone telephone fax courier
	train bus car boat ship plane air rail road sea bicycle card cheque check transfer cash debit accident mistake chance law default means way stimme stimmen post brief`)

// nominalBefore is the last head of a phrase before word i, −1 where there is none.
func (p *parser) nominalBefore(i int) int {
	for j := i - 1; j >= 0; j-- {
		if p.words[j].nominal() && p.words[j].phrase != p.words[i].phrase && p.words[j].role != action {
			return j
		}
	}
	return -1
}

// plural says whether a noun is one of several, as far as its ending tells.
func plural(t token) bool {
	for _, b := range t.bases {
		if b != t.text && t.text != "" && (len(t.text) > len(b) && t.text[len(t.text)-1] == 's' || t.is("people", "children", "men", "women", "feet", "mice")) {
			return true
		}
	}
	return t.is("people", "police", "staff", "pets", "goods")
}
