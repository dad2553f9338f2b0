package pdf_test

import (
	"context"
	"errors"
	"fmt"
	"image"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"footnote/index/doc"
	"footnote/index/extract"
	"footnote/index/extract/extracttest"
	"footnote/index/extract/pdf"
	"footnote/index/extract/reader"
)

// letters returns what of s is the same on a page and in its text: letters and digits.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, norm.NFKC.String(s))
}

// The words under the boxes are those asked for, whatever is done to their page, and each line has one box.
func TestPageBoxes(t *testing.T) {
	x := extracttest.NewPDFs(t)
	const prose = "Either party may end the tenancy (by giving notice).\n\"It's late,\" he said: a, b ... c.\nlast"
	page := func(entries string) *extracttest.PDFFile {
		f := extracttest.PDF("", "another page", prose)
		f.Objects[extracttest.PDFFirstPage+1] = strings.Replace(f.Objects[extracttest.PDFFirstPage+1], "/Type/Page", "/Type/Page "+entries, 1)
		return f
	}
	placed := func(content string) *extracttest.PDFFile {
		f := extracttest.PDF("", "another page", "")
		f.Objects[extracttest.PDFFirstPage+2] = fmt.Sprintf("<</Length %d>>\nstream\n%s\nendstream", len(content), content)
		return f
	}
	beyond := extracttest.PDF("", "another page", "ab cd\nefa")
	toUnicode := beyond.Stream("", "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n1 begincodespacerange <00> <FF> endcodespacerange\n"+
		"2 beginbfchar <61> <D835DC00> <63> <D835DC02> endbfchar\nendcmap end end")
	beyond.Objects[extracttest.PDFFont-1] = strings.Replace(beyond.Objects[extracttest.PDFFont-1], "/Type/Font", fmt.Sprintf("/Type/Font /ToUnicode %d 0 R", toUnicode), 1)
	tests := []struct {
		name  string
		file  *extracttest.PDFFile
		lines int
	}{
		{"plain", page(""), 3},
		{"turned", page("/Rotate 90"), 3},
		{"turned over", page("/Rotate 180"), 3},
		{"cropped", page("/CropBox [40 400 500 800]"), 3},
		{"in other units", page("/UserUnit 2"), 3},
		{"a word broken", placed("BT /F 12 Tf 14 TL 72 700 Td (Either par-) Tj T* (ty may end) Tj ET"), 2},
		{"words up the page", placed("BT /F 12 Tf 0 1 -1 0 100 300 Tm (Either party) Tj ET BT /F 12 Tf 0 1 -1 0 120 300 Tm (may end) Tj ET"), 2},
		{"characters without a meaning", placed("BT /F 12 Tf 14 TL 72 700 Td (Ei\001ther \003 par) Tj T* (\002ty) Tj ET"), 2},
		{"characters beyond the first 65,536", beyond, 2},
		{"an index", placed("BT /F 12 Tf 72 700 Td (Either) Tj /F 7 Tf 5 Ts (12) Tj 0 Ts /F 12 Tf ( party) Tj ET"), 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			data := tt.file.Bytes()
			path := extracttest.PDFPath(t, data)
			all := extracttest.DrawPage(t, x, path, reader.PageView{Page: 2, Width: 800, End: 1 << 20})
			if len(all.Boxes) != tt.lines || all.Pages != 2 {
				t.Errorf("%d boxes for %q on one of %d pages, want %d on one of 2", len(all.Boxes), all.Text, all.Pages, tt.lines)
			}
			for start := range all.Text {
				if start > 0 && all.Text[start-1] > ' ' {
					continue
				}
				for _, end := range []int{start + strings.IndexAny(all.Text[start:]+" ", " \n"), len(all.Text)} {
					checkBoxes(t, x, data, path, reader.PageView{Page: 2, Width: 800, Start: start, End: end}, all.Text)
				}
			}
		})
	}
}

// checkBoxes compares the words under the boxes of a view with those asked for.
func checkBoxes(t *testing.T, x *extract.Extractor, data []byte, path string, view reader.PageView, text string) {
	t.Helper()
	page := extracttest.DrawPage(t, x, path, view)
	words, err := pdf.WordsIn(t.Context(), extracttest.CacheDir(t), data, view.Page, page.Image.Rect.Size(), page.Boxes)
	if err != nil {
		t.Fatal(err)
	}
	for _, box := range page.Boxes {
		if box.Empty() || !box.In(page.Image.Rect) {
			t.Errorf("box %v of %v", box, page.Image.Rect)
		}
	}
	if got, want := letters(strings.Join(words, "")), letters(text[view.Start:view.End]); got != want {
		t.Errorf("under the boxes of %q: %q", text[view.Start:view.End], words)
	}
}

// Words of another column in the same line are not in the boxes.
func TestPageBoxesOfColumns(t *testing.T) {
	x := extracttest.NewPDFs(t)
	content := "BT /F 12 Tf 14 TL 72 700 Td (Left one) Tj T* (left two) Tj ET BT /F 12 Tf 14 TL 300 700 Td (right one) Tj T* (right two) Tj ET"
	f := extracttest.PDF("", "")
	f.Objects[extracttest.PDFFirstPage] = fmt.Sprintf("<</Length %d>>\nstream\n%s\nendstream", len(content), content)
	path := extracttest.PDFPath(t, f.Bytes())
	page := extracttest.DrawPage(t, x, path, reader.PageView{Page: 1, Width: 595, End: 1 << 20})
	if len(page.Boxes) != 4 {
		t.Fatalf("%d boxes for %q, want one for each line of a column", len(page.Boxes), page.Text)
	}
	for _, box := range page.Boxes {
		if box.Dx() > 80 {
			t.Errorf("box %v goes across both columns", box)
		}
	}
}

