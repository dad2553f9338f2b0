package answer

import (
	"fmt"
	"strconv"
	"strings"
)

// months are the names of months in English and German, and their short forms.
var months = map[string]int{
	"january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8, "september": 9,
	"october": 10, "november": 11, "december": 12, "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8,
	"sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12,
	"januar": 1, "jänner": 1, "februar": 2, "märz": 3, "mai": 5, "juni": 6, "juli": 7, "oktober": 10, "dezember": 12,
	"mär": 3, "okt": 10, "dez": 12,
}

// firstYear and lastYear bound what is taken for a year where a month stands before it.
const firstYear, lastYear = 1000, 2999

// dateAt reads a date that begins with word i: 2024-05-03, 3.5.2024, 3/5/2024, 3 May 2024, May 3, 2024, 27 June, May 2024.
func (r *figureReader) dateAt(i int) (figure, int) {
	w := r.words[i]
	var d date
	n := 0
	switch {
	case w.digit:
		if d, n = r.numericDate(i); n > 0 {
			break
		}
		d, n = r.dayFirst(i)
	default:
		d, n = r.monthFirst(i)
	}
	if n == 0 || d.month < 1 || d.month > 12 || d.day > 31 {
		return figure{}, 0
	}
	return figure{Span: Span{w.Start, r.words[i+n-1].End}, date: d}, n
}

// numericDate reads a date in digits. With full stops the day comes first, as in most of the world; with slashes it may be the month.
func (r *figureReader) numericDate(i int) (date, int) {
	if parts := strings.Split(r.words[i].text, "."); len(parts) == 3 { // 3.5.2024 is one word
		d, m, y := small(parts[0]), small(parts[1]), small(parts[2])
		if d >= 1 && m >= 1 && m <= 12 && (len(parts[2]) == 4 || len(parts[2]) == 2) {
			return date{year: fullYear(y), month: m, day: d}, 1
		}
	}
	if i+2 >= len(r.words) || !r.words[i+1].digit || !r.words[i+2].digit {
		return date{}, 0
	}
	sep := r.text[r.words[i].End:r.words[i+1].Start]
	if sep != r.text[r.words[i+1].End:r.words[i+2].Start] || sep != "-" && sep != "/" && sep != ". " {
		return date{}, 0
	}
	a, b, c := r.words[i].text, r.words[i+1].text, r.words[i+2].text
	switch {
	case len(a) == 4 && len(b) == 2 && len(c) == 2:
		return date{year: small(a), month: small(b), day: small(c)}, 3
	case len(a) <= 2 && len(b) <= 2 && (len(c) == 4 || len(c) == 2 && sep == "/"):
		d := date{year: fullYear(small(c)), month: small(b), day: small(a)}
		switch {
		case sep == "/" && d.month > 12:
			d.month, d.day = d.day, d.month
		case sep == "/" && d.day <= 12:
			d.swapped = true
		}
		return d, 3
	}
	return date{}, 0
}

// dayFirst reads "3 May 2024", "3rd of May", "27. Juni".
func (r *figureReader) dayFirst(i int) (date, int) {
	day := small(strings.TrimSuffix(r.words[i].text, "."))
	if day < 1 || day > 31 {
		return date{}, 0
	}
	n := 1
	for i+n < len(r.words) && n < 3 && ordinalOrOf(r.words[i+n].text) {
		n++
	}
	if i+n >= len(r.words) || !r.joined(i, i+n) {
		return date{}, 0
	}
	month, ok := months[r.words[i+n].text]
	if !ok {
		return date{}, 0
	}
	d := date{month: month, day: day}
	n++
	if year := r.yearAt(i + n); year > 0 {
		d.year = year
		n++
	}
	return d, n
}

// monthFirst reads "May 3, 2024", "May 3", "May 2024". A month alone is no date: "may" and "march" are verbs, too.
func (r *figureReader) monthFirst(i int) (date, int) {
	month, ok := months[r.words[i].text]
	if !ok {
		return date{}, 0
	}
	if year := r.yearAt(i + 1); year > 0 {
		return date{month: month, year: year}, 2
	}
	if i+1 >= len(r.words) || !r.words[i+1].digit || !r.joined(i, i+1) {
		return date{}, 0
	}
	d := date{month: month, day: small(r.words[i+1].text)}
	if d.day < 1 || d.day > 31 {
		return date{}, 0
	}
	n := 2
	if i+n < len(r.words) && ordinalOrOf(r.words[i+n].text) && r.words[i+n].text != "of" {
		n++
	}
	if year := r.yearAt(i + n); year > 0 {
		d.year = year
		n++
	}
	return d, n
}

