package office97

import (
	"cmp"
	"slices"

	"footnote/index/doc"
	"footnote/index/extract/container"
	"footnote/index/extract/prose"
)

// A shape is a shape of a slide.
type shape struct {
	place     int // its purpose; 0 for none in particular
	texts     []text
	outlined  []int // numbers of texts in the list of slides
	left, top int
	art       string // drawn words
	deleted   bool
	isTable   bool
	rows      []shape // the cells of a table
}

// The places that every slide has: the date, the slide's number, footer and header. They say nothing of their own.
const firstStanding, lastStanding = 7, 10

// writeSlide writes a slide: its title, the rest, what is on every slide of its kind, remarks, and notes.
func (d *deck) writeSlide(s slide) {
	object, ok := d.object(s.object)
	if !ok || d.read[object.at] && d.cipher == nil {
		d.broken = d.broken || !ok
		d.writeTexts(s.texts, nil)
		return
	}
	d.read[object.at] = true
	shapes, master, notes, remarks := d.shapesOf(object)
	used := map[int]bool{}
	var texts []text
	for i := range shapes {
		for _, n := range shapes[i].outlined {
			if n < len(s.texts) && !used[n] {
				used[n] = true
				shapes[i].texts = append(shapes[i].texts, s.texts[n])
			}
		}
		texts = append(texts, shapes[i].texts...)
	}
	for n, t := range s.texts {
		if !used[n] {
			texts = append(texts, t)
		}
	}
	d.writeTexts(texts, shapes)
	if number := d.names[master]; !d.masters[master] && number != 0 {
		d.masters[master] = true
		d.writeStanding(number)
	}
	for _, words := range remarks {
		d.Lines(1)
		d.Words("[" + words + "]")
	}
	d.Lines(2)
	d.writeNotes(notes)
}

// writeTexts writes the titles among texts, the other texts, and the tables and drawn words of shapes.
func (d *deck) writeTexts(texts []text, shapes []shape) {
	for _, t := range texts {
		if t.isTitle() {
			end := d.Heading(1)
			d.OneLine++
			d.writeText(text{units: t.units, fields: t.fields, kind: textTitle})
			d.OneLine--
			end()
			d.Lines(2)
		}
	}
	for _, t := range texts {
		if !t.isTitle() {
			d.writeText(t)
		}
	}
	for _, s := range shapes {
		d.writeTable(s.rows)
		if s.art != "" {
			d.Words(s.art)
			d.Lines(2)
		}
	}
}

// writeTable writes the cells of a table, a line for each row.
func (d *deck) writeTable(cells []shape) {
	slices.SortStableFunc(cells, func(a, b shape) int { return cmp.Or(cmp.Compare(a.top, b.top), cmp.Compare(a.left, b.left)) })
	for i, cell := range cells {
		if i > 0 && cell.top != cells[i-1].top {
			d.Lines(1)
		}
		d.OneLine++
		for _, t := range cell.texts {
			d.writeText(text{units: t.units, fields: t.fields})
		}
		d.OneLine--
		d.EndCell()
	}
	d.Lines(2)
}

// writeStanding writes a master's own words, which are in no placeholder.
func (d *deck) writeStanding(number int) {
	object, ok := d.object(number)
	if !ok {
		return
	}
	shapes, _, _, _ := d.shapesOf(object)
	for _, s := range shapes {
		if s.place == 0 {
			for _, t := range s.texts {
				d.writeText(text{units: t.units, fields: t.fields, kind: textOther})
			}
		}
	}
}

const notesLabel = "Notes" // the heading of speaker's notes, which have none of their own

// writeNotes writes the speaker's notes of a page, by its identifier.
func (d *deck) writeNotes(page int) {
	number, ok := d.notes[page]
	if !ok || page == 0 {
		return
	}
	object, ok := d.object(number)
	if !ok {
		return
	}
	shapes, _, _, _ := d.shapesOf(object)
	d.Lines(2)
	i := d.Mark(doc.Mark{Kind: doc.Heading, Level: 2, Label: notesLabel})
	before := d.B.Len()
	for _, s := range shapes {
		for _, t := range s.texts {
			if t.kind == textNotes {
				d.writeText(t)
			}
		}
	}
	if d.B.Len() == before {
		d.Unmark(i)
	}
}

