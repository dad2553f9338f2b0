package markup_test

import (
	"reflect"
	"strings"
	"testing"

	"footnote/index/doc"
	"footnote/index/extract/extracttest"
)

func TestOutlined(t *testing.T) {
	tests := []struct {
		name, file, source  string
		kind, title, author string
		want                []string
	}{
		{
			"reStructuredText", "peps.rst", "==========\n The Lease\n==========\n:Author: Ada Byron\n\nRent\n====\n\nDue on the first.\n\nLate rent\n---------\nwords\n\n====\n\nName  Age\n====  ===\nAda   36\n====  ===\n\n::\n\n    Not a title\n    -----------\n\nOn\n==\n", "rst", "The Lease", "Ada Byron",
			[]string{"2 h1 The Lease", "6 h2 Rent", "11 h3 Late rent", "27 h2 On"},
		},
		{
			"AsciiDoc", "a.adoc", "= The Lease\nAda Byron <ada@example.org>\n\n== Rent ==\n\n----\n== not this\n----\n\nNotice\n------\n\n=== Short\n====\n\nexample\n====\n", "asciidoc", "The Lease", "",
			[]string{"1 h1 The Lease", "4 h2 Rent", "10 h2 Notice", "13 h3 Short"},
		},
		{
			"Org", "a.org", "#+TITLE: The Lease\n#+AUTHOR: Ada\n* TODO [#A] Rent :money:home:\nwords *bold*\n** Late\n*bold* begins\n", "org", "The Lease", "Ada",
			[]string{"3 h1 Rent", "5 h2 Late"},
		},
		{
			"LaTeX", "a.tex", "\\title[Short]{The \\emph{Caf\\'e} Lease\\thanks{Nobody}}\n\\author{Max M\\\"{u}ller \\and Ada}\n% \\section{No}\n\\section{Rent}\\label{r}\n\\begin{verbatim}\n\\section{No}\n\\end{verbatim}\n\\subsection*{100\\% of\nit}\n", "latex", "The Café Lease", "Max Müller , Ada",
			[]string{"4 h3 Rent", "8 h4 100% of it"},
		},
		{
			"man", "lease.1", ".\\\" a comment\n.TH LEASE 1 \"May 2024\"\n.SH NAME\nlease \\- words\n.SH \"SEE \\fBALSO\\fR\"\n.SS\nFiles\n", "man", "LEASE(1)", "",
			[]string{"3 h1 NAME", "5 h1 SEE ALSO", "6 h2 Files"},
		},
		{"log with a number", "syslog.1", "May 1 started\n", "text", "syslog", "", nil},
		{
			"Go", "a.go", "package a\n\ntype T struct{}\n\nfunc (t *T) Run(ctx int) {\n\tif x {\n\t}\n}\n", "code", "a.go", "",
			[]string{"3 s1 type T", "5 s1 func (t *T) Run"},
		},
		{
			"Python", "a.py", "class Lease:\n    async def rent(self):\n        return 1\n\ndef f(): pass\n", "code", "a.py", "",
			[]string{"1 s1 class Lease", "2 s5 async def rent", "5 s1 def f"},
		},
		{
			"Java", "A.java", "public class A {\n    private static int rent(int a) {\n        return rent(a);\n    }\n}\n", "code", "A.java", "",
			[]string{"1 s1 public class A", "2 s5 private static int rent"},
		},
		{
			"C", "a.c", "#include <a.h>\nstruct lease {\n\tint rent;\n};\nstatic int *rent(int a)\n{\n\tif (a)\n\t\treturn f(a);\n}\nint g(void);\n", "code", "a.c", "",
			[]string{"2 s1 struct lease", "5 s1 static int *rent"},
		},
		{
			"TypeScript", "a.ts", "export default class Lease {}\nexport const rent = async (a: number) => a\nconst x = 1\nif (x) {}\n", "code", "a.ts", "",
			[]string{"1 s1 export default class Lease", "2 s1 const rent"},
		},
		{"Makefile", "Makefile", "all:\n\techo\n", "code", "Makefile", "", nil},
		{
			"YAML", "a.yaml", "# c\nlease: a\nrent:\n  due: 1\n\"q: r\": 2\n- item: x\n", "data", "a.yaml", "",
			[]string{"2 s1 lease", "3 s1 rent", "5 s1 q: r"},
		},
		{"TOML", "a.toml", "a = [1]\n[lease.rent] # c\n[[tenant]]\n", "data", "a.toml", "", []string{"2 s1 lease.rent", "3 s1 tenant"}},
		{"JSON", "a.json", "{\n  \"lease\": {\n    \"rent\": 1\n  },\n  \"b\": 2\n}\n", "data", "a.json", "", []string{"2 s1 lease", "5 s1 b"}},
		{"XML", "a.xml", "<?xml version=\"1.0\"?>\n<a>words</a>\n", "data", "a.xml", "", nil},
		{
			"SubRip", "a.srt", "1\n00:00:01,000 --> 00:00:02,000\nHello.\n\n2\n00:12:03,500 --> 00:12:06,000\nGo.\n\n3\n00:00:09,000 --> 00:00:10,000\nLate.\n", "subtitles", "a", "",
			[]string{"1 t0 00:00:01", "5 t0 00:12:03"},
		},
		{
			"WebVTT", "a.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\nHello.\n\nname\n01:00:00.000 --> 01:00:01.000 align:start\nGo.\n", "subtitles", "a", "",
			[]string{"3 t0 00:00:01", "6 t0 01:00:00"},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			document := extracttest.MustRead(t, tt.file, []byte(strings.ReplaceAll(tt.source, "\n", "\r\n")))
			if document.Text != tt.source {
				t.Errorf("text %q, want the source as it stands, %q", document.Text, tt.source)
			}
			if document.Kind != tt.kind || document.Title != tt.title || document.Author != tt.author {
				t.Errorf("kind %q, title %q, author %q; want %q, %q, %q", document.Kind, document.Title, document.Author, tt.kind, tt.title, tt.author)
			}
			if got := extracttest.OutlineOf(t, document); !reflect.DeepEqual(got, tt.want) {
				t.Errorf("outline\n%q, want\n%q", got, tt.want)
			}
		})
	}
}

