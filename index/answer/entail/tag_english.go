package entail

import (
	"slices"
	"strings"

	"footnote/index/answer/lexicon"
)

// forms are what a word can be by itself.
type forms struct {
	noun, verb, adjective, adverb bool
	first                         byte // the commonest
	third, past, ing              bool // forms of a verb
	plural                        bool
}

func formsOf(word string, bases []string) forms {
	var f forms
	e := lexicon.Lookup(word)
	if e.Kinds != "" {
		f.first = e.Kinds[0]
	}
	for _, b := range bases {
		k := lexicon.Lookup(b)
		if b == word {
			f.noun, f.verb = f.noun || k.Is('n'), f.verb || k.Is('v')
			f.adjective, f.adverb = f.adjective || k.Is('a'), f.adverb || k.Is('r')
			continue
		}
		irregular := slices.Contains(e.Bases, b)
		if k.Is('v') {
			switch {
			case strings.HasSuffix(word, "ing"):
				f.ing, f.verb = true, true
			case strings.HasSuffix(word, "ed") || irregular && !strings.HasSuffix(word, "s"):
				f.past, f.verb = true, true
			case strings.HasSuffix(word, "s"):
				f.third, f.verb = true, true
			}
		}
		if k.Is('n') && (strings.HasSuffix(word, "s") || irregular && !f.past) {
			f.noun, f.plural = true, true
			if f.first == 0 {
				f.first = k.Kinds[0]
			}
		}
		if k.Is('a') && (strings.HasSuffix(word, "er") || strings.HasSuffix(word, "est") || irregular && !k.Is('v')) {
			f.adjective = true
		}
	}
	if f.past && slices.ContainsFunc(e.Bases, func(b string) bool { return lexicon.Lookup(b).Is('v') }) && !pastNouns[word] {
		f.noun = false // "lent"
	}
	if word == "rent" { // of "rend" hardly ever
		f.past, f.noun, f.first = false, true, 'n'
	}
	if unchanging[word] {
		f.past, f.verb = true, true
	}
	return f
}

// ingNouns are nouns that go with others: "parking spaces".
var ingNouns = setOf(`parking building meeting swimming training heating cooking driving shopping washing wedding evening morning ceiling painting housing
	clothing lighting opening closing working living dining sleeping reading writing cleaning spring string ring king wing shipping banking planning
	fishing hunting landing mailing marketing mining nursing packing printing racing recording riding roofing running sailing sewing singing skating
	skiing smoking spending standing testing trading voting walking warning wiring`)

// linking are verbs that join a thing with what it is.
var linking = []string{"remain", "stay", "become", "seem", "look", "get", "keep", "appear"}

// timeAdverbs say how often, by themselves or of a noun.
var timeAdverbs = setOf("daily weekly monthly yearly hourly nightly quarterly annually")

// unchanging are verbs whose past is like their present.
var unchanging = setOf("put set cut let cost hit shut read hurt burst spread split bet cast")

// perfects are participles that look like the verb itself.
var perfects = setOf("come become overcome run")

// pastNouns are irregular forms of verbs that are nouns or adjectives as well.
var pastNouns = setOf("cost cut set hit read ground rose saw wound shed left spread split burst hurt found felt bit lit lay bore broke bound lead thought spoke stole shot drunk")

// A tagger decides the parts of speech of an English sentence, word by word.
type tagger struct {
	s     []token
	forms []forms
	verb  bool // a finite verb was seen in this clause
	seen  bool // and in this part of the sentence
}

