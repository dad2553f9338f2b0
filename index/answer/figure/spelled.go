package figure

import (
	"strconv"
	"strings"
)

// units are number words below a hundred, in English and German; ordinals count as their numbers. "One" is left out, which is a
// pronoun and an article far more often than a number.
var units = map[string]int{
	"zero": 0, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
	"eleven": 11, "twelve": 12, "dozen": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
	"eighteen": 18, "nineteen": 19, "twice": 2, "double": 2,
	"second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10,

	"null": 0, "zwei": 2, "zweier": 2, "drei": 3, "dreier": 3, "vier": 4, "fünf": 5, "sechs": 6, "sieben": 7, "acht": 8, "neun": 9,
	"zehn": 10, "elf": 11, "zwölf": 12, "dreizehn": 13, "vierzehn": 14, "fünfzehn": 15, "sechzehn": 16, "siebzehn": 17,
	"achtzehn": 18, "neunzehn": 19, "zweimal": 2, "doppelt": 2, "dutzend": 12,
}

var tens = map[string]int{
	"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
	"twentieth": 20, "thirtieth": 30,
	"zwanzig": 20, "dreißig": 30, "vierzig": 40, "fünfzig": 50, "sechzig": 60, "siebzig": 70, "achtzig": 80, "neunzig": 90,
}

var germanOnes = map[string]int{"ein": 1, "zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "sieben": 7, "acht": 8, "neun": 9}

// spelled reads a number in words that begins with word i: "twenty-five", "fünfundzwanzig", "a hundred and twenty", "two thousand
// five hundred". n is how many words it takes, 0 where there is none.
func (r *figureReader) spelled(i int) (value, n int) {
	total, group := 0, 0
	last := 0 // the words up to here are a number
	for j := i; j < len(r.words) && (j == i || r.near(j-1)); j++ {
		w := r.words[j].Text
		v, ok := below100(w)
		if !ok {
			if v, ok = r.romanceNumber(w); ok && v >= 100 {
				t, g, fits := larger(total, group, v)
				if !fits {
					break
				}
				total, group, last = t, g, j+1
				continue
			}
		}
		if ok && w == "vingt" && group%100 == 4 { // quatre-vingt
			group, last = group+76, j+1
			continue
		}
		if ok {
			soixante := v >= 10 && v < 20 && (group%100 == 60 || group%100 == 80)
			if group%100 != 0 && (group%10 != 0 || v >= 10) && !soixante { // "two three" is two numbers
				break
			}
			group += v
			last = j + 1
			continue
		}
		switch {
		case w == "hundred" || w == "hundert":
			group = max(group, 1) * 100
		case w == "thousand" || w == "tausend":
			total, group = total+max(group, 1)*1000, 0
		case (w == "and" || w == "und") && j > i && (group >= 100 || total > 0):
			continue
		case romanceAnd(w) && group >= 20: // vingt et un, treinta y dos
			continue
		case w == "vingts" && group%100 == 4:
			group += 76
		case j > i && romanceAnd(r.words[j-1].Text) && group%10 == 0 && romanceOne(w):
			group++
		default:
			return total + group, max(last-i, 0)
		}
		last = j + 1
	}
	return total + group, max(last-i, 0)
}

func romanceAnd(w string) bool { return w == "et" || w == "y" || w == "e" }

func romanceOne(w string) bool {
	switch w {
	case "un", "une", "uno", "una", "um", "uma":
		return true
	}
	return false
}

// larger adds the hundreds or thousands of a Romance language to a number so far, if they can follow it.
func larger(total, group, value int) (newTotal, newGroup int, ok bool) {
	switch {
	case value >= 1000:
		return total + max(group, 1)*value, 0, group < 1000 && (value%1000 == 0 || group == 0)
	case value == 100:
		return total, max(group, 1) * value, group < 100
	}
	return total, group + value, group == 0
}

// spelledLarge reads a number in words with its millions: "two million three hundred thousand". n is how many words it takes.
func (r *figureReader) spelledLarge(i int, f *Figure) (n int) {
	const mostZeros = 12 // of a multiple, so that what is added up fits
	total, zeros := 0, mostZeros+1
	for i+n < len(r.words) && (n == 0 || r.near(i+n-1)) {
		v, taken := r.spelled(i + n)
		if taken == 0 || v > 1_000_000 {
			break
		}
		times, multiplied := 0, false
		if end := i + n + taken; end < len(r.words) && r.near(end-1) {
			times, multiplied = multiples[r.words[end].Text]
		}
		if times >= zeros {
			break // "two million three million" is two numbers
		}
		zeros = times
		n += taken
		for range times {
			v *= 10
		}
		total += v
		if multiplied {
			n++
		}
		if times == 0 {
			break
		}
	}
	if n > 0 {
		f.Values, f.End, f.Worded = []string{strconv.Itoa(total)}, r.words[i+n-1].End, true
	}
	return n
}

// below100 is the value of one number word.
func below100(w string) (int, bool) {
	if v, ok := units[w]; ok {
		return v, true
	}
	if v, ok := tens[w]; ok {
		return v, true
	}
	if one, ten, ok := strings.Cut(w, "und"); ok { // fünfundzwanzig
		return germanOnes[one] + tens[ten], germanOnes[one] > 0 && tens[ten] > 0
	}
	return 0, false
}
