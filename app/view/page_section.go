package view

import (
	"sort"
	"strings"
	"unicode/utf8"

	"fyne.io/fyne/v2/theme"
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

// A pageLayout is a text laid out in lines, as far as they were needed, for the width and size of a Page.
type pageLayout struct {
	text     PageText
	zoom     float32
	width    float32 // for which sections are laid out
	size     float32 // of the text, for which sections are laid out
	sections []section
	tops     []float32 // of each section, and then the end of the last
	faces    map[Look]*face
}

// cut splits the text into sections: between blocks, at empty lines, or else at line ends.
func (p *pageLayout) cut() {
	text := p.text.Text
	p.sections, p.tops = nil, nil
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
func (p *pageLayout) cutAfter(at int) int {
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
func (p *pageLayout) sectionOf(at int) int {
	return max(sort.Search(len(p.sections), func(i int) bool { return p.sections[i].Start > at })-1, 0)
}

// estimate estimates the heights of the sections that are not laid out.
func (p *pageLayout) estimate() {
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
func (p *pageLayout) stack() {
	p.tops = append(p.tops[:0], p.topMargin())
	for _, s := range p.sections {
		p.tops = append(p.tops, p.tops[len(p.tops)-1]+s.height)
	}
}

// lay lays out a section, and reports whether it was not laid out before.
func (p *pageLayout) lay(i int) bool {
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
func (p *pageLayout) layAround(i int, above, below float32) {
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

// lineOf returns the line of a section that contains a byte. For the byte of a page break it returns the line, not the break.
func (p *pageLayout) lineOf(section, at int) int {
	lines := p.sections[section].lines
	i := max(sort.Search(len(lines), func(i int) bool { return lines[i].Start > at })-1, 0)
	for k := i; k >= 0 && lines[k].cells != nil && lines[k].block == lines[i].block; k-- {
		for _, c := range lines[k].cells {
			if at >= c.Start && at < c.End {
				return k
			}
		}
	}
	return i
}

func (p *pageLayout) line(key lineKey) textLine { return p.sections[key.section].lines[key.line] }

// sectionAt returns the section at a height.
func (p *pageLayout) sectionAt(y float32) int {
	return min(max(sort.Search(len(p.tops), func(i int) bool { return p.tops[i] > y })-1, 0), len(p.sections)-1)
}

func (p *pageLayout) height() float32 {
	if len(p.tops) == 0 {
		return 0
	}
	return p.tops[len(p.tops)-1] + p.topMargin()
}

// topMargin returns the room above the first line and below the last.
func (p *pageLayout) topMargin() float32 { return theme.Size(SizeMargin) }

// margin returns the room to the left and right of the words: a line longer than SizeMeasure is hard to read.
func (p *pageLayout) margin() float32 {
	margin := theme.Size(SizeMargin) + theme.Size(SizeGap)
	if p.text.Wide {
		return margin
	}
	return max(margin, (p.width-theme.Size(SizeMeasure)*p.zoom)/2)
}

// measure returns the maximal width of lines.
func (p *pageLayout) measure() float32 { return max(p.width-2*p.margin(), 1) }
