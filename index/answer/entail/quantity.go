package entail

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"footnote/index/answer/figure"
)

// A quantity is what a figure says, in the base unit of its dimension.
type quantity struct {
	values  []float64 // what the number may mean; empty for dates and times of day
	date    figure.Date
	clocks  []int // what the time of day may be, in minutes after midnight
	halfDay bool  // the clock says which half of the day, as 14:00 and 2 pm do
	unit    unit
	ordinal bool
	word    string // as it is written, where the number is none that can be counted ("1.2.3.4")
	bound   bound  // "at least", "before", "from" …
	than    bool   // its bound is a comparison: "more than"
}

// A unit is a dimension and how much of its base unit it is. Currencies are dimensions, for what they are worth changes.
type unit struct {
	dimension string
	factor    float64
}

// units are the names of units in English and German, and their signs.
var units = unitTable(map[unit]string{
	{"time", 1}: "s sec secs second seconds sekunde sekunden", {"time", 60}: "min mins minute minutes minuten",
	{"time", 3600}: "h hr hrs hour hours stunde stunden", {"time", 86400}: "day days tag tage tagen tages", {"time", 7 * 86400}: "week weeks woche wochen",
	{"month", 1}: "month months monat monate monaten monats", {"month", 3}: "quartal quartale", {"month", 12}: "year years yr yrs jahr jahre jahren jahres",
	{"month", 120}: "decade decades jahrzehnt jahrzehnte", {"month", 1200}: "century centuries jahrhundert jahrhunderte", {"night", 1}: "night nights nacht nächte nächten",
	{"mass", 1}: "g gram grams gramme grammes gramm", {"mass", 1000}: "kg kilo kilos kilogram kilograms kilogramm", {"mass", 0.001}: "mg milligram milligrams milligramm",
	{"mass", 0.000001}: "µg mcg microgram micrograms", {"mass", 1e6}: "t tonne tonnes tonnen", {"ton", 1}: "ton tons", {"ounce", 1}: "oz ounce ounces unze unzen", {"stone", 1}: "stone stones",
	{"length", 1}: "m metre metres meter meters metern", {"length", 1000}: "km kilometre kilometres kilometer kilometers kilometern", {"length", 0.01}: "cm centimetre centimetres centimeter centimeters zentimeter",
	{"length", 0.001}: "mm millimetre millimetres millimeter millimeters", {"inch", 1}: "inch inches zoll", {"inch", 12}: "ft foot feet fuß",
	{"inch", 36}: "yd yard yards", {"inch", 63360}: "mi mile miles meile meilen",
	{"volume", 1}: "l litre litres liter liters litern", {"volume", 0.001}: "ml millilitre millilitres milliliter milliliters", {"volume", 0.01}: "cl centilitre centilitres zentiliter",
	{"volume", 0.1}: "dl decilitre decilitres deziliter", {"gallon", 1}: "gal gallon gallons gallone gallonen", {"pint", 1}: "pint pints", {"cup", 1}: "cup cups tasse tassen",
	{"spoon", 3}: "tbsp tablespoon tablespoons tablespoonful tablespoonfuls el esslöffel", {"spoon", 1}: "tsp teaspoon teaspoons teaspoonful teaspoonfuls tl teelöffel",
	{"area", 1}: "m² sqm qm quadratmeter quadratmetern", {"area", 10000}: "ha hectare hectares hektar", {"acre", 1}: "acre acres",
	{"celsius", 1}: "°c celsius", {"fahrenheit", 1}: "°f fahrenheit", {"kelvin", 1}: "kelvin", {"degree", 1}: "° degree degrees grad",
	{"ratio", 0.01}: "% percent pc prozent", {"ratio", 0.001}: "‰ promille", {"points", 1}: "prozentpunkte prozentpunkten",
	{"euro", 1}: "€ eur euro euros", {"euro", 0.01}: "cent cents", {"dollar", 1}: "$ usd dollar dollars", {"pound", 1}: "£ gbp pound pounds quid lb lbs pfund", {"pound", 0.01}: "pence penny",
	{"crown", 1}: "kr crown crowns krone kronen kronor kroner", {"sek", 1}: "sek", {"nok", 1}: "nok", {"dkk", 1}: "dkk", {"czk", 1}: "czk kč", {"franc", 1}: "chf fr franc francs franken", {"yen", 1}: "¥ jpy yen",
	{"rupee", 1}: "inr rupee rupees rupien", {"zloty", 1}: "pln zloty zlotys", {"forint", 1}: "huf forint forints",
	{"byte", 1}: "byte bytes", {"byte", 1e3}: "kb kilobyte kilobytes", {"byte", 1e6}: "mb megabyte megabytes", {"byte", 1e9}: "gb gigabyte gigabytes", {"byte", 1e12}: "tb terabyte terabytes",
	{"watt", 1}: "w watt watts", {"watt", 1000}: "kw kilowatt kilowatts", {"volt", 1}: "v volt volts", {"ampere", 1}: "amp amps ampere amperes", {"kwh", 1}: "kwh",
	{"bar", 1}: "bar bars", {"psi", 1}: "psi", {"rpm", 1}: "rpm", {"kmh", 1}: "kmh kph", {"mph", 1}: "mph", {"joule", 1}: "kj", {"calorie", 1}: "kcal calorie calories kalorien", {"decibel", 1}: "db decibel decibels dezibel",
})

