package language

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// plain has the ASCII letters that stand for a letter which Unicode does not decompose, as people type it who do not have it. Those that
// are typed in two ways have a second form in spelledOut.
var plain = map[rune]string{
	'ß': "ss", 'æ': "ae", 'œ': "oe", 'ø': "o", 'ł': "l", 'đ': "d", 'ð': "d", 'þ': "th", 'ħ': "h", 'ı': "i", 'ŋ': "n", 'ŧ': "t", 'ĸ': "q",
	'ə': "a", 'ɛ': "e", 'ɔ': "o", 'ƒ': "f", 'ƙ': "k", 'ɓ': "b", 'ɗ': "d", 'ɖ': "d", 'ƴ': "y", 'ǝ': "e", 'ɨ': "i", 'ʉ': "u", 'ɵ': "o", 'ȼ': "c",
	'ƀ': "b", 'ǥ': "g", 'ɠ': "g", 'ɣ': "g", 'ɩ': "i", 'ʋ': "v", 'ƶ': "z", 'ƚ': "l", 'ɫ': "l", 'ɲ': "n", 'ƞ': "n", 'ȷ': "j", 'ʒ': "z", 'ʃ': "s",
	'ς': "σ",
}

// spelledOut has the letters that German, Danish, Norwegian, Swedish and Finnish spell out where a keyboard lacks them.
var spelledOut = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "ø", "oe", "å", "aa")

// FoldWord returns a word without case, accents and invisible characters, in plain letters where it has others of the Latin script. A number
// keeps its points and commas.
func FoldWord(word string) string {
	if isASCII(word) {
		return strings.ToLower(word)
	}
	var b strings.Builder
	for _, r := range norm.NFKD.String(strings.ToLower(word)) {
		if !wordRune(r) && r != fractionSlash && r != '.' && r != ',' || diacritic(r) {
			continue
		}
		r = unicode.ToLower(r)
		if letters, ok := plain[r]; ok {
			b.WriteString(letters)
		} else {
			b.WriteRune(r)
		}
	}
	return norm.NFC.String(b.String())
}

// fractionSlash parts the figures of a decomposed "½".
const fractionSlash = '\u2044'

// Fold returns any text, such as a name or a path, without case and accents.
func Fold(text string) string {
	if isASCII(text) {
		return strings.ToLower(text)
	}
	var b strings.Builder
	for _, r := range norm.NFKD.String(strings.ToLower(text)) {
		switch letters, ok := plain[r]; {
		case diacritic(r) || invisible(r):
		case ok:
			b.WriteString(letters)
		default:
			b.WriteRune(r)
		}
	}
	return norm.NFC.String(b.String())
}

// diacritic reports whether a decomposed mark can be left out of a word: an accent, an Arabic or Hebrew vowel point, a variation selector.
// The vowels and tones of Indian and South-East Asian scripts and the voicing of Japanese ones are marks too, and are part of the word. The
// classes are those of https://www.unicode.org/reports/tr44/#Canonical_Combining_Class_Values.
func diacritic(r rune) bool {
	if r < 0x300 || !unicode.Is(unicode.Mn, r) {
		return false
	}
	if unicode.Is(unicode.Variation_Selector, r) || r == graphemeJoiner {
		return true
	}
	var buffer [utf8.UTFMax]byte
	switch class := norm.NFKD.Properties(buffer[:utf8.EncodeRune(buffer[:], r)]).CCC(); {
	case class == 1, class >= 10 && class <= 36, class >= 200:
		return true
	}
	return false
}

const graphemeJoiner = '\u034f'

// invisible reports whether a rune shows nothing and says nothing of the word that it is in: a soft hyphen, a space without width, a
// joiner, a mark of direction, the stroke that lengthens Arabic words.
func invisible(r rune) bool {
	return r == '\u00ad' || r == tatweel || r >= 0x600 && unicode.Is(unicode.Cf, r) && !unicode.Is(unicode.Prepended_Concatenation_Mark, r)
}

const tatweel = '\u0640'

// firstLetter returns the first rune of FoldWord(word).
func firstLetter(word string) rune {
	r, _ := utf8.DecodeRuneInString(word)
	if r < utf8.RuneSelf {
		return unicode.ToLower(r)
	}
	r, _ = utf8.DecodeRuneInString(FoldWord(word))
	return r
}
