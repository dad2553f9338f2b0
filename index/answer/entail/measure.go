package entail

import (
	"math"
	"slices"

	"footnote/index/answer/figure"
	"footnote/index/answer/lexicon"
)

// measures gives figures their units and makes one token of what says one amount or time: "2 °C", "€ 300", "half an hour", "half past
// eight", "two thirds", "ten in the evening".
func measures(s []token) []token {
	s = plainer(s)
	m := measurer{}
	for i := 0; i < len(s); {
		i += m.take(s[i:])
	}
	return m.done
}

// A measurer has read the beginning of a sentence.
type measurer struct{ done []token }

// take reads the next token, or several that are one, and returns how many.
func (m *measurer) take(s []token) int {
	t := s[0]
	switch {
	case t.quantity != nil && !t.quantity.dated() && !t.quantity.timed(), t.quantity != nil && t.quantity.year():
		return m.number(s)
	case t.quantity != nil && t.quantity.timed():
		n := 1
		if len(s) > 1 && s[1].is("uhr", "hours", "h") {
			n = 2
		}
		n += dayPart(t.quantity, s[n:])
		return m.join(t, s[:n])
	case t.is("half", "halbe", "halben", "halb", "quarter", "viertel", "third", "drittel"):
		if n := m.fraction(s, 1); n > 0 {
			return n
		}
	case t.is("a", "an", "one", "eine", "einer", "ein", "einem", "einen"):
		return m.single(s)
	case t.is("first", "erste", "ersten", "erster", "erstes"):
		t.tag, t.quantity = number, &quantity{values: []float64{1}, ordinal: true}
	case t.is("once") && (len(m.done) == 0 || !m.done[len(m.done)-1].is("at")) && len(s) > 1 && (s[1].is("a", "an", "per", "every", "each", "daily", "weekly", "monthly", "yearly", "only") || s[1].is(".") && len(m.done) > 2):
		t.tag, t.quantity = number, &quantity{values: []float64{1}}
	case t.is("noon", "midday", "midnight", "mittag", "mitternacht"):
		q := &quantity{clocks: []int{12 * 60}, halfDay: true}
		if t.is("midnight", "mitternacht") {
			q.clocks[0] = 0
		}
		t.tag, t.quantity = number, q
		if n := len(m.done); n > 0 && m.done[n-1].quantity != nil && m.done[n-1].quantity.whole() == 12 && m.done[n-1].quantity.unit == (unit{}) { // "12 noon"
			t.Start = m.done[n-1].Start
			m.done = m.done[:n-1]
		}
	case money(t) && len(s) > 1 && s[1].quantity != nil && !s[1].quantity.dated():
		q := s[1].quantity
		q.unit, q.clocks = units[t.text], nil
		n := 2
		if len(s) > 2 && units[s[2].text] == q.unit {
			n = 3
		}
		return m.join(s[1], s[:n])
	}
	m.done = append(m.done, t)
	return 1
}

// money says whether a token is a sign or a code of a currency.
func money(t token) bool {
	return units[t.text].money() && (len([]rune(t.text)) == 1 || len(t.text) == 3 && !t.is("yen"))
}

// join adds a token that takes the place of several.
func (m *measurer) join(t token, of []token) int {
	t.Span = figure.Span{Start: of[0].Start, End: of[len(of)-1].End}
	t.tag = number
	m.done = append(m.done, t)
	return len(of)
}

// number reads a number with the unit behind it.
func (m *measurer) number(s []token) int {
	q := s[0].quantity
	if n := m.fraction(s, q.whole()); n > 0 {
		return n
	}
	if len(s) > 1 && s[1].is("st", "nd", "rd", "th") && s[1].Start == s[0].End {
		q.ordinal = true
		q.date = figure.Date{}
		return m.join(s[0], s[:2])
	}
	n := 1
	if len(s) > 2 && s[1].is("o") && s[2].is("clock") || len(s) > 1 && s[1].is("uhr") {
		n = 2
		if s[1].is("o") {
			n = 3
		}
		for _, v := range q.values {
			if v == math.Trunc(v) {
				q.clocks = append(q.clocks, int(v)*60)
			}
		}
		q.values, q.date = nil, figure.Date{}
		q.halfDay = q.clocks != nil && q.clocks[0] >= 13*60 || s[1].is("uhr")
	} else if u, taken := unitAt(s[1:]); taken > 0 && !q.ordinal {
		q.unit, q.date, q.clocks = u, figure.Date{}, nil
		return m.join(s[0], s[:1+taken])
	}
	n += dayPart(q, s[n:])
	return m.join(s[0], s[:n])
}

