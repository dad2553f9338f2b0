package doc_test

import (
	"testing"
	"time"

	"footnote/index/doc"
)

func TestDayOf(t *testing.T) {
	auckland := time.FixedZone("", 13*60*60)
	for _, test := range []struct {
		time time.Time
		want string
	}{
		{time.Time{}, ""},
		{time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC), "2024-01-01"},
		{time.Date(2024, 1, 1, 0, 0, 0, 0, auckland), "2024-01-01"},
		{time.Date(2023, 12, 31, 23, 59, 59, 0, time.UTC), "2023-12-31"},
		{time.Date(2023, 12, 31, 23, 59, 59, 0, time.UTC).In(auckland), "2024-01-01"},
		{time.Date(1, 1, 1, 0, 0, 1, 0, time.UTC), "0001-01-01"},
		{time.Date(1601, 1, 1, 0, 0, 0, 0, time.UTC), "1601-01-01"},
		{time.Date(2514, 7, 8, 0, 0, 0, 0, time.UTC), "2514-07-08"},
		{time.Date(9999, 12, 31, 23, 0, 0, 0, time.UTC), "9999-12-31"},
		{time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC), ""},
		{time.Date(0, 12, 31, 0, 0, 0, 0, time.UTC), ""},
		{time.Date(-5, 12, 31, 0, 0, 0, 0, time.UTC), ""},
	} {
		day := doc.DayOf(test.time)
		if day.String() != test.want {
			t.Errorf("%v is on the day %q, want %q", test.time, day, test.want)
		}
		if midnight := day.Time(); day != 0 && (midnight.Format(time.DateTime) != test.want+" 00:00:00" || doc.DayOf(midnight) != day && test.want != "0001-01-01") {
			t.Errorf("%v begins at %v", day, midnight)
		}
	}
}