// Nearly all passages from real documents have exactly their words under the boxes. The others slant, overlap, or lie beyond the page's edge.
func TestPageBoxesOfDocuments(t *testing.T) {
	const each, enough = 4, 0.97 // one in so many files; share of the passages
	x := extracttest.NewPDFs(t)
	random := rand.New(rand.NewPCG(1, 2))
	all, right, n := 0, 0, 0
	for _, path := range extracttest.Documents(t) {
		if !strings.EqualFold(filepath.Ext(path), ".pdf") {
			continue
		}
		if n++; n%each != 0 {
			continue
		}
		whole, err := x.Page(t.Context(), path, reader.PageView{Page: 1, Width: 100})
		if err != nil {
			continue
		}
		drawn, _, _ := strings.Cut("\n\n"+whole.Text, "\n\n[") // remarks follow
		if drawn = strings.TrimPrefix(drawn, "\n\n"); letters(drawn) == "" {
			continue
		}
		start, end := passageOf(drawn, random)
		page := extracttest.DrawPage(t, x, path, reader.PageView{Page: 1, Width: 1600, Start: start, End: end})
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		words, err := pdf.WordsIn(t.Context(), extracttest.CacheDir(t), data, 1, page.Image.Rect.Size(), page.Boxes)
		if err != nil {
			t.Fatal(err)
		}
		all++
		if got, want := letters(strings.Join(words, "")), letters(whole.Text[start:end]); got == want {
			right++
		} else {
			t.Logf("%s: under the boxes of %.80q: %.80q", filepath.Base(path), want, got)
		}
	}
	t.Logf("%d of %d passages have just their words under their boxes", right, all)
	if all == 0 || float64(right) < enough*float64(all) {
		t.Errorf("%d of %d passages have just their words under their boxes, want %v of them", right, all, enough)
	}
}

// passageOf returns some whole words.
func passageOf(text string, random *rand.Rand) (start, end int) {
	start = random.IntN(len(text))
	end = min(start+20+random.IntN(500), len(text))
	for start > 0 && text[start-1] > ' ' {
		start--
	}
	for end < len(text) && text[end] > ' ' {
		end++
	}
	return start, end
}

// A drawn page has the width asked for, is opaque, and shows its words only where the boxes are.
func TestPageImage(t *testing.T) {
	x := extracttest.NewPDFs(t)
	path := extracttest.PDFPath(t, extracttest.PDF("", "black words on white").Bytes())
	page := extracttest.DrawPage(t, x, path, reader.PageView{Page: 1, Width: 500, End: 20})
	if got, want := page.Image.Rect, image.Rect(0, 0, 500, 708); got != want || len(page.Boxes) != 1 {
		t.Fatalf("a picture of %v with %d boxes, want %v with 1", got, len(page.Boxes), want)
	}
	ink := 0
	for y := range 708 {
		for x := range 500 {
			c := page.Image.RGBAAt(x, y)
			if c.A != 0xff {
				t.Fatalf("pixel %d, %d is not opaque", x, y)
			}
			if dark := c.R < 128; dark && !image.Pt(x, y).In(page.Boxes[0]) {
				t.Fatalf("ink at %d, %d, outside of the box %v", x, y, page.Boxes[0])
			} else if dark {
				ink++
			}
		}
	}
	if ink < 100 {
		t.Errorf("%d dark pixels in the box", ink)
	}
	if huge := extracttest.DrawPage(t, x, path, reader.PageView{Page: 1, Width: 1 << 30}).Image.Rect; huge.Dx()*huge.Dy() > 12<<20+huge.Dx() || huge.Dx() < 2500 {
		t.Errorf("asked for a very large picture, got %v", huge)
	}
}

func TestPageRefusals(t *testing.T) {
	x := extracttest.NewPDFs(t)
	locked := extracttest.PDF("", "words")
	locked.Encrypt("user", "owner")
	whole := extracttest.PDFPath(t, extracttest.PDF("", "words").Bytes())
	tests := []struct {
		name, path string
		page       int
		reason     doc.Class
	}{
		{"page 0", whole, 0, doc.Unsupported},
		{"a page beyond the last", whole, 2, doc.Unsupported},
		{"encrypted", extracttest.PDFPath(t, locked.Bytes()), 1, doc.Encrypted},
		{"no PDF", extracttest.PDFPath(t, []byte("words")), 1, doc.Damaged},
		{"not there", filepath.Join(t.TempDir(), "a.pdf"), 1, doc.Unreadable},
		{"a folder", t.TempDir(), 1, doc.Unsupported},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := x.Page(t.Context(), tt.path, reader.PageView{Page: tt.page, Width: 100})
			var refusal *doc.Refusal
			if !errors.As(err, &refusal) || refusal.Code.Class() != tt.reason {
				t.Errorf("got %v, want a refusal as %s", err, tt.reason)
			}
		})
	}
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	if _, err := x.Page(ctx, extracttest.PDFPath(t, endless()), reader.PageView{Page: 1, Width: 100}); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("a page that takes years: got %v, want it stopped at the deadline", err)
	}
}
