package entail

import (
	"slices"
	"strings"
)

// A chunk is a run of tokens between two places where a clause may begin.
type chunk struct {
	opens  op
	sep    string // the mark or word before it
	word   string // with which it opens
	tokens []token
}

// chunks cuts a sentence where clauses may begin.
func chunks(s []token) []chunk {
	var found []chunk
	c := chunk{sep: "."}
	end := func() {
		if len(c.tokens) > 0 || c.opens != 0 {
			found = append(found, c)
		}
	}
	for i, t := range s {
		switch {
		case t.tag == mark:
			if len(c.tokens) == 0 && c.opens == 0 && t.text == "," {
				continue
			}
			end()
			c = chunk{sep: t.text}
		case t.tag == conjunction:
			if len(c.tokens) == 0 && c.opens == 0 {
				if c.sep == "," {
					c.sep = "and"
				}
				continue
			}
			end()
			c = chunk{sep: "and", word: t.text}
		case opensClause(s, i):
			if len(c.tokens) == 0 && (c.opens == 0 && c.sep != "." || c.opens == while) { // "but only if"
				c.opens, c.word = t.op, t.text
				if t.tag == relative {
					c.tokens = append(c.tokens, t)
				}
				continue
			}
			sep := c.sep
			var carried []token
			if t.tag == relative {
				carried, c.tokens = carry(c.tokens)
			}
			end()
			if len(c.tokens) > 0 || c.opens != 0 {
				sep = ""
			}
			c = chunk{sep: sep, opens: t.op, word: t.text}
			if t.tag == relative {
				c.tokens = append([]token{t}, carried...)
			}
		default:
			c.tokens = append(c.tokens, t)
		}
	}
	end()
	return found
}

// carry parts from tokens the end that goes with a relative pronoun: "two of" of "two of whom", "with" of "with which".
func carry(s []token) (carried, rest []token) {
	if n := len(s); n > 0 && s[n-1].tag == preposition {
		from := n - 1
		if s[n-1].is("of") && n > 1 && (s[n-2].tag == number || s[n-2].op.quantifies() || s[n-2].op == no) {
			from = n - 2
		}
		return s[from:], s[:from]
	}
	return nil, s
}

// opensClause says whether the token at i begins a clause: always, or where a verb follows ("before you clean it").
func opensClause(s []token, i int) bool {
	switch t := s[i]; {
	case t.tag == relative:
		return true
	case t.op.conditional(), t.op == because, t.op == although, t.op == while, t.op == that, t.op == instead:
		return true
	case t.op == before, t.op == after, t.op == until, t.op == from:
		if t.is("ab", "seit", "von", "vor", "nach", "bis", "bis zum", "bis zur", "ab dem", "ab der", "vor dem", "nach dem", "vor der", "nach der") {
			return false
		}
		if i+1 < len(s) && s[i+1].tag == gerund {
			return true
		}
		if i+1 < len(s) && (s[i+1].tag == number || timeWord(s[i+1]) || s[i+1].is("the", "a", "each", "every") && i+2 < len(s) && (s[i+2].tag == number || timeWord(s[i+2]))) {
			return false
		}
		if subjectWaits(s[:i]) {
			return false // "changing it before travel is free"
		}
		for j, u := range s[i+1:] {
			if u.tag == mark || u.tag == conjunction || u.tag == relative || u.op == while || u.op.conditional() {
				return false
			}
			if finite(u) {
				return phraseStart(s[:i+1+j], i+1+j) <= i+1 // else: "since the merger the company has been"
			}
		}
	}
	return false
}

// subjectWaits says whether a clause has begun with a subject and waits for its verb.
func subjectWaits(s []token) bool {
	waits := false
	for _, t := range s {
		switch {
		case t.tag == mark || t.tag == conjunction || t.op.conditional() || t.op == while || t.op == that || t.tag == relative, finite(t):
			waits = finite(t)
			if waits {
				return false
			}
		case t.tag == noun || t.tag == name || t.tag == gerund:
			waits = true
		}
	}
	return waits
}

