package extract_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"footnote/index/doc"
	"footnote/index/extract"
)

const (
	docxTypes = `<Types><Override PartName="/word/document.xml" ` +
		`ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`
	docxStyles = `<w:styles><w:style w:styleId="Titel"><w:name w:val="Title"/></w:style>
		<w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>
		<w:style w:styleId="Kapitel"><w:name w:val="Kapitel"/><w:basedOn w:val="berschrift1"/></w:style>
		<w:style w:styleId="Sub"><w:name w:val="sub"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
		<w:style w:styleId="Round"><w:name w:val="round"/><w:basedOn w:val="Round"/></w:style></w:styles>`
	docxComments = `<w:comments><w:comment w:id="3" w:author="Ada  L." w:initials="AL"><w:p><w:r><w:annotationRef/></w:r><w:r><w:t>Too much?</w:t></w:r></w:p><w:p><w:r><w:t>Ask them.</w:t></w:r></w:p></w:comment>
		<w:comment w:id="4"><w:p><w:r><w:t>Who?</w:t></w:r></w:p></w:comment><w:comment w:id="5" w:author="Bo"><w:p/></w:comment>
		<w:comment w:id="6" w:author="Bo"><w:p><w:r><w:t>on nothing</w:t></w:r></w:p></w:comment></w:comments>`
	docxNotes = `<w:footnotes><w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:t>line</w:t></w:r></w:p></w:footnote>
		<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t> See § 5.</w:t></w:r></w:p></w:footnote></w:footnotes>`
)

