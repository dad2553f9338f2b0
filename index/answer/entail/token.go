package entail

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"footnote/index/answer/figure"
)

// A token is a word, a figure with its unit, or a mark of a sentence.
type token struct {
	figure.Span        // in the text
	text        string // in lower case, with plain apostrophes
	tag         tag
	op          op
	capital     bool      // it begins with a capital
	initial     bool      // it begins the sentence
	bases       []string  // the words it may be a form of
	quantity    *quantity // of figures
	kin, anti   []string  // words that mean the same as one of its bases, or are made of it, and its opposites: in the lexicon
	genitive    bool      // "'s" follows
	plain       bool      // it is the form of a word that dictionaries list
	past        bool      // it can be the past of a verb, and no other form
}

// A tag is a part of speech.
type tag uint8

const (
	noun tag = iota
	name
	number // a figure: a number, date or time, with its unit
	verb   // finite, or after "to" or a modal verb
	participle
	gerund
	adjective
	adverb
	auxiliary // be, have, do
	determiner
	possessive // my, his
	pronoun
	relative // who, which
	preposition
	conjunction
	particle // to before a verb, there, also: says nothing by itself
	mark
	operator // not, must, all, at least, if …: see op
)

// tokens cuts a sentence into words and marks, with its figures as one token each.
func tokens(text string, l *language) []token {
	figures := figure.Read(text)
	var found []token
	words := figure.Words(text)
	at := 0
	add := func(t token) {
		t.initial = !slices.ContainsFunc(found, func(t token) bool { return t.tag != mark })
		found = append(found, t)
	}
	for i := 0; i < len(words); i++ {
		w := words[i]
		found = marks(found, text, at, w.Start)
		at = w.End
		if len(figures) > 0 && w.Start >= figures[0].End {
			figures = figures[1:]
		}
		if len(figures) > 0 && w.End > figures[0].Start {
			f := figures[0]
			figures = figures[1:]
			for i+1 < len(words) && words[i+1].Start < f.End {
				i++
			}
			at = f.End
			if n := len(found); n > 0 && inName(found[n-1], f, text) {
				found[n-1].End, found[n-1].text = f.End, strings.ToLower(text[found[n-1].Start:f.End])
				continue
			}
			add(token{Span: f.Span, text: strings.ToLower(text[f.Start:f.End]), tag: number, quantity: quantityOf(thousands(f, text, l), text)})
			continue
		}
		t := token{Span: w.Span, text: w.Text, capital: capital(text[w.Start:])}
		if n := len(found); n > 0 && apostrophe(text, w.Start) && found[n-1].End == w.Start-apostropheBytes(text, w.Start) {
			if l.clitic(&found[n-1], &t, add) {
				continue
			}
		}
		if t.is("cannot") {
			t.text = "can"
			add(t)
			t.text = "not"
		}
		add(t)
	}
	return marks(found, text, at, len(text))
}

// inName says whether a figure is part of a name: of "SK-200" or "A4".
func inName(before token, f figure.Figure, text string) bool {
	if before.tag == mark || before.quantity != nil || !before.capital || calendarWords[before.text] != "" || strings.ToUpper(text[before.Start:before.End]) != text[before.Start:before.End] {
		return false
	}
	return before.End == f.Start || before.End+1 == f.Start && text[before.End] == '-'
}

// thousands leaves out the reading of a number in which what parts thousands in its language would be a decimal point.
func thousands(f figure.Figure, text string, l *language) figure.Figure {
	sign := map[string]string{"en": ",", "de": "."}[l.code]
	if len(f.Values) == 2 && !strings.Contains(f.Values[0], ".") && strings.Contains(f.Values[1], ".") && strings.Contains(text[f.Start:f.End], sign) {
		f.Values = f.Values[:1]
	}
	return f
}

// marks adds the marks that stand between two words.
func marks(found []token, text string, from, to int) []token {
	for i := from; i < to; {
		r, n := utf8.DecodeRuneInString(text[i:])
		switch {
		case r == '.' && abbreviated(found, text[i+n:]):
		case strings.ContainsRune(",;:()[]–—/|…!?.\n•", r) || unicode.Is(unicode.Pd, r) && n > 1:
			found = append(found, token{Span: figure.Span{Start: i, End: i + n}, text: markOf(r), tag: mark})
		case r == '-' && i > 0 && text[i-1] == ' ' && i+1 < len(text) && text[i+1] == ' ':
			found = append(found, token{Span: figure.Span{Start: i, End: i + n}, text: "–", tag: mark})
		case strings.ContainsRune("€$£¥%‰°§²³", r) || r == '№':
			found = append(found, token{Span: figure.Span{Start: i, End: i + n}, text: string(r), tag: noun})
		case r == '’' || r == '\'':
			if n := len(found); n > 0 && strings.HasSuffix(found[n-1].text, "s") && found[n-1].End == i && (i+3 > len(text) || text[i+len(string(r))] == ' ') {
				found[n-1].genitive = true // "two months' rent"
			}
		}
		i += n
	}
	return found
}

// abbreviated says whether a full stop belongs to the word before it, and more of the sentence follows: "Prof. Ekman".
func abbreviated(found []token, rest string) bool {
	const longest = 4
	n := len(found)
	return n > 0 && found[n-1].tag != mark && len(found[n-1].text) <= longest && strings.ContainsFunc(rest, unicode.IsLetter)
}

// markOf writes marks that part alike as one.
func markOf(r rune) string {
	switch {
	case r == '—' || unicode.Is(unicode.Pd, r):
		return "–"
	case r == '[':
		return "("
	case r == ']':
		return ")"
	case r == '…':
		return ","
	case r == '|' || r == '\n' || r == '•':
		return ";"
	}
	return string(r)
}

func capital(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r) || unicode.IsTitle(r)
}

// apostrophe says whether one stands right before a byte.
func apostrophe(text string, i int) bool { return apostropheBytes(text, i) > 0 }

func apostropheBytes(text string, i int) int {
	if r, n := utf8.DecodeLastRuneInString(text[:i]); r == '\'' || r == '’' {
		return n
	}
	return 0
}

// is says whether a token is one of some words.
func (t token) is(words ...string) bool { return slices.Contains(words, t.text) }
