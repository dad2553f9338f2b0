package plain

import (
	"bytes"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding"

	"footnote/index/extract/prose"
)

// guess returns the charset that makes the likeliest text of data, which is neither ASCII nor UTF-8. It decodes a sample in every charset, and scores
// every character beyond ASCII: is it one that texts in this charset use, and does it stand where such a character stands. The right charset wins
// even on a short line, because wrong ones put symbols into words, capitals after small letters, and scripts next to each other. If a line has only
// one accented letter, code pages of the same script often look alike; then the first of them in charsets wins.
func guess(data []byte) encoding.Encoding {
	sample := foreignLines(data)
	var best encoding.Encoding
	bestScore := 0
	for _, c := range charsets() {
		decoded, err := c.enc.NewDecoder().Bytes(sample)
		if err != nil {
			continue
		}
		text := string(decoded)
		fit, letters := fitOfNeighbours(text), countForeign(text)
		if c.rare {
			fit += rareCharsetPoints
		}
		for _, language := range c.languages {
			if s := fit + fitOfLetters(letters, alphabets()[language]); best == nil || s > bestScore {
				best, bestScore = c.enc, s
			}
		}
	}
	return best
}

// foreignLines returns lines of data with bytes beyond ASCII, about charsetSample bytes in all.
func foreignLines(data []byte) []byte {
	var sample []byte
	for len(data) > 0 && len(sample) < charsetSample {
		i := bytes.IndexFunc(data, func(r rune) bool { return r >= utf8.RuneSelf })
		if i < 0 {
			break
		}
		start := bytes.LastIndexByte(data[:i], '\n') + 1
		start = max(start, i-charsetSample/16) // a file without line ends is one long line
		end := len(data)
		if n := bytes.IndexByte(data[i:], '\n'); n >= 0 {
			end = i + n + 1
		}
		end = min(end, i+charsetSample)
		sample = append(sample, data[start:end]...)
		data = data[end:]
	}
	return sample
}

// The points of a character beyond ASCII, by how it fits the language and its neighbours. A character of two bytes counts double, since it stands for
// two characters of a single-byte charset.
const (
	oftenPoints       = 6   // a letter of the language that is among its commonest
	letterPoints      = 4   // a letter of the language
	rarePoints        = 1   // one of the rarest quarter of a long alphabet
	markPoints        = 4   // a mark that texts in any language have
	strangePoints     = -3  // a letter of the script, but not of the language
	symbolPoints      = -4  // neither a letter nor a mark that texts have
	oddPoints         = -6  // a letter of another script
	invalidPoints     = -60 // no character at all
	capitalPoints     = -6  // a capital behind a small letter
	neighbourPoints   = -5  // a letter beside one of another script, or a symbol within a word
	digitPoints       = -2  // a letter beside a digit
	capitalsPoints    = -2  // a capital behind another
	rareCharsetPoints = -8  // once, for a charset that is hardly used
	pilePoints        = -3  // an accented Latin letter behind another, or a vowel sign behind another
)

// fitOfNeighbours scores how well neighbouring characters of text go together.
func fitOfNeighbours(text string) int {
	total := 0
	first, before := ' ', ' '
	for _, r := range text {
		if r >= utf8.RuneSelf || before >= utf8.RuneSelf {
			total += pointsBeside(before, r)
		}
		if strings.ContainsRune(partingMarks, before) && isWordRune(first) && isWordRune(r) {
			total += neighbourPoints
		}
		first, before = before, r
	}
	return total
}

// countForeign counts the characters of text beyond ASCII.
func countForeign(text string) map[rune]int {
	counts := map[rune]int{}
	for _, r := range text {
		if r >= utf8.RuneSelf {
			counts[r]++
		}
	}
	return counts
}

// fitOfLetters scores how well characters, by their counts, fit a language.
func fitOfLetters(counts map[rune]int, a alphabet) int {
	total := 0
	for r, n := range counts {
		p, known := a.points[r]
		if !known {
			p = pointsOutside(r, a.own)
		}
		total += n * p
	}
	return total
}

// An alphabet is the letters of a language with their points, and their script.
type alphabet struct {
	points map[rune]int
	own    script
}

// alphabets returns the alphabets of all languages, by their letters as charsets has them.
var alphabets = sync.OnceValue(func() map[string]alphabet {
	all := map[string]alphabet{}
	for _, c := range charsets() {
		for _, language := range c.languages {
			all[language] = alphabetOf(language)
		}
	}
	return all
})

func alphabetOf(language string) alphabet {
	a := alphabet{points: map[rune]int{}}
	letters, rank := utf8.RuneCountInString(language), 0
	for _, r := range language {
		a.own = scriptOf(r)
		width := widthOf(a.own)
		switch {
		case letters < 30 && a.own == latin: // too few for ranks to mean anything
			a.points[r] = letterPoints
		case rank*3 < letters:
			a.points[r] = oftenPoints * width
		case rank*4 < letters*3 || width == 2:
			a.points[r] = letterPoints * width
		default:
			a.points[r] = rarePoints
		}
		a.points[unicode.ToUpper(r)] = a.points[r]
		rank++
	}
	return a
}

// widthOf returns the bytes of a letter in charsets other than Unicode's.
func widthOf(s script) int {
	if s == han || s == hangulSyllable || s == japaneseKana {
		return 2
	}
	return 1
}

// pointsOutside scores a character that is not among the letters of a language in script own.
func pointsOutside(r rune, own script) int {
	switch kind := scriptOf(r); {
	case kind == invalid:
		return invalidPoints
	case kind == symbol:
		return symbolPoints
	case kind == space:
		return 0
	case kind == punctuation:
		return markPoints
	case widthOf(kind) == 2 && widthOf(own) == 2: // too many to list
		return -1
	case kind == own:
		return strangePoints
	default:
		return oddPoints * widthOf(kind)
	}
}

// pointsBeside scores r after before, at least one of which is beyond ASCII.
func pointsBeside(before, r rune) int {
	a, b := scriptOf(before), scriptOf(r)
	switch {
	case isWordRune(before) && strings.ContainsRune(openingMarks, r):
		return neighbourPoints
	case prose.IsDigit(before) && isWordRune(r) && widthOf(b) == 1, prose.IsDigit(r) && isWordRune(before) && widthOf(a) == 1:
		return digitPoints
	case a == space || b == space || a == punctuation || b == punctuation:
		return 0
	case (a == symbol) != (b == symbol):
		return neighbourPoints
	case a == symbol:
		return 0
	case !together(a, b):
		return neighbourPoints
	case unicode.IsLower(before) && unicode.IsUpper(r):
		return capitalPoints
	case unicode.IsUpper(before) && unicode.IsUpper(r):
		return capitalsPoints
	case a == latin && b == latin && before >= utf8.RuneSelf && r >= utf8.RuneSelf,
		unicode.Is(unicode.Mn, before) && unicode.Is(unicode.Mn, r):
		return pilePoints
	}
	return 0
}

// together reports whether letters of two scripts occur within one word.
func together(a, b script) bool {
	eastAsian := func(s script) bool { return s == han || s == japaneseKana || s == hangulSyllable }
	return a == b || eastAsian(a) && eastAsian(b)
}
