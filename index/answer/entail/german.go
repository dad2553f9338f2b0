package entail

import (
	"slices"
	"strings"
	"sync"
)

// german is what is known of German: less than of English. It has no dictionary but the groups of words in words/.
var german = sync.OnceValue(func() *language {
	l := &language{code: "de", bases: germanBases, clitic: func(_, _ *token, _ func(token)) bool { return false }, tag: tagGerman}
	l.phrases, l.longest = phraseTable(germanPhrases)
	l.small = smallTable(germanSmall)
	l.light = setOf(germanLight)
	l.groups, l.opposed = map[string][]int{}, map[string][]string{}
	for w, groups := range groupTable(germanGroups) {
		l.groups[germanStem(w)] = append(l.groups[germanStem(w)], groups...)
	}
	for w, opposites := range opposedTable(germanOpposed) {
		for _, o := range opposites {
			l.opposed[germanStem(w)] = append(l.opposed[germanStem(w)], germanStem(o))
		}
	}
	for w := range setOf(germanLight) {
		l.light[germanStem(w)] = true
	}
	return l
})

var germanPhrases = map[op]string{
	not:  `nicht|nie|niemals|nicht mehr|noch nicht|keineswegs|auf keinen fall|in keinem fall|unter keinen umständen|weder|kaum|nicht länger|gar nicht|überhaupt nicht`,
	no:   `kein|keine|keinen|keinem|keiner|keines|keinerlei|niemand|niemanden|niemandem|nichts|nirgends`,
	must: `ist zu|sind zu|hat zu|haben zu`,
	required: `muss|müssen|musste|mussten|müsse|ist verpflichtet|sind verpflichtet|verpflichtet|ist erforderlich|sind erforderlich|erforderlich|notwendig|ist notwendig|
		nötig|ist nötig|pflicht|ist pflicht|vorgeschrieben|ist vorgeschrieben|zwingend|obligatorisch|verpflichtend`,
	may: `darf|dürfen|durfte|durften|dürfe|ist erlaubt|sind erlaubt|erlaubt|ist gestattet|sind gestattet|gestattet|zulässig|ist zulässig|sind zulässig|berechtigt|ist berechtigt|sind berechtigt|
		genehmigt|erlaubt ist|gestattet ist|erlaubt es|gestattet es|steht frei|steht es frei`,
	can:       `kann|können|konnte|konnten|könne|ist möglich|sind möglich|möglich|imstande|ist in der lage|sind in der lage`,
	might:     `könnte|könnten|vielleicht|möglicherweise|eventuell|wahrscheinlich|vermutlich|unter umständen|gegebenenfalls|wohl`,
	should:    `sollte|sollten|soll|sollen|empfohlen|wird empfohlen|werden empfohlen|empfiehlt sich|ratsam|ist ratsam`,
	forbidden: `verboten|ist verboten|sind verboten|untersagt|ist untersagt|sind untersagt|unzulässig|ist unzulässig|sind unzulässig|nicht zulässig`,
	optional:  `freiwillig|ist freiwillig|sind freiwillig|braucht nicht|brauchen nicht|optional|freigestellt|befreit von|entbehrlich`,
	unable:    `unmöglich|ist unmöglich|außerstande|nicht in der lage|nicht möglich|ist nicht möglich`,
	all:       `alle|aller|allen|alles|jeder|jede|jedes|jeden|jedem|sämtliche|sämtlichen|jedermann|ganze|ganzen|gesamte|gesamten|vollständig`,
	whichever: `irgendein|irgendeine|beliebige|beliebigen|jegliche`,
	part:      `einige|einigen|einiger|manche|manchen|mehrere|mehreren|ein paar|teilweise|ein teil|nicht alle|nicht jeder|nicht jede`,
	most:      `die meisten|den meisten|meisten|die mehrheit|der großteil|fast alle`,
	many:      `viele|vielen|zahlreiche|zahlreichen`,
	few:       `wenige|wenigen`,
	only:      `nur|ausschließlich|lediglich|allein`,
	always:    `immer|stets|jederzeit|ausnahmslos|automatisch|ständig`,
	often:     `meist|meistens|gewöhnlich|in der regel|normalerweise|üblicherweise|oft|häufig|grundsätzlich`,
	sometimes: `manchmal|gelegentlich|zuweilen|selten|ab und zu`,
	if_: `wenn|falls|sofern|soweit|vorausgesetzt|unter der bedingung|im falle|bei bedarf|auf antrag|auf verlangen|auf wunsch|solange|unter der voraussetzung|
		vorbehaltlich|im fall`,
	unless:   `es sei denn|sofern nicht`,
	except:   `außer|ausgenommen|mit ausnahme|mit ausnahme von|abgesehen von|bis auf`,
	when:     `sobald|als|nachdem|bevor|wo`,
	because:  `weil|da|damit|um|denn|wegen|aufgrund|daher|deshalb`,
	although: `obwohl|trotz|obgleich|auch wenn|ungeachtet`,
	while:    `während|aber|jedoch|dagegen|sondern|hingegen|dann`,
	that:     `dass|ob`,
	sourced:  `laut|gemäß|nach angaben|zufolge|nach ansicht|nach meinung`,
	seems:    `angeblich|vermeintlich|scheinbar|dem vernehmen nach|anscheinend`,
	free:     `kostenlos|kostenfrei|gratis|unentgeltlich|gebührenfrei|umsonst|ohne kosten|ohne gebühr|keine kosten|ohne aufpreis`,
	former:   `früher|ehemals|ehemalige|ehemaliger|zuvor|bisher|vormals`,
	instead:  `statt|anstatt|anstelle`,
	lower:    `mindestens|wenigstens|nicht weniger als|zumindest|minimum|oder mehr|oder länger|ab mindestens|mind|nicht unter|und mehr|und älter`,
	above:    `mehr als|über|länger als|älter als|höher als|größer als|schwerer als|übersteigt|überschreitet`,
	upper:    `höchstens|maximal|nicht mehr als|bis zu|nicht länger als|nicht über|oder weniger|maximum|längstens|max|nicht überschreiten|nicht übersteigen`,
	below:    `weniger als|unter|kürzer als|jünger als|niedriger als|kleiner als`,
	about:    `etwa|ungefähr|circa|ca|rund|zirka|knapp|gut`,
	deadline: `spätestens|bis spätestens|spätestens am|spätestens bis|bis zum|bis zur`,
	within:   `innerhalb|innerhalb von|binnen|innert`,
	before:   `vor|vor dem|vor der`,
	after:    `nach|nach dem|nach der`,
	until:    `bis`,
	from:     `ab|ab dem|ab der|seit|seit dem|von`,
	twoOf:    `beide|beiden`,
}