// tagEnglish sets the tags and bases of a sentence's words. It errs; what is built on it must bear that.
func tagEnglish(s []token, l *language) {
	g := tagger{s: s, forms: make([]forms, len(s))}
	for i := range s {
		t := &s[i]
		if t.tag == number || t.tag == mark || t.tag == operator {
			continue
		}
		t.bases = l.bases(t.text)
		g.forms[i] = formsOf(t.text, t.bases)
		t.plain = slices.Contains(t.bases, t.text)
		t.past = g.forms[i].past && !unchanging[t.text]
		switch small, ok := l.small[t.text]; {
		case !ok:
		case t.is("a") && t.capital && !t.initial: // "class A"
			t.tag = name
		case t.is("her") && (i+1 == len(s) || s[i+1].tag == mark || s[i+1].tag == operator || l.small[s[i+1].text] == preposition || l.small[s[i+1].text] == determiner):
			t.tag = pronoun
		default:
			t.tag = small
		}
	}
	for i := range s {
		t := &s[i]
		switch {
		case t.tag == mark, t.tag == conjunction, t.tag == relative, t.op.conditional(), t.op == because, t.op == while, t.op == although, t.op == before, t.op == after, t.op == until, t.op == from:
			g.verb = false
			g.seen = g.seen && !t.is(";", ":", "–")
		case t.is("to") && t.tag == preposition && g.infinitive(i+1):
			t.tag = particle
		case t.is("that"):
			g.that(i)
		case t.tag == auxiliary, t.op.modal():
			g.verb, g.seen = true, true
		case t.tag == noun && t.tag != number:
			t.tag = g.decide(i)
			if t.tag == verb {
				g.verb, g.seen = true, true
			}
		}
	}
	g.rescue()
	phrasal(s, l)
}

// infinitive says whether the word at i is a verb that "to" leads to.
func (g *tagger) infinitive(i int) bool {
	for i < len(g.s) && (g.s[i].op == not || g.s[i].tag == adverb) {
		i++
	}
	if i >= len(g.s) || g.s[i].capital {
		return false
	}
	if g.s[i].is("be", "have", "do") {
		return true
	}
	f := g.forms[i]
	if f.first == 'n' && places[g.s[i].text] && (i == 0 || !slices.Contains([]tag{determiner, possessive, pronoun}, g.s[min(i+1, len(g.s)-1)].tag)) {
		return false
	}
	if !f.verb || f.third || f.ing || f.past && f.first != 'v' {
		return false
	}
	ends := i+1 >= len(g.s) || g.s[i+1].tag == mark
	return f.first == 'v' || !f.noun || !ends && slices.Contains([]tag{determiner, possessive, pronoun, number, preposition}, g.s[i+1].tag) && !g.s[i+1].is("of")
}

// persons are words for all, some or none that stand alone.
var persons = setOf("nobody none nothing everybody everyone everything anybody anyone anything somebody someone")

// places are nouns to which one goes without an article.
var places = setOf("school bed court church hospital town prison jail university college market lunch dinner breakfast")

// that decides what "that" is: it joins what is said to who says it, or a noun to what is told of it, or points.
func (g *tagger) that(i int) {
	t := &g.s[i]
	if i > 1 && g.s[i-1].tag == noun && !g.verb && g.forms[i-1].verb && (g.s[i-2].nominal() || g.s[i-2].tag == pronoun) && slices.ContainsFunc(g.s[i-1].bases, func(b string) bool { return speechVerbs[b] }) {
		g.s[i-1].tag = verb // "police suspect that"
	}
	told := slices.ContainsFunc(g.s[:i], func(t token) bool { return (t.tag == verb || t.tag == participle) && overlap(t.bases, telling) })
	switch {
	case told && g.s[i-1].nominal(), i > 0 && (g.s[i-1].tag == verb || g.s[i-1].tag == participle || g.s[i-1].is(",")) && i+1 < len(g.s) && g.s[i+1].tag != mark:
		t.tag, t.op, g.verb = operator, that, false
	case i > 0 && (g.s[i-1].tag == noun || g.s[i-1].tag == name || g.s[i-1].tag == adjective) && i+1 < len(g.s):
		t.tag, g.verb = relative, false
	}
}

// telling are verbs that take those who are told before what they are told.
var telling = []string{"tell", "inform", "assure", "promise", "warn", "remind", "notify", "advise", "convince", "persuade"}

// before is the tag of the word before i, leaving out adverbs and negation; mark where a clause begins.
func (g *tagger) before(i int) token {
	for i--; i >= 0; i-- {
		t := g.s[i]
		if t.tag == adverb || t.tag == particle && !t.is("to") || t.op == not || t.op == always || t.op == often || t.op == sometimes || t.op == only && i > 0 || t.is("also", "then", "already", "still") {
			continue
		}
		if t.op == because || t.op.conditional() || t.op == while || t.op == although || t.op == that {
			return token{tag: mark}
		}
		return t
	}
	return token{tag: mark}
}

func (g *tagger) next(i int) (token, forms) {
	if i+1 < len(g.s) {
		return g.s[i+1], g.forms[i+1]
	}
	return token{tag: mark}, forms{}
}

