package extract_test

import (
	"bytes"
	"strconv"
	"testing"
	"unicode/utf8"

	"footnote/index/extract"
	"footnote/index/extract/extracttest"
)

func FuzzText(f *testing.F) {
	extracttest.Fuzz(f, "a.txt", "words\r\n\rmore", "caf\xe9", "\xff\xfeh\x00i\x00", "\x93\xfa\x96\x7b\x8c\xea", "\x1b$B\x46\x7c\x1b(B")
}

func FuzzMarkdown(f *testing.F) {
	extracttest.Fuzz(f, "a.md", "---\ntitle: A\n---\n# B\n\nC\n---\n", "# [a](b) *c*\r\n> # d\n- # e\n", "Setext\nin two\n===\n", "```\n# a")
}

func FuzzHTML(f *testing.F) {
	extracttest.Fuzz(f, "a.html", "<title>a</title><h1>b</h1><table><tr><td>c<td>d</table>", "<ul><li>a<ol start=9><li>b", "<pre>a\n  b</pre><br>",
		"<meta charset=utf-16><p hidden>a<nav>b", "<h1><h2>a</h2><table><tr><h3>b")
}

func FuzzDOCX(f *testing.F) {
	extracttest.Fuzz(f, "a.docx", string(extracttest.DOCX(f, extracttest.Styled("Kapitel", "a")+extracttest.Para("", "b"), nil)))
}

// FuzzDOCXBody fuzzes the main part. The checksums of archives keep FuzzDOCX from reaching it.
func FuzzDOCXBody(f *testing.F) {
	f.Add(extracttest.Styled("Kapitel", "a") + `<w:tbl><w:tr><w:tc>` + extracttest.Para("", "b") + `</w:tc></w:tr></w:tbl>`)
	f.Add(`<w:p><w:r><w:t>a</w:t><w:lastRenderedPageBreak/><w:footnoteReference w:id="2"/></w:r></w:p>`)
	f.Add(`<w:tbl><w:tr><w:p><w:r><w:t>a</w:t><w:tr><w:tc><mc:AlternateContent><mc:Choice>`)
	x := extract.New("")
	f.Fuzz(func(t *testing.T, body string) {
		_, _ = extracttest.ReadWith(t, x, "a.docx", extracttest.DOCX(t, body, nil))
	})
}

func FuzzPDF(f *testing.F) {
	locked := extracttest.PDF("", "a")
	locked.Encrypt("", "b")
	head := extracttest.PDFWords(72, 800, "Head") + extracttest.PDFWords(72, 700, "left") + extracttest.PDFWords(300, 700, "right")
	slanting := "BT /F 12 Tf 0.7 0.7 -0.7 0.7 100 300 Tm (a b-) Tj T* (c) Tj ET"
	for _, seed := range [][]byte{
		extracttest.PDF("/PageLabels <</Nums [0 <</S/r>>]>>", "a\nb", "c").Bytes(), locked.Bytes(), extracttest.DrawnPages(head, head, head).Bytes(), extracttest.DrawnPages(slanting).Bytes(),
	} {
		f.Add(seed)
	}
	x := extracttest.NewPDFs(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		if !bytes.HasPrefix(data, []byte("%PDF-")) {
			t.Skip("another format's")
		}
		_, _ = extracttest.ReadWith(t, x, "a.pdf", data)
	})
}

func FuzzOutlined(f *testing.F) {
	files := []string{"a.rst", "a.adoc", "a.org", "a.tex", "a.man", "a.go", "a.c", "a.ts", "a.yaml", "a.toml", "a.json", "a.srt", "a.txt"}
	for _, s := range []string{"a\n===\nb\n--\n", "= a\n----\nb\n----", "* TODO a :b:", "\\section[a]{\\'{e} \\textbf{b}}%", ".TH A 1\n.SH\n\"b", "func a(\n", "int *a(b\n{", "a: b\n\"c\":", "{\n \"a\": 1", "1\n00:01,000 --> 0:0:2.0\na", "A\n\n1.2 B\n\nc c c.\n"} {
		for i := range files {
			f.Add(uint8(i), []byte(s))
		}
	}
	x := extract.New("")
	f.Fuzz(func(t *testing.T, file uint8, data []byte) {
		_, _ = extracttest.ReadWith(t, x, files[int(file)%len(files)], data)
	})
}

