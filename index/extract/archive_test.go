package extract_test

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"

	"footnote/index/extract"
)

// A packed is a file to be packed into an archive.
type packed struct{ name, data string }

func zipped(t testing.TB, files ...packed) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, f := range files {
		w, err := z.Create(f.name)
		if err == nil {
			_, err = io.WriteString(w, f.data)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func tarred(t testing.TB, files ...packed) string {
	t.Helper()
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for _, f := range files {
		err := w.WriteHeader(&tar.Header{Name: f.name, Mode: 0o600, Size: int64(len(f.data)), Typeflag: tar.TypeReg})
		if err == nil {
			_, err = io.WriteString(w, f.data)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func gzipped(t testing.TB, data string) string {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, err := io.WriteString(w, data)
	if err := errors.Join(err, w.Close()); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func zstdPacked(t testing.TB, data string) string {
	t.Helper()
	w, err := zstd.NewWriter(nil)
	if err != nil {
		t.Fatal(err)
	}
	return string(w.EncodeAll([]byte(data), nil))
}

var lease = []packed{
	{"notes/", ""},
	{"z.md", "# Rent\n\nDue on the first.\n"},
	{"../../climbs.txt", "one\ntwo\n"},
	{"__MACOSX/z.md", "litter"},
	{"picture.png", "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"},
	{"empty.txt", ""},
	{"letters.mbox", "From a Mon Jun 01 10:00:00 2009\nSubject: One\n\nFirst.\n\nFrom b Mon Jun 01 10:00:00 2009\n\nSecond.\n"},
}

func TestArchives(t *testing.T) {
	files := append([]packed{{"inner.zip", zipped(t, packed{`dir\b.txt`, "inner\nwords"})}}, lease...)
	const wantText = "one\ntwo\n\ninner\nwords\n\nSubject: One\n\nFirst.\n\nSecond.\n\n# Rent\n\nDue on the first.\n"
	const wantNote = "2 of its 6 files were not read, or not whole: empty.txt (empty: there is nothing in it), picture.png (damaged: a picture that could not be made sense of)"
	inTAR := tarred(t, append(files[:1:1], files[2:]...)...)
	for _, tt := range []struct{ name, data string }{
		{"lease.zip", zipped(t, files...)},
		{"lease.tar", inTAR},
		{"lease.tar.gz", gzipped(t, inTAR)},
		{"lease.tgz", gzipped(t, inTAR)},
		{"lease.tar.zst", zstdPacked(t, inTAR)},
		{"lease", zipped(t, files...)},
	} {
		t.Run(tt.name, func(t *testing.T) {
			doc := mustRead(t, tt.name, []byte(tt.data))
			if doc.Text != wantText || doc.Kind != "archive" || doc.Title != "lease" {
				t.Errorf("kind %q, title %q, text\n%q, want\n%q", doc.Kind, doc.Title, doc.Text, wantText)
			}
			if sorted := strings.Contains(tt.data[:4], "PK"); sorted && doc.Note != wantNote || !strings.HasPrefix(doc.Note, "2 of its 6 files") {
				t.Errorf("note %q, want %q", doc.Note, wantNote)
			}
			for words, want := range map[string]extract.Place{
				"two":    {Member: "../../climbs.txt", Line: 2, EndLine: 2},
				"words":  {Member: "inner.zip/dir/b.txt", Line: 2, EndLine: 2},
				"First.": {Member: "letters.mbox", Message: 1, Heading: []string{"One"}},
				"Second": {Member: "letters.mbox", Message: 2},
				"Due":    {Member: "z.md", Heading: []string{"Rent"}, Line: 3, EndLine: 3},
			} {
				if got := placeOf(t, doc, words); !reflect.DeepEqual(got, want) {
					t.Errorf("place of %q\n%+v, want\n%+v", words, got, want)
				}
			}
		})
	}
}

func TestSingleCompressed(t *testing.T) {
	doc := mustRead(t, "notes.txt.gz", []byte(gzipped(t, "one\ntwo\n")))
	want := extract.Place{Member: "notes.txt", Line: 2, EndLine: 2}
	if got := placeOf(t, doc, "two"); doc.Text != "one\ntwo\n" || !reflect.DeepEqual(got, want) {
		t.Errorf("text %q, place %+v, want %+v", doc.Text, got, want)
	}
	long := gzipped(t, strings.Repeat("one two three\n", 10000)+prose)
	cut := mustRead(t, "notes.txt.gz", []byte(long[:len(long)-20]))
	if !strings.HasPrefix(cut.Text, "one two three\n") || !strings.Contains(cut.Note, "damaged: read up to where it breaks off") {
		t.Errorf("cut short: note %q, %d bytes of text", cut.Note, len(cut.Text))
	}
}

func TestNestedArchives(t *testing.T) {
	data := zipped(t, packed{"a.txt", "level 0"})
	for level := 1; level <= 4; level++ {
		data = zipped(t, packed{"in.zip", data}, packed{"a.txt", fmt.Sprint("level ", level)})
	}
	doc := mustRead(t, "a.zip", []byte(data))
	const want = "level 4\n\nlevel 3\n\nlevel 2" // two archives within the outermost
	if doc.Text != want || !strings.Contains(doc.Note, "it lies within more than 2 files") {
		t.Errorf("text %q, want %q; note %q", doc.Text, want, doc.Note)
	}
	if got := placeOf(t, doc, "level 2").Member; got != "in.zip/in.zip/a.txt" {
		t.Errorf("member %q", got)
	}
}

func TestArchiveRefusals(t *testing.T) {
	locked := []byte(zipped(t, packed{"a.txt", "words"}))
	locked[6] |= 1                                           // in the member's own header
	locked[bytes.Index(locked, []byte("PK\x01\x02"))+8] |= 1 // in the directory
	tests := []struct {
		name, file, data string
		reason           extract.Reason
		message          string
	}{
		{"nothing in it", "a.zip", zipped(t), extract.Empty, "empty: there is no file in it"},
		{"only folders", "a.zip", zipped(t, packed{"a/", ""}), extract.Empty, "empty: there is no file in it"},
		{"locked", "a.zip", string(locked), extract.Encrypted, "an archive that needs a password: unpack it to have it read"},
		{"cut short", "a.zip", zipped(t, packed{"a.txt", "words"})[:40], extract.Damaged, "damaged: a ZIP archive that could not be made sense of"},
		{"gzip cut short", "a.gz", gzipped(t, "words")[:10], extract.Damaged, "damaged: an archive that could not be made sense of"},
		{
			"nothing that is read", "a.zip", zipped(t, packed{"a.png", "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"}), extract.Unsupported,
			"an archive without a file that could be read: a.png (damaged: a picture that could not be made sense of)",
		},
		{"a Java archive", "a.jar", zipped(t, packed{"META-INF/MANIFEST.MF", "a: b"}), extract.Unsupported, "a Java archive: not read yet"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := read(t, tt.file, []byte(tt.data))
			var refusal *extract.Refusal
			if !errors.As(err, &refusal) || refusal.Reason != tt.reason || refusal.Message != tt.message {
				t.Errorf("got %v, want %s (%s)", err, tt.reason, tt.message)
			}
		})
	}
}

// What unpacks to far more than it is, is read up to the bound and no further.
func TestArchiveBombs(t *testing.T) {
	if testing.Short() {
		t.Skip("packs and unpacks some hundred MiB")
	}
	const big = 20 << 20
	noise := strings.Repeat("\x00\x01\x02\x03", big/4)
	files := []packed{{"a.txt", "words"}}
	for i := range 4 { // 80 MiB in 0.1 MB
		files = append(files, packed{fmt.Sprintf("b%d.dat", i), noise})
	}
	x := extract.New("")
	for _, tt := range []struct{ name, data string }{
		{"a.zip", zipped(t, files...)},
		{"a.tar.gz", gzipped(t, tarred(t, files...))},
		{"in.zip", zipped(t, packed{"0.txt", "words"}, packed{"a.tar.gz", gzipped(t, tarred(t, files...))})},
	} {
		doc, err := x.Reader(t.Context(), tt.name, strings.NewReader(tt.data), int64(len(tt.data)))
		if err != nil {
			t.Fatalf("%s: %v", tt.name, err)
		}
		checkDocument(t, doc)
		if !strings.HasPrefix(doc.Text, "words") || !strings.Contains(doc.Note, "unpacks to more than is read of one file") {
			t.Errorf("%s: note %q, %d bytes of text", tt.name, doc.Note, len(doc.Text))
		}
	}
	data := zipped(t, packed{"a.txt", "words"}, packed{"b.txt", strings.Repeat("long ", 33<<20/5)})
	doc, err := x.Reader(t.Context(), "a.zip", strings.NewReader(data), int64(len(data)))
	if want := "1 of its 2 files were not read, or not whole: b.txt (larger than the 32 MiB that are read of a file within another)"; err != nil || doc.Note != want {
		t.Errorf("got %v and the note %q, want %q", err, doc.Note, want)
	}
}
