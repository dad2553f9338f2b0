package index_test

import (
	"context"
	"fmt"
	"os"
	"runtime"
	"strings"
	"sync"
	"testing"

	"footnote/index"
	"footnote/index/doc"
	"footnote/index/extract"
)

// However many processors there are, a sync takes in only as many texts at a time as its budget allows; larger ones one by one.
func TestTextsInFlightAreBounded(t *testing.T) {
	const files, atOnce = 40, 4
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(16))
	text := strings.Repeat(bread+"\n\n", 500)
	for name, test := range map[string]struct {
		budget int
		most   int
	}{
		"several":        {atOnce * len(text) * index.BytesPerByte, atOnce + atOnce/2}, // one that waits to be stored takes less
		"none fits in":   {len(text), 1},
		"room for all":   {files * len(text) * index.BytesPerByte, 17},
		"one and a half": {len(text) * index.BytesPerByte * 3 / 2, 1},
	} {
		t.Run(name, func(t *testing.T) {
			tr := newTree(t)
			for i := range files {
				tr.write(fmt.Sprintf("home/%d.txt", i), fmt.Sprint(i, "\n\n", text))
			}
			tr.add("home")
			tr.lib.LimitTexts(int64(test.budget))
			var mu sync.Mutex
			admitted, stored, most := 0, 0, 0
			tr.lib.ReadAdmitted(func(ctx context.Context, path string, admit extract.Admission) (doc.Document, error) {
				data, err := os.ReadFile(path)
				if err == nil {
					err = admit(ctx, int64(len(text)))
				}
				mu.Lock()
				defer mu.Unlock()
				admitted++
				most = max(most, admitted-stored)
				return doc.Document{Text: string(data), Title: path, Kind: "text"}, err
			})
			report, err := tr.lib.Sync(t.Context(), func(p index.Progress) {
				mu.Lock()
				defer mu.Unlock()
				stored = p.Files
			})
			if err != nil || report.Added != files {
				t.Fatalf("%+v, %v", report, err)
			}
			if most > test.most || most < min(test.most, 2) {
				t.Errorf("%d texts were in memory at once, want at most %d", most, test.most)
			}
		})
	}
}
