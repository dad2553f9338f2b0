package figures

import (
	"math"
	"strconv"
	"strings"
	"time"

	"footnote/index/extract/prose"
)

// showGeneral formats a nonnegative number in a section that has at most text around it.
func (s *formatSection) showGeneral(n float64) string {
	var b strings.Builder
	for _, t := range s.tokens {
		switch t.kind {
		case generalToken:
			b.WriteString(general(n))
		case literalToken:
			b.WriteString(t.text)
		}
	}
	return b.String()
}

// A formatLayout says where a section has which digits.
type formatLayout struct {
	whole, fraction, exponent int  // places of digits before and after the point, and after "E"
	point                     int  // token index of the point, or -1
	slash                     int  // token index of a fraction's slash, or -1
	power                     int  // token index of "E", or -1
	thousands                 bool // commas separate thousands
	scale                     float64
}

func (s *formatSection) layout() formatLayout {
	l := formatLayout{point: -1, slash: -1, power: -1, scale: 1}
	lastDigit := -1
	for i, t := range s.tokens {
		switch t.kind {
		case digitToken:
			switch {
			case l.power >= 0:
				l.exponent++
			case l.point >= 0:
				l.fraction++
			default:
				l.whole++
			}
			lastDigit = i
		case pointToken:
			if l.point < 0 {
				l.point = i
			}
		case exponentToken:
			l.power = i
		case slashToken:
			if l.slash < 0 && lastDigit >= 0 {
				l.slash = i
			}
		case percentToken:
			l.scale *= 100
		}
	}
	for i, t := range s.tokens {
		if t.kind == commaToken && lastDigit >= 0 && (l.point < 0 || i < l.point || i > lastDigit) {
			if i < lastDigit {
				l.thousands = true
			} else {
				l.scale /= 1000
			}
		}
	}
	return l
}

// showNumber formats a nonnegative number.
func (s *formatSection) showNumber(n float64) string {
	l := s.layout()
	n *= l.scale
	switch {
	case l.power >= 0:
		return s.showPower(n, l)
	case l.slash >= 0:
		return s.showFraction(n)
	}
	whole, fraction, _ := strings.Cut(fixed(n, min(l.fraction, maxDecimals)), ".")
	return s.fill(whole, fraction, "", l)
}

// showPower formats a number in scientific notation.
func (s *formatSection) showPower(n float64, l formatLayout) string {
	exponent := 0
	if n != 0 {
		exponent = int(math.Floor(math.Log10(n)))
	}
	if l.whole > 1 { // in steps of as many digits as there are places
		exponent = int(math.Floor(float64(exponent)/float64(l.whole))) * l.whole
	}
	mantissa := fixed(n/math.Pow10(exponent), min(l.fraction, maxDecimals))
	if l.whole <= 1 && strings.HasPrefix(mantissa, "10") { // rounding carried
		exponent++
		mantissa = fixed(n/math.Pow10(exponent), min(l.fraction, maxDecimals))
	}
	whole, fraction, _ := strings.Cut(mantissa, ".")
	sign := strings.TrimPrefix(strings.ToUpper(s.tokens[l.power].text), "E")
	if exponent < 0 {
		sign = "-"
	} else if sign == "-" {
		sign = ""
	}
	digits := strconv.Itoa(max(exponent, -exponent))
	digits = strings.Repeat("0", max(0, l.exponent-len(digits))) + digits
	return s.fill(whole, fraction, "E"+sign+digits, l)
}

// fill puts digits into their places, those of the integer part from the right.
func (s *formatSection) fill(whole, fraction, power string, l formatLayout) string {
	var b strings.Builder
	places, begun := l.whole, false
	if whole == "0" && power == "" {
		whole = ""
	}
	for i, t := range s.tokens {
		inFraction := l.point >= 0 && i > l.point
		switch {
		case l.power >= 0 && i >= l.power:
			if i == l.power {
				b.WriteString(power)
			} else if t.kind == literalToken {
				b.WriteString(t.text)
			}
		case t.kind == literalToken:
			b.WriteString(t.text)
		case t.kind == percentToken:
			b.WriteByte('%')
		case t.kind == pointToken && i == l.point:
			b.WriteString(wholeDigits(&whole, places, &begun, l.thousands))
			places = 0
			if strings.Trim(fraction, "0") != "" || s.needsDigit(i) {
				b.WriteByte('.')
			}
		case t.kind == digitToken && !inFraction:
			b.WriteString(placeDigits(&whole, places, t.text, &begun, l.thousands))
			places--
		case t.kind == digitToken && fraction != "":
			if t.text == "0" || strings.Trim(fraction, "0") != "" {
				b.WriteByte(fraction[0])
			}
			fraction = fraction[1:]
		}
	}
	return strings.TrimSpace(b.String())
}

// wholeDigits returns the digits that no place before the point took: all of them if there is no place.
func wholeDigits(whole *string, places int, begun *bool, thousands bool) string {
	if places > 0 || *whole == "" {
		return ""
	}
	return placeDigits(whole, 1, "#", begun, thousands)
}

// placeDigits returns the digits for the next of the remaining places. The first place takes all extra digits.
func placeDigits(whole *string, places int, place string, begun *bool, thousands bool) string {
	var b strings.Builder
	for len(*whole) >= places && *whole != "" {
		left := len(*whole)
		if thousands && *begun && left%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteByte((*whole)[0])
		*whole = (*whole)[1:]
		*begun = true
		if left == places {
			return b.String()
		}
	}
	if b.Len() == 0 && place == "0" {
		if thousands && *begun && places%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteByte('0')
		*begun = true
	}
	return b.String()
}

