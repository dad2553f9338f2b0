package language

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// LaTeX and BibTeX write letters that a keyboard lacks as commands: \v{S}koda, J{\o}rgensen, M\"uller. A word with such letters is found as
// the word that it is, from its first letter or command to its last.

// texAccents has the combining characters of the commands that put an accent on the next letter.
var texAccents = map[byte]rune{
	'\'': '\u0301', '`': '\u0300', '^': '\u0302', '"': '\u0308', '~': '\u0303', '=': '\u0304', '.': '\u0307', 'c': '\u0327', 'H': '\u030b',
	'k': '\u0328', 'r': '\u030a', 'u': '\u0306', 'v': '\u030c', 'd': '\u0323',
}

// texLetters has the letters that commands stand for, the longer commands first.
var texLetters = []struct{ command, letter string }{
	{"ss", "ß"},
	{"ae", "æ"},
	{"AE", "Æ"},
	{"oe", "œ"},
	{"OE", "Œ"},
	{"aa", "å"},
	{"AA", "Å"},
	{"o", "ø"},
	{"O", "Ø"},
	{"l", "ł"},
	{"L", "Ł"},
	{"i", "i"},
	{"j", "j"},
	{"dh", "ð"},
	{"th", "þ"},
}

// texWord returns the word with commands for letters that begins at start, and where it ends. It is empty if there is none.
func texWord(text string, start int) (word string, end int) {
	var b strings.Builder
	commands, open := 0, 0
	for pos := start; pos < len(text); {
		r, size := utf8.DecodeRuneInString(text[pos:])
		letter, n := "", size
		switch {
		case unicode.IsLetter(r) && !Unspaced(r) || unicode.IsMark(r):
			letter = text[pos : pos+size]
		case r == '\\':
			if letter, n = texLetter(text[pos+1:]); n > 0 {
				commands++
				n++
			}
		case r == '{' && open == 0 && strings.HasPrefix(text[pos+1:], `\`):
			open++
		case r == '}' && open > 0:
			open--
		default:
			n = 0
		}
		if n == 0 {
			break
		}
		b.WriteString(letter)
		if pos += n; open == 0 {
			end = pos
		}
	}
	if commands == 0 {
		return "", start
	}
	return b.String(), end
}

// texLetter returns the letter of the command whose name begins a text, and how many bytes command and letter take; 0 if there is none.
func texLetter(text string) (letter string, n int) {
	if text == "" {
		return "", 0
	}
	if accent, ok := texAccents[text[0]]; ok {
		rest := text[1:]
		braced := strings.HasPrefix(rest, "{")
		blank := unicode.IsLetter(rune(text[0])) && strings.HasPrefix(rest, " ") // \H o
		inner := rest
		if braced || blank {
			inner = rest[1:]
		}
		if dotless := strings.TrimPrefix(inner, `\`); strings.HasPrefix(dotless, "i") || strings.HasPrefix(dotless, "j") {
			inner = dotless // \'{\i}
		}
		r, size := utf8.DecodeRuneInString(inner)
		if unicode.IsLetter(r) && (braced && strings.HasPrefix(inner[size:], "}") || blank || !braced && !unicode.IsLetter(rune(text[0]))) {
			n = len(text) - len(inner) + size
			if braced {
				n++
			}
			return string(r) + string(accent), n
		}
	}
	for _, l := range texLetters {
		rest, ok := strings.CutPrefix(text, l.command)
		if r, _ := utf8.DecodeRuneInString(rest); !ok || unicode.IsLetter(r) {
			continue
		}
		n = len(l.command)
		switch {
		case strings.HasPrefix(rest, "{}"):
			n += 2
		case strings.HasPrefix(rest, " "):
			if r, _ := utf8.DecodeRuneInString(rest[1:]); unicode.IsLetter(r) {
				n++
			}
		}
		return l.letter, n
	}
	return "", 0
}
