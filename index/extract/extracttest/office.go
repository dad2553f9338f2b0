package extracttest

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"footnote/index/doc"
)

const (
	DOCXTypes = `<Types><Override PartName="/word/document.xml" ` +
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

// ZIP packs parts into an archive.
func ZIP(t testing.TB, parts map[string]string) []byte {
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

// DOCX makes a Word document of a body and other parts, which replace the usual ones.
func DOCX(t testing.TB, body string, others map[string]string) []byte {
	t.Helper()
	parts := map[string]string{
		"[Content_Types].xml": DOCXTypes, "word/styles.xml": docxStyles, "word/footnotes.xml": docxNotes, "word/comments.xml": docxComments,
		"word/document.xml": `<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="w"><w:body>` + body + `</w:body></w:document>`,
	}
	maps.Copy(parts, others)
	return ZIP(t, parts)
}

// Para returns a paragraph with properties.
func Para(properties, words string) string {
	return `<w:p><w:pPr>` + properties + `</w:pPr><w:r><w:t xml:space="preserve">` + words + `</w:t></w:r></w:p>`
}

func Styled(style, words string) string { return Para(`<w:pStyle w:val="`+style+`"/>`, words) }

// EPUB makes a book of two pages, whose second part is read first, and other parts, which replace the usual ones.
func EPUB(t testing.TB, first, second string, others map[string]string) []byte {
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
	return ZIP(t, parts)
}

const (
	EPUBFirst  = `<h1>Part One</h1><p>Etymology.</p><section id="c1"><h2>Loomings</h2><p>Call me Ishmael.</p><h3>Aside</h3><p>Some years ago.</p></section>`
	EPUBSecond = `<p>The end.</p>`
)

// OldWord is a document of Word 2, which only a stand-in for LibreOffice reads.
func OldWord() []byte {
	return CompoundFolder{"WordDocument": "\xec\xa5\x2d" + strings.Repeat("\x00", 200)}.Bytes()
}

// FakeOffice returns a script that copies a file to where LibreOffice would put its result.
func FakeOffice(converted string) string {
	return "for last; do :; done\nprev=\nfor a; do [ \"$prev\" = --outdir ] && out=$a; [ \"$prev\" = --convert-to ] && to=$a; prev=$a; done\n" +
		"[ -s \"$last\" ] && [ -d \"$HOME/profile/user\" ] && mkdir -p \"$out\" && cp '" + converted + "' \"$out/in.$to\"\n"
}

// ShowNumber reads a workbook with one cell of a format.
func ShowNumber(t testing.TB, code, number string) (doc.Document, error) {
	t.Helper()
	var escaped strings.Builder
	if err := xml.EscapeText(&escaped, []byte(code)); err != nil {
		t.Fatal(err)
	}
	styles := fmt.Sprintf(`<styleSheet><numFmts><numFmt numFmtId="200" formatCode="%s"/></numFmts><cellXfs><xf numFmtId="200"/></cellXfs></styleSheet>`, escaped.String())
	return Read(t, "a.xlsx", XLSX(t, `<row><c><v>`+number+`</v></c></row>`, "", map[string]string{"xl/styles.xml": styles}))
}

const ODFMedia = "application/vnd.oasis.opendocument."

// ODF makes an OpenDocument file of a kind, "text", "presentation" or "spreadsheet", with a body and other parts.
func ODF(t testing.TB, kind, body string, others map[string]string) []byte {
	t.Helper()
	parts := map[string]string{
		"mimetype": ODFMedia + kind,
		"content.xml": `<office:document-content><office:automatic-styles><style:style style:name="P1" style:parent-style-name="Title"/>
			<style:style style:name="P2"><style:paragraph-properties fo:break-before="page"/></style:style>
			<style:style style:name="T1"><style:text-properties style:text-position="super 58%"/></style:style>
			<style:style style:name="T2"><style:text-properties style:text-position="-33% 58%"/></style:style></office:automatic-styles>
			<office:body><office:` + kind + `>` + body + `</office:` + kind + `></office:body></office:document-content>`,
		"meta.xml": `<m><dc:title>Lease</dc:title><meta:initial-creator>Ada</meta:initial-creator><dc:creator>Max</dc:creator></m>`,
	}
	maps.Copy(parts, others)
	return ZIP(t, parts)
}

func TextP(words string) string { return "<text:p>" + words + "</text:p>" }

const (
	PPTXTypes        = `<Types><Override ContentType="application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"/></Types>`
	pptxPresentation = `<p:presentation><p:sldIdLst><p:sldId id="256" r:id="rId2"/><p:sldId id="257" r:id="rId1"/></p:sldIdLst></p:presentation>`
	pptxRelations    = `<Relationships><Relationship Id="rId1" Type="x/slide" Target="slides/slide1.xml"/>
		<Relationship Id="rId2" Type="x/slide" Target="slides/slide2.xml"/></Relationships>`
)

// PPTX makes a presentation of two slides, whose second part is shown first, and other parts.
func PPTX(t testing.TB, first, second string, others map[string]string) []byte {
	t.Helper()
	slide := func(shapes string) string {
		return "<p:sld><p:cSld><p:spTree>" + shapes + "</p:spTree></p:cSld></p:sld>"
	}
	parts := map[string]string{
		"[Content_Types].xml": PPTXTypes, "ppt/presentation.xml": pptxPresentation, "ppt/_rels/presentation.xml.rels": pptxRelations,
		"ppt/slides/slide2.xml": slide(first), "ppt/slides/slide1.xml": slide(second),
	}
	maps.Copy(parts, others)
	return ZIP(t, parts)
}

// Shape returns a shape with a role, of paragraphs given with their markup.
func Shape(role string, paragraphs ...string) string {
	placeholder := ""
	if role != "" {
		placeholder = `<p:nvPr><p:ph type="` + role + `"/></p:nvPr>`
	}
	return "<p:sp>" + placeholder + "<p:txBody><a:p>" + strings.Join(paragraphs, "</a:p><a:p>") + "</a:p></p:txBody></p:sp>"
}

func Run(words string) string { return "<a:r><a:t>" + words + "</a:t></a:r>" }

const RTFHead = `{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fnil Arial;}{\f1\fcharset204 Arial Cyr;}{\f2\fcharset2 Symbol;}{\f3\fcharset128 MS Mincho;}}` +
	`{\colortbl;\red0\green0\blue0;}{\stylesheet{\s0 Normal;}{\s1 heading 1;}{\s2\outlinelevel1 Sub;}{\s3 Title;}}{\*\generator Maker 1;}`

const (
	XLSXTypes    = `<Types><Override ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>`
	xlsxWorkbook = `<workbook><workbookPr/><sheets><sheet name="Budget" r:id="rId2"/><sheet name="Secret" state="veryHidden" r:id="rId9"/>
		<sheet name="Staff" state="hidden" r:id="rId1"/></sheets></workbook>`
	xlsxRelations = `<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="worksheets/b.xml"/>
		<Relationship Id="rId2" Type="x/worksheet" Target="/xl/worksheets/a.xml"/>
		<Relationship Id="rId9" Type="x/worksheet" Target="worksheets/b.xml"/></Relationships>`
	xlsxStrings = `<sst><si><t>Rent</t></si><si><r><t>bold</t></r><r><t xml:space="preserve"> and
		plain</t></r><rPh><t>spoken</t></rPh></si></sst>`
	xlsxStyles = `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="#,##0.00\ &quot;€&quot;"/></numFmts>
		<cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="14"/></cellXfs></styleSheet>`
)

// XLSX makes a workbook of the rows of two sheets, Budget and Staff, and other parts, which replace the usual ones.
func XLSX(t testing.TB, budget, staff string, others map[string]string) []byte {
	t.Helper()
	parts := map[string]string{
		"[Content_Types].xml": XLSXTypes, "xl/workbook.xml": xlsxWorkbook, "xl/_rels/workbook.xml.rels": xlsxRelations,
		"xl/sharedStrings.xml": xlsxStrings, "xl/styles.xml": xlsxStyles,
		"xl/worksheets/a.xml": "<worksheet><sheetData>" + budget + "</sheetData></worksheet>",
		"xl/worksheets/b.xml": "<worksheet><sheetData>" + staff + "</sheetData></worksheet>",
	}
	maps.Copy(parts, others)
	return ZIP(t, parts)
}
