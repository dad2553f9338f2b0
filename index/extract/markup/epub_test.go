package markup_test

import (
	"reflect"
	"strings"
	"testing"

	"footnote/index/doc"
	"footnote/index/extract/extracttest"
)

func TestEPUB(t *testing.T) {
	document := extracttest.MustRead(t, "a.epub", extracttest.EPUB(t, extracttest.EPUBFirst, extracttest.EPUBSecond, nil))
	if want := "Part One\n\nEtymology.\n\nLoomings\n\nCall me Ishmael.\n\nAside\n\nSome years ago.\n\nThe end."; document.Text != want {
		t.Fatalf("got %q, want %q", document.Text, want)
	}
	for words, want := range map[string][]string{
		"Etymology": {"Part One"},
		"Call":      {"Part One", "1. Loomings"},
		"Some":      {"Part One", "1. Loomings", "Aside"},
		"The end":   {"Part Two"},
	} {
		if got := document.Places.Section(strings.Index(document.Text, words)); !reflect.DeepEqual(got, doc.Place{Heading: want}) {
			t.Errorf("%q: got %+v, want the headings %q", words, got, want)
		}
	}
	if document.Title != "Moby-Dick" || document.Author != "Herman Melville" || document.Kind != "epub" {
		t.Errorf("title %q, author %q, kind %q", document.Title, document.Author, document.Kind)
	}
}

func TestEPUBContents(t *testing.T) {
	ncx := `<ncx><navMap><navPoint><navLabel><text>Old Part</text></navLabel><content src="text/b.xhtml"/>
		<navPoint><navLabel><text>Old Chapter</text></navLabel><content src="text/b.xhtml#c1"/></navPoint></navPoint></navMap></ncx>`
	tests := []struct {
		name   string
		others map[string]string
		want   []string // headings of the words in the section
	}{
		{"by the older table", map[string]string{"OEBPS/nav.xhtml": "", "OEBPS/toc.ncx": ncx}, []string{"Old Part", "Old Chapter", "Loomings"}},
		{"without any", map[string]string{"OEBPS/nav.xhtml": ""}, []string{"Part One", "Loomings"}},
		{"package not named", map[string]string{"META-INF/container.xml": "", "OEBPS/nav.xhtml": ""}, []string{"Part One", "Loomings"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			document := extracttest.MustRead(t, "a.epub", extracttest.EPUB(t, extracttest.EPUBFirst, extracttest.EPUBSecond, tt.others))
			if got := document.Places.Section(strings.Index(document.Text, "Call")).Heading; !reflect.DeepEqual(got, tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestEPUBRefusals(t *testing.T) {
	locked := `<encryption><EncryptedData><CipherData><CipherReference URI="OEBPS/text/b.xhtml"/></CipherData></EncryptedData></encryption>`
	fonts := strings.ReplaceAll(locked, "text/b.xhtml", "font.otf")
	for _, tt := range []extracttest.RefusalTest{
		{Name: "locked", Data: extracttest.EPUB(t, extracttest.EPUBFirst, extracttest.EPUBSecond, map[string]string{"META-INF/encryption.xml": locked, "OEBPS/nav.xhtml": ""}), Reason: doc.Encrypted},
		{Name: "no package", Data: extracttest.ZIP(t, map[string]string{"mimetype": "application/epub+zip"}), Reason: doc.Damaged},
		{Name: "no words", Data: extracttest.EPUB(t, "", "", nil), Reason: doc.Empty},
	} {
		t.Run(tt.Name, func(t *testing.T) { tt.Check(t, "a.epub") })
	}
	if document := extracttest.MustRead(t, "a.epub", extracttest.EPUB(t, extracttest.EPUBFirst, extracttest.EPUBSecond, map[string]string{"META-INF/encryption.xml": fonts})); document.Text == "" {
		t.Errorf("note %q", document.Notes)
	}
}
