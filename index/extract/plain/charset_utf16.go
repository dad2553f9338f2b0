package plain

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
)

// utf16WithoutBOM returns the byte order of UTF-16, or nil if data is no such text. ASCII characters reveal it: half of their bytes are zero, all on
// the same side. Text in another script is one script in the right byte order, and a jumble in the other. The double bytes of other charsets can look
// like that for East Asian scripts, so these must also contain spaces, line ends, their own punctuation or kana, which are never rare.
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

// A utf16Look is what a sample looks like in one byte order. It counts characters.
type utf16Look struct {
	all, bad  int
	ascii     int
	marks     int  // spaces, line ends, East Asian punctuation, kana
	main      int  // ASCII, punctuation, and letters of the most frequent script
	eastAsian bool // that script is East Asian
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
