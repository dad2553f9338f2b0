package language

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Words calls visit for the words of text, in order: a run of letters and digits, or one character of a script without spaces. If whole
// is set, a word that a hyphen breaks at a line's end is one word, else two.
func Words(text string, whole bool, visit func(word string, start, end int)) {
	for pos := 0; pos < len(text); {
		r, size := utf8.DecodeRuneInString(text[pos:])
		start := pos
		switch {
		case !begins(r):
			pos += size
			continue
		case Unspaced(r):
			pos = unitEnd(text, pos)
		default:
			pos = wordEnd(text, pos)
			if digitASCII(text[start]) {
				if point := strings.IndexAny(text[start:pos], ".,'’"); point > 0 {
					pos = start + point
				}
			}
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
		if w && (!inside || Unspaced(r) && !unicode.IsMark(r)) {
			n++
		}
		inside = w
	}
	return n
}

// wordEnd returns where the word that begins at start ends.
func wordEnd(text string, start int) int {
	pos := start
	for pos < len(text) && wordByte(text[pos]) {
		pos++
	}
	if pos == len(text) || text[pos] < utf8.RuneSelf && text[pos] != '.' && text[pos] != ',' && text[pos] != '\'' {
		return pos
	}
	digits, letters, raised := true, 0, false
	pos = start
	for pos < len(text) {
		r, size := utf8.DecodeRuneInString(text[pos:])
		if raised && unicode.IsLetter(r) && !isotope(text, start, pos) {
			return pos
		}
		raised = superscript(r)
		switch {
		case r < utf8.RuneSelf && wordRune(r):
			digits = digits && r <= '9'
			if r > '9' {
				letters++
			}
		case digits && parts(text[pos+size:], r):
		case r < utf8.RuneSelf && !apostrophe(r) && r != '"':
			return pos
		case Unspaced(r) && !joiner(r), superscript(r) && letters > 0 && !unit(text[start:pos]):
			return pos
		case wordRune(r):
			digits = false
			letters++
		case (invisible(r) || within(text, pos, size, r)) && continues(text, pos+size):
		case joiner(r): // belongs to the letter before it, at a word's end too
		default:
			return pos
		}
		pos += size
	}
	return pos
}

// parts reports whether a sign after digits belongs to their number, by what follows: a point or a comma before a digit, an apostrophe
// before three.
func parts(rest string, sign rune) bool {
	n := 0
	for n < len(rest) && digitASCII(rest[n]) {
		n++
	}
	return n > 0 && (sign == '.' || sign == ',') || n == 3 && (sign == '\'' || sign == '’')
}

// continues reports whether a word goes on at pos, after invisible characters.
func continues(text string, pos int) bool {
	for pos < len(text) {
		r, size := utf8.DecodeRuneInString(text[pos:])
		if !invisible(r) || wordRune(r) {
			return wordRune(r) && !Unspaced(r)
		}
		pos += size
	}
	return false
}

// within reports whether a sign at pos is part of the spelling of the word around it: the apostrophe of "м'який", the quotes of a Hebrew
// abbreviation, the dot of "col·lecció". The apostrophe of the Latin script parts words: see element.
func within(text string, pos, size int, r rune) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:pos])
	after, _ := utf8.DecodeRuneInString(text[pos+size:])
	switch {
	case apostrophe(r):
		return foreign(before) && foreign(after)
	case r == '"' || r == '״' || r == '׳':
		return unicode.Is(unicode.Hebrew, before) && unicode.Is(unicode.Hebrew, after)
	}
	return r == '·' && unicode.ToLower(before) == 'l' && unicode.ToLower(after) == 'l'
}

// foreign reports whether r is a letter of another script than the Latin one.
func foreign(r rune) bool {
	return r >= 0x370 && unicode.IsLetter(r) && !unicode.Is(unicode.Latin, r)
}

func wordByte(b byte) bool { return lowerASCII(b) || upperASCII(b) || digitASCII(b) }