// unitAt reads a unit, and how many tokens it takes.
func unitAt(s []token) (unit, int) {
	if len(s) == 0 {
		return unit{}, 0
	}
	if len(s) > 1 {
		switch {
		case s[0].is("°", "degrees", "degree", "grad") && s[1].is("c", "celsius"):
			return units["celsius"], 2
		case s[0].is("°", "degrees", "degree", "grad") && s[1].is("f", "fahrenheit"):
			return units["fahrenheit"], 2
		case units[s[0].text].dimension == "length" && s[1].is("²", "³"):
			f := units[s[0].text].factor
			if s[1].is("³") {
				return unit{"volume", f * f * f * 1000}, 2
			}
			return unit{"area", f * f}, 2
		case s[0].is("square", "sq") && units[s[1].text].dimension == "length":
			f := units[s[1].text].factor
			return unit{"area", f * f}, 2
		case s[0].is("square", "sq") && units[s[1].text].dimension == "inch":
			f := units[s[1].text].factor
			return unit{"square inch", f * f}, 2
		case s[0].is("cubic") && units[s[1].text].dimension == "length":
			f := units[s[1].text].factor
			return unit{"volume", f * f * f * 1000}, 2
		case s[0].is("per") && s[1].is("cent"):
			return units["%"], 2
		case s[0].is("percentage") && s[1].is("points", "point"):
			return units["prozentpunkte"], 2
		case s[0].is("km") && s[1].is("/") && len(s) > 2 && s[2].is("h"):
			return units["kmh"], 3
		case s[0].is("km") && s[1].is("h") || s[0].is("miles") && s[1].is("per") && len(s) > 2 && s[2].is("hour"):
			return map[bool]unit{true: units["kmh"], false: units["mph"]}[s[0].is("km")], 2 + len(s[1].text)/3
		}
	}
	if u, ok := units[s[0].text]; ok && !s[0].is("min") || ok && s[0].is("min") {
		return u, 1
	}
	return unit{}, 0
}

// fraction reads "half", "a third", "two thirds", "three quarters"; "half an hour", "half past eight"; n is how many parts.
func (m *measurer) fraction(s []token, n int) int {
	if s[0].is("half", "halb", "halbe", "halben", "quarter", "viertel") && len(s) > 2 && s[1].is("past", "to") && s[2].quantity != nil {
		return m.pastHour(s)
	}
	i := 0
	if n > 0 && !fractionWord(s[0].text) {
		i = 1
	}
	if i >= len(s) || n < 1 {
		return 0
	}
	parts := map[string]float64{"half": 2, "halves": 2, "halbe": 2, "halben": 2, "third": 3, "thirds": 3, "drittel": 3, "quarter": 4, "quarters": 4, "viertel": 4, "fifth": 5, "fifths": 5, "tenth": 10}[s[i].text]
	if parts == 0 || i == 0 && s[i].is("third", "quarter") && (len(s) < 2 || !s[1].is("of")) {
		return 0
	}
	if i == 1 && s[1].is("third", "fifth", "tenth") && s[0].is("a") && len(s) > 2 && lexicon.Lookup(s[2].text).Is('n') && !s[2].is("of", "as", "more", "less", "in", "on", "at", "is", "was") {
		return 0 // "a third party"
	}
	if i == 1 && s[1].quantity != nil && n == 1 && s[0].is("the") {
		return 0
	}
	q := &quantity{values: []float64{float64(n) / parts}}
	t := s[0]
	t.quantity = q
	taken := i + 1
	if taken < len(s) && s[taken].is("a", "an", "of") && taken+1 < len(s) {
		next := taken + 1
		if s[next].is("a", "an") && next+1 < len(s) {
			next++
		}
		if u, k := unitAt(s[next:]); k > 0 && u.lasting() {
			q.unit = u
			return m.join(t, s[:next+k])
		}
	} else if u, k := unitAt(s[taken:]); k > 0 && u.lasting() {
		q.unit = u
		return m.join(t, s[:taken+k])
	}
	if i == 0 && !s[0].is("half") {
		return 0
	}
	return m.join(t, s[:taken])
}

