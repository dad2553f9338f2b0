package plain

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
)

// utf16WithoutBOM returns the byte order of UTF-16, or nil where data is no such text. ASCII characters give it away: half of
// their bytes are zero, all on the same side. Text in another script is told by being one script all along in one byte
// order and a jumble in the other. Since the double bytes of other charsets can look like that for East Asian scripts,
// these must have spaces, line ends, their own punctuation or kana too, which are never rare.
func utf16WithoutBOM(data []byte) encoding.Encoding {
	sample := data[:min(len(data), charsetSample)&^1]
	if len(sample) < 2*2 || isUTF8(sample) && !hasControls(sample) {
		return nil
	}
	orders := [2]encoding.Encoding{utf16LE, utf16BE}
	var seen [2]utf16Look
	for i, enc := range orders {
		if decoded, err := enc.NewDecoder().Bytes(sample); err == nil {
			seen[i] = lookAt(string(decoded))
		}
	}
	little, big := seen[0], seen[1]
	switch {
	case little.isText() && !(big.isText() && big.ascii+big.marks > little.ascii+little.marks):
		return utf16LE
	case big.isText():
		return utf16BE
	}
	return nil
}

// A utf16Look is what a sample looks like in one byte order, in characters.
type utf16Look struct {
	all, bad  int
	ascii     int
	marks     int  // spaces, line ends, East Asian punctuation, kana
	main      int  // ASCII and punctuation, and letters of the script that most are in
	eastAsian bool // that script
}

func lookAt(text string) utf16Look {
	const eastAsian = han
	var look utf16Look
	letters := map[script]int{}
	for _, r := range text {
		look.all++
		if strings.ContainsRune(" \n\r　。、，", r) || r >= 'ぁ' && r <= 'ヿ' {
			look.marks++
		}
		switch kind := scriptOf(r); kind {
		case invalid, otherLetter, symbol:
			look.bad++
		case han, japaneseKana, hangulSyllable:
			letters[eastAsian]++
		case space, punctuation:
			look.main++
		default:
			letters[kind]++
		}
		if r < utf8.RuneSelf {
			look.ascii++
		}
	}
	most := 0
	for kind, n := range letters {
		if n > most {
			most, look.eastAsian = n, kind == eastAsian
		}
	}
	look.main += most
	return look
}

func (l utf16Look) isText() bool {
	return l.bad*20 <= l.all && l.main*10 >= l.all*9 && (!l.eastAsian || l.marks*100 >= l.all || l.ascii*2 >= l.all)
}
