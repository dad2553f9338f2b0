package prose

import (
	"bytes"
	"fmt"
	"strings"
)

// The size of a page.
const (
	LinesPerPage = 50
	WordsPerLine = 12
)

// PDF returns a PDF of pages pages of prose: a catalogue, a page tree, a font, then each page with its content.
func (w *Writer) PDF(pages int) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	var offsets []int
	object := func(format string, args ...any) {
		offsets = append(offsets, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n", len(offsets))
		fmt.Fprintf(&b, format, args...)
		b.WriteString("\nendobj\n")
	}
	const first = 4
	var kids strings.Builder
	for i := range pages {
		fmt.Fprintf(&kids, "%d 0 R ", first+2*i)
	}
	object("<</Type/Catalog /Pages 2 0 R>>")
	object("<</Type/Pages /Count %d /Kids [%s] /MediaBox [0 0 595 842] /Resources <</Font <</F 3 0 R>>>>>>", pages, kids.String())
	object("<</Type/Font /Subtype/Type1 /BaseFont/Helvetica>>")
	for i := range pages {
		var content strings.Builder
		content.WriteString("BT /F 10 Tf 14 TL 60 780 Td\n")
		for range LinesPerPage {
			fmt.Fprintf(&content, "(%s) Tj T*\n", w.Phrase(WordsPerLine))
		}
		content.WriteString("ET")
		object("<</Type/Page /Parent 2 0 R /Contents %d 0 R>>", first+2*i+1)
		object("<</Length %d>>\nstream\n%s\nendstream", content.Len(), content.String())
	}
	table := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(offsets)+1)
	for _, at := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", at)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d /Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(offsets)+1, table)
	return b.Bytes()
}