func unitTable(names map[unit]string) map[string]unit {
	table := map[string]unit{}
	for u, words := range names {
		for _, w := range strings.Fields(words) {
			table[w] = u
		}
	}
	return table
}

// money says whether a dimension is a currency.
func (u unit) money() bool {
	switch u.dimension {
	case "euro", "dollar", "pound", "crown", "sek", "nok", "dkk", "czk", "franc", "yen", "rupee", "zloty", "forint":
		return true
	}
	return false
}

func (u unit) lasting() bool {
	return u.dimension == "time" || u.dimension == "month" || u.dimension == "night"
}

// quantityOf is what a figure says, before its unit is known.
func quantityOf(f figure.Figure, text string) *quantity {
	q := &quantity{date: f.Date}
	for _, v := range f.Values {
		if hour, minute, ok := strings.Cut(v, ":"); ok {
			m := figure.Small(hour)*60 + figure.Small(minute)
			q.clocks = append(q.clocks, m)
			continue
		}
		if n, err := strconv.ParseFloat(v, 64); err == nil {
			q.values = append(q.values, n)
		} else {
			q.word = v
		}
	}
	if len(q.clocks) > 0 && len(f.Values) > 0 && strings.Contains(f.Values[0], ":") { // a time, and nothing else
		written := strings.ToLower(text[f.Start:f.End])
		q.values = nil
		q.halfDay = q.clocks[0] >= 13*60 || strings.HasSuffix(strings.TrimRight(written, "."), "m") || strings.HasPrefix(written, "0")
	}
	written := text[f.Start:f.End]
	if n := q.whole(); n >= firstYear && n <= lastYear && len(written) == 4 && !f.Worded {
		q.date, q.values = figure.Date{Year: n}, []float64{float64(n)}
	}
	q.ordinal = f.Worded && ordinals[strings.ToLower(lastPart(written))]
	return q
}

// firstYear and lastYear bound what is taken for a year where nothing else says so.
const firstYear, lastYear = 1500, 2199

// ordinals are the number words that count where something stands.
var ordinals = setOf(`second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth twentieth thirtieth
	zweite zweiten zweiter zweites dritte dritten dritter drittes vierte vierten vierter fünfte fünften sechste sechsten siebte siebten achte achten zehnte zehnten`)

func setOf(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}

func lastPart(s string) string {
	return s[strings.LastIndexAny(s, " -")+1:]
}

// whole is the value where it is one whole number, −1 otherwise.
func (q *quantity) whole() int {
	if len(q.values) == 1 && q.values[0] == math.Trunc(q.values[0]) && math.Abs(q.values[0]) < 1e9 {
		return int(q.values[0])
	}
	return -1
}

// year says whether a quantity is a year alone.
func (q *quantity) year() bool { return q.date.Year != 0 && q.date.Month == 0 && q.date.Day == 0 }

