package prose

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"
)

func IsDigit(r rune) bool { return r >= '0' && r <= '9' }

// dropInvisible removes characters that are not drawn, and would keep a word from being found as a person types it.
func dropInvisible(s string) string {
	if !strings.ContainsRune(s, SoftHyphen) && !strings.ContainsRune(s, byteOrderMark) {
		return s
	}
	return strings.Map(func(r rune) rune {
		if r == SoftHyphen || r == byteOrderMark {
			return -1
		}
		return r
	}, s)
}

// PlainLine makes one line of a field, however long it is.
func PlainLine(s string) string {
	return strings.Join(strings.Fields(Canonical(dropInvisible(s))), " ")
}

// TextLines yields the lines of a text without their line ends, each with its byte offset.
func TextLines(text string) iter.Seq2[int, string] {
	return func(yield func(int, string) bool) {
		for start := 0; start < len(text); {
			line := text[start:]
			if n := strings.IndexByte(line, '\n'); n >= 0 {
				line = line[:n]
			}
			if !yield(start, line) {
				return
			}
			start += len(line) + 1
		}
	}
}

// A textLine is a line of a text, and where it begins.
type textLine struct {
	Start int
	Text  string
}

// Window yields each line with the one before and the one after it. Where there is none, an empty one stands in.
func Window(text string) iter.Seq2[textLine, [2]textLine] {
	return func(yield func(textLine, [2]textLine) bool) {
		var before, line textLine
		begun := false
		for start, next := range TextLines(text) {
			after := textLine{start, next}
			if begun && !yield(line, [2]textLine{before, after}) {
				return
			}
			if begun {
				before = line
			}
			line, begun = after, true
		}
		if begun {
			yield(line, [2]textLine{before, {Start: len(text)}})
		}
	}
}

// RuleOf returns the character of a line that is at least least times one punctuation character and nothing else.
func RuleOf(line string, least int) (c byte, ok bool) {
	line = strings.TrimRight(line, " \t")
	if len(line) < least || line == "" {
		return 0, false
	}
	c = line[0]
	if c >= utf8.RuneSelf || !unicode.IsPunct(rune(c)) && !unicode.IsSymbol(rune(c)) {
		return 0, false
	}
	return c, strings.Count(line, line[:1]) == len(line)
}

func WordSet(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}
