package provider

import (
	"html"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

// A view is a text after a transformation, with the origin of each of its bytes.
type view struct {
	text []byte
	from []int // offset in the original text where each byte begins; the last element is the text's length
	to   []int // offset there where it ends
}

func viewOf(text string) view {
	v := view{text: []byte(text), from: make([]int, len(text)), to: make([]int, len(text))}
	for i := range v.text {
		v.from[i], v.to[i] = i, i+1
	}
	return v
}

// mark marks the bytes of the original text that the bytes from start to end come from.
func (v view) mark(start, end int, marked []bool) {
	for i := v.from[start]; i < v.to[end-1]; i++ {
		marked[i] = true
	}
}

// put appends a text that stands for the bytes from start to end of another view.
func (v *view) put(text string, of view, start, end int) {
	for i := range len(text) {
		v.text = append(v.text, text[i])
		v.from, v.to = append(v.from, of.from[start]), append(v.to, of.to[end-1])
	}
}

// escapes matches the escapes of JSON and programming languages, of URLs and quoted-printable, and of HTML.
var escapes = regexp.MustCompile(`\\u[0-9a-fA-F]{4}|\\x[0-9a-fA-F]{2}|\\[^ux]|[%=][0-9a-fA-F]{2}|&#?[0-9A-Za-z]{1,10};`)

// unescaped returns the view with one level of escapes removed.
func (v view) unescaped() view {
	var plain view
	done := 0
	for _, m := range escapes.FindAllIndex(v.text, -1) {
		plain.copy(v, done, m[0])
		escape := string(v.text[m[0]:m[1]])
		plain.put(unescape(escape), v, m[0], m[1])
		done = m[1]
	}
	plain.copy(v, done, len(v.text))
	return plain
}

// copy appends the bytes from start to end of another view.
func (v *view) copy(of view, start, end int) {
	v.text = append(v.text, of.text[start:end]...)
	v.from, v.to = append(v.from, of.from[start:end]...), append(v.to, of.to[start:end]...)
}

// unescape returns the text that an escape stands for.
func unescape(escape string) string {
	digits := strings.TrimLeft(escape, `\ux%=`)
	switch {
	case strings.HasPrefix(escape, "&"):
		return html.UnescapeString(escape)
	case strings.HasPrefix(escape, `\u`):
		n, _ := strconv.ParseUint(digits, 16, 32) // the expression allows nothing else
		return string(rune(n))
	case strings.HasPrefix(escape, `\x`), escape[0] != '\\':
		n, _ := strconv.ParseUint(digits, 16, 8)
		return string([]byte{byte(n)})
	case strings.ContainsAny(escape, "nrtbf"):
		return " "
	}
	return escape[1:]
}

// lettersOf returns a view of the ASCII letters and digits alone, in lower case. Wrapped, spaced or quoted text then reads as one word.
func lettersOf(v view) view {
	var letters view
	for i, c := range v.text {
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		if c < utf8.RuneSelf && (c >= 'a' && c <= 'z' || c >= '0' && c <= '9') {
			letters.put(string(c), v, i, i+1)
		}
	}
	return letters
}
