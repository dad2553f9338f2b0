package extract_test

import (
	"fmt"
	"math"
	"strings"
	"testing"
)

// many repeats a piece.
func many(piece string) func(testing.TB, int) []byte {
	return func(_ testing.TB, n int) []byte { return []byte(strings.Repeat(piece, n)) }
}

// nested returns n openings followed by n closings.
func nested(open, middle, close string) func(testing.TB, int) []byte {
	return func(_ testing.TB, n int) []byte {
		return []byte(strings.Repeat(open, n) + middle + strings.Repeat(close, n))
	}
}

// after returns n pieces between a head and a tail.
func after(head, piece, tail string) func(testing.TB, int) []byte {
	return func(_ testing.TB, n int) []byte { return []byte(head + strings.Repeat(piece, n) + tail) }
}

// numbered returns n pieces, each with its number, from 1, in place of %d.
func numbered(head, piece, tail string) func(testing.TB, int) []byte {
	return func(_ testing.TB, n int) []byte {
		var b strings.Builder
		b.WriteString(head)
		for i := range n {
			fmt.Fprintf(&b, piece, i+1)
		}
		b.WriteString(tail)
		return []byte(b.String())
	}
}

// deeper returns lines that each begin with one more of a sign, about n signs in all.
func deeper(sign, line string) func(testing.TB, int) []byte {
	return func(_ testing.TB, n int) []byte {
		var b strings.Builder
		for i := range root(2 * n) {
			b.WriteString(strings.Repeat(sign, i+1))
			b.WriteString(line)
		}
		return []byte(b.String())
	}
}

// root returns the integer square root of n.
func root(n int) int { return int(math.Sqrt(float64(n))) }

