package language

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// words visits the word at start with what is joined to it, and returns where they end.
func (s *scan) words(start int) int {
	end := wordEnd(s.text, start)
	if s.unwanted(start, end) {
		return end
	}
	if end == len(s.text) {
		s.word(start, end)
		return end
	}
	if s.text[end] == '\\' || s.text[end] == '{' {
		if word, to := texWord(s.text, start); to > end {
			s.emit(word, start, to, Plain)
			return to
		}
	}
	if next, ok := continued(s.text, end); ok { // each part is visited too, because the hyphen may belong to the word
		to := wordEnd(s.text, next)
		s.emit(s.text[start:end]+s.text[next:to], start, to, Whole)
	}
	if start >= s.grouped && s.rows {
		s.numbers(start, end)
	}
	if s.text[end] == ' ' && (end-start > 1 || !strings.HasPrefix(s.text[end:], " & ")) {
		s.word(start, end)
		return end
	}
	if next := s.withSign(start, end); next > end {
		return next
	}
	if start >= s.joined {
		if parts := s.chain(start, end); len(parts) > 1 {
			return s.joinedBy(parts)
		}
	}
	s.word(start, end)
	return end
}

// unwanted reports whether nothing that begins with the word at start can be wanted. Most words are of this kind where a passage is matched, so
// that this is where the time goes.
func (s *scan) unwanted(start, end int) bool {
	c := s.text[start]
	if s.wanted == nil || c >= utf8.RuneSelf || s.wanted(rune(lowered(c))) || s.rows && s.isGroup(start, end) {
		return false
	}
	for i := start + 1; i < end; i++ { // the parts of a camelCase name
		if c := s.text[i]; upperASCII(c) || c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

func lowered(c byte) byte {
	if upperASCII(c) {
		return c + 'a' - 'A'
	}
	return c
}

// A part is one of several words that hyphens and apostrophes join.
type part struct {
	start, end int
	sign       rune // after it; 0 after the last
}

// maxParts is the greatest number of words that are also found as one.
const maxParts = 3

// chain returns the words that hyphens and apostrophes join to the one at start, and that one first.
func (s *scan) chain(start, end int) []part {
	sign, next := s.sign(end)
	if sign == 0 {
		return nil
	}
	parts := []part{{start, end, sign}}
	for sign != 0 {
		end = wordEnd(s.text, next)
		start = next
		sign, next = s.sign(end)
		parts = append(parts, part{start, end, sign})
	}
	return parts
}

// sign returns the hyphen or apostrophe at pos, and where the word after it begins; 0 if there is none.
func (s *scan) sign(pos int) (sign rune, next int) {
	r, size := utf8.DecodeRuneInString(s.text[pos:])
	if !apostrophe(r) && !hyphen(r) {
		return 0, 0
	}
	if after, _ := utf8.DecodeRuneInString(s.text[pos+size:]); !begins(after) || Unspaced(after) {
		return 0, 0
	}
	return r, pos + size
}

func hyphen(r rune) bool { return r == '-' || r == '‐' || r == '‑' }

// joinedBy visits the words of a chain, each alone and all as one, and returns where they end. What apostrophes join between two hyphens is
// one word, too.
func (s *scan) joinedBy(parts []part) int {
	end := parts[len(parts)-1].end
	s.joined = end
	var elements []element
	var whole strings.Builder
	for from, i := 0, 0; i < len(parts); i++ {
		if apostrophe(parts[i].sign) {
			continue
		}
		if e := s.element(parts[from : i+1]); e.word != "" {
			elements = append(elements, e)
			whole.WriteString(e.word)
		}
		from = i + 1
	}
	if n := len(elements); n > 1 && n <= maxParts && strings.ContainsFunc(whole.String(), unicode.IsLetter) {
		s.emit(whole.String(), elements[0].start, elements[n-1].end, Whole)
	}
	for _, e := range elements {
		if e.pieces > 1 {
			s.emit(e.word, e.start, e.end, Whole)
		}
		for _, p := range e.plain {
			end = max(end, s.words(p.start))
		}
	}
	return end
}

// An element is the words between two hyphens, which apostrophes may join.
type element struct {
	word       string // all in one, without what is dropped
	start, end int
	pieces     int // of word
	plain      []part
}

// element returns the element of words that apostrophes join. An ending is dropped, as in "tenant's", and an article, as in "l'été". Before
// a capital it belongs to a name: "O'Brien".
func (s *scan) element(parts []part) element {
	e := element{start: -1}
	for i, p := range parts {
		word := s.text[p.start:p.end]
		letters := length(word)
		before, after := i > 0, i+1 < len(parts)
		if before && clitic(word) || after && article(word) && s.small(parts[i+1].start) {
			continue
		}
		if e.start < 0 {
			e.start = p.start
		}
		e.word, e.end = e.word+word, p.end
		e.pieces++
		if !(before && letters <= 2 || after && letters == 1) {
			e.plain = append(e.plain, p)
		}
	}
	return e
}

// small reports whether a small letter is at pos.
func (s *scan) small(pos int) bool {
	r, _ := utf8.DecodeRuneInString(s.text[pos:])
	return !unicode.IsUpper(r)
}

// clitic reports whether a word after an apostrophe is an English ending or a short verb.
func clitic(word string) bool {
	switch strings.ToLower(word) {
	case "s", "t", "d", "m", "re", "ve", "ll":
		return true
	}
	return false
}

// article reports whether a word before an apostrophe is a short French, Italian or Catalan word that lost its vowel.
func article(word string) bool {
	switch strings.ToLower(word) {
	case "l", "d", "j", "m", "n", "s", "t", "c", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "all", "dall", "dell", "nell", "sull", "un", "quest", "quell", "gl":
		return true
	}
	return false
}