// zipOf packs parts into an archive.
func zipOf(t testing.TB, parts map[string]string) []byte {
	t.Helper()
	var buffer bytes.Buffer
	w := zip.NewWriter(&buffer)
	for _, name := range slices.Sorted(maps.Keys(parts)) {
		part, err := w.Create(name)
		if err == nil {
			_, err = part.Write([]byte(parts[name]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return buffer.Bytes()
}

// docxOf makes a Word document of a body and, over the usual ones, other parts.
func docxOf(t testing.TB, body string, others map[string]string) []byte {
	t.Helper()
	parts := map[string]string{
		"[Content_Types].xml": docxTypes, "word/styles.xml": docxStyles, "word/footnotes.xml": docxNotes, "word/comments.xml": docxComments,
		"word/document.xml": `<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="w"><w:body>` + body + `</w:body></w:document>`,
	}
	maps.Copy(parts, others)
	return zipOf(t, parts)
}

func TestDOCXNumbers(t *testing.T) {
	level := func(n int, format, text string) string {
		return fmt.Sprintf(`<w:lvl w:ilvl="%d"><w:start w:val="1"/><w:numFmt w:val="%s"/><w:lvlText w:val="%s"/></w:lvl>`, n, format, text)
	}
	numbering := `<w:numbering><w:abstractNum w:abstractNumId="7">` + level(0, "decimal", "%1.") + level(1, "lowerLetter", "%1 (%2)") + level(2, "bullet", "·") + `</w:abstractNum>` +
		`<w:abstractNum w:abstractNumId="8">` + level(0, "upperRoman", "§ %1") + level(1, "ordinal", "%2") + `</w:abstractNum>` +
		`<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>` +
		`<w:num w:numId="3"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num></w:numbering>`
	item := func(list, level int, words string) string {
		return para(fmt.Sprintf(`<w:numPr><w:ilvl w:val="%d"/><w:numId w:val="%d"/></w:numPr>`, level, list), words)
	}
	body := item(1, 0, "a") + item(1, 1, "b") + item(1, 1, "c") + item(1, 2, "d") + item(1, 0, "e") + item(1, 1, "f") + item(3, 0, "g") + item(1, 0, "h") +
		para(`<w:outlineLvl w:val="0"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr>`, "Rent") + item(2, 1, "i") + item(9, 0, "j")
	document := mustRead(t, "a.docx", docxOf(t, body, map[string]string{"word/numbering.xml": numbering}))
	const want = "1. a\n  1 (a) b\n  1 (b) c\n    - d\n2. e\n  2 (a) f\n5. g\n6. h\n\n§ I Rent\n\n  1st i\n- j"
	if document.Text != want {
		t.Errorf("got\n%s\nwant\n%s", document.Text, want)
	}
	if got := placeOf(t, document, "1st").Heading; !slices.Equal(got, []string{"§ I Rent"}) {
		t.Errorf("heading %q", got)
	}
}

// para is a paragraph with properties.
func para(properties, words string) string {
	return `<w:p><w:pPr>` + properties + `</w:pPr><w:r><w:t xml:space="preserve">` + words + `</w:t></w:r></w:p>`
}

func styled(style, words string) string { return para(`<w:pStyle w:val="`+style+`"/>`, words) }

func TestDOCXText(t *testing.T) {
	cell := func(content string) string { return "<w:tc>" + content + "</w:tc>" }
	item := `<w:numPr><w:ilvl w:val="1"/><w:numId w:val="3"/></w:numPr>`
	tests := []struct{ name, body, want string }{
		{"paragraphs", para("", "One") + para("", "two"), "One\n\ntwo"},
		{"runs part no word", `<w:p><w:r><w:t>foot</w:t></w:r><w:r><w:t>note</w:t></w:r></w:p>`, "footnote"},
		{"breaks, tabs, hyphens", `<w:p><w:pPr><w:tabs><w:tab w:val="left" w:pos="9"/></w:tabs></w:pPr><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t></w:r></w:p>`, "a\tb\nc-d"},
		{"entities", para("", "Fish &amp; chips &#8212; &unknown;"), "Fish & chips — &unknown;"},
		{"lists", para(item, "a") + para(item, "b") + para("", "end"), "  - a\n  - b\n\nend"},
		{"deleted and inserted", `<w:p><w:del><w:r><w:delText>old</w:delText></w:r></w:del><w:ins><w:r><w:t>new</w:t></w:r></w:ins></w:p>`, "new"},
		{"moved", `<w:p><w:moveFrom><w:r><w:t>here</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>there</w:t></w:r></w:moveTo></w:p>`, "there"},
		{"hidden", `<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>a</w:t></w:r><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>b</w:t></w:r></w:p>`, "b"},
		{"the number of a note", `<w:p><w:r><w:t>charter</w:t></w:r><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>12</w:t></w:r><w:r><w:t> of 5</w:t></w:r></w:p>`, "charter¹² of 5"},
		{"field", `<w:p><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>7</w:t></w:r></w:p>`, "7"},
		{"table", "<w:tbl><w:tr>" + cell(para("", "Name")+para("", "first")) + cell(para("", "Rent")) + "</w:tr><w:tr>" +
			cell("<w:p/>") + cell(para("", "900")) + "</w:tr></w:tbl>" + para("", "end"), "Name first | Rent\n | 900\n\nend"},
		{"table for the layout", "<w:tbl><w:tr>" + cell(para("", long)+para("", "b")) + cell(para("", "c")) + "</w:tr></w:tbl>", long + "\n\nb\n\nc"},
		{"table within a table", "<w:tbl><w:tr>" + cell(para("", "a")+"<w:tbl><w:tr>"+cell(para("", "b"))+cell(para("", "c"))+"</w:tr></w:tbl>") +
			"</w:tr></w:tbl>", "a\n\nb | c"},
		{"text box", `<w:p><w:r><w:t>anchor</w:t></w:r><w:r><mc:AlternateContent><mc:Choice><w:txbxContent>` + para("", "box") +
			`</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>` + para("", "box") + `</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r></w:p>`, "box\n\nanchor"},
		{
			"footnote", `<w:p><w:r><w:t>Rent</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:t> is due.</w:t></w:r></w:p>` + para("", "next"),
			"Rent[1] is due.\n\n[1] See § 5.\n\nnext",
		},
		{
			"comment", `<w:p><w:commentRangeStart w:id="3"/><w:r><w:t>Rent</w:t></w:r><w:commentRangeEnd w:id="3"/><w:r><w:commentReference w:id="3"/></w:r><w:r><w:t> is due.</w:t></w:r></w:p>` + para("", "next"),
			"Rent is due.\n\n[Ada L.] Too much?\n\nAsk them.\n\nnext",
		},
		{
			"comments without a name, without words, without a place", `<w:p><w:r><w:t>Rent</w:t><w:commentReference w:id="4"/><w:commentReference w:id="4"/><w:commentReference w:id="5"/><w:commentReference w:id="9"/></w:r></w:p>`,
			"Rent\n\n[…] Who?",
		},
		{"footnote in a table", "<w:tbl><w:tr>" + cell(`<w:p><w:r><w:t>Rent</w:t><w:footnoteReference w:id="2"/></w:r></w:p>`) + cell(para("", "900")) +
			"</w:tr></w:tbl>", "Rent[1] | 900\n\n[1] See § 5."},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if document := mustRead(t, "a.docx", docxOf(t, tt.body, nil)); document.Text != tt.want {
				t.Errorf("got  %q\nwant %q", document.Text, tt.want)
			}
		})
	}
}

func TestDOCXPlaces(t *testing.T) {
	body := styled("Titel", "The Lease") + styled("Kapitel", "Rent") + para("", "money") +
		`<w:p><w:r><w:lastRenderedPageBreak/><w:t>on two</w:t><w:br w:type="page"/></w:r></w:p>` +
		`<w:tbl><w:tr><w:tc><w:p><w:r><w:lastRenderedPageBreak/><w:t>l</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:lastRenderedPageBreak/><w:t>r</w:t></w:r></w:p></w:tc></w:tr></w:tbl>` +
		styled("Sub", "Late rent") + para(`<w:outlineLvl w:val="9"/>`, "interest") + styled("Kapitel", "") + styled("Round", "end")
	document := mustRead(t, "a.docx", docxOf(t, body, nil))
	if want := "The Lease\n\nRent\n\nmoney\n\non two\n\nl | r\n\nLate rent\n\ninterest\n\nend"; document.Text != want {
		t.Fatalf("got %q, want %q", document.Text, want)
	}
	at := func(words string) int { return strings.Index(document.Text, words) }
	want := []extract.Mark{
		{Kind: extract.Page, Page: 1},
		{Kind: extract.Heading, Start: at("Rent"), Level: 1, Label: "Rent"},
		{Kind: extract.Page, Start: at("on two"), Page: 2},
		{Kind: extract.Page, Start: at("l | r"), Page: 3},
		{Kind: extract.Heading, Start: at("Late"), Level: 2, Label: "Late rent"},
	}
	if !reflect.DeepEqual(document.Places.Marks, want) {
		t.Errorf("got  %+v\nwant %+v", document.Places.Marks, want)
	}
	if document.Title != "The Lease" || document.Kind != "docx" {
		t.Errorf("title %q, kind %q", document.Title, document.Kind)
	}
	place := document.Places.At(document.Text, at("interest"), at("interest")+8)
	if want := (extract.Place{Page: 3, Heading: []string{"Rent", "Late rent"}}); !reflect.DeepEqual(place, want) {
		t.Errorf("place %+v, want %+v", place, want)
	}
}

// Breaks that the author made count the pages only if no page ended by being full.
func TestDOCXManualPages(t *testing.T) {
	body := `<w:p><w:r><w:t>one</w:t><w:br w:type="page"/></w:r></w:p>` + para(`<w:pageBreakBefore w:val="0"/>`, "two") + para(`<w:pageBreakBefore/>`, "three")
	for pages, want := range map[string]int{"3": 3, "5": 0, "": 0} {
		app := map[string]string{"docProps/app.xml": "<Properties><Pages>" + pages + "</Pages></Properties>"}
		document := mustRead(t, "a.docx", docxOf(t, body, app))
		if got := document.Places.Section(strings.Index(document.Text, "three")).Page; got != want {
			t.Errorf("where the document says it has %q pages: got page %d, want %d", pages, got, want)
		}
	}
}

func TestDOCXParts(t *testing.T) {
	core := map[string]string{"docProps/core.xml": `<cp:coreProperties><dc:title>Lease</dc:title><dc:creator>Ada &amp; Max</dc:creator></cp:coreProperties>`}
	document := mustRead(t, "a.docx", docxOf(t, para("", "x"), core))
	if document.Title != "Lease" || document.Author != "Ada & Max" {
		t.Errorf("title %q, author %q", document.Title, document.Author)
	}
	elsewhere := zipOf(t, map[string]string{
		"[Content_Types].xml": docxTypes, "Main/doc.xml": "<document>" + para("", "found") + "</document>",
		"_rels/.rels": `<Relationships><Relationship Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="/main/doc.xml"/></Relationships>`,
	})
	if document := mustRead(t, "a.zip", elsewhere); document.Text != "found" {
		t.Errorf("main part elsewhere: got %q", document.Text)
	}
	broken := docxOf(t, "", map[string]string{"word/document.xml": "<w:document>" + para("", "kept") + "<w:p><w:r><w:t>cut off <"})
	if document := mustRead(t, "a.docx", broken); document.Text != "kept\n\ncut off" || document.Notes == nil {
		t.Errorf("broken markup: got %q with note %q", document.Text, document.Notes)
	}
}

func TestDOCXRefusals(t *testing.T) {
	whole := docxOf(t, para("", "words"), nil)
	encrypted := compoundFolder{"EncryptionInfo": "x", "EncryptedPackage": "x"}.bytes()
	tests := []struct {
		name   string
		data   []byte
		reason doc.Class
	}{
		{"cut short", whole[:len(whole)-40], doc.Damaged},
		{"no main part", zipOf(t, map[string]string{"[Content_Types].xml": docxTypes}), doc.Damaged},
		{"main part broken", docxOf(t, "", map[string]string{"word/document.xml": "<w:document><"}), doc.Damaged},
		{"no words", docxOf(t, "<w:p/>", nil), doc.Empty},
		{"encrypted", encrypted, doc.Encrypted},
		{"another archive", zipOf(t, map[string]string{"a.bin": "x"}), doc.Damaged},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := read(t, "a.docx", tt.data)
			var refusal *doc.Refusal
			if !errors.As(err, &refusal) || refusal.Code.Class() != tt.reason {
				t.Errorf("got %v, want a refusal as %s", err, tt.reason)
			}
		})
	}
}
