package extract_test

import (
	"fmt"
	"strings"
	"testing"

	"footnote/index/extract/extracttest"
)

func hostileOffice() []hostile {
	of := func(make func(t testing.TB, body string) []byte, content func(testing.TB, int) []byte) func(testing.TB, int) []byte {
		return func(t testing.TB, n int) []byte { return make(t, string(content(t, n))) }
	}
	docx := func(content func(testing.TB, int) []byte) func(testing.TB, int) []byte {
		return of(func(t testing.TB, body string) []byte { return extracttest.DOCX(t, body, nil) }, content)
	}
	docxPart := func(part, body string, content func(testing.TB, int) []byte) func(testing.TB, int) []byte {
		return of(func(t testing.TB, content string) []byte {
			return extracttest.DOCX(t, body, map[string]string{part: content})
		}, content)
	}
	xlsx := func(content func(testing.TB, int) []byte) func(testing.TB, int) []byte {
		return of(func(t testing.TB, rows string) []byte { return extracttest.XLSX(t, rows, "", nil) }, content)
	}
	pptx := func(content func(testing.TB, int) []byte) func(testing.TB, int) []byte {
		return of(func(t testing.TB, shapes string) []byte { return extracttest.PPTX(t, shapes, "", nil) }, content)
	}
	odf := func(kind string, content func(testing.TB, int) []byte) func(testing.TB, int) []byte {
		return of(func(t testing.TB, body string) []byte { return extracttest.ODF(t, kind, body, nil) }, content)
	}
	slides := func(t testing.TB, n int) []byte {
		parts := map[string]string{}
		var list, relations strings.Builder
		for i := range n {
			fmt.Fprintf(&list, `<p:sldId id="%d" r:id="s%d"/>`, 256+i, i)
			fmt.Fprintf(&relations, `<Relationship Id="s%d" Type="x/slide" Target="slides/s%d.xml"/>`, i, i)
			parts[fmt.Sprintf("ppt/slides/s%d.xml", i)] = "<p:sld>" + extracttest.Shape("title", extracttest.Run("a")) + extracttest.Shape("", extracttest.Run("b")) + "</p:sld>"
			parts[fmt.Sprintf("ppt/slides/_rels/s%d.xml.rels", i)] = `<Relationships><Relationship Id="n" Type="x/notesSlide" Target="../notesSlides/n.xml"/></Relationships>`
		}
		parts["ppt/presentation.xml"] = "<p:presentation>" + list.String() + "</p:presentation>"
		parts["ppt/_rels/presentation.xml.rels"] = "<Relationships>" + relations.String() + "</Relationships>"
		parts["ppt/notesSlides/n.xml"] = "<p:notes>" + extracttest.Shape("body") + "</p:notes>"
		return extracttest.PPTX(t, "", "", parts)
	}
	sheets := func(t testing.TB, n int) []byte {
		return extracttest.XLSX(t, `<row><c><v>1</v></c></row>`, "", map[string]string{"xl/workbook.xml": string(numbered("<workbook><sheets>", `<sheet name="a%d" r:id="rId2"/>`, "</sheets></workbook>")(t, n))})
	}
	cell := `<table:table-cell>` + extracttest.TextP("a") + "</table:table-cell>"
	return []hostile{
		{"a.xps", "glyphs", func(t testing.TB, n int) []byte {
			return extracttest.ZIP(t, map[string]string{
				"FixedDocumentSequence.fdseq": `<DocumentReference Source="a.fdoc"/>`, "a.fdoc": `<PageContent Source="1.fpage"/>`,
				"1.fpage": "<FixedPage>" + strings.Repeat(`<Glyphs OriginX="1" OriginY="2" UnicodeString="a"/>`, n),
			})
		}, 5_000},
		{"a.docx", "paragraphs", docx(many(extracttest.Para("", "a"))), 3_000},
		{"a.docx", "runs", docx(after("<w:p>", "<w:r><w:t>a</w:t></w:r>", "</w:p>")), 5_000},
		{"a.docx", "headings", docx(many(extracttest.Styled("berschrift1", "a") + extracttest.Para("", "b"))), 2_000},
		{"a.docx", "nested paragraphs", docx(nested("<w:p><w:r><w:t>a</w:t>", "", "</w:r></w:p>")), 3_000},
		{"a.docx", "open elements", docx(many("<w:p><w:r>")), 5_000},
		{"a.docx", "nested tables", docx(nested("<w:tbl><w:tr><w:tc>"+extracttest.Para("", "a"), "", "</w:tc></w:tr></w:tbl>")), 2_000},
		{"a.docx", "rows", docx(after("<w:tbl>", "<w:tr><w:tc>"+extracttest.Para("", "a")+"</w:tc><w:tc>"+extracttest.Para("", "b")+"</w:tc></w:tr>", "</w:tbl>")), 2_000},
		{"a.docx", "cells", docx(after("<w:tbl><w:tr>", "<w:tc>"+extracttest.Para("", "a")+"</w:tc>", "</w:tr></w:tbl>")), 3_000},
		{"a.docx", "empty cells", docx(after("<w:tbl><w:tr><w:tc>"+extracttest.Para("", "a")+"</w:tc>", "<w:tc/>", "<w:tc>"+extracttest.Para("", "b")+"</w:tc></w:tr></w:tbl>")), 20_000},
		{"a.docx", "wide cells", docx(after("<w:tbl><w:tr>", `<w:tc><w:tcPr><w:gridSpan w:val="1000000000"/></w:tcPr>`+extracttest.Para("", "a")+"</w:tc>", "</w:tr></w:tbl>")), 2_000},
		{"a.docx", "tabs", docx(after("<w:p><w:r>", "<w:tab/>", "<w:t>a</w:t></w:r></w:p>")), 10_000},
		{"a.docx", "breaks", docx(after("<w:p><w:r>", "<w:br/>", "<w:t>a</w:t></w:r></w:p>")), 10_000},
		{"a.docx", "pages", docx(many("<w:p><w:r><w:lastRenderedPageBreak/><w:t>a</w:t></w:r></w:p>")), 3_000},
		{"a.docx", "pages in one paragraph", docx(after("<w:p><w:r>", "<w:lastRenderedPageBreak/>", "<w:t>a</w:t></w:r></w:p>")), 10_000},
		{"a.docx", "references to one note", docx(after("<w:p>", `<w:r><w:footnoteReference w:id="2"/></w:r>`, "</w:p>")), 4_000},
		{"a.docx", "remarks", docxPart("word/comments.xml", extracttest.Para("", "a"), numbered("<w:comments>", `<w:comment w:id="%d"><w:p><w:r><w:t>a</w:t></w:r></w:p></w:comment>`, "</w:comments>")), 3_000},
		{"a.docx", "notes that refer to the next", func(t testing.TB, n int) []byte {
			var notes strings.Builder
			for i := range n {
				fmt.Fprintf(&notes, `<w:footnote w:id="%d"><w:p><w:r><w:t>a</w:t><w:footnoteReference w:id="%d"/></w:r></w:p></w:footnote>`, n-i, n-i+1)
			}
			return extracttest.DOCX(t, `<w:p><w:r><w:footnoteReference w:id="1"/></w:r></w:p>`, map[string]string{"word/footnotes.xml": "<w:footnotes>" + notes.String() + "</w:footnotes>"})
		}, 2_000},
		{"a.docx", "styles based on each other", docxPart("word/styles.xml", extracttest.Para("", "a"), numbered("<w:styles>", `<w:style w:styleId="%[1]d"><w:basedOn w:val="%[1]d0"/><w:basedOn w:val="x%[1]d"/></w:style>`, "</w:styles>")), 2_000},
		{"a.docx", "a chain of styles", func(t testing.TB, n int) []byte {
			var styles strings.Builder
			for i := range n {
				fmt.Fprintf(&styles, `<w:style w:styleId="%d"><w:basedOn w:val="%d"/></w:style>`, i, i+1)
			}
			return extracttest.DOCX(t, extracttest.Para("", "a"), map[string]string{"word/styles.xml": "<w:styles>" + styles.String() + "</w:styles>"})
		}, 2_000},
		{"a.docx", "numbered items", docx(many(extracttest.Para(`<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>`, "a"))), 2_000},
		{"a.docx", "alternatives", docx(nested("<mc:AlternateContent><mc:Choice>", extracttest.Para("", "a"), "</mc:Choice></mc:AlternateContent>")), 2_000},
		{"a.docx", "attributes", docx(numbered("<w:p ", `a%d="b" `, "><w:r><w:t>a</w:t></w:r></w:p>")), 5_000},
		{"a.docx", "comments of XML", docx(after("<w:p><w:r><w:t>", "a<!--b-->", "</w:t></w:r></w:p>")), 5_000},
		{"a.docx", "entities", docx(after("<w:p><w:r><w:t>", "&a;", "</w:t></w:r></w:p>")), 10_000},
		{"a.docx", "properties", docxPart("docProps/core.xml", extracttest.Para("", "a"), after("<p><dc:title>", "a<!---->", "</dc:title></p>")), 10_000},
		{"a.docx", "relations", docxPart("word/_rels/document.xml.rels", extracttest.Para("", "a"), numbered("<Relationships>", `<Relationship Id="%d" Type="x/y" Target="z"/>`, "</Relationships>")), 3_000},
		{"a.docx", "parts", func(t testing.TB, n int) []byte {
			parts := map[string]string{}
			for i := range n {
				parts[fmt.Sprintf("x/%d", i)] = ""
			}
			return extracttest.DOCX(t, extracttest.Para("", "a"), parts)
		}, 500},
		{"a.xlsx", "rows", xlsx(many(`<row><c><v>1</v></c></row>`)), 5_000},
		{"a.xlsx", "rows far apart", xlsx(numbered("", `<row r="%d0"><c><v>1</v></c></row>`, "")), 4_000},
		{"a.xlsx", "cells", xlsx(after("<row>", `<c><v>1</v></c>`, "</row>")), 8_000},
		{"a.xlsx", "empty cells", xlsx(after("<row>", `<c/>`, `<c><v>1</v></c></row>`)), 20_000},
		{"a.xlsx", "sheets", sheets, 500},
		{"a.xlsx", "shared strings", func(t testing.TB, n int) []byte {
			return extracttest.XLSX(t, `<row><c t="s"><v>0</v></c></row>`, "", map[string]string{"xl/sharedStrings.xml": string(many("<si><t>a</t></si>")(t, n))})
		}, 8_000},
		{"a.xlsx", "cells of one long blank string", func(t testing.TB, n int) []byte {
			return extracttest.XLSX(t, "<row>"+strings.Repeat(`<c t="s"><v>0</v></c>`, n)+"</row>", "", map[string]string{"xl/sharedStrings.xml": "<sst><si><t>" + strings.Repeat(" ", 20*n) + "</t></si></sst>"})
		}, 2_000},
		{"a.xlsx", "cells of one long string", func(t testing.TB, n int) []byte {
			return extracttest.XLSX(t, "<row>"+strings.Repeat(`<c t="s"><v>0</v></c>`, n)+"</row>", "", map[string]string{"xl/sharedStrings.xml": "<sst><si><t>" + strings.Repeat("x", 20*n) + "</t></si></sst>"})
		}, 8_000},
		{"a.xlsx", "formats", func(t testing.TB, n int) []byte {
			return extracttest.XLSX(t, `<row><c s="1"><v>1</v></c></row>`, "", map[string]string{"xl/styles.xml": string(numbered("<styleSheet><numFmts>", `<numFmt numFmtId="%d" formatCode="0.0"/>`, "</numFmts></styleSheet>")(t, n))})
		}, 4_000},
		{"a.xlsx", "a long format", func(t testing.TB, n int) []byte {
			return extracttest.XLSX(t, strings.Repeat(`<row><c s="0"><v>1.5</v></c></row>`, n), "", map[string]string{"xl/styles.xml": `<styleSheet><numFmts><numFmt numFmtId="200" formatCode="0.0E+` + strings.Repeat("0", 900) + `"/></numFmts><cellXfs><xf numFmtId="200"/></cellXfs></styleSheet>`})
		}, 200},
		{"a.xlsx", "remarks", func(t testing.TB, n int) []byte {
			return extracttest.XLSX(t, `<row><c><v>1</v></c></row>`, "", map[string]string{
				"xl/worksheets/_rels/a.xml.rels": `<Relationships><Relationship Id="c" Type="x/comments" Target="../comments1.xml"/></Relationships>`,
				"xl/comments1.xml":               string(numbered("<comments>", `<comment ref="A%d"><text><t>b</t></text></comment>`, "</comments>")(t, n)),
			})
		}, 3_000},
		{"a.pptx", "slides", slides, 200},
		{"a.pptx", "shapes", pptx(many(extracttest.Shape("", extracttest.Run("a")))), 2_000},
		{"a.pptx", "titles", pptx(many(extracttest.Shape("title", extracttest.Run("a")))), 2_000},
		{"a.pptx", "runs", pptx(after("<p:sp><p:txBody><a:p>", extracttest.Run("a"), "</a:p></p:txBody></p:sp>")), 4_000},
		{"a.pptx", "nested shapes", pptx(nested("<p:grpSp><p:sp><p:txBody><a:p>", extracttest.Run("a"), "</a:p></p:txBody></p:sp></p:grpSp>")), 2_000},
		{"a.pptx", "empty cells", pptx(after("<p:graphicFrame><p:txBody><a:tbl><a:tr>", "<a:tc></a:tc>", "<a:tc><p:txBody><a:p>"+extracttest.Run("a"))), 10_000},
		{"a.pptx", "a chart", func(t testing.TB, n int) []byte {
			return extracttest.PPTX(t, `<p:graphicFrame><c:chart r:id="c"/></p:graphicFrame>`, "", map[string]string{
				"ppt/slides/_rels/slide2.xml.rels": `<Relationships><Relationship Id="c" Type="x/chart" Target="../charts/c.xml"/></Relationships>`,
				"ppt/charts/c.xml":                 string(after("<c:strCache><c:pt><c:v>", "a<!---->", "</c:v></c:pt></c:strCache>")(t, n)),
			})
		}, 10_000},
		{"a.pptx", "references to a chart", func(t testing.TB, n int) []byte {
			return extracttest.PPTX(t, strings.Repeat(`<p:graphicFrame><c:chart r:id="c"/></p:graphicFrame>`, n), "", map[string]string{
				"ppt/slides/_rels/slide2.xml.rels": `<Relationships><Relationship Id="c" Type="x/chart" Target="../charts/c.xml"/></Relationships>`,
				"ppt/charts/c.xml":                 string(after("<c:strCache><c:pt><c:v>", "a ", "</c:v></c:pt></c:strCache>")(t, n)),
			})
		}, 500},
		{"a.pptx", "answers", func(t testing.TB, n int) []byte {
			return extracttest.PPTX(t, extracttest.Shape("", extracttest.Run("a")), "", map[string]string{
				"ppt/slides/_rels/slide2.xml.rels": `<Relationships><Relationship Id="c" Type="x/comments" Target="../comments/c.xml"/></Relationships>`,
				"ppt/comments/c.xml":               string(after("<cmLst><cm>", "<reply><t>a</t></reply>", "</cm></cmLst>")(t, n)),
			})
		}, 5_000},
		{"a.odt", "paragraphs", odf("text", many(extracttest.TextP("a"))), 5_000},
		{"a.odt", "headings", odf("text", many(`<text:h text:outline-level="1">a</text:h>`+extracttest.TextP("b"))), 2_000},
		{"a.odt", "spans", odf("text", nested("<text:p><text:span>a", "", "</text:span></text:p>")), 3_000},
		{"a.odt", "spaces", odf("text", after("<text:p>a", `<text:s text:c="1000000000"/>`, "b</text:p>")), 5_000},
		{"a.odt", "nested lists", odf("text", nested("<text:list><text:list-item>"+extracttest.TextP("a"), "", "</text:list-item></text:list>")), 2_000},
		{"a.odt", "nested tables", odf("text", nested("<table:table><table:table-row><table:table-cell>"+extracttest.TextP("a"), "", "</table:table-cell></table:table-row></table:table>")), 2_000},
		{"a.odt", "empty cells", odf("text", after("<table:table><table:table-row>"+cell, "<table:covered-table-cell/>", cell)), 8_000},
		{"a.odt", "notes", odf("text", after("<text:p>", "a<text:note>"+extracttest.TextP("b")+"</text:note>", "</text:p>")), 3_000},
		{"a.odt", "nested notes", odf("text", nested("<text:p>a<text:note>", "", "</text:note></text:p>")), 3_000},
		{"a.odt", "remarks", odf("text", after("<text:p>", "a<office:annotation><dc:creator>c</dc:creator>"+extracttest.TextP("b")+"</office:annotation>", "</text:p>")), 3_000},
		{"a.odt", "remarks in no paragraph", odf("text", many("<office:annotation><dc:creator>c</dc:creator>"+extracttest.TextP("b")+"</office:annotation>")), 3_000},
		{"a.odp", "slides", odf("presentation", many(`<draw:page><draw:frame presentation:class="title">`+extracttest.TextP("a")+`</draw:frame><presentation:notes>`+extracttest.TextP("b")+`</presentation:notes></draw:page>`)), 1_500},
		{"a.odp", "frames", odf("presentation", after("<draw:page>", `<draw:frame>`+extracttest.TextP("a")+`</draw:frame>`, "</draw:page>")), 3_000},
		{"a.ods", "rows", odf("spreadsheet", after("<table:table>", "<table:table-row>"+cell+"</table:table-row>", "</table:table>")), 3_000},
		{"a.ods", "cells", odf("spreadsheet", after("<table:table><table:table-row>", cell, "</table:table-row></table:table>")), 4_000},
		{"a.ods", "repeated cells", odf("spreadsheet", after("<table:table><table:table-row>", `<table:table-cell table:number-columns-repeated="1000000000">`+extracttest.TextP("a")+"</table:table-cell>", "</table:table-row></table:table>")), 2_000},
		{"a.ods", "repeated rows", odf("spreadsheet", after("<table:table>", `<table:table-row table:number-rows-repeated="1000000000">`+cell+"</table:table-row>", "</table:table>")), 500},
		{"a.ods", "empty rows", odf("spreadsheet", after("<table:table>", `<table:table-row table:number-rows-repeated="5"><table:table-cell/></table:table-row><table:table-row>`+cell+"</table:table-row>", "</table:table>")), 2_000},
		{"a.ods", "nested tables", odf("spreadsheet", nested("<table:table><table:table-row><table:table-cell>"+extracttest.TextP("a"), "", "</table:table-cell></table:table-row></table:table>")), 2_000},
		{"a.ods", "sheets", odf("spreadsheet", many("<table:table table:name=\"a\"><table:table-row>"+cell+"</table:table-row></table:table>")), 2_000},
		{"a.rtf", "paragraphs", after(`{\rtf1 `, `a\par `, "}"), 8_000},
		{"a.rtf", "groups", after(`{\rtf1 `, "{a}", "}"), 10_000},
		{"a.rtf", "nested groups", nested(`{\rtf1 a`, "", "}"), 5_000},
		{"a.rtf", "open groups", after(`{\rtf1 `, "{", "a"), 30_000},
		{"a.rtf", "closed groups", after(`{\rtf1 a`, "}", ""), 30_000},
		{"a.rtf", "cells", after(`{\rtf1 \trowd\intbl `, `a\cell `, `\row}`), 8_000},
		{"a.rtf", "empty cells", after(`{\rtf1 \trowd\intbl a\cell `, `\cell `, `b\cell\row}`), 20_000},
		{"a.rtf", "rows", after(`{\rtf1 `, `\trowd\intbl a\cell b\cell\row `, `}`), 4_000},
		{"a.rtf", "notes", after(`{\rtf1 `, `a{\footnote b}`, `\par}`), 5_000},
		{"a.rtf", "nested notes", nested(`{\rtf1 a{\footnote b`, "", "}}"), 2_000},
		{"a.rtf", "notes in one group", after(`{\rtf1 a{`, `\footnote b`, `}\par}`), 4_000},
		{"a.rtf", "remarks in one group", after(`{\rtf1 a{`, `\annotation b`, `}\par}`), 4_000},
		{"a.rtf", "boxes in one group", after(`{\rtf1 a{`, `\shptxt b`, `}\par}`), 4_000},
		{"a.rtf", "bullets", after(`{\rtf1 `, `{\listtext 1.\tab}a\par `, "}"), 4_000},
		{"a.rtf", "a long bullet", after(`{\rtf1 {\listtext `, `\emdash `, `}a\par}`), 10_000},
		{"a.rtf", "Unicode", after(`{\rtf1 `, `\u8217?`, `}`), 10_000},
		{"a.rtf", "hexadecimal", after(`{\rtf1 `, `\'e9`, `}`), 15_000},
		{"a.rtf", "fonts", numbered(`{\rtf1{\fonttbl `, `{\f%d\fcharset204 A;}`, `}a}`), 5_000},
		{"a.rtf", "styles", numbered(`{\rtf1{\stylesheet `, `{\s%d A;}`, `}a}`), 5_000},
		{"a.rtf", "pages", numbered(`{\rtf1{\info{\nofpages30001}}`, `a\page `, `}`), 5_000},
		{"a.rtf", "tabs", after(`{\rtf1 a`, `\tab `, `b}`), 15_000},
		{"a.rtf", "binary data", after(`{\rtf1 `, `\bin1 x`, `a}`), 10_000},
		{"a.rtf", "titles", after(`{\rtf1{\info{\title `, `a\'e9`, `}}a}`), 10_000},
	}
}
