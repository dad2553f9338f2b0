package office97

import "sort"

// A property of characters or paragraphs is two bytes, which name it and tell the length of its value, and the value. Word 6 has one byte instead.
// https://learn.microsoft.com/en-us/openspecs/office_file_formats/ms-doc
const (
	propertyStyle     = 0x4600
	propertyLevel     = 0x260a // of the list
	propertyList      = 0x460b
	propertyNewPage   = 0x2407
	propertyOutline   = 0x2640
	propertyInTable   = 0x2416
	propertyRowEnd    = 0x2417
	propertyDepth     = 0x6649 // of tables
	propertyCellEnd   = 0x244b // of a table within another
	propertyInnerRow  = 0x244c // likewise, the end of its row
	propertyElsewhere = 0x6646 // the properties are in the stream of data
	propertyElsewher2 = 0x6645
	propertyDeleted   = 0x0800
	propertySpecial   = 0x0855
	propertyHidden    = 0x083c
	propertyFont      = 0x4a4f
	propertyRaised    = 0x2a48
	propertySymbol    = 0x6a09
	propertyTable     = 0xd608 // the length of its value has two bytes
	propertyTable10   = 0xd606
	propertyTabs      = 0xc615 // the length of its value may be left out
)

// oldProperties are the properties that matter, by their numbers in Word 6.
var oldProperties = map[byte]uint16{
	2: propertyStyle, 9: propertyNewPage, 24: propertyInTable, 25: propertyRowEnd, 65: propertyDeleted, 92: propertyHidden, 93: propertyFont,
	104: propertyRaised, 117: propertySpecial,
}

// oldLengths are the lengths of values in Word 6: -1 if a byte before the value states it, -2 if two bytes do.
var oldLengths = [...]int8{
	2: 2, 3: -1, 4: 1, 5: 1, 6: 1, 7: 1, 8: 1, 9: 1, 10: 1, 11: 1, 12: -1, 13: 1, 14: 1, 15: -1, 16: 2, 17: 2, 18: 2, 19: 2, 20: 4, 21: 2, 22: 2,
	23: -1, 24: 1, 25: 1, 26: 2, 27: 2, 28: 2, 29: 1, 30: 2, 31: 2, 32: 2, 33: 2, 34: 2, 35: 2, 36: 2, 37: 1, 38: 2, 39: 2, 40: 2, 41: 2, 42: 2,
	43: 2, 44: 1, 45: 2, 46: 2, 47: 2, 48: 2, 49: 2, 50: 1, 51: 1, 65: 1, 66: 1, 67: 1, 68: -1, 69: 2, 70: 4, 71: 1, 72: 2, 73: 3, 74: -1, 75: 1,
	80: 2, 81: -1, 82: -1, 83: 0, 85: 1, 86: 1, 87: 1, 88: 1, 89: 1, 90: 1, 91: 1, 92: 1, 93: 2, 94: 1, 95: 3, 96: 2, 97: 2, 98: 1, 99: 1, 100: 1,
	101: 1, 102: 1, 103: -1, 104: 1, 105: -1, 106: -1, 107: 2, 108: -1, 109: 2, 110: 2, 117: 1, 118: 1, 182: 2, 183: 2, 184: 2, 185: 1, 186: 1,
	187: 12, 188: -2, 189: 2, 190: -2, 191: -1, 192: 4, 193: 5, 194: 4, 195: 2, 196: 4, 197: 2, 198: 2, 199: 5, 200: 4,
}

// eachProperty calls visit with the properties of a list, as far as it can be read.
func eachProperty(data []byte, old bool, visit func(property uint16, value []byte)) {
	for len(data) > 1 {
		var property uint16
		var size, lead int
		if old {
			property, size, lead = oldProperties[data[0]], 0, 1
			if int(data[0]) < len(oldLengths) {
				size = int(oldLengths[data[0]])
			}
			if size == 0 && data[0] != 83 {
				return // its length is unknown
			}
		} else {
			property, lead = le.Uint16(data), 2
			size = [8]int{1, 1, 2, 4, 2, 2, -1, 3}[property>>13]
			if property == propertyTable || property == propertyTable10 {
				size = -2
			}
		}
		switch {
		case size == -2:
			size, lead = u16(data, lead)-1, lead+2
		case size == -1 && lead < len(data):
			size, lead = int(data[lead]), lead+1
			if property == propertyTabs && size == 255 && lead < len(data) {
				deleted := 4 * int(data[lead])
				size = 1 + deleted
				if lead+size < len(data) {
					size += 1 + 3*int(data[lead+size])
				}
			}
		}
		if size < 0 || lead+size > len(data) {
			return
		}
		visit(property, data[lead:lead+size])
		data = data[lead+size:]
	}
}

