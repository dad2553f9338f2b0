package plain

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A script is as much about a character as scoring needs.
type script uint8

const (
	invalid script = iota
	space
	punctuation
	symbol
	latin
	cyrillicLetter
	greekLetter
	hebrewLetter
	arabicLetter
	thaiLetter
	han
	japaneseKana
	hangulSyllable
	otherLetter
)

func isWordRune(r rune) bool {
	s := scriptOf(r)
	return s >= latin
}

// partingMarks are the text marks that never stand between two letters.
const partingMarks = "‘“”„«»‹›…•€£§°©®™¿¡ªº"

// openingMarks are the marks that follow no letter in any language.
const openingMarks = "„¿¡"

// textMarks are the marks beyond ASCII that texts use.
const textMarks = "’‘“”„«»‹›–—…•€£§°©®™¿¡ªº·،؟؛。、「」『』，；：！？（）《》・№"

func scriptOf(r rune) script {
	switch {
	case r < utf8.RuneSelf:
		switch {
		case r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z':
			return latin
		case r >= '0' && r <= '9':
			return punctuation // goes with anything
		case r < ' ' && !strings.ContainsRune("\t\n\v\f\r\x1a\x1b\b", r) || r == 0x7f:
			return invalid
		case r <= ' ':
			return space
		}
		return punctuation
	case r == utf8.RuneError || unicode.IsControl(r) || unicode.Is(unicode.Co, r):
		return invalid
	case unicode.IsSpace(r):
		return space
	case strings.ContainsRune(textMarks, r):
		return punctuation
	}
	return letterScript(r)
}

func letterScript(r rune) script {
	switch {
	case unicode.Is(unicode.Han, r):
		return han
	case unicode.In(r, unicode.Hiragana, unicode.Katakana) || r == 'ー':
		return japaneseKana
	case unicode.Is(unicode.Hangul, r):
		return hangulSyllable
	case unicode.Is(unicode.Latin, r):
		return latin
	case unicode.Is(unicode.Cyrillic, r):
		return cyrillicLetter
	case unicode.Is(unicode.Greek, r):
		return greekLetter
	case unicode.Is(unicode.Hebrew, r):
		return hebrewLetter
	case unicode.In(r, unicode.Arabic) || r >= 0x064b && r <= 0x0652:
		return arabicLetter
	case unicode.Is(unicode.Thai, r):
		return thaiLetter
	case unicode.IsLetter(r) || unicode.IsMark(r):
		return otherLetter
	}
	return symbol
}
