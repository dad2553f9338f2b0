package plain

import (
	"bytes"
	"context"
	"slices"
	"strings"
	"time"

	"footnote/index/doc"
	"footnote/index/extract/prose"
	"footnote/index/extract/reader"
)

// A calendar (RFC 5545) is components between BEGIN and END, some within others:
//
//	BEGIN:VCALENDAR
//	BEGIN:VEVENT
//	DTSTART;TZID=Europe/Prague:20240501T100000
//	SUMMARY:Rent talk
//	END:VEVENT
//	END:VCALENDAR

// IsCalendar reports whether a text begins like a calendar.
func IsCalendar(head []byte) bool { return beginsWith(head, "BEGIN:VCALENDAR") }

// IsContacts reports whether a text begins like an address book.
func IsContacts(head []byte) bool { return beginsWith(head, "BEGIN:VCARD") }

func beginsWith(head []byte, words string) bool {
	head = bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \t\r\n")
	return len(head) >= len(words) && strings.EqualFold(string(head[:len(words)]), words)
}

// An entry is an event of a calendar, or a contact of an address book: a heading, and lines below it.
type entry struct {
	title string
	day   doc.Day
	lines []string
}

// add adds a line, unless there is nothing to say.
func (e *entry) add(name, words string) {
	if words == "" || len(e.lines) >= maxEntryLines {
		return
	}
	if name != "" {
		words = name + ": " + prose.PlainLine(words)
	}
	e.lines = append(e.lines, words)
}

// entriesDocument makes a document of entries. Each is a section, named after the entry.
func entriesDocument(entries []entry) doc.Document {
	var b prose.Binder
	for _, e := range entries {
		if b.Full {
			break
		}
		var part doc.Document
		if label := prose.PlainWords(e.title); label != "" {
			part.Places.Marks = []doc.Mark{{Kind: doc.Heading, Level: 1, Label: label}}
			e.lines = append([]string{label}, e.lines...)
		}
		part.Text = prose.Canonical(strings.Join(e.lines, "\n"))
		b.Add(part)
	}
	document := b.Document()
	if len(entries) == 1 {
		document.Title, document.Date = entries[0].title, entries[0].day
	}
	return document
}

// ReadCalendar reads the events, tasks and journal entries of a calendar. A file without any is read as lines.
func ReadCalendar(ctx context.Context, in reader.Input) (doc.Document, error) {
	text, note, err := ReadLines(ctx, in)
	if err != nil {
		return doc.Document{}, err
	}
	var c calendar
	for f := range fields(text) {
		if c.field(f); len(c.entries) >= prose.MaxOutline || ctx.Err() != nil {
			break
		}
	}
	if len(c.entries) == 0 {
		return doc.Document{Text: text, Places: doc.Places{Lines: true}, Notes: note}, ctx.Err()
	}
	document := entriesDocument(c.entries)
	if c.name != "" {
		document.Title = c.name
	}
	document.Note(note)
	return document, ctx.Err()
}

// A calendar is a calendar being read.
type calendar struct {
	name    string
	entries []entry
	open    []string // components, outermost first

	summary, from, to, duration field
	people                      []string
	body                        []string
	entry                       entry
}

func (c *calendar) field(f field) {
	switch component := strings.ToUpper(f.words()); f.name {
	case "BEGIN":
		if len(c.open) < maxEntryDepth {
			c.open = append(c.open, component)
		}
		if isEntry(component) {
			c.forget()
		}
		return
	case "END":
		if i := lastIndex(c.open, component); i >= 0 {
			c.open = c.open[:i]
		}
		if isEntry(component) {
			c.end()
		}
		return
	}
	switch n := len(c.open); {
	case n > 0 && isEntry(c.open[n-1]):
		c.property(f)
	case n == 1 && f.name == "X-WR-CALNAME":
		c.name = prose.PlainWords(f.words())
	}
}

func isEntry(component string) bool {
	return component == "VEVENT" || component == "VTODO" || component == "VJOURNAL"
}

func lastIndex(all []string, s string) int {
	for i := len(all) - 1; i >= 0; i-- {
		if all[i] == s {
			return i
		}
	}
	return -1
}

// property handles a field of an entry.
func (c *calendar) property(f field) {
	switch f.name {
	case "SUMMARY":
		c.summary = f
	case "DTSTART":
		c.from = f
	case "DTEND", "DUE":
		c.to = f
	case "DURATION":
		c.duration = f
	case "LOCATION":
		c.entry.add("Location", f.words())
	case "ORGANIZER":
		c.entry.add("Organizer", f.person())
	case "ATTENDEE":
		if len(c.people) < maxEntryLines {
			c.people = append(c.people, f.person())
		}
	case "RRULE":
		c.entry.add("Repeats", strings.ToLower(f.words()))
	case "CATEGORIES":
		c.entry.add("Categories", f.words())
	case "URL":
		c.entry.add("URL", f.words())
	case "STATUS":
		if strings.EqualFold(f.words(), "CANCELLED") {
			c.entry.add("Status", "cancelled")
		}
	case "DESCRIPTION", "COMMENT":
		c.body = append(c.body, f.words())
	}
}

// end adds the entry that ends.
func (c *calendar) end() {
	from, day := calendarTime(c.from)
	to, last := calendarTime(c.to)
	if c.from.params["VALUE"] == "DATE" && last != 0 { // the day after the last one
		last = doc.DayOf(last.Time().AddDate(0, 0, -1))
		to = last.String()
	}
	when := from
	switch {
	case from == "" && to != "":
		when = "until " + to
	case to != "" && last == day && strings.HasPrefix(to, last.String()) && to != from:
		when += " – " + strings.TrimSpace(strings.TrimPrefix(to, last.String()))
	case to != "" && to != from:
		when += " – " + to
	case c.duration.value != "":
		when += " for " + strings.ToLower(strings.TrimLeft(c.duration.words(), "+PpTt"))
	}
	if zone := c.from.params["TZID"]; zone != "" && when != "" {
		when += " (" + zone + ")"
	}
	e := c.entry
	e.day = day
	if e.title = prose.PlainWords(c.summary.words()); e.title != "" && day != 0 {
		e.title += ", " + day.String()
	}
	if when != "" {
		e.lines = slices.Insert(e.lines, 0, "When: "+prose.PlainLine(when))
	}
	e.add("Attendees", strings.Join(c.people, ", "))
	for _, words := range c.body {
		e.add("", words)
	}
	if e.title != "" || len(e.lines) > 0 {
		c.entries = append(c.entries, e)
	}
	c.forget()
}

// forget forgets the fields of an entry.
func (c *calendar) forget() { *c = calendar{name: c.name, entries: c.entries, open: c.open} }

// calendarTime returns a date, or a date and a time, as a person writes it, and its day. The time is in the zone that the file gives.
func calendarTime(f field) (words string, day doc.Day) {
	value := f.words()
	zone := ""
	if strings.HasSuffix(value, "Z") {
		zone = " UTC"
	}
	for _, layout := range []string{"20060102T150405", "20060102T1504"} {
		if t, err := time.Parse(layout, strings.TrimSuffix(value, "Z")); err == nil {
			return t.Format("2006-01-02 15:04") + zone, doc.DayOf(t)
		}
	}
	if t, err := time.Parse("20060102", value); err == nil {
		return t.Format(time.DateOnly), doc.DayOf(t)
	}
	return "", 0
}
