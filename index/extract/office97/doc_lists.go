package office97

import (
	"strconv"
	"strings"

	"footnote/index/extract/container"
	"footnote/index/extract/figures"
	"footnote/index/extract/prose"
)

// Two tables say how to count lists. One has the kinds of lists, 28 bytes each, followed by the levels of each, one or nine:
//
//	28 bytes, which begin with the first number in four bytes and the format in one; properties; the text, in which the characters 0 to 8
//	stand for the numbers of the levels
//
// The other has the lists that paragraphs refer to, 16 bytes each, which begin with the list's kind in four bytes.
const (
	listKindBytes  = 28
	listLevelBytes = 28
	listBytes      = 16
)

// listFormats are the names of formats in Office Open XML; others are decimal.
var listFormats = map[byte]string{0: "decimal", 1: "upperRoman", 2: "lowerRoman", 3: "upperLetter", 4: "lowerLetter", 5: "ordinal", 22: "decimalZero", 23: "bullet", 255: "none"}

// readNumbering reads how to count lists.
func (d *document) readNumbering() {
	d.numbers = figures.Numbering{Lists: map[string]figures.List{}, Kinds: map[string]*figures.ListKind{}}
	if d.old {
		return
	}
	first, size := d.fib.at(tableLists)
	if size < 2 {
		return
	}
	kinds := d.tableBytes(tableLists)
	levels := d.tables.copied(int64(first)+int64(size), maxTableBytes)
	for i := range min(u16(kinds, 0), maxLists, (len(kinds)-2)/listKindBytes) {
		of := kinds[2+listKindBytes*i:]
		kind := &figures.ListKind{}
		n := figures.ListLevels
		if isSimple := of[26]&1 != 0; isSimple {
			n = 1
		}
		for level := range n {
			kind.Levels[level], levels = readLevel(levels)
		}
		d.numbers.Kinds[strconv.Itoa(u32(of, 0))] = kind
	}
	lists := d.tableBytes(tableOverrides)
	for i := range min(u32(lists, 0), maxLists, (len(lists)-4)/listBytes) {
		d.numbers.Lists[strconv.Itoa(i+1)] = figures.List{Kind: strconv.Itoa(u32(lists, 4+listBytes*i))}
	}
}

// readLevel reads a level, and returns the rest.
func readLevel(data []byte) (level figures.ListLevel, rest []byte) {
	if len(data) < listLevelBytes {
		return level, nil
	}
	format, known := listFormats[data[4]]
	if !known {
		format = "decimal"
	}
	level = figures.ListLevel{Start: u32(data, 0), Format: format, Says: true, Fixed: data[5]&4 != 0}
	text := listLevelBytes + int(data[24]) + int(data[25])
	size := 2 * u16(data, text)
	if text+2+size > len(data) {
		return level, nil
	}
	var b strings.Builder
	for _, r := range container.UTF16(data[text+2 : text+2+size]) {
		if r < figures.ListLevels {
			b.WriteString("%" + strconv.Itoa(int(r)+1))
		} else if !isPrivate(r) {
			b.WriteRune(r)
		}
	}
	level.Text = b.String()
	return level, data[text+2+size:]
}

// number sets a paragraph's place in its list, or a heading's number.
func (d *document) number(b *prose.Block, p paragraph) {
	list := strconv.Itoa(p.list)
	if _, ok := d.numbers.Lists[list]; !ok {
		return
	}
	b.List = p.level + 1
	b.Bullet = d.numbers.Next(list, b.List)
	if b.Heading > 0 && b.Bullet != "" {
		b.Pieces = append([]prose.Piece{{Words: b.Bullet + " "}}, b.Pieces...)
	}
}
