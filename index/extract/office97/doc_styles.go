package office97

import (
	"strconv"
	"strings"

	"footnote/index/extract/container"
	"footnote/index/extract/prose"
)

// A paragraphStyle is what a style says about its paragraphs.
type paragraphStyle struct {
	is      bool // the style exists
	base    int
	heading int // level from 1; 0 if unset, prose.BodyLevel for no heading
	list    int // number of the list; 0 for none
	level   int // of the list, from 0
	title   bool
}

const (
	noStyle    = 0xfff
	titleStyle = 62 // the number of Word's own style, in all languages
	lastLevel  = 9  // the styles of headings have the numbers 1 to 9
)

// readStyles reads the style sheet:
//
//	size header  number of styles, size of a style's fixed part
//	size style   for each: Word's number, kind and base, number of lists of properties; name; lists, of even length
func (d *document) readStyles() {
	data := d.tableBytes(tableStyles)
	head := u16(data, 0)
	count, fixed := min(u16(data, 2), maxStyles), u16(data, 4)
	if head < 4 || 2+head > len(data) {
		return
	}
	for data = data[2+head:]; len(data) > 1 && len(d.styles) < count; {
		end := min(2+u16(data, 0), len(data))
		d.styles = append(d.styles, d.readStyle(data[2:end], fixed))
		data = data[end:]
	}
	for i := range d.styles {
		d.inherit(i)
	}
}

func (d *document) readStyle(data []byte, fixed int) paragraphStyle {
	const paragraphs = 1
	s := paragraphStyle{is: len(data) > 8, base: u16(data, 2) >> 4}
	if !s.is || u16(data, 2)&0xf != paragraphs {
		return s
	}
	own := u16(data, 0) & 0xfff
	if s.title = own == titleStyle; own >= 1 && own <= lastLevel {
		s.heading = own
	}
	at := max(fixed, 8) // of the name
	if at >= len(data) {
		return s
	}
	name := ""
	if d.old {
		size := int(data[at])
		name = string(data[min(at+1, len(data)):min(at+1+size, len(data))])
		at += size + 2
	} else {
		size := u16(data, at)
		name = container.UTF16(data[min(at+2, len(data)):min(at+2+2*size, len(data))])
		at += 2*size + 4
	}
	if level, ok := strings.CutPrefix(strings.ToLower(name), "heading "); ok && s.heading == 0 {
		if n, err := strconv.Atoi(level); err == nil && n >= 1 && n <= lastLevel {
			s.heading = n
		}
	}
	at += at & 1
	if size := u16(data, at); size > 2 && at+2+size <= len(data) {
		p := paragraph{outline: -1}
		d.change(&p, data[at+4:at+2+size])
		s.list, s.level = p.list, p.level
		if p.outline >= 0 {
			s.heading = p.outline + 1
		}
	}
	return s
}

// inherit sets what a style leaves unset from the styles that it is based on.
func (d *document) inherit(i int) {
	s := &d.styles[i]
	base := *s
	for range maxStyleDepth {
		if base.base == noStyle || base.base >= len(d.styles) {
			return
		}
		base = d.styles[base.base]
		if s.heading == 0 {
			s.heading = base.heading
		}
		if s.list == 0 {
			s.list, s.level = base.list, base.level
		}
	}
}

// A paragraph is what the properties of a paragraph say.
type paragraph struct {
	style   int
	outline int // level from 0; -1 if unset
	list    int // number of its list from 1; 0 for none
	level   int // of the list, from 0
	listed  bool
	depth   int  // nested tables around it
	rowEnd  bool // it ends a row, and has no words
	cellEnd bool // it ends a cell of a table within another
	newPage bool
}

// paragraphAt returns the paragraph that ends at a byte of a piece.
func (d *document) paragraphAt(at int64, p *piece) paragraph {
	found := paragraph{outline: -1}
	if data := d.paragraphs.at(at); len(data) >= 2 {
		found.style = u16(data, 0)
		d.change(&found, data[2:])
	}
	d.change(&found, p.change)
	if found.style < len(d.styles) && !found.listed {
		s := d.styles[found.style]
		found.list, found.level = s.list, s.level
	}
	found.depth = min(found.depth, maxTableDepth)
	return found
}

// change applies a list of properties.
func (d *document) change(p *paragraph, data []byte) {
	eachChange(data, d.old, func(property uint16, value []byte) { d.changeOne(p, property, value) })
}

func (d *document) changeOne(p *paragraph, property uint16, value []byte) {
	n := number(value)
	switch property {
	case propertyStyle:
		p.style = n
	case propertyOutline:
		p.outline = n
	case propertyLevel:
		p.level = min(max(n, 0), lastLevel-1)
	case propertyList:
		p.list, p.listed = n, true
	case propertyNewPage:
		p.newPage = isOn(value)
	case propertyInTable:
		if isOn(value) {
			p.depth = max(p.depth, 1)
		}
	case propertyDepth:
		p.depth = max(n, 0)
	case propertyRowEnd, propertyInnerRow:
		p.rowEnd = isOn(value)
	case propertyCellEnd:
		p.cellEnd = isOn(value)
	case propertyElsewhere, propertyElsewher2:
		d.changeElsewhere(p, n)
	}
}

// changeElsewhere applies properties that are too long for a page. Two bytes before them state their length.
func (d *document) changeElsewhere(p *paragraph, at int) {
	size := u16(d.data.copied(int64(at), 2), 0)
	if d.far -= size; d.inFar || d.far < 0 { // nested ones are ignored
		return
	}
	d.inFar = true
	eachProperty(d.data.copied(int64(at)+2, size), d.old, func(property uint16, value []byte) { d.changeOne(p, property, value) })
	d.inFar = false
}

// heading returns the level of a heading; 0 for other paragraphs.
func (d *document) heading(p paragraph) int {
	switch {
	case p.outline >= lastLevel:
		return 0
	case p.outline >= 0:
		return p.outline + 1
	case p.style < len(d.styles) && d.styles[p.style].is:
		if level := d.styles[p.style].heading; level < prose.BodyLevel {
			return level
		}
	case len(d.styles) == 0 && p.style >= 1 && p.style <= lastLevel: // headings have these numbers in every style sheet
		return p.style
	}
	return 0
}
