package view

import (
	"unicode"
	"unicode/utf8"
)

// A face measures each rune of one look once.
type face struct {
	measure func(string) float32
	ascii   [utf8.RuneSelf]float32 // advances; 0 if not measured yet
	others  map[rune]float32
}

func newFace(measure func(string) float32) *face {
	return &face{measure: measure, others: map[rune]float32{}}
}

func (f *face) advance(r rune) float32 {
	if r < utf8.RuneSelf {
		if f.ascii[r] == 0 {
			f.ascii[r] = f.measureRune(r)
		}
		return f.ascii[r]
	}
	a, ok := f.others[r]
	if !ok {
		a = f.measureRune(r)
		f.others[r] = a
	}
	return a
}

func (f *face) measureRune(r rune) float32 {
	if unicode.Is(unicode.Mn, r) {
		return 0
	}
	return f.measure(printable(string(r)))
}

// A wrapper breaks a text into lines that fit a width. It adds the advances of single runes, measured once each: a document of 10 MB takes
// a few tens of milliseconds, while shaping every word would take minutes. Kerning makes a drawn line a pixel or two narrower or wider than
// the sum; the margins absorb that.
type wrapper struct {
	*face
	// flow joins hard lines and draws every run of blanks as one space, for excerpts.
	flow bool
	// style returns how the words from a byte on are drawn; nil if all have the same face.
	style func(at int) wrapStyle
}

// A wrapStyle is how words up to a byte are drawn.
type wrapStyle struct {
	end     int
	face    *face // nil if they are not drawn
	lineEnd bool  // they are not drawn, but end a line
}

// newWrapper returns a wrapper for words that measure measures.
func newWrapper(measure func(string) float32, flow bool) *wrapper {
	return &wrapper{face: newFace(measure), flow: flow}
}

// lines breaks text[from:to] and calls emit with the byte span of each line in order, without its trailing blanks and line feed. An empty
// hard line is an empty span. A word wider than the width is broken. Every line but an empty one has at least one rune, however narrow the
// width.
func (w *wrapper) lines(text string, from, to int, width float32, emit func(Span)) {
	l := breaker{wrapper: w, width: width, emit: emit, start: from, end: from, next: -1}
	for i := from; i < to; {
		style := wrapStyle{end: to, face: w.face}
		if w.style != nil {
			style = w.style(i)
			style.end = min(style.end, to)
		}
		switch {
		case style.lineEnd:
			l.hard(style.end)
			l.prev = '\n'
		case style.face != nil:
			w.face = style.face
			l.run(text, i, style.end)
		}
		i = style.end
	}
	if l.start < to || l.start == from {
		emit(Span{l.start, l.end})
	}
}

// A breaker is the state of breaking one text.
type breaker struct {
	*wrapper
	width      float32
	emit       func(Span)
	start, end int     // the current line; end is after its last ink
	x          float32 // where the next rune is drawn
	cut, next  int     // the last chance to break: the line would end at cut, the next one start at next; -1 for none
	nextX      float32 // where next is drawn
	prev       rune
}

// run reads text[i:to], which is drawn in one face.
func (l *breaker) run(text string, i, to int) {
	for i < to {
		if next := l.plain(text, i, to); next > i { // fast path for most of the text
			l.prev = rune(text[next-1])
			i = next
			continue
		}
		r, n := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(text[i:to])
		}
		switch {
		case r == '\n' && !l.flow:
			l.hard(i + 1)
		case blank(r):
			l.blank(i, n, r, l.prev)
		default:
			l.ink(i, n, r, l.prev)
		}
		l.prev = r
		i += n
	}
}

// plain reads ASCII letters and punctuation from byte i on as long as they fit, and returns where they end.
func (l *breaker) plain(text string, i, to int) int {
	x := l.x
	for ; i < to; i++ {
		c := text[i]
		if c <= ' ' || c >= utf8.RuneSelf || c == '-' {
			break
		}
		a := l.ascii[c]
		if a == 0 || x+a > l.width {
			break
		}
		x += a
		l.end = i + 1
	}
	l.x = x
	return i
}

// hard ends a line at a line feed before next.
func (l *breaker) hard(next int) {
	l.emit(Span{l.start, l.end})
	l.restart(next, 0)
}

func (l *breaker) restart(at int, x float32) {
	l.start, l.x, l.next = at, x, -1
	l.end = max(l.end, at)
}

func (l *breaker) blank(i, n int, r, prev rune) {
	if l.flow {
		switch {
		case l.end == l.start: // a line of flowing text does not begin with a blank
			l.restart(i+n, 0)
			return
		case blank(prev):
		default:
			l.x += l.advance(' ')
		}
	} else {
		l.x += l.advance(r)
	}
	if l.end > l.start {
		l.cut, l.next, l.nextX = l.end, i+n, l.x
	}
}

func (l *breaker) ink(i, n int, r, prev rune) {
	if ideograph(r) && l.end == i && i > l.start && !opening(prev) {
		l.cut, l.next, l.nextX = i, i, l.x
	}
	a := l.advance(r)
	if l.x+a > l.width && l.x > 0 && a > 0 {
		l.wrap(i)
	}
	l.x += a
	l.end = i + n
	if r == '-' && unicode.IsLetter(prev) || ideograph(r) || r == '—' || r == '–' {
		l.cut, l.next, l.nextX = l.end, l.end, l.x
	}
}

// wrap ends the line at the last chance before byte i, or at i itself.
func (l *breaker) wrap(i int) {
	if l.next < 0 || l.cut <= l.start {
		l.emit(Span{l.start, i})
		l.restart(i, 0)
		return
	}
	l.emit(Span{l.start, l.cut})
	end := l.end
	l.restart(l.next, l.x-l.nextX)
	l.end = max(l.start, end)
}

func blank(r rune) bool { return r == ' ' || r == '\t' || r == '\n' || r == '\r' || r == 0x3000 }

// ideograph reports whether a line may break on either side of a rune, as in Chinese and Japanese. It excludes marks that must not begin a
// line.
func ideograph(r rune) bool {
	return r >= 0x2e80 && (unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) || r >= 0xac00 && r <= 0xd7a3)
}

// opening reports whether a rune must not end a line.
func opening(r rune) bool { return unicode.In(r, unicode.Ps, unicode.Pi) }

// wrapWords breaks one plain text, for a few lines of words.
func wrapWords(words string, look Look, width float32) []string {
	var lines []string
	newWrapper(look.measure, false).lines(words, 0, len(words), width, func(s Span) {
		lines = append(lines, words[s.Start:s.End])
	})
	return lines
}
