package office_test

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"footnote/index/doc"
	"footnote/index/extract/extracttest"
)

func TestDOCXNumbers(t *testing.T) {
	level := func(n int, format, text string) string {
		return fmt.Sprintf(`<w:lvl w:ilvl="%d"><w:start w:val="1"/><w:numFmt w:val="%s"/><w:lvlText w:val="%s"/></w:lvl>`, n, format, text)
	}
	numbering := `<w:numbering><w:abstractNum w:abstractNumId="7">` + level(0, "decimal", "%1.") + level(1, "lowerLetter", "%1 (%2)") + level(2, "bullet", "·") + `</w:abstractNum>` +
		`<w:abstractNum w:abstractNumId="8">` + level(0, "upperRoman", "§ %1") + level(1, "ordinal", "%2") + `</w:abstractNum>` +
		`<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>` +
		`<w:num w:numId="3"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num></w:numbering>`
	item := func(list, level int, words string) string {
		return extracttest.Para(fmt.Sprintf(`<w:numPr><w:ilvl w:val="%d"/><w:numId w:val="%d"/></w:numPr>`, level, list), words)
	}
	body := item(1, 0, "a") + item(1, 1, "b") + item(1, 1, "c") + item(1, 2, "d") + item(1, 0, "e") + item(1, 1, "f") + item(3, 0, "g") + item(1, 0, "h") +
		extracttest.Para(`<w:outlineLvl w:val="0"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr>`, "Rent") + item(2, 1, "i") + item(9, 0, "j")
	document := extracttest.MustRead(t, "a.docx", extracttest.DOCX(t, body, map[string]string{"word/numbering.xml": numbering}))
	const want = "1. a\n  1 (a) b\n  1 (b) c\n    - d\n2. e\n  2 (a) f\n5. g\n6. h\n\n§ I Rent\n\n  1st i\n- j"
	if document.Text != want {
		t.Errorf("got\n%s\nwant\n%s", document.Text, want)
	}
	if got := extracttest.PlaceOf(t, document, "1st").Heading; !slices.Equal(got, []string{"§ I Rent"}) {
		t.Errorf("heading %q", got)
	}
}

