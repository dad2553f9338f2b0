package extract

// OCRPages makes pages of a table of Tesseract's.
func OCRPages(table string) []ocrPage { return ocrPages(table) }
