package extracttest

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"embed"
	"errors"
	"io"
	"testing"

	"github.com/klauspost/compress/zstd"
)

//go:embed testdata/7z
var archives7z embed.FS

// Archive7z returns one of the archives in testdata/7z, made with p7zip 16: packed.7z of oars.md, letters/key.txt and litter, locked.7z of oars.md
// with a password, and hidden.7z with its list of members encrypted too.
func Archive7z(t testing.TB, name string) []byte {
	t.Helper()
	data, err := archives7z.ReadFile("testdata/7z/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// A Packed is a file to pack into an archive.
type Packed struct{ Name, Data string }

func Zipped(t testing.TB, files ...Packed) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, f := range files {
		w, err := z.Create(f.Name)
		if err == nil {
			_, err = io.WriteString(w, f.Data)
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

func Tarred(t testing.TB, files ...Packed) string {
	t.Helper()
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for _, f := range files {
		err := w.WriteHeader(&tar.Header{Name: f.Name, Mode: 0o600, Size: int64(len(f.Data)), Typeflag: tar.TypeReg})
		if err == nil {
			_, err = io.WriteString(w, f.Data)
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

func Gzipped(t testing.TB, data string) string {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, err := io.WriteString(w, data)
	if err := errors.Join(err, w.Close()); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func ZstdPacked(t testing.TB, data string) string {
	t.Helper()
	w, err := zstd.NewWriter(nil)
	if err != nil {
		t.Fatal(err)
	}
	return string(w.EncodeAll([]byte(data), nil))
}

var Lease = []Packed{
	{"notes/", ""},
	{"z.md", "# Rent\n\nDue on the first.\n"},
	{"../../climbs.txt", "one\ntwo\n"},
	{"__MACOSX/z.md", "litter"},
	{"picture.png", "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"},
	{"empty.txt", ""},
	{"letters.mbox", "From a Mon Jun 01 10:00:00 2009\nSubject: One\n\nFirst.\n\nFrom b Mon Jun 01 10:00:00 2009\n\nSecond.\n"},
}
