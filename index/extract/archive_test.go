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

	"footnote/index/doc"
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
	const wantNote = "files-unread(2, 6){empty.txt: empty, picture.png: damaged}"
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
			document := mustRead(t, tt.name, []byte(tt.data))
			if document.Text != wantText || document.Kind != "archive" || document.Title != "lease" {
				t.Errorf("kind %q, title %q, text\n%q, want\n%q", document.Kind, document.Title, document.Text, wantText)
			}
			if sorted := strings.Contains(tt.data[:4], "PK"); sorted && document.Notes.String() != wantNote || !strings.HasPrefix(document.Notes.String(), "files-unread(2, 6)") {
				t.Errorf("note %q, want %q", document.Notes, wantNote)
			}
			for words, want := range map[string]extract.Place{
				"two":    {Member: "../../climbs.txt", Line: 2, EndLine: 2},
				"words":  {Member: "inner.zip/dir/b.txt", Line: 2, EndLine: 2},
				"First.": {Member: "letters.mbox", Message: 1, Heading: []string{"One"}},
				"Second": {Member: "letters.mbox", Message: 2},
				"Due":    {Member: "z.md", Heading: []string{"Rent"}, Line: 3, EndLine: 3},
			} {
				if got := placeOf(t, document, words); !reflect.DeepEqual(got, want) {
					t.Errorf("place of %q\n%+v, want\n%+v", words, got, want)
				}
			}
		})
	}
}

func TestSingleCompressed(t *testing.T) {
	document := mustRead(t, "notes.txt.gz", []byte(gzipped(t, "one\ntwo\n")))
	want := extract.Place{Member: "notes.txt", Line: 2, EndLine: 2}
	if got := placeOf(t, document, "two"); document.Text != "one\ntwo\n" || !reflect.DeepEqual(got, want) {
		t.Errorf("text %q, place %+v, want %+v", document.Text, got, want)
	}
	long := gzipped(t, strings.Repeat("one two three\n", 10000)+prose)
	cut := mustRead(t, "notes.txt.gz", []byte(long[:len(long)-20]))
	if !strings.HasPrefix(cut.Text, "one two three\n") || !strings.Contains(cut.Notes.String(), "broken-off") {
		t.Errorf("cut short: note %q, %d bytes of text", cut.Notes, len(cut.Text))
	}
}

func TestNestedArchives(t *testing.T) {
	data := zipped(t, packed{"a.txt", "level 0"})
	for level := 1; level <= 4; level++ {
		data = zipped(t, packed{"in.zip", data}, packed{"a.txt", fmt.Sprint("level ", level)})
	}
	document := mustRead(t, "a.zip", []byte(data))
	const want = "level 4\n\nlevel 3\n\nlevel 2" // two archives within the outermost
	if document.Text != want || !strings.Contains(document.Notes.String(), "nested(2)") {
		t.Errorf("text %q, want %q; note %q", document.Text, want, document.Notes)
	}
	if got := placeOf(t, document, "level 2").Member; got != "in.zip/in.zip/a.txt" {
		t.Errorf("member %q", got)
	}
}

func TestArchiveRefusals(t *testing.T) {
	locked := []byte(zipped(t, packed{"a.txt", "words"}))
	locked[6] |= 1                                           // in the member's own header
	locked[bytes.Index(locked, []byte("PK\x01\x02"))+8] |= 1 // in the directory
	tests := []struct {
		name, file, data string
		reason           doc.Class
		message          string
	}{
		{"nothing in it", "a.zip", zipped(t), doc.Empty, "no-files"},
		{"only folders", "a.zip", zipped(t, packed{"a/", ""}), doc.Empty, "no-files"},
		{"locked", "a.zip", string(locked), doc.Encrypted, "password-archive"},
		{"cut short", "a.zip", zipped(t, packed{"a.txt", "words"})[:40], doc.Damaged, "damaged"},
		{"gzip cut short", "a.gz", gzipped(t, "words")[:10], doc.Damaged, "damaged"},
		{
			"nothing that is read", "a.zip", zipped(t, packed{"a.png", "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"}), doc.Unsupported,
			"archive-unread(1){a.png: damaged}",
		},
		{"a Java archive", "a.jar", zipped(t, packed{"META-INF/MANIFEST.MF", "a: b"}), doc.Unsupported, "format(jar)"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := read(t, tt.file, []byte(tt.data))
			var refusal *doc.Refusal
			if !errors.As(err, &refusal) || refusal.Code.Class() != tt.reason || refusal.Outcome.String() != tt.message {
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
		document, err := x.Reader(t.Context(), tt.name, strings.NewReader(tt.data), int64(len(tt.data)))
		if err != nil {
			t.Fatalf("%s: %v", tt.name, err)
		}
		checkDocument(t, document)
		if !strings.HasPrefix(document.Text, "words") || !strings.Contains(document.Notes.String(), "unpacks") {
			t.Errorf("%s: note %q, %d bytes of text", tt.name, document.Notes, len(document.Text))
		}
	}
	data := zipped(t, packed{"a.txt", "words"}, packed{"b.txt", strings.Repeat("long ", 33<<20/5)})
	document, err := x.Reader(t.Context(), "a.zip", strings.NewReader(data), int64(len(data)))
	if want := "files-unread(1, 2){b.txt: member-too-large(32)}"; err != nil || document.Notes.String() != want {
		t.Errorf("got %v and the note %q, want %q", err, document.Notes, want)
	}
}
