package entail

import (
	"slices"
	"strings"

	"footnote/index/answer/figure"
)

// operators makes one token of each phrase that does something to the words around it, the longest phrase first.
func operators(s []token, l *language) []token {
	var found []token
	for i := 0; i < len(s); {
		if q := s[i].quantity; q != nil && q.zero() && q.unit == (unit{}) && len(q.clocks) == 0 && i+1 < len(s) && s[i+1].tag == noun && l.small[s[i+1].text] == noun && l.phrases[s[i+1].text] == 0 {
			t := s[i] // "zero complaints"
			t.op, t.tag, t.quantity = no, operator, nil
			found = append(found, t)
			i++
			continue
		}
		n, o := phraseAt(s, i, l)
		if n == 0 {
			found = append(found, s[i])
			i++
			continue
		}
		t := s[i]
		t.Span = figure.Span{Start: s[i].Start, End: s[i+n-1].End}
		t.text, t.op, t.tag = joined(s[i:i+n]), o, operator
		switch {
		case o == nothing:
			t.op, t.tag = 0, particle
		case t.initial && t.is("should") && slices.ContainsFunc(s[i:], func(t token) bool { return t.is(",") }):
			t.op = if_ // "Should the lift fail, …"
		case t.is("nor") && slices.ContainsFunc(found, func(t token) bool { return t.is("neither") }):
			t.op, t.tag = 0, conjunction
		}
		found = append(found, t)
		i += n
	}
	return found
}

// phraseAt is how many tokens from the one at i are a phrase, and what it does.
func phraseAt(s []token, i int, l *language) (int, op) {
	for n := min(l.longest, len(s)-i); n > 0; n-- {
		if slices.ContainsFunc(s[i:i+n], func(t token) bool { return t.tag == mark || t.quantity != nil }) {
			continue
		}
		text := joined(s[i : i+n])
		o, ok := l.phrases[text]
		if ok && (place{s, i, n, text, o}).meant() {
			return n, o
		}
	}
	return 0, 0
}

func joined(s []token) string {
	if len(s) == 1 {
		return s[0].text
	}
	var words []string
	for _, t := range s {
		words = append(words, t.text)
	}
	return strings.Join(words, " ")
}

// bound gives amounts and moments their bounds: "at least two", "two or more", "before 3 May", "from 2 to 6".
func bounded(s []token, l *language) []token {
	var found []token
	for i := 0; i < len(s); i++ {
		t := s[i]
		if !t.op.bounds() {
			found = append(found, t)
			continue
		}
		at := boundAhead(s, i)
		last := len(found) - 1
		switch {
		case at > i:
			if q := s[at].quantity; q != nil {
				q.bound, q.than = t.op, strings.HasSuffix(t.text, "than") || strings.HasSuffix(t.text, "als") || strings.HasPrefix(t.text, "exceed")
				continue
			}
		case last >= 0 && found[last].quantity != nil && postfix(t.text):
			found[last].quantity.bound = t.op
			continue
		case t.op == lower || t.op == upper:
			if k := slices.IndexFunc(s[i:], func(t token) bool { return t.quantity != nil && !t.quantity.ordinal }); k > 0 {
				s[i+k].quantity.bound = t.op
			} else if k := lastQuantity(found); k >= 0 {
				found[k].quantity.bound = t.op
			}
			continue
		}
		found = append(found, t)
	}
	return ranges(notMore(found, l))
}

// notMore reads "not take more than four" as "take at most four".
func notMore(s []token, l *language) []token {
	at := slices.IndexFunc(s, func(t token) bool { return t.op == not && t.is("not", "never", "nicht") })
	if at < 0 {
		return s
	}
	const far = 4 // words between: "must not be longer than"
	for _, t := range s[at:min(len(s), at+far)] {
		switch {
		case t.tag == mark || t.op.conditional() || t.op == while || l.small[t.text] == preposition:
			return s
		case t.quantity != nil && t.quantity.than && (t.quantity.bound == above || t.quantity.bound == below):
			if t.quantity.bound == above {
				t.quantity.bound = upper
			} else {
				t.quantity.bound = lower
			}
			plain := slices.Delete(slices.Clone(s), at, at+1)
			if at > 0 && plain[at-1].is("do", "does") && (at < 2 || plain[at-2].tag == mark) {
				plain[at-1].op, plain[at-1].tag = may, operator
			} else if at > 0 && plain[at-1].op == must {
				plain[at-1].op = may
			}
			return plain
		}
	}
	return s
}

// boundAhead is the index of the amount right behind a bound, i where there is none.
func boundAhead(s []token, i int) int {
	j := i + 1
	for j < len(s) && s[j].quantity == nil && (s[j].is("the", "a", "an", "of", "dem", "den", "der", "zum", "die", "only", "about") || s[j].op == about) && j < i+3 {
		j++
	}
	if j < len(s) && s[j].quantity != nil && (s[j].quantity.bound == 0 || s[i].op != about) {
		return j
	}
	if j < len(s) && calendar(s[j]) != "" && j+1 < len(s) && s[j+1].quantity != nil && s[j+1].quantity.dated() {
		return j + 1 // "before Monday 3 May"
	}
	return i
}