// finite says whether a token makes a clause: a verb with a person or a tense.
func finite(t token) bool {
	return t.tag == verb || t.tag == auxiliary && !t.is("be", "been", "being", "having", "sein", "werden", "haben") || t.op.modal() && t.tag == operator
}

func hasFinite(s []token) bool { return slices.ContainsFunc(s, finite) }

// infinitive says whether tokens end with "to", or "to not".
func infinitive(s []token) bool {
	n := len(s)
	for n > 0 && (s[n-1].op == not || s[n-1].tag == adverb) {
		n--
	}
	return n > 0 && s[n-1].tag == particle && s[n-1].is("to", "zu")
}

// caseOf says whether a phrase leads to a noun and not to a clause: "in case of fire".
func caseOf(word string) bool {
	return strings.HasSuffix(word, " of") || word == "subject to" || word == "depending on" || word == "im falle" || word == "except for" || word == "with the exception of"
}

// counts says whether tokens have an amount.
func counts(s []token) bool {
	return slices.ContainsFunc(s, func(t token) bool { return t.quantity != nil && !t.quantity.ordinal && !t.quantity.dated() })
}

// phraseStart is where the noun phrase before i begins.
func phraseStart(s []token, i int) int {
	for i > 0 {
		switch t := s[i-1]; {
		case (t.tag == determiner || t.tag == possessive) && !(i > 1 && s[i-2].is("of", "all", "both")):
			return i - 1
		case t.tag == noun, t.tag == name, t.tag == adjective, t.tag == number, t.tag == determiner, t.tag == possessive, t.op.quantifies(), t.op == no, t.tag == pronoun, t.is("of"):
			i--
			continue
		}
		break
	}
	return i
}

// during says whether a chunk begins with a "while" that tells when, and does not set one thing against another.
func (c chunk) during(first bool) bool {
	if c.word != "while" && c.word != "whilst" {
		return false
	}
	if first && pastTense(c.tokens) && !slices.ContainsFunc(c.tokens, func(t token) bool { return t.tag == auxiliary }) {
		return false // "While most supported it, …"
	}
	return first || len(c.tokens) > 0 && (c.tokens[0].tag == gerund || c.tokens[0].tag == pronoun || c.tokens[0].tag == preposition)
}

// comma puts a mark before tokens, so that they make no phrase with what stands before. It is plain where "and" or "or" stood there.
func comma(s []token) []token { return append([]token{{text: ",", tag: mark}}, s...) }

// twoPhrases says whether tokens are a subject and an object without a verb: "the younger one the money".
func twoPhrases(s []token) bool {
	if len(s) > 2 && s[0].is("those", "that", "others", "the") && (s[1].tag == preposition && !s[0].is("the") || s[1].is("one", "ones", "other", "others") && s[2].tag == preposition) {
		return true // "those in the north window once a week"
	}
	if n := len(s); n > 1 && s[n-1].tag == noun && !s[n-1].capital && s[n-2].tag == name && !s[n-2].genitive && s[0].tag == name {
		return true // "Dr Ruiz adults"
	}
	for i := 1; i < len(s); i++ {
		if (s[i].tag == determiner && !s[i].is("other") || s[i].tag == possessive) && (s[i-1].nominal() || s[i-1].tag == pronoun) && !s[i-1].genitive && s[0].tag != preposition && !(i+1 < len(s) && s[i+1].quantity != nil && s[i+1].quantity.bound != 0) {
			return true
		}
	}
	return false
}

// orderWords tell what comes first and what later.
var orderWords = setOf("afterwards later subsequently next finally last lastly then thereafter before beforehand zuerst danach anschließend später zuletzt")

// auxiliaries says whether tokens have a form of "be" or "have" with a participle.
func auxiliaries(s []token) bool {
	return slices.ContainsFunc(s, func(t token) bool { return t.tag == auxiliary }) && slices.ContainsFunc(s, func(t token) bool { return t.tag == participle })
}
