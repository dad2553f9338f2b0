// Package extracttest reads files for the tests of extraction, checks what every extraction promises, and writes files of every format.
package extracttest

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"footnote/index/doc"
	"footnote/index/extract"
	"footnote/index/extract/reader"
)

var Prose = strings.Repeat("The tenant pays the rent on the first of each month, in advance — “without delay”.\n", 100)

// Documents returns the collection of real and hostile documents, which lies beside the repository on some machines. Without it, the test is skipped.
func Documents(t testing.TB) []string {
	t.Helper()
	if testing.Short() {
		t.Skip("reads several hundred files")
	}
	root, err := os.Getwd()
	for err == nil && !Exists(filepath.Join(root, "go.mod")) {
		root = filepath.Dir(root)
	}
	dir := filepath.Join(root, "..", "shared", "documents")
	if err != nil || !Exists(dir) {
		t.Skipf("no collection of documents at %s", dir)
	}
	var files []string
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() {
			files = append(files, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func Exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// Read reads data as a file called name.
func Read(t testing.TB, name string, data []byte) (doc.Document, error) {
	t.Helper()
	x := extract.New("")
	t.Cleanup(func() {
		if err := x.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return ReadWith(t, x, name, data)
}

// ReadWith reads data twice, and checks what every extraction promises.
func ReadWith(t testing.TB, x *extract.Extractor, name string, data []byte) (doc.Document, error) {
	t.Helper()
	document, err := x.Reader(t.Context(), name, bytes.NewReader(data), int64(len(data)))
	again, errAgain := x.Reader(t.Context(), name, bytes.NewReader(data), int64(len(data)))
	if !reflect.DeepEqual(document, again) || (err == nil) != (errAgain == nil) {
		t.Fatalf("reading twice differs:\n%#v, %v\n%#v, %v", document, err, again, errAgain)
	}
	CheckOutcome(t, document, err)
	return document, err
}

// MustRead is Read for a file that must give text.
func MustRead(t testing.TB, name string, data []byte) doc.Document {
	t.Helper()
	document, err := Read(t, name, data)
	if err != nil {
		t.Fatalf("read %s: %v", name, err)
	}
	return document
}

// CheckOutcome checks a document, or an error, for what File promises.
func CheckOutcome(t testing.TB, document doc.Document, err error) {
	t.Helper()
	var refusal *doc.Refusal
	switch {
	case err == nil:
		CheckDocument(t, document)
	case !errors.As(err, &refusal):
		t.Errorf("error %v (%T) is not a refusal", err, err)
	case refusal.Code.Class() == "" || refusal.Outcome.String() == "" || strings.ContainsAny(refusal.Outcome.String(), "\n\x00"):
		t.Errorf("refusal without a reason or a sentence: %#v", refusal)
	}
}

func CheckDocument(t testing.TB, document doc.Document) {
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

// width orders the marks of one byte: wider ones precede what they hold.
func width(kind doc.MarkKind) int {
	switch kind {
	case doc.Message, doc.Member:
		return 2
	case doc.Heading, doc.Symbol:
		return 0
	}
	return 1
}

func checkMarks(t testing.TB, document doc.Document) {
	t.Helper()
	count := map[doc.MarkKind]int{}
	var before doc.Mark
	for i, m := range document.Places.Marks {
		switch {
		case m.Start < 0 || m.Start > len(document.Text):
			t.Fatalf("mark %d %+v lies outside the text of %d bytes", i, m, len(document.Text))
		case m.Start < len(document.Text) && !utf8.RuneStart(document.Text[m.Start]):
			t.Errorf("mark %d %+v lies within a character", i, m)
		case i > 0 && (m.Start < before.Start || m.Start == before.Start && width(m.Kind) > width(before.Kind)):
			t.Errorf("mark %d %+v is out of order behind %+v", i, m, before)
		case (m.Kind == doc.Page || m.Kind == doc.Slide) && m.Page <= count[m.Kind]:
			t.Errorf("mark %d %+v: numbers of pages and slides do not rise", i, m)
		case m.Kind == doc.Heading && (m.Level < 1 || m.Label == ""):
			t.Errorf("mark %d %+v: a heading needs a level and words", i, m)
		case m.Kind == doc.Sheet && m.Label == "":
			t.Errorf("mark %d %+v: a sheet needs a name", i, m)
		}
		count[m.Kind] = m.Page
		if m.Kind == doc.Message || m.Kind == doc.Member { // counts start anew in it
			clear(count)
		}
		before = m
	}
}

// A RefusalTest is a file that gives no text, and why.
type RefusalTest struct {
	Name   string
	Data   []byte
	Reason doc.Class
}

func (tt RefusalTest) Check(t *testing.T, file string) {
	t.Helper()
	_, err := Read(t, file, tt.Data)
	var refusal *doc.Refusal
	if !errors.As(err, &refusal) || refusal.Code.Class() != tt.Reason {
		t.Errorf("got %v, want a refusal as %s", err, tt.Reason)
	}
}

// CacheDir returns the folder that keeps compiled code between runs of the tests.
func CacheDir(t testing.TB) string {
	t.Helper()
	dir, err := os.UserCacheDir()
	if err != nil {
		return t.TempDir()
	}
	return filepath.Join(dir, "footnote-test", "compiled")
}

// Fuzz reads fuzzed data as a file called name. It must give a document that keeps its promises, or a refusal.
func Fuzz(f *testing.F, name string, seeds ...string) {
	for _, s := range seeds {
		f.Add([]byte(s))
	}
	x := extract.New("")
	f.Cleanup(func() { _ = x.Close() })
	f.Fuzz(func(t *testing.T, data []byte) { _, _ = ReadWith(t, x, name, data) })
}

// FuzzPart fuzzes a part of a container. The checksums of archives keep Fuzz from reaching it.
func FuzzPart(f *testing.F, name string, pack func(t *testing.T, part string) []byte, seeds ...string) {
	for _, s := range seeds {
		f.Add(s)
	}
	x := extract.New("")
	f.Fuzz(func(t *testing.T, part string) { _, _ = ReadWith(t, x, name, pack(t, part)) })
}

var Long = strings.TrimSpace(strings.Repeat("Enough words for an article. ", 10))

// PlaceOf returns the place of the first occurrence of words in a document.
func PlaceOf(t *testing.T, document doc.Document, words string) doc.Place {
	t.Helper()
	at := strings.Index(document.Text, words)
	if at < 0 {
		t.Fatalf("no %q in %q", words, document.Text)
	}
	return document.Places.At(document.Text, at, at+len(words))
}

// OutlineOf lists the marks of a document whose lines are those of its file, as "line kind-level label".
func OutlineOf(t *testing.T, document doc.Document) []string {
	t.Helper()
	if !document.Places.Lines {
		t.Error("lines of the text are not those of the file")
	}
	var got []string
	for _, m := range document.Places.Marks {
		if m.Start > 0 && document.Text[m.Start-1] != '\n' {
			t.Errorf("mark %+v does not begin a line", m)
		}
		line := document.Places.At(document.Text, m.Start, m.Start).Line
		kind := map[doc.MarkKind]string{doc.Heading: "h", doc.Symbol: "s", doc.Time: "t"}[m.Kind]
		got = append(got, fmt.Sprintf("%d %s%d %s", line, kind, m.Level, m.Label))
	}
	return got
}

func PDFPath(t testing.TB, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "a.pdf")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func DrawPage(t *testing.T, x *extract.Extractor, path string, view reader.PageView) reader.PageImage {
	t.Helper()
	page, err := x.Page(t.Context(), path, view)
	if err != nil {
		t.Fatalf("page %d of %s: %v", view.Page, path, err)
	}
	return page
}

// NewPDFs returns an Extractor whose compiled code is shared by the tests of this run, and kept for the next.
func NewPDFs(t testing.TB) *extract.Extractor {
	t.Helper()
	x := extract.New(CacheDir(t))
	t.Cleanup(func() {
		if err := x.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return x
}