func fractionWord(w string) bool {
	switch w {
	case "half", "halb", "halbe", "halben", "quarter", "viertel", "third", "drittel":
		return true
	}
	return false
}

// pastHour reads "half past eight" and "quarter to nine".
func (m *measurer) pastHour(s []token) int {
	hour := s[2].quantity.whole()
	if hour < 1 || hour > 12 {
		return 0 // no hour
	}
	minutes := 30
	if s[0].is("quarter", "viertel") {
		minutes = 15
	}
	if s[1].is("to") {
		minutes = -minutes
	}
	q := &quantity{clocks: []int{hour*60 + minutes}}
	t := s[0]
	t.quantity = q
	n := 3 + dayPart(q, s[3:])
	return m.join(t, s[:n])
}

// dayPart reads "in the evening" behind a time of day, and returns how many tokens it takes.
func dayPart(q *quantity, s []token) int {
	i := 0
	for i < len(s) && s[i].is("in", "at", "the", "am") {
		i++
	}
	if i == 0 || i >= len(s) || q.unit != (unit{}) || q.ordinal {
		return 0
	}
	late := s[i].is("evening", "afternoon", "night", "abend", "nachmittag")
	if !late && !s[i].is("morning", "morgen", "vormittag") {
		return 0
	}
	if n := q.whole(); len(q.clocks) == 0 && n > 0 && n <= 12 {
		q.clocks, q.values = []int{n * 60}, nil
	}
	if len(q.clocks) == 0 {
		return 0
	}
	for j, c := range q.clocks {
		if late && c < 12*60 {
			q.clocks[j] = c + 12*60
		}
	}
	q.halfDay = true
	return i + 1
}

// single reads "a week" and "one guest": 1 where it counts, an article otherwise.
func (m *measurer) single(s []token) int {
	t := s[0]
	if t.is("one") && len(s) > 3 && s[1].is("in") && s[2].is("the") { // "one in the afternoon"
		q := &quantity{values: []float64{1}}
		if n := dayPart(q, s[1:]); n > 0 {
			t.quantity = q
			return m.join(t, s[:1+n])
		}
	}
	if n := len(m.done); t.is("one") && n > 0 && numbered[m.done[n-1].text] { // "year one"
		t.quantity = &quantity{values: []float64{1}}
		return m.join(t, s[:1])
	}
	if len(s) < 2 {
		m.done = append(m.done, t)
		return 1
	}
	if n, u := andHalf(s); n > 0 {
		t.quantity = &quantity{values: []float64{1.5}, unit: u}
		return m.join(t, s[:n])
	}
	if fractionWord(s[1].text) && len(s) > 3 && s[2].is("past", "to") && s[3].quantity != nil {
		return 1 + m.pastHour(s[1:])
	}
	if s[1].quantity != nil || fractionWord(s[1].text) {
		if n := m.fraction(append([]token{t}, s[1:]...), 1); n > 0 {
			return n
		}
	}
	rate := false
	if n := len(m.done); n > 0 {
		before := m.done[n-1]
		rate = before.tag == number || before.is("once", "times", "time")
		lasts := t.is("one") || before.is("for", "to", "than", "within", "after", "in", "of", "lasts", "takes", "runs", "every", "than", "least", "most", "cool", "wait", "takes", "take", "last") || !t.is("a", "an")
		if u, k := unitAt(s[1:]); k > 0 && !rate && !u.money() && (lasts || !u.lasting()) {
			t.quantity = &quantity{values: []float64{1}, unit: u}
			return m.join(t, s[:1+k])
		}
	}
	if n := len(m.done); t.is("one") && n > 1 && m.done[n-2].is("the", "this", "that", "an", "a") && m.done[n-1].quantity == nil { // "the right one by his son"
		m.done = append(m.done, t)
		return 1
	}
	if t.is("one") && s[1].tag == noun && !slices.Contains([]string{"of", "in", "is", "was", "has", "for", "with", "to", "and", "who", "that", "from", "must", "may"}, s[1].text) &&
		(len(m.done) == 0 || !m.done[len(m.done)-1].is("the", "no", "any", "every", "this", "that", "each", "old", "new", "last", "which")) {
		t.quantity = &quantity{values: []float64{1}}
		if u, k := unitAt(s[1:]); k > 0 {
			t.quantity.unit = u
			return m.join(t, s[:1+k])
		}
		return m.join(t, s[:1])
	}
	m.done = append(m.done, t)
	return 1
}

