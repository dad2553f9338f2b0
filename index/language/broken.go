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

// continued reports whether a hyphen at a line's end breaks the word that ends at end, and where its second part begins. A second part with
// a capital, as in Baden-Baden, does not count: its hyphen belongs to the word.
func continued(text string, end int) (next int, ok bool) {
	if end < 0 || end >= len(text) {
		return 0, false
	}
	hyphen, size := utf8.DecodeRuneInString(text[end:])
	if hyphen != '-' && hyphen != '\u00ad' && hyphen != '\u2010' {
		return 0, false
	}
	next = end + size
	if next >= len(text) || text[next] != '\n' {
		return 0, false
	}
	next++
	for next < len(text) && text[next] == ' ' {
		next++
	}
	first, _ := utf8.DecodeRuneInString(text[next:])
	return next, unicode.IsLower(first)
}
