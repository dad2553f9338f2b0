package language

import (
	"regexp"
	"sync"
)

// An Expectation is what a question asks to be told. The zero value expects nothing.
type Expectation struct {
	told *regexp.Regexp
	rare bool
}

// Expect returns what a question asks for. It knows the questions of English, German, French, Spanish, Italian, Portuguese and Russian; for others it
// returns the zero value.
func Expect(text string) Expectation {
	english := DetectQuestion(text, 0) == English
	for _, l := range All {
		if english && l != English {
			break
		}
		if l.questions == nil {
			continue
		}
		for _, q := range l.questions() {
			if q.asked.MatchString(text) {
				return Expectation{q.told, q.rare}
			}
		}
	}
	return Expectation{}
}

// MetBy reports whether a sentence tells what is expected.
func (e Expectation) MetBy(sentence string) bool {
	return e.told != nil && e.told.MatchString(sentence)
}

// Rare reports whether few sentences tell what is expected, so that one that does is likely to answer.
func (e Expectation) Rare() bool { return e.rare }

// A question is a kind of question: the words that ask it, and the look of a sentence that answers it.
type question struct {
	asked, told *regexp.Regexp
	rare        bool
}

// englishQuestions returns how much before when and who: "how many people who…" asks for a number.
var englishQuestions = sync.OnceValue(func() []question {
	return []question{
		{
			asked: regexp.MustCompile(`(?i)\b(what|which|where|whom|who)\b.*\be-?mail\b|\be-?mail address\b`),
			told:  regexp.MustCompile(`[\w.+-]+@[\w-]+(\.[\w-]+)+`), rare: true,
		},
		{
			asked: regexp.MustCompile(`(?i)\b(tele)?phone number\b|\b(what|which) number\b.*\b(call|ring|dial|reach)\b`),
			told:  regexp.MustCompile(`\+?\(?\d(?:[ ()/.-]{0,2}\d){5,}`), rare: true,
		},
		{
			asked: regexp.MustCompile(`(?i)\b(url|web address|internet address)\b|\bwhat (is|was) the web ?site\b`),
			told:  regexp.MustCompile(`(?i)\bhttps?://\S+|\bwww\.\S+`), rare: true,
		},
		{
			asked: regexp.MustCompile(`(?i)\b(what|which) time\b|\b(opening|office|visiting|business) hours\b`),
			told:  regexp.MustCompile(`(?i)\b\d{1,2}([:.]\d\d)?\s?(am|pm|a\.m\.|p\.m\.|o'clock)|\b\d{1,2}:\d\d\b|\b(noon|midnight)\b|\bhalf past \w+|\bquarter (to|past) \w+`),
		},
		{
			asked: regexp.MustCompile(`(?i)\b(how much|what)\b.*\b(costs?|price|fee|fare|rent|budget|balance|premium|salary|wage|bonus|fined?|deposit|pay|paid|money|dues)\b`),
			told:  regexp.MustCompile(`(?i)[€$£¥]\s?\d|\b\d[\d.,]*( thousand| million| billion)?\s?(%|€|\$|£|euros?|dollars?|pounds?|crowns?|cents?|pence|francs?|gp|usd|eur|gbp|per ?cent)`),
		},
		{
			asked: regexp.MustCompile(`(?i)\bhow (much|many|long|far|old|tall|high|big|large|often|hot|cold|deep|fast|hard|heavy|wide|late|early)\b|\b(what|which) (temperature|price|percentage|percent|number|amount|age|share|size|rate)\b`),
			told:  regexp.MustCompile(`(?i)\d|\b(two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|hundred|thousand|million|billion|half|dozen|twice|once|daily|weekly|monthly|yearly)s?\b`),
		},
		{
			asked: regexp.MustCompile(`(?i)\b(who|whom|whose)\b|\bwhich (person|scholar|president|leader|woman|man|newspaper|author|company|city|country)\b`),
			told:  regexp.MustCompile(`\p{Lu}\p{Ll}+ (?:(?:de|van|von|of|la|di|al|the) )*\p{Lu}\p{Ll}+`),
		},
		{
			asked: regexp.MustCompile(`(?i)\bwhen\b|\b(what|which) (year|date|time|day|month|century)\b`),
			told:  regexp.MustCompile(`\b(January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|century|[12]\d\d\d|\d{1,2}:\d\d|noon|midnight)\b`),
		},
	}
})

// asks returns the questions of a language for a number, a person and a time: how they are asked, without case, and what tells a number in words
// and a time. A number in digits, a full name and a year tell them in every language.
func asks(howMuch, numbers, who, when, times string) func() []question {
	return sync.OnceValue(func() []question {
		return []question{
			{asked: words(howMuch), told: regexp.MustCompile(`\d|` + words(numbers).String())},
			{asked: words(who), told: fullName},
			{asked: words(when), told: words(times + `|[12]\d\d\d|\d{1,2}[:.h]\d\d`)},
		}
	})
}

// words returns a pattern of whole words in any case, whatever their letters: \b knows the English ones alone.
func words(alternatives string) *regexp.Regexp {
	return regexp.MustCompile(`(?i)(?:^|[^\pL\pN])(?:` + alternatives + `)(?:$|[^\pL\pN])`)
}

var fullName = regexp.MustCompile(`\p{Lu}\p{Ll}+ (?:(?:de|du|des|da|do|van|von|der|la|di|del|della|al) )*\p{Lu}\p{Ll}+`)