func TestDOCXText(t *testing.T) {
	cell := func(content string) string { return "<w:tc>" + content + "</w:tc>" }
	item := `<w:numPr><w:ilvl w:val="1"/><w:numId w:val="3"/></w:numPr>`
	tests := []struct{ name, body, want string }{
		{"paragraphs", extracttest.Para("", "One") + extracttest.Para("", "two"), "One\n\ntwo"},
		{"runs part no word", `<w:p><w:r><w:t>foot</w:t></w:r><w:r><w:t>note</w:t></w:r></w:p>`, "footnote"},
		{"breaks, tabs, hyphens", `<w:p><w:pPr><w:tabs><w:tab w:val="left" w:pos="9"/></w:tabs></w:pPr><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t></w:r></w:p>`, "a\tb\nc-d"},
		{"entities", extracttest.Para("", "Fish &amp; chips &#8212; &unknown;"), "Fish & chips — &unknown;"},
		{"lists", extracttest.Para(item, "a") + extracttest.Para(item, "b") + extracttest.Para("", "end"), "  - a\n  - b\n\nend"},
		{"deleted and inserted", `<w:p><w:del><w:r><w:delText>old</w:delText></w:r></w:del><w:ins><w:r><w:t>new</w:t></w:r></w:ins></w:p>`, "new"},
		{"moved", `<w:p><w:moveFrom><w:r><w:t>here</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>there</w:t></w:r></w:moveTo></w:p>`, "there"},
		{"hidden", `<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>a</w:t></w:r><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>b</w:t></w:r></w:p>`, "b"},
		{"the number of a note", `<w:p><w:r><w:t>charter</w:t></w:r><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>12</w:t></w:r><w:r><w:t> of 5</w:t></w:r></w:p>`, "charter¹² of 5"},
		{"field", `<w:p><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>7</w:t></w:r></w:p>`, "7"},
		{"table", "<w:tbl><w:tr>" + cell(extracttest.Para("", "Name")+extracttest.Para("", "first")) + cell(extracttest.Para("", "Rent")) + "</w:tr><w:tr>" +
			cell("<w:p/>") + cell(extracttest.Para("", "900")) + "</w:tr></w:tbl>" + extracttest.Para("", "end"), "Name first | Rent\n | 900\n\nend"},
		{"table for the layout", "<w:tbl><w:tr>" + cell(extracttest.Para("", extracttest.Long)+extracttest.Para("", "b")) + cell(extracttest.Para("", "c")) + "</w:tr></w:tbl>", extracttest.Long + "\n\nb\n\nc"},
		{"table within a table", "<w:tbl><w:tr>" + cell(extracttest.Para("", "a")+"<w:tbl><w:tr>"+cell(extracttest.Para("", "b"))+cell(extracttest.Para("", "c"))+"</w:tr></w:tbl>") +
			"</w:tr></w:tbl>", "a\n\nb | c"},
		{"text box", `<w:p><w:r><w:t>anchor</w:t></w:r><w:r><mc:AlternateContent><mc:Choice><w:txbxContent>` + extracttest.Para("", "box") +
			`</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>` + extracttest.Para("", "box") + `</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r></w:p>`, "box\n\nanchor"},
		{
			"footnote", `<w:p><w:r><w:t>Rent</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:t> is due.</w:t></w:r></w:p>` + extracttest.Para("", "next"),
			"Rent[1] is due.\n\n[1] See § 5.\n\nnext",
		},
		{
			"comment", `<w:p><w:commentRangeStart w:id="3"/><w:r><w:t>Rent</w:t></w:r><w:commentRangeEnd w:id="3"/><w:r><w:commentReference w:id="3"/></w:r><w:r><w:t> is due.</w:t></w:r></w:p>` + extracttest.Para("", "next"),
			"Rent is due.\n\n[Ada L.] Too much?\n\nAsk them.\n\nnext",
		},
		{
			"comments without a name, without words, without a place", `<w:p><w:r><w:t>Rent</w:t><w:commentReference w:id="4"/><w:commentReference w:id="4"/><w:commentReference w:id="5"/><w:commentReference w:id="9"/></w:r></w:p>`,
			"Rent\n\n[…] Who?",
		},
		{"footnote in a table", "<w:tbl><w:tr>" + cell(`<w:p><w:r><w:t>Rent</w:t><w:footnoteReference w:id="2"/></w:r></w:p>`) + cell(extracttest.Para("", "900")) +
			"</w:tr></w:tbl>", "Rent[1] | 900\n\n[1] See § 5."},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if document := extracttest.MustRead(t, "a.docx", extracttest.DOCX(t, tt.body, nil)); document.Text != tt.want {
				t.Errorf("got  %q\nwant %q", document.Text, tt.want)
			}
		})
	}
}

func TestDOCXPlaces(t *testing.T) {
	body := extracttest.Styled("Titel", "The Lease") + extracttest.Styled("Kapitel", "Rent") + extracttest.Para("", "money") +
		`<w:p><w:r><w:lastRenderedPageBreak/><w:t>on two</w:t><w:br w:type="page"/></w:r></w:p>` +
		`<w:tbl><w:tr><w:tc><w:p><w:r><w:lastRenderedPageBreak/><w:t>l</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:lastRenderedPageBreak/><w:t>r</w:t></w:r></w:p></w:tc></w:tr></w:tbl>` +
		extracttest.Styled("Sub", "Late rent") + extracttest.Para(`<w:outlineLvl w:val="9"/>`, "interest") + extracttest.Styled("Kapitel", "") + extracttest.Styled("Round", "end")
	document := extracttest.MustRead(t, "a.docx", extracttest.DOCX(t, body, nil))
	if want := "The Lease\n\nRent\n\nmoney\n\non two\n\nl | r\n\nLate rent\n\ninterest\n\nend"; document.Text != want {
		t.Fatalf("got %q, want %q", document.Text, want)
	}
	at := func(words string) int { return strings.Index(document.Text, words) }
	want := []doc.Mark{
		{Kind: doc.Page, Page: 1},
		{Kind: doc.Heading, Start: at("Rent"), Level: 1, Label: "Rent"},
		{Kind: doc.Page, Start: at("on two"), Page: 2},
		{Kind: doc.Page, Start: at("l | r"), Page: 3},
		{Kind: doc.Heading, Start: at("Late"), Level: 2, Label: "Late rent"},
	}
	if !reflect.DeepEqual(document.Places.Marks, want) {
		t.Errorf("got  %+v\nwant %+v", document.Places.Marks, want)
	}
	if document.Title != "The Lease" || document.Kind != "docx" {
		t.Errorf("title %q, kind %q", document.Title, document.Kind)
	}
	place := document.Places.At(document.Text, at("interest"), at("interest")+8)
	if want := (doc.Place{Page: 3, Heading: []string{"Rent", "Late rent"}}); !reflect.DeepEqual(place, want) {
		t.Errorf("place %+v, want %+v", place, want)
	}
}

