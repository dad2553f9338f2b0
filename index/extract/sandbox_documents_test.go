package extract_test

import (
	"os"
	"path/filepath"
	"reflect"
	"sync"
	"testing"

	"footnote/index/extract/extracttest"
	"footnote/index/extract/process"
)

// readAlike compares files read in workers and in this process.
func readAlike(t *testing.T, paths []string) {
	t.Helper()
	t.Setenv("FOOTNOTE_TEST_CACHE", extracttest.CacheDir(t))
	extracttest.WithoutTools(t) // they would take minutes
	x, p := extracttest.NewPDFs(t), pool(t, 2, "serve")
	next := make(chan string)
	var readers sync.WaitGroup
	for range 2 {
		readers.Go(func() {
			for path := range next {
				want, wantErr := x.File(t.Context(), path)
				got, err := p.File(t.Context(), path)
				if (err == nil) != (wantErr == nil) || err != nil && outcome(err) != outcome(wantErr) {
					t.Errorf("%s: a worker says %v, this process %v", path, err, wantErr)
				} else if !reflect.DeepEqual(got.Places, want.Places) && len(got.Places.Marks)+len(want.Places.Marks) > 0 ||
					got.Text != want.Text || got.Title != want.Title || got.Author != want.Author || got.Kind != want.Kind || got.Notes.String() != want.Notes.String() {
					t.Errorf("%s: a worker reads %d bytes titled %q, noted %q; this process %d titled %q, noted %q",
						path, len(got.Text), got.Title, got.Notes, len(want.Text), want.Title, want.Notes)
				}
			}
		})
	}
	for _, path := range paths {
		next <- path
	}
	close(next)
	readers.Wait()
}

// The sandbox does not change what a worker reads.
func TestWorkersReadEveryFormatAsExtractorDoes(t *testing.T) {
	var paths []string
	for _, pattern := range []string{"../../seeds/starter/*", "extracttest/testdata/7z/*"} {
		found, err := filepath.Glob(pattern)
		if err != nil || len(found) == 0 {
			t.Fatalf("%s: %v, %v", pattern, found, err)
		}
		paths = append(paths, found...)
	}
	dir := t.TempDir()
	for name, data := range map[string]string{
		"a.rtf": `{\rtf1\ansi The rent is due.\par {\b Late}}`, "a.csv": "month;rent\nMay;500\n", "a.go": "// F is due.\nfunc F() {}\n",
		"a.eml":  "Date: Tue, 1 Jul 2003 10:52:37 +0200\nFrom: a@b.c\nSubject: =?utf-8?q?R=C3=A4nt?=\n\nIt is due.\n",
		"a.mbox": "From a@b.c Tue Jul  1 10:52:37 2003\nSubject: Rent\n\nIt is due.\n\nFrom d@e.f Tue Jul  1 10:52:37 2003\nSubject: Late\n\nIt is late.\n",
		"a.org":  "* Rent\nIt is due.\n", "a.json": `{"rent": "It is due."}`, "a.srt": "1\n00:00:01,000 --> 00:00:02,000\nIt is due.\n",
		"a.zip":  extracttest.Zipped(t, extracttest.Packed{Name: "a.txt", Data: "words"}, extracttest.Packed{Name: "a.pdf", Data: string(extracttest.PDF("", "The rent").Bytes())}),
		"a.docx": string(extracttest.DOCX(t, extracttest.Styled("Kapitel", "Rent")+extracttest.Para("", "It is due."), nil)), "empty.txt": "", "broken.pdf": "%PDF-1.4\nno",
	} {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(data), 0o600); err != nil {
			t.Fatal(err)
		}
		paths = append(paths, path)
	}
	readAlike(t, paths)
}

// The same holds for the collection of real and hostile documents.
func TestWorkersReadDocumentsAsExtractorDoes(t *testing.T) {
	if process.DetectorMemory > 0 {
		t.Skip("takes many minutes under the race detector")
	}
	readAlike(t, extracttest.Documents(t))
}
