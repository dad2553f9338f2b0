package mail_test

import (
	"encoding/base64"
	"encoding/binary"
	"strings"
	"testing"

	"footnote/index/extract/extracttest"
)

// property is a property of TNEF: a string, or bytes.
func property(id, kind uint16, value string) string {
	le := binary.LittleEndian
	b := le.AppendUint16(le.AppendUint16(nil, kind), id)
	b = le.AppendUint32(le.AppendUint32(b, 1), uint32(len(value)))
	return string(b) + value + strings.Repeat("\x00", -len(value)&3)
}

func properties(all ...string) string {
	return string(binary.LittleEndian.AppendUint32(nil, uint32(len(all)))) + strings.Join(all, "")
}

func attribute(level byte, id uint32, value string) string {
	le := binary.LittleEndian
	return string(le.AppendUint32(le.AppendUint32([]byte{level}, id), uint32(len(value)))) + value + "\x00\x00"
}

func tnef(attributes ...string) string {
	return "\x78\x9f\x3e\x22\x01\x00" + strings.Join(attributes, "")
}

func winmail() string {
	named := string(binary.LittleEndian.AppendUint16(binary.LittleEndian.AppendUint16(nil, 3), 0x8001)) + strings.Repeat("g", 16) + "\x01\x00\x00\x00\x04\x00\x00\x00a\x00\x00\x00" + "\x07\x00\x00\x00"
	inner := tnef(attribute(1, 0x00069003, properties(property(0x1000, 0x1f, extracttest.UTF16("Inner words.")))))
	return tnef(
		attribute(1, 0x00069007, "\xe4\x04\x00\x00\x00\x00\x00\x00"),
		attribute(1, 0x00069003, properties(named, property(0x1013, 0x102, "<h2>Rent</h2><p>It is <b>due</b> on the first, as it always was."))),
		attribute(2, 0x00069002, strings.Repeat("\x00", 14)), attribute(2, 0x00018010, "OLD.TXT\x00"), attribute(2, 0x0006800f, "one\ntwo\n"),
		attribute(2, 0x00069005, properties(property(0x3707, 0x1f, extracttest.UTF16("nötes.txt")))),
		attribute(2, 0x00069002, strings.Repeat("\x00", 14)), attribute(2, 0x00018010, "caf\xe9.md\x00"), attribute(2, 0x0006800f, "# Head\n\ndeep\n"),
		attribute(2, 0x00069002, strings.Repeat("\x00", 14)),
		attribute(2, 0x00069005, properties(property(0x3001, 0x1e, "Message"), property(0x3701, 0xd, strings.Repeat("g", 16)+inner))),
	)
}

// Outlook's winmail.dat holds the body and the attachments; the body is read once, whether or not the message has one too.
func TestWinmail(t *testing.T) {
	part := []string{"--x", "Content-Type: application/ms-tnef; name=winmail.dat", "Content-Disposition: attachment; filename=winmail.dat", "Content-Transfer-Encoding: base64", "", base64.StdEncoding.EncodeToString([]byte(winmail())), "--x--", ""}
	head := []string{"From: a@b.c", "To: d@e.f", "Subject: Lease", "MIME-Version: 1.0", "Content-Type: multipart/mixed; boundary=x", ""}
	const attached = "\n\nAttachments: nötes.txt, café.md, part 5\n\none\ntwo\n\n# Head\n\ndeep\n\nInner words."
	for name, tt := range map[string]struct {
		body []string
		want string
	}{
		"alone":         {nil, "Rent\n\nIt is due on the first, as it always was."},
		"beside a body": {[]string{"--x", "Content-Type: text/plain", "", "Rent. It is due on the first, as always."}, "Rent. It is due on the first, as always."},
		"little beside": {[]string{"--x", "Content-Type: text/plain", "", "See below."}, "Rent\n\nIt is due on the first, as it always was."},
	} {
		document := extracttest.MustRead(t, "a.eml", []byte(extracttest.CRLF(append(append(head, tt.body...), part...)...)))
		_, text, _ := strings.Cut(document.Text, "\n\n")
		want := tt.want + attached
		if name != "alone" {
			want = strings.Replace(want, "part 5", "part 6", 1)
		}
		if text != want || document.Notes != nil {
			t.Errorf("%s: got %q (%v)\nwant %q", name, text, document.Notes, want)
		}
	}
	broken := winmail()
	for n := 0; n < len(broken); n += 7 {
		_, _ = extracttest.Read(t, "a.eml", []byte("From: a@b.c\nTo: d\nSubject: e\nContent-Type: application/ms-tnef\n\n"+broken[:n]))
	}
}

// der is a value of BER of known length.
func der(tag byte, value string) string {
	n := len(value)
	if n < 0x80 {
		return string([]byte{tag, byte(n)}) + value
	}
	return string([]byte{tag, 0x82, byte(n >> 8), byte(n)}) + value
}

