package extract_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"footnote/index/extract"
)

// written writes a file into a folder of its own and returns its path.
func written(t testing.TB, name string, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// A worker that was not prepared for a PDF is replaced by one that is, wherever the PDF lies.
func TestPoolReadsAPDFWithinAFile(t *testing.T) {
	t.Setenv("FOOTNOTE_TEST_CACHE", cacheDir(t))
	p := pool(t, 1, "serve")
	text := written(t, "a.txt", []byte("Some words."))
	inner := written(t, "a.zip", []byte(zipped(t, packed{"notes.txt", "Words of notes."}, packed{"in/lease.pdf", string(pdfOf("", "The rent is due.").bytes())})))
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

// Tools read for a worker what they read for an Extractor, and what they read is kept.
func TestPoolRunsTools(t *testing.T) {
	t.Setenv("FOOTNOTE_TEST_CACHE", cacheDir(t))
	picture := written(t, "scan.png", pngOf(t, pictureOf(t, fmt.Sprint(t.Name(), os.Getpid()))))
	mixed := written(t, "mixed.pdf", scanned(t, pictureOf(t, fmt.Sprint(t.Name(), os.Getpid(), " in a PDF"))))
	old := written(t, "lease.doc", oldWord())
	many := written(t, "many.zip", []byte(zipped(t, packed{"lease.doc", string(oldWord())}, packed{"scan.png", string(pngOf(t, pictureOf(t, "another")))})))
	p := pool(t, 2, "serve")

	withoutTools(t)
	for path, want := range map[string]string{
		picture: "picture(png)",
		old:     "needs-office(doc, docx)",
	} {
		if _, err := p.File(t.Context(), path); err == nil || outcome(err) != want {
			t.Errorf("without tools: %v, want %q", err, want)
		}
	}

	newer := written(t, "newer.docx", docxOf(t, styled("Kapitel", "Rent")+para("", "It is due."), nil))
	withTool(t, "soffice", fakeOffice(newer))
	if document, err := p.File(t.Context(), old); err != nil || document.Text != "Rent\n\nIt is due." || document.Kind != "doc" || document.Title != "lease" {
		t.Errorf("an old document: kind %q, title %q, text %q, %v", document.Kind, document.Title, document.Text, err)
	}
	if document, err := p.File(t.Context(), many); err != nil || !strings.Contains(document.Text, "It is due.") {
		t.Errorf("one in an archive: text %q, %v", document.Text, err)
	}

	runs := withTool(t, "tesseract", fakeTesseract(scanTable))
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
	asked := countFiles(t, runs)
	page, err := p.Page(t.Context(), picture, extract.PageView{Page: 1, Width: 400, Start: 0, End: len("Rent is\ndue.")})
	if err != nil || page.Image.Rect.Dx() != 400 || len(page.Boxes) != 2 {
		t.Errorf("a picture as a page: %v, boxes %v, %v", page.Image, page.Boxes, err)
	}
	if now := countFiles(t, runs); now != asked {
		t.Errorf("tesseract was run %d times more for a picture that it had read", now-asked)
	}

	withTool(t, "tesseract", "echo no >&2; exit 1")
	other := written(t, "other.png", pngOf(t, pictureOf(t, fmt.Sprint(t.Name(), os.Getpid(), " again"))))
	if _, err := p.File(t.Context(), other); err == nil || outcome(err) != "picture-failed" {
		t.Errorf("a tool that fails: %v", err)
	}
}

// What one worker compiles is kept for the others, whatever else workers are kept from.
func TestWorkersKeepWhatTheyCompile(t *testing.T) {
	if extract.DetectorMemory > 0 {
		t.Skip("compiling PDFium takes minutes under the race detector")
	}
	cache := t.TempDir()
	t.Setenv("FOOTNOTE_TEST_CACHE", cache)
	path := written(t, "a.pdf", pdfOf("", "Some words.").bytes())
	if doc, err := pool(t, 1, "serve").File(t.Context(), path); err != nil || doc.Text != "Some words." {
		t.Errorf("File = %q, %v", doc.Text, err)
	}
	if kept, err := filepath.Glob(filepath.Join(cache, "wazero-*", "*")); err != nil || len(kept) == 0 {
		t.Errorf("the cache holds %v (%v)", kept, err)
	}
}
