package pdf_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"footnote/index/extract/extracttest"
)

// What repeats at the head and foot of pages is skipped, with page numbers. What is there once, or is all of a page, is not.
func TestPDFFurniture(t *testing.T) {
	page := func(n int, head string) string {
		body := ""
		for line := range 5 {
			body += extracttest.PDFWords(72, 700-14*float64(line), fmt.Sprintf("what page %d says in line %d", n, line))
		}
		return extracttest.PDFWords(72, 800, head) + body + extracttest.PDFWords(280, 40, fmt.Sprintf("- %d -", n))
	}
	tests := []struct {
		name  string
		pages []string
		want  string
	}{
		{"running titles of even and odd pages", []string{
			page(1, "The Lease"), page(2, "A Form"), page(3, "The Lease"), page(4, "A Form"), page(5, "The Lease"), page(6, "A Form"),
		}, "The Lease|- 1 -|A Form|- 2 -|The Lease|- 3 -|A Form|- 4 -|The Lease|- 5 -|A Form|- 6 -"},
		{"other heads on each page", []string{page(1, "Rent"), page(2, "Notice"), page(3, "Heating")}, "- 1 -|- 2 -|- 3 -"},
		{"two pages", []string{page(1, "Rent"), page(2, "Rent")}, ""},
		{"numbers that are no page's", []string{
			page(1, "Total 12"), page(2, "Total 40"), page(3, "Total 7"),
		}, "- 1 -|- 2 -|- 3 -"},
		{"pages that say the same", slices.Repeat([]string{extracttest.PDFWords(72, 700, "Keep off") + extracttest.PDFWords(72, 686, "the grass")}, 4), ""},
	}
	x := extracttest.NewPDFs(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			document, err := extracttest.ReadWith(t, x, "a.pdf", extracttest.DrawnPages(tt.pages...).Bytes())
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, s := range document.Skip {
				got = append(got, document.Text[s.Start:s.End])
			}
			if strings.Join(got, "|") != tt.want {
				t.Errorf("skipped %q of\n%s\nwant %q", got, document.Text, tt.want)
			}
		})
	}
}