func FuzzNotebook(f *testing.F) {
	extracttest.Fuzz(f, "a.ipynb", `{"cells":[{"cell_type":"markdown","source":["# a\n","b"]},{"cell_type":"code","source":"c","outputs":[{"text":"d"}]}]}`,
		`{"worksheets":[{"cells":[{"cell_type":"heading","level":2,"source":"a"},{"cell_type":"code","input":"b"}]}]}`)
}

func FuzzMail(f *testing.F) {
	extracttest.Fuzz(f, "a.eml", "Subject: a\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/html; charset=x\n\n<h1>a\n--b\nContent-Type: text/markdown; name=b.md\nContent-Transfer-Encoding: base64\n\nIyBhCg==\n--b--",
		"Subject: =?x?q?a?=\n b\nContent-Type: text/html\n\n<h1>a", "Content-Type: multipart/alternative; boundary=b\n\n--b\n\na\n--b--",
		"Content-Type: message/rfc822\n\nSubject: a\n\nb")
}

func FuzzMailbox(f *testing.F) {
	extracttest.Fuzz(f, "a.mbox", "From a Mon Jun 01 10:00:00 2009\nSubject: a\n\nb\n>From c\n\nFrom - \nSubject: d\n\n", "\n\nFrom \na:b\nFrom c")
}

func FuzzMHTML(f *testing.F) {
	extracttest.Fuzz(f, "a.mhtml", "Subject: a\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n\n<h1>a\n--b--")
}

func FuzzArchives(f *testing.F) {
	names := []string{"a.zip", "a.tar", "a.gz"}
	for i, s := range []string{extracttest.Zipped(f, extracttest.Lease...), extracttest.Tarred(f, extracttest.Lease[1:]...), extracttest.Gzipped(f, "a"), extracttest.Gzipped(f, extracttest.Tarred(f, extracttest.Lease[1:]...))} {
		f.Add(uint8(i), []byte(s))
	}
	x := extract.New("")
	f.Fuzz(func(t *testing.T, name uint8, data []byte) {
		_, _ = extracttest.ReadWith(t, x, names[int(name)%len(names)], data)
	})
}

func Fuzz7z(f *testing.F) {
	extracttest.Fuzz(f, "a.7z", string(extracttest.Archive7z(f, "packed.7z")), string(extracttest.Archive7z(f, "locked.7z")), string(extracttest.Archive7z(f, "hidden.7z")))
}

func FuzzRTF(f *testing.F) {
	extracttest.Fuzz(f, "a.rtf", extracttest.RTFHead+`\trowd\intbl a\cell{\listtext 1.\tab}b{\footnote c\par}\cell\row\pard\s1 d\page e\par}`, `{\rtf1\u-10179?\'e9{\upr{a}{\*\ud b}}\bin9 x`)
}

func FuzzCSV(f *testing.F) {
	extracttest.Fuzz(f, "a.csv", "a;\"b\"\"\nc\";d\n\n\n1;2", "sep=|\na|b\r\n", "\xff\xfea\x00\t\x00b\x00")
}

func FuzzXLSXSheet(f *testing.F) {
	extracttest.FuzzPart(f, "a.xlsx", func(t *testing.T, part string) []byte {
		return extracttest.XLSX(t, part, `<row><c><v>1</v></c></row>`, nil)
	},
		`<row r="3"><c r="B3" t="s"><v>1</v></c><c s="1"><v>-2.5</v></c></row><row r="9"><c t="b"><v>1</v></c></row>`, `<row r="2"/><row r="1"><c r="A1"><is><t>a`)
}

