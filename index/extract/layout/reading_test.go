package layout

import (
	"strings"
	"testing"

	"footnote/index/doc"
)

func TestRead(t *testing.T) {
	tests := []struct{ kind, text, want string }{
		{"markdown", "## The lease\n\nEither *party* may give **two months'** notice, see [the terms](https://example.org/terms).\n", "The lease\n\nEither party may give two months' notice, see the terms.\n"},
		{"markdown", "* oars\n* a `key`\n", "• oars\n• a key\n"},
		{"markdown", "1. oars\n2. a key\n", "1. oars\n2. a key\n"},
		{"markdown", "2 * 3 is not _emphasis_\n", "2 * 3 is not emphasis\n"},
		{"markdown", "```\n# a comment\n*p = 1\n```\n", "# a comment\n*p = 1\n"},
		{"markdown", "| Month | Rent |\n|---|---:|\n| May | **900** |\n| June | 950 |\n", "Month | Rent\nMay | 900\nJune | 950\n"},
		{"markdown", "Month | Rent\n---|---\nMay | [900](https://example.org)\n", "Month | Rent\nMay | 900\n"},
		{"markdown", "| a | b | c |\n|---|---|---|\n|  | 2 | |\n| 1 | | 3 |\n", "a | b | c\n | 2\n1 |  | 3\n"},
		{"markdown", "| either \\| or | x<br>y |\n|---|---|\n| 1 | 2 |\n", "either | or | x y\n1 | 2\n"},
		{"markdown", "> | a | b |\n> |---|---|\n> | 1 | 2 |\n", "a | b\n1 | 2\n"},
		{"markdown", "12 Mill Lane<br>Leeds  \nYorkshire\\\nEngland\n", "12 Mill Lane\nLeeds\nYorkshire\nEngland\n"},
		{"markdown", "", ""},
		{"text", "# not *markdown*\n", "# not *markdown*\n"},
	}
	for _, tt := range tests {
		if got := Read(tt.kind, tt.text).Text; strings.Trim(got, "\n") != strings.Trim(tt.want, "\n") {
			t.Errorf("%s %q is read as %q, want %q", tt.kind, tt.text, got, tt.want)
		}
	}
}

// Each word of a text stands in its reading where Span says.
func TestReadingKeepsWords(t *testing.T) {
	const text = "# Rent\n\n* The **rent** is [900](https://example.org) a *month*.\n* It is due `early`.\n"
	r := Read("markdown", text)
	for _, word := range []string{"Rent", "The", "rent", "900", "month", "due", "early"} {
		start := strings.Index(text, word)
		s := r.Span(doc.Span{Start: start, End: start + len(word)})
		if got := r.Text[s.Start:s.End]; got != word {
			t.Errorf("%q stands at %v, where %q is", word, s, got)
		}
	}
	const table = "| Month | Rent |\n|---|---|\n| May | **900** |\n"
	r2 := Read("markdown", table)
	for _, word := range []string{"Month", "Rent", "May", "900"} {
		start := strings.Index(table, word)
		if s := r2.Span(doc.Span{Start: start, End: start + len(word)}); r2.Text[s.Start:s.End] != word {
			t.Errorf("%q is at %v of %q", word, s, r2.Text)
		}
	}
	if link := strings.Index(text, "https"); r.Span(doc.Span{Start: link, End: link + len("https")}) != (doc.Span{Start: r.Span(doc.Span{Start: link, End: link}).Start, End: r.Span(doc.Span{Start: link, End: link}).Start}) {
		t.Errorf("an address that is not read is shown")
	}
}

func FuzzRead(f *testing.F) {
	f.Add("# a\n\n* **b** [c](d)\n", 3, 9)
	f.Add("|a|b|\n|-|-|\n||c<br>|\n", 0, 12)
	f.Fuzz(func(t *testing.T, text string, start, end int) {
		if start < 0 || end < start || end > len(text) {
			t.Skip("no span of the text")
		}
		r := Read("markdown", text)
		if s := r.Span(doc.Span{Start: start, End: end}); s.Start < 0 || s.End > len(r.Text) || s.Start > s.End {
			t.Errorf("[%d, %d) of %q stands at %v of %q", start, end, text, s, r.Text)
		}
	})
}
