package extract_test

import (
	"fmt"
	"runtime"
	"strings"
	"testing"

	"footnote/index/extract"
	"footnote/index/extract/extracttest"
)

// A file larger than the bound takes no more memory than the bound, and has a note.
func TestLargeFiles(t *testing.T) {
	words := strings.Repeat("Many small words make up one sentence of a length. ", 20)
	for _, tt := range []struct {
		name, format string
		megabytes    int
	}{
		{"a.txt", "%09d " + words + "\n\n", 1000},
		{"a.csv", "%09d,Ada Byron,\"12 Mill Lane, Bath\",1815-12-10,12.50,paid on the first day of the month by a cheque that was drawn in London and then sent by post" + words[:60] + "\n", 200},
		{"a.log", "2009-06-01T10:00:00Z %09d INFO " + words[:100] + "\n", 1000},
	} {
		t.Run(tt.name, func(t *testing.T) {
			file := extracttest.Repeated{Count: 1, Format: tt.format}
			file.Count = tt.megabytes * 1_000_000 / len(file.Message(0))
			var before, after runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&before)
			document, err := extract.New("").Reader(t.Context(), tt.name, file, file.Size())
			runtime.ReadMemStats(&after)
			if err != nil {
				t.Fatal(err)
			}
			extracttest.CheckDocument(t, document)
			if document.Notes.String() != "first-mib(24)" || len(document.Text) < 10<<20 {
				t.Errorf("%d bytes of text with the note %q", len(document.Text), document.Notes)
			}
			if first := fmt.Sprintf("%09d", 1); !strings.Contains(document.Text[:200], first) {
				t.Errorf("it begins with %q", document.Text[:200])
			}
			const most = 160 << 20
			if grown := int64(after.HeapSys) - int64(before.HeapSys); grown > most {
				t.Errorf("the heap grew by %d MiB, want at most %d", grown>>20, most>>20)
			}
		})
	}
}
