package app

import (
	"slices"
	"strings"

	"footnote/index"
	"footnote/index/extract/layout"
)

// same reports whether two citations are of the same passage: the same span of the same file.
func same(a, b index.Citation) bool { return a.Path == b.Path && a.Span == b.Span }

// numberOf returns the number of a passage in a list, or 0 if it is not in the list.
func numberOf(passages []index.Passage, p index.Passage) int {
	return 1 + slices.IndexFunc(passages, func(q index.Passage) bool { return same(p.Citation, q.Citation) })
}

// headingEnd returns where a passage's text begins after its initial heading, or 0 if it begins with none.
func headingEnd(p index.Passage) int {
	n := len(p.Citation.Place.Heading)
	if n == 0 {
		return 0
	}
	first, rest, cut := strings.Cut(p.Text, "\n")
	if cut && strings.TrimLeft(first, "# ") == p.Citation.Place.Heading[n-1] && strings.TrimSpace(rest) != "" {
		return len(p.Text) - len(rest)
	}
	return 0
}

// wordsOf returns a passage's words in one line, as a person reads them.
func wordsOf(p index.Passage) string { return oneLine(layout.Read(p.Citation.Kind, p.Text).Text) }

// maxReadings bounds the readings that are kept: more than one list of results shows.
const maxReadings = 1000

// readings keeps the readings of the passages in the window, which are drawn often. The zero value is ready to use.
type readings struct {
	known map[readText]layout.Reading
}

// A readText is a text of a kind of document.
type readText struct{ kind, text string }

// of returns layout.Read of a text.
func (r *readings) of(kind, text string) layout.Reading {
	t := readText{kind, text}
	reading, ok := r.known[t]
	if !ok {
		if r.known == nil || len(r.known) >= maxReadings {
			r.known = map[readText]layout.Reading{}
		}
		reading = layout.Read(kind, text)
		r.known[t] = reading
	}
	return reading
}
