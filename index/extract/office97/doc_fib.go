package office97

import (
	"footnote/index/doc"
	"footnote/index/extract/office"
)

// A fib is the file information block at the beginning of a Word document. It says where the rest is.
type fib struct {
	old       bool // Word 6 or 95: characters of one byte, and all tables in the main stream
	complex   bool // saved fast: the text lies in pieces
	wide      bool // characters of two bytes where there are no pieces
	encrypted bool
	xored     bool // encrypted by the older method
	key       uint32
	table     string // the stream of the tables
	language  int
	first     int // byte at which the text begins, where there are no pieces
	counts    [stories]int
	pairs     int // byte at which the list of the tables begins
	head      []byte
}

// The stories of a document follow each other in its text.
const (
	mainStory = iota
	footnoteStory
	headerStory
	macroStory
	commentStory
	endnoteStory
	boxStory
	headerBoxStory
	stories
)

// The tables of a document, by their numbers in the block.
const (
	tableStyles       = 1
	tableFootnoteRefs = 2
	tableFootnotes    = 3
	tableCommentRefs  = 4
	tableComments     = 5
	tableHeaders      = 11
	tableCharacters   = 12
	tableParagraphs   = 13
	tableFonts        = 15
	tablePieces       = 33
	tableAuthors      = 36
	tableShapes       = 40
	tableEndnoteRefs  = 46
	tableEndnotes     = 47
	tableBoxes        = 56
	tableHeaderBoxes  = 58
	tableLists        = 73
	tableOverrides    = 74
)

const (
	fibSignature = 0xa5ec
	fibBytes     = 0x9a + 8*200
	word6        = 101 // the version of the format that Word 6 writes; Word 95 writes some more
	word97       = 193
)

// readFIB reads the block at the beginning of the main stream.
func readFIB(main *store) (fib, error) {
	head := main.copied(0, fibBytes)
	version, flags := u16(head, 2), u16(head, 0xa)
	if u16(head, 0) != fibSignature || len(head) < 0x60 {
		return fib{}, doc.RefuseErr(doc.CodeDamaged, errNoFIB)
	}
	if version < word6 {
		return fib{}, office.DOC.NeedsOffice()
	}
	f := fib{
		old: version < word97, complex: flags&4 != 0, wide: flags&0x1000 != 0, encrypted: flags&0x100 != 0, xored: flags&0x8000 != 0,
		key: uint32(u32(head, 0xe)), language: u16(head, 6), first: u32(head, 0x18), table: "0table", pairs: 0x9a, head: head,
	}
	if flags&0x200 != 0 {
		f.table = "1table"
	}
	counts := 0x4c
	if f.old {
		f.table, f.pairs, counts = "worddocument", 0x58, 0x34
	}
	for i := range f.counts {
		if n := u32(head, counts+4*i); n < 1<<31 {
			f.counts[i] = n
		}
	}
	return f, nil
}

// at returns a table's first byte and its size.
func (f fib) at(table int) (first, size int) {
	at := f.pairs + 8*table
	if f.old && table > tableAuthors { // Word 6 keeps those that matter here elsewhere
		switch table {
		case tableEndnoteRefs:
			at = 0x1d2
		case tableEndnotes:
			at = 0x1da
		default:
			return 0, 0
		}
	}
	return u32(f.head, at), u32(f.head, at+4)
}

// from returns the first character of a story.
func (f fib) from(story int) int {
	at := 0
	for _, n := range f.counts[:story] {
		at += n
	}
	return at
}
