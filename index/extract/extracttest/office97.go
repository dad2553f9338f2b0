package extracttest

import (
	"encoding/binary"
	"strings"
)

// An OldDocument is a Word document of 1997 in the making.
type OldDocument struct {
	Text      []OldParagraph
	Footnotes []string // each is for a character 2 of the text
	Piece     int      // characters that lie behind each other; 0 for all
	Narrow    bool     // one byte a character
	Flags     uint16   // that the file information block has
}

// An OldParagraph is a paragraph with the mark that ends it, "\r", or "\a" for a cell or a row.
type OldParagraph struct {
	Words      string
	Style      uint16
	Properties string // in a table, the end of a row
}

// Properties of paragraphs.
const (
	InTable = "\x16\x24\x01"
	RowEnd  = InTable + "\x17\x24\x01"
)

const (
	oldText = 0x800 // byte of the main stream at which the text begins
	oldPage = 512
)

// le appends numbers and words to data.
func le(parts ...any) string {
	var data []byte
	for _, p := range parts {
		switch p := p.(type) {
		case string:
			data = append(data, p...)
		case byte:
			data = append(data, p)
		case uint16:
			data = binary.LittleEndian.AppendUint16(data, p)
		case uint32:
			data = binary.LittleEndian.AppendUint32(data, p)
		case int:
			data = binary.LittleEndian.AppendUint32(data, uint32(p))
		}
	}
	return string(data)
}

// Streams returns the streams of the file.
func (d OldDocument) Streams() CompoundFolder {
	width, notes := 2, strings.Join(d.Footnotes, "")
	if d.Narrow {
		width = 1
	}
	var words strings.Builder
	for _, p := range d.Text {
		words.WriteString(p.Words)
	}
	main, all := len([]rune(words.String())), len([]rune(words.String()+notes))
	body := words.String() + notes
	if !d.Narrow {
		body = UTF16(body)
	}
	stream := make([]byte, oldText, oldText+len(body))
	stream = append(stream, body...)
	for len(stream)%oldPage != 0 {
		stream = append(stream, 0)
	}
	pages, starts, numbers := d.pages(len(stream)/oldPage, width)
	stream = append(stream, pages...)

	tables := map[int]string{13: starts + numbers, 33: d.pieces(all, width)}
	if len(d.Footnotes) > 0 {
		tables[2], tables[3] = d.notes(words.String(), main)
	}
	put := binary.LittleEndian.PutUint16
	put(stream, 0xa5ec)
	put(stream[2:], 193)
	put(stream[0xa:], 0x200|d.Flags)
	long := binary.LittleEndian.PutUint32
	long(stream[0x4c:], uint32(main))
	long(stream[0x50:], uint32(all-main))
	table := ""
	for n := range 80 {
		if content, ok := tables[n]; ok {
			long(stream[0x9a+8*n:], uint32(len(table)))
			long(stream[0x9a+8*n+4:], uint32(len(content)))
			table += content
		}
	}
	return CompoundFolder{"WordDocument": string(stream), "1Table": table}
}

// Bytes returns the file.
func (d OldDocument) Bytes() []byte { return d.Streams().Bytes() }

// pieces is the table of pieces.
func (d OldDocument) pieces(all, width int) string {
	piece := d.Piece
	if piece == 0 {
		piece = max(all, 1)
	}
	var places, entries strings.Builder
	for cp := 0; cp < all; cp += piece {
		at := oldText + width*cp
		if d.Narrow {
			at = 2*at | 0x40000000
		}
		places.WriteString(le(cp))
		entries.WriteString(le(uint16(0), at, uint16(0)))
	}
	places.WriteString(le(all))
	return le("\x02", places.Len()+entries.Len(), places.String(), entries.String())
}

// pages are the pages of the paragraphs' properties, the first of which has a number; where the text of each begins; and their numbers.
func (d OldDocument) pages(number, width int) (pages, starts, numbers string) {
	var out, begins, named strings.Builder
	at := oldText
	for rest := d.Text; len(rest) > 0; number++ {
		page := make([]byte, oldPage)
		n, bottom, to := 0, oldPage-1, at
		var places, entries []byte
		places = binary.LittleEndian.AppendUint32(places, uint32(at))
		for n < len(rest) {
			p := rest[n]
			data := le(p.Style, p.Properties)
			if len(data)%2 == 0 {
				data = "\x00" + string(rune(len(data)/2)) + data
			} else {
				data = string(rune(len(data)/2+1)) + data
			}
			place := (bottom - len(data)) &^ 1
			if place < len(places)+4+len(entries)+13 {
				break
			}
			copy(page[place:], data)
			to += width * len([]rune(p.Words))
			places = binary.LittleEndian.AppendUint32(places, uint32(to))
			entries = append(append(entries, byte(place/2)), make([]byte, 12)...)
			n, bottom = n+1, place
		}
		copy(page, places)
		copy(page[len(places):], entries)
		page[oldPage-1] = byte(n)
		begins.WriteString(le(at))
		named.WriteString(le(number))
		out.Write(page)
		rest, at = rest[n:], to
	}
	begins.WriteString(le(at))
	return out.String(), begins.String(), named.String()
}

