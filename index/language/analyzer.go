package language

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A Token is a word of a text: a term that it is found under, and its span. A word may have several tokens with one span.
type Token struct {
	Term       string
	Start, End int // byte offsets, half-open
	Kind       Kind
}

// A Kind says how a token stands to the others.
type Kind uint8

// The kinds.
const (
	Plain  Kind = iota // a word, or a part of one
	Whole              // words that are also found as one: around the plain tokens of its span
	Exact              // what says more than the words in its span: a word with a sign ("C++", "§5")
	Number             // a number or an identifier in groups, from one of its groups to the end
	Last               // the last character of a run in a script without spaces
)

// An Analyzer turns text into terms. It remembers the stems of words it has seen, so it is worth keeping; it is not safe for
// concurrent use. The zero value is ready.
type Analyzer struct {
	stems map[Set]map[string][]string
	count int // of words in stems
}

// maxStems bounds the memory of an Analyzer to a few megabytes. With more words, it forgets them all and starts again.
const maxStems = 1 << 14

// The longest words, in bytes. A longer run of letters is skipped, and one with digits sooner, because it is encoded data.
const (
	maxWordBytes    = 512
	maxEncodedBytes = 64
)

// Terms returns the terms of text, in the order of their words.
func (a *Analyzer) Terms(text string, in Set) []string {
	terms := make([]string, 0, len(text)/6)
	a.Each(text, in, nil, func(t Token) { terms = append(terms, t.Term) })
	return terms
}

// Tokens returns the words of text with the terms they are found under in some languages, in order.
//
// A word is a run of letters and digits. Its term has no case and no accents, and is stemmed in the languages of the set that have its
// script. A word that is typed in two ways has a term for each: "Münster" is also found under "muenster". English words are found under
// their American spelling. What an apostrophe cuts off is dropped where it is an ending or an article. A number loses its thousands
// separators. Parts that a hyphen or a camelCase name joins are found whole and one by one; so is a word that a hyphen breaks at a line's end.
// Scripts without spaces are found by pairs of neighbouring characters.
func (a *Analyzer) Tokens(text string, in Set) []Token {
	var tokens []Token
	a.Each(text, in, nil, func(t Token) { tokens = append(tokens, t) })
	return tokens
}

// Each calls visit for the words of text, in order, as Tokens returns them. Where wanted is not nil, it is called with a word's first
// letter, folded, before the word is stemmed, and the word is skipped unless it returns true.
func (a *Analyzer) Each(text string, in Set, wanted func(first rune) bool, visit func(Token)) {
	s := scan{analyzer: a, text: text, in: in, wanted: wanted, visit: visit, rows: wanted == nil || wanted(rune(Row[0]))}
	for pos := 0; pos < len(text); {
		r, size := utf8.DecodeRuneInString(text[pos:])
		switch {
		case !begins(r):
			if r == '\\' || r == '{' {
				if word, end := texWord(text, pos); word != "" {
					s.emit(word, pos, end, Plain)
					pos = end
					continue
				}
			}
			if r == '#' || r == '@' || r == '.' || r == '§' {
				s.signed(pos, pos+size)
			}
			pos += size
		case Unspaced(r):
			pos = s.pairs(pos)
		default:
			pos = s.words(pos)
		}
	}
}

// A scan is a walk through a text.
type scan struct {
	analyzer *Analyzer
	text     string
	in       Set
	wanted   func(rune) bool
	visit    func(Token)
	rows     bool // numbers in groups are wanted

	joined  int // what stands before it has been looked at for words that are joined
	grouped int // what stands before it is a row of numbers
}

// emit visits the terms of a word that stands at start to end, which may be written otherwise there.
func (s *scan) emit(word string, start, end int, kind Kind) {
	if len(word) > maxWordBytes || s.wanted != nil && !s.wanted(firstLetter(word)) {
		return
	}
	for _, term := range s.analyzer.terms(word, s.in) {
		s.visit(Token{term, s.withSigns(start), end, kind})
	}
}

