package ocr

import (
	"image"
	"strconv"
	"strings"

	"footnote/index/extract/prose"
	"footnote/index/extract/tool"
)

// Tesseract writes a table with a line for each page, block, paragraph, line and word. Tabs separate the columns:
//
//	level page block paragraph line word left top width height confidence text
//	1     1    0     0         0    0    0    0   2480  3508   -1
//	5     1    1     1         1    1    210  240 95    38     96.1       Rent
//
// https://tesseract-ocr.github.io/tessdoc/Command-Line-Usage.html
const (
	tsvColumns = 12
	tsvPage    = 1
	tsvWord    = 5

	minConfidence = 30.0 // in per cent, of a word; less confidence means a guess at what are no letters
)

// pagesOf makes pages of the table. It keeps lines, and puts a blank line between paragraphs.
func pagesOf(table string) []tool.Page {
	var pages []tool.Page
	var text strings.Builder
	before := [3]int{} // block, paragraph and line of the previous word
	finish := func() {
		if n := len(pages); n > 0 {
			pages[n-1].Finish(text.String())
		}
		text.Reset()
	}
	for line := range strings.Lines(table) {
		row := strings.SplitN(strings.TrimRight(line, "\r\n"), "\t", tsvColumns)
		level := tsvNumber(row, 0)
		box := image.Rect(tsvNumber(row, 6), tsvNumber(row, 7), tsvNumber(row, 6)+tsvNumber(row, 8), tsvNumber(row, 7)+tsvNumber(row, 9))
		switch {
		case level == tsvPage:
			finish()
			pages = append(pages, tool.Page{Size: box.Max})
			before = [3]int{}
		case level != tsvWord || len(row) < tsvColumns || len(pages) == 0:
		default:
			word := strings.ReplaceAll(prose.PlainLine(row[11]), " ", "")
			confidence, err := strconv.ParseFloat(row[10], 64)
			if word == "" || err != nil || confidence < minConfidence || text.Len()+len(word) > prose.MaxTextBytes {
				continue
			}
			at := [3]int{tsvNumber(row, 2), tsvNumber(row, 3), tsvNumber(row, 4)}
			switch {
			case text.Len() == 0:
			case at == before:
				text.WriteByte(' ')
			case at[0] == before[0] && at[1] == before[1]:
				text.WriteByte('\n')
			default:
				text.WriteString("\n\n")
			}
			before = at
			page := &pages[len(pages)-1]
			page.Words = append(page.Words, tool.Word{Start: text.Len(), End: text.Len() + len(word), Box: box})
			text.WriteString(word)
		}
	}
	finish()
	return pages
}

// tsvNumber returns the number in a column of a row, or 0.
func tsvNumber(row []string, column int) int {
	if column >= len(row) {
		return 0
	}
	n, err := strconv.Atoi(row[column])
	if err != nil {
		return 0
	}
	return n
}
