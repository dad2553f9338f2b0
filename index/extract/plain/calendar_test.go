package plain_test

import (
	"strings"
	"testing"

	"footnote/index/doc"
	"footnote/index/extract/extracttest"
)

const calendar = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nX-WR-CALNAME:House\r\nBEGIN:VTIMEZONE\r\nTZID:Europe/Prague\r\nBEGIN:STANDARD\r\nDTSTART:19701025T030000\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n" +
	"BEGIN:VEVENT\r\nDTSTAMP:20240101T000000Z\r\nDTSTART;TZID=Europe/Prague:20240501T100000\r\nDTEND;TZID=Europe/Prague:20240501T113000\r\n" +
	"SUMMARY:Talk about the re\r\n nt\\, at last\r\nLOCATION:Office\\; second floor\r\nORGANIZER;CN=\"Ada: L.\":mailto:ada@example.org\r\n" +
	"ATTENDEE;CN=Bob:mailto:bob@example.org\r\nATTENDEE:MAILTO:max@example.org\r\nDESCRIPTION:Bring the lease.\\nIt is in the\r\n\t drawer.\r\n" +
	"BEGIN:VALARM\r\nDESCRIPTION:Reminder\r\nEND:VALARM\r\nEND:VEVENT\r\n" +
	"BEGIN:VTODO\r\nDUE;VALUE=DATE:20240603\r\nSUMMARY:Pay\r\nRRULE:FREQ=MONTHLY\r\nEND:VTODO\r\n" +
	"BEGIN:VEVENT\r\nSUMMARY:Holiday\r\nDTSTART;VALUE=DATE:20240701\r\nDTEND;VALUE=DATE:20240715\r\nSTATUS:CANCELLED\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"

// An event is a section that is called by its summary and its day; folded lines are joined, and escapes resolved.
func TestCalendar(t *testing.T) {
	document := extracttest.MustRead(t, "a.ics", []byte(calendar))
	want := "Talk about the rent, at last, 2024-05-01\nWhen: 2024-05-01 10:00 – 11:30 (Europe/Prague)\nLocation: Office; second floor\nOrganizer: Ada: L. <ada@example.org>\n" +
		"Attendees: Bob <bob@example.org>, max@example.org\nBring the lease.\nIt is in the drawer.\n\n" +
		"Pay\nWhen: until 2024-06-03\nRepeats: freq=monthly\n\nHoliday, 2024-07-01\nWhen: 2024-07-01 – 2024-07-14\nStatus: cancelled"
	if document.Text != want || document.Kind != "calendar" || document.Title != "House" {
		t.Errorf("kind %q, title %q, text\n%s\nwant\n%s", document.Kind, document.Title, document.Text, want)
	}
	if place := extracttest.PlaceOf(t, document, "drawer"); len(place.Heading) != 1 || place.Heading[0] != "Talk about the rent, at last, 2024-05-01" {
		t.Errorf("an event is at %+v", place)
	}
	one := "begin:vcalendar\nBEGIN:VEVENT\nDTSTART:20240501T080000Z\nDURATION:PT1H\nSUMMARY;LANGUAGE=cs:Nájem\nEND:VEVENT\nEND:VCALENDAR\n"
	document = extracttest.MustRead(t, "invite", []byte(one))
	if document.Text != "Nájem, 2024-05-01\nWhen: 2024-05-01 08:00 UTC for 1h" || document.Date != 20240501 || document.Title != "Nájem, 2024-05-01" {
		t.Errorf("one event: %q, title %q, date %v", document.Text, document.Title, document.Date)
	}
	again := strings.Replace(one, "END:VEVENT\n", "END:VEVENT\nEND:VEVENT\n", 1)
	if twice := extracttest.MustRead(t, "a.ics", []byte(again)); twice.Text != document.Text {
		t.Errorf("an event that ends twice: %q", twice.Text)
	}
	if document := extracttest.MustRead(t, "a.ics", []byte("BEGIN:VCALENDAR\nX-FREE:words\nEND:VCALENDAR\n")); !strings.Contains(document.Text, "words") {
		t.Errorf("without events: %q", document.Text)
	}
	mail := extracttest.MustRead(t, "a.eml", []byte(extracttest.CRLF("From: a@b.c", "To: d@e.f", "Subject: Invitation", "Content-Type: multipart/mixed; boundary=x", "", "--x", "", "Hi.", "--x",
		"Content-Type: text/calendar; method=REQUEST", "", one, "--x--", "")))
	if !strings.Contains(mail.Text, "When: 2024-05-01 08:00 UTC") {
		t.Errorf("an invitation by mail: %q", mail.Text)
	}
}

func TestContacts(t *testing.T) {
	book := "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Lovelace;Ada;King;Dr.;\r\nFN:Ada Love\r\n lace\r\nORG:Engine\\, Inc.;Research\r\nTEL;TYPE=CELL,VOICE:+44 1\r\nitem1.EMAIL;type=INTERNET;type=WORK:ada@example.org\r\n" +
		"ADR;TYPE=home:;;1 Main St\\; rear;London;;W1;UK\r\nBDAY:1815-12-10\r\nPHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQ\r\n SkZJRg\r\nNOTE:Likes numbers.\\nAnd tea.\r\nEND:VCARD\r\n" +
		"BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCll=\r\ner;Max\r\nTEL;WORK:12\r\nEND:VCARD\r\n"
	document := extracttest.MustRead(t, "a.vcf", []byte(book))
	want := "Ada Lovelace\nOrganization: Engine, Inc., Research\nPhone (mobile): +44 1\nEmail (work): ada@example.org\nAddress (home): 1 Main St; rear, London, W1, UK\nBirthday: 1815-12-10\nLikes numbers.\nAnd tea.\n\n" +
		"Max Müller\nPhone (work): 12"
	if document.Text != want || document.Kind != "contacts" {
		t.Errorf("kind %q, text\n%s\nwant\n%s", document.Kind, document.Text, want)
	}
	if place := extracttest.PlaceOf(t, document, "12"); len(place.Heading) == 0 || place.Heading[0] == "" {
		t.Errorf("a contact is at %+v", place)
	}
	if document.Places.Marks[1] != (doc.Mark{Kind: doc.Heading, Start: strings.Index(want, "Max"), Level: 1, Label: "Max Müller"}) {
		t.Errorf("marks %+v", document.Places.Marks)
	}
}

func FuzzCalendar(f *testing.F) {
	extracttest.Fuzz(f, "a.ics", calendar, "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:00010101\nDTEND:99991231T000000\nEND:VEVENT\n")
}

func FuzzContacts(f *testing.F) {
	extracttest.Fuzz(f, "a.vcf", "BEGIN:VCARD\nN;ENCODING=QUOTED-PRINTABLE:=\n=41\nNOTE;ENCODING=BASE64:AA==\nEND:VCARD", "BEGIN:VCARD\na.b;c=\"d;e\":f\\;g\n h\nEND:VCARD\n")
}
