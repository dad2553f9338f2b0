package provider

import (
	"encoding/base64"
	"encoding/hex"
	"strings"
	"unicode"
	"unicode/utf8"
)

// redacted replaces a key.
const redacted = "[key]"

const (
	tellingRun  = 8  // this many characters of a key in a row reveal part of it
	shortestKey = 4  // a shorter key is no secret, and occurs in many words
	plainKey    = 16 // a key of at least this many letters and digits is also found with other characters in between
)

// A redactor removes a key from what a server sends. It finds the key and every run of tellingRun of its characters: unchanged, escaped for
// JSON, URLs and HTML, in base64 and hexadecimal, and with other characters in between. It also finds the key with a masked middle, such as
// sk-ab****yz. It is safe for concurrent use. A nil redactor and one for an empty key remove nothing.
type redactor struct {
	key      string
	patterns []pattern
	compact  *pattern // over the letters and digits of a text
}

// A pattern is one form of the key. A text that has one of its runs has the key or a part of it.
type pattern struct {
	length int // of a run, in bytes
	runs   map[string]bool
	whole  bool // only between characters that are neither letters nor digits
	folded bool // the runs are in lower case, and case is ignored
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
		for before := range 3 { // bytes before the key, such as "Bearer " or a user name, shift its base64
			form := encoding.EncodeToString([]byte(strings.Repeat("\x00", before) + key))
			first, last := (before*8+5)/6, (before+len(key))*8/6 // characters that depend on the key alone
			r.patterns = append(r.patterns, newPattern(form[first:last], tellingRun*8/6+1))
		}
	}
	if letters := string(lettersOf(viewOf(key)).text); len(letters) >= plainKey {
		p := newPattern(letters, tellingRun+4)
		r.compact = &p
	}
	return r
}

// wordy reports whether the key is a short word, such as "none" or "ollama" for a server that requires no key. An answer may contain it by
// chance.
func (r *redactor) wordy() bool {
	return r != nil && len(r.key) < tellingRun && !strings.ContainsFunc(r.key, func(c rune) bool { return !unicode.IsLetter(c) })
}

// text returns a server's text without the key.
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

// wire returns a server's raw answer without the key. It changes nothing but runs of the key, so the protocol stays intact.
func (r *redactor) wire(sent string) string { return r.cut(sent, r.mark) }

// cut replaces what mark marks in a text, at each level of escapes.
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

// mark sets in secret the bytes of the original text that hold the key in one of its forms.
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

// markMasked marks the start and the end of a key whose middle is masked.
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

// maskAt returns how many bytes at the start of a text are a mask: one character, repeated.
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

// lower returns a text with its ASCII letters in lower case, byte for byte.
func lower(text string) string {
	b := []byte(text)
	for i, c := range b {
		if c >= 'A' && c <= 'Z' {
			b[i] = c + 'a' - 'A'
		}
	}
	return string(b)
}
