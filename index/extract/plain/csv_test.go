package plain_test

import (
	"strings"
	"testing"

	"footnote/index/extract"
	"footnote/index/extract/extracttest"
)

func TestCSVText(t *testing.T) {
	tests := []struct{ name, data, want string }{
		{"commas", "a,b\n1,2\n", "a | b\n1 | 2"},
		{"semicolons, commas in numbers", "a;b\n1,5;2,5\n3,5;4,5\n", "a | b\n1,5 | 2,5\n3,5 | 4,5"},
		{"tabs", "a\tb\r\n1, 2\t3\r\n", "a | b\n1, 2 | 3"},
		{"bars", "a|b\n1|2\n", "a | b\n1 | 2"},
		{"said", "sep=;\r\na,b;c\r\n", "a,b | c"},
		{"quotes", "\"a \"\"b\"\"\",\"c\nd, e\"\n1,2\n", "a \"b\" | c d, e\n1 | 2"},
		{"a quote that is none", "3\" pipe,\"long\n1,2\n", "3\" pipe | \"long\n1 | 2"},
		{"empty values", "a,,c\n,,\n\n\nx,,\n", "a |  | c\n\nx"},
		{"one column", "a\nb\n", "a\nb"},
		{"another charset", "Name;Stra\xdfe\nM\xfcller;Gr\xfcner Weg\n", "Name | Straße\nMüller | Grüner Weg"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if document := extracttest.MustRead(t, "a.csv", []byte(tt.data)); document.Text != tt.want {
				t.Errorf("got  %q\nwant %q", document.Text, tt.want)
			}
		})
	}
}

func TestCSVPlaces(t *testing.T) {
	document := extracttest.MustRead(t, "a.tsv", []byte("\na\tb\n\"c\nd\"\te\n\n\n\nf\tg\n"))
	if want := "a | b\nc d | e\n\nf | g"; document.Text != want || document.Kind != "csv" {
		t.Fatalf("got %q of kind %q, want %q", document.Text, document.Kind, want)
	}
	for words, want := range map[string]int{"a |": 2, "c d": 3, "f |": 7} {
		at := strings.Index(document.Text, words)
		if got := document.Places.At(document.Text, at, at+1); got.Row != want || got.EndRow != want || got.Sheet != "" {
			t.Errorf("%q: got %+v, want row %d", words, got, want)
		}
	}
	if got := document.Places.At(document.Text, 0, len(document.Text)); got.Row != 2 || got.EndRow != 7 {
		t.Errorf("all: got %+v, want rows 2 to 7", got)
	}
}

// A place has the row of the file in which its words begin, even if they continue into another.
func TestCSVWithinArchive(t *testing.T) {
	document := extracttest.MustRead(t, "a.zip", extracttest.ZIP(t, map[string]string{"a.csv": "a,b\n1,2\n", "b.csv": "c,d\n3,4\n", "c.txt": "end\n"}))
	for words, want := range map[string][2]int{"1 | 2": {2, 2}, "3 | 4": {2, 2}, "c | d": {1, 1}, "end": {0, 0}} {
		at := strings.Index(document.Text, words)
		if got := document.Places.At(document.Text, at, at+1); at < 0 || got.Row != want[0] || got.EndRow != want[1] {
			t.Errorf("%q at %d: got %+v, want rows %v", words, at, got, want)
		}
	}
	from := strings.Index(document.Text, "1 | 2")
	if got := document.Places.At(document.Text, from, len(document.Text)); got.Row != 2 || got.EndRow != 2 || got.Member != "a.csv" {
		t.Errorf("across files: got %+v, want row 2 of a.csv", got)
	}
}

// A file that exceeds the bound on texts is read up to it.
func TestCSVLarge(t *testing.T) {
	if testing.Short() {
		t.Skip("reads 200 MB")
	}
	const line = "2026-11-22,\"Rent, first floor\",900.50\n"
	data := strings.Repeat(line, 200_000_000/len(line))
	document, err := extract.New("").Reader(t.Context(), "a.csv", strings.NewReader(data), int64(len(data)))
	if err != nil || document.Notes == nil || !strings.HasSuffix(document.Text, "2026-11-22 | Rent, first floor | 900.50") {
		t.Fatalf("got %d bytes, note %q, error %v", len(document.Text), document.Notes, err)
	}
	const least = 20 << 20
	if len(document.Text) < least {
		t.Errorf("got %d bytes, want at least %d", len(document.Text), least)
	}
}
