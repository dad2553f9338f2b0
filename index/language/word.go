package language

import (
	"unicode"
	"unicode/utf8"
)

// Words calls visit for the words of text, in order: a run of letters and digits, or one character of a script without spaces. If whole
// is set, a word that a hyphen breaks at a line's end is one word, else two.
func Words(text string, whole bool, visit func(word string, start, end int)) {
	for pos := 0; pos < len(text); {
		r, size := utf8.DecodeRuneInString(text[pos:])
		start := pos
		pos += size
		if !wordRune(r) {
			continue
		}
		for !Unspaced(r) && pos < len(text) {
			next, n := utf8.DecodeRuneInString(text[pos:])
			if !wordRune(next) || Unspaced(next) {
				break
			}
			pos += n
		}
		word := text[start:pos]
		if next, ok := continued(text, pos); ok && whole {
			pos = wordEnd(text, next)
			word += text[next:pos]
		}
		visit(word, start, pos)
	}
}

// CountWords returns the number of words in text, close enough to the number of its terms for the length that BM25 needs.
func CountWords(text string) int {
	n, inside := 0, false
	for _, r := range text {
		w := wordRune(r)
		if w && (!inside || Unspaced(r)) {
			n++
		}
		inside = w
	}
	return n
}

// wordEnd returns where the word that begins at start ends.
func wordEnd(text string, start int) int {
	digits := true
	pos := start
	for pos < len(text) {
		r, size := utf8.DecodeRuneInString(text[pos:])
		switch {
		case Unspaced(r):
			return pos
		case wordRune(r):
			digits = digits && r >= '0' && r <= '9'
			pos += size
		case digits && (r == '.' || r == ',') && pos+1 < len(text) && text[pos+1] >= '0' && text[pos+1] <= '9':
			pos += size
		default:
			return pos
		}
	}
	return pos
}

// wordRune reports whether r can stand in a word: a letter, a digit, or a mark that belongs to the letter before it.
func wordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
	}
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r))
}

// Unspaced reports whether r belongs to a script that is written without spaces between words.
func Unspaced(r rune) bool {
	return r >= 0x0E00 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}

func isASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

func lowerASCII(b byte) bool { return b >= 'a' && b <= 'z' }
func upperASCII(b byte) bool { return b >= 'A' && b <= 'Z' }
