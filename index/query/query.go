// Package query parses the text of the question field: words to look for, and operators that narrow the search.
//
//	query  = { blank | clause | clause "OR" clause } .
//	clause = [ not ] ( phrase | filter ) | not word | word .
//	not    = "-" | "NOT" blank .
//	phrase = quote text quote .                          words in this order
//	filter = name ":" value { "," value } .
//	name   = "in" | "type" | "title" | "before" | "after" .
//	value  = phrase | word .
//	word   = everything up to the next blank .
//	quote  = " or a typographic double quote .
//
// OR stands between two words, phrases or filters of one kind: one of them is enough. In a question all in capitals, NOT and OR are words.
//
// A clause begins after a blank, so a hyphen within a word belongs to the word. A minus excludes only right before a letter, a quote or
// a filter: " - " and "-5" are words like others. Whatever is not an operator is a word: "12:30", "https://…", "foo:bar", a name without
// a value, a quote that is never closed. Names may be written in capitals.
//
// Help describes each operator. The package knows nothing of documents. Start reading at Parse.
package query

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"footnote/index/language"
)

// A Query is a parsed question.
type Query struct {
	Text    string     // as it was typed
	Words   string     // to look for: words and phrases, without operators; alternatives have language.Or between them
	Phrases [][]string // of each, a passage must have one, word for word
	Not     []string   // words and phrases that it must not have
	Clauses []Clause   // the operators, in their order
}

// An Operator says what a clause does.
type Operator uint8

// The operators.
const (
	Phrase Operator = iota + 1 // words in their order
	Word                       // an excluded word
	In                         // a folder's path or name
	Type                       // a format, a family of formats, an ending of file names
	Title                      // words of the title
	Before                     // the document is older than this day
	After                      // the document is of this day or newer
)

// names has the operators that are written as a name and a colon.
var names = map[string]Operator{"in": In, "type": Type, "title": Title, "before": Before, "after": After}

// A Clause is one operator as it was typed.
type Clause struct {
	Operator   Operator
	Not        bool
	Values     []string // one, or alternatives
	Start, End int      // its span in Query.Text, in bytes
}

// Parse parses a question. If a clause makes no sense, the error is an *Error, and the Query is complete all the same.
func Parse(text string) (Query, error) { return ParseTypes(text, nil) }

// ParseTypes is Parse where not every name is a type: "blood type:A" are words if no value is one. With a nil isType, all names are.
func ParseTypes(text string, isType func(name string) bool) (Query, error) {
	p := parser{q: Query{Text: text}, loud: loud(text), isType: isType}
	for pos := skipBlanks(text, 0); pos < len(text); pos = skipBlanks(text, pos) {
		pos = p.clause(pos)
	}
	if p.or {
		p.words = append(p.words, "OR")
	}
	p.q.Words = strings.Join(p.words, " ")
	return p.q, p.q.check()
}

// A parser takes a question apart.
type parser struct {
	q     Query
	words []string
	loud  bool // NOT and OR are words
	or    bool // the clause before was OR

	isType func(name string) bool // nil if all names are types

	last side // the clause before
}

// A side is a clause that OR may have beside it.
type side struct {
	operator Operator // 0 for a word
	text     string   // a word or a phrase, else empty
}

// clause takes the clause at pos, and returns its end.
func (p *parser) clause(pos int) int {
	clause, end := parseClause(p.q.Text, pos)
	if clause.Operator == Type && !clause.Not && p.isType != nil && !slices.ContainsFunc(clause.Values, p.isType) {
		clause = Clause{}
	}
	if word := p.q.Text[pos:end]; clause.Operator == 0 && !p.loud {
		switch next := skipBlanks(p.q.Text, end); {
		case word == "NOT" && next < len(p.q.Text):
			if negated, after := parseNegated(p.q.Text, next); negated.Operator != 0 {
				negated.Start = pos
				clause, end = negated, after
			}
		case word == "OR" && p.last != (side{}) && !p.or && next < len(p.q.Text):
			p.or = true
			return end
		}
	}
	p.take(clause, p.q.Text[pos:end])
	return end
}

// take adds a clause whose text is word.
func (p *parser) take(clause Clause, word string) {
	value := first(clause.Values)
	now := side{operator: clause.Operator}
	switch clause.Operator {
	case 0:
		now.text = word
	case Phrase:
		now.text = value
	}
	or := p.or && p.joins(now, clause.Not)
	if p.or && !or {
		p.words = append(p.words, "OR")
	}
	switch p.or = false; {
	case or && now.text == "": // another filter of the kind
		last := &p.q.Clauses[len(p.q.Clauses)-1]
		last.Values, last.End = append(last.Values, clause.Values...), clause.End
		return
	case or:
		p.words = append(p.words, language.Or)
		p.alternative(now)
	case clause.Operator == Phrase && !clause.Not:
		p.q.Phrases = append(p.q.Phrases, []string{value})
	}
	if clause.Operator != 0 {
		p.q.Clauses = append(p.q.Clauses, clause)
	}
	switch {
	case clause.Operator == 0:
		p.words = append(p.words, word)
	case clause.Operator == Phrase && !clause.Not:
		p.words = append(p.words, value)
	case clause.Operator == Phrase, clause.Operator == Word:
		p.q.Not = append(p.q.Not, value)
	}
	if p.last = now; clause.Not {
		p.last = side{}
	}
}

// maxShort is how many words of two capitals are not loud.
const maxShort = 4

// joins reports whether OR joins the clause before with one: two words or phrases, or two filters whose values are alternatives.
func (p *parser) joins(now side, not bool) bool {
	words := func(s side) bool { return s.operator == 0 || s.operator == Phrase }
	switch {
	case not:
		return false
	case words(now) && words(p.last):
		return true
	}
	return now.operator == p.last.operator && (now.operator == In || now.operator == Type)
}

