package index_test

import (
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/klauspost/compress/zstd"

	"footnote/index"
	"footnote/index/doc"
)

// TestEarlierLibraries opens libraries that earlier versions of the program made of /home/ada/Documents: a letter in Markdown, a note,
// a mail and a broken PDF. In that of version 5, a file of the name files is attached to the mail, and was not read. They are searched and
// read without these files.
func TestEarlierLibraries(t *testing.T) {
	libraries, err := filepath.Glob("testdata/library*.db.zst")
	if err != nil || len(libraries) == 0 {
		t.Fatalf("libraries of earlier versions: %v, %v", libraries, err)
	}
	for _, library := range libraries {
		t.Run(filepath.Base(library), func(t *testing.T) {
			dir := t.TempDir()
			unpack(t, library, filepath.Join(dir, "library.db"))
			for range 2 { // the second time, it is of this version
				lib, err := index.Open(dir, index.Options{CacheDir: t.TempDir()})
				if err != nil {
					t.Fatal(err)
				}
				holdsWhatAdaWrote(t, lib)
				if _, err := lib.Sync(t.Context(), nil); err != nil { // its files are not there, and its words are made anew all the same
					t.Fatal(err)
				}
				holdsWhatAdaWrote(t, lib)
				if err := lib.Close(); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

func holdsWhatAdaWrote(t *testing.T, lib *index.Library) {
	t.Helper()
	status, err := lib.Status(t.Context())
	if err != nil || status.Documents != 3 || status.Passages != 5 || len(status.Failed) != 1 || status.Sources[0].Offline.Reason != index.NotThere {
		t.Errorf("%+v, %v", status, err)
	}
	earlier := doc.NewOutcome(doc.CodeEarlierVersion)
	if f := status.Failed[0]; f.Path != filepath.Join("/home/ada/Documents", "broken.pdf") || f.Outcome.String() != earlier.String() || f.Later {
		t.Errorf("the failure is %+v, want %v", f, earlier)
	}
	if d, err := lib.Read(t.Context(), filepath.Join("/home/ada/Documents", "boiler.eml")); err != nil || d.Notes != nil && d.Notes.String() != earlier.String() {
		t.Errorf("the notes on boiler.eml are %v (%v), want none, or %v", d.Notes, err, earlier)
	}
	for question, want := range map[string]struct{ path, text string }{
		"How much notice do I have to give?": {"tenancy.md", "two months' written notice"},
		"When are the beans watered?":        {"garden.txt", "before the sun is on the bed"},
		"What did the plumber charge?":       {"boiler.eml", "2400 crowns"},
	} {
		found, err := lib.Search(t.Context(), question, index.SearchOptions{})
		path := filepath.Join("/home/ada/Documents", want.path)
		if err != nil || len(found.Passages) == 0 || found.Passages[0].Citation.Path != path {
			t.Errorf("%q finds %+v, %v; want %s", question, found.Passages, err, path)
			continue
		}
		d, err := lib.Read(t.Context(), path)
		if p := found.Passages[0]; err != nil || d.Text[p.Citation.Span.Start:p.Citation.Span.End] != p.Text {
			t.Errorf("%q: the passage %q is not the document's own (%v)", question, p.Text, err)
		}
	}
}

// unpack writes what a packed file holds.
func unpack(t *testing.T, packed, path string) {
	t.Helper()
	source, err := os.Open(packed)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = source.Close() }()
	plain, err := zstd.NewReader(source)
	if err != nil {
		t.Fatal(err)
	}
	defer plain.Close()
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(file, plain); err != nil {
		t.Fatal(err)
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
}