// shapesOf reads the shapes of a slide, the identifiers of its master and of its notes, and the remarks on it.
func (d *deck) shapesOf(object atom) (shapes []shape, master, notes int, remarks []string) {
	d.each(object, func(a atom) {
		switch a.kind {
		case atomSlideIs:
			data := d.bytes(a, 24)
			master, notes = u32(data, 12), u32(data, 16)
		case atomDrawing:
			d.each(a, func(drawn atom) {
				if drawn.kind == atomDrawn {
					d.group(drawn, 0, &shapes)
				}
			})
		case atomTags:
			d.remarks(a, 0, &remarks)
		}
	})
	shapes = slices.DeleteFunc(shapes, func(s shape) bool { return s.deleted || s.place >= firstStanding && s.place <= lastStanding })
	return shapes, master, notes, remarks
}

// group reads the shapes of a group, and of the groups in it. A table is a group of cells.
func (d *deck) group(g atom, depth int, into *[]shape) {
	var cells []shape
	isTable, first := false, true
	d.each(g, func(a atom) {
		switch {
		case a.kind == atomGroup && depth < maxTableDepth:
			d.group(a, depth+1, &cells)
		case a.kind == atomShape:
			s := d.shape(a)
			isTable = isTable || first && s.isTable
			first = false
			cells = append(cells, s)
		}
	})
	if isTable {
		cells = []shape{{rows: slices.DeleteFunc(cells, func(s shape) bool { return s.deleted || len(s.texts) == 0 })}}
	}
	*into = append(*into, cells...)
}

// shape reads a shape.
func (d *deck) shape(of atom) shape {
	const isDeleted = 8
	var s shape
	d.each(of, func(a atom) {
		switch a.kind {
		case atomShapeIs:
			s.deleted = u32(d.bytes(a, 8), 4)&isDeleted != 0
		case atomWithin:
			data := d.bytes(a, 8)
			s.left, s.top = int(int32(u32(data, 0))), int(int32(u32(data, 4)))
		case atomShapeSays, atomShapeSays3:
			d.says(a, &s)
		case atomShapeData:
			d.each(a, func(inner atom) {
				if data := d.bytes(inner, 8); inner.kind == atomPlace && len(data) > 4 {
					s.place = int(data[4])
				}
			})
		case atomWords:
			t := &textReader{deck: d}
			d.each(a, func(inner atom) {
				if inner.kind == atomOutline {
					s.outlined = append(s.outlined, u32(d.bytes(inner, 4), 0))
				} else {
					t.take(inner)
				}
			})
			s.texts = t.texts
		}
	})
	return s
}

// says reads the properties of a shape: 6 bytes each, followed by the values that are longer.
func (d *deck) says(a atom, s *shape) {
	const property, words, table, isLong = 6, 0xc0, 0x39f, 0x8000
	data := d.bytes(a, maxShapeBytes)
	at := property * a.instance
	for i := range a.instance {
		id, value := u16(data, property*i), u32(data, property*i+2)
		if id&0x3fff == table {
			s.isTable = true
		}
		if id&isLong == 0 {
			continue
		}
		if id&0x3fff == words && at <= len(data) {
			s.art = prose.OneLine(container.UTF16(data[at:min(at+value, len(data))]))
		}
		at += value
	}
}

// remarks reads the remarks on a slide.
func (d *deck) remarks(in atom, depth int, into *[]string) {
	const words = 1
	d.each(in, func(a atom) {
		switch {
		case depth > maxTableDepth:
		case a.kind == atomTag || a.kind == atomTagData:
			d.remarks(a, depth+1, into)
		case a.kind == atomRemark && len(*into) < prose.MaxNotes:
			d.each(a, func(inner atom) {
				if inner.kind == atomString && inner.instance == words {
					if said := prose.OneLine(container.UTF16(d.bytes(inner, prose.MaxCellBytes))); said != "" {
						*into = append(*into, said)
					}
				}
			})
		}
	})
}