func hostileTexts() []hostile {
	return []hostile{
		{"a.txt", "one line", many("word "), 20_000},
		{"a.txt", "one word", many("x"), 100_000},
		{"a.txt", "lines", many("a\n"), 20_000},
		{"a.txt", "blank lines", after("a", "\n", "a"), 100_000},
		{"a.txt", "paragraphs", many("A few words.\n\n"), 10_000},
		{"a.txt", "underlined headings", many("Heading\n=======\n\n"), 10_000},
		{"a.txt", "numbered headings", numbered("", "1.%d Heading of it\n\nThis is what stands below the heading, and it goes on for quite some while, so that it is taken for a paragraph of the text.\nAnd more.\n\n", ""), 1_000},
		{"a.txt", "capitals", many("HEADING\n\nThis is what stands below the heading, and it goes on for quite some while, so that it is taken for a paragraph.\nAnd more words of the same paragraph follow in this line.\n\n"), 1_000},
		{"a.txt", "rules", many("===\n"), 20_000},
		{"a.txt", "full stops", many(". "), 30_000},
		{"a.txt", "brackets", many(".]"), 30_000},
		{"a.txt", "Latin-1", many("caf\xe9 "), 20_000},
		{"a.txt", "no newline and foreign", many("\x93\xfa\x96\x7b"), 20_000},
		{"a.txt", "carriage returns", many("a\r"), 30_000},
		{"a.rst", "headings", many("Heading\n=======\n\n"), 8_000},
		{"a.rst", "overlined headings", many("=======\nHeading\n=======\n\n"), 8_000},
		{"a.rst", "rules", many("====\n"), 20_000},
		{"a.rst", "one long rule", many("="), 100_000},
		{"a.rst", "levels", numbered("", "H%d\n====\n\nx\n----\n\n", ""), 4_000},
		{"a.adoc", "headings", many("== Heading\n\n"), 10_000},
		{"a.adoc", "fences", many("----\na\n"), 10_000},
		{"a.adoc", "underlined headings", many("Heading\n-------\n\n"), 8_000},
		{"a.adoc", "blanks in a heading", after("= a", " ", "b"), 100_000},
		{"a.adoc", "signs", after("= a ", "= ", ""), 50_000},
		{"a.org", "headlines", many("* Heading\n"), 10_000},
		{"a.org", "deep headlines", deeper("*", " a\n"), 200_000},
		{"a.org", "stars", many("*"), 100_000},
		{"a.org", "drawers", many("* a\n:PROPERTIES:\n:ID: x\n:END:\n"), 5_000},
		{"a.org", "tags", after("* a ", ":b", ":"), 50_000},
		{"a.org", "headlines and words", numbered("", "* Heading %d\nSome words below it, and some more of them.\n", ""), 5_000},
		{"a.tex", "sections", many("\\section{a}\n"), 10_000},
		{"a.tex", "sections on one line", many(`\section{a}`), 10_000},
		{"a.tex", "open sections", many(`\section{`), 10_000},
		{"a.tex", "nested sections", nested(`\section{`, "a", "}"), 10_000},
		{"a.tex", "open options", many(`\section[`), 10_000},
		{"a.tex", "braces", nested("{", "a", "}"), 50_000},
		{"a.tex", "titles", many("\\title{\n"), 10_000},
		{"a.tex", "verbatim", many("\\begin{verbatim}\n"), 8_000},
		{"a.tex", "accents", after(`\section{`, `\'{e}`, "}"), 20_000},
		{"a.man", "sections", after(".TH A 1\n", ".SH A\nb\n", ""), 10_000},
		{"a.man", "open sections", after(".TH A 1\n", ".SH\n", ""), 20_000},
		{"a.man", "fonts", after(".TH A 1\n.SH ", `\fBa`, ""), 20_000},
		{"a.man", "quotes", after(".TH A 1\n.SH ", `"`, ""), 50_000},
		{"a.srt", "times", numbered("", "%d\n00:00:01,000 --> 00:00:02,000\na\n\n", ""), 5_000},
		{"a.vtt", "times", after("WEBVTT\n\n", "00:01.000 --> 00:02.000\na\n\n", ""), 5_000},
		{"a.ics", "events", many("BEGIN:VEVENT\nSUMMARY:a\nEND:VEVENT\n"), 5_000},
		{"a.ics", "attendees", after("BEGIN:VEVENT\n", "ATTENDEE:a\n", "END:VEVENT\n"), 20_000},
		{"a.ics", "components", many("BEGIN:VEVENT\n"), 20_000},
		{"a.ics", "folded lines", after("BEGIN:VEVENT\nSUMMARY:a\n", " a\n", "END:VEVENT\n"), 30_000},
		{"a.ics", "parameters", after("BEGIN:VEVENT\nSUMMARY", ";a=b", ":c\nEND:VEVENT\n"), 30_000},
		{"a.vcf", "contacts", many("BEGIN:VCARD\nFN:a\nEND:VCARD\n"), 5_000},
		{"a.vcf", "quoted lines", after("BEGIN:VCARD\nFN;ENCODING=QUOTED-PRINTABLE:", "=41=\n", "\nEND:VCARD\n"), 20_000},
		{"a.vcf", "parts", after("BEGIN:VCARD\nADR:", "a;", "\nEND:VCARD\n"), 50_000},
		{"a.go", "functions", numbered("", "func f%d() {}\n", ""), 8_000},
		{"a.go", "braces", nested("{\n", "a", "}\n"), 20_000},
		{"a.py", "nested classes", deeper(" ", "class A:\n"), 100_000},
		{"a.py", "functions", numbered("", "def f%d():\n    pass\n", ""), 8_000},
		{"a.c", "declarations", many("int *a(b\n"), 10_000},
		{"a.c", "words of a line", many("int a b c d e f g h "), 10_000},
		{"a.ts", "arrows", many("const a = (b) =>\n"), 10_000},
		{"a.yaml", "keys", numbered("", "key%d: a\n", ""), 8_000},
		{"a.yaml", "quotes", many(`"`), 100_000},
		{"a.toml", "sections", numbered("", "[a%d]\nb = 1\n", ""), 8_000},
		{"a.toml", "brackets", many("["), 100_000},
		{"a.json", "keys", numbered("{\n", " \"k%d\": 1,\n", "}"), 8_000},
		{"a.json", "nested", nested(`{"a":`, "1", "}"), 20_000},
		{"a.json", "nested lists", nested(`[`, "1", "]"), 50_000},
		{"a.json", "backslashes", after("{\n \"", `\\`, ""), 50_000},
		{"a.xml", "nested", nested("<a>", "1", "</a>"), 20_000},
		{"a.log", "lines", many("2009-06-01T10:00:00Z INFO words of a line\n"), 5_000},
		{"a.csv", "rows", many("a,b,c\n"), 20_000},
		{"a.csv", "values of a row", many("a,"), 50_000},
		{"a.csv", "empty values", after("a", ",", "b"), 100_000},
		{"a.csv", "one quote", after(`a,"`, "b,c\n", ""), 20_000},
		{"a.csv", "quotes", many(`"a,`), 30_000},
		{"a.csv", "quotes in quotes", many(`"a""b",`), 20_000},
		{"a.csv", "many quotes", many(`"`), 100_000},
		{"a.csv", "odd quotes", many(`"a"",b`), 20_000},
		{"a.csv", "blank rows", many("a\n\n\n\n"), 20_000},
		{"a.ipynb", "cells", after(`{"cells":[`, `{"cell_type":"markdown","source":["# a\n"]},`, `{}]}`), 3_000},
		{"a.ipynb", "lines of a cell", after(`{"cells":[{"cell_type":"code","source":[`, `"a\n",`, `""]}]}`), 20_000},
		{"a.ipynb", "outputs", after(`{"cells":[{"cell_type":"code","source":"a","outputs":[`, `{"text":"b"},`, `{}]}]}`), 10_000},
		{"a.ipynb", "nested", nested(`{"cells":[{"a":`, `1`, "}]}"), 5_000},
		{"a.ipynb", "lists", after(`{"cells":`, "[", ""), 50_000},
	}
}
