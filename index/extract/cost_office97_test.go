package extract_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"footnote/index/extract/extracttest"
)

func hostileOffice97() []hostile {
	doc := func(of func(n int) extracttest.OldDocument) func(testing.TB, int) []byte {
		return func(_ testing.TB, n int) []byte { return of(n).Bytes() }
	}
	paragraphs := func(n int, each ...extracttest.OldParagraph) []extracttest.OldParagraph {
		return slices.Repeat(each, n)
	}
	one := func(words string) []extracttest.OldParagraph {
		return []extracttest.OldParagraph{{Words: words + "\r"}}
	}
	xls := func(globals, sheet func(n int) string) func(testing.TB, int) []byte {
		return func(_ testing.TB, n int) []byte { return extracttest.OldWorkbook(globals(n), sheet(n)) }
	}
	none := func(int) string { return "" }
	times := func(record string) func(int) string {
		return func(n int) string { return strings.Repeat(record, n) }
	}
	cells := func(at func(i int) (row, column int)) func(int) string {
		return func(n int) string {
			var b strings.Builder
			for i := range n {
				row, column := at(i)
				b.WriteString(extracttest.OldCell(row, column, 1))
			}
			return b.String()
		}
	}
	ppt := func(slides func(n int) []string) func(testing.TB, int) []byte {
		return func(_ testing.TB, n int) []byte {
			return extracttest.OldDeck(slides(n), []string{extracttest.OldSlide(0x3f0, 0, extracttest.OldShape(12, 2, "a"))}).Bytes()
		}
	}
	nest := func(n int, kind uint16, within string) string { // as deep as it may be long
		for range min(n, 2_000) {
			within = extracttest.OldAtoms(kind, 0, within)
		}
		return within
	}
	shared := func(n int) string {
		var b strings.Builder
		b.WriteString(extracttest.OldRecord(0xfc, n, n))
		for rest := n; rest > 0; rest -= 2_000 {
			b.WriteString(extracttest.OldRecord(0x3c, strings.Repeat("\x01\x00\x00a", min(rest, 2_000))))
		}
		return b.String()
	}
	return []hostile{
		{"a.doc", "paragraphs", doc(func(n int) extracttest.OldDocument {
			return extracttest.OldDocument{Text: paragraphs(n, extracttest.OldParagraph{Words: "a\r", Style: 1})}
		}), 3_000},
		{"a.doc", "words", doc(func(n int) extracttest.OldDocument {
			return extracttest.OldDocument{Text: one(strings.Repeat("word ", n))}
		}), 10_000},
		{"a.doc", "pieces", doc(func(n int) extracttest.OldDocument {
			return extracttest.OldDocument{Text: one(strings.Repeat("a", n)), Piece: 1}
		}), 10_000},
		{"a.doc", "fields", doc(func(n int) extracttest.OldDocument {
			return extracttest.OldDocument{Text: one(strings.Repeat("\x13a\x14b\x15", n))}
		}), 5_000},
		{"a.doc", "fields within each other", doc(func(n int) extracttest.OldDocument {
			return extracttest.OldDocument{Text: one(strings.Repeat("\x13a\x14", n) + strings.Repeat("\x15", n))}
		}), 5_000},
		{"a.doc", "fields that begin", doc(func(n int) extracttest.OldDocument {
			return extracttest.OldDocument{Text: one(strings.Repeat("\x13", n))}
		}), 20_000},
		{"a.doc", "cells", doc(func(n int) extracttest.OldDocument {
			return extracttest.OldDocument{Text: append(paragraphs(n, extracttest.OldParagraph{Words: "a\a", Properties: extracttest.InTable}), extracttest.OldParagraph{Words: "\a", Properties: extracttest.RowEnd})}
		}), 3_000},
		{"a.doc", "rows", doc(func(n int) extracttest.OldDocument {
			return extracttest.OldDocument{Text: paragraphs(n, extracttest.OldParagraph{Words: "a\a", Properties: extracttest.InTable}, extracttest.OldParagraph{Words: "\a", Properties: extracttest.RowEnd})}
		}), 2_000},
		{"a.doc", "tables within each other", doc(func(n int) extracttest.OldDocument {
			return extracttest.OldDocument{Text: paragraphs(n, extracttest.OldParagraph{Words: "a\r", Properties: "\x49\x66\xff\xff\xff\x7f"}, extracttest.OldParagraph{Words: "b\r"})}
		}), 2_000},
		{"a.doc", "notes", doc(func(n int) extracttest.OldDocument {
			return extracttest.OldDocument{Text: one(strings.Repeat("\x02", n)), Footnotes: slices.Repeat([]string{"a\r"}, n)}
		}), 2_000},
		{"a.doc", "tabs", doc(func(n int) extracttest.OldDocument {
			return extracttest.OldDocument{Text: one(strings.Repeat("\t", n) + "a")}
		}), 10_000},
		{"a.doc", "breaks", doc(func(n int) extracttest.OldDocument {
			return extracttest.OldDocument{Text: one(strings.Repeat("\v", n) + "a")}
		}), 10_000},
		{"a.doc", "pages", doc(func(n int) extracttest.OldDocument {
			return extracttest.OldDocument{Text: one(strings.Repeat("a\f", n))}
		}), 5_000},
		{"a.xls", "rows", xls(none, cells(func(i int) (int, int) { return i, 0 })), 4_000},
		{"a.xls", "cells", xls(none, cells(func(i int) (int, int) { return i / 256, i % 256 })), 8_000},
		{"a.xls", "cells the wrong way round", xls(none, cells(func(i int) (int, int) { return -i, -i })), 4_000},
		{"a.xls", "the same cell", xls(none, cells(func(int) (int, int) { return 0, 0 })), 8_000},
		{"a.xls", "shared words", xls(shared, none), 8_000},
		{"a.xls", "cells of one long shared text", xls(func(n int) string {
			var b strings.Builder
			b.WriteString(extracttest.OldRecord(0xfc, 1, 1, uint16(60_000), "\x00"))
			for rest := 60_000; rest > 0; rest -= 8_000 {
				b.WriteString(extracttest.OldRecord(0x3c, "\x00", strings.Repeat("x", min(rest, 8_000))))
			}
			return b.String()
		}, times(extracttest.OldRecord(0xfd, uint16(0), uint16(0), uint16(0), 0))), 2_000},
		{"a.xls", "sheets in one place", func(_ testing.TB, n int) []byte {
			return extracttest.OldWorkbook(strings.Repeat(extracttest.OldRecord(0x85, 0, uint16(0), "\x01\x00A"), n), extracttest.OldWords(0, 0, "a"))
		}, 2_000},
		{"a.xls", "sheets", func(_ testing.TB, n int) []byte {
			return extracttest.OldWorkbook("", slices.Repeat([]string{extracttest.OldWords(0, 0, "a")}, n)...)
		}, 1_000},
		{"a.xls", "formats", xls(times(extracttest.OldRecord(0x41e, uint16(164), uint16(3), "\x000.0")+extracttest.OldRecord(0xe0, uint16(0), uint16(164))), cells(func(i int) (int, int) { return i, 0 })), 2_000},
		{"a.xls", "records of nothing", xls(none, times(extracttest.OldRecord(0))), 20_000},
		{"a.xls", "parts within each other", xls(none, times(extracttest.OldRecord(0x809, uint16(0x600)))), 10_000},
		{"a.xls", "remarks", xls(none, func(n int) string {
			var b strings.Builder
			b.WriteString(extracttest.OldRecord(0x5d, uint16(0x15), uint16(18), uint16(25), uint16(7), 0) + extracttest.OldRecord(0x1b6, 0, 0, uint16(0), uint16(1), 0, uint16(0)) + extracttest.OldRecord(0x3c, "\x00a"))
			for i := range n {
				b.WriteString(extracttest.OldRecord(0x1c, uint16(i), uint16(0), uint16(0), uint16(7)))
			}
			return b.String()
		}), 4_000},
		{"a.xls", "formulas without results", xls(none, times(extracttest.OldRecord(6, uint16(0), uint16(0), uint16(0), "\x00\x00\x00\x00\x00\x00\xff\xff", uint16(0)))), 5_000},
		{"a.ppt", "slides", ppt(func(n int) []string {
			var slides []string
			for i := range n {
				slides = append(slides, extracttest.OldSlide(0x3ee, 1, extracttest.OldShape(13, 0, strconv.Itoa(i)), extracttest.OldShape(0, 1, "b")))
			}
			return slides
		}), 500},
		{"a.ppt", "shapes", ppt(func(n int) []string {
			return []string{extracttest.OldSlide(0x3ee, 1, slices.Repeat([]string{extracttest.OldShape(0, 1, "b\rc")}, n)...)}
		}), 1_000},
		{"a.ppt", "paragraphs", ppt(func(n int) []string {
			return []string{extracttest.OldSlide(0x3ee, 1, extracttest.OldShape(0, 1, strings.Repeat("a\r", n)))}
		}), 5_000},
		{"a.ppt", "breaks", ppt(func(n int) []string {
			return []string{extracttest.OldSlide(0x3ee, 1, extracttest.OldShape(0, 1, strings.Repeat("\v", n)+"a"))}
		}), 10_000},
		{"a.ppt", "groups within each other", ppt(func(n int) []string {
			return []string{extracttest.OldSlide(0x3ee, 1, nest(n, 0xf003, extracttest.OldShape(0, 1, "a")))}
		}), 500},
		{"a.ppt", "atoms of nothing", ppt(func(n int) []string {
			return []string{extracttest.OldSlide(0x3ee, 1, strings.Repeat(extracttest.OldAtom(1, 0), n), extracttest.OldShape(0, 1, "a"))}
		}), 5_000},
		{"a.ppt", "remarks", ppt(func(n int) []string {
			remark := extracttest.OldAtoms(0x2ee0, 0, extracttest.OldAtom(0xfba, 1, extracttest.UTF16("a")))
			slide := extracttest.OldSlide(0x3ee, 1, extracttest.OldShape(0, 1, "a"))
			return []string{extracttest.OldAtoms(0x3ee, 0, slide[8:], extracttest.OldAtoms(0x1388, 0, strings.Repeat(remark, n)))}
		}), 2_000},
		{"a.ppt", "slides that are one", ppt(func(n int) []string {
			return slices.Repeat([]string{extracttest.OldSlide(0x3ee, 1, slices.Repeat([]string{extracttest.OldShape(0, 1, "b")}, n)...)}, n)
		}), 500},
	}
}
