package language

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// signed visits the word after a sign at pos that ends at next, if the sign makes it another word: "#topic", "@name", ".NET", "§ 5". The
// caller visits the word without its sign too.
func (s *scan) signed(pos, next int) {
	sign := s.text[pos:next]
	if before, _ := utf8.DecodeLastRuneInString(s.text[:pos]); pos > 0 && (wordRune(before) || strings.ContainsRune("#@./:&", before)) {
		return
	}
	if sign == "§" {
		for next < len(s.text) && strings.ContainsAny(s.text[next:next+1], " \u00a0") {
			_, size := utf8.DecodeRuneInString(s.text[next:])
			next += size
		}
	}
	r, _ := utf8.DecodeRuneInString(s.text[next:])
	if !begins(r) || Unspaced(r) || sign == "§" && !unicode.IsDigit(r) || (sign == "." || sign == "@") && !unicode.IsLetter(r) {
		return
	}
	end := wordEnd(s.text, next)
	if word := FoldWord(s.text[next:end]); len(word) <= maxEncodedBytes {
		s.exactly(sign+word, pos, end, Exact)
	}
}

// withSign visits the word at start to end with a sign after it, if the sign makes it another word, and returns where that ends; else it
// visits nothing and returns end. A word of one letter is found with its sign only: "C++" is no "C".
func (s *scan) withSign(start, end int) int {
	word, rest := s.text[start:end], s.text[end:]
	if to := powerEnd(word, rest); to > 0 {
		exponent := FoldWord(rest[1:to])
		if digitASCII(word[0]) {
			exponent = "^" + exponent
		}
		s.exactly(FoldWord(word)+exponent, start, end+to, Plain)
		return end + to
	}
	if partner, to := s.and(start, end); to > end {
		s.exactly(FoldWord(word)+"&"+FoldWord(partner), start, to, Exact)
		return to
	}
	sign, size := signAfter(word, rest)
	if size == 0 {
		return end
	}
	s.exactly(FoldWord(word)+sign, start, end+size, Exact)
	if length(word) > 1 {
		s.word(start, end)
	}
	return end + size
}

// signAfter returns the sign at the beginning of rest if it makes another word of the word before it: C++, C#, A+, AB−, 3.5″.
func signAfter(word, rest string) (sign string, size int) {
	first, n := utf8.DecodeRuneInString(rest)
	after, _ := utf8.DecodeRuneInString(rest[n:])
	capitals := len(word) <= 2 && strings.ToUpper(word) == word && upperASCII(word[0])
	letters := !strings.ContainsFunc(word, unicode.IsNumber)
	switch {
	case strings.HasPrefix(rest, "++") && letters && !marked(rest[2:]):
		return "++", 2
	case wordRune(after) || joiner(after):
		return "", 0
	case first == '+' && letters && after != '+':
		return "+", n
	case first == '#' && letters && length(word) <= 2:
		return "#", n
	case (first == '-' && after != ' ' || first == '−') && capitals && after != '-' && after != '>':
		return "-", n
	case (first == '"' || first == '″' || first == '”') && digitASCII(word[0]) && digitASCII(word[len(word)-1]):
		return "″", n
	}
	return "", 0
}

// marked reports whether a mark that belongs to what is before it begins a text.
func marked(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return joiner(r)
}

// powerEnd returns where the exponent of a word ends within rest, which begins with a caret: "m^2", "10^6". It is 0 if there is none.
func powerEnd(word, rest string) int {
	if rest[0] != '^' || !unit(word) {
		return 0
	}
	to := 1
	for to < len(rest) && digitASCII(rest[to]) {
		to++
	}
	if to == 1 || marked(rest[to:]) {
		return 0
	}
	return to
}

// maxAnd is the greatest number of letters that "&" joins to others.
const maxAnd = 3

// and returns the letters that "&" joins to the word at start to end, and where they end: "R&D", "AT&T", "Q & A". One of the two is a single
// letter.
func (s *scan) and(start, end int) (partner string, to int) {
	rest := s.text[end:]
	spaced := strings.HasPrefix(rest, " & ")
	from := end + 1
	if spaced {
		from = end + 3
	} else if rest[0] != '&' {
		return "", 0
	}
	if r, _ := utf8.DecodeRuneInString(s.text[from:]); !unicode.IsLetter(r) {
		return "", 0
	}
	to = wordEnd(s.text, from)
	partner = s.text[from:to]
	before, after := length(s.text[start:end]), length(partner)
	if before > 1 && after > 1 || before > maxAnd || after > maxAnd || spaced && (before > 1 || after > 1 || s.small(start) || s.small(from)) {
		return "", 0
	}
	return partner, to
}