// andHalf is how many tokens say one and a half of a unit: "an hour and a half", "one and a half hours"; 0 where they do not.
func andHalf(s []token) (int, unit) {
	half := func(i int) bool { return len(s) > i+2 && s[i].is("and") && s[i+1].is("a") && s[i+2].is("half") }
	if u, k := unitAt(s[1:]); k > 0 && half(1+k) {
		return 4 + k, u
	}
	if half(1) && len(s) > 4 {
		if u, k := unitAt(s[4:]); k > 0 {
			return 4 + k, u
		}
	}
	return 0, unit{}
}

// numbered are what is told apart by numbers.
var numbered = setOf("year class level grade section part floor room page number stage step chapter phase line group zone option form unit platform gate track route")

// plainer writes several words that do what one does as that one, and drops the comma between a day and its date.
func plainer(s []token) []token {
	var found []token
	for i := 0; i < len(s); i++ {
		t := s[i]
		if t.is("kindly", "politely", "respectfully") {
			continue
		}
		if t.is(",") && i+2 < len(s) && s[i+2].is(",") && s[i+1].is("however", "therefore", "moreover", "furthermore", "though", "too", "indeed") {
			i += 2 // "he may, however, take"
			continue
		}
		if n := len(found); t.is(",") && n > 0 && calendar(found[n-1]) == "weekday" && i+1 < len(s) && s[i+1].quantity != nil && s[i+1].quantity.dated() {
			continue
		}
		if i+2 < len(s) && t.tag != mark {
			if plain := longPrepositions[t.text+" "+s[i+1].text+" "+s[i+2].text]; plain != "" {
				t.End, t.text = s[i+2].End, plain
				i += 2
			}
		}
		if plain := comparing[t.text]; plain[0] != "" && i+1 < len(s) && s[i+1].is("less", "more") && !(i+3 < len(s) && s[i+2].is("than") && (s[i+3].quantity != nil || units[s[min(i+4, len(s)-1)].text].money())) {
			u := s[i+1] // "costs less" is "is cheaper"
			u.text = map[bool]string{true: "cheaper", false: plain[1]}[u.is("less")]
			t.text = plain[0]
			found = append(found, t, u)
			i++
			continue
		}
		if n := len(found); n > 0 && t.is("the") && i+3 < len(s) && s[i+1].is("age") && s[i+2].is("of") && s[i+3].quantity != nil {
			i += 2 // "under the age of five"
			continue
		}
		if plain := supporting[t.text]; plain != "" && i+3 < len(s) && s[i+1].is("in") && s[i+2].is("favour", "favor") && s[i+3].is("of") {
			t.End, t.text = s[i+3].End, plain
			i += 3
		}
		if plain := opposing[t.text]; plain != "" && i+2 < len(s) && s[i+1].is("opposed") && s[i+2].is("to") {
			t.End, t.text = s[i+2].End, plain
			i += 2
		}
		if i+1 < len(s) && t.tag != mark && s[i+1].is("against") {
			if plain := opposing[t.text]; plain != "" {
				t.End, t.text = s[i+1].End, plain
				i++
			}
		}
		if n := len(found); freedom[t.text] && n > 1 && found[n-2].is("no") && t.tag != mark && found[n-1].tag == noun { // "no entry fee"
			found[n-2] = found[n-1]
			t.text = "gratis"
			found[n-1] = t
			continue
		}
		found = append(found, t)
	}
	return found
}

// comparing are forms of "cost", each with the form of "be" and the comparative that say the same as it with "more".
var comparing = map[string][2]string{"costs": {"is", "dearer"}, "cost": {"are", "dearer"}}

// freedom are words for what is paid; "no" of them is free.
var freedom = setOf("fee fees charge charges")

// supporting are forms of "be" that with "in favour of" are a verb.
var supporting = map[string]string{"is": "supports", "are": "support", "was": "supported", "were": "supported"}

// opposing are forms of "be" that with "against" are a verb.
var opposing = map[string]string{"is": "opposes", "are": "oppose", "was": "opposed", "were": "opposed"}

// longPrepositions are prepositions of three words, with the one that says the same.
var longPrepositions = map[string]string{
	"is in force": "applies", "are in force": "apply", "in favour of": "for", "in favor of": "for", "in charge of": "for", "by means of": "by", "with regard to": "about", "with respect to": "about",
	"on behalf of": "for", "in addition to": "with", "by way of": "by", "on top of": "on",
}
