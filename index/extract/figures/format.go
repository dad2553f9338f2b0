// Package figures shows numbers as office programs show them.
package figures

import (
	"math"
	"strconv"
	"strings"
)

// A number format says how a workbook shows a number (ECMA-376 part 1, 18.8.31):
//
//	format     = section *3( ";" section )    for what is above, below and equal to zero, and for words
//	section    = *( "[" condition "]" ) *token
//	condition  = a comparison, a colour, a currency and language "[$€-407]", or elapsed time "[h]"
//	token      = "0" | "#" | "?" | "." | "," | "%" | "E+" | "/" | a part of a date | a literal
//
// Names of months and weekdays are English. Dates whose form depends on the user's system are shown as in ISO 8601.

// A Format formats numbers. A nil one formats them as "General" does.
type Format struct{ sections []formatSection }

// A formatSection formats some of the numbers.
type formatSection struct {
	tokens    []formatToken
	compare   string  // which numbers it is for: "<", "<=", "=", "<>", ">=", ">", or "" for any
	bound     float64 // what they are compared with
	isDate    bool
	isGeneral bool
}

// A formatToken is a literal, a digit's place, or a part of a date.
type formatToken struct {
	kind tokenKind
	text string // of a literal; or the letters of a part of a date
}

type tokenKind uint8

const (
	literalToken  tokenKind = iota
	digitToken              // "0", "#" or "?"
	pointToken              // between a number and its fraction
	commaToken              // separates thousands, or divides by one
	percentToken            // multiplies by 100
	exponentToken           // "E+" or "E-"
	slashToken              // of a fraction
	dateToken               // "yyyy", "mm", "AM/PM", "[h]" and so on
	generalToken            // the whole number, as it is
)

// builtin are the formats that a workbook uses by number without defining them (ECMA-376 part 1, 18.8.30). Those of currency and of the system's
// dates are in a neutral form.
var builtin = map[int]string{
	1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
	14: "yyyy-mm-dd", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss",
	22: "yyyy-mm-dd h:mm", 5: "#,##0;-#,##0", 6: "#,##0;-#,##0", 7: "#,##0.00;-#,##0.00", 8: "#,##0.00;-#,##0.00",
	37: "#,##0;(#,##0)", 38: "#,##0;(#,##0)", 39: "#,##0.00;(#,##0.00)", 40: "#,##0.00;(#,##0.00)", 41: "#,##0;-#,##0;-",
	42: "#,##0;-#,##0;-", 43: "#,##0.00;-#,##0.00;-", 44: "#,##0.00;-#,##0.00;-", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
	27: "yyyy-mm-dd", 28: "yyyy-mm-dd", 29: "yyyy-mm-dd", 30: "yyyy-mm-dd", 31: "yyyy-mm-dd", 32: "h:mm", 33: "h:mm:ss", 34: "yyyy-mm-dd",
	35: "yyyy-mm-dd", 36: "yyyy-mm-dd", 50: "yyyy-mm-dd", 51: "yyyy-mm-dd", 52: "yyyy-mm-dd", 53: "yyyy-mm-dd", 54: "yyyy-mm-dd",
	55: "yyyy-mm-dd", 56: "yyyy-mm-dd", 57: "yyyy-mm-dd", 58: "yyyy-mm-dd",
}

// Builtin returns the format that a workbook uses by a number without defining it. An unknown one formats numbers as "General" does.
func Builtin(number int) *Format { return Parse(builtin[number]) }

// Show returns a number as a person sees it. in1904 says where days are counted from.
func (f *Format) Show(n float64, in1904 bool) string {
	if f == nil || len(f.sections) == 0 {
		return general(n)
	}
	s, signed := f.section(n)
	if s == nil {
		return general(n)
	}
	abs := math.Abs(n)
	sign := ""
	if signed && n < 0 {
		sign = "-"
	}
	switch {
	case s.isDate:
		if shown, ok := s.showDate(n, in1904); ok {
			return shown
		}
		return general(n) // outside of the calendar
	case s.isGeneral:
		return sign + s.showGeneral(abs)
	}
	shown := s.showNumber(abs)
	if strings.Trim(shown, "0.,% ") == "" { // zero has no sign
		return shown
	}
	return sign + shown
}

// section returns the section that formats n, and whether it leaves the sign to the caller.
func (f *Format) section(n float64) (s *formatSection, signed bool) {
	numbers := f.sections[:min(len(f.sections), 3)]
	conditional := false
	for i := range numbers {
		conditional = conditional || numbers[i].compare != ""
	}
	if !conditional {
		switch {
		case n < 0 && len(numbers) > 1:
			return &numbers[1], false
		case n == 0 && len(numbers) > 2:
			return &numbers[2], false
		}
		return &numbers[0], true
	}
	for i := range numbers {
		if s := &numbers[i]; s.compare == "" || compares(n, s.compare, s.bound) {
			return s, s.compare != "<" && s.compare != "<="
		}
	}
	return nil, true
}

func compares(n float64, how string, bound float64) bool {
	switch how {
	case "<":
		return n < bound
	case "<=":
		return n <= bound
	case ">":
		return n > bound
	case ">=":
		return n >= bound
	case "<>":
		return n != bound
	}
	return n == bound
}

// general formats a number as a wide enough cell without a format does: with all reliable digits.
func general(n float64) string {
	if abs := math.Abs(n); abs != 0 && (abs < 1e-9 || abs >= 1e15) {
		mantissa, exponent, _ := strings.Cut(strconv.FormatFloat(n, 'E', 5, 64), "E")
		return trimFraction(mantissa) + "E" + exponent
	}
	whole := len(strconv.FormatFloat(math.Trunc(math.Abs(n)), 'f', 0, 64))
	return trimFraction(fixed(n, max(0, significantDigits-whole)))
}

// significantDigits are the reliable decimal digits of a double.
const significantDigits = 15

func trimFraction(s string) string {
	if !strings.Contains(s, ".") {
		return s
	}
	s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	if s == "-0" {
		return "0"
	}
	return s
}

// fixed formats n with so many decimals, rounded as people round: it rounds halves of the decimal number, not of the binary one, away from zero.
func fixed(n float64, decimals int) string {
	n, _ = strconv.ParseFloat(strconv.FormatFloat(n, 'e', significantDigits-1, 64), 64)
	exact := strconv.FormatFloat(n, 'f', -1, 64)
	point := strings.IndexByte(exact, '.')
	if point < 0 || len(exact)-point-1 <= decimals {
		return strconv.FormatFloat(n, 'f', decimals, 64)
	}
	digits := []byte(exact[:point+1+decimals])
	if decimals == 0 {
		digits = digits[:point]
	}
	if exact[point+1+decimals] < '5' {
		return string(digits)
	}
	for i := len(digits) - 1; i >= 0; i-- {
		switch c := digits[i]; {
		case c >= '0' && c < '9':
			digits[i]++
			return string(digits)
		case c == '9':
			digits[i] = '0'
		case c == '-':
			return "-1" + string(digits[1:])
		}
	}
	return "1" + string(digits)
}
