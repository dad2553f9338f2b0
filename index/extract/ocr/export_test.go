package ocr

import (
	"footnote/index/extract/tool"
)

// PagesOf makes pages of Tesseract's table.
func PagesOf(table string) []tool.Page { return pagesOf(table) }