// later says whether a verb that must be finite follows before the clause ends.
func (g *tagger) later(i int) bool {
	for i++; i < len(g.s); i++ {
		switch t := g.s[i]; {
		case t.tag == mark, t.tag == conjunction, t.tag == relative, t.op.conditional(), t.op == while, t.op == because, t.op == than, t.is("that"):
			return false
		case t.tag == auxiliary && !t.is("be", "been", "being", "having"), t.op.modal() && t.op != optional && (strings.Contains(t.text, " ") || !strings.HasSuffix(t.text, "ed")):
			return true
		case t.tag == noun && g.forms[i].third && !g.forms[i].noun:
			return true
		}
	}
	return false
}

// decide is the part of speech of the open word at i.
func (g *tagger) decide(i int) tag {
	t, f, last := g.s[i], g.forms[i], g.before(i)
	next, nextForms := g.next(i)
	nounish := next.tag == noun && (nextForms.noun || nextForms.first == 0) || next.tag == name
	if t.capital && g.named(i, f, last, next) {
		return name
	}
	switch {
	case t.is("mr", "mrs", "ms", "dr", "prof"):
		return name
	case last.op.modal() && f.first == 0 && !f.noun && !t.capital && !strings.HasSuffix(last.text, "ed"):
		return verb
	case slices.Contains([]tag{noun, name, pronoun, relative}, last.tag) && f.verb && !f.ing && !g.verb && slices.ContainsFunc(t.bases, func(b string) bool { return speechVerbs[b] }) && (f.third || f.past || last.tag == pronoun) &&
		(slices.Contains([]tag{determiner, possessive, pronoun, name, number}, next.tag) || next.is("that")):
		return verb
	case last.is("to") && last.tag == particle && f.verb, last.op.modal() && f.verb && !f.third && (!f.past || f.first == 'v' || !f.adjective) && !strings.HasSuffix(last.text, "ed"), last.is("do", "does", "did") && f.verb:
		return verb
	case last.is("be", "am", "is", "are", "was", "were", "been", "being") && f.ing:
		return verb
	case last.is("be", "am", "is", "are", "was", "were", "been", "being", "get", "gets", "got") && f.past, last.is("have", "has", "had", "having") && (f.past || perfects[t.text]) && !nounish:
		return participle
	case f.ing && t.initial && nextForms.plural && !ingNouns[t.text]:
		return gerund // "keeping pets"
	case f.ing:
		if f.noun && (f.first == 'n' || slices.Contains([]tag{determiner, possessive, adjective, noun, number}, last.tag)) && !slices.Contains([]tag{determiner, possessive}, next.tag) {
			return noun
		}
		return gerund
	case f.past && f.noun && last.tag == noun && next.tag == mark && (g.verb || i > 1 && (g.s[i-2].tag == determiner || g.s[i-2].tag == preposition)):
		return noun // "a power cut"
	case f.past && !(f.noun && slices.Contains([]tag{determiner, possessive, adjective}, last.tag)):
		return g.pastForm(i, f, last, nounish)
	}
	return g.plainForm(i, f, last, next, nextForms, nounish)
}

// named says whether a capitalised word is a name.
func (g *tagger) named(i int, f forms, last, next token) bool {
	t := g.s[i]
	known := f.noun || f.verb || f.adjective || f.adverb
	follows := next.capital && next.tag == noun && next.Start-t.End <= 2 && !strings.ContainsAny(next.text, ",;") && (i+1 < len(g.s) && g.s[i+1].tag != mark)
	switch {
	case calendar(t) != "":
		return false
	case strings.ToUpper(t.text) == t.text:
		return true
	case t.initial, last.tag == mark && !last.is(","):
		return !known || follows && !f.verb
	case last.tag == determiner && f.noun && !follows:
		return false
	}
	return true
}

