package office

import (
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
)

// CodePages are code pages of Windows, DOS and the Macintosh, by number.
var CodePages = map[int]encoding.Encoding{
	437:   charmap.CodePage437,
	850:   charmap.CodePage850,
	852:   charmap.CodePage852,
	855:   charmap.CodePage855,
	858:   charmap.CodePage858,
	860:   charmap.CodePage860,
	862:   charmap.CodePage862,
	863:   charmap.CodePage863,
	865:   charmap.CodePage865,
	866:   charmap.CodePage866,
	874:   charmap.Windows874,
	932:   japanese.ShiftJIS,
	936:   simplifiedchinese.GBK,
	949:   korean.EUCKR,
	950:   traditionalchinese.Big5,
	1250:  charmap.Windows1250,
	1251:  charmap.Windows1251,
	1252:  charmap.Windows1252,
	1253:  charmap.Windows1253,
	1254:  charmap.Windows1254,
	1255:  charmap.Windows1255,
	1256:  charmap.Windows1256,
	1257:  charmap.Windows1257,
	1258:  charmap.Windows1258,
	10000: charmap.Macintosh,
	10007: charmap.MacintoshCyrillic,
	20866: charmap.KOI8R,
	28591: charmap.ISO8859_1,
	28592: charmap.ISO8859_2,
	54936: simplifiedchinese.GB18030,
	65001: unicode.UTF8,
}

// FontCharset returns the encoding of a font's charset (\fcharset); nil where the document's own applies. Symbol fonts have
// pictures where letters would be.
func FontCharset(number int) (enc encoding.Encoding, symbols bool) {
	return CodePages[CharsetPage(number)], number == 2
}

// CharsetPage returns the code page of a font's charset; 0 where the document's own applies.
func CharsetPage(number int) int { return charsetPages[number] }

var charsetPages = map[int]int{
	77: 10000, 78: 932, 79: 949, 80: 936, 81: 950, 85: 1253, 86: 1254, 87: 874, 128: 932, 129: 949, 134: 936, 136: 950, 161: 1253,
	162: 1254, 163: 1258, 177: 1255, 178: 1256, 186: 1257, 204: 1251, 222: 874, 238: 1250, 254: 437, 255: 850,
}
