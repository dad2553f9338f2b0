package query

import (
	"fmt"
	"regexp"
	"strconv"
	"time"
)

// An Error is a clause that makes no sense.
type Error struct {
	Clause string // as it was typed
	Reason Reason
}

// A Reason says what is wrong with a clause.
type Reason uint8

// The reasons.
const (
	NoDate  Reason = iota + 1 // its value is not a year, a month or a day
	NoRange                   // no day is both after the one date and before the other
)

func (e *Error) Error() string {
	if e.Reason == NoRange {
		return fmt.Sprintf("%s: no day lies between the two dates", e.Clause)
	}
	return fmt.Sprintf("%s: the date has to be a year, a month or a day, as in 2024, 2024-05 or 2024-05-31", e.Clause)
}

// check returns an *Error for the first clause that makes no sense.
func (q Query) check() error {
	for _, c := range q.Clauses {
		if c.Operator != Before && c.Operator != After {
			continue
		}
		if _, ok := day(c.Values[0]); !ok {
			return &Error{q.Text[c.Start:c.End], NoDate}
		}
	}
	after, before := q.Dates()
	if after.IsZero() || before.IsZero() || after.Before(before) {
		return nil
	}
	for i := len(q.Clauses) - 1; ; i-- {
		if c := q.Clauses[i]; c.Operator == Before || c.Operator == After {
			return &Error{q.Text[c.Start:c.End], NoRange}
		}
	}
}

// Dates returns the first day that a document may have, and the first day that it may no longer have, in UTC; zero if there is no bound.
// A month or a year counts as its first day: "after:2024" begins on the first of January, "before:2024" ends on the last of December 2023.
// If there are several, the narrowest counts.
func (q Query) Dates() (after, before time.Time) {
	for _, c := range q.Clauses {
		if c.Operator != Before && c.Operator != After {
			continue
		}
		switch d, ok := day(c.Values[0]); {
		case !ok:
		case (c.Operator == After) != c.Not:
			if after.IsZero() || d.After(after) {
				after = d
			}
		case before.IsZero() || d.Before(before):
			before = d
		}
	}
	return after, before
}

var written = regexp.MustCompile(`^([0-9]{4})(?:[-/.]([0-9]{1,2})(?:[-/.]([0-9]{1,2}))?)?$`)

// day returns the first day of a year, a month or a day.
func day(date string) (time.Time, bool) {
	parts := written.FindStringSubmatch(date)
	if parts == nil {
		return time.Time{}, false
	}
	n := [3]int{1, 1, 1}
	for i, part := range parts[1:] {
		if part != "" {
			n[i], _ = strconv.Atoi(part) // digits, as the pattern says
		}
	}
	d := time.Date(n[0], time.Month(n[1]), n[2], 0, 0, 0, 0, time.UTC)
	return d, n[0] > 0 && d.Year() == n[0] && int(d.Month()) == n[1] && d.Day() == n[2]
}
