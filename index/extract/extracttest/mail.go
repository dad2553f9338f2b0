package extracttest

import (
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"io"
	"strings"
	"testing"
	"unicode/utf16"
)

// CRLF joins lines with the line ends of messages.
func CRLF(lines ...string) string {
	return strings.ReplaceAll(strings.Join(lines, "\n"), "\n", "\r\n")
}

// LeaseMail returns a message with an HTML alternative, an inline picture, a PDF, notes, and a forwarded message with notes of its own.
func LeaseMail(t testing.TB) string {
	pdf := base64.StdEncoding.EncodeToString(PDF("", "Rent is due.", "It is late.").Bytes())
	return CRLF(
		"Received: by mx", "From: =?iso-8859-1?Q?Max_M=FCller?= <max@example.org>", "To: Ada <ada@example.org>,",
		"\tBob <bob@example.org>", "Subject: The =?utf-8?B?w7xiZXI=?= lease", "Date: Mon, 1 Jun 2009 10:00:00 +0200", "MIME-Version: 1.0",
		`Content-Type: multipart/mixed; boundary="out"`, "", "preamble", "--out",
		`Content-Type: multipart/alternative; boundary=alt`, "", "--alt",
		"Content-Type: text/plain; charset=windows-1252", "Content-Transfer-Encoding: quoted-printable", "", "Caf=E9 rent =", "is due.", "",
		"--alt", "Content-Type: multipart/related; boundary=rel", "", "--rel", "Content-Type: text/html; charset=utf-8", "",
		"<h1>Café</h1><p>rent is due.", "--rel", "Content-Type: image/png", "Content-Id: <a>", "", "PNG", "--rel--", "--alt--",
		"--out", `Content-Type: application/pdf; name="lease.pdf"`, "Content-Transfer-Encoding: base64", "", pdf,
		"--out", "Content-Type: text/plain", "Content-Disposition: attachment; filename*=utf-8''n%C3%B6tes.txt", "", "one", "two", "",
		"--out", "Content-Type: image/png; name=a.png", "Content-Transfer-Encoding: base64", "", "iVBORw0KGgoAAAANSUhEUg==",
		"--out", "Content-Type: message/rfc822", "", "Subject: Forwarded", "From: bob@example.org", "Content-Type: multipart/mixed; boundary=in", "",
		"--in", "", "Inner words.", "--in", "Content-Type: text/markdown; name=b.md", "", "# Head", "deep", "--in--", "",
		"--out--", "epilogue", "")
}

// A Repeated is a file of Count messages of one length, each made when it is read, so that none of it is in memory.
type Repeated struct {
	Count  int
	Format string // of a message, by its number
}

func (r Repeated) Message(i int) string { return fmt.Sprintf(r.Format, i+1) }

func (r Repeated) Size() int64 { return int64(r.Count * len(r.Message(0))) }

func (r Repeated) ReadAt(p []byte, off int64) (n int, err error) {
	for n < len(p) {
		at := off + int64(n)
		if at >= r.Size() {
			return n, io.EOF
		}
		length := int64(len(r.Message(0)))
		n += copy(p[n:], r.Message(int(at / length))[at%length:])
	}
	return n, nil
}

// UTF16 returns text as properties of Outlook messages store it.
func UTF16(s string) string {
	var b []byte
	for _, unit := range utf16.Encode([]rune(s)) {
		b = binary.LittleEndian.AppendUint16(b, unit)
	}
	return string(b)
}

// FixedProperties returns properties of fixed length behind a header of so many bytes.
func FixedProperties(header int, properties map[uint16]uint64) string {
	b := make([]byte, header)
	for id, value := range properties {
		b = binary.LittleEndian.AppendUint16(b, 0x40)
		b = binary.LittleEndian.AppendUint16(b, id)
		b = binary.LittleEndian.AppendUint32(b, 6)
		b = binary.LittleEndian.AppendUint64(b, value)
	}
	return string(b)
}

func LeaseMSG() CompoundFolder {
	const sent = 128_883_243_000_000_000 // 2009-06-01T10:05:00Z
	return CompoundFolder{
		"__properties_version1.0": FixedProperties(32, map[uint16]uint64{0x39: sent}),
		"__substg1.0_0037001F":    UTF16("The über lease"),
		"__substg1.0_0C1A001F":    UTF16("Max Müller"),
		"__substg1.0_0C1F001F":    UTF16("max@example.org"),
		"__substg1.0_0E04001F":    UTF16("Ada"),
		"__substg1.0_1000001F":    UTF16("Rent is due.\r\n" + strings.Repeat("Long words. ", 500) + "\r\n\r\nVon: Ada\r\nGesendet: Montag\r\nAn: Max\r\nBetreff: Lease\r\n\r\nWhen?"),
		"__attach_version1.0_#00000000": CompoundFolder{
			"__substg1.0_3707001F": UTF16("nötes.txt"), "__substg1.0_37010102": "one\ntwo\n",
		},
		"__attach_version1.0_#00000001": CompoundFolder{
			"__substg1.0_3701000D": CompoundFolder{
				"__properties_version1.0": FixedProperties(24, map[uint16]uint64{0x3ffd: 1251}),
				"__substg1.0_0037001E":    "\xcf\xf0\xe8\xe2\xe5\xf2", // in code page 1251
				"__substg1.0_1000001E":    "Inner words.",
			},
		},
		"__attach_version1.0_#00000002": CompoundFolder{
			"__substg1.0_3712001F": UTF16("a@b"), "__substg1.0_370E001F": UTF16("image/png"), "__substg1.0_37010102": "PNG",
		},
	}
}
