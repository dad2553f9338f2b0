// Package figure reads the numbers, dates and times that a text states, in digits of every script, and in words of
// English, German, French, Spanish, Italian and Portuguese.
// Start reading at Read.
package figure

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"footnote/index/doc"
	"footnote/index/language"
)

// A Span is a half-open range of bytes.
type Span = doc.Span

// A Figure is a number, a date or a time that a text states.
type Figure struct {
	Span
	// Values are what the number may mean, in plain decimals: "1,000" is 1000 or, as some write it, 1.000. A date has none.
	Values []string
	Date   Date
	// Worded says that it is written in words, as "two" is.
	Worded bool
}

// A Date is a day, a month or a year; parts that are not stated are 0. The zero date is none. Where it could be read in two
// ways, as 3/4/2024 can, swapped says so.
type Date struct {
	Year, Month, Day int
	Swapped          bool
}

// Read returns what numbers, dates and times a text states, in order and disjoint. It knows digits of every script, the
// separators in use for thousands and decimals, and in the languages of the package number words, names of months and multiples.
func Read(text string) []Figure {
	r := figureReader{text: text, words: Words(text)}
	for i := 0; i < len(r.words); {
		f, n := r.at(i)
		if n == 0 {
			i++
			continue
		}
		r.found = append(r.found, f)
		i += n
	}
	return r.found
}

// A Word is a run of letters and digits, or of digits and the separators between them.
type Word struct {
	Span
	Text  string // lower case, digits as ASCII
	Digit bool   // it begins with a digit
}

// Words cuts text into words. Digits and letters that touch are two: "60°C", "5km", "MQ9".
func Words(text string) []Word {
	var words []Word
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		switch {
		case isDigit(r):
			end := numberEnd(text, i)
			words = append(words, Word{Span{Start: i, End: end}, plainDigits(text[i:end]), true})
			i = end
		case unicode.IsLetter(r):
			end := i + n
			for end < len(text) {
				r, n := utf8.DecodeRuneInString(text[end:])
				if !unicode.IsLetter(r) && !unicode.IsMark(r) && r != '\u00ad' {
					break
				}
				end += n
			}
			words = append(words, Word{Span{Start: i, End: end}, strings.ToLower(strings.ReplaceAll(text[i:end], "\u00ad", "")), false})
			i = end
		default:
			if v, ok := fractions[r]; ok {
				words = append(words, Word{Span{Start: i, End: i + n}, v, true})
			}
			i += n
		}
	}
	return words
}

var fractions = map[rune]string{'½': "0.5", '¼': "0.25", '¾': "0.75"}

// numberEnd is where the number that begins at start ends: digits, with separators between digits. A blank separates thousands
// where exactly three digits follow it.
func numberEnd(text string, start int) int {
	end, run := start, 0 // run is how many digits were since the last separator
	for end < len(text) {
		r, n := utf8.DecodeRuneInString(text[end:])
		switch {
		case isDigit(r):
			end += n
			run++
			continue
		case strings.ContainsRune(".,'’٫٬·", r):
			if next, _ := utf8.DecodeRuneInString(text[end+n:]); !isDigit(next) {
				return end
			}
		case r == ' ' || r == '\u00a0' || r == '\u202f' || r == '\u2009':
			if run > 3 || digitsAt(text[end+n:]) != 3 {
				return end
			}
		default:
			return end
		}
		end += n
		run = 0
	}
	return end
}

// digitsAt counts the digits that text begins with.
func digitsAt(text string) (n int) {
	for _, r := range text {
		if !isDigit(r) {
			break
		}
		n++
	}
	return n
}

func isDigit(r rune) bool {
	return r >= '0' && r <= '9' || r >= utf8.RuneSelf && unicode.Is(unicode.Nd, r)
}

// plainDigits writes digits of any script as ASCII, a separator as "." or ",", and drops those that can only part thousands.
func plainDigits(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case r < utf8.RuneSelf && isDigit(r), r == '.', r == ',':
			b.WriteRune(r)
		case isDigit(r):
			b.WriteByte('0' + digitValue(r))
		case r == '٫':
			b.WriteByte('.')
		}
	}
	return b.String()
}

// digitValue is the value of a decimal digit of any script: each script's ten digits follow one another from 0 to 9.
func digitValue(r rune) byte {
	for _, t := range unicode.Nd.R16 {
		if r >= rune(t.Lo) && r <= rune(t.Hi) {
			return byte((r - rune(t.Lo)) % 10)
		}
	}
	for _, t := range unicode.Nd.R32 {
		if r >= rune(t.Lo) && r <= rune(t.Hi) {
			return byte((r - rune(t.Lo)) % 10)
		}
	}
	return 0
}

