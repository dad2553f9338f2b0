package ignore

import "unicode/utf8"

// matchName compares one name with a pattern without slashes. On a mismatch it only backtracks to the last *, so the time grows at most
// with the product of the lengths.
func matchName(pattern, name string) bool {
	retry, from := -1, 0 // the pattern after the last *, and the byte of the name it was last tried at
	p, n := 0, 0
	for p < len(pattern) || n < len(name) {
		if p < len(pattern) && pattern[p] == '*' {
			p++
			retry, from = p, n
			continue
		}
		if p < len(pattern) && n < len(name) {
			r, size := utf8.DecodeRuneInString(name[n:])
			if length := matchRune(pattern[p:], r); length > 0 {
				p, n = p+length, n+size
				continue
			}
		}
		if retry < 0 || from >= len(name) {
			return false
		}
		_, size := utf8.DecodeRuneInString(name[from:])
		from += size
		p, n = retry, from
	}
	return true
}

// matchRune compares a rune with the first element of a pattern. It returns the element's length in bytes, or 0 if it does not match.
func matchRune(pattern string, r rune) int {
	switch pattern[0] {
	case '?':
		return 1
	case '[':
		length, matched := matchSet(pattern, r)
		if !matched {
			return 0
		}
		return length
	case '\\':
		if len(pattern) == 1 { // a backslash at the end matches nothing
			return 0
		}
		sign, size := utf8.DecodeRuneInString(pattern[1:])
		if sign != r {
			return 0
		}
		return 1 + size
	}
	sign, size := utf8.DecodeRuneInString(pattern)
	if sign != r {
		return 0
	}
	return size
}

// matchSet compares a rune with a set such as [a-z_] or [!0-9]. It returns the set's length in bytes. A set without an end matches nothing.
// A ] at the beginning is part of the set.
func matchSet(pattern string, r rune) (length int, matched bool) {
	at := 1
	not := at < len(pattern) && (pattern[at] == '!' || pattern[at] == '^')
	if not {
		at++
	}
	for first := true; ; first = false {
		switch {
		case at >= len(pattern):
			return 0, false
		case pattern[at] == ']' && !first:
			return at + 1, matched != not
		}
		low, size := setRune(pattern[at:])
		at += size
		high := low
		if at+1 < len(pattern) && pattern[at] == '-' && pattern[at+1] != ']' {
			high, size = setRune(pattern[at+1:])
			at += 1 + size
		}
		matched = matched || low <= r && r <= high
	}
}

// setRune returns the first rune of a set and its length in bytes.
func setRune(set string) (r rune, size int) {
	if set[0] == '\\' && len(set) > 1 {
		r, size = utf8.DecodeRuneInString(set[1:])
		return r, size + 1
	}
	return utf8.DecodeRuneInString(set)
}
