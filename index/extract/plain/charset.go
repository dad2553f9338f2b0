package plain

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/japanese"
	xunicode "golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

// The charset of bytes is decided, in this order, by a byte order mark, by whether they are valid UTF-8, by the zero bytes of UTF-16, by the escape
// sequences of ISO-2022-JP, by what the file states, and by which charset makes the likeliest text of them (guess).

// Decode decodes a text file. said is the charset that the file states; it may be empty or wrong.
func Decode(data []byte, said string) string {
	enc, bom := charsetOf(data, said)
	data = data[bom:]
	if enc == nil {
		return string(data)
	}
	decoded, err := enc.NewDecoder().Bytes(data)
	if err != nil { // decoders replace what they cannot read; none is known to fail
		return string(data)
	}
	return string(decoded)
}

// charsetOf returns the encoding of data, with nil for UTF-8, and the length of its byte order mark.
func charsetOf(data []byte, said string) (enc encoding.Encoding, bom int) {
	if enc, bom := byBOM(data); bom > 0 {
		return enc, bom
	}
	if enc := utf16WithoutBOM(data); enc != nil {
		return enc, 0
	}
	if isASCII(data) {
		if isISO2022JP(data) {
			return japanese.ISO2022JP, 0
		}
		return nil, 0
	}
	if isUTF8(data) {
		return nil, 0
	}
	if enc, err := htmlindex.Get(strings.TrimSpace(said)); said != "" && err == nil && !isUnicode(enc) {
		return enc, 0
	}
	return guess(data), 0
}

func isASCII(data []byte) bool {
	for _, c := range data {
		if c >= utf8.RuneSelf || c == 0 {
			return false
		}
	}
	return true
}

func isUnicode(enc encoding.Encoding) bool {
	name, err := htmlindex.Name(enc)
	return err == nil && strings.HasPrefix(name, "utf-")
}

func byBOM(data []byte) (enc encoding.Encoding, bom int) {
	switch {
	case bytes.HasPrefix(data, []byte("\xef\xbb\xbf")):
		return nil, 3
	case bytes.HasPrefix(data, []byte("\xff\xfe\x00\x00")):
		return utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM), 4
	case bytes.HasPrefix(data, []byte("\x00\x00\xfe\xff")):
		return utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM), 4
	case bytes.HasPrefix(data, []byte("\xff\xfe")):
		return utf16LE, 2
	case bytes.HasPrefix(data, []byte("\xfe\xff")):
		return utf16BE, 2
	}
	return nil, 0
}

var (
	utf16LE = xunicode.UTF16(xunicode.LittleEndian, xunicode.IgnoreBOM)
	utf16BE = xunicode.UTF16(xunicode.BigEndian, xunicode.IgnoreBOM)
)

// isUTF8 reports whether data is UTF-8, apart from a broken sequence here and there.
func isUTF8(data []byte) bool {
	if utf8.Valid(data) {
		return true
	}
	whole, broken := 0, 0
	for len(data) > 0 {
		if data[0] < utf8.RuneSelf {
			data = data[1:]
			continue
		}
		r, n := utf8.DecodeRune(data)
		if r == utf8.RuneError && n == 1 {
			broken++
		} else {
			whole++
		}
		data = data[n:]
	}
	return broken*utf8ErrorShare <= whole
}

// isISO2022JP reports whether data, which is ASCII, has this charset's escape sequences to and from Japanese.
func isISO2022JP(data []byte) bool {
	return (bytes.Contains(data, []byte("\x1b$B")) || bytes.Contains(data, []byte("\x1b$@"))) &&
		(bytes.Contains(data, []byte("\x1b(B")) || bytes.Contains(data, []byte("\x1b(J")))
}

// LooksLikeText reports whether a file that begins with head is text, in any charset.
func LooksLikeText(head []byte) bool {
	return !isBinary(head)
}

// isBinary reports whether data is no text.
func isBinary(data []byte) bool {
	if _, bom := byBOM(data); bom > 0 || utf16WithoutBOM(data) != nil {
		return false
	}
	return hasControls(data)
}

// hasControls reports whether data has more control characters than a slip would leave in a text.
func hasControls(data []byte) bool {
	controls := 0
	for _, c := range data {
		if c < ' ' && !isTextControl[c] {
			controls++
		}
	}
	return controls*binaryShare > len(data)
}

// isTextControl has the control characters that texts contain: white space, DOS's end mark, and the start of terminal sequences.
var isTextControl = [' ']bool{'\t': true, '\n': true, '\v': true, '\f': true, '\r': true, '\b': true, 0x1a: true, 0x1b: true}
