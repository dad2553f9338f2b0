package export_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"footnote/app/export"
	"footnote/index/doc"
	"footnote/index/extract"
)

var notes = []export.Note{
	{Words: `He said "50 %" <b> & {x}; naïve 日本`, Title: "Größe & Form", Place: "p. 3", Path: "/d/100% a.pdf", Link: "file:///d/100%25%20a.pdf#page=3"},
	{Words: "=1+1, or\tmore", Title: "-Title", Path: "/d/b.txt", Link: "file:///d/b.txt"},
}

func TestMarkdown(t *testing.T) {
	var b strings.Builder
	escape := func(words string) string { return strings.ReplaceAll(words, "<", `\<`) }
	if err := export.Markdown(&b, "Basket", notes, escape); err != nil {
		t.Fatal(err)
	}
	want := "# Basket\n\n" +
		"> He said \"50 %\" \\<b> & {x}; naïve 日本[^1]\n\n" +
		"> =1+1, or\tmore[^2]\n\n" +
		"[^1]: [Größe & Form, p. 3 (/d/100% a.pdf)](<file:///d/100%25%20a.pdf#page=3>)\n\n" +
		"[^2]: [-Title (/d/b.txt)](<file:///d/b.txt>)\n"
	if got := b.String(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestCSV(t *testing.T) {
	var b bytes.Buffer
	if err := export.CSV(&b, notes); err != nil {
		t.Fatal(err)
	}
	text, ok := strings.CutPrefix(b.String(), "\ufeff")
	if !ok {
		t.Error("there is no byte order mark for Excel")
	}
	got, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{
		{"number", "words", "title", "place", "path", "link"},
		{"1", notes[0].Words, notes[0].Title, "p. 3", notes[0].Path, notes[0].Link},
		{"2", "'=1+1, or\tmore", "'-Title", "", notes[1].Path, notes[1].Link},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// readBack returns what the engine reads from a Word document that write writes.
func readBack(t *testing.T, write func(out io.Writer) error) doc.Document {
	t.Helper()
	path := filepath.Join(t.TempDir(), "written.docx")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(write(f), f.Close()); err != nil {
		t.Fatal(err)
	}
	x := extract.New("")
	defer func() {
		if err := x.Close(); err != nil {
			t.Error(err)
		}
	}()
	doc, err := x.File(context.Background(), path)
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// TestDOCX reads the document back through the engine: each passage must be followed by its footnote.
func TestDOCX(t *testing.T) {
	doc := readBack(t, func(out io.Writer) error { return export.DOCX(out, "Basket <1>", notes) })
	at := 0
	for _, words := range []string{
		"Basket <1>", "“" + notes[0].Words + "”", "Größe & Form, p. 3 (/d/100% a.pdf)", "“=1+1, or more”", "-Title (/d/b.txt)",
	} {
		i := strings.Index(doc.Text[at:], words)
		if i < 0 {
			t.Fatalf("%q does not stand where it should in\n%s", words, doc.Text)
		}
		at += i + len(words)
	}
}

func TestExportSaysWhenItCannotWrite(t *testing.T) {
	full := errors.New("disk full")
	for name, write := range map[string]func() error{
		"markdown": func() error {
			return export.Markdown(broken{full}, "Basket", notes, func(s string) string { return s })
		},
		"csv":  func() error { return export.CSV(broken{full}, notes) },
		"docx": func() error { return export.DOCX(broken{full}, "Basket", notes) },
	} {
		if err := write(); !errors.Is(err, full) || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: got %v, want %v", name, err, full)
		}
	}
}

type broken struct{ err error }

func (b broken) Write([]byte) (int, error) { return 0, b.err }
