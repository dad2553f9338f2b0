package ocr

import (
	"footnote/index/extract/tool"
)

// PagesOf makes pages of a table of Tesseract's.
func PagesOf(table string) []tool.Page { return pagesOf(table) }
