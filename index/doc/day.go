package doc

import (
	"fmt"
	"time"
)

// A Day is a day of the calendar. It is in no time zone, so it is the same wherever it is read: a letter of the 1st of January is of that
// day in New York as in Auckland. It is written as a number, 20240131 for the 31st of January 2024, so that a later day is a greater one.
// The zero Day is none.
//
// A document is of the day that it states by its own clock: where it states a time with a zone, the day that it was there. A file that states
// none is of the day on which it was modified, by the clock of the computer that reads it.
type Day int32

// DayOf returns the day that a time is in, by the clock of the time's own location. It is zero for the zero time, and for a year that is
// not written with four digits.
func DayOf(t time.Time) Day {
	year, month, day := t.Date()
	if t.IsZero() || year < 1 || year > 9999 {
		return 0
	}
	return Day((year*100+int(month))*100 + day)
}

// Date returns the parts of a day; zeros for none.
func (d Day) Date() (year int, month time.Month, day int) {
	return int(d) / 10000, time.Month(int(d) / 100 % 100), int(d) % 100
}

// String returns a day as "2024-01-31"; empty for none.
func (d Day) String() string {
	if d == 0 {
		return ""
	}
	year, month, day := d.Date()
	return fmt.Sprintf("%04d-%02d-%02d", year, month, day)
}

// Time returns the midnight with which a day begins, in UTC, for what takes nothing but a time; the zero time for none.
func (d Day) Time() time.Time {
	if d == 0 {
		return time.Time{}
	}
	year, month, day := d.Date()
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}
