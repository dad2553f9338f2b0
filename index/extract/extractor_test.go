package extract_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"syscall"
	"testing"
	"unicode/utf8"

	"footnote/index/doc"
	"footnote/index/extract"
)

// read extracts data as a file called name.
func read(t testing.TB, name string, data []byte) (extract.Document, error) {
	t.Helper()
	x := extract.New("")
	t.Cleanup(func() {
		if err := x.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return readWith(t, x, name, data)
}

// What is read is a format of the table that the rest of the engine looks into.
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
	pdf := pdfOf("", "words").bytes()
	if doc, err := x.Reader(t.Context(), "a.pdf", bytes.NewReader(pdf), int64(len(pdf))); err == nil {
		t.Errorf("a closed Extractor read %q", doc.Text)
	}
}

// readWith extracts data twice, and holds what comes back against what every extraction promises.
func readWith(t testing.TB, x *extract.Extractor, name string, data []byte) (extract.Document, error) {
	t.Helper()
	document, err := x.Reader(t.Context(), name, bytes.NewReader(data), int64(len(data)))
	again, errAgain := x.Reader(t.Context(), name, bytes.NewReader(data), int64(len(data)))
	if !reflect.DeepEqual(document, again) || (err == nil) != (errAgain == nil) {
		t.Fatalf("reading twice differs:\n%#v, %v\n%#v, %v", document, err, again, errAgain)
	}
	checkOutcome(t, document, err)
	return document, err
}

// mustRead is read for a file that has to give text.
func mustRead(t testing.TB, name string, data []byte) extract.Document {
	t.Helper()
	document, err := read(t, name, data)
	if err != nil {
		t.Fatalf("read %s: %v", name, err)
	}
	return document
}

// checkOutcome holds a document or an error against what File promises of it.
func checkOutcome(t testing.TB, document extract.Document, err error) {
	t.Helper()
	var refusal *doc.Refusal
	switch {
	case err == nil:
		checkDocument(t, document)
	case !errors.As(err, &refusal):
		t.Errorf("error %v (%T) is not a refusal", err, err)
	case refusal.Code.Class() == "" || refusal.Outcome.String() == "" || strings.ContainsAny(refusal.Outcome.String(), "\n\x00"):
		t.Errorf("refusal without a reason or a sentence: %#v", refusal)
	}
}

func checkDocument(t testing.TB, document extract.Document) {
	t.Helper()
	if !utf8.ValidString(document.Text) {
		t.Error("text is not valid UTF-8")
	}
	if i := strings.IndexAny(document.Text, "\r\x00"); i >= 0 {
		t.Errorf("text has %q at byte %d", document.Text[i], i)
	}
	if strings.TrimSpace(document.Text) == "" {
		t.Error("text is empty")
	}
	for _, label := range []string{document.Title, document.Author, document.Notes.String()} {
		if !utf8.ValidString(label) || strings.ContainsAny(label, "\n\r\x00") {
			t.Errorf("label %q is not one line of valid UTF-8", label)
		}
	}
	if document.Title == "" || document.Kind == "" {
		t.Errorf("title %q, kind %q: want both", document.Title, document.Kind)
	}
	checkMarks(t, document)
	at := 0
	for _, s := range document.Skip {
		if s.Start < at || s.End <= s.Start || s.End > len(document.Text) || !utf8.ValidString(document.Text[s.Start:s.End]) {
			t.Fatalf("%v is no span to skip behind byte %d of %d", s, at, len(document.Text))
		}
		at = s.End
	}
}

// width is the order of the marks of one byte: what is wider stands before what it holds.
func width(kind extract.MarkKind) int {
	switch kind {
	case extract.Message, extract.Member:
		return 2
	case extract.Heading, extract.Symbol:
		return 0
	}
	return 1
}

func checkMarks(t testing.TB, document extract.Document) {
	t.Helper()
	count := map[extract.MarkKind]int{}
	var before extract.Mark
	for i, m := range document.Places.Marks {
		switch {
		case m.Start < 0 || m.Start > len(document.Text):
			t.Fatalf("mark %d %+v lies outside the text of %d bytes", i, m, len(document.Text))
		case m.Start < len(document.Text) && !utf8.RuneStart(document.Text[m.Start]):
			t.Errorf("mark %d %+v lies within a character", i, m)
		case i > 0 && (m.Start < before.Start || m.Start == before.Start && width(m.Kind) > width(before.Kind)):
			t.Errorf("mark %d %+v is out of order behind %+v", i, m, before)
		case (m.Kind == extract.Page || m.Kind == extract.Slide) && m.Page <= count[m.Kind]:
			t.Errorf("mark %d %+v: numbers of pages and slides do not rise", i, m)
		case m.Kind == extract.Heading && (m.Level < 1 || m.Label == ""):
			t.Errorf("mark %d %+v: a heading needs a level and words", i, m)
		case m.Kind == extract.Sheet && m.Label == "":
			t.Errorf("mark %d %+v: a sheet needs a name", i, m)
		}
		count[m.Kind] = m.Page
		if m.Kind == extract.Message || m.Kind == extract.Member { // all is counted anew in it
			clear(count)
		}
		before = m
	}
}

// A refusalTest is a file that gives no text, and why.
type refusalTest struct {
	name   string
	data   []byte
	reason doc.Class
}

func (tt refusalTest) check(t *testing.T, file string) {
	t.Helper()
	_, err := read(t, file, tt.data)
	var refusal *doc.Refusal
	if !errors.As(err, &refusal) || refusal.Code.Class() != tt.reason {
		t.Errorf("got %v, want a refusal as %s", err, tt.reason)
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
		{"a program called a text", "notes.md", "\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00", doc.Unsupported, "format(elf)"},
		{"noise called a text", "a.txt", strings.Repeat("\x01\x02\xfe\x07", 50), doc.Unsupported, "unknown-format"},
		{"noise behind text", "a.txt", strings.Repeat("text\n", 4000) + strings.Repeat("\x01\x02\xfe\x07", 5000), doc.Unsupported, "unknown-format"},
		{"markup for machines", "a.txt", "%!PS-Adobe-3.0\n(Hello) show", doc.Unsupported, "format(ps)"},
		{"Word's older format", "a.doc", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("\x00", 2000), doc.Unsupported, "save-newer(doc, docx)"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := read(t, tt.file, []byte(tt.data))
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

// A disk that fails says nothing about the file on it, whatever its reader makes of what is missing.
func TestFailingDiskIsNoDamage(t *testing.T) {
	for name, data := range map[string][]byte{
		"a.docx": docxOf(t, para("", "words"), nil),
		"a.pdf":  pdfOf("", "Some words.").bytes(),
		"a.zip":  []byte(zipped(t, packed{"a.txt", "words"})),
		"a.txt":  []byte(strings.Repeat("words\n", 5000)),
	} {
		for _, from := range []int64{0, int64(len(data)) / 2, int64(len(data)) - 10} {
			x := newPDFs(t)
			_, err := x.Reader(t.Context(), name, failingDisk{bytes.NewReader(data), from}, int64(len(data)))
			var refusal *doc.Refusal
			if !errors.As(err, &refusal) || refusal.Code.Class() != doc.Unreadable || !refusal.Passing {
				t.Errorf("%s, from byte %d on: %v, want a refusal as unreadable", name, from, err)
			}
		}
	}
}

// A failingDisk fails to read what is behind a byte.
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

// cacheDir is where compiled code is kept between runs of the tests.
func cacheDir(t testing.TB) string {
	t.Helper()
	dir, err := os.UserCacheDir()
	if err != nil {
		return t.TempDir()
	}
	return filepath.Join(dir, "footnote-test", "compiled")
}
