package archive_test

import (
	"bytes"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"footnote/index/doc"
	"footnote/index/extract"
	"footnote/index/extract/extracttest"
)

func TestArchives(t *testing.T) {
	files := append([]extracttest.Packed{{Name: "inner.zip", Data: extracttest.Zipped(t, extracttest.Packed{Name: `dir\b.txt`, Data: "inner\nwords"})}}, extracttest.Lease...)
	const wantText = "one\ntwo\n\ninner\nwords\n\nSubject: One\n\nFirst.\n\nSecond.\n\n# Rent\n\nDue on the first.\n"
	const wantNote = "files-unread(2, 6){empty.txt: empty, picture.png: damaged}"
	inTAR := extracttest.Tarred(t, append(files[:1:1], files[2:]...)...)
	for _, tt := range []struct{ name, data string }{
		{"lease.zip", extracttest.Zipped(t, files...)},
		{"lease.tar", inTAR},
		{"lease.tar.gz", extracttest.Gzipped(t, inTAR)},
		{"lease.tgz", extracttest.Gzipped(t, inTAR)},
		{"lease.tar.zst", extracttest.ZstdPacked(t, inTAR)},
		{"lease", extracttest.Zipped(t, files...)},
	} {
		t.Run(tt.name, func(t *testing.T) {
			document := extracttest.MustRead(t, tt.name, []byte(tt.data))
			if document.Text != wantText || document.Kind != "archive" || document.Title != "lease" {
				t.Errorf("kind %q, title %q, text\n%q, want\n%q", document.Kind, document.Title, document.Text, wantText)
			}
			if sorted := strings.Contains(tt.data[:4], "PK"); sorted && document.Notes.String() != wantNote || !strings.HasPrefix(document.Notes.String(), "files-unread(2, 6)") {
				t.Errorf("note %q, want %q", document.Notes, wantNote)
			}
			for words, want := range map[string]doc.Place{
				"two":    {Member: "../../climbs.txt", Line: 2, EndLine: 2},
				"words":  {Member: "inner.zip/dir/b.txt", Line: 2, EndLine: 2},
				"First.": {Member: "letters.mbox", Message: 1, Heading: []string{"One"}},
				"Second": {Member: "letters.mbox", Message: 2},
				"Due":    {Member: "z.md", Heading: []string{"Rent"}, Line: 3, EndLine: 3},
			} {
				if got := extracttest.PlaceOf(t, document, words); !reflect.DeepEqual(got, want) {
					t.Errorf("place of %q\n%+v, want\n%+v", words, got, want)
				}
			}
		})
	}
}

func TestSingleCompressed(t *testing.T) {
	document := extracttest.MustRead(t, "notes.txt.gz", []byte(extracttest.Gzipped(t, "one\ntwo\n")))
	want := doc.Place{Member: "notes.txt", Line: 2, EndLine: 2}
	if got := extracttest.PlaceOf(t, document, "two"); document.Text != "one\ntwo\n" || !reflect.DeepEqual(got, want) {
		t.Errorf("text %q, place %+v, want %+v", document.Text, got, want)
	}
	long := extracttest.Gzipped(t, strings.Repeat("one two three\n", 10000)+extracttest.Prose)
	cut := extracttest.MustRead(t, "notes.txt.gz", []byte(long[:len(long)-20]))
	if !strings.HasPrefix(cut.Text, "one two three\n") || !strings.Contains(cut.Notes.String(), "broken-off") {
		t.Errorf("cut short: note %q, %d bytes of text", cut.Notes, len(cut.Text))
	}
}

func TestNestedArchives(t *testing.T) {
	data := extracttest.Zipped(t, extracttest.Packed{Name: "a.txt", Data: "level 0"})
	for level := 1; level <= 4; level++ {
		data = extracttest.Zipped(t, extracttest.Packed{Name: "in.zip", Data: data}, extracttest.Packed{Name: "a.txt", Data: fmt.Sprint("level ", level)})
	}
	document := extracttest.MustRead(t, "a.zip", []byte(data))
	const want = "level 4\n\nlevel 3\n\nlevel 2" // two archives within the outermost
	if document.Text != want || !strings.Contains(document.Notes.String(), "nested(2)") {
		t.Errorf("text %q, want %q; note %q", document.Text, want, document.Notes)
	}
	if got := extracttest.PlaceOf(t, document, "level 2").Member; got != "in.zip/in.zip/a.txt" {
		t.Errorf("member %q", got)
	}
}

