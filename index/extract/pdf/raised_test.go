package pdf_test

import (
	"fmt"
	"strings"
	"testing"

	"footnote/index/extract/extracttest"
	"footnote/index/extract/pdf"
	"footnote/index/extract/reader"
)

// Digits above the line are told from those on it, however a file raises them.
func TestPDFRaisedDigits(t *testing.T) {
	// rise writes what stands before a number, the number above the line and what follows it.
	rise := func(before, number, after string) string {
		return fmt.Sprintf("BT /F 12 Tf 72 700 Td (%s) Tj /F 7 Tf 4 Ts (%s) Tj 0 Ts /F 12 Tf (%s) Tj ET", before, number, after)
	}
	tests := []struct{ name, content, want string }{
		{"note", rise("the towpath", "12", " at dawn"), "the towpath¹² at dawn"},
		{"note behind a full stop", rise("by charter.", "3", " Then"), "by charter.³ Then"},
		{"notes behind each other", rise("by charter", "12,13", " it"), "by charter¹²,¹³ it"},
		{"the note itself", rise("", "12", "See the lease"), "¹²See the lease"},
		{"unit", rise("85 m", "2", " in all"), "85 m² in all"},
		{"power", rise("about 10", "6", " cells"), "about 10⁶ cells"},
		{"letters", rise("the 5", "th", " of May"), "the 5th of May"},
		{"fraction", rise("", "1", "/2 cup"), "1 /2 cup"},
		{"below the line", strings.Replace(rise("H", "2", "O"), "4 Ts", "-3 Ts", 1), "H2O"},
		{"on the line", strings.Replace(rise("A", "4", " paper"), "4 Ts", "0 Ts", 1), "A4 paper"},
		{"smaller, on the line", strings.Replace(rise("1", "00", " g"), "4 Ts", "0 Ts", 1), "100 g"},
		{"moved", "BT /F 12 Tf 72 700 Td (towpath) Tj /F 7 Tf 43 4 Td (12) Tj /F 12 Tf 12 -4 Td (at dawn) Tj ET", "towpath¹² at dawn"},
		{"scaled", "BT /F 1 Tf 12 0 0 12 72 700 Tm (towpath) Tj 7 0 0 7 115 704 Tm (12) Tj 12 0 0 12 127 700 Tm (at dawn) Tj ET", "towpath¹² at dawn"},
		{"up the page", "BT /F 12 Tf 0 1 -1 0 100 300 Tm (towpath) Tj /F 7 Tf 4 Ts (12) Tj 0 Ts /F 12 Tf ( at dawn) Tj ET", "towpath¹² at dawn"},
	}
	x := extracttest.NewPDFs(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := extracttest.PDF("", "")
			f.Objects[extracttest.PDFFirstPage] = fmt.Sprintf("<</Length %d>>\nstream\n%s\nendstream", len(tt.content), tt.content)
			data := f.Bytes()
			document, err := extracttest.ReadWith(t, x, "a.pdf", data)
			if err != nil || document.Text != tt.want {
				t.Fatalf("got %q (%v), want %q", document.Text, err, tt.want)
			}
			page := extracttest.DrawPage(t, x, extracttest.PDFPath(t, data), reader.PageView{Page: 1, Width: 800, End: len(document.Text)})
			words, err := pdf.WordsIn(t.Context(), extracttest.CacheDir(t), data, 1, page.Image.Rect.Size(), page.Boxes)
			if got, want := letters(strings.Join(words, "")), letters(document.Text); err != nil || got != want {
				t.Errorf("under the boxes: %q (%v), want %q", words, err, want)
			}
		})
	}
}
