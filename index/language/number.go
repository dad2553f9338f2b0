package language

import (
	"strings"
	"unicode/utf8"
)

// Numbers and identifiers are written in groups: an IBAN, a telephone or serial number, a date. Where several groups of digits and capitals
// follow each other, each is found as a word, and the row from each of them to its end is found as one term. A search for a part of the
// row, with any separators, looks for terms that begin with that part.
const (
	maxGroups    = 10 // in a row; a row of more is of a table
	minRowBytes  = 6
	maxRowBytes  = 34 // of an IBAN
	minRowDigits = 5
	maxCapitals  = 4 // in a group of letters
)

// Row begins the term of a row, so that no term of a single group is found as its beginning.
const Row = "~"

// numbers visits the row of groups that begins with the word at start.
func (s *scan) numbers(start, end int) {
	if !s.isGroup(start, end) {
		return
	}
	row, groups, to := s.row(start)
	if groups > maxGroups {
		s.grouped = to
		if line := strings.IndexByte(s.text[to:], '\n'); line >= 0 {
			s.grouped += line
		}
		return
	}
	if groups > 1 && (IsIdentifier(row) || grouped(s.text[start:to])) {
		s.exactly(Row+row, start, to, Number)
	}
}

// grouped reports whether blanks part the thousands of a number: "12 500".
func grouped(number string) bool {
	digits := 0 // since the last blank
	first := true
	for _, r := range number {
		switch {
		case r >= '0' && r <= '9':
			digits++
		case (r == ' ' || r == '\u00a0' || r == '\u202f' || r == '\u2009') && digits > 0 && (digits == 3 || first && digits < 3):
			digits, first = 0, false
		default:
			return false
		}
	}
	return digits == 3 && !first
}

// IsIdentifier reports whether letters and digits without separators are a number that stands for something.
func IsIdentifier(row string) bool {
	digits := 0
	for i := range len(row) {
		if digitASCII(row[i]) {
			digits++
		}
	}
	return digits >= minRowDigits && len(row) >= minRowBytes && len(row) <= maxRowBytes
}

// OtherForms returns other terms of the number that a term is, if it is one: "1500" is also written "1.500" and "1 500", and "1.500" may be "1500".
func OtherForms(term string) []string {
	for i := range len(term) {
		if !digitASCII(term[i]) && term[i] != '.' {
			return nil
		}
	}
	if n := len(term); n > 4 && n < 8 && strings.Index(term, ".") == n-4 {
		digits := strings.Replace(term, ".", "", 1)
		return []string{digits, Row + digits}
	} else if n > 3 && n < 7 && !strings.Contains(term, ".") {
		return []string{term[:n-3] + "." + term[n-3:], Row + term}
	}
	return nil
}

// isGroup reports whether a word can begin a row: it has a digit, or is a few capitals.
func (s *scan) isGroup(start, end int) bool {
	for i := start; i < end; i++ {
		if digitASCII(s.text[i]) {
			return true
		}
	}
	return end-start <= maxCapitals && capitals(s.text[start:end])
}

func capitals(word string) bool {
	for i := range len(word) {
		if !upperASCII(word[i]) {
			return false
		}
	}
	return word != ""
}

// row returns the groups from start on in one, in small letters, how many they are, and where they end. A group of letters between blanks
// belongs to the row only if one with digits follows.
func (s *scan) row(start int) (row string, groups, end int) {
	var b strings.Builder
	kind := byte(0) // of the separators so far
	for n, pos := 1, start; n <= maxGroups+1; n++ {
		to := groupEnd(s.text, pos)
		group := s.text[pos:to]
		digits := strings.ContainsAny(group, "0123456789")
		small := group != strings.ToUpper(group)
		if to == pos || !digits && (len(group) > maxCapitals || !capitals(group)) || small && n > 1 && kind != '-' {
			break
		}
		b.WriteString(group)
		if digits || kind == '-' {
			row, groups, end = b.String(), n, to
		}
		next, separator := separatorEnd(s.text, to)
		mixed := kind != 0 && separator != kind && kind+separator != '-'+' '
		blank := separator == ' ' || kind == ' '
		if areaCode := kind == '/' && s.text[start] == '0'; separator == 0 || mixed && blank && !areaCode { // 0171/555 12 34
			break
		}
		if pos = next; kind != '-' {
			kind = separator
		}
	}
	return strings.ToLower(row), groups, end
}

// groupEnd returns where the ASCII letters and digits at pos end; pos if others follow them in the same word.
func groupEnd(text string, pos int) int {
	end := pos
	for end < len(text) && (digitASCII(text[end]) || upperASCII(text[end]) || lowerASCII(text[end])) {
		end++
	}
	if r, _ := utf8.DecodeRuneInString(text[end:]); end < len(text) && wordRune(r) {
		return pos
	}
	return end
}

// separatorEnd returns where the separator of two groups at pos ends, and its kind: '.', '/', '-', or ' ' for blanks and brackets; 0 if
// there is none.
func separatorEnd(text string, pos int) (end int, kind byte) {
	end = pos
	for n := 0; n < 3 && end < len(text); n++ {
		r, size := utf8.DecodeRuneInString(text[end:])
		switch {
		case (r == '.' || r == '/') && n == 0 && end+1 < len(text) && (digitASCII(text[end+1]) || upperASCII(text[end+1])):
			return end + 1, byte(r)
		case r == ' ' || r == '\u00a0' || r == '\u202f' || r == '\u2009':
			if kind == 0 {
				kind = ' '
			}
		case r == '(' || r == ')':
			kind = ' '
		case hyphen(r) || r == '–':
			kind = '-'
		default:
			return end, kind
		}
		end += size
	}
	return end, kind
}
