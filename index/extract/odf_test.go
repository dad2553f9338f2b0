package extract_test

import (
	"maps"
	"reflect"
	"strings"
	"testing"

	"footnote/index/doc"
	"footnote/index/extract"
)

const odfMedia = "application/vnd.oasis.opendocument."

// odfOf makes an OpenDocument file of a kind, "text", "presentation" or "spreadsheet", of a body and other parts.
func odfOf(t testing.TB, kind, body string, others map[string]string) []byte {
	t.Helper()
	parts := map[string]string{
		"mimetype": odfMedia + kind,
		"content.xml": `<office:document-content><office:automatic-styles><style:style style:name="P1" style:parent-style-name="Title"/>
			<style:style style:name="P2"><style:paragraph-properties fo:break-before="page"/></style:style></office:automatic-styles>
			<office:body><office:` + kind + `>` + body + `</office:` + kind + `></office:body></office:document-content>`,
		"meta.xml": `<m><dc:title>Lease</dc:title><meta:initial-creator>Ada</meta:initial-creator><dc:creator>Max</dc:creator></m>`,
	}
	maps.Copy(parts, others)
	return zipOf(t, parts)
}

func textP(words string) string { return "<text:p>" + words + "</text:p>" }

func TestODTText(t *testing.T) {
	item := func(words string) string { return "<text:list-item>" + words + "</text:list-item>" }
	cell := func(words string) string { return "<table:table-cell>" + words + "</table:table-cell>" }
	tests := []struct{ name, body, want string }{
		{"paragraphs", textP("One") + textP("") + textP("two"), "One\n\ntwo"},
		{"spans, spaces, tabs, breaks", textP(`foot<text:span>note</text:span>  a<text:s text:c="3"/>b<text:tab/>c<text:line-break/>d`), "footnote a b\tc\nd"},
		{"lists", "<text:list>" + item(textP("a")+"<text:list>"+item(textP("b"))+"</text:list>") + item(textP("c")+textP("more")) + "</text:list>" + textP("end"), "- a\n  - b\n- c\n\nmore\n\nend"},
		{"table", "<table:table><table:table-row>" + cell(textP("a")+textP("b")) + "<table:covered-table-cell/>" + cell(textP("c")) + "</table:table-row></table:table>", "a b |  | c"},
		{
			"footnote", textP(`Rent<text:note><text:note-citation>1</text:note-citation><text:note-body>`+textP("See § 5.")+`</text:note-body></text:note> is due.`) + textP("next"),
			"Rent[1] is due.\n\n[1] See § 5.\n\nnext",
		},
		{
			"remark", textP(`Rent<office:annotation><dc:creator>Ada L.</dc:creator><dc:date>2026-01-02</dc:date>`+textP("Too much?")+"<text:list>"+item(textP("Ask them."))+`</text:list></office:annotation> is due.`) + textP("next"),
			"Rent is due.\n\n[Ada L.] Too much?\n\n- Ask them.\n\nnext",
		},
		{"deleted, remarks, pronunciation", "<text:tracked-changes>" + textP("gone") + "</text:tracked-changes>" +
			textP(`kept<office:annotation>`+textP("remark")+`</office:annotation> <text:ruby><text:ruby-base>東</text:ruby-base><text:ruby-text>ひがし</text:ruby-text></text:ruby>`), "kept 東\n\n[…] remark"},
		{"text box", textP(`<draw:frame><draw:text-box>` + textP("box") + `</draw:text-box><svg:title>alt</svg:title></draw:frame>anchor`), "box\n\nanchor"},
		{"cut off", textP("kept") + "<text:p>cut <", "kept\n\ncut"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if document := mustRead(t, "a.odt", odfOf(t, "text", tt.body, nil)); document.Text != tt.want {
				t.Errorf("got  %q\nwant %q", document.Text, tt.want)
			}
		})
	}
}

func TestODTPlaces(t *testing.T) {
	body := `<text:p text:style-name="P1">The Lease</text:p><text:h text:outline-level="1">Rent</text:h>` + textP("one<text:soft-page-break/> two") +
		`<text:h text:outline-level="2" text:style-name="P2">Late</text:h>` + textP("three")
	for pages, want := range map[string]extract.Place{
		"3": {Page: 3, Heading: []string{"Rent", "Late"}},
		"5": {Heading: []string{"Rent", "Late"}}, // some page ended unseen
	} {
		meta := map[string]string{"meta.xml": `<m><meta:document-statistic meta:page-count="` + pages + `"/></m>`}
		document := mustRead(t, "a.odt", odfOf(t, "text", body, meta))
		at := strings.Index(document.Text, "three")
		if got := document.Places.At(document.Text, at, at+1); !reflect.DeepEqual(got, want) {
			t.Errorf("of %s pages: got %+v, want %+v", pages, got, want)
		}
		if document.Title != "The Lease" || document.Kind != "odt" {
			t.Errorf("title %q, kind %q", document.Title, document.Kind)
		}
	}
}

