package office97_test

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"footnote/index/doc"
	"footnote/index/extract/extracttest"
)

// read reads a file of testdata. LibreOffice 7.4 made those from the ones beside them: soffice --convert-to doc lease.fodt.
func read(t *testing.T, name string) doc.Document {
	t.Helper()
	extracttest.WithoutTools(t)
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return extracttest.MustRead(t, name, data)
}

func TestDOC(t *testing.T) {
	document := read(t, "lease.doc")
	want := `The shed

The rent is due on the first of each month[1], and it is kept at 5 m².

[1] In advance, without delay.

Oars and keys

See the harbour map for the moorings.[2]

[Grace Hopper] Is the map current?

[2] Mapped in 1901.

1. oars
  a) two long
2. keys
- rope
Item | Price
Oar | 12

Boxed warning: deep water.

Straße, Łódź and Привет stay as they are — “quoted”.

Ending the lease

Two months’ notice in writing.

Harbour Trust letterhead

Page 2

Registered in Whitby`
	if document.Text != want {
		t.Errorf("got %q", document.Text)
	}
	if document.Kind != "doc" || document.Title != "Boat shed lease" || document.Author != "Ada Byron" || document.Notes != nil {
		t.Errorf("kind %q, title %q, author %q, notes %v", document.Kind, document.Title, document.Author, document.Notes)
	}
	if got, want := extracttest.PlaceOf(t, document, "Whitby").Member, "footer"; got != want {
		t.Errorf("the footer is in %q", got)
	}
	for words, want := range map[string][]string{
		"first of each": {"The shed"}, "two long": {"The shed", "Oars and keys"}, "in writing": {"Ending the lease"}, "Trust": nil, "Whitby": nil,
	} {
		if got := extracttest.PlaceOf(t, document, words).Heading; !reflect.DeepEqual(got, want) {
			t.Errorf("%q is under %q, want %q", words, got, want)
		}
	}
}

func TestDOCText(t *testing.T) {
	old := func(words ...string) []extracttest.OldParagraph {
		var text []extracttest.OldParagraph
		for _, w := range words {
			text = append(text, extracttest.OldParagraph{Words: w})
		}
		return text
	}
	cell := func(words string) extracttest.OldParagraph {
		return extracttest.OldParagraph{Words: words, Properties: extracttest.InTable}
	}
	rowEnd := extracttest.OldParagraph{Words: "\a", Properties: extracttest.RowEnd}
	const nested, cellEnd, innerRow = extracttest.InTable + "\x49\x66\x02\x00\x00\x00", "\x4b\x24\x01", "\x4c\x24\x01"
	for _, tt := range []struct {
		name string
		file extracttest.OldDocument
		want string
	}{
		{"paragraphs", extracttest.OldDocument{Text: old("one\r", "two\vhalf\r", "\r", "three\r")}, "one\n\ntwo\nhalf\n\nthree"},
		{"bytes", extracttest.OldDocument{Text: old("caf\r", "two\r"), Narrow: true}, "caf\n\ntwo"},
		{"pieces", extracttest.OldDocument{Text: old("naïve 😀 words\r", "two\r"), Piece: 3}, "naïve 😀 words\n\ntwo"},
		{"no mark at the end", extracttest.OldDocument{Text: old("one")}, "one"},
		{"fields", extracttest.OldDocument{Text: old("a \x13 PAGE \x14\x315\x15 b \x13 TOC \x13 X \x14y\x15 \x14c\r", "d\x15e\r")}, "a 15 b c\n\nde"},
		{"a field without an end", extracttest.OldDocument{Text: old("a \x13 words\r", "b\r")}, "a words\n\nb"},
		{"a field without a result", extracttest.OldDocument{Text: old("a\x13 XE \"k\" \x15b\r")}, "ab"},
		{"marks", extracttest.OldDocument{Text: old("non\x1ebreaking so\x1fft \x01pic\x05 ta\tb\r")}, "non-breaking soft pic ta\tb"},
		{
			"a table",
			extracttest.OldDocument{Text: append(old("before\r"), cell("a\a"), cell("\a"), cell("b\r"), cell("c\a"), rowEnd, cell("d\a"), rowEnd, extracttest.OldParagraph{Words: "after\r"})},
			"before\n\na |  | b c\nd\n\nafter",
		},
		{"a table in a table", extracttest.OldDocument{Text: []extracttest.OldParagraph{
			cell("x\r"), {Words: "in\r", Properties: nested + cellEnd}, {Words: "ner\r", Properties: nested + cellEnd}, {Words: "\r", Properties: nested + innerRow + extracttest.RowEnd[3:]}, cell("\a"), cell("y\a"), rowEnd,
		}}, "x\n\nin | ner\n\ny"},
		{"a table without its ends", extracttest.OldDocument{Text: []extracttest.OldParagraph{cell("a\a"), cell("b\a")}}, "a | b"},
		{"cells of no table", extracttest.OldDocument{Text: old("a\a", "b\a", "\a")}, "a\n\nb"},
		{
			"notes",
			extracttest.OldDocument{Text: old("one\x02 two\x02\r", "three\r"), Footnotes: []string{"\x02 first\r", "\x02 second\rmore\r"}},
			"one[1] two[2]\n\n[1] first\n\n[2] second\n\nmore\n\nthree",
		},
		{"headings without styles", extracttest.OldDocument{Text: []extracttest.OldParagraph{{Words: "Head\r", Style: 1}, {Words: "text\r"}}}, "Head\n\ntext"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			extracttest.WithoutTools(t)
			document, err := extracttest.Read(t, "a.doc", tt.file.Bytes())
			if document.Text != tt.want {
				t.Errorf("got  %q, %v\nwant %q", document.Text, err, tt.want)
			}
			if wants := strings.HasPrefix(tt.name, "headings"); wants != (len(document.Places.Marks) > 0) {
				t.Errorf("marks %v", document.Places.Marks)
			}
		})
	}
}

