package office97

import (
	"unicode/utf16"

	"footnote/index/extract/office"
)

// utf16Words decodes words of two bytes a character.
func utf16Words(data []byte) string {
	units := make([]uint16, len(data)/2)
	for i := range units {
		units[i] = le.Uint16(data[2*i:])
	}
	return string(utf16.Decode(units))
}

// pageWords decodes words in a code page, or in that of Western languages if the page is unknown.
func pageWords(data []byte, page int) string {
	enc := office.CodePages[page]
	if enc == nil {
		enc = office.CodePages[1252]
	}
	words, _ := enc.NewDecoder().Bytes(data) // an encoding replaces what it cannot decode
	return string(words)
}
