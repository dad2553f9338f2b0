package ignore

import "unicode/utf8"

// matchName compares one name with a pattern that holds no slash. After a * that fails, only the last * is tried further: time
// grows with the product of the lengths at most.
func matchName(pattern, name string) bool {
	retry, from := -1, 0 // the pattern after the last *, and where in the name it was tried
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

// matchRune compares a rune with the first sign of a pattern. It returns how many bytes that sign takes, 0 where it is another.
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
		if len(pattern) == 1 { // nothing follows that could be meant
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

// matchSet compares a rune with a set such as [a-z_] or [!0-9]. It returns how many bytes the set takes; one without an end
// matches nothing. A ] that comes first is one of the set.
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

// setRune returns the rune that a set names at its beginning, and how many bytes that takes.
func setRune(set string) (r rune, size int) {
	if set[0] == '\\' && len(set) > 1 {
		r, size = utf8.DecodeRuneInString(set[1:])
		return r, size + 1
	}
	return utf8.DecodeRuneInString(set)
}
