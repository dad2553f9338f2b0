package office_test

import (
	"strings"
	"testing"

	"footnote/index/extract/extracttest"
)

const relations = `<Relationships><Relationship Id="h1" Type="x/header" Target="header1.xml"/><Relationship Id="h2" Type="x/header" Target="header2.xml"/>
	<Relationship Id="f1" Type="x/footer" Target="footer1.xml"/><Relationship Id="f2" Type="x/footer" Target="footer2.xml"/>
	<Relationship Id="c1" Type="x/chart" Target="charts/chart1.xml"/><Relationship Id="d1" Type="x/diagramData" Target="diagrams/data1.xml"/>
	<Relationship Id="p1" Type="x/package" Target="embeddings/Sheet1.xlsx"/><Relationship Id="a1" Type="x/aFChunk" Target="afchunk.html"/></Relationships>`

// Headers and footers are read once each, behind the body, and no heading or page of the body is theirs.
func TestHeadersAndFooters(t *testing.T) {
	document := extracttest.MustRead(t, "a.docx", extracttest.DOCX(t, extracttest.Styled("Kapitel", "Rent")+extracttest.Para("", "It is due."), map[string]string{
		"word/_rels/document.xml.rels": relations,
		"word/header1.xml":             `<w:hdr>` + extracttest.Para("", "Engine Ltd.") + `<w:tbl><w:tr><w:tc>` + extracttest.Para("", "Ref") + `</w:tc><w:tc>` + extracttest.Para("", "7/2024") + `</w:tc></w:tr></w:tbl></w:hdr>`,
		"word/header2.xml":             `<w:hdr>` + extracttest.Para("", "Engine Ltd.") + `<w:tbl><w:tr><w:tc>` + extracttest.Para("", "Ref") + `</w:tc><w:tc>` + extracttest.Para("", "7/2024") + `</w:tc></w:tr></w:tbl></w:hdr>`,
		"word/footer1.xml":             `<w:ftr>` + extracttest.Para("", "Page 1 of 3") + `</w:ftr>`,
		"word/footer2.xml":             `<w:ftr>` + extracttest.Para("", "Account 12 34") + `</w:ftr>`,
	}))
	if want := "Rent\n\nIt is due.\n\nEngine Ltd.\n\nRef | 7/2024\n\nAccount 12 34"; document.Text != want {
		t.Errorf("got %q, want %q", document.Text, want)
	}
	for words, want := range map[string]string{"It is due": "", "7/2024": "header", "Account": "footer"} {
		if place := extracttest.PlaceOf(t, document, words); place.Member != want || want != "" && len(place.Heading) > 0 {
			t.Errorf("%q is at %+v, want it in %q", words, place, want)
		}
	}
	document = extracttest.MustRead(t, "a.odt", extracttest.ODF(t, "text", `<text:h text:outline-level="1">Rent</text:h>`+extracttest.TextP("It is due."), map[string]string{
		"styles.xml": `<office:document-styles><office:automatic-styles><style:page-layout><style:header-style/></style:page-layout></office:automatic-styles><office:master-styles>
			<style:master-page><style:header><text:p>Engine <text:span>Ltd.</text:span></text:p></style:header><style:header-left><text:p>Engine Ltd.</text:p></style:header-left>
			<style:footer><text:p>Seite <text:page-number>1</text:page-number></text:p></style:footer></style:master-page>
			<style:master-page><style:footer><text:p>Account 12 34</text:p></style:footer></style:master-page></office:master-styles></office:document-styles>`,
	}))
	if want := "Rent\n\nIt is due.\n\nEngine Ltd.\n\nAccount 12 34"; document.Text != want || extracttest.PlaceOf(t, document, "Ltd.").Member != "header" {
		t.Errorf("got %q, want %q", document.Text, want)
	}
}

