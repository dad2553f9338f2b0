package extract_test

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"footnote/index/doc"
)

// documents returns the files of the collection of real and hostile documents, which lies beside the repository on
// machines that develop it.
func documents(t testing.TB) []string {
	t.Helper()
	if testing.Short() {
		t.Skip("reads several hundred files")
	}
	root, err := os.Getwd()
	for err == nil && !exists(filepath.Join(root, "go.mod")) {
		root = filepath.Dir(root)
	}
	dir := filepath.Join(root, "..", "shared", "documents")
	if err != nil || !exists(dir) {
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

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// Every file of the collection ends as a document that keeps its promises or as a refusal, in good time.
func TestDocuments(t *testing.T) {
	const enough = time.Minute // for the slowest of them, many times over
	withoutTools(t)            // they would take minutes
	x := newPDFs(t)
	type tally struct {
		read, noted int
		refused     map[doc.Class]int
	}
	tallies := map[string]*tally{}
	for _, path := range documents(t) {
		format := strings.TrimPrefix(strings.ToLower(filepath.Ext(path)), ".")
		count := tallies[format]
		if count == nil {
			count = &tally{refused: map[doc.Class]int{}}
			tallies[format] = count
		}
		ctx, cancel := context.WithTimeout(t.Context(), enough)
		document, err := x.File(ctx, path)
		cancel()
		t.Run(filepath.Base(path), func(t *testing.T) { checkOutcome(t, document, err) })
		var refusal *doc.Refusal
		switch {
		case errors.As(err, &refusal):
			count.refused[refusal.Code.Class()]++
		case err == nil:
			count.read++
			if document.Notes != nil {
				count.noted++
			}
		}
	}
	for _, format := range slices.Sorted(maps.Keys(tallies)) {
		count := tallies[format]
		t.Logf("%-5s %4d read, %d of them in part; refused: %v", cmp.Or(format, "none"), count.read, count.noted, count.refused)
	}
	for _, format := range []string{"pdf", "docx", "html", "md", "xlsx", "pptx", "odt", "ods", "rtf", "eml", "mbox"} {
		if count := tallies[format]; count == nil || count.read == 0 {
			t.Errorf("no %s file was read", format)
		}
	}
}
