package extract_test

import (
	"fmt"
	"strings"
	"testing"

	"footnote/index/extract/extracttest"
)

func hostileMarkdown() []hostile {
	const f = "a.md"
	return []hostile{
		{f, "list markers", many("- "), 5_000},
		{f, "list markers and blank lines", func(_ testing.TB, n int) []byte {
			return []byte(strings.Repeat("- ", n/8) + "a" + strings.Repeat("\n", n))
		}, 5_000},
		{f, "numbered markers", many("1. "), 5_000},
		{f, "quotations", many("> "), 5_000},
		{f, "quotations without blanks", many(">"), 5_000},
		{f, "quotations and lists", many("> - "), 3_000},
		{f, "quotation and lazy lines", func(_ testing.TB, n int) []byte {
			return []byte(strings.Repeat(">", n/8) + strings.Repeat("a\n", n))
		}, 5_000},
		{f, "deep lists", deeper("  ", "- a\n"), 50_000},
		{f, "items", many("- a\n"), 10_000},
		{f, "loose items", many("- a\n\n"), 10_000},
		{f, "empty items", many("-\n"), 10_000},
		{f, "an item and blank lines", after("- a\n", "\n", ""), 100_000},
		{f, "blank lines", after("a", "\n", "b"), 100_000},
		{f, "fence and blank lines", after("```\n", "\n", "a"), 100_000},
		{f, "headings", many("# a\n"), 10_000},
		{f, "headings and words", numbered("", "## Heading %d\n\nSome words below it.\n\n", ""), 3_000},
		{f, "setext headings", many("a\n-\n"), 10_000},
		{f, "underlines", many("=\n"), 20_000},
		{f, "lines of a heading", after("", "a\n", "=\n"), 20_000},
		{f, "long heading", after("# ", "*a* [b](c) ", ""), 5_000},
		{f, "signs of a heading", after("# a", " #", ""), 30_000},
		{f, "lines", many("a\n"), 20_000},
		{f, "hard line ends", many("a  \n"), 20_000},
		{f, "opening brackets", many("["), 20_000},
		{f, "brackets", nested("[", "a", "]"), 10_000},
		{f, "pairs of brackets", many("[]"), 10_000},
		{f, "brackets in lines", many("[a]\n"), 10_000},
		{f, "images", many("!["), 10_000},
		{f, "links", many("[a](b) "), 5_000},
		{f, "links in links", nested("[a", "", "](b)"), 5_000},
		{f, "open links", many("[a]("), 10_000},
		{f, "open destinations", many("[a](<b"), 10_000},
		{f, "open titles", many(`[a](b "`), 5_000},
		{f, "parentheses", after("[a](", "(", ""), 30_000},
		{f, "references", many("[a][b] "), 5_000},
		{f, "definitions", numbered("", "[a%d]: b\n", ""), 5_000},
		{f, "definitions and references", func(t testing.TB, n int) []byte {
			return append(numbered("", "[a%d]: b\n", "\n")(t, n), numbered("", "[a%d] ", "")(t, n)...)
		}, 3_000},
		{f, "open definitions", many("[a]: b '\n"), 5_000},
		{f, "open labels", many("[a\n"), 10_000},
		{f, "emphasis", many("*a "), 10_000},
		{f, "emphasis closed", many("a* "), 10_000},
		{f, "emphasis in emphasis", nested("*a ", "b", " c*"), 5_000},
		{f, "strong emphasis", many("**a"), 10_000},
		{f, "both emphases", many("*a_ "), 10_000},
		{f, "underscores in a word", many("a_"), 20_000},
		{f, "stars", many("*"), 50_000},
		{f, "emphasis of lengths", func(_ testing.TB, n int) []byte {
			var b strings.Builder
			for i := range root(n) {
				b.WriteString(strings.Repeat("*", i+1) + "a ")
			}
			return []byte(b.String())
		}, 50_000},
		{f, "emphasis and links", many("*a [b](c) "), 3_000},
		{f, "links of emphasis", many("[*a](b)"), 5_000},
		{f, "struck", many("~~a "), 10_000},
		{f, "backticks", many("`a"), 20_000},
		{f, "backticks of lengths", func(_ testing.TB, n int) []byte {
			var b strings.Builder
			for i := range root(n) {
				b.WriteString(strings.Repeat("`", i+1) + "a")
			}
			return []byte(b.String())
		}, 50_000},
		{f, "angles", many("<"), 30_000},
		{f, "tags", many("a <b> "), 10_000},
		{f, "open tags", many("a<a "), 10_000},
		{f, "open attributes", many("a<a b='"), 10_000},
		{f, "open comments", many("a<!--"), 10_000},
		{f, "open instructions", many("a<?"), 20_000},
		{f, "open declarations", many("a<!A "), 10_000},
		{f, "open CDATA", many("a<![CDATA["), 8_000},
		{f, "autolinks", many("<http://a.b> "), 5_000},
		{f, "autolinks in paragraphs", numbered("", "<http://a.b/%d>\n\n", ""), 5_000},
		{f, "open autolinks", many("<http://a"), 8_000},
		{f, "addresses", many("http://a.b/c "), 5_000},
		{f, "underscores in an address", after("http://", "a_", ""), 30_000},
		{f, "parentheses in an address", after("http://a.b/", "(", ""), 30_000},
		{f, "marks behind an address", after("http://a.b/", "!", ""), 30_000},
		{f, "mail addresses", many("a@b.c "), 5_000},
		{f, "mail names", many("a.b_"), 20_000},
		{f, "www", many("www.a "), 10_000},
		{f, "entities", many("&amp;"), 10_000},
		{f, "open entities", many("&a"), 20_000},
		{f, "backslashes", many(`\`), 50_000},
		{f, "escapes", many(`\*`), 20_000},
		{f, "table rows", after("|a|b|\n|-|-|\n", "|c|d|\n", ""), 10_000},
		{f, "table columns", func(_ testing.TB, n int) []byte {
			return []byte(strings.Repeat("|a", n) + "|\n" + strings.Repeat("|-", n) + "|\n" + strings.Repeat("|b", n) + "|\n")
		}, 5_000},
		{f, "short rows of a wide table", func(_ testing.TB, n int) []byte {
			return []byte(strings.Repeat("|a", n) + "|\n" + strings.Repeat("|-", n) + "|\n" + strings.Repeat("b\n", n))
		}, 1_000},
		{f, "many wide tables", func(_ testing.TB, n int) []byte {
			m := root(n)
			return []byte(strings.Repeat(strings.Repeat("|a", m)+"|\n"+strings.Repeat("|-", m)+"|\n\n", m))
		}, 10_000},
		{f, "escaped bars", after("|a|\n|-|\n", "|`\\|`|\n", ""), 3_000},
		{f, "escaped bars of a cell", after("|a|\n|-|\n|", "`\\|`", ""), 5_000},
		{f, "lines before a table", after("", "a\n", "|a|\n|-|\n"), 20_000},
		{f, "delimiter rows", many("|-|\n"), 10_000},
		{f, "tasks", many("- [ ] a\n"), 8_000},
		{f, "task signs", many("[ ] "), 10_000},
		{f, "fences", many("```\na\n```\n"), 8_000},
		{f, "open fences", many("```\n"), 20_000},
		{f, "indented code", many("    a\n\n"), 10_000},
		{f, "HTML blocks", many("<div>\n\n"), 10_000},
		{f, "lines of an HTML block", after("<div>\n", "a\n", ""), 20_000},
		{f, "rules", many("---\n\n"), 10_000},
		{f, "stars of a rule", many("* * "), 20_000},
		{f, "front matter", after("---\n", "a: b\n", "---\n"), 10_000},
		{f, "nested front matter", after("---\na: ", "[", "\n---\n"), 30_000},
		{f, "aliases of a front matter", numbered("---\na0: &a0 [x,x,x,x,x,x,x,x,x]\n", "a%[1]d: &a%[1]d [*a0,*a0,*a0]\n", "---\n"), 1_000},
		{f, "tabs", many("\t"), 50_000},
		{f, "tabs and markers", many("-\t"), 5_000},
		{f, "carets", many("^"), 50_000},
	}
}

func hostilePages() []hostile {
	const f = "a.html"
	chapters := func(t testing.TB, n int) []byte {
		parts := map[string]string{}
		var items, refs strings.Builder
		for i := range n {
			fmt.Fprintf(&items, `<item id="c%d" href="c%d.xhtml"/>`, i, i)
			fmt.Fprintf(&refs, `<itemref idref="c%d"/>`, i)
			parts[fmt.Sprintf("OEBPS/c%d.xhtml", i)] = "<h1>a</h1><p>b</p>"
		}
		parts["OEBPS/book.opf"] = "<package><manifest>" + items.String() + "</manifest><spine>" + refs.String() + "</spine></package>"
		return extracttest.EPUB(t, "", "", parts)
	}
	page := func(of func(testing.TB, int) []byte) func(testing.TB, int) []byte {
		return func(t testing.TB, n int) []byte { return extracttest.EPUB(t, string(of(t, n)), "", nil) }
	}
	toc := func(piece string) func(testing.TB, int) []byte {
		return func(t testing.TB, n int) []byte {
			return extracttest.EPUB(t, string(numbered("", `<p id="c%d">a</p>`, "")(t, n)), "", map[string]string{
				"OEBPS/nav.xhtml": "", "OEBPS/toc.ncx": string(numbered("<navMap>", piece, "</navMap>")(t, n)),
			})
		}
	}
	return []hostile{
		{"a.fb2", "paragraphs", after("<FictionBook><body>", "<p>a</p>", ""), 20_000},
		{"a.fb2", "sections", nested("<section><title><p>a</p></title>", "b", "</section>"), 5_000},
		{"a.fb2", "open elements", after("<FictionBook><body>", "<p>", ""), 30_000},
		{f, "elements", nested("<div>", "a", "</div>"), 5_000},
		{f, "open elements", many("<div>a"), 5_000},
		{f, "shallow elements", many("<i>a</i>"), 10_000},
		{f, "paragraphs", many("<p>a"), 10_000},
		{f, "headings", many("<h1>a</h1>"), 10_000},
		{f, "headings of levels", many("<h1>a</h1><h2>b</h2><h3>c</h3>some words "), 2_000},
		{f, "open headings", many("<h1>a"), 10_000},
		{f, "bold", many("<b>a"), 10_000},
		{f, "bold in paragraphs", many("<p><b>a"), 8_000},
		{f, "bold of many kinds in paragraphs", func(t testing.TB, n int) []byte {
			return []byte("<p>" + string(numbered("", "<b id=%d>", "</p>")(t, min(n, 400))) + strings.Repeat("<p>a", n))
		}, 2_000},
		{f, "bold of many kinds", numbered("", "<p><b id=%d>a</p>", ""), 2_000},
		{f, "closing tags", many("a</b>"), 10_000},
		{f, "closing unknown tags", many("a</x>"), 10_000},
		{f, "cells outside tables", many("a<td>"), 10_000},
		{f, "links in links", many("<a href=b>a"), 8_000},
		{f, "html tags", numbered("", "<html a%d=b>", "x"), 3_000},
		{f, "body tags", numbered("", "<body a%d=b>", "x"), 3_000},
		{f, "attributes", numbered("<p ", "a%d=b ", ">x"), 8_000},
		{f, "style attributes", after(`<p style="`, "a ", `">x`), 20_000},
		{f, "classes", after(`<p class="`, "a ", `">x`), 20_000},
		{f, "angles", many("<"), 50_000},
		{f, "open comments", many("a<!--"), 20_000},
		{f, "comments", many("a<!--b-->"), 8_000},
		{f, "open tags", many("<a "), 20_000},
		{f, "quotes", after("<a b=", `"`, ""), 50_000},
		{f, "scripts", many("<script>a</script>b"), 5_000},
		{f, "open scripts", many("<script>"), 10_000},
		{f, "entities", many("&amp;"), 10_000},
		{f, "open entities", many("&a"), 30_000},
		{f, "tables", many("<table><tr><td>a<td>b</table>"), 3_000},
		{f, "nested tables", nested("<table><tr><td>", "a", "</table>"), 2_000},
		{f, "rows", after("<table>", "<tr><td>a<td>b", "</table>"), 8_000},
		{f, "cells", after("<table><tr>", "<td>a", "</table>"), 10_000},
		{f, "empty cells", after("<table><tr><td>a", "<td>", "<td>b</table>"), 20_000},
		{f, "headings in cells", after("<table><tr>", "<td>a<b><h1>b</h1></b>", "</table>"), 5_000},
		{f, "text in a table", after("<table>", "a</x>", "</table>"), 10_000},
		{f, "elements in a table", after("<table>", "a<i>b</i>", "</table>"), 8_000},
		{f, "spans", after("<table><tr>", "<td colspan=100000 rowspan=100000>a", "</table>"), 5_000},
		{f, "nested lists", nested("<ul><li>a", "", "</ul>"), 4_000},
		{f, "items", after("<ol>", "<li>a", ""), 10_000},
		{f, "select", after("<select>", "<option>a", ""), 10_000},
		{f, "templates", many("<template>a"), 8_000},
		{f, "svg", many("<svg><g>a"), 5_000},
		{f, "frames", after("<frameset>", "<frame>", ""), 10_000},
		{f, "footers", after("<main>", "<footer>a</footer>", "</main>"), 8_000},
		{f, "hidden", many("<p hidden>a"), 8_000},
		{f, "quotations", many("<blockquote type=cite>a</blockquote>b"), 5_000},
		{f, "preformatted lines", after("<pre>", "a\n", "</pre>"), 20_000},
		{f, "preformatted blanks", after("<pre>a", "\n", "b</pre>"), 100_000},
		{f, "blanks", after("a", " ", "b"), 100_000},
		{f, "soft hyphens", many("a&shy;"), 10_000},
		{f, "meta", after("<head>", `<meta name=date content="x">`, "</head>a"), 5_000},
		{f, "titles", after("<head>", "<title>a</title>", "</head>a"), 8_000},
		{"a.mhtml", "parts", after("Content-Type: multipart/related; boundary=b\n\n", "--b\nContent-Type: text/css\n\na\n", "--b\nContent-Type: text/html\n\n<p>a\n--b--"), 2_000},
		{"a.mhtml", "nested parts", numbered("Content-Type: multipart/related; boundary=b0\n\n--b0\n", "Content-Type: multipart/related; boundary=b%[1]d\n\n--b%[1]d\n", "Content-Type: text/html\n\n<p>a"), 1_000},
		{"a.epub", "chapters", chapters, 200},
		{"a.epub", "headings", page(many("<h2>a</h2><p>b</p>")), 3_000},
		{"a.epub", "elements", page(nested("<div>", "a", "</div>")), 5_000},
		{"a.epub", "contents", toc(`<navPoint><text>a</text><content src="text/b.xhtml#c%d"/></navPoint>`), 2_000},
		{"a.epub", "nested contents", toc(`<navPoint><text>a</text><content src="text/b.xhtml#c%d"/>`), 2_000},
		{"a.epub", "contents of one place", toc(`<navPoint><text>a%d</text><content src="text/b.xhtml"/></navPoint>`), 2_000},
		{"a.epub", "links of contents", func(t testing.TB, n int) []byte {
			return extracttest.EPUB(t, "<p>a", "", map[string]string{"OEBPS/nav.xhtml": string(numbered("<nav>", `<ol><li><a href="text/b.xhtml#c%d">a</a>`, "</nav>")(t, n))})
		}, 2_000},
	}
}
