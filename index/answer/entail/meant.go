package entail

import (
	"slices"
	"strings"
)

// A place is where a phrase stands in a sentence.
type place struct {
	s    []token
	i, n int    // its first token, and how many it has
	text string // its words
	op   op     // what it would do
}

// next is the k-th token behind the phrase, a mark past the end.
func (p place) next(k int) token {
	if p.i+p.n+k < len(p.s) {
		return p.s[p.i+p.n+k]
	}
	return token{tag: mark}
}

// last is the token before the phrase.
func (p place) last() token {
	if p.i > 0 {
		return p.s[p.i-1]
	}
	return token{}
}

func (p place) is(texts ...string) bool { return slices.Contains(texts, p.text) }

// counts says whether an amount follows.
func (p place) counts() bool {
	next, after := p.next(0), p.next(1)
	return next.quantity != nil || next.is("half") || next.is("a", "an", "the", "one", "half", "ein", "eine", "einer") && after.quantity != nil ||
		units[after.text].lasting() && next.is("a", "an", "one", "einem", "einer")
}

// article says whether an article or the like stands before the phrase, so that it is a noun: "the will".
func (p place) article() bool {
	last := p.last()
	return last.tag == noun && last.is("the", "a", "an", "his", "her", "their", "its", "my", "your", "our", "this")
}

// dated says whether a day or a time of day follows.
func (p place) dated() bool {
	at := 0
	if p.next(0).is("the", "a", "an") {
		at = 1
	}
	q := p.next(at).quantity
	return q != nil && (q.dated() || q.timed() || q.ordinal && !p.next(at+1).capital) || p.calendar()
}

// calendar says whether the name of a day or a month follows.
func (p place) calendar() bool { return calendar(p.next(0)) != "" || calendar(p.next(1)) != "" }

// meant says whether a phrase does what it can do, and is not a word of another meaning: "over 5" and "over the roof", "may" and "May".
func (p place) meant() bool {
	switch {
	case p.op.bounds():
		return p.bounds()
	case p.op.modal():
		return p.modal()
	}
	switch {
	case p.is("no"):
		return !(p.next(0).is(".") && p.next(1).quantity != nil) && p.next(0).quantity == nil
	case p.article() && p.is("once"):
		return false
	case p.is("some") && p.next(0).quantity != nil && !p.next(0).quantity.ordinal:
		return false
	case p.is("avoid"):
		return !p.last().is("to") && p.last().op != can && p.last().op != may // else: "to avoid damage"
	case p.is("um"):
		return slices.ContainsFunc(p.s[p.i:], func(t token) bool { return t.is("zu") }) && p.next(0).quantity == nil // else: "um 18 Uhr"
	case p.is("used to"):
		return !p.last().is("is", "are", "was", "were", "be", "been", "being", "get", "got") // else: "was used to store grain"
	case p.is("yet", "however"):
		return p.last().tag == mark && p.last().text != "" || p.i == 0 || p.last().is("and")
	case p.is("that is"):
		return p.last().is(",")
	case p.is("each time", "every time"):
		return p.next(0).tag != mark && !p.next(0).is("unless", "if", "until", "when", "and", "or", "in", "on", "at")
	case p.is("free"):
		return !p.next(0).is("of", "to", "from")
	case p.is("most"):
		return p.next(0).tag != mark
	}
	return true
}

// modal says so of what must, may or can be.
func (p place) modal() bool {
	next, last := p.next(0), p.last()
	switch {
	case p.is("may") && p.s[p.i].capital:
		return p.s[p.i].initial && next.is("i", "we", "you", "not")
	case p.is("is to", "are to", "was to", "were to"):
		return !next.is("the", "a", "an", "my", "your", "his", "her", "its", "our", "their", "this") && !next.capital
	case p.article() && p.is("can", "permit", "permits", "ban", "bans", "will", "must"):
		return false
	case p.is("permit", "ban"):
		return strings.HasSuffix(last.text, "s") || last.is("they", "we", "you", "to", "not", "will") || last.op.modal()
	case p.is("permits", "bans"):
		return !(p.i > 1 && p.s[p.i-2].is("the", "a", "an")) || next.is("the", "a", "an", "no", "all", "any")
	case p.is("needed"):
		return last.is("is", "are", "was", "were", "be", "not") || strings.HasSuffix(next.text, "ing")
	case p.is("needs", "need"):
		return strings.HasSuffix(next.text, "ing")
	case p.is("are asked", "is asked", "are requested", "is requested", "are urged", "is urged"):
		return next.is("to", "not")
	}
	return true
}

// bounds says so of what bounds an amount or a moment.
func (p place) bounds() bool {
	next := p.next(0)
	switch {
	case p.is("following", "preceding", "upon"):
		return !p.article()
	case p.article() && p.is("beginning"):
		return false
	case p.is("beginning", "starting", "inside", "innerhalb", "binnen", "in under"):
		return p.counts()
	case p.is("at a maximum", "as a maximum", "at a minimum", "as a minimum"):
		return p.counts() || next.tag == mark
	case p.is("effective"):
		return p.counts() || next.is("from")
	case p.is("within"):
		return p.counts() || next.is("the")
	case p.op == above, p.op == below, p.is("limited to"):
		return p.counts()
	case strings.HasPrefix(p.text, "not ") || strings.HasPrefix(p.text, "nicht ") || strings.HasPrefix(p.text, "no "):
		return p.counts() || next.is("of") || strings.Contains(p.text, "exceed") || p.op == deadline
	case p.op == about:
		return p.counts() || p.is("or so")
	case p.is("by", "latest", "by the end of"):
		return p.dated() || next.is("then")
	case p.is("bis", "vor", "nach", "ab"):
		return p.counts() || calendar(next) != "" || next.tag == noun
	case p.is("von"):
		return (p.counts() || calendar(next) != "") && slices.ContainsFunc(p.s[p.i:], func(t token) bool { return t.is("bis", "an") }) // else: "eine Gebühr von 90 Euro"
	case p.is("zum"):
		return p.counts() || calendar(next) != ""
	case p.op == from:
		return p.counts() || p.calendar() || p.is("since", "as of")
	}
	return true
}
