package reader

import (
	"cmp"
	"regexp"
	"strings"
	"time"

	bcp47 "golang.org/x/text/language"

	"footnote/index/doc"
	"footnote/index/extract/prose"
)

// A Statement is what a document says about itself, in its own words. Any of it may be empty or wrong.
type Statement struct {
	Title, Author, Language string
	Dates                   []string // the first valid one counts
}

// State sets what a document says about itself.
func State(d *doc.Document, s Statement) {
	d.Title, d.Author, d.Language = s.Title, s.Author, languageTag(s.Language)
	for _, words := range s.Dates {
		if d.Date = doc.DayOf(statedDate(words)); d.Date != 0 {
			return
		}
	}
}

// languageTag returns the BCP 47 tag of a language as files name it, such as "en_GB.UTF-8"; "" for other names, such as "English".
func languageTag(s string) string {
	s, _, _ = strings.Cut(strings.TrimSpace(s), ".")
	if len(s) > prose.MaxTitleBytes {
		return ""
	}
	tag, err := bcp47.Parse(s)
	if err != nil || tag == bcp47.Und {
		return ""
	}
	return tag.String()
}

// dateLayouts are the layouts of dates in files, those of programs first.
var dateLayouts = []string{
	time.RFC3339, "2006-01-02T15:04:05", "2006-01-02T15:04Z07:00", "2006-01-02T15:04", "2006-01-02T15:04:05Z0700", "2006-01-02 15:04:05 Z0700",
	"2006-01-02 15:04:05 Z07:00", "2006-01-02 15:04:05Z07:00", "2006-01-02 15:04:05", "2006-01-02 15:04",
	"2006-01-02", "2006/01/02", "20060102", "2006-01", "2006",
	time.RFC1123Z, time.RFC1123, time.RFC850, time.ANSIC, time.UnixDate, "2 Jan 2006 15:04:05 -0700",
	"2 January 2006", "January 2, 2006", "2 Jan 2006", "Jan 2, 2006", "2. January 2006", "2.1.2006", "January 2006",
}

// pdfDate matches a date as PDF writes it (ISO 32000-1, 7.9.4): D:20090601100500+02'00'.
var pdfDate = regexp.MustCompile(`^D:(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:(Z)|([+-]\d\d)'?(\d\d)?)?`)

// statedDate parses a date in the time zone that it states. It returns the zero time for what is no date, and for the dates that programs write if
// they know none: the beginnings of their calendars.
func statedDate(s string) time.Time {
	s = prose.PlainWords(s)
	if m := pdfDate.FindStringSubmatch(s); m != nil {
		s = isoOfPDF(m)
	}
	for _, layout := range dateLayouts {
		t, err := time.Parse(layout, s)
		if err != nil {
			continue
		}
		if !Plausible(t) {
			return time.Time{}
		}
		return t
	}
	return time.Time{}
}

// Plausible reports whether somebody may have written something at a time: it is neither the beginning of a calendar nor far in the past or future.
func Plausible(t time.Time) bool {
	day := doc.DayOf(t.UTC())
	return t.Year() >= 1000 && t.Year() <= 2200 && !t.Equal(time.Unix(0, 0)) && day != 1601_01_01 && day != 1899_12_30
}

// isoOfPDF writes the parts of a PDF's date in ISO 8601.
func isoOfPDF(m []string) string {
	zone := "Z"
	if m[8] != "" {
		zone = m[8] + ":" + cmp.Or(m[9], "00")
	}
	date := m[1] + "-" + cmp.Or(m[2], "01") + "-" + cmp.Or(m[3], "01")
	return date + "T" + cmp.Or(m[4], "00") + ":" + cmp.Or(m[5], "00") + ":" + cmp.Or(m[6], "00") + zone
}
