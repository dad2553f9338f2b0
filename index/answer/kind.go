package answer

import (
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"footnote/index/answer/figure"
)

// A kind is what a question asks to be told.
type kind uint8

const (
	other    kind = iota
	person        // who
	moment        // when
	quantity      // how many, how much, how long
	location      // where
	naming        // what kind of, which company, organisation or product
	formed        // what is known by its form: an address, a number to ring, a time of day, an amount of money
)

// An asked question is what a question asks for, as far as its words give that away. English and German are known, and French, Spanish,
// Italian and Portuguese (see kind_romance.go); other questions ask for nothing in particular.
type asked struct {
	kind  kind
	units *regexp.Regexp  // what a quantity is counted in, nil where the question leaves that open; the form of what is formed
	form  *regexp.Regexp  // the look of an answer if the kind is other; nil where the question leaves that open
	words map[string]bool // the question's own words, in lower case
}

// asks tells what questions ask for. How much comes before when and who: "how many people who…" asks for a number.
var asks = sync.OnceValue(func() []pattern {
	return []pattern{
		{regexp.MustCompile(`(?i)\be-?mail( address)?\b.*\b(what|which|where|whom|who)\b|\b(what|which|where|whom|who|wie|welche)\b.*\be-?mail(-?adresse| address)?\b|\bmail address\b|\be-?mail address\b`), formed, mailForm()},
		{regexp.MustCompile(`(?i)\b(tele)?phone number\b|\b(what|which) number\b.*\b(call|ring|dial|reach)\b|\btelefonnummer\b`), formed, phoneForm()},
		{regexp.MustCompile(`(?i)\b(url|web address|internet address|address of the (web ?)?site|webadresse)\b|\bwhat (is|was) the web ?site\b`), formed, webForm()},
		{regexp.MustCompile(`(?i)\b(what|which) time\b|\b(opening|office|visiting|business|quiet) (hours|times)\b|\bo'clock\b|\bum wie ?viel uhr\b|\böffnungszeiten\b`), formed, clockForm()},
		{regexp.MustCompile(`(?i)\b(how much|what|wie ?viel|was)\b.*\b(costs?|kostet|kosten|price|preis|fee|gebühr|fare|rent|miete|charges?|charged|budget|balance|premium|salary|wage|bonus|fined?|refund(ed)?|deposit|kaution|pay|paid|earn|money|geld|dues|allowance)\b`), formed, moneyForm()},
		{regexp.MustCompile(`(?i)\bhow long\b|\bwie lange?\b`), quantity, timeUnits()},
		{regexp.MustCompile(`(?i)\bhow (old|often|late|early)\b|\bwie (alt|oft|spät)\b`), quantity, timeUnits()},
		{
			regexp.MustCompile(`(?i)\b(what|which) temperature\b|\bhow (hot|cold|warm)\b|\bwelche[rn]? temperatur\b|\bwie (heiß|kalt|warm)\b`), quantity,
			heatUnits(),
		},
		{
			regexp.MustCompile(`(?i)\bhow (tall|high|far|deep|wide|big|large)\b|\bwie (hoch|weit|tief|breit|groß)\b`), quantity,
			lengthUnits(),
		},
		{regexp.MustCompile(`(?i)\bhow (heavy|fast|hard|much|many)\b|\bwie (schwer|schnell|viele?)\b|\b(what|which) (price|percentage|percent|number|amount|age|share|size|rate|proportion|cost)\b`), quantity, nil},
		{regexp.MustCompile(`(?i)\b(who|whom|whose)\b|\bwhich (person|scholar|president|leader|woman|man|author|king|queen|emperor)\b|\b(wer|wen|wem|wessen)\b`), person, nil},
		{regexp.MustCompile(`(?i)\b(what|which) (type|kind|model|make|brand|name|company|organi[sz]ation|firm|insurer|insurance|bank|agency|authority|garage|supplier|provider|association|charity|union|school|team|newspaper|book|law|act|treaty|award|university|river|mountain|language|religion)s?\b|\bwhat (is|was) \S+ (called|named)\b|\bwie hei(ß|ss)t\b`), naming, nil},
		{regexp.MustCompile(`(?i)\bwhen\b|\b(what|which) (year|date|time|day|month|century)\b|\b(wann|seit wann|bis wann)\b|\bin welchem (jahr|monat|jahrhundert)\b`), moment, nil},
		{regexp.MustCompile(`(?i)\bwhere\b|\b(what|which) (place|city|town|country|street|state)\b|\b(wo|woher|wohin)\b|\bin welche[rmn]? (stadt|land|ort|straße)\b`), location, nil},
	}
})

