package office

import (
	"regexp"
	"strings"

	"footnote/index/doc"
	"footnote/index/extract/prose"
)

// A MarginWriter writes headers and footers behind a text, each of them once. They are members of the document: headings and pages around them
// say nothing about them.
type MarginWriter struct {
	Flow    *prose.BlockFlow
	written map[string]bool
}

// pageNumber matches a header or a footer that says nothing but the number of the page.
var pageNumber = regexp.MustCompile(`(?i)^\W*(?:page|seite|p\.|s\.|pagina|página)?\W*\d*\W*(?:of|von|de|di|sur)?\W*\d*\W*$`)

// Write writes a header or a footer, unless it says nothing, or what another one says.
func (w *MarginWriter) Write(kind string, blocks []prose.Block) {
	var said strings.Builder
	for _, b := range blocks {
		said.WriteString(b.Text() + "\n")
	}
	words := prose.PlainLine(said.String())
	if pageNumber.MatchString(words) || w.written[words] {
		return
	}
	if w.written == nil {
		w.written = map[string]bool{}
	}
	w.written[words] = true
	w.Flow.Lines(2)
	w.Flow.Mark(doc.Mark{Kind: doc.Member, Label: kind})
	for _, b := range blocks {
		w.Flow.Write(b)
	}
	w.Flow.Lines(2)
}
