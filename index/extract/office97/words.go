package office97

import "footnote/index/extract/office"

// pageWords decodes words in a code page, or in that of Western languages if the page is unknown.
func pageWords(data []byte, page int) string {
	enc := office.CodePages[page]
	if enc == nil {
		enc = office.CodePages[1252]
	}
	words, _ := enc.NewDecoder().Bytes(data) // an encoding replaces what it cannot decode
	return string(words)
}
