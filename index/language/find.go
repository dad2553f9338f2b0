package language

import (
	"context"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"footnote/index/doc"
)

// findBlock is the number of bytes that Find looks through between two checks of its context.
const findBlock = 1 << 20

// Find returns the spans of words in a text as they are typed, without stemming. It ignores case and diacritics, takes ligatures for their
// letters, and any run of blanks and line ends for one blank. Spans are ordered, disjoint, and whole runes. If words is blank, there are
// none. The error is ctx.Err().
func Find(ctx context.Context, text, words string) ([]doc.Span, error) {
	wanted := folded(words)
	if len(wanted) == 0 {
		return nil, nil
	}
	f := finder{wanted: wanted, fall: prefixes(wanted), starts: make([]int, len(wanted))}
	for from := 0; from < len(text); {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		to := min(from+findBlock, len(text))
		for to < len(text) && !utf8.RuneStart(text[to]) {
			to++
		}
		f.look(text, from, to)
		from = to
	}
	return f.found, nil
}

// A finder goes through a text rune by rune, as Knuth, Morris and Pratt do (https://doi.org/10.1137/0206024).
type finder struct {
	wanted []rune // folded
	fall   []int  // for each number of runes that fit, the next lower one that may fit as well
	starts []int  // where the last runes begin in the text, one for each that is wanted
	seen   int    // folded runes so far
	fit    int    // of the wanted runes, the last ones seen
	blank  bool   // the last rune seen was a blank
	found  []doc.Span
	open   bool // marks that belong to the last letter of the last span may follow
}

func (f *finder) look(text string, from, to int) {
	for i := from; i < to; {
		c := text[i]
		if c < utf8.RuneSelf {
			f.see(lowerRune(rune(c)), i, i+1)
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(text[i:])
		if f.open && unicode.Is(unicode.Mn, r) {
			f.found[len(f.found)-1].End = i + n
		} else {
			eachFolded(r, func(r rune) { f.see(r, i, i+n) })
		}
		i += n
	}
}

// see adds the folded rune of text[start:end].
func (f *finder) see(r rune, start, end int) {
	f.open = false
	if r == ' ' {
		if f.blank {
			return
		}
		f.blank = true
	} else {
		f.blank = false
	}
	f.starts[f.seen%len(f.starts)] = start
	f.seen++
	for f.fit > 0 && f.wanted[f.fit] != r {
		f.fit = f.fall[f.fit]
	}
	if f.wanted[f.fit] == r {
		f.fit++
	}
	if f.fit == len(f.wanted) {
		s := doc.Span{Start: f.starts[f.seen%len(f.starts)], End: end}
		f.fit = 0
		if n := len(f.found); n == 0 || s.Start >= f.found[n-1].End {
			f.found = append(f.found, s)
			f.open = true
		}
	}
}

// prefixes returns, for each n from 0 to the number of runes, the length of the longest proper suffix of the first n that is also a prefix.
func prefixes(wanted []rune) []int {
	fall := make([]int, len(wanted)+1)
	for i := 1; i < len(wanted); i++ {
		n := fall[i]
		for n > 0 && wanted[n] != wanted[i] {
			n = fall[n]
		}
		if wanted[n] == wanted[i] {
			n++
		}
		fall[i+1] = n
	}
	return fall
}

// folded returns the folded runes of words, without blanks at either end.
func folded(words string) []rune {
	var runes []rune
	for _, r := range words {
		eachFolded(r, func(r rune) {
			if r != ' ' || len(runes) > 0 && runes[len(runes)-1] != ' ' {
				runes = append(runes, r)
			}
		})
	}
	if n := len(runes); n > 0 && runes[n-1] == ' ' {
		runes = runes[:n-1]
	}
	return runes
}

// eachFolded calls f with the letters that a rune decomposes into, in lower case and without marks; for any blank, with a space.
func eachFolded(r rune, f func(r rune)) {
	if r < utf8.RuneSelf {
		f(lowerRune(r))
		return
	}
	switch {
	case unicode.IsSpace(r):
		f(' ')
		return
	case r == 'ß', r == 'ẞ':
		f('s')
		f('s')
		return
	case unicode.Is(unicode.Cf, r), r == utf8.RuneError:
		return
	case r == '’', r == '‘':
		f('\'')
		return
	case r == '“', r == '”', r == '„':
		f('"')
		return
	}
	var buffer [utf8.UTFMax]byte
	whole := norm.NFKD.Properties(buffer[:utf8.EncodeRune(buffer[:], r)]).Decomposition()
	if len(whole) == 0 {
		if !unicode.Is(unicode.Mn, r) {
			f(unicode.ToLower(r))
		}
		return
	}
	for len(whole) > 0 {
		part, n := utf8.DecodeRune(whole)
		switch {
		case unicode.IsSpace(part):
			f(' ')
		case !unicode.Is(unicode.Mn, part):
			f(unicode.ToLower(part))
		}
		whole = whole[n:]
	}
}

// lowerRune returns an ASCII rune in lower case; for any blank, a space.
func lowerRune(r rune) rune {
	switch {
	case r >= 'A' && r <= 'Z':
		return r + 'a' - 'A'
	case r == '\n', r == '\t', r == '\r', r == '\f', r == '\v':
		return ' '
	}
	return r
}
