package rank

import "regexp"

// An expectation is what a question asks to be told: a pattern that a sentence which tells it matches, or nil where the
// question gives none away. It knows English questions; others have none.
type expectation struct{ told *regexp.Regexp }

// What questions ask for. How much comes before when and who: "how many people who…" asks for a number.
var expectations = []struct{ asked, told *regexp.Regexp }{
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

// expect reads off a question what it asks for.
func expect(question string) expectation {
	for _, e := range expectations {
		if e.asked.MatchString(question) {
			return expectation{e.told}
		}
	}
	return expectation{}
}

// heldBy reports whether a sentence tells what is expected.
func (e expectation) heldBy(sentence string) bool {
	return e.told != nil && e.told.MatchString(sentence)
}
