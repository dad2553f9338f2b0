package office_test

import (
	"reflect"
	"strings"
	"testing"

	"footnote/index/doc"
	"footnote/index/extract/extracttest"
)

func TestODTText(t *testing.T) {
	item := func(words string) string { return "<text:list-item>" + words + "</text:list-item>" }
	cell := func(words string) string { return "<table:table-cell>" + words + "</table:table-cell>" }
	tests := []struct{ name, body, want string }{
		{"paragraphs", extracttest.TextP("One") + extracttest.TextP("") + extracttest.TextP("two"), "One\n\ntwo"},
		{"spans, spaces, tabs, breaks", extracttest.TextP(`foot<text:span>note</text:span>  a<text:s text:c="3"/>b<text:tab/>c<text:line-break/>d`), "footnote a b\tc\nd"},
		{"lists", "<text:list>" + item(extracttest.TextP("a")+"<text:list>"+item(extracttest.TextP("b"))+"</text:list>") + item(extracttest.TextP("c")+extracttest.TextP("more")) + "</text:list>" + extracttest.TextP("end"), "- a\n  - b\n- c\n\nmore\n\nend"},
		{"table", "<table:table><table:table-row>" + cell(extracttest.TextP("a")+extracttest.TextP("b")) + "<table:covered-table-cell/>" + cell(extracttest.TextP("c")) + "</table:table-row></table:table>", "a b |  | c"},
		{
			"footnote", extracttest.TextP(`Rent<text:note><text:note-citation>1</text:note-citation><text:note-body>`+extracttest.TextP("See § 5.")+`</text:note-body></text:note> is due.`) + extracttest.TextP("next"),
			"Rent[1] is due.\n\n[1] See § 5.\n\nnext",
		},
		{
			"remark", extracttest.TextP(`Rent<office:annotation><dc:creator>Ada L.</dc:creator><dc:date>2026-01-02</dc:date>`+extracttest.TextP("Too much?")+"<text:list>"+item(extracttest.TextP("Ask them."))+`</text:list></office:annotation> is due.`) + extracttest.TextP("next"),
			"Rent is due.\n\n[Ada L.] Too much?\n\n- Ask them.\n\nnext",
		},
		{"deleted, remarks, pronunciation", "<text:tracked-changes>" + extracttest.TextP("gone") + "</text:tracked-changes>" +
			extracttest.TextP(`kept<office:annotation>`+extracttest.TextP("remark")+`</office:annotation> <text:ruby><text:ruby-base>東</text:ruby-base><text:ruby-text>ひがし</text:ruby-text></text:ruby>`), "kept 東\n\n[…] remark"},
		{"text box", extracttest.TextP(`<draw:frame><draw:text-box>` + extracttest.TextP("box") + `</draw:text-box><svg:title>alt</svg:title></draw:frame>anchor`), "box\n\nanchor"},
		{"above and below the line", extracttest.TextP(`the towpath<text:span text:style-name="T1">12</text:span>, 85 m<text:span text:style-name="T1">2</text:span>, H<text:span text:style-name="T2">2</text:span>O, 5<text:span text:style-name="T1">th</text:span>`), "the towpath¹², 85 m², H2O, 5th"},
		{"cut off", extracttest.TextP("kept") + "<text:p>cut <", "kept\n\ncut"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if document := extracttest.MustRead(t, "a.odt", extracttest.ODF(t, "text", tt.body, nil)); document.Text != tt.want {
				t.Errorf("got  %q\nwant %q", document.Text, tt.want)
			}
		})
	}
}

func TestODTPlaces(t *testing.T) {
	body := `<text:p text:style-name="P1">The Lease</text:p><text:h text:outline-level="1">Rent</text:h>` + extracttest.TextP("one<text:soft-page-break/> two") +
		`<text:h text:outline-level="2" text:style-name="P2">Late</text:h>` + extracttest.TextP("three")
	for pages, want := range map[string]doc.Place{
		"3": {Page: 3, Heading: []string{"Rent", "Late"}},
		"5": {Heading: []string{"Rent", "Late"}}, // some page ended without a break
	} {
		meta := map[string]string{"meta.xml": `<m><meta:document-statistic meta:page-count="` + pages + `"/></m>`}
		document := extracttest.MustRead(t, "a.odt", extracttest.ODF(t, "text", body, meta))
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
		return `<draw:frame presentation:class="` + class + `"><draw:text-box>` + extracttest.TextP(words) + `</draw:text-box></draw:frame>`
	}
	body := `<draw:page draw:name="page1">` + frame("title", "Plan") + frame("outline", "first") + frame("footer", "Company") +
		`<presentation:notes><draw:page-thumbnail presentation:class="page"/>` + frame("notes", "say this") + `</presentation:notes></draw:page>` +
		`<draw:page>` + frame("subtitle", "end") + `<office:annotation><dc:creator>Bo</dc:creator>` + extracttest.TextP("Is that all?") + `</office:annotation></draw:page>`
	document := extracttest.MustRead(t, "a.odp", extracttest.ODF(t, "presentation", body, nil))
	if want := "Plan\n\nfirst\n\nsay this\n\nend\n\n[Bo] Is that all?"; document.Text != want {
		t.Fatalf("got %q, want %q", document.Text, want)
	}
	for words, want := range map[string]doc.Place{
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
	body := `<table:table table:name="Budget">` + row("", cell(`office:value="0.5"`, extracttest.TextP("50 %"))+cell(`table:number-columns-repeated="2"`, extracttest.TextP("x"))+cell(empty, "")) +
		row(`table:number-rows-repeated="6"`, cell(empty, "")) + row(`table:number-rows-repeated="2"`, cell("", extracttest.TextP("two")+extracttest.TextP("lines")+"<office:annotation>"+extracttest.TextP("remark")+"</office:annotation>")) +
		row(`table:number-rows-repeated="1048576"`, cell(empty, "")) + `</table:table><table:table table:name="Empty"/><table:table table:name="Staff">` +
		row("", cell("", "")+cell("", extracttest.TextP("Eve"))) + `</table:table>`
	document := extracttest.MustRead(t, "a.ods", extracttest.ODF(t, "spreadsheet", body, nil))
	if want := "50 % | x | x\n\ntwo lines\ntwo lines\n\n | Eve"; document.Text != want {
		t.Fatalf("got %q, want %q", document.Text, want)
	}
	for words, want := range map[string]doc.Place{
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
	for _, tt := range []extracttest.RefusalTest{
		{Name: "encrypted", Data: extracttest.ODF(t, "text", "", manifest), Reason: doc.Encrypted},
		{Name: "no main part", Data: extracttest.ZIP(t, map[string]string{"mimetype": extracttest.ODFMedia + "text"}), Reason: doc.Damaged},
		{Name: "no words", Data: extracttest.ODF(t, "text", extracttest.TextP(""), nil), Reason: doc.Empty},
		{Name: "broken", Data: extracttest.ODF(t, "text", "", map[string]string{"content.xml": "<office:document-content><"}), Reason: doc.Damaged},
	} {
		t.Run(tt.Name, func(t *testing.T) { tt.Check(t, "a.odt") })
	}
}
