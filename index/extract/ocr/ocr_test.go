package ocr_test

import (
	"errors"
	"fmt"
	"image"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"footnote/index/doc"
	"footnote/index/extract"
	"footnote/index/extract/extracttest"
	"footnote/index/extract/ocr"
	"footnote/index/extract/reader"
)

func TestPicture(t *testing.T) {
	runs := extracttest.WithTool(t, "tesseract", extracttest.FakeTesseract(extracttest.ScanTable))
	x := extract.New(t.TempDir())
	path := filepath.Join(t.TempDir(), "scan.png")
	if err := os.WriteFile(path, extracttest.PNG(t, extracttest.PictureOf(t, "")), 0o600); err != nil {
		t.Fatal(err)
	}
	document, err := x.File(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	extracttest.CheckDocument(t, document)
	if document.Text != "Rent is\ndue.\n\nLate" || document.Kind != "picture" || document.Title != "scan" {
		t.Errorf("kind %q, title %q, text %q", document.Kind, document.Title, document.Text)
	}
	asked := extracttest.CountFiles(t, runs)
	page, err := x.Page(t.Context(), path, reader.PageView{Page: 1, Width: 400, Start: 0, End: len("Rent is\ndue.")})
	if err != nil {
		t.Fatal(err)
	}
	if want := []image.Rectangle{image.Rect(20, 20, 140, 39), image.Rect(20, 60, 80, 79)}; fmt.Sprint(page.Boxes[0].Min.X, page.Boxes[0].Max.X, len(page.Boxes)) != fmt.Sprint(want[0].Min.X, want[0].Max.X, len(want)) {
		t.Errorf("boxes %v, want about %v", page.Boxes, want)
	}
	if page.Image.Rect.Dx() != 400 || page.Text != document.Text || page.Pages != 1 {
		t.Errorf("a page of %v with the text %q, one of %d", page.Image.Rect, page.Text, page.Pages)
	}
	if now := extracttest.CountFiles(t, runs); now != asked {
		t.Errorf("tesseract was run %d times more for a picture that it had read", now-asked)
	}
}

func TestPictureRefusals(t *testing.T) {
	plain := extracttest.PNG(t, extracttest.PictureOf(t, ""))
	for name, tt := range map[string]struct {
		script string // "" for no tesseract
		data   []byte
		reason doc.Class
		words  string
	}{
		"no tesseract":    {"", plain, doc.Scan, "picture(png)"},
		"it fails":        {"echo no >&2; exit 1", plain, doc.Damaged, "picture-failed"},
		"no words":        {extracttest.FakeTesseract("1\t1\t0\t0\t0\t0\t0\t0\t200\t100\t-1\t\n5\t1\t1\t1\t1\t1\t1\t1\t1\t1\t90\t~~ | --\n"), plain, doc.Empty, "no-words-pictured"},
		"an icon":         {"exit 1", extracttest.PNG(t, image.NewRGBA(image.Rect(0, 0, 64, 64))), doc.Empty, "tiny-picture"},
		"a broken header": {"exit 1", plain[:20], doc.Damaged, "damaged"},
	} {
		t.Run(name, func(t *testing.T) {
			extracttest.WithoutTools(t)
			if tt.script != "" {
				extracttest.WithTool(t, "tesseract", tt.script)
			}
			_, err := extracttest.Read(t, "a.png", tt.data)
			var refusal *doc.Refusal
			if !errors.As(err, &refusal) || refusal.Code.Class() != tt.reason || refusal.Outcome.String() != tt.words {
				t.Errorf("got %v, want %q", err, tt.words)
			}
		})
	}
}

func TestScannedPage(t *testing.T) {
	runs := extracttest.WithTool(t, "tesseract", extracttest.FakeTesseract(extracttest.ScanTable))
	x := extracttest.NewPDFs(t)
	path := filepath.Join(t.TempDir(), "mixed.pdf")
	if err := os.WriteFile(path, extracttest.Scanned(t, extracttest.PictureOf(t, fmt.Sprint(t.Name(), os.Getpid()))), 0o600); err != nil {
		t.Fatal(err)
	}
	document, err := x.File(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	extracttest.CheckDocument(t, document)
	if document.Text != "Typed words.\n\nRent is\ndue.\n\nLate\n\nMore words." || document.Notes != nil {
		t.Errorf("text %q, note %q", document.Text, document.Notes)
	}
	for words, page := range map[string]int{"Typed": 1, "due": 2, "More": 3} {
		if got := extracttest.PlaceOf(t, document, words); got.Page != page {
			t.Errorf("%q is on page %d, want %d", words, got.Page, page)
		}
	}
	asked := extracttest.CountFiles(t, runs)
	page, err := x.Page(t.Context(), path, reader.PageView{Page: 2, Width: 600, Start: 0, End: 7})
	if err != nil || page.Text != "Rent is\ndue.\n\nLate" || len(page.Boxes) != 1 || page.Boxes[0].Min.X != 30 {
		t.Errorf("page text %q, boxes %v, error %v", page.Text, page.Boxes, err)
	}
	if now := extracttest.CountFiles(t, runs); now != asked {
		t.Errorf("tesseract was run %d times more for a page that it had read", now-asked)
	}
	extracttest.WithoutTools(t)
	if document, err = x.File(t.Context(), path); err != nil || document.Notes.String() != "pages-pictured(1, 3)" {
		t.Errorf("without tesseract: note %q, error %v", document.Notes, err)
	}
}

// TestTesseract reads a picture, and a scanned page, with the real program.
func TestTesseract(t *testing.T) {
	if _, err := exec.LookPath("tesseract"); err != nil {
		t.Skip("tesseract is not installed: apt-get install tesseract-ocr")
	}
	picture := extracttest.PictureOf(t, "The rent is due", "on the first day.")
	x := extracttest.NewPDFs(t)
	document, err := extracttest.ReadWith(t, x, "a.png", extracttest.PNG(t, picture))
	if err != nil || !strings.HasPrefix(document.Text, "The rent is due\n") || !strings.Contains(document.Text, "on the first") {
		t.Errorf("picture: got %q (%v)", document.Text, err)
	}
	document, err = extracttest.ReadWith(t, x, "a.pdf", extracttest.Scanned(t, picture))
	if err != nil || !strings.HasPrefix(document.Text, "Typed words.\n\nThe rent is due\n") || !strings.HasSuffix(document.Text, "\n\nMore words.") {
		t.Errorf("scanned page: got %q (%v)", document.Text, err)
	}
}

func FuzzOCRTable(f *testing.F) {
	f.Add(extracttest.ScanTable)
	f.Add("1\t1\n5\t\t\t\t\t\t\t\t\t\t99\t\x00a 000\n")
	f.Fuzz(func(t *testing.T, table string) {
		for _, page := range ocr.PagesOf(table) {
			at := 0
			for _, w := range page.Words {
				if w.Start < at || w.End <= w.Start || w.End > len(page.Text) || strings.ContainsAny(page.Text[w.Start:w.End], " \n") {
					t.Fatalf("%v is no word behind byte %d of %q", w, at, page.Text)
				}
				at = w.End
			}
		}
	})
}
