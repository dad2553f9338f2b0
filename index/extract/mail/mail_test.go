package mail_test

import (
	"encoding/base64"
	"math/rand/v2"
	"reflect"
	"runtime"
	"strings"
	"testing"

	"footnote/index/doc"
	"footnote/index/extract"
	"footnote/index/extract/extracttest"
)

func TestMail(t *testing.T) {
	x := extracttest.NewPDFs(t)
	document, err := extracttest.ReadWith(t, x, "a.eml", []byte(extracttest.LeaseMail(t)))
	if err != nil {
		t.Fatal(err)
	}
	const want = "Subject: The über lease\nFrom: Max Müller <max@example.org>\nDate: Mon, 1 Jun 2009 10:00:00 +0200\n" +
		"To: Ada <ada@example.org>, Bob <bob@example.org>\n\nCafé rent is due.\n\nAttachments: lease.pdf, nötes.txt, a.png, Forwarded\n\n" +
		"Rent is due.\n\nIt is late.\n\none\ntwo\n\n" +
		"Subject: Forwarded\nFrom: bob@example.org\n\nInner words.\n\nAttachments: b.md\n\n# Head\ndeep"
	if got := strings.TrimRight(document.Text, "\n"); got != want {
		t.Errorf("text\n%q, want\n%q", got, want)
	}
	if document.Kind != "mail" || document.Title != "The über lease" || document.Author != "Max Müller" {
		t.Errorf("kind %q, title %q, author %q", document.Kind, document.Title, document.Author)
	}
	if want := "attachments-unread(1, 5){a.png: damaged}"; document.Notes.String() != want {
		t.Errorf("note %q, want %q", document.Notes, want)
	}
	subject := "The über lease"
	for words, want := range map[string]doc.Place{
		"Café":         {Heading: []string{subject}},
		"It is late":   {Member: "lease.pdf", Heading: []string{subject}, Page: 2},
		"two":          {Member: "nötes.txt", Heading: []string{subject}, Line: 2, EndLine: 2},
		"Inner words.": {Member: "Forwarded", Heading: []string{subject, "Forwarded"}},
		"deep":         {Member: "Forwarded/b.md", Heading: []string{subject, "Forwarded", "Head"}, Line: 2, EndLine: 2},
	} {
		if got := extracttest.PlaceOf(t, document, words); !reflect.DeepEqual(got, want) {
			t.Errorf("place of %q\n%+v, want\n%+v", words, got, want)
		}
	}
}

func TestMailBodies(t *testing.T) {
	const head = "Subject: a\nFrom: b@c.de\n"
	const begins = "Subject: a\nFrom: b@c.de\n\n"
	tests := []struct{ name, source, want string }{
		{"plain", head + "\nwords\n\nmore\n", begins + "words\n\nmore"},
		{"Latin-1 without a word of it", head + "\nLe caf\xe9 est ferm\xe9, le propri\xe9taire l'a \xe9crit.\n", begins + "Le café est fermé, le propriétaire l'a écrit."},
		{"a charset that is none", head + "Content-Type: text/plain; charset=x-none\n\nwords\n", begins + "words"},
		{"Japanese", head + "Content-Type: text/plain; charset=ISO-2022-JP\n\n\x1b$BF|K\\\x1b(B\n", begins + "日本"},
		{"a page", head + "Content-Type: text/html\n\n<style>a</style><h2>Rent</h2><p>due &amp; late<img src=http://x>", begins + "Rent\n\ndue & late"},
		{
			"a plain text that is none", head + "Content-Type: multipart/alternative; boundary=b\n\n--b\n\nSee the page.\n--b\nContent-Type: text/html\n\n<p>The rent is due on the first of each month.\n--b--\n",
			begins + "The rent is due on the first of each month.",
		},
		{"a part that breaks off", head + "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nThe rent", begins + "The rent"},
		{"base64 that breaks off", head + "Content-Transfer-Encoding: base64\n\nVGhlIHJlbnQg!!", begins + "The rent "},
		{"no blank line", "Subject: a\nFrom: b@c.de\nno field\nwords\n", begins + "no field\nwords"},
		{"an envelope's line", "From b Mon Jun 01 10:00:00 2009\n" + head + "\nwords\n", begins + "words"},
		{"a key that no one has", head + "Content-Type: multipart/signed; boundary=b\n\n--b\n\nwords\n--b\nContent-Type: application/pgp-signature; name=a.asc\n\nxyz\n--b--\n", begins + "words"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for _, name := range []string{"a.eml", "1700000000.M1P2.host:2,S"} {
				document := extracttest.MustRead(t, name, []byte(tt.source))
				if name == "a.eml" && document.Text != tt.want {
					t.Errorf("text %q, want %q", document.Text, tt.want)
				}
			}
		})
	}
}

func TestMailIsTold(t *testing.T) {
	const mail = "Return-Path: <a@b.de>\nFrom: a@b.de\nTo: c@d.de\nSubject: Rent\n\nwords\n"
	for _, tt := range []struct{ file, source, kind string }{
		{"1700000000.M1P2.host:2,S", mail, "mail"},
		{"12", mail, "mail"},
		{"Inbox", "From a@b.de Mon Jun 01 10:00:00 2009\n" + mail, "mailbox"},
		{"1243843500.M1P2.example.org,S=120:2,S", mail, "mail"}, // as in a Maildir
		{"note.txt", mail, "text"},
		{"note", "From: the beginning\nit was so\n", "text"},
		{"note", "From the beginning at 10:00 in 2009\nit was so\n", "text"},
		{"a.emlx", "56\n" + mail[:56] + "<plist>", "mail"},
	} {
		if document := extracttest.MustRead(t, tt.file, []byte(tt.source)); document.Kind != tt.kind || strings.Contains(document.Text, "plist") {
			t.Errorf("%s is %q, want %q: %q", tt.file, document.Kind, tt.kind, document.Text)
		}
	}
}