// pastForm decides on a word in "ed" and the like.
func (g *tagger) pastForm(i int, f forms, last token, nounish bool) tag {
	switch last.tag {
	case determiner, possessive, adjective, preposition:
		return adjective
	case noun, name, pronoun, relative, number, gerund:
		if last.genitive {
			return adjective
		}
		if last.op == 0 && (g.verb || last.tag == noun && (g.later(i) || g.seen && g.byWhom(i))) {
			return participle
		}
		return verb
	case operator:
		if (persons[last.text] || last.is("no one")) && !g.verb && !g.later(i) {
			return verb // "nobody left"
		}
		if last.op.quantifies() || last.op == no {
			if nounish {
				return adjective
			}
			if next, _ := g.next(i); !g.verb && (next.tag == determiner || next.tag == possessive) {
				return verb // "most supported the plan"
			}
		}
		if last.op.modal() {
			return participle
		}
	case auxiliary:
		return participle
	case conjunction:
		if g.verb = false; g.joinsVerbs(i) {
			return verb
		}
	case mark:
		if i > 0 && g.s[i-1].op == while && g.joinsVerbs(i) {
			return verb // "rose but stayed below"
		}
		if last.is(",") && (g.subjectBefore(i) || g.series(i)) {
			return verb
		}
	}
	if nounish {
		return adjective
	}
	return participle
}

// byWhom says whether a participle at i is followed by who or what does it: "or damage caused by water".
func (g *tagger) byWhom(i int) bool {
	return i+2 < len(g.s) && g.s[i+1].is("by") && g.s[i+2].tag != number
}

// joinsVerbs says whether "and" before i follows a clause with a finite past verb: "rejected the plan and accepted the other".
func (g *tagger) joinsVerbs(i int) bool {
	for j := i - 2; j >= 0 && g.s[j].tag != mark; j-- {
		switch {
		case g.s[j].tag == verb:
			return true
		case g.s[j].tag == auxiliary, g.s[j].tag == participle, g.s[j].op.modal():
			return false
		}
	}
	return false
}

// plainForm decides on a word that is no participle.
func (g *tagger) plainForm(i int, f forms, last, next token, nextForms forms, nounish bool) tag {
	phrase := slices.Contains([]tag{determiner, possessive, preposition, adjective, number}, last.tag) || last.genitive || last.op.quantifies() || last.op == no
	starts := last.tag == mark || last.tag == conjunction
	joins := last.tag == conjunction || last.is(",") && f.first == 'v' && !g.seen || i > 0 && g.s[i-1].op == while
	takes := next.is("more", "less", "most", "nothing", "little", "much") || slices.Contains([]tag{determiner, possessive, pronoun, number, preposition, mark}, next.tag) || next.tag == operator || next.tag == name
	switch {
	case f.third && overlap(g.s[i].bases, linking) && !g.verb && (nextForms.adjective || nextForms.past) && !g.later(i):
		return verb // "remains unlocked"
	case last.is("be", "is", "are", "was", "were") && f.first == 0 && !f.noun && strings.HasSuffix(g.s[i].text, "ed"):
		return adjective // "unguarded"
	case timeAdverbs[g.s[i].text]:
		if nounish {
			return adjective
		}
		return adverb
	case g.behindPronoun(i, f, last, takes):
		return verb
	case next.is("than") && f.adjective:
		return adjective // "two years younger than"
	case f.verb && !f.third && !g.verb && last.tag == noun && !last.genitive && (takes || nounish) && !g.later(i) && g.pluralSubject(i) && g.only(i):
		return verb // "plants in the window need water"
	case i > 1 && g.s[i-1].tag == noun && g.s[i-2].op == if_ && caseOf(g.s[i-2].text) && f.verb && !f.third && takes && !next.is("of", "in"):
		return verb // "in case of fire leave the building"
	case f.adjective && !nounish && last.tag == auxiliary && last.is("be", "am", "is", "are", "was", "were", "been", "being"):
		return adjective
	case phrase && f.adjective && nounish && (f.first == 'a' || !f.noun):
		return adjective
	case last.tag == number && f.first == 'v' && !f.third && !g.verb && takes && g.s[i-1].quantity != nil && g.s[i-1].quantity.bound != 0 && !g.later(i):
		return verb // "orders below 25 euros carry …"
	case phrase && !(g.labelled(i) && f.third && f.first == 'v') && (f.noun || !f.adjective && !f.adverb):
		return noun
	case f.plural && f.third && next.tag == noun && nextForms.verb && !nextForms.third && last.tag == conjunction && g.only(i+1) && f.first == 'n':
		return noun // "and tickets cost"
	case f.verb && !g.verb && f.third && (joins || g.labelled(i) || slices.Contains([]tag{noun, name, pronoun, relative, gerund}, last.tag)) && !g.later(i) &&
		(takes || nounish || !f.noun || f.first == 'v') && !(next.tag == mark && f.first == 'n' && g.forms[max(i-1, 0)].first == 'n'):
		return verb
	case f.verb && !f.third && !g.verb && (last.tag == pronoun || last.tag == relative || last.tag == noun && g.plural(i-1) || last.tag == name || last.tag == number && f.first == 'v' && g.s[i-1].quantity != nil && g.s[i-1].quantity.bound != 0) && !g.later(i) && (f.first == 'v' || takes || nounish):
		return verb
	case g.s[i].initial && f.verb && !f.third && (next.op.bounds() || next.op.conditional()):
		return verb // "Wait until …"
	case g.s[i].initial && f.verb && !f.third && !f.ing && !g.later(i) && (nextForms.past || nextForms.adjective || nextForms.plural && !(nextForms.third && f.first == 'n')) && g.only(i):
		return verb // "Store frozen goods …"
	case starts && f.verb && !f.third && !g.later(i) && (f.first == 'v' || g.seen && g.withParticle(i) || slices.Contains([]tag{determiner, possessive, pronoun}, next.tag) || next.op == no || next.op == all) && next.tag != auxiliary && !next.is("of") && !(next.tag == mark && f.noun):
		return verb
	case last.tag == noun && last.op == 0 && f.noun && !next.capital && (next.tag == mark || next.tag == preposition || next.tag == auxiliary || next.tag == operator || nextForms.past || nextForms.third):
		return noun // "the school fair took place"
	case f.adverb && (f.first == 'r' || strings.HasSuffix(g.s[i].text, "ly")) && !(f.noun && phrase):
		return adverb
	case f.adjective && (nounish || f.first == 'a' || !f.noun):
		return adjective
	case f.noun || f.first == 0 && !f.verb:
		return noun
	case f.verb:
		return verb
	}
	return noun
}

