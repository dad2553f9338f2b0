package figures

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// Parse parses a format's code. Any code is valid: what is unknown is a literal.
func Parse(code string) *Format {
	code = code[:min(len(code), maxFormatBytes)]
	if code == "" || strings.EqualFold(code, "general") {
		return nil
	}
	f := &Format{}
	for code != "" || len(f.sections) == 0 {
		var s formatSection
		s, code = parseSection(code)
		f.sections = append(f.sections, s)
	}
	return f
}

// parseSection parses the first section of a code, and returns the rest.
func parseSection(code string) (s formatSection, rest string) {
	for code != "" && code[0] != ';' {
		var n int
		switch c := code[0]; {
		case c == '[':
			n = s.parseBracket(code)
		case c == '"':
			n = 1 + strings.IndexByte(code[1:], '"') + 1
			if n == 1 {
				n = len(code)
			}
			s.literal(strings.Trim(code[:n], `"`))
		case c == '\\' && len(code) > 1:
			_, size := utf8.DecodeRuneInString(code[1:])
			n = 1 + size
			s.literal(code[1:n])
		case (c == '_' || c == '*') && len(code) > 1: // space as wide as a character, or filled with it
			_, size := utf8.DecodeRuneInString(code[1:])
			n = 1 + size
			if c == '_' {
				s.literal(" ")
			}
		default:
			n = s.parsePlain(code)
		}
		code = code[n:]
	}
	s.settle()
	return s, strings.TrimPrefix(code, ";")
}

func (s *formatSection) literal(text string) {
	s.tokens = append(s.tokens, formatToken{literalToken, text})
}

// parseBracket parses brackets, and returns their length.
func (s *formatSection) parseBracket(code string) int {
	end := strings.IndexByte(code, ']')
	if end < 0 {
		s.literal(code)
		return len(code)
	}
	inside := code[1:end]
	lower := strings.ToLower(inside)
	switch {
	case strings.HasPrefix(inside, "$"):
		currency, _, _ := strings.Cut(inside[1:], "-")
		s.literal(currency)
	case inside != "" && strings.Trim(lower, lower[:1]) == "" && strings.Contains("hms", lower[:1]):
		s.tokens = append(s.tokens, formatToken{dateToken, "[" + lower[:1] + "]"})
	case inside != "" && strings.ContainsRune("<>=", rune(inside[0])):
		bound := strings.TrimLeft(inside, "<>=")
		if n, err := strconv.ParseFloat(strings.TrimSpace(bound), 64); err == nil {
			s.compare, s.bound = inside[:len(inside)-len(bound)], n
		}
	}
	return end + 1 // colours and scripts of numerals change no words
}

// parsePlain parses a token that nothing announces, and returns its length.
func (s *formatSection) parsePlain(code string) int {
	add := func(kind tokenKind, n int) int {
		s.tokens = append(s.tokens, formatToken{kind, code[:n]})
		return n
	}
	lower := strings.ToLower(code[:min(len(code), len("general"))])
	switch c := lower[0]; {
	case lower == "general":
		return add(generalToken, len(lower))
	case strings.HasPrefix(lower, "am/pm"):
		return add(dateToken, len("am/pm"))
	case strings.HasPrefix(lower, "a/p"):
		return add(dateToken, len("a/p"))
	case c == '0' || c == '#' || c == '?':
		return add(digitToken, 1)
	case c == '@': // for text; it shows a number as it is
		return add(generalToken, 1)
	case c == '.':
		return add(pointToken, 1)
	case c == ',':
		return add(commaToken, 1)
	case c == '%':
		return add(percentToken, 1)
	case c == '/':
		return add(slashToken, 1)
	case c == 'e' && len(code) > 1 && (code[1] == '+' || code[1] == '-'):
		return add(exponentToken, 2)
	case strings.IndexByte("ymdhsbeg", c) >= 0:
		n := 1
		for n < len(code) && code[n]|0x20 == c {
			n++
		}
		s.tokens = append(s.tokens, formatToken{dateToken, strings.ToLower(code[:n])})
		return n
	}
	_, size := utf8.DecodeRuneInString(code)
	s.literal(code[:size])
	return size
}

// settle decides what depends on the whole section: whether it is for dates, and which "m" means minutes.
func (s *formatSection) settle() {
	last := -1 // the previous part of a date
	for i, t := range s.tokens {
		switch t.kind {
		case generalToken:
			s.isGeneral = true
		case dateToken:
			s.isDate = true
			switch {
			case strings.Trim(t.text, "m") == "" && last >= 0 && strings.Contains(s.tokens[last].text, "h"):
				s.tokens[i].text = strings.ReplaceAll(t.text, "m", "n")
			case (t.text[0] == 's' || t.text == "[s]") && last >= 0 && strings.Trim(s.tokens[last].text, "m") == "":
				s.tokens[last].text = strings.ReplaceAll(s.tokens[last].text, "m", "n")
			}
			last = i
		}
	}
}