// apostrophe reports whether r is written for an apostrophe. Some of them are letters to Unicode.
func apostrophe(r rune) bool {
	switch r {
	case '\'', '’', '‘', '`', '´', 'ʼ', 'ʻ', 'ʹ', 'ʾ', 'ʿ', '′', '＇', 'ꞌ':
		return true
	}
	return false
}

// superscript reports whether r is a digit above the line.
func superscript(r rune) bool {
	return r == '¹' || r == '²' || r == '³' || r >= '⁰' && r <= '⁹'
}

// unit reports whether superscript digits after a word are its exponent, as in "m²" and "x³", and not the number of a note.
func unit(word string) bool {
	if length(word) == 1 {
		return true
	}
	switch word {
	case "mm", "cm", "dm", "km", "nm", "µm", "μm", "ft", "in", "yd", "mi", "ms", "kg", "mol", "sec", "min", "px", "pi", "sin", "cos", "tan", "log", "ln", "mc":
		return true
	}
	return word[0] >= '0' && word[0] <= '9'
}

// isotope reports whether superscript digits at start to pos and the letters after them are an isotope, as in "¹⁴C", and not the number of a
// note before its first word.
func isotope(text string, start, pos int) bool {
	first, _ := utf8.DecodeRuneInString(text[start:])
	end := pos
	for end < len(text) && (upperASCII(text[end]) || lowerASCII(text[end])) {
		end++
	}
	return superscript(first) && upperASCII(text[pos]) && end-pos <= 2
}

// wordRune reports whether r can stand in a word: a letter, a digit, or a mark that belongs to the letter before it.
func wordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
	}
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r)) && r != tatweel && !apostrophe(r)
}

// begins reports whether a word can begin with r.
func begins(r rune) bool {
	return wordRune(r) && (r < utf8.RuneSelf || !joiner(r))
}

// joiner reports whether r belongs to the character before it: a mark, a joiner, the half-width voicing of a kana, the Thai or Lao vowel am.
func joiner(r rune) bool {
	return r == '\u200c' || r == '\u200d' || r == 'ﾞ' || r == 'ﾟ' || r == '\u0e33' || r == '\u0eb3' || unicode.IsMark(r)
}

// Unspaced reports whether r belongs to a script that is written without spaces between words, or, as Korean, with endings that cannot be
// told from words.
func Unspaced(r rune) bool {
	return r >= 0x0E00 && (r == 'ー' || r >= 'ｰ' && r <= 'ﾟ' ||
		unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar))
}

// CharacterEnd returns where the first character of a text in a script without spaces ends.
func CharacterEnd(text string) int { return unitEnd(text, 0) }

// unitEnd returns where the character of an unspaced script that begins at start ends: a letter with its marks and vowel signs, or the
// parts of a Korean syllable.
func unitEnd(text string, start int) int {
	last, size := utf8.DecodeRuneInString(text[start:])
	pos := start + size
	for pos < len(text) {
		r, size := utf8.DecodeRuneInString(text[pos:])
		if !joiner(r) && !sameSyllable(last, r) {
			break
		}
		last, pos = r, pos+size
	}
	return pos
}

// sameSyllable reports whether two parts of Korean syllables are of one: a leading consonant goes with what follows it, and a vowel or a
// final consonant with what is before it.
func sameSyllable(before, after rune) bool {
	if !unicode.Is(unicode.Hangul, before) || !unicode.Is(unicode.Hangul, after) {
		return false
	}
	follows := after >= 0x1160 && after <= 0x11ff || after >= 0xd7b0 && after <= 0xd7fb
	leads := func(r rune) bool { return r >= 0x1100 && r <= 0x115f || r >= 0xa960 && r <= 0xa97c }
	return follows && before < 0x3130 || follows && before >= 0xa960 || leads(before) && (leads(after) || after >= 0xac00 && after <= 0xd7a3)
}

// length returns the number of letters of a word, however their accents are encoded.
func length(word string) int { return utf8.RuneCountInString(FoldWord(word)) }

func digitASCII(b byte) bool { return b >= '0' && b <= '9' }

func isASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
