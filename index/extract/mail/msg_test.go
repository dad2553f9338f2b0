package mail_test

import (
	"reflect"
	"strings"
	"testing"

	"footnote/index/doc"
	"footnote/index/extract"
	"footnote/index/extract/extracttest"
)

// TestMSGIsOfTheSendersDay checks that a message has the sender's date, which only the transport header tells. Without that header, it has the UTC
// date. A header with another time is not believed.
func TestMSGIsOfTheSendersDay(t *testing.T) {
	for header, want := range map[string]doc.Day{
		"": 2009_06_01,
		"Received: by example.org\r\nDate: Mon, 01 Jun 2009 23:35:00 +1330\r\nSubject: S\r\n": 2009_06_01,
		"Date: Tue, 02 Jun 2009 00:05:00 +1400\r\n":                                           2009_06_02,
		"Date: Mon, 01 Jun 2009 00:04:59 -1000\r\n":                                           2009_06_01,
		"Date: Tue, 01 Jan 2008 00:00:00 +0000\r\n":                                           2009_06_01,
		"no header": 2009_06_01,
	} {
		msg := extracttest.LeaseMSG()
		msg["__substg1.0_007D001F"] = extracttest.UTF16(header)
		if d := extracttest.MustRead(t, "a.msg", msg.Bytes()); d.Date != want {
			t.Errorf("%q: it is of %q, want %q", header, d.Date, want)
		}
	}
}

func TestMSG(t *testing.T) {
	document := extracttest.MustRead(t, "a.bin", extracttest.LeaseMSG().Bytes())
	want := "Subject: The über lease\nFrom: Max Müller <max@example.org>\nDate: Mon, 01 Jun 2009 10:05:00 +0000\nTo: Ada\n\nRent is due.\n" +
		strings.Repeat("Long words. ", 500) + "\n\n[…]\n\nAttachments: nötes.txt, Привет\n\none\ntwo\n\nSubject: Привет\n\nInner words."
	if got := strings.TrimRight(said(document), "\n"); got != want {
		t.Errorf("text\n%q, want\n%q", got, want)
	}
	if document.Kind != "mail" || document.Title != "The über lease" || document.Author != "Max Müller" || document.Notes != nil || document.Date != 2009_06_01 {
		t.Errorf("kind %q, title %q, author %q, note %q, date %v", document.Kind, document.Title, document.Author, document.Notes, document.Date)
	}
	for words, want := range map[string]doc.Place{
		"two":   {Member: "nötes.txt", Heading: []string{"The über lease"}, Line: 2, EndLine: 2},
		"Inner": {Member: "Привет", Heading: []string{"The über lease", "Привет"}},
	} {
		if got := extracttest.PlaceOf(t, document, words); !reflect.DeepEqual(got, want) {
			t.Errorf("place of %q\n%+v, want\n%+v", words, got, want)
		}
	}
}

// TestMSGInRTF reads a message that has only RTF, with the example of the specification (MS-OXRTFCP 4.1).
func TestMSGInRTF(t *testing.T) {
	const packed = "\x2d\x00\x00\x00\x2b\x00\x00\x00\x4c\x5a\x46\x75\xf1\xc5\xc7\xa7\x03\x00\x0a\x00\x72\x63\x70\x67\x31\x32\x35\x42\x32\x0a\xf3\x20\x68\x65\x6c\x09\x00\x20\x62\x77\x05\xb0\x6c\x64\x7d\x0a\x80\x0f\xa0"
	document := extracttest.MustRead(t, "a.msg", extracttest.CompoundFolder{"__properties_version1.0": extracttest.FixedProperties(32, nil), "__substg1.0_10090102": packed}.Bytes())
	if document.Text != "hello world" || document.Title != "a" {
		t.Errorf("text %q, title %q", document.Text, document.Title)
	}
}

// TestBrokenCompounds reads every prefix of a file, and the file with each word of its tables changed.
func TestBrokenCompounds(t *testing.T) {
	whole := extracttest.LeaseMSG().Bytes()
	x := extract.New("")
	for n := 0; n < len(whole); n += 97 {
		_, _ = extracttest.ReadWith(t, x, "a.msg", whole[:n])
		for _, value := range []byte{0, 1, 0xff} {
			broken := strings.Clone(string(whole))
			_, _ = extracttest.ReadWith(t, x, "a.msg", []byte(broken[:n]+strings.Repeat(string([]byte{value}), 4)+broken[min(n+4, len(broken)):]))
		}
	}
}

func FuzzMSG(f *testing.F) {
	extracttest.Fuzz(f, "a.msg", string(extracttest.LeaseMSG().Bytes()))
}

func FuzzUnpackedRTF(f *testing.F) {
	extracttest.FuzzPart(f, "a.msg", func(_ *testing.T, part string) []byte {
		return extracttest.CompoundFolder{"__properties_version1.0": extracttest.FixedProperties(32, nil), "__substg1.0_10090102": part}.Bytes()
	}, "\x2d\x00\x00\x00\x2b\x00\x00\x00\x4c\x5a\x46\x75\xf1\xc5\xc7\xa7\x03\x00\x0a\x00\x72\x63\x70\x67\x31\x32\x35\x42\x32\x0a\xf3\x20\x68\x65\x6c\x09\x00\x20\x62\x77\x05\xb0\x6c\x64\x7d\x0a\x80\x0f\xa0")
}