var germanSmall = map[tag]string{
	determiner: "der die das den dem des ein eine einen einem einer eines dieser diese dieses diesen diesem solche solcher andere anderen anderer",
	possessive: "mein meine sein seine seinen seinem seiner ihr ihre ihren ihrem ihrer unser unsere unseren euer eure",
	pronoun:    "ich du er sie es wir ihr man mich dich sich uns euch ihn ihm ihnen mir dir",
	relative:   "welche welcher welches deren dessen",
	preposition: `mit für von zu auf im am zum zur in an aus bei durch gegen ohne um beim ins ans vom über unter neben zwischen hinter während je pro per wegen
		außerhalb gegenüber entlang`,
	conjunction: "und oder sowie bzw",
	auxiliary:   "ist sind war waren sein wird werden wurde wurden worden hat haben hatte hatten bin seid",
	particle:    "auch so da dort hier noch schon bereits jetzt nun sehr eher also ferner zudem außerdem dabei hierbei bitte ja doch etwa lang jeweils ebenfalls davon daran dazu dafür",
}

const germanLight = `werden machen tun geben liegen betragen lauten bestehen gelten befinden stehen erfolgen person leute mensch sache fall art weise ding dauern kosten
	haben belaufen genannt entsprechend jeweilig betreffend stattfinden sein`

// germanStem takes the common endings off a word: a rough stem, the same for "Monate", "Monats" and "Monaten".
func germanStem(w string) string {
	w = strings.NewReplacer("ä", "a", "ö", "o", "ü", "u", "ß", "ss").Replace(w)
	w = joinedGerman(w)
	if rest, ok := strings.CutPrefix(w, "ge"); ok && len(rest) > 4 && (strings.HasSuffix(rest, "t") || strings.HasSuffix(rest, "en")) {
		w = rest
	}
	for _, end := range []string{"innen", "in", "ern", "em", "er", "en", "es", "et", "est", "te", "e", "n", "s", "t"} {
		if stem, ok := strings.CutSuffix(w, end); ok && len(stem) >= 4 {
			return stem
		}
	}
	return w
}

func germanBases(w string) []string {
	if s := germanStem(w); s != w {
		return []string{w, s}
	}
	return []string{w}
}

// tagGerman sets the tags and bases of a German sentence. Nouns have capitals; of the other words, one before a noun is an adjective, and
// the rest are verbs or adverbs.
func tagGerman(s []token, l *language) {
	for i := range s {
		t := &s[i]
		if t.tag == number || t.tag == mark || t.tag == operator {
			continue
		}
		t.bases = l.bases(t.text)
		t.plain = true
		if small, ok := l.small[t.text]; ok && (!t.capital || t.initial || t.is("sie", "ihr", "ihre", "ihnen", "ihren", "ihrem", "ihrer")) {
			t.tag = small
			continue
		}
		t.tag = germanTag(s, i)
	}
	relativesGerman(s)
	separableGerman(s)
}

// separables are what German verbs part with: "rechnet … ab".
const separables = "ab an auf aus ein vor nach mit zurück teil fest statt weg los weiter her hin bei zu um durch weiter"

