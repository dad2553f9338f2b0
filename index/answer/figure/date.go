package figure

import (
	"fmt"
	"strconv"
	"strings"

	"footnote/index/language"
)

// months are the names of months in the languages of the package, and their short forms in English and German.
var months = map[string]int{
	"january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8, "september": 9,
	"october": 10, "november": 11, "december": 12, "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8,
	"sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12,
	"januar": 1, "jänner": 1, "februar": 2, "märz": 3, "mai": 5, "juni": 6, "juli": 7, "oktober": 10, "dezember": 12,
	"mär": 3, "okt": 10, "dez": 12,
	"janvier": 1, "février": 2, "fevrier": 2, "mars": 3, "avril": 4, "juin": 6, "juillet": 7, "août": 8, "aout": 8, "septembre": 9, "octobre": 10,
	"novembre": 11, "décembre": 12, "decembre": 12,
	"enero": 1, "febrero": 2, "marzo": 3, "abril": 4, "mayo": 5, "junio": 6, "julio": 7, "agosto": 8, "septiembre": 9, "setiembre": 9,
	"octubre": 10, "noviembre": 11, "diciembre": 12,
	"gennaio": 1, "febbraio": 2, "aprile": 4, "maggio": 5, "giugno": 6, "luglio": 7, "settembre": 9, "ottobre": 10, "dicembre": 12,
	"janeiro": 1, "fevereiro": 2, "março": 3, "maio": 5, "junho": 6, "julho": 7, "setembro": 9, "outubro": 10, "novembro": 11, "dezembro": 12,
}

// FirstYear and LastYear bound what is taken for a year where a month stands before it.
const FirstYear, LastYear = 1000, 2999

// dateAt reads a date that begins with word i: 2024-05-03, 3.5.2024, 3/5/2024, 3 May 2024, May 3, 2024, 27 June, May 2024.
func (r *figureReader) dateAt(i int) (Figure, int) {
	w := r.words[i]
	var d Date
	n := 0
	switch {
	case w.Digit:
		if d, n = r.numericDate(i); n > 0 {
			break
		}
		d, n = r.dayFirst(i)
	default:
		d, n = r.monthFirst(i)
	}
	if n == 0 || d.Month < 1 || d.Month > 12 || d.Day > 31 {
		return Figure{}, 0
	}
	return Figure{Span: Span{Start: w.Start, End: r.words[i+n-1].End}, Date: d}, n
}

// numericDate reads a date in digits. With full stops the day comes first, as in most of the world; with slashes it may be the month.
func (r *figureReader) numericDate(i int) (Date, int) {
	if parts := strings.Split(r.words[i].Text, "."); len(parts) == 3 { // 3.5.2024 is one word
		d, m, y := Small(parts[0]), Small(parts[1]), Small(parts[2])
		if d >= 1 && m >= 1 && m <= 12 && (len(parts[2]) == 4 || len(parts[2]) == 2) {
			return Date{Year: fullYear(y), Month: m, Day: d}, 1
		}
	}
	if i+2 >= len(r.words) || !r.words[i+1].Digit || !r.words[i+2].Digit {
		return Date{}, 0
	}
	sep := r.text[r.words[i].End:r.words[i+1].Start]
	if sep != r.text[r.words[i+1].End:r.words[i+2].Start] || sep != "-" && sep != "/" && sep != ". " {
		return Date{}, 0
	}
	a, b, c := r.words[i].Text, r.words[i+1].Text, r.words[i+2].Text
	switch {
	case len(a) == 4 && len(b) == 2 && len(c) == 2:
		return Date{Year: Small(a), Month: Small(b), Day: Small(c)}, 3
	case len(a) <= 2 && len(b) <= 2 && (len(c) == 4 || len(c) == 2 && sep == "/"):
		d := Date{Year: fullYear(Small(c)), Month: Small(b), Day: Small(a)}
		switch {
		case sep == "/" && d.Month > 12:
			d.Month, d.Day = d.Day, d.Month
		case sep == "/" && d.Day <= 12:
			d.Swapped = true
		}
		return d, 3
	}
	return Date{}, 0
}

// dayFirst reads "3 May 2024", "3rd of May", "27. Juni".
func (r *figureReader) dayFirst(i int) (Date, int) {
	day := Small(strings.TrimSuffix(r.words[i].Text, "."))
	if day < 1 || day > 31 {
		return Date{}, 0
	}
	n := 1
	for i+n < len(r.words) && n < 3 && ordinalOrOf(r.words[i+n].Text) {
		n++
	}
	if i+n >= len(r.words) || !r.joined(i, i+n) {
		return Date{}, 0
	}
	month, ok := r.month(i + n)
	if !ok {
		return Date{}, 0
	}
	d := Date{Month: month, Day: day}
	verb := r.verb(i + n)
	n++
	if year, words := r.year(i + n); year > 0 {
		d.Year = year
		n += words
	} else if verb {
		return Date{}, 0 // "nobody under 18 may buy it"
	}
	return d, n
}

// month is the month that word i names. Mars is a planet, too.
func (r *figureReader) month(i int) (int, bool) {
	month, ok := months[r.words[i].Text]
	return month, ok && (r.words[i].Text != "mars" || r.language() != language.English)
}