func FuzzNumberFormat(f *testing.F) {
	for _, s := range []string{"#,##0.00;[Red](0)", "yyyy-mm-dd [h]:mm:ss.00 AM/PM", "0.0E+0", "# ??/??", `[>5]"a"@;General`} {
		f.Add(s, 1234.5)
	}
	f.Fuzz(func(t *testing.T, code string, number float64) {
		if utf8.ValidString(code) {
			_, _ = extracttest.ShowNumber(t, code, strconv.FormatFloat(number, 'g', -1, 64))
		}
	})
}

func FuzzPPTXSlide(f *testing.F) {
	extracttest.FuzzPart(f, "a.pptx", func(t *testing.T, part string) []byte {
		return extracttest.PPTX(t, part, extracttest.Shape("title", extracttest.Run("end")), nil)
	},
		extracttest.Shape("", extracttest.Run("a"))+extracttest.Shape("title", extracttest.Run("b")+"<a:br/>"+extracttest.Run("c")), "<a:tbl><a:tr><a:tc><a:txBody><a:p>"+extracttest.Run("a"), `<mc:AlternateContent><mc:Choice><p:sp><p:ph type="title"/><p:txBody>`)
}

func FuzzODT(f *testing.F) {
	extracttest.FuzzPart(f, "a.odt", func(t *testing.T, part string) []byte { return extracttest.ODF(t, "text", part, nil) },
		`<text:h text:outline-level="2">a</text:h><text:list><text:list-item>`+extracttest.TextP("b<text:note>"+extracttest.TextP("c")+"</text:note>"), "<table:table-row><table:table-cell><text:note>"+extracttest.TextP("a"))
}

func FuzzODP(f *testing.F) {
	extracttest.FuzzPart(f, "a.odp", func(t *testing.T, part string) []byte { return extracttest.ODF(t, "presentation", part, nil) },
		`<draw:page><draw:frame presentation:class="title">`+extracttest.TextP("a")+`</draw:frame><presentation:notes>`+extracttest.TextP("b"), "<text:note><draw:page>"+extracttest.TextP("a"))
}

func FuzzODS(f *testing.F) {
	extracttest.FuzzPart(f, "a.ods", func(t *testing.T, part string) []byte { return extracttest.ODF(t, "spreadsheet", part, nil) },
		`<table:table table:name="a"><table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="2">`+extracttest.TextP("b")+"</table:table-cell></table:table-row>")
}

func FuzzEPUBPage(f *testing.F) {
	extracttest.FuzzPart(f, "a.epub", func(t *testing.T, part string) []byte { return extracttest.EPUB(t, part, extracttest.EPUBSecond, nil) }, extracttest.EPUBFirst, `<h1><a id="c1">b</h2>`)
}

func FuzzEPUBContents(f *testing.F) {
	extracttest.FuzzPart(f, "a.epub", func(t *testing.T, part string) []byte {
		return extracttest.EPUB(t, extracttest.EPUBFirst, extracttest.EPUBSecond, map[string]string{"OEBPS/nav.xhtml": "", "OEBPS/toc.ncx": part})
	}, `<navPoint><text>a</text><content src="text/b.xhtml#c1"/></navPoint>`)
}

func FuzzDOCXNumbers(f *testing.F) {
	item := extracttest.Para(`<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>`, "a")
	extracttest.FuzzPart(f, "a.docx", func(t *testing.T, part string) []byte {
		return extracttest.DOCX(t, item+item, map[string]string{"word/numbering.xml": part})
	}, `<w:numbering><w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="1"><w:numFmt w:val="lowerRoman"/><w:lvlText w:val="%1%2%"/></w:lvl></w:abstractNum>`+
		`<w:num w:numId="1"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="1"><w:startOverride w:val="9"/></w:lvlOverride></w:num></w:numbering>`)
}
