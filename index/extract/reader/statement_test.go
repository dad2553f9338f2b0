package reader_test

import (
	"testing"

	"footnote/index/extract/extracttest"
)

// TestDaysAreThoseOfTheDocument checks that a document's date is the date where it was written, whatever it was elsewhere.
func TestDaysAreThoseOfTheDocument(t *testing.T) {
	mailed := func(date string) string {
		return "From: Ada <ada@example.org>\nSubject: S\nDate: " + date + "\n\nwords\n"
	}
	core := func(date string) []byte {
		return extracttest.DOCX(t, extracttest.Para("", "words"), map[string]string{"docProps/core.xml": `<cp:coreProperties><dcterms:modified>` + date + `</dcterms:modified></cp:coreProperties>`})
	}
	page := func(date string) string { return `<head><meta name=date content="` + date + `"></head><body>words` }
	for _, tt := range []struct{ name, file, data, want string }{
		{"mail of the first half hour, east", "a.eml", mailed("Mon, 01 Jan 2024 00:30:00 +1300"), "2024-01-01"},
		{"mail of the last half hour, west", "a.eml", mailed("Mon, 01 Jan 2024 23:30:00 -0800"), "2024-01-01"},
		{"mail of a zone by its name", "a.eml", mailed("Mon, 01 Jan 2024 23:30:00 PST"), "2024-01-01"},
		{"mail in UTC", "a.eml", mailed("Mon, 01 Jan 2024 00:00:00 GMT"), "2024-01-01"},
		{"mail of no time at all", "a.eml", mailed("Mon, 01 Jan 9024 00:00:00 GMT"), ""},
		{"Word, with a zone", "a.docx", string(core("2024-01-01T00:30:00+13:00")), "2024-01-01"},
		{"Word, in UTC", "a.docx", string(core("2024-01-01T23:59:59Z")), "2024-01-01"},
		{"a web page, east", "a.html", page("2024-01-01T00:30:00+13:00"), "2024-01-01"},
		{"a web page, west", "a.html", page("2024-01-01T23:30:00-08:00"), "2024-01-01"},
		{"a web page without a zone", "a.html", page("2024-01-01T23:30:00"), "2024-01-01"},
		{"as PDF writes it, east", "a.html", page("D:20240101003000+13'00'"), "2024-01-01"},
		{"as PDF writes it, west", "a.html", page("D:20240101233000-08'00"), "2024-01-01"},
		{"as PDF writes it, without a zone", "a.html", page("D:20240101233000"), "2024-01-01"},
		{"a day", "a.md", "---\ndate: 2024-01-01\n---\nwords\n", "2024-01-01"},
		{"a leap day", "a.html", page("2024-02-29T23:59:59-12:00"), "2024-02-29"},
		{"old", "a.html", page("1066-10-14"), "1066-10-14"},
		{"too old", "a.html", page("0999-10-14"), ""},
		{"too late", "a.html", page("2514-10-14"), ""},
	} {
		if document := extracttest.MustRead(t, tt.file, []byte(tt.data)); document.Date.String() != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, document.Date, tt.want)
		}
	}
	box := "From a Mon Jan 01 10:00:00 2024\n" + mailed("Mon, 01 Jan 2024 00:30:00 +1300") + "\nFrom a Mon Jan 01 10:00:00 2024\n" + mailed("Tue, 02 Jan 2024 23:30:00 -0800")
	document := extracttest.MustRead(t, "a.mbox", []byte(box))
	if first, second := document.Places.Section(0), document.Places.Section(len(document.Text)-1); first.Sent != "2024-01-01" || second.Sent != "2024-01-02" || document.Date != 2024_01_02 {
		t.Errorf("messages sent on %q and %q in a mailbox of %q", first.Sent, second.Sent, document.Date)
	}
}

