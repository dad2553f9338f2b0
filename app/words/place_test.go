package words_test

import (
	"testing"

	"footnote/app/words"
	"footnote/index/doc"
)

func TestPlace(t *testing.T) {
	for want, p := range map[string]doc.Place{
		"":                                    {},
		"p. 12 · 3 Methods › Sampling":        {Page: 12, Heading: []string{"3 Methods", "Sampling"}},
		"p. xii":                              {Page: 12, Label: "xii"},
		"Leaving · lines 10–14":               {Heading: []string{"Leaving"}, Line: 10, EndLine: 14},
		"line 10":                             {Line: 10, EndLine: 10},
		"message 3 · Ada · 2009-06-01 · Rent": {Message: 3, From: "Ada", Sent: "2009-06-01", Heading: []string{"Rent"}},
		"message 3 · a.zip/b.md · Rent · line 2": {Message: 3, Member: "a.zip/b.md", Heading: []string{"Rent"}, Line: 2, EndLine: 2},
		"slide 3 · Plan":                     {Slide: 3, Heading: []string{"Plan"}},
		"sheet Budget, rows 10–14":           {Sheet: "Budget", Row: 10, EndRow: 14},
		"row 7":                              {Row: 7, EndRow: 7},
		"cell 4 · Rent":                      {Cell: 4, Heading: []string{"Rent"}},
		"00:12:03 · lines 7–8":               {Time: "00:12:03", Line: 7, EndLine: 8},
		"p. 3 · A heading with “quotes” & <": {Page: 3, Heading: []string{"A heading with “quotes” & <"}},
	} {
		if got := (words.Language{}).Place(p); got != want {
			t.Errorf("(words.Language{}).Place(%+v) = %q, want %q", p, got, want)
		}
	}
}

func TestPlaceInLeavesOutTheTitle(t *testing.T) {
	for want, p := range map[string]doc.Place{
		"Keys":        {Heading: []string{"Lease", "Keys"}},
		"p. 2":        {Page: 2, Heading: []string{"Lease"}},
		"Lease":       {Heading: []string{"Lease"}},
		"Keys › Lost": {Heading: []string{"Keys", "Lost"}},
	} {
		if got := (words.Language{}).PlaceIn("Lease", p); got != want {
			t.Errorf("(words.Language{}).PlaceIn(%+v) = %q, want %q", p, got, want)
		}
	}
}
