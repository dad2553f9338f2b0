// Package prose writes canonical texts, with the marks of the places in them: every reader uses it for paragraphs, lists, tables and notes.
package prose

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"footnote/index/doc"
)

const Replacement = string(utf8.RuneError)

// Canonical makes any string a canonical text: line ends become "\n", and NUL and invalid UTF-8 become replacement characters. It copies nothing if
// there is nothing to change.
func Canonical(s string) string {
	if strings.IndexByte(s, 0) < 0 && strings.IndexByte(s, '\r') < 0 && utf8.ValidString(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for len(s) > 0 {
		n := plainPrefix(s)
		b.WriteString(s[:n])
		if s = s[n:]; s == "" {
			break
		}
		switch {
		case strings.HasPrefix(s, "\r\n"):
			s = s[1:]
		case s[0] == '\r':
			b.WriteByte('\n')
			s = s[1:]
		default: // NUL or invalid UTF-8
			b.WriteString(Replacement)
			s = s[1:]
		}
	}
	return b.String()
}

// plainPrefix returns the length of the longest canonical prefix of s.
func plainPrefix(s string) int {
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case c == 0 || c == '\r':
			return i
		case c < utf8.RuneSelf:
			i++
		default:
			r, n := utf8.DecodeRuneInString(s[i:])
			if r == utf8.RuneError && n == 1 {
				return i
			}
			i += n
		}
	}
	return len(s)
}

// CutText cuts a canonical text to at most limit bytes, at a line end if one is near, with a note.
func CutText(s string, limit int) (text string, note doc.Notes) {
	if len(s) <= limit {
		return s, nil
	}
	return s[:CutPoint(s, limit)], OnlyFirst(limit)
}

// CutPoint returns the best place to cut s at or before limit.
func CutPoint(s string, limit int) int {
	const near = 64 << 10
	if i := strings.LastIndexByte(s[max(0, limit-near):limit], '\n'); i >= 0 {
		return max(0, limit-near) + i + 1
	}
	for limit > 0 && limit < len(s) && !utf8.RuneStart(s[limit]) {
		limit--
	}
	return limit
}

// OnlyFirst returns the note that only the first bytes of a document were read.
func OnlyFirst(bytes int) doc.Notes {
	return doc.Noted(doc.CodeFirstMiB, bytes>>20)
}

// PlainWords makes one line of s for a title or a label: canonical, with white space collapsed and invisible characters removed, and cut at a word if
// it is very long.
func PlainWords(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r) || r == SoftHyphen || r == byteOrderMark:
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, Replacement))
	s = strings.Join(strings.Fields(s), " ")
	if len(s) <= MaxTitleBytes {
		return s
	}
	cut := CutPoint(s, MaxTitleBytes-len("…"))
	if i := strings.LastIndexByte(s[:cut], ' '); i > MaxTitleBytes/2 {
		cut = i
	}
	return s[:cut] + "…"
}

const (
	SoftHyphen    = '\u00ad'
	byteOrderMark = '\ufeff'
)
