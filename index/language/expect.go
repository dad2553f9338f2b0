package language

import "regexp"

// An Expectation is what a question asks to be told. The zero value expects nothing.
type Expectation struct{ told *regexp.Regexp }

// Expect returns what a question asks for. It knows the questions of English, German, French, Spanish, Italian and Portuguese; for others it
// returns the zero value.
func Expect(text string) Expectation {
	english := DetectQuestion(text, 0) == English
	for _, l := range All {
		if english && l != English {
			break
		}
		for _, q := range l.questions {
			if q.asked.MatchString(text) {
				return Expectation{q.told}
			}
		}
	}
	return Expectation{}
}

// MetBy reports whether a sentence tells what is expected.
func (e Expectation) MetBy(sentence string) bool {
	return e.told != nil && e.told.MatchString(sentence)
}

// A question is a kind of question: the words that ask it, and the look of a sentence that answers it.
type question struct{ asked, told *regexp.Regexp }

// englishQuestions has how much before when and who: "how many people who…" asks for a number.
var englishQuestions = []question{
	{
		regexp.MustCompile(`(?i)\bhow (much|many|long|far|old|tall|high|big|large|often|hot|cold|deep|fast|hard|heavy|wide|late|early)\b|\b(what|which) (temperature|price|percentage|percent|number|amount|age|share|size|rate)\b`),
		regexp.MustCompile(`(?i)\d|\b(two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|hundred|thousand|million|billion|half|dozen|twice|once|daily|weekly|monthly|yearly)s?\b`),
	},
	{
		regexp.MustCompile(`(?i)\b(who|whom|whose)\b|\bwhich (person|scholar|president|leader|woman|man|newspaper|author|company|city|country)\b`),
		regexp.MustCompile(`\p{Lu}\p{Ll}+ (?:(?:de|van|von|of|la|di|al|the) )*\p{Lu}\p{Ll}+`),
	},
	{
		regexp.MustCompile(`(?i)\bwhen\b|\b(what|which) (year|date|time|day|month|century)\b`),
		regexp.MustCompile(`\b(January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|century|[12]\d\d\d|\d{1,2}:\d\d|noon|midnight)\b`),
	},
}

// asks returns the questions of a language for a number, a person and a time: how they are asked, without case, and what tells a number in words
// and a time. A number in digits, a full name and a year tell them in every language.
func asks(howMuch, numbers, who, when, times string) []question {
	return []question{
		{regexp.MustCompile(`(?i)\b(` + howMuch + `)\b`), regexp.MustCompile(`(?i)\d|\b(` + numbers + `)\b`)},
		{regexp.MustCompile(`(?i)\b(` + who + `)\b`), fullName},
		{regexp.MustCompile(`(?i)\b(` + when + `)\b`), regexp.MustCompile(`(?i)\b(` + times + `|[12]\d\d\d|\d{1,2}[:.h]\d\d)\b`)},
	}
}

var fullName = regexp.MustCompile(`\p{Lu}\p{Ll}+ (?:(?:de|du|des|da|do|van|von|der|la|di|del|al) )*\p{Lu}\p{Ll}+`)