// The forms of what is known by its form.
var (
	mailForm  = compiled(`[\w.+-]+@[\w-]+(\.[\w-]+)+`)
	phoneForm = compiled(`\+?\(?\d(?:[ ()/.-]{0,2}\d){5,}`)
	webForm   = compiled(`(?i)\bhttps?://\S+|\bwww\.\S+|\b[\w-]+\.(?:org|com|net|gov|edu|info|eu|de|uk|io|example)\b`)
	clockForm = compiled(`(?i)\b\d{1,2}([:.]\d\d)?\s?(am|pm|a\.m\.|p\.m\.|o'clock|uhr)|\b\d{1,2}:\d\d\b|\b(noon|midnight|midi|minuit|mediod[ií]a|medianoche|mezzogiorno|mezzanotte|meio-dia|meia-noite)\b|\b\d{1,2} ?h( ?\d\d)?\b|\b\d{1,2} heures?\b|\bore \d{1,2}([.:]\d\d)?|\b(?:alle|dalle|a las|desde las|hasta las|às|das) (?:\d{1,2}([.:h]\d\d)?|\pL+)|\bhalf past \w+|\bquarter (to|past) \w+|\b(at|from|until|till|to|before|after|by) (one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b`)
	moneyForm = compiled(`(?i)[€$£¥]\s?\d[\d.,]*( ?(million|billion|k)\b)?|\b(\d[\d., ]*|one|two|three|four|five|six|seven|eight|nine|ten|twenty|fifty|hundred|thousand|cents?|mille|mil|mila|cien|ciento|cento|cem|vingt|trente|veinte|treinta|venti|trenta|vinte|trinta)( thousand| millions?| milliards?| millones| billion| mil| mila| milioni| milhões)?( de| di)?\s?(%|€|\$|£|euros?|dollars?|pounds?|crowns?|cents?|pence|francs?|yen|gp|sp|usd|eur|gbp|per ?cent|prozent|couronnes?|coronas?|coron[ae]|coroas?|livres?|libras?|sterline|pesos?|reais|real|franchi|francos?|d[oó]lares|dollari|centimes?|c[eé]ntimos?|centesimi)|\b(free of charge|for free|kostenlos|gratuit[oa]?s?|gratis|gratuitement)\b`)
)

var timeUnits = compiled(`(?i)^\W{0,2}(consecutive |more |full |working |calendar )?(seconds?|minutes?|hours?|days?|nights?|weeks?|months?|years?|decades?|centur(y|ies)|times?|sekunden?|minuten?|stunden?|tagen?|tage?|nächten?|wochen?|monaten?|monate?|jahren?|jahre?|mal|h|min|secondes?|heures?|jours?|nuits?|semaines?|mois|ans?|années?|fois|segundos?|minutos?|horas?|d[ií]as?|noches?|semanas?|mes|meses|m[eê]s|años?|veces|second[oi]|minut[oi]|or[ae]|giorn[oi]|nott[ei]|settiman[ae]|mes[ei]|ann[oi]|volte|noites?|anos?|vezes)\b`)

var (
	heatUnits   = compiled(`(?i)^\W{0,2}(degrees?|grad|degrés?|grados?|gradi|graus?|°|celsius|fahrenheit|kelvin)`)
	lengthUnits = compiled(`(?i)^\W{0,2}((milli|centi|kilo|mili|cent[ií]|quil[oô]|kil[oó]|chilo)?(met(er|re)|m[eètê]tre|metro|metri)|foot|feet|inch|mile|m|cm|mm|km|ft|in|yards?|meilen?|hect[aá]re|[eè]ttari|acres?|square|quadrat\w*|pieds?|pouces?|pies|mill[ae]s|miglia|milhas?)s?\b`)
)

// compiled returns a pattern that is made when it is first asked for: the program starts without it.
func compiled(pattern string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(pattern) })
}

// ask reads off a question what it asks for.
func ask(question string) asked {
	a := asked{words: map[string]bool{}}
	for _, w := range figure.Words(question) {
		a.words[w.Text] = true
	}
	for _, k := range patternsFor(question) {
		at := k.pattern.FindStringIndex(question)
		if at == nil || at[0] > 0 && k.units == nil && k.kind != quantity && asksOther().MatchString(question) {
			continue
		}
		a.kind, a.units = k.kind, k.units
		break
	}
	if a.kind == other {
		a.form = formOf(question)
	}
	if counted := counts().FindStringSubmatch(question); a.kind == quantity && a.units == nil && counted != nil {
		stem := regexp.QuoteMeta(counted[1][:runesEnd(counted[1], 4)]) // "months" and "month"
		a.units = regexp.MustCompile(`(?i)^\W{0,2}(\pL+ ){0,1}` + stem)
	}
	return a
}

// asksOther finds questions in which who, when and where do no more than join: "How do I find out who called?"
var asksOther = compiled(`(?i)^\W*(how|why|can|could|does|do|did|is|are|was|were|may|must|should|will|wie|warum|kann|darf|muss|ist|sind)\b`)

