package extract_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"footnote/index/doc"
	"footnote/index/extract"
	"footnote/index/extract/extracttest"
)

// Every format has an entry in the table of kinds that the engine uses.
func TestKindsAreKnown(t *testing.T) {
	for _, kind := range extract.New("").Kinds() {
		if !doc.IsKind(kind) {
			t.Errorf("doc knows no %q", kind)
		}
	}
}

// An Extractor may be closed more than once, whether or not it has read a PDF, and refuses PDFs afterwards.
func TestCloseTwice(t *testing.T) {
	x := extract.New("")
	for range 2 {
		if err := x.Close(); err != nil {
			t.Fatalf("close: %v", err)
		}
	}
	pdf := extracttest.PDF("", "words").Bytes()
	if doc, err := x.Reader(t.Context(), "a.pdf", bytes.NewReader(pdf), int64(len(pdf))); err == nil {
		t.Errorf("a closed Extractor read %q", doc.Text)
	}
}

func TestRefusals(t *testing.T) {
	tests := []struct {
		name    string
		file    string
		data    string
		reason  doc.Class
		message string
	}{
		{"no bytes", "a.txt", "", doc.Empty, "empty"},
		{"only white space", "a.txt", " \r\n\t\n", doc.Empty, "no-words"},
		{"a page without words", "a.html", "<html><body><img src=x></body></html>", doc.Empty, "no-words"},
		{"a picture", "a.txt", "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", doc.Damaged, "damaged"},
		{"an archive", "a.txt", "Rar!\x1a\x07\x01\x00\x33\x92", doc.Unsupported, "format(rar)"},
		{"a program that can be run", "notes", "\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00>\x00", doc.Unsupported, "format(elf)"},
		{"a program called a text", "notes.md", "\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00", doc.Unsupported, "format(elf)"},
		{"noise called a text", "a.txt", strings.Repeat("\x01\x02\xfe\x07", 50), doc.Unsupported, "unknown-format"},
		{"noise behind text", "a.txt", strings.Repeat("text\n", 4000) + strings.Repeat("\x01\x02\xfe\x07", 5000), doc.Unsupported, "unknown-format"},
		{"markup for machines", "a.txt", "%!PS-Adobe-3.0\n(Hello) show", doc.Unsupported, "format(ps)"},
		{"Word's older format", "a.doc", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("\x00", 2000), doc.Unsupported, "save-newer(doc, docx)"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := extracttest.Read(t, tt.file, []byte(tt.data))
			var refusal *doc.Refusal
			if !errors.As(err, &refusal) {
				t.Fatalf("got error %v, want a refusal", err)
			}
			if refusal.Code.Class() != tt.reason || refusal.Outcome.String() != tt.message {
				t.Errorf("got %s (%s), want %s (%s)", refusal.Code.Class(), refusal.Outcome.String(), tt.reason, tt.message)
			}
		})
	}
}

func TestFileRefusals(t *testing.T) {
	x := extract.New("")
	dir := t.TempDir()
	locked := filepath.Join(dir, "locked.txt")
	if err := os.WriteFile(locked, []byte("words"), 0); err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name, path string
		reason     doc.Class
		message    string
	}{
		{"missing", filepath.Join(dir, "gone.txt"), doc.Unreadable, "missing"},
		{"folder", dir, doc.Unsupported, "not-file(folder)"},
		{"no permission", locked, doc.Unreadable, "permission"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if f, err := os.Open(tt.path); tt.path == locked && err == nil {
				_ = f.Close()
				t.Skip("this user may read everything")
			}
			_, err := x.File(t.Context(), tt.path)
			var refusal *doc.Refusal
			if !errors.As(err, &refusal) || refusal.Code.Class() != tt.reason || refusal.Outcome.String() != tt.message {
				t.Errorf("got %v, want %s (%s)", err, tt.reason, tt.message)
			}
		})
	}
}

// A disk failure says nothing about the file, whatever its reader makes of the missing bytes.
func TestFailingDiskIsNoDamage(t *testing.T) {
	for name, data := range map[string][]byte{
		"a.docx": extracttest.DOCX(t, extracttest.Para("", "words"), nil),
		"a.pdf":  extracttest.PDF("", "Some words.").Bytes(),
		"a.zip":  []byte(extracttest.Zipped(t, extracttest.Packed{Name: "a.txt", Data: "words"})),
		"a.txt":  []byte(strings.Repeat("words\n", 5000)),
	} {
		for _, from := range []int64{0, int64(len(data)) / 2, int64(len(data)) - 10} {
			x := extracttest.NewPDFs(t)
			_, err := x.Reader(t.Context(), name, failingDisk{bytes.NewReader(data), from}, int64(len(data)))
			var refusal *doc.Refusal
			if !errors.As(err, &refusal) || refusal.Code.Class() != doc.Unreadable || !refusal.Passing {
				t.Errorf("%s, from byte %d on: %v, want a refusal as unreadable", name, from, err)
			}
		}
	}
}

// A failingDisk fails to read from a byte on.
type failingDisk struct {
	file io.ReaderAt
	from int64
}

func (f failingDisk) ReadAt(p []byte, at int64) (int, error) {
	if at+int64(len(p)) > f.from {
		return 0, syscall.EIO
	}
	return f.file.ReadAt(p, at)
}

func TestFileCancelled(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.txt")
	if err := os.WriteFile(path, []byte("words"), 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := extract.New("").File(ctx, path); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want context.Canceled", err)
	}
}