// exactly visits a term as it is.
func (s *scan) exactly(term string, start, end int, kind Kind) {
	if s.wanted != nil {
		if r, _ := utf8.DecodeRuneInString(term); !s.wanted(unicode.ToLower(r)) {
			return
		}
	}
	s.visit(Token{term, s.withSigns(start), end, kind})
}

// withSigns returns start, or an earlier place if Arabic signs that are drawn around a number stand before it.
func (s *scan) withSigns(start int) int {
	for start > 0 && s.text[start-1] >= utf8.RuneSelf {
		r, size := utf8.DecodeLastRuneInString(s.text[:start])
		if !unicode.Is(unicode.Prepended_Concatenation_Mark, r) {
			break
		}
		start -= size
	}
	return start
}

// word visits the word at start to end, and the parts of a camelCase name after it.
func (s *scan) word(start, end int) {
	word := s.text[start:end]
	switch {
	case len(word) == 1 && s.letter(start):
		s.exactly(word, start, end, Plain)
		return
	case len(word) > maxEncodedBytes && (len(word) > maxWordBytes || strings.ContainsAny(word, "0123456789")):
		return
	}
	parts := camelParts(word)
	if len(parts) == 0 {
		s.emit(word, start, end, Plain)
		return
	}
	s.emit(word, start, end, Whole)
	for i, from := range parts {
		to := len(word)
		if i+1 < len(parts) {
			to = parts[i+1]
		}
		s.emit(word[from:to], start+from, start+to, Plain)
	}
}

// Letters are the capitals that may be names while their small letters are words: "vitamin A", and "a".
const Letters = "AEOUWYZ"

// letter reports whether the capital letter at start names something: a vitamin, a blood type, a plan. It knows only Letters, and says no at
// the beginning of a sentence.
func (s *scan) letter(start int) bool {
	if strings.IndexByte(Letters, s.text[start]) < 0 {
		return false
	}
	before := strings.TrimRight(s.text[:start], " ")
	if before == "" || len(before) == start && strings.HasSuffix(before, "\n") {
		return false
	}
	return len(before) == start || strings.IndexByte(".!?:;\n\"'*-", before[len(before)-1]) < 0
}

// camelParts returns where the parts of a camelCase name begin: none if it is not one. A row of capitals is a part of its own.
func camelParts(word string) []int {
	if !strings.ContainsFunc(word[1:], unicode.IsUpper) {
		return nil
	}
	var at []int // where its letters begin
	var letters []rune
	for i, r := range word {
		if !unicode.IsMark(r) && !invisible(r) {
			at, letters = append(at, i), append(letters, r)
		}
	}
	lower := func(i int) bool { return i < len(letters) && unicode.IsLower(letters[i]) }
	var parts []int
	for i := 1; i < len(letters); i++ {
		if !unicode.IsUpper(letters[i]) {
			continue
		}
		acronymEnds := unicode.IsUpper(letters[i-1]) && lower(i+1) && lower(i+2)
		digitsEnd := unicode.IsDigit(letters[i-1]) && lower(0) && lower(i+1)
		if lower(i-1) || acronymEnds || digitsEnd {
			if parts == nil {
				parts = append(parts, 0)
			}
			parts = append(parts, at[i])
		}
	}
	return parts
}

func lowerASCII(b byte) bool { return b >= 'a' && b <= 'z' }
func upperASCII(b byte) bool { return b >= 'A' && b <= 'Z' }

// pairs visits the run of unspaced characters at start, two by two, and returns its end. The last one is also visited alone, so that each
// character begins a term.
func (s *scan) pairs(start int) int {
	previous, last, pos := -1, start, start
	for pos < len(s.text) {
		r, size := utf8.DecodeRuneInString(s.text[pos:])
		if invisible(r) && pos > start && unspacedAfter(s.text, pos) {
			pos += size
			continue
		}
		if !Unspaced(r) || !begins(r) && pos > start {
			break
		}
		end := unitEnd(s.text, pos)
		if previous >= 0 {
			s.pair(previous, end, Plain)
		}
		previous, last, pos = pos, pos, end
	}
	kind := Last
	if last == start {
		kind = Plain
	}
	s.pair(last, pos, kind)
	return pos
}