// readings are what a number in digits may mean.
func readings(s string) []string {
	seps := strings.Count(s, ".") + strings.Count(s, ",")
	last := strings.LastIndexAny(s, ".,")
	switch {
	case seps == 0:
		return []string{decimal(s, "")}
	case seps == 1 && len(s)-last-1 == 3 && last <= 3 && s[0] != '0':
		return []string{decimal(s[:last]+s[last+1:], ""), s[:last] + "." + s[last+1:]} // 1,000 or 1.000
	case seps == 1:
		values := []string{decimal(s[:last], s[last+1:])}
		if hour, minute := Small(s[:last]), Small(s[last+1:]); len(s)-last-1 == 2 && hour <= 24 && minute <= 59 {
			values = append(values, fmt.Sprintf("%d:%02d", hour, minute)) // 10.30 a.m.
		}
		return values
	case strings.Count(s, s[last:last+1]) > 1: // 1.234.567, or an item's number or an address
		if groups := strings.Split(s, s[last:last+1]); !slices.ContainsFunc(groups[1:], func(g string) bool { return len(g) != 3 }) {
			return []string{decimal(strings.Join(groups, ""), "")}
		}
		return []string{s}
	}
	return []string{decimal(strings.NewReplacer(".", "", ",", "").Replace(s[:last]), s[last+1:])} // 1,234.5
}

// decimal is a number without needless zeros.
func decimal(whole, fraction string) string {
	if whole = strings.TrimLeft(whole, "0"); whole == "" {
		whole = "0"
	}
	if fraction = strings.TrimRight(fraction, "0"); fraction != "" {
		return whole + "." + fraction
	}
	return whole
}

// A figureReader reads the figures of a text from its words.
type figureReader struct {
	text  string
	words []Word
	found []Figure

	in   *language.Language // of the text, once told
	told bool
}

// at reads the figure that begins with word i, and how many words it takes: 0 where none begins there.
func (r *figureReader) at(i int) (Figure, int) {
	if f, n := r.dateAt(i); n > 0 {
		return f, n
	}
	if f, n := r.timeAt(i); n > 0 {
		return f, n
	}
	return r.numberAt(i)
}

// numberAt reads a number: digits and the multiple behind them, or number words.
func (r *figureReader) numberAt(i int) (Figure, int) {
	w := r.words[i]
	f := Figure{Span: w.Span}
	n := 1
	if w.Digit {
		f.Values = readings(w.Text)
		if v, ok := fractions[r.runeAt(w.End)]; ok && i+1 < len(r.words) { // 2½
			f.Values, f.End, n = []string{f.Values[0] + v[1:]}, r.words[i+1].End, 2
		}
	} else {
		if n = r.spelledLarge(i, &f); n == 0 {
			return Figure{}, 0
		}
		return f, n
	}
	if i+n < len(r.words) && r.near(i+n-1) {
		if zeros, ok := multiples[r.words[i+n].Text]; ok {
			f.Values = slices.DeleteFunc(f.Values, func(v string) bool { return strings.Contains(v, ":") }) // no time of day
			for j, v := range f.Values {
				f.Values[j] = shift(v, zeros)
			}
			f.End = r.words[i+n].End
			n++
		}
	}
	if w.Digit && r.negative(w.Start) {
		for j, v := range f.Values {
			f.Values[j] = "-" + v
		}
		_, sign := utf8.DecodeLastRuneInString(r.text[:f.Start])
		f.Start -= sign
	}
	return f, n
}

// negative says whether a minus stands before a number: after a blank or a bracket, else it joins two things.
func (r *figureReader) negative(start int) bool {
	before, n := utf8.DecodeLastRuneInString(r.text[:start])
	if before != '-' && before != '−' {
		return false
	}
	far, _ := utf8.DecodeLastRuneInString(r.text[:start-n])
	return start == n || unicode.IsSpace(far) || far == '('
}

func (r *figureReader) runeAt(i int) rune {
	c, _ := utf8.DecodeRuneInString(r.text[i:])
	return c
}

// near says whether only blanks, a hyphen or nothing part word i from the next.
func (r *figureReader) near(i int) bool {
	return i+1 < len(r.words) && strings.Trim(r.text[r.words[i].End:r.words[i+1].Start], " \t\n\u00a0\u202f-") == ""
}

// multiples are words that add zeros to the number before them.
var multiples = map[string]int{
	"hundred": 2, "thousand": 3, "million": 6, "millions": 6, "billion": 9, "billions": 9, "trillion": 12,
	"hundert": 2, "tausend": 3, "tsd": 3, "mio": 6, "millionen": 6, "mrd": 9, "milliarde": 9, "milliarden": 9,
	"milliard": 9, "milliards": 9, "millón": 6, "millon": 6, "millones": 6, "milione": 6, "milioni": 6, "miliardo": 9, "miliardi": 9,
	"milhão": 6, "milhões": 6, "bilhão": 9, "bilhões": 9, "mil": 3, "mille": 3, "mila": 3,
	"bn": 9, "mn": 6, "万": 4, "億": 8, "亿": 8,
}

// shift moves the decimal point of a number to the right.
func shift(v string, zeros int) string {
	whole, fraction, _ := strings.Cut(v, ".")
	for range zeros {
		if fraction == "" {
			whole += "0"
		} else {
			whole, fraction = whole+fraction[:1], fraction[1:]
		}
	}
	return decimal(whole, fraction)
}
