// Package extract turns a file into a Document: its canonical text and the places in it.
//
// The canonical text is UTF-8 with "\n" line ends and never changes for one version of a file; whatever is shown, found or
// cited later is a span of its bytes. A place says where such a byte stands in the file as a person would say it: page,
// section heading, line.
//
// The package reads files and nothing else: it fetches nothing, runs nothing, and does not know what a chunk is. Start
// reading at Extractor.File; each format has a file of its own.
package extract

import (
	"sort"
	"strings"
)

// A Document is what extraction made of one file.
type Document struct {
	Text   string // canonical text: valid UTF-8, "\n" line ends, no NUL
	Title  string // from the document itself, else its file name without the extension; never empty
	Author string // from the document itself; often empty
	Kind   string // the format: "text", "markdown", "html", "pdf", "docx"
	Places Places // where the bytes of Text stand in the file
	Note   string // what was left out, for a person; empty when the file was read whole
}

// A MarkKind says what begins at a Mark.
type MarkKind uint8

const (
	Page    MarkKind = iota + 1 // a page begins
	Heading                     // a section begins, with its heading
)

// A Mark is a point of the canonical text at which a page or a section begins.
type Mark struct {
	Kind  MarkKind `json:"k"`
	Start int      `json:"s"`           // byte offset into the canonical text
	Level int      `json:"l,omitempty"` // headings: 1 is the top
	Page  int      `json:"p,omitempty"` // pages: 1 is the first
	Label string   `json:"t,omitempty"` // the heading's words; a page's own label where it is not its number
}

// Places holds where the bytes of a canonical text stand in its file. The zero value knows no places.
type Places struct {
	Marks []Mark `json:"m,omitempty"` // ordered by Start; where equal, pages before headings
	Lines bool   `json:"n,omitempty"` // line n of the canonical text is line n of the file
}

// A Place is where a passage stands in its file, as a person would say it. Parts that a format does not have are zero.
type Place struct {
	Page    int      `json:"page,omitempty"`     // of the passage's first byte, from 1
	Label   string   `json:"label,omitempty"`    // the page's own label, where it is not its number
	Heading []string `json:"heading,omitempty"`  // headings from the top down to the one that holds the first byte
	Line    int      `json:"line,omitempty"`     // of the first byte, from 1
	EndLine int      `json:"end_line,omitempty"` // of the last byte
}

// At returns the place of the half-open byte span [start, end) of a text in which line 1 begins at byte 0. It is monotone in
// start: a later span never has an earlier page or line.
func (p Places) At(text string, start, end int) Place {
	place := p.Section(start)
	if p.Lines {
		place.Line = 1 + strings.Count(text[:start], "\n")
		place.EndLine = place.Line + strings.Count(strings.TrimRight(text[start:end], "\n"), "\n")
	}
	return place
}

// Section returns the place of byte start without its lines: what can be said without the text.
func (p Places) Section(start int) Place {
	var place Place
	var levels []int
	n := sort.Search(len(p.Marks), func(i int) bool { return p.Marks[i].Start > start })
	for _, m := range p.Marks[:n] {
		switch m.Kind {
		case Page:
			place.Page, place.Label = m.Page, m.Label
		case Heading:
			keep := len(levels)
			for keep > 0 && levels[keep-1] >= m.Level {
				keep--
			}
			levels = append(levels[:keep], m.Level)
			place.Heading = append(place.Heading[:keep:keep], m.Label)
		}
	}
	return place
}

// Breaks returns where a chunk has to end (hard: pages and headings of the highest level that occurs more than once) and
// where one had better begin (soft: all other headings), each in rising order.
func (p Places) Breaks() (hard, soft []int) {
	top := p.topLevel()
	for _, m := range p.Marks {
		if m.Kind == Page || m.Level <= top {
			hard = append(hard, m.Start)
		} else {
			soft = append(soft, m.Start)
		}
	}
	return hard, soft
}

// topLevel is the highest heading level that occurs more than once: a lone heading above the others is the title.
func (p Places) topLevel() int {
	count := map[int]int{}
	for _, m := range p.Marks {
		if m.Kind == Heading {
			count[m.Level]++
		}
	}
	top := 0
	for level, n := range count {
		if n > 1 && (top == 0 || level < top) {
			top = level
		}
	}
	return top
}
