package pdf_test

import (
	"fmt"
	"strings"
	"testing"

	"footnote/index/extract/extracttest"
)

// Two columns are read one after the other, in whatever order the file draws their lines; what crosses them comes before or after both. Rows of
// tables are read across.
func TestPDFReadingOrder(t *testing.T) {
	const n = 12
	left := func(i int) string {
		return extracttest.PDFWords(72, 650-14*float64(i), fmt.Sprintf("left column words of line %c", 'a'+i))
	}
	right := func(i int) string {
		return extracttest.PDFWords(310, 650-14*float64(i), fmt.Sprintf("right column words of line %c", 'a'+i))
	}
	title := extracttest.PDFWords(72, 720, "A title that goes across both columns of the page, from one edge of it to the other")
	foot := extracttest.PDFWords(72, 300, "A note at the foot that goes across both columns of the page, from one edge to the other")
	all := func(part func(int) string) (all string) {
		for i := range n {
			all += part(i)
		}
		return all
	}
	lines := func(side string) (all []string) {
		for i := range n {
			all = append(all, fmt.Sprintf("%s column words of line %c", side, 'a'+i))
		}
		return all
	}
	across := func(i int) string { return left(i) + right(i) }
	columns := strings.Join(append(lines("left"), lines("right")...), "\n")
	titled := "A title that goes across both columns of the page, from one edge of it to the other\n" + columns +
		"\nA note at the foot that goes across both columns of the page, from one edge to the other"
	var table, rows string
	for i := range n {
		y := 650 - 14*float64(i)
		table += extracttest.PDFWords(72, y, fmt.Sprintf("row %d", i)) + extracttest.PDFWords(200, y, fmt.Sprintf("%d.50", i)) + extracttest.PDFWords(310, y, fmt.Sprintf("%d EUR", 7*i))
		rows += fmt.Sprintf("row %d %d.50 %d EUR\n", i, i, 7*i)
	}
	backward := func(part func(int) string) func(int) string {
		return func(i int) string { return part(n - 1 - i) }
	}
	tests := []struct{ name, content, want string }{
		{"column after column", title + all(left) + all(right) + foot, titled},
		{"line by line across both", title + all(across) + foot, titled},
		{"the right one first", all(right) + all(left), columns},
		{"from the foot up", foot + all(backward(across)) + title, titled},
		{"the title last", all(left) + all(right) + foot + title, titled},
		{"a table", table, strings.TrimSpace(rows)},
		{"three columns", all(func(i int) string {
			y := 650 - 14*float64(i)
			return extracttest.PDFWords(40, y, "the first column here") + extracttest.PDFWords(220, y, "the second column here") + extracttest.PDFWords(400, y, "the third column here")
		}), strings.Repeat("the first column here\n", n) + strings.Repeat("the second column here\n", n) + strings.TrimSpace(strings.Repeat("the third column here\n", n))},
	}
	x := extracttest.NewPDFs(t)
	for _, tt := range tests {
		for _, turn := range []int{0, 90, 180, 270} {
			t.Run(fmt.Sprint(tt.name, " turned by ", turn), func(t *testing.T) {
				f := extracttest.DrawnPages(tt.content)
				f.Objects[extracttest.PDFFirstPage-1] = strings.Replace(f.Objects[extracttest.PDFFirstPage-1], "/Type/Page", fmt.Sprintf("/Type/Page /Rotate %d", turn), 1)
				document, err := extracttest.ReadWith(t, x, "a.pdf", f.Bytes())
				if err != nil || document.Text != tt.want {
					t.Errorf("(%v) got\n%s\nwant\n%s", err, document.Text, tt.want)
				}
			})
		}
	}
}

// Text that runs up the page is read in its own direction, after the main text.
func TestPDFWordsTurned(t *testing.T) {
	up := "BT /F 10 Tf 0 1 -1 0 50 300 Tm (read it) Tj ET BT /F 10 Tf 0 1 -1 0 64 300 Tm (upwards) Tj ET\n"
	document, err := extracttest.ReadWith(t, extracttest.NewPDFs(t), "a.pdf", extracttest.DrawnPages(up+extracttest.PDFWords(72, 700, "the words of most of the page")+extracttest.PDFWords(72, 686, "go on here")).Bytes())
	if want := "the words of most of the page\ngo on here\nread it\nupwards"; err != nil || document.Text != want {
		t.Errorf("got %q (%v), want %q", document.Text, err, want)
	}
}

// Text beyond the page's edges is invisible, and not read.
func TestPDFBeyondTheEdges(t *testing.T) {
	f := extracttest.DrawnPages(extracttest.PDFWords(72, 700, "seen") + extracttest.PDFWords(-300, 650, "left of it") + extracttest.PDFWords(72, 900, "above it"))
	f.Objects[extracttest.PDFFirstPage-1] = strings.Replace(f.Objects[extracttest.PDFFirstPage-1], "/Type/Page", "/Type/Page /MediaBox [0 0 595 842]", 1)
	if document, err := extracttest.ReadWith(t, extracttest.NewPDFs(t), "a.pdf", f.Bytes()); err != nil || document.Text != "seen" {
		t.Errorf("got %q (%v), want what is seen", document.Text, err)
	}
}
