package extract_test

import (
	"maps"
	"reflect"
	"strings"
	"testing"

	"footnote/index/doc"
	"footnote/index/extract"
)

// epubOf makes a book of two pages, of which the second part is read first, and, over the usual ones, other parts.
func epubOf(t testing.TB, first, second string, others map[string]string) []byte {
	t.Helper()
	page := func(body string) string {
		return `<?xml version="1.0" encoding="UTF-8"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>Page</title></head><body>` + body + `</body></html>`
	}
	parts := map[string]string{
		"mimetype":               "application/epub+zip",
		"META-INF/container.xml": `<container><rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></container>`,
		"OEBPS/book.opf": `<package><metadata><dc:title>Moby-Dick</dc:title><dc:title>or, The Whale</dc:title><dc:creator>Herman Melville</dc:creator></metadata>
			<manifest><item id="a" href="text/a%20b.xhtml"/><item id="b" href="text/b.xhtml"/><item id="nav" href="nav.xhtml" properties="nav"/>
			<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/></manifest>
			<spine toc="ncx"><itemref idref="nav"/><itemref idref="b"/><itemref idref="gone"/><itemref idref="a"/></spine></package>`,
		"OEBPS/text/b.xhtml": page(first), "OEBPS/text/a b.xhtml": page(second),
		"OEBPS/nav.xhtml": page(`<nav epub:type="landmarks"><ol><li><a href="text/b.xhtml">Start</a></li></ol></nav><nav epub:type="toc"><ol>
			<li><a href="text/b.xhtml">Part One</a><ol><li><a href="text/b.xhtml#c1">1. <b>Loomings</b></a></li></ol></li><li><a href="text/a%20b.xhtml">Part Two</a></li></ol></nav>`),
	}
	maps.Copy(parts, others)
	return zipOf(t, parts)
}

const (
	epubFirst  = `<h1>Part One</h1><p>Etymology.</p><section id="c1"><h2>Loomings</h2><p>Call me Ishmael.</p><h3>Aside</h3><p>Some years ago.</p></section>`
	epubSecond = `<p>The end.</p>`
)

func TestEPUB(t *testing.T) {
	document := mustRead(t, "a.epub", epubOf(t, epubFirst, epubSecond, nil))
	if want := "Part One\n\nEtymology.\n\nLoomings\n\nCall me Ishmael.\n\nAside\n\nSome years ago.\n\nThe end."; document.Text != want {
		t.Fatalf("got %q, want %q", document.Text, want)
	}
	for words, want := range map[string][]string{
		"Etymology": {"Part One"},
		"Call":      {"Part One", "1. Loomings"},
		"Some":      {"Part One", "1. Loomings", "Aside"},
		"The end":   {"Part Two"},
	} {
		if got := document.Places.Section(strings.Index(document.Text, words)); !reflect.DeepEqual(got, extract.Place{Heading: want}) {
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
			document := mustRead(t, "a.epub", epubOf(t, epubFirst, epubSecond, tt.others))
			if got := document.Places.Section(strings.Index(document.Text, "Call")).Heading; !reflect.DeepEqual(got, tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestEPUBRefusals(t *testing.T) {
	locked := `<encryption><EncryptedData><CipherData><CipherReference URI="OEBPS/text/b.xhtml"/></CipherData></EncryptedData></encryption>`
	fonts := strings.ReplaceAll(locked, "text/b.xhtml", "font.otf")
	for _, tt := range []refusalTest{
		{"locked", epubOf(t, epubFirst, epubSecond, map[string]string{"META-INF/encryption.xml": locked, "OEBPS/nav.xhtml": ""}), doc.Encrypted},
		{"no package", zipOf(t, map[string]string{"mimetype": "application/epub+zip"}), doc.Damaged},
		{"no words", epubOf(t, "", "", nil), doc.Empty},
	} {
		t.Run(tt.name, func(t *testing.T) { tt.check(t, "a.epub") })
	}
	if document := mustRead(t, "a.epub", epubOf(t, epubFirst, epubSecond, map[string]string{"META-INF/encryption.xml": fonts})); document.Text == "" {
		t.Errorf("note %q", document.Notes)
	}
}