func TestStatements(t *testing.T) {
	core := map[string]string{"docProps/core.xml": `<cp:coreProperties><dc:title>T</dc:title><dc:creator>Ada</dc:creator><dc:language>en-GB</dc:language>` +
		`<dcterms:created>2008-01-01T00:00:00Z</dcterms:created><dcterms:modified>2009-06-01T10:05:00Z</dcterms:modified></cp:coreProperties>`}
	tests := []struct {
		name, file, data       string
		author, language, date string
	}{
		{"Word", "a.docx", string(extracttest.DOCX(t, extracttest.Para("", "words"), core)), "Ada", "en-GB", "2009-06-01"},
		{"OpenDocument", "a.odt", string(extracttest.ODF(t, "text", extracttest.TextP("words"), map[string]string{
			"meta.xml": `<m><meta:initial-creator>Ada</meta:initial-creator><dc:date>2009-06-01T10:05:00.123</dc:date><dc:language>de</dc:language></m>`,
		})), "Ada", "de", "2009-06-01"},
		{"RTF", "a.rtf", extracttest.RTFHead + `{\info{\author Ada}{\creatim\yr2008\mo1\dy1}{\revtim\yr2009\mo6\dy1\hr10\min5}}words\par}`, "Ada", "", "2009-06-01"},
		{"a web page", "a.html", `<html lang=fr-CA><head><meta name=author content=Ada><meta property="article:modified_time" content="2010-01-01">` +
			`<meta property="article:published_time" content="2009-06-01T12:05:00+02:00"></head><body>mots`, "Ada", "fr-CA", "2009-06-01"},
		{"front matter", "a.md", "---\ntitle: T\nauthor: Ada\nlang: en\ndate: 2009-06-01\n---\nwords\n", "Ada", "en", "2009-06-01"},
		{"front matter in words", "a.md", "---\ndate: June 1, 2009\n---\nwords\n", "", "", "2009-06-01"},
		{"Org", "a.org", "#+AUTHOR: Ada\n#+DATE: <2009-06-01 Mon>\n#+LANGUAGE: de\n* words\n", "Ada", "de", "2009-06-01"},
		{"AsciiDoc", "a.adoc", "= Title\nAda Byron <ada@example.org>\nv1.0, 2009-06-01\n\nwords\n", "", "", "2009-06-01"},
		{"AsciiDoc by attributes", "a.adoc", "= Title\n:author: Ada\n:lang: en\n:revdate: 2009-06-01\n\nwords\n", "Ada", "en", "2009-06-01"},
		{"reStructuredText", "a.rst", "Title\n=====\n\n:Author: Ada\n:Date: 2009-06-01\n\nwords\n", "Ada", "", "2009-06-01"},
		{"LaTeX", "a.tex", "\\author{Ada}\\date{1 June 2009}\nwords\n", "Ada", "", "2009-06-01"},
		{"a manual page", "a.man", ".TH LS 1 \"June 2009\" \"x\"\n.SH NAME\nls\n", "", "", "2009-06-01"},
		{"mail", "a.eml", "From: Ada <ada@example.org>\nTo: b@example.org\nSubject: S\nDate: Mon, 01 Jun 2009 12:05:00 +0200 (CEST)\n\nwords\n", "Ada", "", "2009-06-01"},
		{"a mailbox", "a.mbox", "From a Mon Jun 01 10:00:00 2009\nSubject: a\nDate: Mon, 01 Jun 2009 10:05:00 +0000\n\nb\n\nFrom a Mon Jun 01 10:00:00 2009\nSubject: c\nDate: Sun, 31 May 2009 10:05:00 +0000\n\nd\n", "", "", "2009-06-01"},
		{"no date", "a.md", "---\ndate: soon\nlang: the usual\n---\nwords\n", "", "", ""},
		{"the beginning of a calendar", "a.html", `<head><meta name=date content="1970-01-01T00:00:00Z"></head><body>words`, "", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			document := extracttest.MustRead(t, tt.file, []byte(tt.data))
			if document.Author != tt.author || document.Language != tt.language || document.Date.String() != tt.date {
				t.Errorf("author %q, language %q, date %q, want %q, %q, %q", document.Author, document.Language, document.Date, tt.author, tt.language, tt.date)
			}
		})
	}
}