func TestSubtitlePlace(t *testing.T) {
	document := extracttest.MustRead(t, "a.srt", []byte("1\n00:00:01,000 --> 00:00:02,000\nHello.\n\n2\n00:12:03,500 --> 00:12:06,000\nGo.\n"))
	at := strings.Index(document.Text, "Go")
	got := document.Places.At(document.Text, at, at+3)
	if want := (doc.Place{Time: "00:12:03", Line: 7, EndLine: 7}); !reflect.DeepEqual(got, want) {
		t.Errorf("place %+v, want %+v", got, want)
	}
}

func TestNotebook(t *testing.T) {
	source := `{"metadata": {"a": [1, {}]}, "cells": [
	{"cell_type": "markdown", "source": ["# The Lease\n", "words"]},
	{"cell_type": "code", "source": "", "outputs": []},
	{"cell_type": "code", "source": ["rent = 1\n", "rent\n"], "outputs": [
		{"output_type": "stream", "text": ["\u001b[31mdue\u001b[0m\n"]},
		{"output_type": "display_data", "data": {"image/png": "AAAA", "text/plain": ["<Figure>"]}},
		{"output_type": "error", "ename": "TypeError", "evalue": "no"}]},
	{"cell_type": "markdown", "source": "## Late\n\nend"}
	], "nbformat": 4}`
	document := extracttest.MustRead(t, "a.ipynb", []byte(source))
	want := "# The Lease\nwords\n\nrent = 1\nrent\n\ndue\n\n<Figure>\n\nTypeError: no\n\n## Late\n\nend"
	if document.Text != want || document.Title != "The Lease" || document.Kind != "notebook" || document.Notes != nil {
		t.Errorf("title %q, kind %q, note %q, text\n%q, want\n%q", document.Title, document.Kind, document.Notes, document.Text, want)
	}
	for words, want := range map[string]doc.Place{
		"words": {Cell: 1, Heading: []string{"The Lease"}},
		"due":   {Cell: 3, Heading: []string{"The Lease"}},
		"end":   {Cell: 4, Heading: []string{"The Lease", "Late"}},
	} {
		at := strings.Index(document.Text, words)
		if got := document.Places.At(document.Text, at, at+len(words)); !reflect.DeepEqual(got, want) {
			t.Errorf("place of %q %+v, want %+v", words, got, want)
		}
	}
	old := extracttest.MustRead(t, "a.ipynb", []byte(`{"worksheets": [{"metadata": {}, "cells": [{"cell_type": "heading", "level": 2, "source": "Rent"}, {"cell_type": "code", "input": "f()"}]}], "nbformat": 3}`))
	if old.Text != "Rent\n\nf()" || len(old.Places.Marks) != 3 {
		t.Errorf("version 3: %q with %+v", old.Text, old.Places.Marks)
	}
	cut := extracttest.MustRead(t, "a.ipynb", []byte(source[:strings.Index(source, "Late")]))
	if !strings.HasSuffix(cut.Text, "no") || !strings.Contains(cut.Notes.String(), "broken-off") {
		t.Errorf("cut short: note %q, text %q", cut.Notes, cut.Text)
	}
}
