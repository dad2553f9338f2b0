package extract_test

import (
	"encoding/binary"
	"reflect"
	"strings"
	"testing"
	"unicode/utf16"

	"footnote/index/doc"
	"footnote/index/extract"
)

// utf16le is words as properties of Outlook's messages have them.
func utf16le(s string) string {
	var b []byte
	for _, unit := range utf16.Encode([]rune(s)) {
		b = binary.LittleEndian.AppendUint16(b, unit)
	}
	return string(b)
}

// fixedProperties are properties of a fixed length behind a header of so many bytes.
func fixedProperties(header int, properties map[uint16]uint64) string {
	b := make([]byte, header)
	for id, value := range properties {
		b = binary.LittleEndian.AppendUint16(b, 0x40)
		b = binary.LittleEndian.AppendUint16(b, id)
		b = binary.LittleEndian.AppendUint32(b, 6)
		b = binary.LittleEndian.AppendUint64(b, value)
	}
	return string(b)
}

func leaseMSG() compoundFolder {
	const sent = 128_883_243_000_000_000 // 2009-06-01T10:05:00Z
	return compoundFolder{
		"__properties_version1.0": fixedProperties(32, map[uint16]uint64{0x39: sent}),
		"__substg1.0_0037001F":    utf16le("The über lease"),
		"__substg1.0_0C1A001F":    utf16le("Max Müller"),
		"__substg1.0_0C1F001F":    utf16le("max@example.org"),
		"__substg1.0_0E04001F":    utf16le("Ada"),
		"__substg1.0_1000001F":    utf16le("Rent is due.\r\n" + strings.Repeat("Long words. ", 500) + "\r\n\r\nVon: Ada\r\nGesendet: Montag\r\nAn: Max\r\nBetreff: Lease\r\n\r\nWhen?"),
		"__attach_version1.0_#00000000": compoundFolder{
			"__substg1.0_3707001F": utf16le("nötes.txt"), "__substg1.0_37010102": "one\ntwo\n",
		},
		"__attach_version1.0_#00000001": compoundFolder{
			"__substg1.0_3701000D": compoundFolder{
				"__properties_version1.0": fixedProperties(24, map[uint16]uint64{0x3ffd: 1251}),
				"__substg1.0_0037001E":    "\xcf\xf0\xe8\xe2\xe5\xf2", // in code page 1251
				"__substg1.0_1000001E":    "Inner words.",
			},
		},
		"__attach_version1.0_#00000002": compoundFolder{
			"__substg1.0_3712001F": utf16le("a@b"), "__substg1.0_370E001F": utf16le("image/png"), "__substg1.0_37010102": "PNG",
		},
	}
}

// TestMSGIsOfTheSendersDay holds that a message is of the day that it was where it was sent, which only the header that it had on its way
// tells; without one it is of the day in UTC, and a header of another time is not believed.
func TestMSGIsOfTheSendersDay(t *testing.T) {
	for header, want := range map[string]doc.Day{
		"": 2009_06_01,
		"Received: by example.org\r\nDate: Mon, 01 Jun 2009 23:35:00 +1330\r\nSubject: S\r\n": 2009_06_01,
		"Date: Tue, 02 Jun 2009 00:05:00 +1400\r\n":                                           2009_06_02,
		"Date: Mon, 01 Jun 2009 00:04:59 -1000\r\n":                                           2009_06_01,
		"Date: Tue, 01 Jan 2008 00:00:00 +0000\r\n":                                           2009_06_01,
		"no header": 2009_06_01,
	} {
		msg := leaseMSG()
		msg["__substg1.0_007D001F"] = utf16le(header)
		if d := mustRead(t, "a.msg", msg.bytes()); d.Date != want {
			t.Errorf("%q: it is of %q, want %q", header, d.Date, want)
		}
	}
}

func TestMSG(t *testing.T) {
	document := mustRead(t, "a.bin", leaseMSG().bytes())
	want := "Subject: The über lease\nFrom: Max Müller <max@example.org>\nDate: Mon, 01 Jun 2009 10:05:00 +0000\nTo: Ada\n\nRent is due.\n" +
		strings.Repeat("Long words. ", 500) + "\n\n[…]\n\nAttachments: nötes.txt, Привет\n\none\ntwo\n\nSubject: Привет\n\nInner words."
	if got := strings.TrimRight(said(document), "\n"); got != want {
		t.Errorf("text\n%q, want\n%q", got, want)
	}
	if document.Kind != "mail" || document.Title != "The über lease" || document.Author != "Max Müller" || document.Notes != nil || document.Date != 2009_06_01 {
		t.Errorf("kind %q, title %q, author %q, note %q, date %v", document.Kind, document.Title, document.Author, document.Notes, document.Date)
	}
	for words, want := range map[string]extract.Place{
		"two":   {Member: "nötes.txt", Heading: []string{"The über lease"}, Line: 2, EndLine: 2},
		"Inner": {Member: "Привет", Heading: []string{"The über lease", "Привет"}},
	} {
		if got := placeOf(t, document, words); !reflect.DeepEqual(got, want) {
			t.Errorf("place of %q\n%+v, want\n%+v", words, got, want)
		}
	}
}

// TestMSGInRTF reads the one form of the words that some messages have, with the example of the specification (MS-OXRTFCP 4.1).
func TestMSGInRTF(t *testing.T) {
	const packed = "\x2d\x00\x00\x00\x2b\x00\x00\x00\x4c\x5a\x46\x75\xf1\xc5\xc7\xa7\x03\x00\x0a\x00\x72\x63\x70\x67\x31\x32\x35\x42\x32\x0a\xf3\x20\x68\x65\x6c\x09\x00\x20\x62\x77\x05\xb0\x6c\x64\x7d\x0a\x80\x0f\xa0"
	document := mustRead(t, "a.msg", compoundFolder{"__properties_version1.0": fixedProperties(32, nil), "__substg1.0_10090102": packed}.bytes())
	if document.Text != "hello world" || document.Title != "a" {
		t.Errorf("text %q, title %q", document.Text, document.Title)
	}
}

// TestBrokenCompounds reads every beginning of a file, and the file with each of its tables' words changed.
func TestBrokenCompounds(t *testing.T) {
	whole := leaseMSG().bytes()
	x := extract.New("")
	for n := 0; n < len(whole); n += 97 {
		_, _ = readWith(t, x, "a.msg", whole[:n])
		for _, value := range []byte{0, 1, 0xff} {
			broken := strings.Clone(string(whole))
			_, _ = readWith(t, x, "a.msg", []byte(broken[:n]+strings.Repeat(string([]byte{value}), 4)+broken[min(n+4, len(broken)):]))
		}
	}
}

func FuzzMSG(f *testing.F) {
	fuzz(f, "a.msg", string(leaseMSG().bytes()))
}

func FuzzUnpackedRTF(f *testing.F) {
	fuzzPart(f, "a.msg", func(_ *testing.T, part string) []byte {
		return compoundFolder{"__properties_version1.0": fixedProperties(32, nil), "__substg1.0_10090102": part}.bytes()
	}, "\x2d\x00\x00\x00\x2b\x00\x00\x00\x4c\x5a\x46\x75\xf1\xc5\xc7\xa7\x03\x00\x0a\x00\x72\x63\x70\x67\x31\x32\x35\x42\x32\x0a\xf3\x20\x68\x65\x6c\x09\x00\x20\x62\x77\x05\xb0\x6c\x64\x7d\x0a\x80\x0f\xa0")
}
