package office97

import (
	"slices"
	"unicode/utf16"

	"footnote/index/extract/prose"
)

// A text is the words of a shape.
type text struct {
	kind       int
	units      []uint16 // UTF-16
	paragraphs []textStyle
	fields     []int // characters that stand for a number or a date that the program fills in
}

// Kinds of texts.
const (
	textTitle       = 0
	textBody        = 1
	textNotes       = 2
	textOther       = 4
	textCenterTitle = 6
	textHalfBody    = 7
	textQuarterBody = 8
)

// A textStyle is the style of a run of characters.
type textStyle struct {
	characters int
	level      int // of the list from 0
	some, none bool
}

func (t text) isTitle() bool { return t.kind == textTitle || t.kind == textCenterTitle }

// isList reports whether the paragraphs of a text are list items unless they say otherwise.
func (t text) isList() bool {
	return t.kind == textBody || t.kind == textHalfBody || t.kind == textQuarterBody
}

// A textReader makes texts of a sequence of atoms. An atom with the text's kind begins each.
type textReader struct {
	*deck
	texts []text
}

// atomFields are characters that the program fills in: numbers of slides, dates, headers.
var atomFields = []int{0x0fd8, 0x0ff7, 0x0ff8, 0x0ff9, 0x0ffa, 0x1015}

func (t *textReader) take(a atom) {
	if a.kind == atomTextKind {
		if len(t.texts) < maxSlides {
			t.texts = append(t.texts, text{kind: u32(t.bytes(a, 4), 0)})
		}
		return
	}
	if len(t.texts) == 0 {
		if a.kind != atomWide && a.kind != atomNarrow {
			return
		}
		t.texts = append(t.texts, text{kind: textOther})
	}
	last := &t.texts[len(t.texts)-1]
	switch {
	case a.kind == atomWide:
		data := t.bytes(a, prose.MaxTextBytes)
		for ; len(data) > 1; data = data[2:] {
			last.units = append(last.units, le.Uint16(data))
		}
	case a.kind == atomNarrow:
		for _, c := range t.bytes(a, prose.MaxTextBytes) {
			last.units = append(last.units, uint16(c))
		}
	case a.kind == atomTextStyle:
		last.paragraphs = textStyles(t.bytes(a, maxTableBytes), len(last.units))
	case slices.Contains(atomFields, a.kind):
		last.fields = append(last.fields, u32(t.bytes(a, 4), 0))
	}
}

// textStyles reads the styles of a text's paragraphs: number of characters, level, a mask of further properties, and these.
func textStyles(data []byte, characters int) []textStyle {
	const fixed = 10
	var styles []textStyle
	for said := 0; said <= characters && len(data) >= fixed; {
		s := textStyle{characters: u32(data, 0), level: min(u16(data, 4), 8)}
		mask := u32(data, 6)
		data = data[fixed:]
		if mask&0xf != 0 {
			if mask&1 != 0 {
				s.some = u16(data, 0)&1 != 0
				s.none = !s.some
			}
			data = data[min(2, len(data)):]
		}
		size := 0
		for _, part := range []struct{ bits, bytes int }{
			{1 << 7, 2}, {1 << 4, 2}, {1 << 6, 2}, {1 << 5, 4}, {1 << 11, 2}, {1 << 12, 2}, {1 << 13, 2}, {1 << 14, 2}, {1 << 8, 2}, {1 << 10, 2}, {1 << 15, 2},
		} {
			if mask&part.bits != 0 {
				size += part.bytes
			}
		}
		if mask&(1<<20) != 0 {
			size += 2 + 4*u16(data, size)
		}
		for _, bits := range []int{1 << 16, 7 << 17, 1 << 21} {
			if mask&bits != 0 {
				size += 2
			}
		}
		data = data[min(size, len(data)):]
		if s.characters <= 0 {
			return styles
		}
		said += s.characters
		styles = append(styles, s)
	}
	return styles
}

// writeText writes a text: a line for each paragraph, with a dash before a list item.
func (d *deck) writeText(t text) {
	slices.Sort(t.fields)
	at, styles, fields := 0, t.paragraphs, t.fields
	left := 0
	if len(styles) > 0 {
		left = styles[0].characters
	}
	for at < len(t.units) && !d.Full {
		end := at
		for end < len(t.units) && t.units[end] != '\r' {
			end++
		}
		s := textStyle{}
		if len(styles) > 0 {
			s = styles[0]
		}
		if s.some || !s.none && (s.level > 0 || t.isList()) {
			d.BeginItem("- ", s.level+1)
		}
		fields = d.writeParagraph(t.units[at:end], at, fields)
		d.Bullet = ""
		d.Lines(1)
		for left -= end + 1 - at; left <= 0 && len(styles) > 1; left += styles[0].characters {
			styles = styles[1:]
		}
		at = end + 1
	}
	d.Lines(2)
}

// writeParagraph writes a paragraph without its fields, and returns the fields of later paragraphs.
func (d *deck) writeParagraph(units []uint16, at int, fields []int) []int {
	begun := 0
	write := func(end int) {
		if begun < end {
			d.Words(string(utf16.Decode(units[begun:end])))
		}
		begun = end + 1
	}
	for i, unit := range units {
		for len(fields) > 0 && fields[0] < at+i {
			fields = fields[1:]
		}
		switch {
		case unit == '\v':
			write(i)
			d.Newline()
		case len(fields) > 0 && fields[0] == at+i:
			write(i)
		case unit < ' ' && unit != '\t':
			write(i)
		}
	}
	write(len(units))
	return fields
}
