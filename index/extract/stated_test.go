package extract_test

import (
	"testing"
	"time"
)

func TestStatements(t *testing.T) {
	core := map[string]string{"docProps/core.xml": `<cp:coreProperties><dc:title>T</dc:title><dc:creator>Ada</dc:creator><dc:language>en-GB</dc:language>` +
		`<dcterms:created>2008-01-01T00:00:00Z</dcterms:created><dcterms:modified>2009-06-01T10:05:00Z</dcterms:modified></cp:coreProperties>`}
	tests := []struct {
		name, file, data       string
		author, language, date string // date as RFC 3339, or none
	}{
		{"Word", "a.docx", string(docxOf(t, para("", "words"), core)), "Ada", "en-GB", "2009-06-01T10:05:00Z"},
		{"OpenDocument", "a.odt", string(odfOf(t, "text", textP("words"), map[string]string{
			"meta.xml": `<m><meta:initial-creator>Ada</meta:initial-creator><dc:date>2009-06-01T10:05:00.123</dc:date><dc:language>de</dc:language></m>`,
		})), "Ada", "de", "2009-06-01T10:05:00.123Z"},
		{"RTF", "a.rtf", rtfHead + `{\info{\author Ada}{\creatim\yr2008\mo1\dy1}{\revtim\yr2009\mo6\dy1\hr10\min5}}words\par}`, "Ada", "", "2009-06-01T10:05:00Z"},
		{"a web page", "a.html", `<html lang=fr-CA><head><meta name=author content=Ada><meta property="article:modified_time" content="2010-01-01">` +
			`<meta property="article:published_time" content="2009-06-01T12:05:00+02:00"></head><body>mots`, "Ada", "fr-CA", "2009-06-01T10:05:00Z"},
		{"front matter", "a.md", "---\ntitle: T\nauthor: Ada\nlang: en\ndate: 2009-06-01\n---\nwords\n", "Ada", "en", "2009-06-01T00:00:00Z"},
		{"front matter in words", "a.md", "---\ndate: June 1, 2009\n---\nwords\n", "", "", "2009-06-01T00:00:00Z"},
		{"Org", "a.org", "#+AUTHOR: Ada\n#+DATE: <2009-06-01 Mon>\n#+LANGUAGE: de\n* words\n", "Ada", "de", "2009-06-01T00:00:00Z"},
		{"AsciiDoc", "a.adoc", "= Title\nAda Byron <ada@example.org>\nv1.0, 2009-06-01\n\nwords\n", "", "", "2009-06-01T00:00:00Z"},
		{"AsciiDoc by attributes", "a.adoc", "= Title\n:author: Ada\n:lang: en\n:revdate: 2009-06-01\n\nwords\n", "Ada", "en", "2009-06-01T00:00:00Z"},
		{"reStructuredText", "a.rst", "Title\n=====\n\n:Author: Ada\n:Date: 2009-06-01\n\nwords\n", "Ada", "", "2009-06-01T00:00:00Z"},
		{"LaTeX", "a.tex", "\\author{Ada}\\date{1 June 2009}\nwords\n", "Ada", "", "2009-06-01T00:00:00Z"},
		{"a manual page", "a.man", ".TH LS 1 \"June 2009\" \"x\"\n.SH NAME\nls\n", "", "", "2009-06-01T00:00:00Z"},
		{"mail", "a.eml", "From: Ada <ada@example.org>\nTo: b@example.org\nSubject: S\nDate: Mon, 01 Jun 2009 12:05:00 +0200 (CEST)\n\nwords\n", "Ada", "", "2009-06-01T10:05:00Z"},
		{"a mailbox", "a.mbox", "From a Mon Jun 01 10:00:00 2009\nSubject: a\nDate: Mon, 01 Jun 2009 10:05:00 +0000\n\nb\n\nFrom a Mon Jun 01 10:00:00 2009\nSubject: c\nDate: Sun, 31 May 2009 10:05:00 +0000\n\nd\n", "", "", "2009-06-01T10:05:00Z"},
		{"no date", "a.md", "---\ndate: soon\nlang: the usual\n---\nwords\n", "", "", ""},
		{"the beginning of a calendar", "a.html", `<head><meta name=date content="1970-01-01T00:00:00Z"></head><body>words`, "", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			doc := mustRead(t, tt.file, []byte(tt.data))
			date := ""
			if !doc.Date.IsZero() {
				date = doc.Date.Format(time.RFC3339Nano)
			}
			if doc.Author != tt.author || doc.Language != tt.language || date != tt.date {
				t.Errorf("author %q, language %q, date %q, want %q, %q, %q", doc.Author, doc.Language, date, tt.author, tt.language, tt.date)
			}
		})
	}
}
