package tokenjson

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// byteLevel splits at word boundaries and writes each byte as a visible character, as GPT-2 does.
func byteLevel(prefix, split bool) func([]string) []string {
	return func(words []string) []string {
		var all []string
		for _, word := range words {
			if prefix && !strings.HasPrefix(word, " ") {
				word = " " + word
			}
			parts := []string{word}
			if split {
				parts = splitGPT2(word)
			}
			for _, part := range parts {
				all = append(all, visible(part))
			}
		}
		return all
	}
}

// visible writes printable bytes of Latin-1 as themselves, and the others in order as characters from U+0100 on.
func visible(text string) string {
	var out strings.Builder
	for i := range len(text) {
		out.WriteRune(visibleByte(text[i]))
	}
	return out.String()
}

func visibleByte(b byte) rune {
	switch {
	case b >= '!' && b <= '~', b >= 0xa1 && b <= 0xac, b >= 0xae:
		return rune(b)
	case b <= ' ': // 33 of them
		return 0x100 + rune(b)
	case b == 0xad:
		return 0x100 + 33 + 34
	}
	return 0x100 + 33 + rune(b) - 0x7f // 0x7f to 0xa0: 34
}

// splitGPT2 splits like GPT-2's regular expression:
//
//	's|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+
func splitGPT2(text string) []string {
	var words []string
	for text != "" {
		end := lengthGPT2(text)
		words, text = append(words, text[:end]), text[end:]
	}
	return words
}

// lengthGPT2 returns the length of the first word of text.
func lengthGPT2(text string) int {
	for _, contraction := range []string{"'s", "'t", "'re", "'ve", "'m", "'ll", "'d"} {
		if strings.HasPrefix(text, contraction) {
			return len(contraction)
		}
	}
	start := 0
	if text[0] == ' ' && len(text) > 1 {
		start = 1
	}
	r, _ := utf8.DecodeRuneInString(text[start:])
	if unicode.IsSpace(r) {
		spaces := len(text) - len(strings.TrimLeftFunc(text, unicode.IsSpace))
		_, last := utf8.DecodeLastRuneInString(text[:spaces])
		if spaces < len(text) && spaces > last { // the last space belongs to the word
			return spaces - last
		}
		return spaces
	}
	class := func(r rune) int {
		switch {
		case unicode.IsLetter(r):
			return 1
		case unicode.IsNumber(r):
			return 2
		case unicode.IsSpace(r):
			return 3
		}
		return 4
	}
	for i, other := range text[start:] {
		if class(other) != class(r) {
			return start + i
		}
	}
	return len(text)
}
