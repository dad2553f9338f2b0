package export_test

import (
	"errors"
	"io"
	"strings"
	"testing"

	"footnote/app/export"
)

var sentences = []export.Sentence{
	{Words: "It is <b>780</b> crowns.", Notes: notes, Begins: true},
	{Words: "It is due."},
	{Words: "• By post", Notes: notes[:1], Begins: true},
}

func TestAnswerMarkdown(t *testing.T) {
	var b strings.Builder
	escape := func(words string) string { return strings.ReplaceAll(words, "<", `\<`) }
	if err := export.AnswerMarkdown(&b, "What is <it>?", sentences, escape); err != nil {
		t.Fatal(err)
	}
	first := "“He said \"50 %\" \\<b> & {x}; naïve 日本” — [Größe & Form, p. 3 (/d/100% a.pdf)](<file:///d/100%25%20a.pdf#page=3>)\n"
	want := "# What is \\<it>?\n\n" +
		"It is \\<b>780\\</b> crowns.[^1][^2] It is due.\n\n• By post[^3]\n" +
		"\n[^1]: " + first +
		"\n[^2]: “=1+1, or\tmore” — [-Title (/d/b.txt)](<file:///d/b.txt>)\n" +
		"\n[^3]: " + first
	if got := b.String(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// TestAnswerDOCX reads the document back through the engine and compares it with what was written.
func TestAnswerDOCX(t *testing.T) {
	doc := readBack(t, func(out io.Writer) error { return export.AnswerDOCX(out, "What is <it>?", sentences) })
	for _, words := range []string{"What is <it>?", "It is <b>780</b> crowns.", " It is due.", "• By post", "naïve 日本” — Größe & Form, p. 3", "-Title (/d/b.txt)"} {
		if !strings.Contains(doc.Text, words) {
			t.Errorf("%q is not in\n%s", words, doc.Text)
		}
	}
}

func TestAnswersSayWhenTheyCannotBeWritten(t *testing.T) {
	full := errors.New("disk full")
	for name, write := range map[string]func() error{
		"markdown": func() error {
			return export.AnswerMarkdown(broken{full}, "?", sentences, func(s string) string { return s })
		},
		"docx": func() error { return export.AnswerDOCX(broken{full}, "?", sentences) },
	} {
		if err := write(); !errors.Is(err, full) {
			t.Errorf("%s: %v, want %v", name, err, full)
		}
	}
}
