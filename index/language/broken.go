package language

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Joined returns text with the words whole that a hyphen breaks at a line's end. Texts are embedded in this form, and an Analyzer finds such
// words whole too. What is shown and cited keeps the bytes of the document.
func Joined(text string) string {
	var b strings.Builder
	from := 0
	for at := 0; ; {
		n := strings.IndexByte(text[at:], '\n')
		if n < 0 {
			break
		}
		newline := at + n
		at = newline + 1
		_, size := utf8.DecodeLastRuneInString(text[:newline])
		end := newline - size
		before, _ := utf8.DecodeLastRuneInString(text[:end])
		if next, ok := continued(text, end); ok && unicode.IsLetter(before) {
			b.WriteString(text[from:end])
			from = next
		}
	}
	if from == 0 {
		return text
	}
	b.WriteString(text[from:])
	return b.String()
}

// Breaks reports whether a hyphen at the end of a text breaks a word that goes on in the text after it.
func Breaks(before, after string) bool {
	hyphen, size := utf8.DecodeLastRuneInString(before)
	last, _ := utf8.DecodeLastRuneInString(before[:len(before)-size])
	first, _ := utf8.DecodeRuneInString(after)
	return breaking(hyphen) && unicode.IsLetter(last) && unicode.IsLower(first)
}

// breaking reports whether a rune may hyphenate a word.
func breaking(r rune) bool { return r == '-' || r == '\u00ad' || r == '\u2010' }

// continued reports whether a hyphen at a line's end breaks the word that ends at end, and where its second part begins: on the next line, or, at the
// turn of a page, behind blank lines. A second part with a capital, as in Baden-Baden, does not count: its hyphen belongs to the word.
func continued(text string, end int) (next int, ok bool) {
	const farthest = 256 // bytes of white space
	if end < 0 || end >= len(text) {
		return 0, false
	}
	hyphen, size := utf8.DecodeRuneInString(text[end:])
	next = end + size
	if !breaking(hyphen) || next >= len(text) || text[next] != '\n' {
		return 0, false
	}
	for limit := min(len(text), next+farthest); next < limit && (text[next] == ' ' || text[next] == '\n'); {
		next++
	}
	first, _ := utf8.DecodeRuneInString(text[next:])
	return next, unicode.IsLower(first)
}
