package office97

import (
	"golang.org/x/text/encoding"

	"footnote/index/extract/office"
)

// codePageOf returns the Windows code page of a language, by its Windows identifier: the lowest ten bits are the language, the others the country.
func codePageOf(language int) int {
	const serbianLatin, serbianCyrillic, bosnianCyrillic, taiwan, hongKong, macao = 0x081a, 0x0c1a, 0x201a, 0x0404, 0x0c04, 0x1404
	switch language {
	case serbianCyrillic, bosnianCyrillic:
		return 1251
	case serbianLatin:
		return 1250
	case taiwan, hongKong, macao:
		return 950
	}
	if page, ok := languagePages[language&0x3ff]; ok {
		return page
	}
	return 1252
}

// languagePages are the code pages of languages that do not use 1252.
var languagePages = map[int]int{
	0x01: 1256, 0x02: 1251, 0x04: 936, 0x05: 1250, 0x08: 1253, 0x0d: 1255, 0x0e: 1250, 0x11: 932, 0x12: 949, 0x15: 1250, 0x18: 1250, 0x19: 1251,
	0x1a: 1250, 0x1b: 1250, 0x1c: 1250, 0x1e: 874, 0x1f: 1254, 0x20: 1256, 0x22: 1251, 0x23: 1251, 0x24: 1250, 0x25: 1257, 0x26: 1257, 0x27: 1257,
	0x29: 1256, 0x2a: 1258, 0x2c: 1254, 0x2f: 1251, 0x3f: 1251, 0x40: 1251, 0x44: 1251,
}

// isDouble reports whether an encoding has characters of two bytes.
func isDouble(enc encoding.Encoding) bool {
	for _, page := range []int{932, 936, 949, 950} {
		if enc == office.CodePages[page] {
			return true
		}
	}
	return false
}
