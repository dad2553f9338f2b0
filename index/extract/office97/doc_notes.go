package office97

import (
	"strconv"

	"footnote/index/extract/container"
	"footnote/index/extract/office"
	"footnote/index/extract/prose"
)

// A plc is a table of places in the text: n+1 characters, then n entries.
type plc struct {
	data  []byte
	entry int // bytes of an entry
	n     int
}

func (d *document) plc(table, entry int) plc {
	data := d.tableBytes(table)
	return plc{data, entry, max(0, (len(data)-4)/(4+entry))}
}

func (p plc) cp(i int) int { return u32(p.data, 4*i) }

func (p plc) of(i int) []byte {
	at := 4*(p.n+1) + p.entry*i
	return p.data[at : at+p.entry]
}

const remarkKind = "comment"

// readNotes reads the notes of a kind. One table says where the text refers to them, another where they begin in their story.
func (d *document) readNotes(kind string, references, texts, story int) {
	const flags = 2
	d.notesOf(kind, d.plc(references, flags), d.plc(texts, 0), story, func(int) string { return "" })
}

// readRemarks reads the remarks on the text. Each has the name or the initials of its author.
func (d *document) readRemarks() {
	entry, author := 30, 20 // bytes of an entry, and where it has the author's number
	if d.old {
		entry, author = 20, 10
	}
	references := d.plc(tableCommentRefs, entry)
	names := d.authors()
	d.notesOf(remarkKind, references, d.plc(tableComments, 0), commentStory, func(i int) string {
		of, name, initials := references.of(i), "", ""
		if n := u16(of, author); n < len(names) {
			name = names[n]
		}
		if d.old {
			initials = string(of[1 : 1+min(int(of[0]), maxRemarkName)])
		} else {
			initials = container.UTF16(of[2 : 2+2*min(u16(of, 0), maxRemarkName)])
		}
		return prose.RemarkName(name, initials)
	})
}

// notesOf reads notes. name returns the name of each.
func (d *document) notesOf(kind string, references, texts plc, story int, name func(i int) string) {
	from := d.from(story)
	for i := 0; i < references.n && i < texts.n && len(d.Notes) < prose.MaxNotes && !d.cut; i++ {
		begun, ended := texts.cp(i), texts.cp(i+1)
		if ended > d.counts[story] || begun >= ended {
			continue
		}
		key := prose.NoteKey{Kind: kind, ID: strconv.Itoa(i)}
		d.tell(from+begun, from+ended, func(b prose.Block) {
			if len(d.Notes[key]) == 0 {
				b.NoteName = name(i)
			}
			d.Notes[key] = append(d.Notes[key], b)
		})
		if at := references.cp(i); len(d.Notes[key]) > 0 {
			d.references[at] = append(d.references[at], key)
		}
	}
}

// authors returns the names of the remarks' authors.
func (d *document) authors() []string {
	if d.old {
		return nil
	}
	var names []string
	for data := d.tableBytes(tableAuthors); len(data) > 1 && len(names) < maxStyles; {
		end := min(2+2*u16(data, 0), len(data))
		names = append(names, container.UTF16(data[2:end]))
		data = data[end:]
	}
	return names
}

// A box is a text box. Unless its shape is in a group, the text says where it stands.
type box struct {
	shape  int
	blocks []prose.Block
	told   bool
}

// readBoxes reads the text boxes.
func (d *document) readBoxes() {
	const shapeEntry, boxEntry, shapeOfBox = 26, 22, 14
	from, count := d.from(boxStory), d.counts[boxStory]
	if count == 0 {
		return
	}
	d.shapes = map[int]int{}
	if shapes := d.plc(tableShapes, shapeEntry); !d.old {
		for i := range shapes.n {
			d.shapes[shapes.cp(i)] = u32(shapes.of(i), 0)
		}
	}
	texts := d.plc(tableBoxes, boxEntry)
	if d.old || texts.n == 0 {
		b := box{}
		d.tell(from, from+count, func(block prose.Block) { b.blocks = append(b.blocks, block) })
		d.boxes = []box{b}
		return
	}
	for i := 0; i < texts.n && len(d.boxes) < prose.MaxNotes && !d.cut; i++ {
		b := box{shape: u32(texts.of(i), shapeOfBox)}
		if begun, ended := texts.cp(i), texts.cp(i+1); begun < ended && ended <= count {
			d.tell(from+begun, from+ended, func(block prose.Block) { b.blocks = append(b.blocks, block) })
		}
		if len(b.blocks) > 0 {
			d.boxes = append(d.boxes, b)
			d.boxOf[b.shape] = append(d.boxOf[b.shape], len(d.boxes)-1)
		}
	}
}

// boxesAt returns the text of the boxes that a character stands for.
func (d *document) boxesAt(cp int) []prose.Block {
	var blocks []prose.Block
	shape, ok := d.shapes[cp]
	if !ok {
		return nil
	}
	for _, i := range d.boxOf[shape] {
		blocks = append(blocks, d.boxes[i].blocks...)
		d.boxes[i].told = true
	}
	delete(d.boxOf, shape)
	return blocks
}

// writeBoxes writes the text boxes that have no place in the text.
func (d *document) writeBoxes() {
	for _, b := range d.boxes {
		for _, block := range b.blocks {
			if !b.told && !d.Full {
				d.Write(block)
			}
		}
	}
}

// writeHeaders writes the headers and footers, and the text boxes in them. Each section has six. The first six of all are skipped: they are the lines
// between the text and its notes.
func (d *document) writeHeaders() {
	const each = 6
	isFooter := [each]bool{false, false, true, true, false, true}
	from, texts := d.from(headerStory), d.plc(tableHeaders, 0)
	skipped := each
	if d.old {
		skipped = 0
	}
	w := office.MarginWriter{Flow: &d.BlockFlow}
	read := func(from, to int) (blocks []prose.Block) {
		d.tell(from, to, func(b prose.Block) { blocks = append(blocks, b) })
		return blocks
	}
	var footers [][]prose.Block
	for i := skipped; i < texts.n && i < prose.MaxNotes && !d.Full && !d.cut; i++ {
		begun, ended := texts.cp(i), texts.cp(i+1)
		if begun >= ended || ended > d.counts[headerStory] {
			continue
		}
		blocks := read(from+begun, from+ended)
		if isFooter[i%each] && !d.old { // Word 95 has another order
			footers = append(footers, blocks)
		} else {
			w.Write(header, blocks)
		}
	}
	if count := d.counts[headerBoxStory]; count > 0 && !d.Full {
		w.Write(header, read(d.from(headerBoxStory), d.from(headerBoxStory)+count))
	}
	for _, blocks := range footers {
		w.Write(footer, blocks)
	}
}

// The names of headers and footers as members of the document.
const (
	header = "header"
	footer = "footer"
)
