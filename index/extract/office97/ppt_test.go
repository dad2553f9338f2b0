package office97_test

import (
	"reflect"
	"testing"

	"footnote/index/doc"
	"footnote/index/extract/extracttest"
)

// Kinds of texts, and places of shapes.
const (
	title, body, notes, other = 0, 1, 2, 4
	footer                    = 9
)

func TestPPT(t *testing.T) {
	extracttest.WithoutTools(t)
	shape, atom, atoms := extracttest.OldShape, extracttest.OldAtom, extracttest.OldAtoms
	cell := func(left, top int, words string) string {
		return atoms(0xf004, 0, atom(0xf00f, 0, left, top, left+1, top+1), atoms(0xf00d, 0, atom(0xf9f, 0, other), atom(0xfa8, 0, words)))
	}
	table := atoms(0xf003, 0, atoms(0xf004, 0, atom(0xf122, 1, uint16(0x39f), 1)), cell(9, 0, "b"), cell(0, 0, "a"), cell(0, 5, "c"), cell(9, 5, "d\re"))
	styled := atoms(0xf004, 0, atoms(0xf00d, 0, atom(0xf9f, 0, body), atom(0xfa8, 0, "one\rtwo\vhalf\rthree *"), atom(0xfd8, 0, 19),
		atom(0xfa1, 0, 4, uint16(0), 0, 9, uint16(1), uint32(1<<8), uint16(9), 8, uint16(0), 1, uint16(0))))
	art := atoms(0xf004, 0, atom(0xf00b, 1, uint16(0x80c0), 6, extracttest.UTF16("art")))
	deleted := atoms(0xf004, 0, atom(0xf00a, 0, 0, 8), atoms(0xf00d, 0, atom(0xf9f, 0, other), atom(0xfa8, 0, "gone")))
	remark := atoms(0x1388, 0, atoms(0x138a, 0, atom(0xfba, 0, extracttest.UTF16("___PPT10")), atom(0x138b, 0, atoms(0x2ee0, 0, atom(0xfba, 0, extracttest.UTF16("Ada")), atom(0xfba, 1, extracttest.UTF16("Why?"))))))
	first := extracttest.OldSlide(0x3ee, 1, shape(0, other, "box"), styled, shape(13, title, "Plan\vof Łódź"), shape(footer, other, "Company"), table, art, deleted)
	first = atoms(0x3ee, 0, first[8:], remark)
	deck := extracttest.OldDeck([]string{first, extracttest.OldSlide(0x3ee, 0, shape(0, other, "end"))}, []string{extracttest.OldSlide(0x3f0, 0, shape(12, notes, "say this"))})
	document := extracttest.MustRead(t, "a.ppt", deck.Bytes())
	if want := "Plan of Łódź\n\nbox\n\n- one\n  - two\nhalf\nthree\n\na | b\nc | d e\n\nart\n\n[Why?]\n\nsay this\n\nend"; document.Text != want {
		t.Fatalf("got  %q\nwant %q", document.Text, want)
	}
	for words, want := range map[string]doc.Place{
		"box": {Slide: 1, Heading: []string{"Plan of Łódź"}}, "say": {Slide: 1, Heading: []string{"Plan of Łódź", "Notes"}}, "end": {Slide: 2},
	} {
		if got := extracttest.PlaceOf(t, document, words); !reflect.DeepEqual(got, want) {
			t.Errorf("%q is at %+v, want %+v", words, got, want)
		}
	}
	if document.Title != "Plan of Łódź" || document.Kind != "ppt" {
		t.Errorf("title %q, kind %q", document.Title, document.Kind)
	}
}

func TestPPTRefusals(t *testing.T) {
	one := []string{extracttest.OldSlide(0x3ee, 0, extracttest.OldShape(0, other, "words"))}
	sealed := extracttest.OldDeck(one, nil)
	sealed["Current User"] = extracttest.OldAtom(0xff6, 0, 20, uint32(0xf3d1c4df), 0)
	for _, tt := range []extracttest.RefusalTest{
		{Name: "no edits", Data: extracttest.CompoundFolder{"PowerPoint Document": "x"}.Bytes(), Reason: doc.Damaged},
		{Name: "no words", Data: extracttest.OldDeck([]string{extracttest.OldSlide(0x3ee, 0)}, nil).Bytes(), Reason: doc.Empty},
		{Name: "encrypted, nobody knows how", Data: sealed.Bytes(), Reason: doc.Encrypted},
	} {
		t.Run(tt.Name, func(t *testing.T) {
			extracttest.WithoutTools(t)
			tt.Check(t, "a.ppt")
		})
	}
	lost := extracttest.OldDeck(one, nil)
	delete(lost, "Current User")
	if document := extracttest.MustRead(t, "a.ppt", lost.Bytes()); document.Text != "words" {
		t.Errorf("where nothing says which edit is the last: %q", document.Text)
	}
}

func FuzzPPT(f *testing.F) {
	f.Setenv("PATH", "") // LibreOffice would be asked about what is refused
	deck := extracttest.OldDeck([]string{extracttest.OldSlide(0x3ee, 1, extracttest.OldShape(13, title, "a"), extracttest.OldShape(0, body, "b\rc"))}, []string{extracttest.OldSlide(0x3f0, 0, extracttest.OldShape(12, notes, "d"))})
	fuzzStreams(f, "a.ppt", "PowerPoint Document", "Current User", deck)
}