func TestMailbox(t *testing.T) {
	source := extracttest.CRLF("From a Mon Jun 01 10:00:00 2009", "Subject: One", "From: Ada <a@example.org>", "Date: 1 Jun 2009 10:00:00 +0200", "", "First.", ">From then on.", ">>From", "From the start, too.", "",
		"From b Mon Jun 01 11:00:00 2009", "", "Without a header.", "From c Mon Jun 01 11:00:00 2009", "", "",
		"From - ", "Subject: Four", "Content-Type: multipart/mixed; boundary=b", "", "--b", "", "Words.", "--b",
		"Content-Disposition: attachment; filename=n.txt", "", "x", "y", "--b--", "", "From d Mon Jun 01 12:00:00 2009", "Subject: Five", "", "End.")
	document := extracttest.MustRead(t, "letters.mbox", []byte(source))
	const want = "Subject: One\nFrom: Ada <a@example.org>\nDate: 1 Jun 2009 10:00:00 +0200\n\nFirst.\nFrom then on.\n>>From\nFrom the start, too.\n\nWithout a header.\n\n" +
		"Subject: Four\n\nWords.\n\nAttachments: n.txt\n\nx\ny\n\nSubject: Five\n\nEnd."
	if document.Text != want || document.Kind != "mailbox" || document.Title != "letters" || document.Notes != nil {
		t.Errorf("kind %q, title %q, note %q, text\n%q, want\n%q", document.Kind, document.Title, document.Notes, document.Text, want)
	}
	for words, want := range map[string]doc.Place{
		"then on": {Message: 1, From: "Ada", Sent: "2009-06-01", Heading: []string{"One"}},
		"Without": {Message: 2},
		"Words":   {Message: 3, Heading: []string{"Four"}},
		"y":       {Message: 3, Member: "n.txt", Heading: []string{"Four"}, Line: 2, EndLine: 2},
		"End":     {Message: 4, Heading: []string{"Five"}},
	} {
		if got := extracttest.PlaceOf(t, document, words); !reflect.DeepEqual(got, want) {
			t.Errorf("place of %q\n%+v, want\n%+v", words, got, want)
		}
	}
}

// A mailbox of ten thousand messages takes no more memory than its text and one message.
func TestLargeMailbox(t *testing.T) {
	noise := make([]byte, 57)
	_, _ = rand.NewChaCha8([32]byte{}).Read(noise) // never fails
	picture := "iVBORw0KGgoAAAANSUhEUgAB\n" + strings.Repeat(base64.StdEncoding.EncodeToString(noise)+"\n", 100)
	box := extracttest.Repeated{Count: 10_000, Format: "From a Mon Jun 01 10:00:00 2009\nSubject: Letter %05[1]d\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nWords of %05[1]d.\n" +
		"--b\nContent-Type: image/png; name=a.png\nContent-Transfer-Encoding: base64\n\n" + picture + "--b--\n\n"}
	x := extract.New("")
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	document, err := x.Reader(t.Context(), "a.mbox", box, box.Size())
	runtime.ReadMemStats(&after)
	if err != nil {
		t.Fatal(err)
	}
	extracttest.CheckDocument(t, document)
	at := strings.Index(document.Text, "Words of 09876.")
	if got := document.Places.Section(at); got.Message != 9876 || len(got.Heading) != 1 || got.Heading[0] != "Letter 09876" {
		t.Errorf("place %+v, want message 9876", got)
	}
	if !strings.HasPrefix(document.Notes.String(), "attachments-unread(10000, 10000)") {
		t.Errorf("note %q", document.Notes)
	}
	const most = 48 << 20
	if grown := int64(after.HeapSys) - int64(before.HeapSys); grown > most {
		t.Errorf("the heap grew by %d MiB for a mailbox of %d MiB, want at most %d", grown>>20, box.Size()>>20, most>>20)
	}
}

func TestMHTML(t *testing.T) {
	source := extracttest.CRLF("From: <Saved by Blink>", "Subject: =?utf-8?Q?Caf=C3=A9?=", "MIME-Version: 1.0", `Content-Type: multipart/related; boundary="b"`, "",
		"--b", "Content-Type: text/css", "", "a {}", "--b", "Content-Type: text/html; charset=utf-8", "Content-Transfer-Encoding: quoted-printable", "",
		"<h1>Caf=C3=A9</h1><p>Words<script>no</script>", "--b", "Content-Type: text/html", "", "<p>A frame", "--b--", "")
	document := extracttest.MustRead(t, "a.mhtml", []byte(source))
	if document.Text != "Café\n\nWords" || document.Title != "Café" || document.Kind != "mhtml" || len(document.Places.Marks) != 1 {
		t.Errorf("kind %q, title %q, text %q, marks %+v", document.Kind, document.Title, document.Text, document.Places.Marks)
	}
}
