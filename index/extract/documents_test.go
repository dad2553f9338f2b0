package extract_test

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"footnote/index/doc"
	"footnote/index/extract/extracttest"
)

// Every file of the collection gives a document that keeps its promises, or a refusal, in good time.
func TestDocuments(t *testing.T) {
	const enough = time.Minute  // many times what the slowest takes
	extracttest.WithoutTools(t) // they would take minutes
	x := extracttest.NewPDFs(t)
	type tally struct {
		read, noted int
		refused     map[doc.Class]int
	}
	tallies := map[string]*tally{}
	for _, path := range extracttest.Documents(t) {
		format := strings.TrimPrefix(strings.ToLower(filepath.Ext(path)), ".")
		count := tallies[format]
		if count == nil {
			count = &tally{refused: map[doc.Class]int{}}
			tallies[format] = count
		}
		ctx, cancel := context.WithTimeout(t.Context(), enough)
		document, err := x.File(ctx, path)
		cancel()
		t.Run(filepath.Base(path), func(t *testing.T) { extracttest.CheckOutcome(t, document, err) })
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
