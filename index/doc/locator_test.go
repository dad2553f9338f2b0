package doc_test

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
	"time"

	"footnote/index/doc"
)

// plainSection finds a place by going through all the marks before it, as its definition says.
func plainSection(marks []doc.Mark, start int) doc.Place {
	var place doc.Place
	var levels []int
	end := func(level int) {
		keep := len(levels)
		for keep > 0 && levels[keep-1] >= level {
			keep--
		}
		levels, place.Heading = levels[:keep], place.Heading[:keep]
	}
	for _, m := range marks {
		if m.Start > start {
			break
		}
		switch m.Kind {
		case doc.Message:
			place, levels = doc.Place{Message: m.Page, From: m.From, Member: m.Label}, nil
		case doc.Member:
			if end(m.Level); m.BeginsAnew() {
				place = doc.Place{}
			}
			place = doc.Place{Member: m.Label, Message: place.Message, From: place.From, Heading: place.Heading}
		case doc.Cell:
			place.Cell = m.Page
		case doc.Time:
			place.Time = m.Label
		case doc.Page:
			place.Page, place.Label = m.Page, m.Label
		case doc.Slide:
			place.Slide, place.Heading, levels = m.Page, nil, nil
		case doc.Sheet:
			place.Sheet = m.Label
		case doc.Heading, doc.Symbol:
			end(m.Level)
			levels, place.Heading = append(levels, m.Level), append(place.Heading, m.Label)
		}
	}
	if len(place.Heading) == 0 {
		place.Heading = nil
	}
	return place
}

// randomMarks are marks of all kinds in any order, a byte from each to the next.
func randomMarks(seed uint64) []doc.Mark {
	random := rand.New(rand.NewPCG(seed, 1))
	marks := make([]doc.Mark, random.IntN(60))
	for i := range marks {
		marks[i] = doc.Mark{
			Kind: doc.Page + doc.MarkKind(random.IntN(int(doc.Rows))), Start: i, Level: random.IntN(6), Page: 1 + random.IntN(9),
			Label: fmt.Sprint("l", i), From: fmt.Sprint("f", i), Shift: random.IntN(100), Lines: random.IntN(2) == 0,
		}
		if marks[i].Kind != doc.Member {
			marks[i].Level++
		}
	}
	return marks
}

func TestLocatorFindsWhatTheMarksSay(t *testing.T) {
	for seed := range uint64(2000) {
		marks := randomMarks(seed)
		locator := doc.Places{Marks: marks}.Locator()
		for at := -1; at <= len(marks); at++ {
			if got, want := locator.Section(at), plainSection(marks, at); !reflect.DeepEqual(got, want) {
				t.Fatalf("seed %d, byte %d: got %+v, want %+v", seed, at, got, want)
			}
		}
	}
}

func TestLocatorCountsRowsAndLines(t *testing.T) {
	places := doc.Places{Marks: []doc.Mark{
		{Kind: doc.Member, Start: 0, Label: "a.csv"},
		{Kind: doc.Sheet, Start: 0, Shift: 2, Label: "one"},
		{Kind: doc.Rows, Start: 4, Shift: 10},
		{Kind: doc.Sheet, Start: 8, Shift: -1, Label: "two"},
		{Kind: doc.Member, Start: 12, Label: "b.txt", Lines: true, Shift: -3},
	}}
	locator := places.Locator()
	for _, tt := range []struct {
		start, end, first, last int
		want                    doc.Place
	}{
		{0, 3, 1, 1, doc.Place{Member: "a.csv", Sheet: "one", Row: 3, EndRow: 3}},
		{0, 6, 1, 2, doc.Place{Member: "a.csv", Sheet: "one", Row: 3, EndRow: 12}},
		{4, 9, 2, 3, doc.Place{Member: "a.csv", Sheet: "one", Row: 12, EndRow: 12}}, // its end is on another sheet
		{12, 14, 4, 5, doc.Place{Member: "b.txt", Line: 1, EndLine: 2}},
	} {
		if got := locator.AtLines(tt.start, tt.end, tt.first, tt.last); !reflect.DeepEqual(got, tt.want) {
			t.Errorf("bytes %d to %d: got %+v, want %+v", tt.start, tt.end, got, tt.want)
		}
	}
}

// However deep headings are nested, a place names only some of them, the innermost among them.
func TestLocatorBoundsNesting(t *testing.T) {
	marks := make([]doc.Mark, 50)
	for i := range marks {
		marks[i] = doc.Mark{Kind: doc.Heading, Start: i, Level: i + 1, Label: fmt.Sprint(i + 1)}
	}
	got := strings.Join(doc.Places{Marks: marks}.Section(49).Heading, " ")
	if want := "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 50"; got != want {
		t.Errorf("got the headings %q, want %q", got, want)
	}
}

// The places of a hundred thousand headings, each nested in the one before, are found within moments.
func TestLocatorIsQuick(t *testing.T) {
	const count = 100_000
	marks := make([]doc.Mark, count)
	for i := range marks {
		marks[i] = doc.Mark{Kind: doc.Heading, Start: i, Level: i + 1, Label: "a heading"}
	}
	start := time.Now()
	locator := doc.Places{Marks: marks}.Locator()
	for i := range marks {
		locator.Section(i)
	}
	if took := time.Since(start); took > 10*time.Second { // it takes a tenth of one; going through the marks for each, minutes
		t.Errorf("took %v", took)
	}
}

// A place that begins with a title is under the heading that follows the title at once.
func TestLocatorGoesOnToTheHeadingBelow(t *testing.T) {
	marks := []doc.Mark{
		{Kind: doc.Heading, Start: 0, Level: 1, Label: "House rules"},
		{Kind: doc.Heading, Start: 15, Level: 2, Label: "Pets"}, // "# House rules\n\n"
		{Kind: doc.Heading, Start: 90, Level: 2, Label: "Bins"},
	}
	places := doc.Places{Marks: marks}
	for start, want := range map[int]string{0: "House rules/Pets", 5: "House rules", 15: "House rules/Pets", 90: "House rules/Bins"} {
		if got := strings.Join(places.Section(start).Heading, "/"); got != want {
			t.Errorf("byte %d is under %q, want %q", start, got, want)
		}
	}
}