// timed says whether a quantity is a time of day, and nothing else. "8.10" may be one, or a number.
func (q *quantity) timed() bool { return len(q.clocks) > 0 && len(q.values) == 0 }

// dated says whether it is a date.
func (q *quantity) dated() bool { return q.date != figure.Date{} }

// agrees says whether what is claimed is what is stated, whatever their bounds. years are those that the text names elsewhere.
func (q *quantity) agrees(stated *quantity, years map[int]bool) bool {
	switch {
	case q.dated() && q.unit == unit{}:
		if stated.dated() {
			return q.date.Within(stated.date, func(y int) bool { return years[y] })
		}
		return false
	case stated.dated() && !stated.year():
		return false
	case q.timed():
		return q.sameTime(stated)
	case len(q.clocks) > 0 && stated.timed():
		return q.sameTime(stated)
	case q.word != "" || stated.word != "":
		return q.word == stated.word
	case q.ordinal != stated.ordinal:
		return false
	}
	return q.sameAmount(stated)
}

// sameTime compares times of day. A claim may say less than the text about which half of the day it is, not more.
func (q *quantity) sameTime(stated *quantity) bool {
	if len(stated.clocks) == 0 {
		n := stated.whole()
		return n >= 0 && stated.unit == unit{} && slices.Contains(q.clocks, n*60) && (!q.halfDay || n > 12)
	}
	for _, a := range q.clocks {
		for _, b := range stated.clocks {
			if a == b && (stated.halfDay || !q.halfDay || a >= 13*60) || !q.halfDay && a%(12*60) == b%(12*60) && a < 13*60 {
				return true
			}
		}
	}
	return false
}

// sameAmount compares numbers with their units.
func (q *quantity) sameAmount(stated *quantity) bool {
	a, b := q.unit, stated.unit
	switch {
	case a == b, a.dimension == b.dimension:
	case a == unit{} && b.money(): // "the rent is 780"
	case a == unit{} && b == units["year"] && (q.bound.aged() || stated.bound.aged()), b == unit{} && a == units["year"] && (q.bound.aged() || stated.bound.aged()):
		a, b = unit{}, unit{} // "over 18"
	case b.dimension == "degree" && a.dimension == "celsius":
	case a.dimension == "degree" && (b.dimension == "celsius" || b.dimension == "fahrenheit"):
	case a == unit{} && b.dimension == "ratio", a.dimension == "ratio" && b == unit{}:
		if !slices.ContainsFunc(q.values, func(v float64) bool { return v < 1 }) && !slices.ContainsFunc(stated.values, func(v float64) bool { return v < 1 }) {
			return false // "a half" is 50 percent, 5 is not
		}
	default:
		return false
	}
	if len(stated.clocks) > 0 && len(q.values) > 0 && a == (unit{}) {
		n := q.whole()
		return slices.ContainsFunc(stated.clocks, func(m int) bool { return n >= 0 && (m == n*60 || !q.halfDay && m == n*60+12*60 && n < 12) })
	}
	for _, x := range q.values {
		for _, y := range stated.values {
			if near(x*scale(a), y*scale(b)) {
				return true
			}
		}
	}
	return false
}

// aged says whether a bound is one that ages have.
func (o op) aged() bool { return o == lower || o == above || o == below || o == upper }

func scale(u unit) float64 {
	if u.factor == 0 {
		return 1
	}
	return u.factor
}

func near(x, y float64) bool {
	return math.Abs(x-y) <= 1e-9*max(math.Abs(x), math.Abs(y))
}

// zero says whether a quantity is nothing at all.
func (q *quantity) zero() bool {
	return len(q.values) == 1 && q.values[0] == 0 && q.unit.dimension != "celsius" && q.unit.dimension != "degree" && q.unit.dimension != "fahrenheit"
}

// first says whether a quantity is the first of several.
func (q *quantity) first() bool { return q != nil && q.ordinal && q.whole() == 1 }

// partial says whether a quantity is a part of something: a half, 20 percent.
func (q *quantity) partial() bool {
	return q.unit.dimension == "ratio" || q.unit == (unit{}) && len(q.values) == 1 && q.values[0] > 0 && q.values[0] < 1
}
