package office_test

import (
	"reflect"
	"strings"
	"testing"

	"footnote/index/doc"
	"footnote/index/extract/extracttest"
)

func TestRTFText(t *testing.T) {
	tests := []struct{ name, body, want string }{
		{"paragraphs", "One\\par\r\ntwo\\par", "One\n\ntwo"},
		{"line ends mean nothing", "foot\r\nnote\\line next\\tab x", "footnote\nnext\tx"},
		{"characters", `\lquote a\rquote  \emdash  b\~c\_d\-e \{f\} \\`, "‘a’ — b c-de {f} \\"},
		{"bytes", `caf\'e9 {\f1\'cf\'f0\'e8} {\f3\'93\'fa\'96\'7b} {\f2\'b7}`, "café При 日本 •"},
		{"Unicode", `\u8217?x \uc0\u8364 y {\uc2\u26085 \'93\'fa}z \uc1\u-10179?\u-8704?`, "’x €y 日z 😀"},
		{"another code page", `\ansicpg1250 \'e8`, "č"},
		{"destinations", `{\header top}{\pict 89504e}{\*\unknown no}{\bkmkstart b}a{\field{\*\fldinst HYPERLINK "x"}{\fldrslt link}}{\object{\*\objdata 00}{\result res}}`, "alinkres"},
		{"a star within a group", `{a\*\cs7 b}`, "ab"},
		{"hidden and deleted", `a{\v b}{\deleted c}\v d\v0 e`, "ae"},
		{"binary data", "a{\\pict\\bin4 }}}}}b", "ab"},
		{"in Unicode and not", `{\upr{old}{\*\ud{new \u8217?}}}`, "new ’"},
		{"table", `\trowd\intbl a\cell b\par b\cell\row\trowd\intbl\cell c\cell\row\pard end\par`, "a | b b\n | c\n\nend"},
		{"lists", `{\pntext\f2\'b7\tab}a\par{\listtext 1.\tab}\ilvl1 b\par`, "- a\n  1. b"},
		{"footnote", `Rent{\super\chftn}{\footnote{\super\chftn} See \'a7 5.\par more} is due.\par next`, "Rent[1] is due.\n\n[1] See § 5.\n\nmore\n\nnext"},
		{
			"remark", `Rent{\*\atnid AL}{\*\atnauthor Ada \'c9.}\chatn{\*\annotation{\*\atnref 1}{\*\atndate 99}{\chatn} Too much?\par Ask them.} is due.\par next`,
			"Rent is due.\n\n[Ada É.] Too much?\n\nAsk them.\n\nnext",
		},
		{"above and below the line", `the towpath{\super 12}, 85 m\super 2\nosupersub , H\sub 2\nosupersub O, 5{\super th} of\super\plain  6`, "the towpath¹², 85 m², H2O, 5th of 6"},
		{"remarks, the second by nobody", `a{\*\atnauthor Ada}{\*\annotation b}\par c{\*\annotation d}`, "a\n\n[Ada] b\n\nc\n\n[…] d"},
		{"text box", `a{\shp{\*\shpinst{\sp{\sn name}{\sv value}}{\shptxt box\par}}}b`, "box\n\nab"},
		{"behind the end", `a}{b}`, "a"},
		{"cut off", `a{\b b`, "ab"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if document := extracttest.MustRead(t, "a.rtf", []byte(extracttest.RTFHead+tt.body)); document.Text != tt.want {
				t.Errorf("got  %q\nwant %q", document.Text, tt.want)
			}
		})
	}
}

func TestRTFPlaces(t *testing.T) {
	body := `{\pard\s3 The Lease\par}\pard\s1 Rent\par\pard one\page two\par\pard\s2 Late\par\pard\outlinelevel0 Annex\par\pard three}`
	for pages, page := range map[string]int{"2": 2, "3": 0} {
		document := extracttest.MustRead(t, "a.rtf", []byte(extracttest.RTFHead+`{\info{\author Ada \'c8}{\nofpages`+pages+`}}`+body))
		for words, want := range map[string]doc.Place{
			"Late":  {Page: page, Heading: []string{"Rent", "Late"}},
			"three": {Page: page, Heading: []string{"Annex"}},
		} {
			at := strings.Index(document.Text, words)
			if got := document.Places.At(document.Text, at, at+1); !reflect.DeepEqual(got, want) {
				t.Errorf("%q of %s pages: got %+v, want %+v", words, pages, got, want)
			}
		}
		if document.Title != "The Lease" || document.Author != "Ada È" || document.Kind != "rtf" {
			t.Errorf("title %q, author %q, kind %q", document.Title, document.Author, document.Kind)
		}
	}
	if document := extracttest.MustRead(t, "a.rtf", []byte(`{\rtf1{\info{\title Given}}x}`)); document.Title != "Given" || document.Text != "x" {
		t.Errorf("title %q, text %q", document.Title, document.Text)
	}
}