func TestArchiveRefusals(t *testing.T) {
	locked := []byte(extracttest.Zipped(t, extracttest.Packed{Name: "a.txt", Data: "words"}))
	locked[6] |= 1                                           // in the member's own header
	locked[bytes.Index(locked, []byte("PK\x01\x02"))+8] |= 1 // in the directory
	tests := []struct {
		name, file, data string
		reason           doc.Class
		message          string
	}{
		{"nothing in it", "a.zip", extracttest.Zipped(t), doc.Empty, "no-files"},
		{"only folders", "a.zip", extracttest.Zipped(t, extracttest.Packed{Name: "a/", Data: ""}), doc.Empty, "no-files"},
		{"locked", "a.zip", string(locked), doc.Encrypted, "password-archive"},
		{"cut short", "a.zip", extracttest.Zipped(t, extracttest.Packed{Name: "a.txt", Data: "words"})[:40], doc.Damaged, "damaged"},
		{"gzip cut short", "a.gz", extracttest.Gzipped(t, "words")[:10], doc.Damaged, "damaged"},
		{
			"nothing that is read", "a.zip", extracttest.Zipped(t, extracttest.Packed{Name: "a.png", Data: "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"}), doc.Unsupported,
			"archive-unread(1){a.png: damaged}",
		},
		{"a Java archive", "a.jar", extracttest.Zipped(t, extracttest.Packed{Name: "META-INF/MANIFEST.MF", Data: "a: b"}), doc.Unsupported, "format(jar)"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := extracttest.Read(t, tt.file, []byte(tt.data))
			var refusal *doc.Refusal
			if !errors.As(err, &refusal) || refusal.Code.Class() != tt.reason || refusal.Outcome.String() != tt.message {
				t.Errorf("got %v, want %s (%s)", err, tt.reason, tt.message)
			}
		})
	}
}

// A file that unpacks to far more than its size is read up to the bound.
func TestArchiveBombs(t *testing.T) {
	if testing.Short() {
		t.Skip("packs and unpacks some hundred MiB")
	}
	const big = 20 << 20
	noise := strings.Repeat("\x00\x01\x02\x03", big/4)
	files := []extracttest.Packed{{Name: "a.txt", Data: "words"}}
	for i := range 4 { // 80 MiB in 0.1 MB
		files = append(files, extracttest.Packed{Name: fmt.Sprintf("b%d.dat", i), Data: noise})
	}
	x := extract.New("")
	for _, tt := range []struct{ name, data string }{
		{"a.zip", extracttest.Zipped(t, files...)},
		{"a.tar.gz", extracttest.Gzipped(t, extracttest.Tarred(t, files...))},
		{"in.zip", extracttest.Zipped(t, extracttest.Packed{Name: "0.txt", Data: "words"}, extracttest.Packed{Name: "a.tar.gz", Data: extracttest.Gzipped(t, extracttest.Tarred(t, files...))})},
	} {
		document, err := x.Reader(t.Context(), tt.name, strings.NewReader(tt.data), int64(len(tt.data)))
		if err != nil {
			t.Fatalf("%s: %v", tt.name, err)
		}
		extracttest.CheckDocument(t, document)
		if !strings.HasPrefix(document.Text, "words") || !strings.Contains(document.Notes.String(), "unpacks") {
			t.Errorf("%s: note %q, %d bytes of text", tt.name, document.Notes, len(document.Text))
		}
	}
	data := extracttest.Zipped(t, extracttest.Packed{Name: "a.txt", Data: "words"}, extracttest.Packed{Name: "b.txt", Data: strings.Repeat("long ", 33<<20/5)})
	document, err := x.Reader(t.Context(), "a.zip", strings.NewReader(data), int64(len(data)))
	if want := "files-unread(1, 2){b.txt: member-too-large(32)}"; err != nil || document.Notes.String() != want {
		t.Errorf("got %v and the note %q, want %q", err, document.Notes, want)
	}
}
