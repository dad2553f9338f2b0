package view

import (
	"sort"
	"strings"
	"unicode/utf8"
)

// A Page lays out a section when it becomes visible, so a text of any length appears at once. Until then the section's height is an
// estimate.

const (
	sectionBytes = 16 << 10         // about, of a section: some hundred lines, laid out in less than a millisecond
	sectionMost  = 4 * sectionBytes // of a section without a line end to cut at
)

// A section is a part of a Page's text.
type section struct {
	Span
	number int // of its first line in the file, from 1
	feeds  int // line feeds in it

	lines  []textLine // nil until it is laid out
	height float32    // estimated until then
}

// cut splits the text into sections: between blocks, at empty lines, or else at line ends.
func (p *Page) cut() {
	text := p.text.Text
	p.sections, p.tops = nil, nil
	p.stock.keep(func(lineKey) bool { return false })
	for at, number := 0, 1; ; {
		end := p.cutAfter(at)
		feeds := strings.Count(text[at:end], "\n")
		p.sections = append(p.sections, section{Span: Span{at, end}, number: number, feeds: feeds})
		if end == len(text) {
			return
		}
		at, number = end, number+feeds
	}
}

// cutAfter returns the end of the section that begins at a byte.
func (p *Page) cutAfter(at int) int {
	text := p.text.Text
	want, most := at+sectionBytes, min(at+sectionMost, len(text))
	if want >= len(text) {
		return len(text)
	}
	blocks := p.text.Blocks
	limit := most
	if b := sort.Search(len(blocks), func(i int) bool { return blocks[i].End > want }); b < len(blocks) {
		switch block := blocks[b]; {
		case block.Start > want:
			limit = min(limit, block.Start)
		case block.Start > at:
			return block.Start
		case block.End < most:
			return block.End + 1
		}
	}
	for _, end := range []string{"\n\n", "\n"} {
		if n := strings.Index(text[want:limit], end); n >= 0 {
			return want + n + len(end)
		}
	}
	for limit < len(text) && !utf8.RuneStart(text[limit]) {
		limit++
	}
	return limit
}

// sectionOf returns the index of the section that contains a byte.
func (p *Page) sectionOf(at int) int {
	return max(sort.Search(len(p.sections), func(i int) bool { return p.sections[i].Start > at })-1, 0)
}

// estimate estimates the heights of the sections that are not laid out.
func (p *Page) estimate() {
	look := p.bodyLook()
	perLine := p.measure() / (0.5 * look.size()) // letters
	for i := range p.sections {
		if s := &p.sections[i]; s.lines == nil {
			s.height = max(1, float32(s.feeds)*0.7+float32(s.End-s.Start)/perLine) * look.lineHeight()
		}
	}
	p.stack()
}

// stack places the sections below each other.
func (p *Page) stack() {
	p.tops = append(p.tops[:0], p.topMargin())
	for _, s := range p.sections {
		p.tops = append(p.tops, p.tops[len(p.tops)-1]+s.height)
	}
}

// lay lays out a section, and reports whether it was not laid out before.
func (p *Page) lay(i int) bool {
	s := &p.sections[i]
	if s.lines != nil {
		return false
	}
	l := p.layouter()
	l.section(*s, i == len(p.sections)-1)
	s.lines, s.height = l.lines, l.y
	p.stack()
	return true
}

// layAround lays out a section, and those above and below it that will be visible at the given heights.
func (p *Page) layAround(i int, above, below float32) {
	p.lay(i)
	for up := i - 1; up >= 0 && above > 0; up-- {
		p.lay(up)
		above -= p.sections[up].height
	}
	for down := i + 1; down < len(p.sections) && below > 0; down++ {
		p.lay(down)
		below -= p.sections[down].height
	}
}
