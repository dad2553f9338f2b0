// Package query reads what is typed into the question field: words to look for, and operators that narrow the search.
//
//	query  = { blank | clause } .
//	clause = [ "-" ] ( phrase | filter ) | "-" word | word .
//	phrase = quote text quote .                          words that have to follow each other so
//	filter = name ":" value { "," value } .
//	name   = "in" | "type" | "title" | "before" | "after" .
//	value  = phrase | word .
//	word   = what stands up to the next blank .
//	quote  = " or a typographic double quote .
//
// A clause begins where a blank ends, so that a hyphen within a word is a part of it; a minus has to stand right before a
// letter, a quote or a filter, so that " - " and "-5" are words like others. What is no operator is a word: "12:30", "https://…",
// "foo:bar", a name without a value, a quote that nothing closes. Names may be written in capitals.
//
// Help says what each operator does. The package knows nothing of documents. Start reading at Parse.
package query

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Query is what was typed, taken apart.
type Query struct {
	Text    string   // as it was typed
	Words   string   // what to look for: the words and the phrases that are wanted, without operators
	Phrases []string // have to stand in a passage, word for word
	Not     []string // words and phrases that must not
	Clauses []Clause // the operators, in their order
}

// An Operator is what a clause does.
type Operator uint8

// The operators.
const (
	Phrase Operator = iota + 1 // words in their order
	Word                       // a word that is not wanted
	In                         // a folder's path or name
	Type                       // a format, a family of formats, an ending of file names
	Title                      // words of the title
	Before                     // a day that the document is older than
	After                      // a day that the document is not older than
)

// names are the operators that are written as a name and a colon.
var names = map[string]Operator{"in": In, "type": Type, "title": Title, "before": Before, "after": After}

// A Clause is one operator as it was typed.
type Clause struct {
	Operator   Operator
	Not        bool
	Values     []string // one, or several of which any will do
	Start, End int      // where it stands in Query.Text, in bytes
}

// Parse takes a query apart. The error is an *Error where a clause cannot be meant as it stands; the Query is whole all the same.
func Parse(text string) (Query, error) {
	q := Query{Text: text}
	var words []string
	for pos := skipBlanks(text, 0); pos < len(text); pos = skipBlanks(text, pos) {
		clause, end := parseClause(text, pos)
		switch {
		case clause.Operator == 0:
			words = append(words, text[pos:end])
		default:
			q.Clauses = append(q.Clauses, clause)
		}
		switch value := first(clause.Values); {
		case clause.Operator == Phrase && !clause.Not:
			words = append(words, value)
			q.Phrases = append(q.Phrases, value)
		case clause.Operator == Phrase, clause.Operator == Word:
			q.Not = append(q.Not, value)
		}
		pos = end
	}
	q.Words = strings.Join(words, " ")
	return q, q.check()
}

func first(values []string) string {
	if len(values) == 0 {
		return ""
	}
	return values[0]
}

// parseClause reads the clause at pos, which is no blank. Its operator is 0 where it is a word like others.
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

// filter reads a filter at the beginning of text; n is 0 where none stands there.
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

// quoted reads a text in quotes at the beginning of text; n is 0 where none stands there, or nothing closes it.
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

// hasWord says whether a text has a letter or a digit, without which it says nothing.
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

// Values returns what the wanted, or else the unwanted, clauses of an operator say.
func (q Query) Values(operator Operator, not bool) []string {
	var values []string
	for _, c := range q.Clauses {
		if c.Operator == operator && c.Not == not {
			values = append(values, c.Values...)
		}
	}
	return values
}

// Has says whether there is a clause of one of some operators.
func (q Query) Has(operators ...Operator) bool {
	return len(q.Without(operators...)) != len(q.Without())
}

// Without is what was typed without the clauses of some operators, with single blanks where they stood.
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
