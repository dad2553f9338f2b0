package store

import (
	"encoding/binary"
	"fmt"
	"io"
	"os"
)

// SQLite reads the whole schema of a database into memory when it first looks at it. So a database that somebody else wrote is looked at
// without SQLite first: https://www.sqlite.org/fileformat2.html. What differs from how SQLite writes our databases is ErrForeign.

const (
	maxSchemaCells = 64       // objects in the schema; ours has about 20
	maxSchemaCell  = 16 << 10 // bytes of one
	headerBytes    = 100
)

// The first byte of a page of a table.
const (
	interiorPage = 0x05
	leafPage     = 0x0d
)

// examineHeader looks at the header of a database, and at how much schema it has.
func examineHeader(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }() // only read from
	info, err := f.Stat()
	if err != nil {
		return err
	}
	var h [headerBytes]byte
	if _, err := io.ReadFull(f, h[:]); err != nil {
		return fmt.Errorf("%w: %w", ErrForeign, err)
	}
	page := int64(binary.BigEndian.Uint16(h[16:])) // 65,536 is written as 1, and no page of ours
	pages := int64(binary.BigEndian.Uint32(h[28:]))
	switch {
	case string(h[:16]) != "SQLite format 3\x00", page < 512, page&(page-1) != 0,
		h[18] != 1, h[19] != 1, // a log of writes would be another file
		h[20] != 0, page*pages != info.Size(), binary.BigEndian.Uint32(h[44:]) > 4, binary.BigEndian.Uint32(h[56:]) != 1:
		return fmt.Errorf("%w: its header", ErrForeign)
	}
	s := schemaPages{file: f, size: page}
	cells, err := s.count(1, true)
	if err == nil && cells > maxSchemaCells {
		err = fmt.Errorf("%w: %d objects", ErrForeign, cells)
	}
	return err
}

// schemaPages are the pages that hold a database's schema.
type schemaPages struct {
	file *os.File
	size int64 // of a page
}

// count returns how many objects a page and those below it hold. A root may have other pages below it, and these may not.
func (s schemaPages) count(number int64, root bool) (cells int, err error) {
	page := make([]byte, s.size)
	if _, err := s.file.ReadAt(page, (number-1)*s.size); err != nil {
		return 0, fmt.Errorf("%w: page %d: %w", ErrForeign, number, err)
	}
	at := 0
	if number == 1 {
		at = headerBytes
	}
	odd := fmt.Errorf("%w: page %d of its schema", ErrForeign, number)
	n := int(binary.BigEndian.Uint16(page[at+3:]))
	head := 8
	if page[at] == interiorPage {
		head = 12
	}
	if n > maxSchemaCells || page[at] != leafPage && (page[at] != interiorPage || !root) {
		return 0, odd
	}
	for i := range n {
		cell := int(binary.BigEndian.Uint16(page[at+head+2*i:]))
		if cell+4 > len(page) { // of each, the first four bytes are read at most
			return 0, odd
		}
		if page[at] == leafPage {
			if size, ok := varint(page[cell:]); !ok || size > maxSchemaCell {
				return 0, odd
			}
			cells++
			continue
		}
		below, err := s.count(int64(binary.BigEndian.Uint32(page[cell:])), false)
		if err != nil {
			return 0, err
		}
		cells += below
	}
	if page[at] == interiorPage {
		below, err := s.count(int64(binary.BigEndian.Uint32(page[at+8:])), false)
		return cells + below, err
	}
	return cells, nil
}

// varint reads a number of SQLite's: seven bits a byte, the highest first. Ours are short.
func varint(data []byte) (n int64, ok bool) {
	for _, b := range data[:min(len(data), 3)] {
		if n = n<<7 | int64(b&0x7f); b < 0x80 {
			return n, true
		}
	}
	return 0, false
}