func TestODP(t *testing.T) {
	frame := func(class, words string) string {
		return `<draw:frame presentation:class="` + class + `"><draw:text-box>` + textP(words) + `</draw:text-box></draw:frame>`
	}
	body := `<draw:page draw:name="page1">` + frame("title", "Plan") + frame("outline", "first") + frame("footer", "Company") +
		`<presentation:notes><draw:page-thumbnail presentation:class="page"/>` + frame("notes", "say this") + `</presentation:notes></draw:page>` +
		`<draw:page>` + frame("subtitle", "end") + `<office:annotation><dc:creator>Bo</dc:creator>` + textP("Is that all?") + `</office:annotation></draw:page>`
	document := mustRead(t, "a.odp", odfOf(t, "presentation", body, nil))
	if want := "Plan\n\nfirst\n\nsay this\n\nend\n\n[Bo] Is that all?"; document.Text != want {
		t.Fatalf("got %q, want %q", document.Text, want)
	}
	for words, want := range map[string]extract.Place{
		"first":    {Slide: 1, Heading: []string{"Plan"}},
		"say this": {Slide: 1, Heading: []string{"Plan", "Notes"}},
		"end":      {Slide: 2},
		"Is that":  {Slide: 2},
	} {
		at := strings.Index(document.Text, words)
		if got := document.Places.At(document.Text, at, at+len(words)); !reflect.DeepEqual(got, want) {
			t.Errorf("%q: got %+v, want %+v", words, got, want)
		}
	}
	if document.Title != "Lease" || document.Author != "Ada" || document.Kind != "odp" {
		t.Errorf("title %q, author %q, kind %q", document.Title, document.Author, document.Kind)
	}
}

func TestODS(t *testing.T) {
	cell := func(attributes, words string) string {
		return "<table:table-cell " + attributes + ">" + words + "</table:table-cell>"
	}
	row := func(attributes, cells string) string {
		return "<table:table-row " + attributes + ">" + cells + "</table:table-row>"
	}
	const empty = `table:number-columns-repeated="1000"`
	body := `<table:table table:name="Budget">` + row("", cell(`office:value="0.5"`, textP("50 %"))+cell(`table:number-columns-repeated="2"`, textP("x"))+cell(empty, "")) +
		row(`table:number-rows-repeated="6"`, cell(empty, "")) + row(`table:number-rows-repeated="2"`, cell("", textP("two")+textP("lines")+"<office:annotation>"+textP("remark")+"</office:annotation>")) +
		row(`table:number-rows-repeated="1048576"`, cell(empty, "")) + `</table:table><table:table table:name="Empty"/><table:table table:name="Staff">` +
		row("", cell("", "")+cell("", textP("Eve"))) + `</table:table>`
	document := mustRead(t, "a.ods", odfOf(t, "spreadsheet", body, nil))
	if want := "50 % | x | x\n\ntwo lines\ntwo lines\n\n | Eve"; document.Text != want {
		t.Fatalf("got %q, want %q", document.Text, want)
	}
	for words, want := range map[string]extract.Place{
		"50 %":                 {Sheet: "Budget", Row: 1, EndRow: 1},
		"two lines\ntwo lines": {Sheet: "Budget", Row: 8, EndRow: 9},
		"Eve":                  {Sheet: "Staff", Row: 1, EndRow: 1},
	} {
		at := strings.Index(document.Text, words)
		if got := document.Places.At(document.Text, at, at+len(words)); !reflect.DeepEqual(got, want) {
			t.Errorf("%q: got %+v, want %+v", words, got, want)
		}
	}
}

func TestODFRefusals(t *testing.T) {
	manifest := map[string]string{"META-INF/manifest.xml": `<manifest:manifest><manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry></manifest:manifest>`}
	for _, tt := range []refusalTest{
		{"encrypted", odfOf(t, "text", "", manifest), doc.Encrypted},
		{"no main part", zipOf(t, map[string]string{"mimetype": odfMedia + "text"}), doc.Damaged},
		{"no words", odfOf(t, "text", textP(""), nil), doc.Empty},
		{"broken", odfOf(t, "text", "", map[string]string{"content.xml": "<office:document-content><"}), doc.Damaged},
	} {
		t.Run(tt.name, func(t *testing.T) { tt.check(t, "a.odt") })
	}
}
