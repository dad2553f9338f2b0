package export

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// A Sentence is a part of an answer, one line of any characters, with the passages that support it.
type Sentence struct {
	Words  string
	Notes  []Note
	Begins bool // a paragraph
}

// AnswerMarkdown writes an answer as Markdown, with a footnote for each passage that supports a sentence. A footnote quotes the passage.
func AnswerMarkdown(w io.Writer, heading string, sentences []Sentence, escape func(words string) string) error {
	b := bufio.NewWriter(w)
	fmt.Fprintf(b, "# %s\n\n", escape(heading))
	var feet strings.Builder
	number := 0
	for i, s := range sentences {
		switch {
		case i == 0:
		case s.Begins:
			fmt.Fprint(b, "\n\n")
		default:
			fmt.Fprint(b, " ")
		}
		fmt.Fprint(b, escape(s.Words))
		for _, n := range s.Notes {
			number++
			fmt.Fprintf(b, "[^%d]", number)
			fmt.Fprintf(&feet, "\n[^%d]: “%s” — [%s](<%s>)\n", number, escape(n.Words), escape(n.source()), n.Link)
		}
	}
	fmt.Fprintf(b, "\n%s", feet.String())
	return wrap("markdown", b.Flush())
}

// AnswerDOCX writes an answer like AnswerMarkdown, as a Word document.
func AnswerDOCX(w io.Writer, heading string, sentences []Sentence) error {
	var body, feet strings.Builder
	body.WriteString(bodyHead(heading) + `<w:p>`)
	feet.WriteString(feetHead)
	number := 0
	for i, s := range sentences {
		words := s.Words
		switch {
		case i == 0:
		case s.Begins:
			body.WriteString(`</w:p><w:p>`)
		default:
			words = " " + words
		}
		body.WriteString(run(words))
		for _, n := range s.Notes {
			number++
			body.WriteString(reference(number))
			feet.WriteString(footnote(number, "“"+n.Words+"” — "+n.source()))
		}
	}
	body.WriteString(`</w:p>`)
	return docx(w, body.String(), feet.String())
}
