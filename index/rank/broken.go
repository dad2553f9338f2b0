package rank

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Joined returns text as it reads aloud: words that a hyphen breaks at a line's end are whole. It is what is embedded of a text, in
// which the Analyzer finds such words whole as well; what is cited and shown keeps them as they stand.
func Joined(text string) string {
	var b strings.Builder
	from := 0
	for at := 0; ; {
		n := strings.IndexByte(text[at:], '\n')
		if n < 0 {
			break
		}
		at += n + 1
		if end, next, ok := brokenAt(text, at-1); ok {
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

// brokenAt says whether the line end at a byte of text breaks a word: the word's first part ends at end, its second begins at next
// and is written small.
func brokenAt(text string, newline int) (end, next int, ok bool) {
	hyphen, size := utf8.DecodeLastRuneInString(text[:newline])
	if hyphen != '-' && hyphen != '\u00ad' && hyphen != '\u2010' {
		return 0, 0, false
	}
	end = newline - size
	before, _ := utf8.DecodeLastRuneInString(text[:end])
	next = newline + 1
	for next < len(text) && text[next] == ' ' {
		next++
	}
	after, _ := utf8.DecodeRuneInString(text[next:])
	return end, next, unicode.IsLetter(before) && unicode.IsLower(after)
}