// notes are the tables of the footnotes: where the text refers to them, and where they begin.
func (d OldDocument) notes(words string, main int) (references, texts string) {
	var places, begins, flags strings.Builder
	for i, r := range []rune(words) {
		if r == 2 {
			places.WriteString(le(i))
			flags.WriteString(le(uint16(1)))
		}
	}
	at := 0
	for _, note := range d.Footnotes {
		begins.WriteString(le(at))
		at += len([]rune(note))
	}
	return places.String() + le(main) + flags.String(), begins.String() + le(at, at)
}

// OldRecord is a record of an Excel workbook of 1997.
func OldRecord(kind uint16, parts ...any) string {
	content := le(parts...)
	return le(kind, uint16(len(content)), content)
}

// OldCell is a record of a cell of a number.
func OldCell(row, column int, number uint32) string {
	return OldRecord(0x27e, uint16(row), uint16(column), uint16(0), number<<2|2)
}

// OldWords is a record of a cell of words.
func OldWords(row, column int, words string) string {
	return OldRecord(0x204, uint16(row), uint16(column), uint16(0), uint16(len(words)), "\x00", words)
}

// OldWorkbook is a workbook of the records of its first part, and of those of its sheets.
func OldWorkbook(globals string, sheets ...string) []byte {
	begin := func(kind uint16) string { return OldRecord(0x809, uint16(0x600), kind, uint16(0), uint16(0), 0, 0) }
	end := OldRecord(0xa)
	size := len(begin(5)+globals+end) + len(sheets)*len(OldRecord(0x85, 0, uint16(0), "\x01\x00A"))
	var named, content strings.Builder
	for i, sheet := range sheets {
		named.WriteString(OldRecord(0x85, size+content.Len(), uint16(0), "\x01\x00", string(rune('A'+i%26))))
		content.WriteString(begin(0x10) + sheet + end)
	}
	return CompoundFolder{"Workbook": begin(5) + globals + named.String() + end + content.String()}.Bytes()
}

// OldAtom is an atom of a presentation of 1997; one of atoms is made by OldAtoms.
func OldAtom(kind, instance uint16, parts ...any) string {
	content := le(parts...)
	return le(instance<<4, kind, len(content), content)
}

// OldAtoms is an atom that holds others.
func OldAtoms(kind, instance uint16, atoms ...string) string {
	content := strings.Join(atoms, "")
	return le(instance<<4|0xf, kind, len(content), content)
}

// OldShape is a shape of a slide: its place, the kind of its text, the words.
func OldShape(place byte, kind int, words string) string {
	return OldAtoms(0xf004, 0, OldAtoms(0xf011, 0, OldAtom(0xbc3, 0, 0, place, "\x00\x00\x00")),
		OldAtoms(0xf00d, 0, OldAtom(0xf9f, 0, kind), OldAtom(0xfa0, 0, UTF16(words))))
}

// OldSlide is a presentation's slide, or the page of its notes, of its shapes; notes is the identifier of the notes.
func OldSlide(kind uint16, notes int, shapes ...string) string {
	return OldAtoms(kind, 0, OldAtom(0x3ef, 0, 0, 0, 0, 0, notes, 0), OldAtoms(0x40c, 0, OldAtoms(0xf002, 0, OldAtoms(0xf003, 0, shapes...))))
}

// OldDeck is a presentation of slides, and of pages of notes, whose identifiers count from 1. The same slide again is the same object.
func OldDeck(slides, notes []string) CompoundFolder {
	var stream, places, listed, noted strings.Builder
	add := func(object string) {
		places.WriteString(le(stream.Len()))
		stream.WriteString(object)
	}
	list := func(into *strings.Builder, object, id int) {
		into.WriteString(OldAtom(0x3f3, 0, object, 0, 0, id, 0))
	}
	all := 0
	object := map[string]int{}
	for i, s := range slides {
		if object[s] == 0 {
			add(s)
			all++
			object[s] = all
		}
		list(&listed, object[s], 256+i)
	}
	for i, s := range notes {
		add(s)
		all++
		list(&noted, all, i+1)
	}
	add(OldAtoms(0x3e8, 0, OldAtoms(0xff0, 0, listed.String()), OldAtoms(0xff0, 2, noted.String())))
	objects := stream.Len()
	all++
	const most = 0xfff // objects that one number of them can have
	table, rest := "", places.String()
	for first := 1; first <= all; first += most {
		n := min(most, all-first+1)
		table += le(n<<20|first) + rest[:4*n]
		rest = rest[4*n:]
	}
	stream.WriteString(OldAtom(0x1772, 0, table))
	edit := stream.Len()
	stream.WriteString(OldAtom(0xff5, 0, 0, 0, 0, objects, all, 0, 0))
	return CompoundFolder{"PowerPoint Document": stream.String(), "Current User": OldAtom(0xff6, 0, 20, uint32(0xe391c05f), edit)}
}
