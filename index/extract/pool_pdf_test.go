package extract_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"footnote/index/doc"
	"footnote/index/extract"
	"footnote/index/extract/extracttest"
	"footnote/index/extract/reader"
)

// A page drawn in a worker process is the same as elsewhere.
func TestPoolDrawsAsExtractorDoes(t *testing.T) {
	path := extracttest.PDFPath(t, extracttest.PDF("", "one", "two words").Bytes())
	t.Setenv("FOOTNOTE_TEST_CACHE", extracttest.CacheDir(t))
	p, x := pool(t, 1, "serve"), extracttest.NewPDFs(t)
	view := reader.PageView{Page: 2, Width: 300, Start: 4, End: 9}
	want := extracttest.DrawPage(t, x, path, view) // PDFium is compiled into the cache now, which takes more memory than a worker has under the race detector
	got, err := p.Page(t.Context(), path, view)
	if err != nil || !reflect.DeepEqual(got, want) || len(want.Boxes) != 1 {
		t.Errorf("the pool draws %v with boxes %v (%v), the extractor %v with %v", got.Image, got.Boxes, err, want.Image.Rect, want.Boxes)
	}
	_, err = p.Page(t.Context(), path, reader.PageView{Page: 3, Width: 300})
	if _, want := x.Page(t.Context(), path, reader.PageView{Page: 3, Width: 300}); err == nil || err.Error() != want.Error() {
		t.Errorf("the pool fails with %v, the extractor with %v", err, want)
	}
}

// A password opens a PDF, also within another file, and its pages. Other passwords that are tried do no harm.
func TestPDFPassword(t *testing.T) {
	locked := extracttest.PDF("", "Only some may read this.")
	locked.Encrypt("user", "owner")
	path := extracttest.PDFPath(t, locked.Bytes())
	archive := filepath.Join(t.TempDir(), "letters.zip")
	if err := os.WriteFile(archive, extracttest.ZIP(t, map[string]string{"a.pdf": string(locked.Bytes()), "b.txt": "A note."}), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("FOOTNOTE_TEST_CACHE", extracttest.CacheDir(t))
	readers := map[string]interface {
		File(ctx context.Context, path string, passwords ...string) (doc.Document, error)
		Page(ctx context.Context, path string, view reader.PageView, passwords ...string) (reader.PageImage, error)
	}{"extractor": extracttest.NewPDFs(t), "pool": pool(t, 1, "serve")}
	for name, x := range readers {
		t.Run(name, func(t *testing.T) {
			for _, passwords := range [][]string{{"user"}, {"owner"}, {"", "wrong", "user"}} {
				document, err := x.File(t.Context(), path, passwords...)
				if err != nil || document.Text != "Only some may read this." {
					t.Errorf("with %q: got %q (%v), want its text", passwords, document.Text, err)
				}
				drawn, err := x.Page(t.Context(), path, reader.PageView{Page: 1, Width: 100}, passwords...)
				if err != nil || drawn.Text != "Only some may read this." {
					t.Errorf("with %q: its page has %q (%v)", passwords, drawn.Text, err)
				}
			}
			document, err := x.File(t.Context(), archive, "user")
			if err != nil || !strings.Contains(document.Text, "Only some may read this.") {
				t.Errorf("within an archive: got %q (%v)", document.Text, err)
			}
			if document, err = x.File(t.Context(), archive, "wrong"); err != nil || !document.Notes.Has(doc.CodeLocked) {
				t.Errorf("within an archive, with another: the note is %q (%v)", document.Notes, err)
			}
			var refusal *doc.Refusal
			if _, err := x.File(t.Context(), path, "wrong"); !errors.As(err, &refusal) || !refusal.Has(doc.CodeLocked) {
				t.Errorf("with another: got %v, want a refusal", err)
			}
		})
	}
}

func TestAWorkerIsToldNoSecret(t *testing.T) {
	for _, name := range []string{"OPENAI_API_KEY", "FOOTNOTE_API_KEY", "FOOTNOTE_PASSWORD", "GITHUB_TOKEN", "aws_secret_access_key", "PGPASSWORD"} {
		t.Setenv(name, "hunter22")
	}
	told := filepath.Join(t.TempDir(), "told")
	t.Setenv("FOOTNOTE_TEST_ENVIRONMENT", told)
	t.Setenv(asWorker, "environment")
	pool := extract.NewPool(1, workerCommand("environment")...)
	if _, err := pool.File(t.Context(), os.Args[0]); err == nil {
		t.Error("a worker that died read the file")
	}
	if err := pool.Close(); err != nil {
		t.Error(err)
	}
	data, err := os.ReadFile(told)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(data), "hunter22") || !strings.Contains(string(data), asWorker) {
		t.Errorf("it was told\n%s", data)
	}
}
