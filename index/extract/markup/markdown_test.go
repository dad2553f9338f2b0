package markup_test

import (
	"reflect"
	"strings"
	"testing"

	"footnote/index/doc"
	"footnote/index/extract/extracttest"
)

func TestMarkdown(t *testing.T) {
	source := strings.Join([]string{
		"---",
		"title: The *Lease*",
		"author: [Ada Byron, Max Frisch]",
		"---",
		"",
		"# Lease of `a` [flat](https://x.org)",
		"",
		"Words & <b>more</b>.",
		"",
		"Notice",
		"------",
		"```",
		"# no heading",
		"```",
		"> # quoted",
		"",
		"#",
		"",
		"   ### Three *months* \\# ##",
		"end",
	}, "\r\n")
	document := extracttest.MustRead(t, "lease.md", []byte(source))
	if want := strings.ReplaceAll(source, "\r\n", "\n"); document.Text != want {
		t.Errorf("text %q, want the source as it stands, %q", document.Text, want)
	}
	if document.Title != "The *Lease*" || document.Author != "Ada Byron, Max Frisch" || document.Kind != "markdown" {
		t.Errorf("title %q, author %q, kind %q", document.Title, document.Author, document.Kind)
	}
	type seen struct {
		line, level int
		label       string
	}
	var got []seen
	for _, m := range document.Places.Marks {
		got = append(got, seen{document.Places.At(document.Text, m.Start, m.Start+1).Line, m.Level, m.Label})
	}
	want := []seen{{6, 1, "Lease of a flat"}, {10, 2, "Notice"}, {19, 3, "Three months #"}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("headings %v, want %v", got, want)
	}
}

func TestMarkdownTitle(t *testing.T) {
	tests := []struct{ name, source, want string }{
		{"front matter", "---\ntitle: A\n---\n# B\n", "A"},
		{"top heading", "## C\n# B\n", "B"},
		{"no top heading", "## C\nwords", "notes"},
		{"a rule is no front matter", "---\nwords\n---\n# B\n", "B"},
		{"front matter that is no YAML", "---\ntitle: [\n---\n# B\n", "B"},
		{"front matter without an end", "---\ntitle: A\n# B\n", "B"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if document := extracttest.MustRead(t, "notes.md", []byte(tt.source)); document.Title != tt.want {
				t.Errorf("got title %q, want %q", document.Title, tt.want)
			}
		})
	}
}

func TestTextKeepsLines(t *testing.T) {
	document := extracttest.MustRead(t, "a b.txt", []byte("one\r\ntwo\rthree\n\nfive\x00\xff "+strings.Repeat("naïve ", 30)))
	if want := "one\ntwo\nthree\n\nfive\ufffd\ufffd " + strings.Repeat("naïve ", 30); document.Text != want {
		t.Errorf("got %q, want %q", document.Text, want)
	}
	at := strings.Index(document.Text, "five")
	got := document.Places.At(document.Text, at, at+4)
	if want := (doc.Place{Line: 5, EndLine: 5}); !reflect.DeepEqual(got, want) {
		t.Errorf("place %+v, want %+v", got, want)
	}
	if document.Title != "a b" || document.Kind != "text" {
		t.Errorf("title %q, kind %q", document.Title, document.Kind)
	}
}
