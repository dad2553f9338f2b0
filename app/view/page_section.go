package view

import (
	"sort"
	"strings"
	"unicode/utf8"
)

// A Page is laid out section by section, when they come into sight: a text of any length is there at once. How high the others are
// is estimated until then.

const (
	sectionBytes = 16 << 10         // of a section, about: some hundred lines, laid out in less than a millisecond
	sectionMost  = 4 * sectionBytes // of one that has no line end where it could be cut
)

// A section is a part of a Page's text.
type section struct {
	Span
	number int // of its first line in the file, from 1
	feeds  int // line feeds in it

	lines  []textLine // nil until it is laid out
	height float32    // estimated until then
}

// cut cuts the text into sections: between blocks, at empty lines, or else at line ends.
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

// cutAfter is where the section that begins at a byte ends.
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

// sectionOf is the index of the section that holds a byte.
func (p *Page) sectionOf(at int) int {
	return max(sort.Search(len(p.sections), func(i int) bool { return p.sections[i].Start > at })-1, 0)
}

// estimate says how high sections will be: all that are not laid out.
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

// stack puts the sections one below the other.
func (p *Page) stack() {
	p.tops = append(p.tops[:0], p.topMargin())
	for _, s := range p.sections {
		p.tops = append(p.tops, p.tops[len(p.tops)-1]+s.height)
	}
}

// lay lays out a section, and says whether it was not laid out before.
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

// layAround lays out the sections around one, to the heights that will be in sight above and below it.
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
