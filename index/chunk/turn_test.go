package chunk_test

import (
	"slices"
	"strings"
	"testing"

	"footnote/index/chunk"
)

func TestWhole(t *testing.T) {
	for _, tt := range []struct {
		name   string
		pages  []string
		joined []string
	}{
		{"a broken word", []string{"the lamp is main-", "tained by him"}, []string{"the lamp is main-\n\ntained", "by him"}},
		{"the rest alone", []string{"the lamp is main-", "tained"}, []string{"the lamp is main-\n\ntained"}},
		{"a name", []string{"we met in Baden-", "Baden again"}, []string{"we met in Baden-", "Baden again"}},
		{"a dash", []string{"we met there -", "again"}, []string{"we met there -", "again"}},
		{"a whole word", []string{"we met", "again"}, []string{"we met", "again"}},
		{"over three pages", []string{"un-", "inter-", "rupted"}, []string{"un-\n\ninter-\n\nrupted"}},
		{"an endless word", []string{"the lamp is main-", strings.Repeat("t", 100)}, []string{"the lamp is main-", strings.Repeat("t", 100)}},
	} {
		text := strings.Join(tt.pages, "\n\n")
		var chunks []chunk.Span
		var turns []int
		at := 0
		for i, page := range tt.pages {
			if i > 0 {
				turns = append(turns, at)
			}
			chunks = append(chunks, chunk.Span{Start: at, End: at + len(page)})
			at += len(page) + 2
		}
		var got []string
		for _, c := range chunk.Whole(text, slices.Clone(chunks), turns) {
			got = append(got, text[c.Start:c.End])
		}
		if !slices.Equal(got, tt.joined) {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.joined)
		}
		if got := chunk.Whole(text, slices.Clone(chunks), nil); !slices.Equal(got, chunks) {
			t.Errorf("%s: without a turn of a page: got %v, want %v", tt.name, got, chunks)
		}
	}
}