// eachChange is eachProperty for the changes of a piece, which may be a single property: its number in Word 6, and a value of one byte.
func eachChange(data []byte, old bool, visit func(property uint16, value []byte)) {
	if len(data) != 2 {
		eachProperty(data, old, visit)
	} else if property, ok := oldProperties[data[0]]; ok {
		visit(property, data[1:])
	}
}

// number returns a property's value of one, two or four bytes.
func number(value []byte) int {
	switch len(value) {
	case 1:
		return int(value[0])
	case 2, 3:
		return int(le.Uint16(value))
	case 4:
		return int(int32(le.Uint32(value)))
	}
	return 0
}

// isOn reads a value that switches a property on. 0x80 means what the style says, and counts as off.
func isOn(value []byte) bool { return len(value) > 0 && value[0]&1 != 0 }

// A pageTable finds the properties of the character or the paragraph at a byte of the main stream. The properties are in pages of 512 bytes. The
// table says which page is for which bytes, and a page is:
//
//	n+1 places of the text, then n entries, each with the place of its properties in the page, in units of two bytes; the last byte is n
type pageTable struct {
	main   *store
	starts []byte // of the pages' texts: 4 bytes each, and the end
	pages  []byte // their numbers
	number int    // bytes of such a number
	entry  int    // bytes of an entry in a page

	loaded   int // number of the loaded page, or -1
	page     []byte
	from, to int64 // the bytes that have what was found last
	found    []byte
}

const propertyPage = 512

func (d *document) pageTable(table, entry int) *pageTable {
	t := &pageTable{main: d.main, number: 4, entry: entry, loaded: -1}
	if d.old {
		t.number = 2
	}
	data := d.tableBytes(table)
	if n := (len(data) - 4) / (4 + t.number); n > 0 {
		t.starts, t.pages = data[:4*(n+1)], data[4*(n+1):]
	}
	return t
}

// at returns the properties of the character or the paragraph at a byte.
func (t *pageTable) at(at int64) []byte {
	if at >= t.from && at < t.to {
		return t.found
	}
	t.found, t.from, t.to = nil, at, at+1
	n := len(t.starts)/4 - 1
	i := sort.Search(n, func(i int) bool { return int64(u32(t.starts, 4*i+4)) > at })
	if n < 1 || i == n || int64(u32(t.starts, 4*i)) > at {
		return nil
	}
	page := u16(t.pages, t.number*i)
	if t.number == 4 {
		page = u32(t.pages, t.number*i) & 0x3fffff
	}
	if page != t.loaded {
		t.loaded, t.page = page, t.main.copied(int64(page)*propertyPage, propertyPage)
	}
	t.lookUp(at)
	return t.found
}

// lookUp looks up a byte in the loaded page.
func (t *pageTable) lookUp(at int64) {
	if len(t.page) < propertyPage {
		return
	}
	n := int(t.page[propertyPage-1])
	entries := 4 * (n + 1)
	if entries+t.entry*n > propertyPage-1 {
		return
	}
	i := sort.Search(n, func(i int) bool { return int64(u32(t.page, 4*i+4)) > at })
	if i == n || int64(u32(t.page, 4*i)) > at {
		return
	}
	t.from, t.to = int64(u32(t.page, 4*i)), int64(u32(t.page, 4*i+4))
	place := 2 * int(t.page[entries+t.entry*i])
	if place == 0 || place >= propertyPage-1 {
		return
	}
	size := int(t.page[place])
	switch {
	case t.entry == 1: // of characters
	case size == 0 && !t.isOld():
		place++
		size = 2 * int(t.page[place])
	case t.isOld():
		size = 2 * size
	default:
		size = 2*size - 1
	}
	place++
	t.found = t.page[min(place, propertyPage-1):min(place+size, propertyPage-1)]
}

func (t *pageTable) isOld() bool { return t.number == 2 }