// verb says whether word i is written like a verb, and is only with a year a month: "may", "march".
func (r *figureReader) verb(i int) bool {
	switch r.text[r.words[i].Start:r.words[i].End] {
	case "may", "march", "mar":
		return true
	}
	return false
}

// monthFirst reads "May 3, 2024", "May 3", "May 2024". A month alone is no date: "may" and "march" are verbs, too.
func (r *figureReader) monthFirst(i int) (Date, int) {
	month, ok := r.month(i)
	if !ok {
		return Date{}, 0
	}
	if year, words := r.year(i + 1); year > 0 {
		return Date{Month: month, Year: year}, 1 + words
	}
	if i+1 >= len(r.words) || !r.words[i+1].Digit || !r.joined(i, i+1) {
		return Date{}, 0
	}
	d := Date{Month: month, Day: Small(r.words[i+1].Text)}
	if d.Day < 1 || d.Day > 31 {
		return Date{}, 0
	}
	n := 2
	if r.verb(i) {
		return Date{}, 0 // "visitors may 5 times …"
	}
	if i+n < len(r.words) && ordinalOrOf(r.words[i+n].Text) && r.words[i+n].Text != "of" {
		n++
	}
	if year := r.yearAt(i + n); year > 0 {
		d.Year = year
		n++
	}
	return d, n
}

// year is the year that word i states, or the one after it where it is "de", and how many words that takes; 0 where there is none.
func (r *figureReader) year(i int) (year, words int) {
	if i < len(r.words) && (r.words[i].Text == "de" || r.words[i].Text == "del") {
		return r.yearAt(i + 1), 2
	}
	return r.yearAt(i), 1
}

// yearAt is the year that word i states, 0 where it states none.
func (r *figureReader) yearAt(i int) int {
	if i >= len(r.words) || !r.words[i].Digit || len(r.words[i].Text) != 4 || !r.joined(i-1, i) {
		return 0
	}
	if y := Small(r.words[i].Text); y >= FirstYear && y <= LastYear {
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
	case "st", "nd", "rd", "th", "of", "de", "er", "º", "ª":
		return true
	}
	return false
}

// timeAt reads a time of Day: 10:30, 22:00, 10:30 pm, 10 p.m. Its values are the time in 24 hours and, on the hour, the hour as
// people say it.
func (r *figureReader) timeAt(i int) (Figure, int) {
	w := r.words[i]
	whole, part, pointed := strings.Cut(w.Text, ".")
	if !w.Digit || len(whole) > 2 || pointed && (len(part) != 2 || r.halfOfDay(i+1) == "") {
		return Figure{}, 0
	}
	hour, minute, n := Small(whole), max(Small(part), 0), 1 // "2.30 pm"
	f := Figure{Span: w.Span}
	if i+1 < len(r.words) && r.words[i+1].Digit && len(r.words[i+1].Text) == 2 && r.text[w.End:r.words[i+1].Start] == ":" {
		minute, n = Small(r.words[i+1].Text), 2
		f.End = r.words[i+1].End
	}
	half := r.halfOfDay(i + n)
	if hour > 24 || minute > 59 || n == 1 && half == "" {
		return Figure{}, 0
	}
	if half != "" {
		words := 1
		if len(r.words[i+n].Text) == 1 {
			words = 2 // p.m.
		}
		f.End = r.words[i+n+words-1].End
		n += words
		hour %= 12
		if half == "p" {
			hour += 12
		}
	}
	f.Values = []string{fmt.Sprintf("%d:%02d", hour, minute)}
	if minute == 0 {
		f.Values = append(f.Values, strconv.Itoa(hour), strconv.Itoa((hour+11)%12+1))
	}
	return f, n
}

// halfOfDay says whether word i is "am" or "pm": "a", "p", or "" for neither.
func (r *figureReader) halfOfDay(i int) string {
	if i >= len(r.words) || !r.near(i-1) {
		return ""
	}
	switch w := r.words[i].Text; {
	case w == "am" || w == "pm":
		return w[:1]
	case (w == "a" || w == "p") && i+1 < len(r.words) && r.words[i+1].Text == "m" && r.text[r.words[i].End:r.words[i+1].Start] == ".":
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

// Small is a number of few digits, −1 for what is none.
func Small(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return -1
	}
	return n
}

// Within reports whether a date that is claimed is one that is stated: what the claim leaves open may be anything. year says
// that the claimed year stands elsewhere, which serves where the date stated has none.
func (d Date) Within(stated Date, year func(int) bool) bool {
	if d.Year != 0 && d.Year != stated.Year && (stated.Year != 0 || !year(d.Year)) {
		return false
	}
	same := func(month, day int) bool {
		return (d.Month == 0 || d.Month == month) && (d.Day == 0 || d.Day == day)
	}
	if same(stated.Month, stated.Day) || stated.Swapped && same(stated.Day, stated.Month) {
		return true
	}
	return d.Swapped && d.Month == stated.Day && d.Day == stated.Month
}

// Month returns the number of a month, from 1, for its name, or its short form in English or German, in lower case; 0 for other words.
func Month(name string) int { return months[name] }