// separableGerman joins a verb with what it parted with at the end of its clause.
func separableGerman(s []token) {
	parts := setOf(separables)
	for i := range s {
		ends := i+1 == len(s) || s[i+1].tag == mark || s[i+1].tag == conjunction
		if !parts[s[i].text] || !ends || s[i].op != 0 {
			continue
		}
		for j := i - 1; j >= 0 && s[j].tag != mark; j-- {
			if s[j].tag != verb || s[j].text == "" {
				continue
			}
			var bases []string
			for _, b := range s[j].bases {
				bases = append(bases, germanStem(s[i].text+b))
			}
			s[j].bases, s[i].tag, s[i].bases = bases, particle, nil
			break
		}
	}
}

// joinedGerman is a separable verb in the form that its others have: "vorstellt" of "vorgestellt" and "vorzustellen".
func joinedGerman(w string) string {
	for _, part := range strings.Fields(separables) {
		rest, ok := strings.CutPrefix(w, part)
		if !ok {
			continue
		}
		for _, inside := range []string{"ge", "zu"} {
			if verb, ok := strings.CutPrefix(rest, inside); ok && len(verb) > 4 && (strings.HasSuffix(verb, "t") || strings.HasSuffix(verb, "en")) {
				return part + verb
			}
		}
	}
	return w
}

func germanTag(s []token, i int) tag {
	t := s[i]
	nounNext := i+1 < len(s) && s[i+1].capital && s[i+1].tag == noun
	switch {
	case t.capital && i > 0 && s[i-1].is("herr", "herrn", "frau", "dr"):
		return name
	case t.is("herr", "herrn", "frau"):
		return name
	case t.capital && !t.initial, t.initial && strings.HasSuffix(t.text, "ung"):
		return noun
	case t.is("mal"):
		return noun
	case nounNext && strings.HasSuffix(t.text, "te") && i > 0 && (s[i-1].tag == noun || s[i-1].tag == name || s[i-1].tag == pronoun || s[i-1].quantity != nil && (s[i-1].quantity.dated() || s[i-1].quantity.timed())) &&
		!slices.ContainsFunc(s, func(u token) bool { return u.tag == auxiliary || u.op.modal() }):
		return verb // "am 3. Mai stellte Frau Kaya den Antrag"
	case nounNext && !t.initial && slices.ContainsFunc([]string{"e", "en", "er", "es", "em"}, func(end string) bool { return strings.HasSuffix(t.text, end) }):
		return adjective
	case t.initial && !slices.ContainsFunc(s, func(u token) bool { return u.tag == auxiliary || u.op.modal() }) && strings.HasSuffix(t.text, "en") && nounNext:
		return verb
	case t.initial:
		return noun
	case i > 0 && s[i-1].is("zu"):
		return verb
	case len(t.text) > 4 && strings.HasPrefix(t.text, "ge") && (strings.HasSuffix(t.text, "t") || strings.HasSuffix(t.text, "en")), strings.HasSuffix(t.text, "iert"):
		return participle
	case strings.HasSuffix(t.text, "s") && calendar(t) != "":
		return noun
	case strings.HasSuffix(t.text, "t"), strings.HasSuffix(t.text, "en"), strings.HasSuffix(t.text, "te"), strings.HasSuffix(t.text, "ern"), strings.HasSuffix(t.text, "eln"), strings.HasSuffix(t.text, "tet"):
		return verb
	}
	return adverb
}

// relativesGerman finds "der", "die" and "das" that begin a description: behind a comma, before what is no noun of theirs.
func relativesGerman(s []token) {
	for i := 1; i < len(s); i++ {
		if s[i-1].is(",") && s[i].tag == determiner && s[i].is("der", "die", "das", "den", "dem") && i+1 < len(s) && s[i+1].tag != noun && s[i+1].tag != adjective && s[i+1].tag != name && s[i+1].tag != number {
			s[i].tag = relative
		}
	}
}

// germanRoles gives the phrases of a German clause their roles by their articles; where these do not tell, the first one does it.
func (p *parser) germanRoles() {
	first := !(len(p.words) > 0 && p.words[0].role == action) // else the subject was said before
	marked := slices.ContainsFunc(p.words, func(w word) bool { return w.free() && (w.article == "der" || accusative[w.article]) })
	for i := range p.words {
		w := &p.words[i]
		switch {
		case !w.free():
			continue
		case accusative[w.article], !first && w.article != "der", marked && w.article != "der" && w.article != "ein" && w.article != "kein":
			w.role = patient
		default:
			w.role = agent
		}
		if w.role == agent {
			first = false
		}
	}
}

// free says whether a word heads a phrase without a preposition.
func (w word) free() bool {
	return w.nominal() && w.quantity == nil && w.prep == "" && w.bound == 0 && w.head < 0 && w.role != action && w.role != standard && !timeWord(w.token)
}

// accusative are articles of what something is done to or for.
var accusative = setOf("den dem einen einem keinen keinem diesen diesem jeden jedem meinen meinem seinen seinem ihren ihrem unseren unserem")