// counts finds what "how many" is asked of.
var counts = compiled(`(?i)\b(?:how many|wie viele?|what (?:percentage|number) of|combien d(?:e |['’])|cu[aá]nt[oa]s|quant[ieoa]s?) ?(\pL{3,})`)

// runesEnd is where the first n runes of s end.
func runesEnd(s string, n int) int {
	for i := range s {
		if n == 0 {
			return i
		}
		n--
	}
	return len(s)
}

// told returns where a sentence tells what is asked for, in order and disjoint.
func (a asked) told(sentence string) []Span {
	switch a.kind {
	case quantity:
		return a.quantities(sentence)
	case moment:
		return moments(sentence)
	case person:
		named := slices.DeleteFunc(names(sentence), func(s Span) bool { return inPlace().MatchString(sentence[:s.Start]) })
		return a.unasked(sentence, disjoint(sentence, sorted(append(named, spansOf(roles(), sentence)...))))
	case formed:
		return spansOf(a.units, sentence)
	case naming:
		return a.unasked(sentence, names(sentence))
	case location:
		return a.unasked(sentence, places(sentence))
	}
	return nil
}

// quantities are the numbers of a sentence with their units: those in the unit asked for, where there are any.
func (a asked) quantities(sentence string) []Span {
	var all, fitting []Span
	for _, f := range figure.Read(sentence) {
		if f.Date != (figure.Date{}) {
			continue
		}
		s := f.Span
		rest := sentence[s.End:]
		if a.units != nil {
			if m := a.units.FindStringIndex(rest); m != nil {
				s.End += wordsEnd(rest, m[1])
				fitting = append(fitting, s)
				continue
			}
		}
		if m := unit().FindStringIndex(rest); m != nil {
			s.End += m[1]
		}
		all = append(all, s)
	}
	if a.units == nil {
		return all
	}
	return joinRanges(sentence, fitting, all)
}

// unit is what stands behind a number and belongs to it.
var unit = compiled(`(?i)^( ?(%|°C?|€|\$|£)|[ \x{a0}](per ?cent|prozent|degrees( celsius| fahrenheit)?|euros?|dollars?|pounds?|crowns?|francs?|bar|grams?|kilograms?|kg|g|kilomet(re|er)s?|met(re|er)s?|millimet(re|er)s?|mm|cm|km|m|hours?|minutes?|days?|weeks?|months?|years?|times|stunden?|minuten?|tage[n]?|wochen?|monaten?|monate|jahre[n]?|people|couronnes?|coronas?|coron[ae]|coroas?|jours?|semaines?|mois|ans|heures?|personnes?|d[ií]as?|semanas?|meses|años?|horas?|personas?|giorni|settimane|mesi|anni|ore|persone|anos?|pessoas?)\b)`)

// wordsEnd moves an end within text to the end of the word it lies in.
func wordsEnd(text string, end int) int {
	for end < len(text) {
		r, n := utf8.DecodeRuneInString(text[end:])
		if !unicode.IsLetter(r) {
			break
		}
		end += n
	}
	return end
}

// joinRanges adds to spans the numbers that lead to them: the 70 of "70 to 80 degrees".
func joinRanges(sentence string, spans, bare []Span) []Span {
	for i, s := range spans {
		for _, b := range bare {
			if b.End <= s.Start && rangeSign().MatchString(sentence[b.End:s.Start]) {
				spans[i].Start = b.Start
			}
		}
	}
	return spans
}

var rangeSign = compiled(`^\s*(–|-|—|to|or|and|bis|oder|und|à|ou|et|o|y|e|ou)\s*$`)

// moments are the dates, times, years and days of the week of a sentence.
func moments(sentence string) []Span {
	var spans []Span
	for _, f := range figure.Read(sentence) {
		year := len(f.Values) > 0 && len(f.Values[0]) == 4 && !f.Worded && figure.Small(f.Values[0]) >= figure.FirstYear && figure.Small(f.Values[0]) <= figure.LastYear
		clock := len(f.Values) > 0 && strings.Contains(f.Values[0], ":")
		if f.Date != (figure.Date{}) || year || clock {
			spans = append(spans, f.Span)
		}
	}
	return disjoint(sentence, sorted(append(spans, spansOf(calendar(), sentence)...)))
}

// spansOf are the matches of a pattern.
func spansOf(pattern *regexp.Regexp, text string) []Span {
	var spans []Span
	for _, m := range pattern.FindAllStringIndex(text, -1) {
		spans = append(spans, Span{Start: m[0], End: m[1]})
	}
	return spans
}

func sorted(spans []Span) []Span {
	slices.SortFunc(spans, func(x, y Span) int { return x.Start - y.Start })
	return spans
}

