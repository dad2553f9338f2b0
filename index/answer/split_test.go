package answer

import (
	"strings"

	"footnote/index/chunk"
)

// split is the engine's own splitter, by which answers are read.
func split(text string) []Span {
	return chunk.Sentences(text)
}

// claimed is claims in short: "text [cites]", with a dash before an item and three dots after what is open.
func claimed(claims []Claim) string {
	var b strings.Builder
	for _, c := range claims {
		b.WriteString(short(c) + "\n")
	}
	return strings.TrimSuffix(b.String(), "\n")
}