// alternative has a phrase before or after OR not asked for alone.
func (p *parser) alternative(now side) {
	switch {
	case p.last.operator == Phrase:
		group := &p.q.Phrases[len(p.q.Phrases)-1]
		*group = append(*group, now.text)
	case now.operator == Phrase:
		p.q.Phrases = append(p.q.Phrases, []string{p.last.text, now.text})
	}
}

// loud reports whether a question is all in capitals. A few short words, such as "C NOT F", are not: they are always so.
func loud(text string) bool {
	long, n := false, 0
	for word := range strings.FieldsSeq(text) {
		if n++; n > maxShort {
			long = true
		}
		if strings.ContainsFunc(word, func(r rune) bool { return unicode.IsLetter(r) && !unicode.IsUpper(r) }) {
			return false
		}
		if letters := strings.TrimFunc(word, func(r rune) bool { return !unicode.IsLetter(r) }); word != "NOT" && utf8.RuneCountInString(letters) > 2 {
			long = true
		}
	}
	return long
}

func first(values []string) string {
	if len(values) == 0 {
		return ""
	}
	return values[0]
}

// parseClause parses the clause at pos, which is not a blank. Its operator is 0 if it is a plain word.
func parseClause(text string, pos int) (clause Clause, end int) {
	clause = Clause{Start: pos}
	rest := text[pos:]
	if strings.HasPrefix(rest, "-") {
		clause.Not, rest = true, rest[1:]
	}
	at := len(text) - len(rest)
	if value, n := quoted(rest); n > 0 && hasWord(value) {
		clause.Operator, clause.Values, clause.End = Phrase, []string{value}, at+n
		return clause, clause.End
	}
	if operator, values, n := filter(rest); n > 0 {
		clause.Operator, clause.Values, clause.End = operator, values, at+n
		return clause, clause.End
	}
	end = at + wordEnd(rest)
	if r, _ := utf8.DecodeRuneInString(rest); clause.Not && unicode.IsLetter(r) {
		clause.Operator, clause.Values, clause.End = Word, []string{text[at:end]}, end
		return clause, end
	}
	return Clause{}, max(end, pos+1)
}

// parseNegated parses the clause at pos as one that NOT excludes. Its operator is 0 if it is none.
func parseNegated(text string, pos int) (clause Clause, end int) {
	clause, end = parseClause(text, pos)
	if clause.Operator == 0 && hasWord(text[pos:end]) {
		clause = Clause{Operator: Word, Values: []string{text[pos:end]}, Start: pos, End: end}
	}
	clause.Not = clause.Operator != 0
	return clause, end
}

// filter parses a filter at the beginning of text; n is 0 if there is none.
func filter(text string) (operator Operator, values []string, n int) {
	name, rest, found := strings.Cut(text, ":")
	operator = names[strings.ToLower(name)]
	if !found || operator == 0 {
		return 0, nil, 0
	}
	several := operator == In || operator == Type
	for {
		value, taken := quoted(rest)
		if taken == 0 {
			if taken = wordEnd(rest); several {
				taken = listEnd(rest[:taken])
			}
			value = rest[:taken]
		}
		value = strings.TrimSpace(value)
		if value != "" {
			values = append(values, value)
		}
		rest = rest[taken:]
		if !several || !strings.HasPrefix(rest, ",") {
			break
		}
		rest = rest[1:]
	}
	if len(values) == 0 {
		return 0, nil, 0
	}
	return operator, values, len(text) - len(rest)
}

// quoted parses a quoted text at the beginning of text; n is 0 if there is none, or if it is never closed.
func quoted(text string) (inside string, n int) {
	r, size := utf8.DecodeRuneInString(text)
	if !isQuote(r) {
		return "", 0
	}
	end := strings.IndexFunc(text[size:], isQuote)
	if end < 0 {
		return "", 0
	}
	_, closing := utf8.DecodeRuneInString(text[size+end:])
	return strings.TrimSpace(text[size : size+end]), size + end + closing
}

func isQuote(r rune) bool { return strings.ContainsRune(`"“”„‟«»`, r) && r != utf8.RuneError }

// hasWord reports whether a text has a letter or a digit.
func hasWord(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) })
}

func wordEnd(text string) int {
	if end := strings.IndexFunc(text, unicode.IsSpace); end >= 0 {
		return end
	}
	return len(text)
}

func listEnd(text string) int {
	if end := strings.IndexByte(text, ','); end >= 0 {
		return end
	}
	return len(text)
}

func skipBlanks(text string, pos int) int {
	return len(text) - len(strings.TrimLeftFunc(text[pos:], unicode.IsSpace))
}

// Values returns the values of an operator's clauses: of the plain ones, or of the excluding ones (not).
func (q Query) Values(operator Operator, not bool) []string {
	var values []string
	for _, c := range q.Clauses {
		if c.Operator == operator && c.Not == not {
			values = append(values, c.Values...)
		}
	}
	return values
}

// Has reports whether there is a clause with one of the operators.
func (q Query) Has(operators ...Operator) bool {
	return len(q.Without(operators...)) != len(q.Without())
}

// Without returns the text without the clauses of some operators, with single blanks in their places.
func (q Query) Without(operators ...Operator) string {
	var kept []string
	from := 0
	keep := func(to int) {
		if part := strings.TrimSpace(q.Text[from:to]); part != "" {
			kept = append(kept, part)
		}
	}
	for _, c := range q.Clauses {
		if slices.Contains(operators, c.Operator) {
			keep(c.Start)
			from = c.End
		}
	}
	keep(len(q.Text))
	return strings.Join(kept, " ")
}
