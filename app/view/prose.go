package view

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// The widths, in runes, between which text is taken to be broken into lines by its writer's program rather than by its writer.
const (
	narrowestProse = 40
	widestProse    = 120
)

// raggedness is how much of the widest line a line may leave empty though the next word would have fitted: people who break
// lines by hand are not exact.
const raggedness = 0.2

// blocks cuts text[from:to] into blocks at blank lines and list items and calls emit with each in turn; together they are the
// whole span. A block that flows is prose that was broken into lines of about equal length: its line feeds mean nothing, and
// it reads better wrapped anew. In the others every line feed is kept: verse, addresses, code, tables.
func blocks(text string, from, to int, emit func(block Span, flows bool)) {
	start := from // of the block
	var p prose
	for at := from; at < to; {
		end, next := to, to
		if n := strings.IndexByte(text[at:to], '\n'); n >= 0 {
			end, next = at+n, at+n+1
		}
		line := text[at:end]
		if at > start && (beginsBlock(line) || blankLine(text[start:at])) {
			emit(Span{start, at}, p.flows())
			start, p = at, prose{}
		}
		p.add(line)
		at = next
	}
	if start < to {
		emit(Span{start, to}, p.flows())
	}
}

// prose looks at the lines of one block. Its lines were broken to fit a width if none but the last had much room left
// for the first word of the line after it.
type prose struct {
	lines  int
	widest int
	// Of the lines but the last: how wide the least wide would be with the next line's first word.
	tightest int
	last     int
}

func (p *prose) add(line string) {
	width := utf8.RuneCountInString(strings.TrimRight(line, " \t\r"))
	if p.lines > 0 {
		word := strings.TrimLeft(line, " \t")
		if i := strings.IndexAny(word, " \t"); i >= 0 {
			word = word[:i]
		}
		needed := p.last + 1 + utf8.RuneCountInString(word)
		if p.lines == 1 || needed < p.tightest {
			p.tightest = needed
		}
	}
	p.lines++
	p.last = width
	p.widest = max(p.widest, width)
}

func (p *prose) flows() bool {
	return p.lines > 1 && p.widest >= narrowestProse && p.widest <= widestProse && float64(p.tightest) > (1-raggedness)*float64(p.widest)
}

func blankLine(line string) bool { return strings.TrimSpace(line) == "" }

// beginsBlock says whether a line begins a block of its own: a blank line, a heading, a quotation, an item of a list.
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
