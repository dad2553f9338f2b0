package extract_test

import (
	"fmt"
	"strings"
	"testing"

	"footnote/index/extract/extracttest"
)

func hostilePDFs() []hostile {
	const f = "a.pdf"
	page := func(of func(n int) string) func(testing.TB, int) []byte {
		return func(_ testing.TB, n int) []byte { return extracttest.DrawnPages(of(n)).Bytes() }
	}
	return []hostile{
		{f, "pages", func(_ testing.TB, n int) []byte {
			pages := make([]string, n)
			for i := range pages {
				pages[i] = fmt.Sprintf("words of page %d", i)
			}
			return extracttest.PDF("", pages...).Bytes()
		}, 100},
		{f, "characters of a line", page(func(n int) string { return "BT /F 1 Tf 10 700 Td (" + strings.Repeat("a", n) + ") Tj ET" }), 3_000},
		{f, "lines", page(func(n int) string {
			var b strings.Builder
			for i := range n {
				b.WriteString(extracttest.PDFWords(72, 800-float64(i)*700/float64(n), "words of a line"))
			}
			return b.String()
		}), 300},
		{f, "words at the same place", page(func(n int) string { return strings.Repeat(extracttest.PDFWords(72, 700, "a"), n) }), 500},
		{f, "words in columns", page(func(n int) string {
			var b strings.Builder
			for i := range n {
				b.WriteString(extracttest.PDFWords(float64(i*37%500), 800-float64(i%50)*14, "ab"))
			}
			return b.String()
		}), 500},
		{f, "columns", page(func(n int) string {
			var b strings.Builder
			for i := range n {
				b.WriteString(extracttest.PDFWords(20+float64(i%20)*28, 800-float64(i/20)*14, "abcdefghij"))
			}
			return b.String()
		}), 500},
		{f, "turned words", page(func(n int) string {
			return strings.Repeat("BT /F 10 Tf 0.7 0.7 -0.7 0.7 100 300 Tm (ab) Tj ET ", n)
		}), 500},
		{f, "states", page(func(n int) string { return strings.Repeat("q ", n) + extracttest.PDFWords(72, 700, "a") }), 20_000},
		{f, "paths", page(func(n int) string { return strings.Repeat("0 0 1 1 re f ", n) + extracttest.PDFWords(72, 700, "a") }), 5_000},
		{f, "nested forms", func(_ testing.TB, n int) []byte {
			p := extracttest.PDF("", "")
			for range n {
				next := len(p.Objects) + 2
				p.Stream(fmt.Sprintf("/Type/XObject /Subtype/Form /BBox [0 0 595 842] /Resources <</Font <</F 3 0 R>> /XObject <</X %d 0 R>>>>", next), "/X Do BT /F 9 Tf (x) Tj ET")
			}
			p.Objects[extracttest.PDFPages-1] = strings.Replace(p.Objects[extracttest.PDFPages-1], "/Font", fmt.Sprintf("/XObject <</X %d 0 R>> /Font", extracttest.PDFFirstPage+2), 1)
			p.Objects[extracttest.PDFFirstPage] = "<</Length 5>>\nstream\n/X Do\nendstream"
			return p.Bytes()
		}, 100},
		{f, "objects", func(_ testing.TB, n int) []byte {
			p := extracttest.PDF("", "words")
			for range n {
				p.Add("<</A [1 2 3]>>")
			}
			return p.Bytes()
		}, 2_000},
		{f, "nested lists", func(_ testing.TB, n int) []byte {
			p := extracttest.PDF("", "words")
			p.Add("%s", strings.Repeat("[", n)+strings.Repeat("]", n))
			return p.Bytes()
		}, 5_000},
		{f, "objects without a table", func(_ testing.TB, n int) []byte {
			p := extracttest.PDF("", "words")
			for range n {
				p.Add("<</A [1 2 3]>>")
			}
			whole := p.Bytes()
			return whole[:len(whole)-20]
		}, 2_000},
		{f, "fonts", func(_ testing.TB, n int) []byte {
			p := extracttest.PDF("", "")
			var fonts, words strings.Builder
			for i := range n {
				fmt.Fprintf(&fonts, "/F%d %d 0 R ", i, p.Add("<</Type/Font /Subtype/Type1 /BaseFont/Helvetica /Encoding/WinAnsiEncoding>>"))
				fmt.Fprintf(&words, "BT /F%d 10 Tf 72 %d Td (a) Tj ET ", i, i%800)
			}
			p.Objects[extracttest.PDFPages-1] = strings.Replace(p.Objects[extracttest.PDFPages-1], "/Font <<", "/Font <<"+fonts.String(), 1)
			p.Objects[extracttest.PDFFirstPage] = fmt.Sprintf("<</Length %d>>\nstream\n%s\nendstream", words.Len(), words.String())
			return p.Bytes()
		}, 200},
		{f, "bookmarks", func(_ testing.TB, n int) []byte { return bookmarked(n, false).Bytes() }, 300},
		{f, "nested bookmarks", func(_ testing.TB, n int) []byte { return bookmarked(n, true).Bytes() }, 100},
		{f, "notes", func(_ testing.TB, n int) []byte {
			p := extracttest.PDF("", "words")
			p.Objects[extracttest.PDFFirstPage-1] = strings.Replace(p.Objects[extracttest.PDFFirstPage-1], "/Type/Page", "/Type/Page /Annots ["+
				strings.Repeat("<</Type/Annot /Subtype/FreeText /Rect [200 760 400 780] /F 4 /Contents (note)>>", n)+"]", 1)
			return p.Bytes()
		}, 200},
		{f, "a long note", func(_ testing.TB, n int) []byte {
			p := extracttest.PDF("", "words")
			p.Objects[extracttest.PDFFirstPage-1] = strings.Replace(p.Objects[extracttest.PDFFirstPage-1], "/Type/Page", "/Type/Page /Annots [<</Type/Annot /Subtype/FreeText /DA (/Helv 900 Tf) /Rect [0 0 100000 100000] /F 4 /Contents ("+
				strings.Repeat("note ", n)+")>>]", 1)
			return p.Bytes()
		}, 500},
		{f, "labels", func(_ testing.TB, n int) []byte {
			return extracttest.PDF("/PageLabels <</Nums ["+string(numbered("0 <</S/r>>", " %d <</S/D>>", "")(nil, n))+"]>>", make([]string, 20)...).Bytes()
		}, 2_000},
	}
}

// bookmarked returns a PDF with bookmarks that lead alternately to its two pages.
func bookmarked(n int, nested bool) *extracttest.PDFFile {
	p := extracttest.PDF("", strings.Repeat("words of a page\n", n/4+1), strings.Repeat("more words\n", n/4+1))
	first := len(p.Objects) + 2
	p.Objects[extracttest.PDFCatalog-1] = strings.Replace(p.Objects[extracttest.PDFCatalog-1], "/Type/Catalog", fmt.Sprintf("/Type/Catalog /Outlines %d 0 R", first-1), 1)
	p.Add("<</Type/Outlines /First %d 0 R /Last %d 0 R>>", first, first+n-1)
	for i := range n {
		link := fmt.Sprintf("/Next %d 0 R", first+i+1)
		if nested {
			link = fmt.Sprintf("/First %d 0 R /Last %d 0 R", first+i+1, first+i+1)
		}
		if i == n-1 {
			link = ""
		}
		p.Add("<</Title (Bookmark %d) /Parent %d 0 R /Dest [%d 0 R /Fit] %s>>", i, first-1, extracttest.PDFFirstPage+2*(i%2), link)
	}
	return p
}
