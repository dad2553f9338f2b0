package extract_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"footnote/index/extract/extracttest"
	"footnote/index/extract/process"
	"footnote/index/extract/reader"
)

// written writes a file into a folder of its own, and returns its path.
func written(t testing.TB, name string, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// A worker without PDFium is replaced by one with it, wherever the PDF is nested.
func TestPoolReadsAPDFWithinAFile(t *testing.T) {
	t.Setenv("FOOTNOTE_TEST_CACHE", extracttest.CacheDir(t))
	p := pool(t, 1, "serve")
	text := written(t, "a.txt", []byte("Some words."))
	inner := written(t, "a.zip", []byte(extracttest.Zipped(t, extracttest.Packed{Name: "notes.txt", Data: "Words of notes."}, extracttest.Packed{Name: "in/lease.pdf", Data: string(extracttest.PDF("", "The rent is due.").Bytes())})))
	for range 2 {
		if document, err := p.File(t.Context(), text); err != nil || document.Text != "Some words." {
			t.Errorf("a text: %q, %v", document.Text, err)
		}
		asked := 0
		document, err := p.FileAdmitted(t.Context(), inner, func(context.Context, int64) error { asked++; return nil })
		if err != nil || !strings.Contains(document.Text, "Words of notes.") || !strings.Contains(document.Text, "The rent is due.") || document.Notes != nil {
			t.Errorf("an archive with a PDF: %q, note %q, %v", document.Text, document.Notes, err)
		}
		if asked != 1 {
			t.Errorf("it asks %d times for room", asked)
		}
	}
}

// Tools read the same for a worker as for an Extractor, and results are cached.
func TestPoolRunsTools(t *testing.T) {
	t.Setenv("FOOTNOTE_TEST_CACHE", extracttest.CacheDir(t))
	picture := written(t, "scan.png", extracttest.PNG(t, extracttest.PictureOf(t, fmt.Sprint(t.Name(), os.Getpid()))))
	mixed := written(t, "mixed.pdf", extracttest.Scanned(t, extracttest.PictureOf(t, fmt.Sprint(t.Name(), os.Getpid(), " in a PDF"))))
	old := written(t, "lease.doc", extracttest.OldWord())
	many := written(t, "many.zip", []byte(extracttest.Zipped(t, extracttest.Packed{Name: "lease.doc", Data: string(extracttest.OldWord())}, extracttest.Packed{Name: "scan.png", Data: string(extracttest.PNG(t, extracttest.PictureOf(t, "another")))})))

	extracttest.WithoutTools(t)
	p := pool(t, 2, "serve") // a pool does not look for tools for each file
	for path, want := range map[string]string{
		picture: "picture(png)",
		old:     "needs-office(doc, docx)",
	} {
		if _, err := p.File(t.Context(), path); err == nil || outcome(err) != want {
			t.Errorf("without tools: %v, want %q", err, want)
		}
	}

	newer := written(t, "newer.docx", extracttest.DOCX(t, extracttest.Styled("Kapitel", "Rent")+extracttest.Para("", "It is due."), nil))
	extracttest.WithTool(t, "soffice", extracttest.FakeOffice(newer))
	p = pool(t, 2, "serve")
	if document, err := p.File(t.Context(), old); err != nil || document.Text != "Rent\n\nIt is due." || document.Kind != "doc" || document.Title != "lease" {
		t.Errorf("an old document: kind %q, title %q, text %q, %v", document.Kind, document.Title, document.Text, err)
	}
	if document, err := p.File(t.Context(), many); err != nil || !strings.Contains(document.Text, "It is due.") {
		t.Errorf("one in an archive: text %q, %v", document.Text, err)
	}

	runs := extracttest.WithTool(t, "tesseract", extracttest.FakeTesseract(extracttest.ScanTable))
	p = pool(t, 2, "serve")
	for range 2 {
		if document, err := p.File(t.Context(), picture); err != nil || document.Text != "Rent is\ndue.\n\nLate" {
			t.Errorf("a picture: text %q, %v", document.Text, err)
		}
		if document, err := p.File(t.Context(), mixed); err != nil || document.Text != "Typed words.\n\nRent is\ndue.\n\nLate\n\nMore words." || document.Notes != nil {
			t.Errorf("a scanned page: text %q, note %q, %v", document.Text, document.Notes, err)
		}
		if document, err := p.File(t.Context(), many); err != nil || !strings.Contains(document.Text, "Rent is") {
			t.Errorf("a picture in an archive: text %q, %v", document.Text, err)
		}
	}
	asked := extracttest.CountFiles(t, runs)
	page, err := p.Page(t.Context(), picture, reader.PageView{Page: 1, Width: 400, Start: 0, End: len("Rent is\ndue.")})
	if err != nil || page.Image.Rect.Dx() != 400 || len(page.Boxes) != 2 {
		t.Errorf("a picture as a page: %v, boxes %v, %v", page.Image, page.Boxes, err)
	}
	if now := extracttest.CountFiles(t, runs); now != asked {
		t.Errorf("tesseract was run %d times more for a picture that it had read", now-asked)
	}

	extracttest.WithTool(t, "tesseract", "echo no >&2; exit 1")
	other := written(t, "other.png", extracttest.PNG(t, extracttest.PictureOf(t, fmt.Sprint(t.Name(), os.Getpid(), " again"))))
	if _, err := p.File(t.Context(), other); err == nil || outcome(err) != "picture-failed" {
		t.Errorf("a tool that fails: %v", err)
	}
}

// Other workers reuse what one has compiled, whatever else the sandbox forbids.
func TestWorkersKeepWhatTheyCompile(t *testing.T) {
	if process.DetectorMemory > 0 {
		t.Skip("compiling PDFium takes minutes under the race detector")
	}
	cache := t.TempDir()
	t.Setenv("FOOTNOTE_TEST_CACHE", cache)
	path := written(t, "a.pdf", extracttest.PDF("", "Some words.").Bytes())
	if doc, err := pool(t, 1, "serve").File(t.Context(), path); err != nil || doc.Text != "Some words." {
		t.Errorf("File = %q, %v", doc.Text, err)
	}
	if kept, err := filepath.Glob(filepath.Join(cache, "wazero-*", "*")); err != nil || len(kept) == 0 {
		t.Errorf("the cache holds %v (%v)", kept, err)
	}
}