// roles finds people who are named by what they are.
var roles = compiled(`(?i)\b(?:the|each|either|every|an?|his|her|its|their|der|die|den|dem|des|jede[rn]?|ein|eine[rmn]?) (?:landlord|landlady|tenant|lessor|lessee|owner|buyer|seller|employer|employee|manager|director|company|council|government|state|town|city|province|county|ministry|minister|doctor|physician|surgeon|nurse|teacher|parents?|president|king|queen|emperor|police|insurer|customer|client|supplier|contractor|author|editor|publisher|bank|court|committee|board|party|parties|chair|secretary|treasurer|members?|vermieter(?:in)?|mieter(?:in)?|käufer(?:in)?|verkäufer(?:in)?|arbeitgeber(?:in)?|arbeitnehmer(?:in)?|eigentümer(?:in)?|gemeinde|stadt|behörde|partei|ärztin|arzt)s?\b|\b(?:le|la|les|el|los|las|il|lo|gli|i|o|a|os|as|chaque|cada|ogni|un|une|una|um|uma|l['’]) ?(?:locataire|propriétaire|bailleur|bailleresse|acheteu(?:r|se)|vendeu(?:r|se)|employeu(?:r|se)|salariée?|directeur|directrice|gérante?|syndic|mairie|ville|commune|président|roi|reine|médecin|infirmière|maire|inquilin[oa]|arrendatari[oa]|propietari[oa]|arrendador|vendedora?|comprador|ayuntamiento|ciudad|rey|reina|presidente|médic[oa]|empleador|director|alcalde|conduttore|inquilin[oa]|locatore|proprietari[oa]|venditore|acquirente|datore di lavoro|comune|città|sindaco|amministratore|re|regina|locatário|inquilin[oa]|senhorio|proprietári[oa]|câmara|cidade|rei|rainha|diretor)s?(?:\b|$)`)

// calendar finds moments in words.
var calendar = compiled(`\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?|weekdays|(?:January|February|March|April|June|July|August|September|October|November|December)|(?:Mon|Diens|Donners|Frei|Sams|Sonn)tags?|Mittwoch|(?:Januar|Februar|März|Mai|Juni|Juli|Oktober|Dezember)|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|janvier|février|avril|juin|juillet|août|septembre|octobre|novembre|décembre|lunes|martes|miércoles|jueves|viernes|sábado|domingo|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|sabato|domenica|gennaio|febbraio|aprile|maggio|giugno|luglio|settembre|ottobre|dicembre|(?:segunda|terça|quarta|quinta|sexta)-feira|janeiro|fevereiro|março|maio|junho|julho|setembro|outubro|novembro|dezembro|midi|minuit|mediodía|medianoche|mezzogiorno|mezzanotte|meio-dia|meia-noite|(?:[IVX]+e |siglo |secolo |século )(?:siècle|[IVX]+)|noon|midnight|(?:the )?\d{1,2}(?:st|nd|rd|th)? century|(?:BC|AD|v\. Chr\.))(?:\b|$)|\b(?:lune|marte|mercole|giove|vener)dì`)

// disjoint drops what overlaps and joins what only blanks part: "Friday" and "27 June".
func disjoint(text string, spans []Span) []Span {
	var found []Span
	for _, s := range spans {
		if n := len(found); n > 0 && (s.Start <= found[n-1].End || strings.Trim(text[found[n-1].End:s.Start], " ,\n") == "") {
			found[n-1].End = max(found[n-1].End, s.End)
			continue
		}
		found = append(found, s)
	}
	return found
}

// unasked leaves out the spans all of whose words stand in the question: they tell nothing.
func (a asked) unasked(sentence string, spans []Span) []Span {
	return slices.DeleteFunc(spans, func(s Span) bool {
		for _, w := range figure.Words(sentence[s.Start:s.End]) {
			if !a.words[w.Text] {
				return false
			}
		}
		return true
	})
}

// places are the names that a preposition of place stands before.
func places(sentence string) []Span {
	var spans []Span
	for _, name := range names(sentence) {
		if m := ofPlace().FindString(sentence[:name.Start]); m != "" {
			spans = append(spans, name)
		}
	}
	return spans
}

// inPlace stands before the name of a place, and of no person.
var inPlace = compiled(`(?i)(?:^|[^\pL])(?:in|at|near|into|im|en|dans|au|nel|nella|em|no|na)\s+(?:the\s+|l['’])?$`)

var ofPlace = compiled(`(?i)(?:^|[^\pL])(?:in|at|near|from|to|on|into|of|bei|aus|nach|am|im|an|` + romancePlace + `)\s+(?:(?:the|der|den|die|das|dem|la|le|les|el|los|las|il|lo|o|a|os)\s+|l['’])?$`)
