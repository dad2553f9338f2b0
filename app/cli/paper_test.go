package cli

import (
	"strings"
	"testing"

	"github.com/rivo/uniseg"

	"footnote/index"
)

func TestWrap(t *testing.T) {
	tests := []struct {
		name  string
		text  string
		width int
		want  []string
	}{
		{"nothing", "", 10, nil},
		{"fits", "one two", 10, []string{"one two"}},
		{"breaks at spaces", "one two three four", 9, []string{"one two", "three", "four"}},
		{"exactly the width", "one two", 7, []string{"one two"}},
		{"keeps the document's lines", "- a\n- b\n\nc", 10, []string{"- a", "- b", "", "c"}},
		{"newline at the end", "one\n", 10, []string{"one"}},
		{"carriage returns go", "one\r\ntwo", 10, []string{"one", "two"}},
		{"a word longer than a line", "abcdefghij kl", 4, []string{"abcd", "efgh", "ij", "kl"}},
		{"wide characters take two columns", "日本語の文章", 6, []string{"日本語", "の文章"}},
		{"an accent stays with its letter", "e\u0301e\u0301e\u0301", 2, []string{"e\u0301e\u0301", "e\u0301"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var got []string
			for _, line := range wrap(test.text, test.width) {
				got = append(got, test.text[line.Start:line.End])
			}
			if strings.Join(got, "|") != strings.Join(test.want, "|") || len(got) != len(test.want) {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

// FuzzWrap checks that lines are in order and disjoint, that none is too wide, and that only white space is left out between them.
func FuzzWrap(f *testing.F) {
	f.Add("one two three\nfour", 8)
	f.Add("日本語の文章 abcdefghijklmnop", 5)
	f.Add("\t\tx\u200bx 👩‍👩‍👧 é\r\n\n", 3)
	f.Fuzz(func(t *testing.T, text string, width int) {
		text = strings.ToValidUTF8(text, "?")
		width = 2 + max(width, 0)%100
		at := 0
		for _, line := range wrap(text, width) {
			if line.Start < at || line.End < line.Start || line.End > len(text) {
				t.Fatalf("line %v after byte %d of %d", line, at, len(text))
			}
			if between := text[at:line.Start]; strings.Trim(between, " \t\r\n") != "" {
				t.Fatalf("left out %q", between)
			}
			words := text[line.Start:line.End]
			if w := uniseg.StringWidth(words); w > width && uniseg.GraphemeClusterCount(words) > 1 {
				t.Fatalf("%q takes %d columns of %d", words, w, width)
			}
			at = line.End
		}
		if rest := text[at:]; strings.Trim(rest, " \t\r\n") != "" {
			t.Fatalf("left out %q at the end", rest)
		}
	})
}

func TestMarked(t *testing.T) {
	text := "three months of notice"
	spans := []index.Span{{Start: 0, End: 5}, {Start: 13, End: 22}}
	tests := []struct {
		name   string
		styled bool
		line   index.Span
		want   string
	}{
		{"bold", true, index.Span{Start: 0, End: 22}, "\x1b[1mthree\x1b[0m months \x1b[1mof notice\x1b[0m"},
		{"plain", false, index.Span{Start: 0, End: 22}, text},
		{"a highlight cut by the line's end", true, index.Span{Start: 6, End: 15}, "months \x1b[1mof\x1b[0m"},
		{"a highlight begun on the line above", true, index.Span{Start: 16, End: 22}, "\x1b[1mnotice\x1b[0m"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p := &paper{styled: test.styled}
			if got := p.marked(text, test.line, spans); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestPrintableDisarmsTerminals(t *testing.T) {
	got := printable("a\x1b[31mb\u202ec\nd\u009be")
	if want := "a\uFFFD[31mb\uFFFDc d\uFFFDe"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
