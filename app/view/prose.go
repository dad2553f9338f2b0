package view

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// The limits, in runes, of the longest line of prose that was wrapped to fit a width.
const (
	narrowestProse = 40
	widestProse    = 120
)

// raggedness is the share of the widest line that a line may leave empty although the next word would fit: people who break lines by hand
// are not exact.
const raggedness = 0.2

// blocks splits text[from:to] into blocks and calls emit with each in order; together they are the whole span. A block that flows is prose
// that was wrapped to fit a width: its line feeds have no meaning, and it reads better wrapped again. All other line feeds count: in verse,
// addresses, code and tables. If the text is laidOut, as on a page of a PDF, lines count as prose more readily.
func blocks(text string, from, to int, laidOut bool, emit func(block Span, flows bool)) {
	var b block
	for at := from; at < to; {
		end, next := to, to
		if n := strings.IndexByte(text[at:to], '\n'); n >= 0 {
			end, next = at+n, at+n+1
		}
		if line := text[at:end]; beginsBlock(line) || len(b.lines) == 1 && blankLine(text[b.lines[0].Start:at]) {
			b.flush(laidOut, emit)
		}
		b.add(text[at:end], Span{at, next})
		at = next
	}
	b.flush(laidOut, emit)
}

// A block is consecutive lines without a gap.
type block struct {
	lines  []proseLine
	widest int
}

// A proseLine is one line of a block.
type proseLine struct {
	Span
	width  int  // in runes
	wanted int  // its width with the first word of the next line; 0 for the last line
	spaced bool // it has blanks that align something
}

func (b *block) add(line string, s Span) {
	line = strings.TrimRight(line, " \t\r")
	words := strings.TrimLeft(line, " \t")
	if n := len(b.lines); n > 0 {
		word := words
		if i := strings.IndexAny(word, " \t"); i >= 0 {
			word = word[:i]
		}
		b.lines[n-1].wanted = b.lines[n-1].width + 1 + utf8.RuneCountInString(word)
	}
	width := utf8.RuneCountInString(line)
	b.lines = append(b.lines, proseLine{s, width, 0, strings.Contains(words, "  ") || strings.Contains(words, "\t")})
	b.widest = max(b.widest, width)
}

// full reports whether a line was broken because it was full.
func (b *block) full(l proseLine) bool {
	return !l.spaced && float64(l.wanted) > (1-raggedness)*float64(b.widest)
}

// flush emits the block: whole or, if most of its lines are full, split after each line that is not.
func (b *block) flush(laidOut bool, emit func(Span, bool)) {
	if len(b.lines) == 0 {
		return
	}
	full := 0
	for _, l := range b.lines {
		if b.full(l) {
			full++
		}
	}
	prose := b.widest >= narrowestProse && b.widest <= widestProse && (laidOut || 2*full > len(b.lines)-1)
	start := b.lines[0].Start
	from := 0
	for i, l := range b.lines {
		if last := i == len(b.lines)-1; last || prose && !b.full(l) {
			emit(Span{start, l.End}, prose && i > from)
			start, from = l.End, i+1
		}
	}
	b.lines, b.widest = b.lines[:0], 0
}

func blankLine(line string) bool { return strings.TrimSpace(line) == "" }

// beginsBlock reports whether a line begins a new block: a blank line, a heading, a quotation, a list item.
func beginsBlock(line string) bool {
	line = strings.TrimLeft(line, " \t\r")
	if line == "" || strings.ContainsRune("#>|-*+•–", firstRune(line)) && !strings.HasPrefix(line, "**") {
		return true
	}
	digits := strings.TrimLeftFunc(line, unicode.IsDigit)
	return len(digits) < len(line) && (strings.HasPrefix(digits, ". ") || strings.HasPrefix(digits, ") "))
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}