// unspacedAfter reports whether a run of unspaced characters goes on after invisible characters at pos.
func unspacedAfter(text string, pos int) bool {
	for pos < len(text) {
		r, size := utf8.DecodeRuneInString(text[pos:])
		if !invisible(r) {
			return Unspaced(r) && begins(r)
		}
		pos += size
	}
	return false
}

func (s *scan) pair(start, end int, kind Kind) {
	if term := FoldWord(s.text[start:end]); term != "" {
		s.exactly(term, start, end, kind)
	}
}

// terms returns the distinct terms that a word is found under in some languages.
func (a *Analyzer) terms(word string, in Set) []string {
	if terms, ok := a.stems[in][word]; ok {
		return terms
	}
	if a.stems == nil || a.count >= maxStems {
		a.stems, a.count = map[Set]map[string][]string{}, 0
	}
	if a.stems[in] == nil {
		a.stems[in] = map[string][]string{}
	}
	terms := analyzed(word, in)
	for i := range terms { // word and term may be parts of a text, which they would keep in memory
		terms[i] = strings.Clone(terms[i])
	}
	a.stems[in][strings.Clone(word)] = terms
	a.count++
	return terms
}

// analyzed returns the distinct terms of a word, the likeliest first; none if it has no letter.
func analyzed(word string, in Set) []string {
	folded := FoldWord(word)
	if folded == "" {
		return nil
	}
	if folded[0] >= '0' && folded[0] <= '9' {
		return []string{number(folded, word)}
	}
	last := folded[len(folded)-1]
	stemmers := in.stemmers(folded)
	if len(stemmers) == 0 || last >= '0' && last <= '9' {
		return []string{folded}
	}
	var terms []string
	add := func(term string) {
		if term != "" && !slices.Contains(terms, term) {
			terms = append(terms, term)
		}
	}
	small := norm.NFC.String(strings.ToLower(visible(word)))
	spelled := ""
	if spelt := spelledOut.Replace(small); spelt != small {
		spelled = FoldWord(spelt)
	}
	for _, l := range stemmers {
		if l != English && small != folded {
			add(FoldWord(l.stem(small)))
		}
		add(FoldWord(l.stem(folded))) // as it is found where it is written without accents
		if spelled != "" {
			add(FoldWord(l.stem(spelled)))
		}
	}
	return terms
}

// visible returns a word without its invisible characters and apostrophes.
func visible(word string) string {
	return strings.Map(func(r rune) rune {
		if wordRune(r) {
			return r
		}
		return -1
	}, word)
}

// number returns the term of a number as it is folded: without thousands separators, and with a point before decimals.
func number(folded, word string) string {
	folded = strings.ReplaceAll(folded, "'", "")
	if last := strings.LastIndexAny(folded, ".,"); last >= 0 {
		folded = separated(folded, last)
	}
	return exponent(folded, word)
}

// separated returns a number without thousands separators, whose last separator is at last. A single point stays, since it may be one or not.
func separated(number string, last int) string {
	sign, other := number[last:last+1], "."
	if sign == "." {
		other = ","
	}
	whole, rest := number[:last], number[last+1:]
	switch {
	case strings.Contains(whole, sign) && !strings.Contains(whole, other): // 1.234.567, or a date
		if thousands(number, sign) {
			return strings.ReplaceAll(number, sign, "")
		}
		return number
	case sign == "," && len(rest) == 3 && !strings.Contains(whole, other): // 1,500
		return whole + rest
	}
	return strings.ReplaceAll(whole, other, "") + "." + rest
}

// thousands reports whether signs in a number part groups of three digits.
func thousands(number, sign string) bool {
	for i, group := range strings.Split(number, sign) {
		if i > 0 && len(group) != 3 || len(group) > 3 {
			return false
		}
	}
	return true
}

// exponent marks the exponent of a power of ten or another number, so that "10⁶" is not found under "106".
func exponent(folded, word string) string {
	at := strings.IndexFunc(word, superscript)
	if at <= 0 || !isASCII(word[:at]) || at > len(folded) {
		return folded
	}
	return folded[:at] + "^" + folded[at:]
}