// yearAt is the year that word i states, 0 where it states none.
func (r *figureReader) yearAt(i int) int {
	if i >= len(r.words) || !r.words[i].digit || len(r.words[i].text) != 4 || !r.joined(i-1, i) {
		return 0
	}
	if y := small(r.words[i].text); y >= firstYear && y <= lastYear {
		return y
	}
	return 0
}

// joined says whether the words from i to j belong together: blanks, a comma or a full stop part them.
func (r *figureReader) joined(i, j int) bool {
	for ; i < j; i++ {
		if strings.Trim(r.text[r.words[i].End:r.words[i+1].Start], " \t\n\u00a0\u202f.,") != "" {
			return false
		}
	}
	return true
}

func ordinalOrOf(w string) bool {
	switch w {
	case "st", "nd", "rd", "th", "of", "de":
		return true
	}
	return false
}

// timeAt reads a time of day: 10:30, 22:00, 10:30 pm, 10 p.m. Its values are the time in 24 hours and, on the hour, the hour as
// people say it.
func (r *figureReader) timeAt(i int) (figure, int) {
	w := r.words[i]
	if !w.digit || len(w.text) > 2 {
		return figure{}, 0
	}
	hour, minute, n := small(w.text), 0, 1
	f := figure{Span: w.Span}
	if i+1 < len(r.words) && r.words[i+1].digit && len(r.words[i+1].text) == 2 && r.text[w.End:r.words[i+1].Start] == ":" {
		minute, n = small(r.words[i+1].text), 2
		f.End = r.words[i+1].End
	}
	half := r.halfOfDay(i + n)
	if hour > 24 || minute > 59 || n == 1 && half == "" {
		return figure{}, 0
	}
	if half != "" {
		words := 1
		if len(r.words[i+n].text) == 1 {
			words = 2 // p.m.
		}
		f.End = r.words[i+n+words-1].End
		n += words
		hour %= 12
		if half == "p" {
			hour += 12
		}
	}
	f.values = []string{fmt.Sprintf("%d:%02d", hour, minute)}
	if minute == 0 {
		f.values = append(f.values, strconv.Itoa(hour), strconv.Itoa((hour+11)%12+1))
	}
	return f, n
}

// halfOfDay says whether word i is "am" or "pm": "a", "p", or "" for neither.
func (r *figureReader) halfOfDay(i int) string {
	if i >= len(r.words) || !r.near(i-1) {
		return ""
	}
	switch w := r.words[i].text; {
	case w == "am" || w == "pm":
		return w[:1]
	case (w == "a" || w == "p") && i+1 < len(r.words) && r.words[i+1].text == "m" && r.text[r.words[i].End:r.words[i+1].Start] == ".":
		return w
	}
	return ""
}

// fullYear is a year of four digits for one of two: those to come within a generation are this century's.
func fullYear(y int) int {
	const turn = 60
	switch {
	case y >= 100:
		return y
	case y < turn:
		return 2000 + y
	}
	return 1900 + y
}

// small is a number of few digits, −1 for what is none.
func small(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return -1
	}
	return n
}

// within reports whether a date that is claimed is one that is stated: what the claim leaves open may be anything. year says
// that the claimed year stands elsewhere, which serves where the date stated has none.
func (d date) within(stated date, year func(int) bool) bool {
	if d.year != 0 && d.year != stated.year && (stated.year != 0 || !year(d.year)) {
		return false
	}
	same := func(month, day int) bool {
		return (d.month == 0 || d.month == month) && (d.day == 0 || d.day == day)
	}
	if same(stated.month, stated.day) || stated.swapped && same(stated.day, stated.month) {
		return true
	}
	return d.swapped && d.month == stated.day && d.day == stated.month
}
