package provider

import (
	"encoding/base64"
	"encoding/hex"
	"strings"
	"unicode"
	"unicode/utf8"
)

// redacted stands in place of a key.
const redacted = "[key]"

const (
	tellingRun  = 8  // so many characters of a key in a row tell something of it
	shortestKey = 4  // what is shorter is no secret, and a part of many words
	plainKey    = 16 // a key from so many letters and digits on is found with anything between them, too
)

// A redactor takes a key out of what a server says. It finds the key and every run of tellingRun of its characters: as they are, in the
// escapes of JSON, URLs and HTML, in base64 and hexadecimal, and with other characters between them; and it finds the key with its middle
// masked, as in sk-ab****yz. It is safe for concurrent use; nil, and that of an empty key, take nothing out.
type redactor struct {
	key      string
	patterns []pattern
	compact  *pattern // over the letters and digits of a text
}

// A pattern is a form of the key: where a text has one of its runs, it has the key or a part of it.
type pattern struct {
	length int // of a run, in bytes
	runs   map[string]bool
	whole  bool // only between what is no letter or digit
	folded bool // the runs are in lower case, and case does not count
}

func newPattern(form string, length int) pattern {
	p := pattern{length: min(length, len(form)), runs: map[string]bool{}}
	for i := 0; i+p.length <= len(form); i++ {
		p.runs[form[i:i+p.length]] = true
	}
	return p
}

func newRedactor(key string) *redactor {
	if len(key) < shortestKey {
		return nil
	}
	r := &redactor{key: key}
	plain := newPattern(key, tellingRun)
	plain.whole = len(key) < tellingRun
	hexed := newPattern(hex.EncodeToString([]byte(key)), 2*tellingRun)
	hexed.folded = true
	r.patterns = append(r.patterns, plain, hexed)
	for _, encoding := range []*base64.Encoding{base64.RawStdEncoding, base64.RawURLEncoding} {
		for before := range 3 { // bytes before the key, as of "Bearer " or a user's name, shift its form
			form := encoding.EncodeToString([]byte(strings.Repeat("\x00", before) + key))
			first, last := (before*8+5)/6, (before+len(key))*8/6 // characters that the key alone decides
			r.patterns = append(r.patterns, newPattern(form[first:last], tellingRun*8/6+1))
		}
	}
	if letters := string(lettersOf(viewOf(key)).text); len(letters) >= plainKey {
		p := newPattern(letters, tellingRun+4)
		r.compact = &p
	}
	return r
}

// wordy says whether the key is a short word, as "none" or "ollama" for a server that asks for no key: an answer may hold it by chance.
func (r *redactor) wordy() bool {
	return r != nil && len(r.key) < tellingRun && !strings.ContainsFunc(r.key, func(c rune) bool { return !unicode.IsLetter(c) })
}

// text returns what a server says without the key.
func (r *redactor) text(said string) string {
	if r == nil || said == "" {
		return said
	}
	return r.cut(said, func(v view, secret []bool) {
		r.mark(v, secret)
		if r.compact != nil {
			r.compact.mark(lettersOf(v), secret)
		}
		r.markMasked(v, secret)
	})
}

// wire returns what a server sends without the key. It leaves alone what is no run of the key, so that the protocol stays whole.
func (r *redactor) wire(sent string) string { return r.cut(sent, r.mark) }

// cut replaces what mark marks in a text, at each depth of its escapes.
func (r *redactor) cut(said string, mark func(v view, secret []bool)) string {
	const deepest = 3 // an error may quote an error that quotes a URL
	secret := make([]bool, len(said))
	v := viewOf(said)
	for range deepest {
		mark(v, secret)
		next := v.unescaped()
		if len(next.text) == len(v.text) {
			break
		}
		v = next
	}
	return replace(said, secret)
}

// mark marks in secret which bytes of the original text hold the key in one of its forms.
func (r *redactor) mark(v view, secret []bool) {
	for _, p := range r.patterns {
		p.mark(v, secret)
	}
}

func (p pattern) mark(v view, secret []bool) {
	text := string(v.text)
	if p.folded {
		text = lower(text)
	}
	for i := 0; i+p.length <= len(text); i++ {
		if p.runs[text[i:i+p.length]] && (!p.whole || standsAlone(text, i, i+p.length)) {
			v.mark(i, i+p.length, secret)
		}
	}
}

func standsAlone(text string, start, end int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:start])
	after, _ := utf8.DecodeRuneInString(text[end:])
	word := func(r rune) bool { return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r)) }
	return !word(before) && !word(after)
}

// markMasked marks the beginning and the end of the key around a mask.
func (r *redactor) markMasked(v view, secret []bool) {
	const least, leastEach = 4, 2 // characters of the key at one end, or at each
	text := string(v.text)
	for i := 0; i < len(text); {
		end := i + maskAt(text[i:])
		if end == i {
			i++
			continue
		}
		before, after := min(i, len(r.key)), min(len(text)-end, len(r.key))
		for before > 0 && text[i-before:i] != r.key[:before] {
			before--
		}
		for after > 0 && text[end:end+after] != r.key[len(r.key)-after:] {
			after--
		}
		if before >= least || after >= least || before >= leastEach && after >= leastEach {
			v.mark(i-before, end+after, secret)
		}
		i = end
	}
}

// maskAt is how many bytes at the beginning of a text stand for others that are not shown: one character again and again.
func maskAt(text string) int {
	c, size := utf8.DecodeRuneInString(text)
	least := map[rune]int{'…': 1, '*': 2, '•': 2, '●': 2, '·': 2, '.': 3, 'x': 3, 'X': 3, '#': 3, '_': 3, '-': 3}[c]
	if least == 0 {
		return 0
	}
	n := 0
	for strings.HasPrefix(text[n*size:], text[:size]) {
		n++
	}
	if n < least {
		return 0
	}
	return n * size
}

// replace replaces the marked bytes of a text.
func replace(said string, secret []bool) string {
	var b strings.Builder
	for i := 0; i < len(said); i++ {
		switch {
		case !secret[i]:
			b.WriteByte(said[i])
		case i == 0 || !secret[i-1]:
			b.WriteString(redacted)
		}
	}
	return strings.ToValidUTF8(b.String(), string(utf8.RuneError))
}

// lower is a text with its ASCII letters in lower case, byte for byte.
func lower(text string) string {
	b := []byte(text)
	for i, c := range b {
		if c >= 'A' && c <= 'Z' {
			b[i] = c + 'a' - 'A'
		}
	}
	return string(b)
}