// postfix says whether a bound can stand behind its amount.
func postfix(text string) bool {
	return strings.HasPrefix(text, "or ") || strings.HasPrefix(text, "and ") || strings.HasPrefix(text, "oder ") || slices.Contains([]string{
		"at least", "at most", "at the most", "at the latest", "latest", "at latest", "maximum", "minimum", "max", "min", "upwards", "onwards from", "at a minimum",
		"at a maximum", "as a minimum", "as a maximum", "höchstens", "mindestens", "maximal", "minimal", "at the very least", "spätestens",
	}, text)
}

func lastQuantity(s []token) int {
	for i := len(s) - 1; i >= 0; i-- {
		if s[i].quantity != nil && !s[i].quantity.ordinal {
			return i
		}
	}
	return -1
}

// ranges reads "from 2 to 6", "between 2 and 6" and "2–6": the first is where it begins, the second where it ends.
func ranges(s []token) []token {
	var found []token
	for i := range s {
		if i+2 < len(s) && s[i].quantity != nil && s[i+2].quantity != nil && s[i+1].is("and", "or", ",", "und", "oder") {
			s[i].quantity.datedLike(s[i+2].quantity)
		}
	}
	for i := 0; i < len(s); i++ {
		n := len(found)
		if i+1 < len(s) && n > 0 && found[n-1].quantity != nil && s[i+1].quantity != nil && s[i].is("to", "–", "until", "till", "and", "through", "up to", "bis", "und", "or", "oder") {
			low, high := found[n-1].quantity, s[i+1].quantity
			between := n > 1 && found[n-2].is("between", "zwischen")
			if (between || !s[i].is("and", "und", "or", "oder")) && low.like(high) {
				low.bound, high.bound = from, until
				if h := high.whole(); low.unit == (unit{}) && s[i+1].text != "" && strings.HasSuffix(s[i+1].text, " h") && h <= 24 && low.whole() >= 0 && low.whole() < h { // "from 10 to 18 h"
					low.clocks, high.clocks = []int{low.whole() * 60}, []int{h * 60}
					low.values, high.values, high.unit, low.halfDay, high.halfDay = nil, nil, unit{}, true, true
				}
				if low.unit == (unit{}) {
					low.unit = high.unit
				}
				if low.halfDay != high.halfDay && len(low.clocks) == 0 && len(high.clocks) > 0 {
					low.clocks, low.values = []int{low.whole() * 60}, nil
				}
				if between {
					found = append(found[:n-2], found[n-1])
				}
				continue
			}
		}
		found = append(found, s[i])
	}
	return found
}

// datedLike makes a number a day of the month of the date behind it: "25 and 26 December".
func (q *quantity) datedLike(date *quantity) {
	if n := q.whole(); n >= 1 && n <= 31 && q.unit == (unit{}) && !q.dated() && date.date.Day > n && date.date.Month != 0 {
		q.date, q.values = figure.Date{Year: date.date.Year, Month: date.date.Month, Day: n}, nil
	}
}

// like says whether two quantities can be the ends of a range.
func (q *quantity) like(o *quantity) bool {
	switch {
	case q.ordinal != o.ordinal:
		return false
	case q.dated() && o.dated():
		return true
	case q.dated() != o.dated() && !(q.whole() > 0 && q.whole() <= 31 && q.unit == unit{}):
		return false
	case q.timed() || o.timed():
		return q.unit == unit{} && o.unit == unit{}
	}
	return q.unit == o.unit || q.unit == unit{}
}

// calendar is the class of a word that names a part of the week, the year or the day: "weekday" of Monday; empty for others.
func calendar(t token) string {
	if t.is("may", "march") && (!t.capital || t.op != 0) {
		return ""
	}
	return calendarWords[t.text]
}

// calendarWords are such words in English and German, by class; see canonical.
var calendarWords = func() map[string]string {
	table := map[string]string{}
	for class, words := range map[string]string{
		"weekday": "monday tuesday wednesday thursday friday saturday sunday montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag",
		"month":   "january february march april may june july august september october november december januar jänner februar märz mai juni juli oktober dezember",
		"season":  "spring summer autumn winter fall easter christmas whitsun pentecost frühling frühjahr sommer herbst ostern weihnachten pfingsten",
		"week":    "weekend weekday workday wochenende werktag wochentag",
		"daytime": "morning afternoon evening night noon midnight midday morgen vormittag nachmittag abend nacht mittag mitternacht",
	} {
		for _, w := range strings.Fields(words) {
			table[w] = class
			table[w+"s"] = class
			if class == "season" || class == "daytime" {
				delete(table, w+"s")
			}
		}
	}
	delete(table, "fall")
	delete(table, "mays")
	delete(table, "marchs")
	return table
}()
