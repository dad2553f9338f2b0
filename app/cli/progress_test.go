package cli

import (
	"slices"
	"testing"
	"time"

	"footnote/index"
)

func TestProgressLine(t *testing.T) {
	tests := []struct {
		name string
		p    index.Progress
		want string
	}{
		{"at the start", index.Progress{Phase: index.Walking, AllFiles: 1200}, "Looking for files · 1,200"},
		{
			"in the middle",
			index.Progress{
				Phase: index.Reading, File: "/docs/lease.pdf", Files: 120, AllFiles: 1545, Bytes: 12e6, AllBytes: 31e6,
				Passages: 3456, Failed: 2, Left: 130 * time.Second,
			},
			"Reading 120 of 1,545 files · 12 MB of 31 MB · 3,456 passages · 2 without text · 2 min left · lease.pdf",
		},
		{
			"a file name that would steer the terminal",
			index.Progress{Phase: index.Reading, File: "/docs/a\x1b[2Jb", AllFiles: 1, AllBytes: 10},
			"Reading 0 of 1 file · 0 B of 10 B · 0 passages · a\uFFFD[2Jb",
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := progressLine(test.p); got != test.want {
				t.Errorf("got  %q\nwant %q", got, test.want)
			}
		})
	}
}

func TestMeterSaysFewLinesWithoutATerminal(t *testing.T) {
	m := &meter{quarters: -1}
	var said []int
	for n := range 1001 {
		if line := m.quarter(index.Progress{Phase: index.Reading, Files: n, AllFiles: 1000}); line != "" {
			said = append(said, n)
		}
	}
	if want := []int{0, 250, 500, 750}; !slices.Equal(said, want) {
		t.Errorf("said a line after %v files, want %v", said, want)
	}
}

func TestCut(t *testing.T) {
	for _, test := range []struct {
		s     string
		width int
		want  string
	}{{"short", 10, "short"}, {"longer", 4, "long"}, {"日本語", 5, "日本"}, {"", 3, ""}} {
		if got := cut(test.s, test.width); got != test.want {
			t.Errorf("cut(%q, %d) = %q, want %q", test.s, test.width, got, test.want)
		}
	}
}

func TestPlaceWords(t *testing.T) {
	tests := []struct {
		name  string
		place index.Place
		want  string
	}{
		{"nothing known", index.Place{}, ""},
		{"page", index.Place{Page: 3}, "p. 3"},
		{"a page with a label of its own", index.Place{Page: 3, Label: "iii"}, "p. iii"},
		{"headings", index.Place{Page: 3, Heading: []string{"Leaving", "Notice"}}, "p. 3 · Leaving › Notice"},
		{"lines", index.Place{Line: 10, EndLine: 14}, "lines 10–14"},
		{"one line", index.Place{Line: 10, EndLine: 10}, "line 10"},
		{"slide", index.Place{Slide: 3, Heading: []string{"Plan"}}, "slide 3 · Plan"},
		{"rows of a sheet", index.Place{Sheet: "Budget", Row: 10, EndRow: 14}, "sheet Budget, rows 10–14"},
		{"one row", index.Place{Row: 7, EndRow: 7}, "row 7"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := english.Place(test.place); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}
