package export

import (
	"archive/zip"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
)

// A DOCX is a ZIP of XML parts (ECMA-376, part 1):
//
//	[Content_Types].xml            the type of each part
//	_rels/.rels                    which part is the document
//	word/document.xml              a heading, and a paragraph per note with a reference to its footnote
//	word/footnotes.xml             the two separators that Word requires, then the footnotes, numbered from 1
//	word/styles.xml                the styles
//	word/_rels/document.xml.rels   where footnotes and styles are

const (
	xmlHead   = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	wordSpace = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`
	relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	wordKind  = "application/vnd.openxmlformats-officedocument.wordprocessingml."

	contentTypes = xmlHead + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
		`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
		`<Default Extension="xml" ContentType="application/xml"/>` +
		`<Override PartName="/word/document.xml" ContentType="` + wordKind + `document.main+xml"/>` +
		`<Override PartName="/word/footnotes.xml" ContentType="` + wordKind + `footnotes+xml"/>` +
		`<Override PartName="/word/styles.xml" ContentType="` + wordKind + `styles+xml"/></Types>`

	packageRelations = xmlHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
		`<Relationship Id="rId1" Type="` + relations + `/officeDocument" Target="word/document.xml"/></Relationships>`

	documentRelations = xmlHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
		`<Relationship Id="rId1" Type="` + relations + `/styles" Target="styles.xml"/>` +
		`<Relationship Id="rId2" Type="` + relations + `/footnotes" Target="footnotes.xml"/></Relationships>`

	styles = xmlHead + `<w:styles ` + wordSpace + `>` +
		`<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>` +
		`<w:pPr><w:spacing w:after="160" w:line="288" w:lineRule="auto"/></w:pPr><w:rPr><w:sz w:val="22"/></w:rPr></w:style>` +
		`<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/>` +
		`<w:pPr><w:keepNext/><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:sz w:val="32"/></w:rPr></w:style>` +
		`<w:style w:type="paragraph" w:styleId="FootnoteText"><w:name w:val="footnote text"/><w:basedOn w:val="Normal"/>` +
		`<w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr><w:rPr><w:sz w:val="18"/></w:rPr></w:style>` +
		`<w:style w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/>` +
		`<w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style></w:styles>`

	footnoteRules = `<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>` +
		`<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>`

	referenceStyle = `<w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>`
)

// DOCX writes notes as a Word document with footnotes.
func DOCX(w io.Writer, heading string, notes []Note) error {
	var body, feet strings.Builder
	body.WriteString(bodyHead(heading))
	feet.WriteString(feetHead)
	for i, n := range notes {
		body.WriteString(`<w:p>` + run("“"+n.Words+"”") + reference(i+1) + `</w:p>`)
		feet.WriteString(footnote(i+1, n.source()))
	}
	return docx(w, body.String(), feet.String())
}

const feetHead = xmlHead + `<w:footnotes ` + wordSpace + `>` + footnoteRules

func bodyHead(heading string) string {
	return xmlHead + `<w:document ` + wordSpace + `><w:body><w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr>` + run(heading) + `</w:p>`
}

// reference returns a reference to a footnote.
func reference(id int) string {
	return fmt.Sprintf(`<w:r>%s<w:footnoteReference w:id="%d"/></w:r>`, referenceStyle, id)
}

func footnote(id int, words string) string {
	return fmt.Sprintf(`<w:footnote w:id="%d"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr><w:r>%s<w:footnoteRef/></w:r>%s</w:p></w:footnote>`,
		id, referenceStyle, run(" "+words))
}

// docx writes the parts of a document, and closes the open elements of body and feet.
func docx(w io.Writer, body, feet string) error {
	z := zip.NewWriter(w)
	for _, part := range []struct{ name, text string }{
		{"[Content_Types].xml", contentTypes},
		{"_rels/.rels", packageRelations},
		{"word/document.xml", body + `<w:sectPr/></w:body></w:document>`},
		{"word/_rels/document.xml.rels", documentRelations},
		{"word/footnotes.xml", feet + `</w:footnotes>`},
		{"word/styles.xml", styles},
	} {
		p, err := z.Create(part.name)
		if err != nil {
			return wrap("docx", err)
		}
		if _, err := io.WriteString(p, part.text); err != nil {
			return wrap("docx", err)
		}
	}
	return wrap("docx", z.Close())
}

// run returns words as a run in WordprocessingML. It replaces characters that XML cannot hold with U+FFFD.
func run(words string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(words)) // a strings.Builder never fails
	return `<w:r><w:t xml:space="preserve">` + b.String() + `</w:t></w:r>`
}
