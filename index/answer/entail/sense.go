package entail

import (
	"slices"
	"strings"
)

// A sense is how a clause means what it says.
type sense struct {
	negative bool
	mood     mood
	time     time
	orders   bool // an order: "Close the door."
	copula   bool // it says that something is something
	passive  bool
	extent   op // always, often, sometimes
	only     bool
	nots     int     // how often it denies
	partly   bool    // "not all"
	unreal   []token // what makes it a plan, a wish or a guess: "plans to"
	former   bool
	seems    bool
	verb     int // the index of its verb among its words, −1 for none
}

// A mood is what is said of something: that it is, must be, may be …
type mood uint8

const (
	fact mood = iota
	duty
	permission
	ability
	chance // it might be
	advice
	ban
	choice // it need not be
)

// A time is when something is.
type time uint8

const (
	present time = iota
	past
	future
)

// unrealVerbs lead to what is not, or not yet, so.
var unrealVerbs = setOf(`plan intend want wish hope propose suggest consider expect offer try attempt seek aim threaten promise undertake
	ask request demand invite apply discuss debate dream pretend hesitate consider contemplate anticipate prefer urge recommend advise forget
	planen beabsichtigen wollen wünschen hoffen vorschlagen erwägen erwarten anbieten versuchen versprechen bitten beantragen fordern verlangen`)

// hopeVerbs make what they take an object of no fact, either: "they expect visitors".
var hopeVerbs = setOf("expect want hope plan propose demand seek promise anticipate intend wish planen erwarten fordern wünschen")

// speechVerbs lead to what somebody says or thinks.
var speechVerbs = setOf(`say claim believe think suspect assume argue allege maintain assert suppose guess estimate doubt deny report
	complain warn fear feel predict insist contend speculate imagine suggest propose state tell announce explain note admit hear understand
	declare mention remark reply answer write agree promise confirm find conclude show reckon consider expect hope wish
	sagen behaupten glauben meinen denken vermuten annehmen schätzen berichten fürchten versichern erklären mitteilen melden`)

// documents are what says a thing without its being hearsay: the lease says.
var documents = setOf(`contract lease agreement policy document text passage manual leaflet letter notice section clause article paragraph page
	report minutes rule rules statute law act regulation regulations guide instructions source invoice bill form table sign label recipe terms
	handbook book email mail message note statement website site file record records memo brochure booklet schedule list tenancy warranty guarantee
	vertrag mietvertrag dokument anleitung brief bericht protokoll hausordnung satzung gesetz regel rechnung`)

// senseOf reads how the tokens of a clause are meant.
func senseOf(s []token, p parser) sense {
	e := sense{copula: p.copula && p.verbs == 0, passive: p.passive, verb: slices.IndexFunc(p.words, func(w word) bool { return w.role == action })}
	nots := 0
	for i, t := range s {
		switch {
		case t.op == not, t.op == no, t.op == failed:
			nots++
		case t.op == unable:
			nots++
			e.mood = ability
		case t.op == must || t.op == required || t.op == may || t.op == can || t.op == might || t.op == should || t.op == forbidden || t.op == optional:
			if e.mood == fact || e.mood == ability {
				e.mood = moodOf(t.op)
			}
			if t.op == required && nots > 0 || t.op == required && i+1 < len(s) && s[i+1].op == not {
				e.mood = choice
				nots--
			}
		case t.op == will:
			e.time = future
		case t.op == always, t.op == often, t.op == sometimes:
			e.extent = t.op
		case t.op == only:
			e.only = true
		case t.op == part && (strings.HasPrefix(t.text, "not ") || strings.HasPrefix(t.text, "nicht ")):
			e.partly = true
		case t.op == former:
			e.former = true
		case t.op == seems, t.op == sourced, i > 1 && t.is("opinion", "view", "estimation", "ansicht", "meinung") && slices.ContainsFunc(s[:i], func(u token) bool { return u.is("in", "nach") }):
			e.seems = true
		case (t.tag == verb || t.tag == participle || t.tag == gerund) && slices.ContainsFunc(t.bases, func(b string) bool { return unrealVerbs[b] }) && (leadsOn(s, i) || t.tag == verb && slices.ContainsFunc(t.bases, func(b string) bool { return hopeVerbs[b] })):
			e.unreal = append(e.unreal, t)
		}
	}
	if e.copula && e.mood == fact && slices.ContainsFunc(p.words, func(w word) bool { return w.head < 0 && !w.pre && potential(w.token) }) {
		e.mood = ability
	}
	if e.mood == fact && p.l.code == "de" && p.copula && p.passive && slices.ContainsFunc(s, func(t token) bool { return t.is("zu") }) { // "ist zu zahlen"
		e.mood = duty
	}
	e.nots = nots
	e.negative = nots%2 == 1
	e.order(s)
	switch {
	case e.mood == ban:
		e.negative = !e.negative
		e.mood = permission
	case (e.mood == duty) && e.negative: // "must not"
		e.mood = permission
	case e.mood == ability && e.negative && e.time == present:
		e.mood = permission
	}
	if e.time == present && pastTense(s) {
		e.time = past
	}
	return e
}

// potential says whether a word says what can be done: "refundable".
func potential(t token) bool {
	return (strings.HasSuffix(t.text, "able") || strings.HasSuffix(t.text, "ible")) && len(t.bases) > 0 && slices.ContainsFunc(t.bases, func(b string) bool { return b != t.text })
}

// leadsOn says whether an infinitive or "that" follows the verb at i soon.
func leadsOn(s []token, i int) bool {
	const far = 5
	for j := i + 1; j < len(s) && j <= i+far; j++ {
		if s[j].tag == particle && s[j].is("to", "zu") || s[j].tag == gerund {
			return true
		}
	}
	return false
}

func moodOf(o op) mood {
	return map[op]mood{
		must: duty, required: duty, may: permission, can: ability, might: chance, should: advice, forbidden: ban, optional: choice,
	}[o]
}

// order says whether a clause is an order: it begins with a verb and has no subject.
func (e *sense) order(s []token) {
	for _, t := range s {
		switch {
		case t.op == not || t.op == always || t.tag == adverb || t.tag == particle || t.tag == mark || t.is("do", "please"):
			continue
		case t.tag == verb && e.mood == fact && !slices.ContainsFunc(s, func(u token) bool { return u.op.modal() }):
			e.orders = t.plain && !pastTense(s)
			if e.orders {
				e.mood = duty
			}
		}
		return
	}
}

// pastTense says whether the verb of tokens is in the past.
func pastTense(s []token) bool {
	for _, t := range s {
		switch {
		case t.is("was", "were", "had", "did", "has", "have", "been", "war", "waren", "wurde", "wurden", "hatte", "hatten", "hat", "haben") && t.tag == auxiliary:
			if t.is("has", "have", "had", "hat", "haben", "hatte", "hatten") && !slices.ContainsFunc(s, func(u token) bool { return u.tag == participle || u.is("been") }) {
				return t.is("had", "hatte", "hatten")
			}
			return true
		case t.is("is", "are", "am", "be", "does", "do") || t.op.modal():
			return false
		case t.tag == verb && len(t.bases) > 0:
			return t.past
		}
	}
	return false
}