// needsDigit reports whether the format always shows a digit after the point.
func (s *formatSection) needsDigit(point int) bool {
	for _, t := range s.tokens[point:] {
		if t.kind == digitToken && t.text == "0" {
			return true
		}
	}
	return false
}

// showFraction formats a number as an integer and a fraction, whose denominator has as many digits as places.
func (s *formatSection) showFraction(n float64) string {
	whole, places, denominator := false, 0, 0
	slash := false
	for i, t := range s.tokens {
		switch {
		case t.kind == slashToken:
			slash = true
		case slash && denominator < 1000 && (denominator > 0 || t.kind == literalToken) && len(t.text) == 1 && prose.IsDigit(rune(t.text[0])):
			denominator = denominator*10 + int(t.text[0]-'0') // it is fixed
		case t.kind == digitToken && slash:
			places++
		case t.kind == literalToken && !slash && strings.TrimSpace(t.text) == "" && i > 0 && s.tokens[i-1].kind == digitToken:
			whole = true
		}
	}
	integer, rest := 0.0, n
	if whole {
		integer, rest = math.Modf(n)
	}
	best, of := 0.0, 1.0
	first, last := 1, int(math.Pow10(min(max(places, 1), 3)))-1
	if denominator > 0 {
		first, last = denominator, denominator
	}
	nearest := math.Inf(1)
	for d := first; d <= last; d++ {
		top := math.Round(rest * float64(d))
		if off := math.Abs(rest - top/float64(d)); off < nearest-1e-12 {
			best, of, nearest = top, float64(d), off
		}
	}
	if whole && best == of {
		integer, best = integer+1, 0
	}
	fraction := strconv.FormatFloat(best, 'f', 0, 64) + "/" + strconv.FormatFloat(of, 'f', 0, 64)
	switch {
	case best == 0:
		return strconv.FormatFloat(integer, 'f', 0, 64)
	case integer == 0:
		return fraction
	}
	return strconv.FormatFloat(integer, 'f', 0, 64) + " " + fraction
}

// showDate formats a number of days as a date or a time. ok is false if there is no such day.
func (s *formatSection) showDate(n float64, in1904 bool) (shown string, ok bool) {
	const lastDay = 2958466 // 10000-01-01
	if n < 0 || n >= lastDay {
		return "", false
	}
	unit := time.Second / time.Duration(math.Pow10(s.secondDecimals()))
	elapsed := time.Duration(math.Round(n*24*float64(time.Hour/unit))) * unit
	if n > 100_000 { // a time.Duration holds no more than 292 years
		elapsed = 0
	}
	at := dayOf(n, unit, in1904)
	twelve := false
	for _, t := range s.tokens {
		twelve = twelve || t.kind == dateToken && strings.Contains(strings.ToLower(t.text), "a")
	}
	var b strings.Builder
	for _, t := range s.tokens {
		switch t.kind {
		case dateToken:
			b.WriteString(datePart(t.text, at, elapsed, twelve))
		case literalToken, slashToken, commaToken:
			b.WriteString(t.text)
		case pointToken:
			b.WriteString(at.Format(".000")[:1+s.secondDecimals()])
		}
	}
	return strings.TrimSpace(b.String()), true
}

// secondDecimals returns how many decimals of seconds are shown, at most three.
func (s *formatSection) secondDecimals() int {
	decimals, behind := 0, false
	for _, t := range s.tokens {
		switch {
		case t.kind == pointToken:
			behind = true
		case behind && t.kind == digitToken && decimals < 3:
			decimals++
		}
	}
	return decimals
}

// dayOf returns the time that a number of days stands for. In the count from 1900, day 60 is a 29th of February that never was.
func dayOf(n float64, unit time.Duration, in1904 bool) time.Time {
	day, part := math.Modf(n)
	start := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	switch {
	case in1904:
		start = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	case n < 60:
		start = start.AddDate(0, 0, 1)
	}
	return start.AddDate(0, 0, int(day)).Add(time.Duration(math.Round(part*24*float64(time.Hour/unit))) * unit)
}

// datePart formats a part of a date or a time.
func datePart(part string, at time.Time, elapsed time.Duration, twelve bool) string {
	hour := at.Hour()
	if twelve {
		hour = (hour+11)%12 + 1
	}
	pad := func(n, digits int) string {
		s := strconv.Itoa(n)
		for len(s) < min(digits, 2) {
			s = "0" + s
		}
		return s
	}
	switch n := len(part); {
	case part == "[h]":
		return strconv.Itoa(int(elapsed / time.Hour))
	case part == "[m]" || part == "[n]":
		return strconv.Itoa(int(elapsed / time.Minute))
	case part == "[s]":
		return strconv.Itoa(int(elapsed / time.Second))
	case strings.EqualFold(part, "am/pm"):
		return at.Format("PM")
	case strings.EqualFold(part, "a/p"):
		return at.Format("PM")[:1]
	case part[0] == 'y' || part[0] == 'b' || part[0] == 'e':
		if n <= 2 && part[0] != 'e' {
			return at.Format("06")
		}
		return at.Format("2006")
	case part[0] == 'm' && n == 3:
		return at.Format("Jan")
	case part[0] == 'm' && n == 5:
		return at.Format("Jan")[:1]
	case part[0] == 'm' && n > 3:
		return at.Format("January")
	case part[0] == 'm':
		return pad(int(at.Month()), n)
	case part[0] == 'd' && n == 3:
		return at.Format("Mon")
	case part[0] == 'd' && n > 3:
		return at.Format("Monday")
	case part[0] == 'd':
		return pad(at.Day(), n)
	case part[0] == 'h':
		return pad(hour, n)
	case part[0] == 'n':
		return pad(at.Minute(), n)
	case part[0] == 's':
		return pad(at.Second(), n)
	}
	return ""
}