// open is a value of unknown length.
func open(tag byte, value string) string { return string([]byte{tag, 0x80}) + value + "\x00\x00" }

// A message that is wrapped in its signature is unwrapped, in both forms that programs write; one that is encrypted is said to be.
func TestSMIME(t *testing.T) {
	const signed, data, enveloped = "\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02", "\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01", "\x2a\x86\x48\x86\xf7\x0d\x01\x07\x03"
	inner := extracttest.CRLF("Content-Type: multipart/mixed; boundary=y", "", "--y", "Content-Type: text/plain", "", "Rent is due.", "--y", "Content-Type: text/plain; name=a.txt", "Content-Disposition: attachment", "", "notes", "--y--", "")
	cms := func(wrap func(byte, string) string, octets string) string {
		return wrap(0x30, der(6, signed)+wrap(0xa0, wrap(0x30, der(2, "\x01")+der(0x31, "")+wrap(0x30, der(6, data)+wrap(0xa0, octets))+der(0xa0, "certificates"))))
	}
	for name, tt := range map[string]struct{ cms, want, note string }{
		"DER":       {cms(der, der(4, inner)), "Rent is due.\n\nAttachments: a.txt\n\nnotes", ""},
		"BER":       {cms(open, open(0x24, der(4, inner[:50])+der(4, inner[50:]))), "Rent is due.\n\nAttachments: a.txt\n\nnotes", ""},
		"encrypted": {der(0x30, der(6, enveloped)+der(0xa0, "")), "", "attachments-unread(1, 1){: encrypted-mail}"},
	} {
		document := extracttest.MustRead(t, "a.eml", []byte(extracttest.CRLF("From: a@b.c", "To: d@e.f", "Subject: Lease", "Content-Type: application/pkcs7-mime; name=smime.p7m", "Content-Disposition: attachment; filename=smime.p7m",
			"Content-Transfer-Encoding: base64", "", base64.StdEncoding.EncodeToString([]byte(tt.cms)))))
		_, text, _ := strings.Cut(document.Text, "\n\n")
		if text != tt.want || document.Notes.String() != tt.note {
			t.Errorf("%s: got %q (%v), want %q (%s)", name, text, document.Notes, tt.want, tt.note)
		}
	}
	whole := cms(open, open(0x24, der(4, inner)))
	for n := range len(whole) {
		_, _ = extracttest.Read(t, "a.eml", []byte("From: a@b.c\nTo: d\nSubject: e\nContent-Type: application/pkcs7-mime\n\n"+whole[:n]))
	}
}

// What OpenPGP has encrypted is no text, and is said to be encrypted; what it has signed is.
func TestArmour(t *testing.T) {
	const message = "-----BEGIN PGP MESSAGE-----\nVersion: 1\n\nhQEMA9\n=abcd\n-----END PGP MESSAGE-----\n"
	mail := extracttest.MustRead(t, "a.eml", []byte("From: a@b.c\nTo: d@e.f\nSubject: Lease\n\nHi,\n"+message+"Bye.\n"))
	if _, text, _ := strings.Cut(mail.Text, "\n\n"); text != "Hi,\nBye." || mail.Notes.String() != "attachments-unread(1, 1){: encrypted-mail}" {
		t.Errorf("encrypted: %q (%v)", text, mail.Notes)
	}
	mail = extracttest.MustRead(t, "a.eml", []byte("From: a@b.c\nTo: d@e.f\nSubject: Lease\n\n-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nRent is due.\n- -- \nAda\n-----BEGIN PGP SIGNATURE-----\n\niQEz\n-----END PGP SIGNATURE-----\n"))
	if _, text, _ := strings.Cut(mail.Text, "\n\n"); text != "Rent is due.\n-- \nAda" || mail.Notes != nil {
		t.Errorf("signed: %q (%v)", text, mail.Notes)
	}
	if _, err := extracttest.Read(t, "a.asc", []byte(message)); err == nil || !strings.Contains(err.Error(), "encryption") {
		t.Errorf("a file: %v", err)
	}
}

func FuzzWinmail(f *testing.F) {
	extracttest.FuzzPart(f, "a.eml", func(_ *testing.T, part string) []byte {
		return []byte("From: a@b.c\nTo: d\nSubject: e\nContent-Type: application/ms-tnef\nContent-Transfer-Encoding: base64\n\n" + base64.StdEncoding.EncodeToString([]byte(part)))
	}, winmail())
}

func FuzzSMIME(f *testing.F) {
	extracttest.FuzzPart(f, "a.eml", func(_ *testing.T, part string) []byte {
		return []byte("From: a@b.c\nTo: d\nSubject: e\nContent-Type: application/pkcs7-mime\nContent-Transfer-Encoding: base64\n\n" + base64.StdEncoding.EncodeToString([]byte(part)))
	}, open(0x30, der(6, "\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02")+open(0xa0, "")))
}