// behindPronoun says whether the word at i is a verb, for a pronoun stands before it that can be nothing but its subject.
func (g *tagger) behindPronoun(i int, f forms, last token, takes bool) bool {
	switch {
	case !f.verb || g.verb:
		return false
	case last.tag == relative: // "employees who work more than six hours are …"
		return last.is("who", "which", "that") && takes
	case persons[last.text] || last.is("no one"): // "nobody comes by car"
		return (f.third || f.past) && !g.later(i)
	case last.op == twoOf || last.op == many || last.op == few: // "both run on gas"
		return !f.plural && !f.third && takes && !g.later(i)
	}
	return false
}

// labelled says whether a noun with its number stands before i: "bus 9 stops".
func (g *tagger) labelled(i int) bool {
	return i > 1 && g.s[i-1].quantity != nil && g.s[i-1].quantity.unit == unit{} && g.s[i-2].tag == noun && (g.s[i-2].initial || i > 2 && g.s[i-3].tag != number) && !g.forms[i-2].plural
}

// pluralSubject says whether the clause of i begins with several things, with a phrase behind them that i does not go on with.
func (g *tagger) pluralSubject(i int) bool {
	start := i
	for start > 0 && g.s[start-1].tag != mark && g.s[start-1].tag != conjunction && g.s[start-1].op == 0 {
		start--
	}
	for j := start; j < i; j++ {
		if g.s[j].tag == preposition {
			return j > start && g.s[j-1].tag == noun && g.forms[j-1].plural && !g.s[j].is("of") && g.s[i-1].tag == noun && !g.forms[i-1].plural
		}
	}
	return false
}

// only says whether no other word of the clause of i can be its verb.
func (g *tagger) only(i int) bool {
	for j := i + 1; j < len(g.s) && g.s[j].tag != mark; j++ {
		if f := g.forms[j]; g.s[j].tag == auxiliary || g.s[j].op.modal() || f.verb && (f.third || f.past) && !f.noun && !f.adjective && j > i+1 {
			return false
		}
	}
	return true
}

// plural says whether a noun before i is one of several.
func (g *tagger) plural(i int) bool {
	for i > 0 && (g.s[i].tag == adverb || g.s[i].tag == particle) {
		i--
	}
	return i >= 0 && (g.forms[i].plural || g.s[i].is("people", "staff", "police") || i > 1 && g.s[i-1].tag == conjunction)
}