// Manual breaks count the pages only if no page ended by being full.
func TestDOCXManualPages(t *testing.T) {
	body := `<w:p><w:r><w:t>one</w:t><w:br w:type="page"/></w:r></w:p>` + extracttest.Para(`<w:pageBreakBefore w:val="0"/>`, "two") + extracttest.Para(`<w:pageBreakBefore/>`, "three")
	for pages, want := range map[string]int{"3": 3, "5": 0, "": 0} {
		app := map[string]string{"docProps/app.xml": "<Properties><Pages>" + pages + "</Pages></Properties>"}
		document := extracttest.MustRead(t, "a.docx", extracttest.DOCX(t, body, app))
		if got := document.Places.Section(strings.Index(document.Text, "three")).Page; got != want {
			t.Errorf("where the document says it has %q pages: got page %d, want %d", pages, got, want)
		}
	}
}

func TestDOCXParts(t *testing.T) {
	core := map[string]string{"docProps/core.xml": `<cp:coreProperties><dc:title>Lease</dc:title><dc:creator>Ada &amp; Max</dc:creator></cp:coreProperties>`}
	document := extracttest.MustRead(t, "a.docx", extracttest.DOCX(t, extracttest.Para("", "x"), core))
	if document.Title != "Lease" || document.Author != "Ada & Max" {
		t.Errorf("title %q, author %q", document.Title, document.Author)
	}
	elsewhere := extracttest.ZIP(t, map[string]string{
		"[Content_Types].xml": extracttest.DOCXTypes, "Main/doc.xml": "<document>" + extracttest.Para("", "found") + "</document>",
		"_rels/.rels": `<Relationships><Relationship Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="/main/doc.xml"/></Relationships>`,
	})
	if document := extracttest.MustRead(t, "a.zip", elsewhere); document.Text != "found" {
		t.Errorf("main part elsewhere: got %q", document.Text)
	}
	broken := extracttest.DOCX(t, "", map[string]string{"word/document.xml": "<w:document>" + extracttest.Para("", "kept") + "<w:p><w:r><w:t>cut off <"})
	if document := extracttest.MustRead(t, "a.docx", broken); document.Text != "kept\n\ncut off" || document.Notes == nil {
		t.Errorf("broken markup: got %q with note %q", document.Text, document.Notes)
	}
}

func TestDOCXRefusals(t *testing.T) {
	whole := extracttest.DOCX(t, extracttest.Para("", "words"), nil)
	encrypted := extracttest.CompoundFolder{"EncryptionInfo": "x", "EncryptedPackage": "x"}.Bytes()
	tests := []struct {
		name   string
		data   []byte
		reason doc.Class
	}{
		{"cut short", whole[:len(whole)-40], doc.Damaged},
		{"no main part", extracttest.ZIP(t, map[string]string{"[Content_Types].xml": extracttest.DOCXTypes}), doc.Damaged},
		{"main part broken", extracttest.DOCX(t, "", map[string]string{"word/document.xml": "<w:document><"}), doc.Damaged},
		{"no words", extracttest.DOCX(t, "<w:p/>", nil), doc.Empty},
		{"encrypted", encrypted, doc.Encrypted},
		{"another archive", extracttest.ZIP(t, map[string]string{"a.bin": "x"}), doc.Damaged},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := extracttest.Read(t, "a.docx", tt.data)
			var refusal *doc.Refusal
			if !errors.As(err, &refusal) || refusal.Code.Class() != tt.reason {
				t.Errorf("got %v, want a refusal as %s", err, tt.reason)
			}
		})
	}
}