func TestDOCRefusals(t *testing.T) {
	words := []extracttest.OldParagraph{{Words: "words\r"}}
	without := extracttest.OldDocument{Text: words}.Streams()
	delete(without, "1Table")
	early := extracttest.OldDocument{Text: words}.Streams()
	early["WordDocument"] = "\xec\xa5\x2d\x00" + early["WordDocument"].(string)[4:]
	for _, tt := range []extracttest.RefusalTest{
		{Name: "no tables", Data: without.Bytes(), Reason: doc.Damaged},
		{Name: "no words", Data: extracttest.OldDocument{Text: []extracttest.OldParagraph{{Words: "\r"}}}.Bytes(), Reason: doc.Empty},
		{Name: "encrypted, nobody knows how", Data: extracttest.OldDocument{Text: words, Flags: 0x100}.Bytes(), Reason: doc.Encrypted},
		{Name: "Word 2", Data: early.Bytes(), Reason: doc.Unsupported},
		{Name: "no block", Data: extracttest.CompoundFolder{"WordDocument": "x"}.Bytes(), Reason: doc.Damaged},
	} {
		t.Run(tt.Name, func(t *testing.T) {
			extracttest.WithoutTools(t)
			tt.Check(t, "a.doc")
		})
	}
	cut := extracttest.OldDocument{Text: []extracttest.OldParagraph{{Words: "words\r"}, {Words: strings.Repeat("x", 5000) + "\r"}}}.Streams()
	cut["WordDocument"] = cut["WordDocument"].(string)[:6000]
	if document := extracttest.MustRead(t, "a.doc", cut.Bytes()); !strings.HasPrefix(document.Text, "words\n\nxxx") || document.Notes == nil {
		t.Errorf("a text cut short: %.20q, notes %v", document.Text, document.Notes)
	}
}

func FuzzDOC(f *testing.F) {
	f.Setenv("PATH", "") // LibreOffice would be asked about what is refused
	file := extracttest.OldDocument{Text: []extracttest.OldParagraph{{Words: "a\x13 X \x14b\x15\x02\r", Style: 1}, {Words: "c\a", Properties: extracttest.InTable}, {Words: "\a", Properties: extracttest.RowEnd}}, Footnotes: []string{"n\r"}, Piece: 2}.Streams()
	if data, err := os.ReadFile("testdata/lease.doc"); err == nil {
		f.Add(data, "")
	}
	fuzzStreams(f, "a.doc", "WordDocument", "1Table", file)
}

// fuzzStreams fuzzes two streams of a file. Where the second is empty, the first is the whole file.
func fuzzStreams(f *testing.F, name, first, second string, file extracttest.CompoundFolder) {
	f.Add([]byte(file[first].(string)), file[second])
	f.Fuzz(func(t *testing.T, one []byte, two string) {
		data := one
		if two != "" {
			data = extracttest.CompoundFolder{first: string(one), second: two}.Bytes()
		}
		document, err := extracttest.Read(t, name, data)
		extracttest.CheckOutcome(t, document, err)
	})
}
