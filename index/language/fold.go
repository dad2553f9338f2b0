package language

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// FoldWord returns a word without case and accents.
func FoldWord(word string) string {
	if isASCII(word) {
		return strings.ToLower(word)
	}
	var b strings.Builder
	for _, r := range norm.NFKD.String(strings.ToLower(word)) {
		if wordRune(r) && !unicode.Is(unicode.Mn, r) {
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return strings.ReplaceAll(b.String(), "ß", "ss")
}

// Fold returns any text, such as a name or a path, without case and accents.
func Fold(text string) string {
	if isASCII(text) {
		return strings.ToLower(text)
	}
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFKD.String(strings.ToLower(text)))
}

// firstLetter returns the first rune of FoldWord(word).
func firstLetter(word string) rune {
	r, _ := utf8.DecodeRuneInString(word)
	if r < utf8.RuneSelf {
		return unicode.ToLower(r)
	}
	r, _ = utf8.DecodeRuneInString(FoldWord(word))
	return r
}