// What is drawn in a document is read in its place, and what is embedded as a member.
func TestDrawingsAndEmbedded(t *testing.T) {
	others := map[string]string{
		"word/_rels/document.xml.rels": relations,
		"word/charts/chart1.xml":       `<c:chart><c:title><a:p><a:r><a:t>Rents</a:t></a:r></a:p></c:title><c:cat><c:strCache><c:pt><c:v>May</c:v></c:pt><c:pt><c:v>June</c:v></c:pt></c:strCache></c:cat></c:chart>`,
		"word/diagrams/data1.xml":      `<dgm:dataModel><dgm:pt><a:p><a:r><a:t>First pay</a:t></a:r></a:p></dgm:pt><dgm:pt><a:p><a:r><a:t>then move in</a:t></a:r></a:p></dgm:pt></dgm:dataModel>`,
		"word/embeddings/Sheet1.xlsx":  string(extracttest.XLSX(t, `<row><c t="str"><v>Deposit</v></c></row>`, "", nil)),
		"word/afchunk.html":            "<h1>Annex</h1><p>More words.",
	}
	body := extracttest.Para("", "Before.") +
		`<w:p><w:r><w:t>See</w:t><w:drawing><wp:inline><wp:docPr id="1" descr="a map of the flat"/></wp:inline></w:drawing><w:t>here</w:t><w:sym w:font="Wingdings" w:char="F0A7"/><w:sym w:char="20AC"/><w:drawing><c:chart r:id="c1"/></w:drawing><w:drawing><dgm:relIds r:dm="d1" r:lo="x"/></w:drawing></w:r></w:p>` +
		extracttest.Para("", "After.")
	document := extracttest.MustRead(t, "a.docx", extracttest.DOCX(t, body, others))
	if want := "Before.\n\nSee a map of the flat here•€\n\nRents\n\nMay\n\nJune\n\nFirst pay\n\nthen move in\n\nAfter.\n\nDeposit\n\nAnnex\n\nMore words."; document.Text != want || document.Notes != nil {
		t.Errorf("got %q (%v), want %q", document.Text, document.Notes, want)
	}
	if place := extracttest.PlaceOf(t, document, "Deposit"); place.Member != "Sheet1.xlsx" || place.Sheet != "Budget" {
		t.Errorf("an embedded workbook is at %+v", place)
	}
	others["word/embeddings/Sheet1.xlsx"] = "no workbook \x00\x01"
	document = extracttest.MustRead(t, "a.docx", extracttest.DOCX(t, body, others))
	if !document.Notes.Has("files-unread") || !strings.HasSuffix(document.Text, "More words.") {
		t.Errorf("a broken one: %q (%v)", document.Text, document.Notes)
	}
	slides := extracttest.MustRead(t, "a.pptx", extracttest.PPTX(t, extracttest.Shape("title", extracttest.Run("Rent"))+`<p:pic><p:nvPicPr><p:cNvPr id="3" descr="the keys"/></p:nvPicPr></p:pic>`, "", map[string]string{
		"ppt/slides/_rels/slide2.xml.rels": `<Relationships><Relationship Id="p1" Type="x/package" Target="../embeddings/a.docx"/></Relationships>`,
		"ppt/embeddings/a.docx":            string(extracttest.DOCX(t, extracttest.Para("", "Inner."), nil)),
	}))
	alone := extracttest.MustRead(t, "a.pptx", extracttest.PPTX(t, "", "", map[string]string{
		"ppt/slides/_rels/slide2.xml.rels": `<Relationships><Relationship Id="p1" Type="x/package" Target="../embeddings/a.docx"/></Relationships>`,
		"ppt/embeddings/a.docx":            string(extracttest.DOCX(t, extracttest.Para("", "Inner."), nil)),
	}))
	if place := extracttest.PlaceOf(t, alone, "Inner"); place.Member != "a.docx" || place.Slide != 0 {
		t.Errorf("alone: %+v", place)
	}
	if slides.Text != "Rent\n\nthe keys\n\nInner." || extracttest.PlaceOf(t, slides, "Inner").Member != "a.docx" {
		t.Errorf("slides: %q", slides.Text)
	}
}
