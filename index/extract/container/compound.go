package container

import (
	"encoding/binary"
	"errors"
	"io"
	"strings"
	"unicode/utf16"

	"github.com/gabriel-vasile/mimetype"

	"footnote/index/extract/reader"
)

// A Compound is an open compound file (MS-CFB): a file system in a file, which the older Office formats and Outlook's messages use. It is sectors of
// 512 or 4096 bytes behind a header of one sector:
//
//	header     signature, size of a sector, where the tables below begin
//	FAT        for each sector, the number of the one that follows it in its stream
//	directory  entries of 128 bytes: name, kind, left and right sibling, first child, first sector, size
//	ministream the stream of the root, cut into sectors of 64 bytes: streams below 4096 bytes lie in it
//	mini FAT   for each of those, the one that follows it
//
// https://learn.microsoft.com/en-us/openspecs/windows_protocols/ms-cfb
type Compound struct {
	data    io.ReaderAt
	size    int64
	shift   uint // log2 of a sector's size in bytes
	fat     []uint32
	mini    []uint32
	small   []byte // the ministream
	Entries []compoundEntry
	claimed []bool // entries of storages that have been listed

	Allowance *reader.Allowance // bounds what is read of the streams; nil for no bound
	Spent     bool              // the allowance was not enough
}

// A compoundEntry is a stream, or a storage, which is a folder.
type compoundEntry struct {
	name               string
	Storage            bool
	left, right, child uint32
	start              uint32
	size               int64
}

const (
	compoundSignature = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
	compoundHeader    = 512
	compoundEntrySize = 128
	compoundMiniShift = 6
	compoundMiniLimit = 4096       // streams of fewer bytes lie in the ministream
	compoundNone      = 0xfffffffa // from here on up, a number is no sector and no entry
)

var errCompound = errors.New("a broken compound file")

// OpenCompound reads the tables of a compound file.
func OpenCompound(data io.ReaderAt, size int64) (*Compound, error) {
	head := make([]byte, compoundHeader)
	if _, err := data.ReadAt(head, 0); err != nil || string(head[:8]) != compoundSignature {
		return nil, errCompound
	}
	le := binary.LittleEndian
	c := &Compound{data: data, size: size, shift: uint(le.Uint16(head[30:]))}
	if c.shift != 9 && c.shift != 12 {
		return nil, errCompound
	}
	if err := c.readFAT(head); err != nil {
		return nil, err
	}
	directory, err := c.chain(le.Uint32(head[48:]), maxCompoundEntries*compoundEntrySize)
	if err != nil {
		return nil, err
	}
	c.readDirectory(directory)
	c.claimed = make([]bool, len(c.Entries))
	if len(c.Entries) == 0 {
		return nil, errCompound
	}
	mini, _ := c.chain(le.Uint32(head[60:]), reader.MaxMemberBytes) // without it, large streams remain
	c.mini = numbers(mini)
	c.small, _ = c.chain(c.Entries[0].start, reader.MaxMemberBytes)
	return c, nil
}

// readFAT reads the table of sectors. The header lists its first sectors; a chain of sectors lists the others.
func (c *Compound) readFAT(head []byte) error {
	places := numbers(head[76:])
	most := int(c.size>>c.shift) + 1 // a file has no more sectors than this, and so its table
	next := binary.LittleEndian.Uint32(head[68:])
	for seen := 0; next < compoundNone && seen < most; seen++ {
		sector, err := c.sector(next)
		if err != nil {
			return err
		}
		more := numbers(sector)
		places = append(places, more[:len(more)-1]...)
		next = more[len(more)-1]
	}
	for _, place := range places {
		if place >= compoundNone || len(c.fat) > most {
			continue
		}
		sector, err := c.sector(place)
		if err != nil {
			return err
		}
		c.fat = append(c.fat, numbers(sector)...)
	}
	return nil
}

// numbers returns the numbers of a table.
func numbers(data []byte) []uint32 {
	table := make([]uint32, len(data)/4)
	for i := range table {
		table[i] = binary.LittleEndian.Uint32(data[4*i:])
	}
	return table
}

// UTF16 decodes the text of a property, which has two bytes for each unit, the lower one first.
func UTF16(data []byte) string {
	units := make([]uint16, len(data)/2)
	for i := range units {
		units[i] = binary.LittleEndian.Uint16(data[2*i:])
	}
	return string(utf16.Decode(units))
}

func (c *Compound) sector(n uint32) ([]byte, error) {
	sector := make([]byte, 1<<c.shift)
	read, err := c.data.ReadAt(sector, (int64(n)+1)<<c.shift)
	if read == 0 {
		return nil, errors.Join(errCompound, err)
	}
	return sector, nil // the last sector may be cut short
}

// chain reads a chain of sectors, at most limit bytes.
func (c *Compound) chain(start uint32, limit int64) ([]byte, error) {
	var data []byte
	for n := start; n < compoundNone; n = c.fat[n] {
		if int64(n) >= int64(len(c.fat)) || int64(len(data)) > c.size { // outside of the file, or in a circle
			return data, errCompound
		}
		if int64(len(data)) >= limit {
			break
		}
		sector, err := c.sector(n)
		if err != nil {
			return data, err
		}
		data = append(data, sector...)
	}
	return data, nil
}

func (c *Compound) readDirectory(data []byte) {
	le := binary.LittleEndian
	for ; len(data) >= compoundEntrySize && len(c.Entries) < maxCompoundEntries; data = data[compoundEntrySize:] {
		length := min(int(le.Uint16(data[64:])), 64)
		name := make([]uint16, 0, 32)
		for i := 0; i+1 < length; i += 2 {
			if unit := le.Uint16(data[i:]); unit != 0 {
				name = append(name, unit)
			}
		}
		kind := data[66]
		c.Entries = append(c.Entries, compoundEntry{
			name: string(utf16.Decode(name)), Storage: kind == 1 || kind == 5,
			left: le.Uint32(data[68:]), right: le.Uint32(data[72:]), child: le.Uint32(data[76:]),
			start: le.Uint32(data[116:]), size: int64(le.Uint32(data[120:])), // streams of 4 GiB are not read
		})
	}
}

// Children returns the entries in a storage by their lower-case names. Call it once for each storage. An entry belongs to the first storage that
// lists it, so a file cannot have entries read again and again.
func (c *Compound) Children(storage int) map[string]int {
	found := map[string]int{}
	var visit []uint32
	for visit = append(visit, c.Entries[storage].child); len(visit) > 0; {
		n := visit[len(visit)-1]
		visit = visit[:len(visit)-1]
		if int64(n) >= int64(len(c.Entries)) || c.claimed[n] {
			continue
		}
		c.claimed[n] = true
		e := c.Entries[n]
		found[strings.ToLower(e.name)] = int(n)
		visit = append(visit, e.left, e.right)
	}
	return found
}

// Stream returns a stream, or as much as there is of a broken one.
func (c *Compound) Stream(entry int) ([]byte, error) {
	e := c.Entries[entry]
	if e.size > reader.MaxMemberBytes {
		return nil, reader.LargeMember()
	}
	if c.Allowance != nil { // streams may share bytes of the file
		if c.Allowance.Bytes < e.size {
			c.Spent = true
			return nil, reader.ErrAllowance
		}
		c.Allowance.Bytes -= e.size
	}
	if e.size >= compoundMiniLimit {
		data, err := c.chain(e.start, e.size)
		return data[:min(int64(len(data)), e.size)], err
	}
	var data []byte
	for n := e.start; int64(len(data)) < e.size; n = c.mini[n] {
		if int64(n) >= int64(len(c.mini)) || int64(n+1)<<compoundMiniShift > int64(len(c.small)) {
			return data, errCompound
		}
		data = append(data, c.small[n<<compoundMiniShift:(n+1)<<compoundMiniShift]...)
	}
	return data[:e.size], nil
}

// EncryptedOfficeType is our name for the cover of an encrypted Office document (MS-OFFCRYPTO 2.3.4).
const EncryptedOfficeType = "encrypted office"

// compoundTypes are the types of compound files, by a stream that only they have.
var compoundTypes = []struct{ stream, mediaType string }{
	{"encryptedpackage", EncryptedOfficeType},
	{"worddocument", "application/msword"},
	{"workbook", "application/vnd.ms-excel"},
	{"book", "application/vnd.ms-excel"},
	{"powerpoint document", "application/vnd.ms-powerpoint"},
	{"__properties_version1.0", "application/vnd.ms-outlook"},
}

// isCompound reports whether content of a type is a compound file, whichever kind its beginning looks like.
func isCompound(found *mimetype.MIME) bool {
	return found.Is(OleType) || found.Parent() != nil && found.Parent().Is(OleType)
}

// CompoundType returns the media type of a compound file, or "".
func CompoundType(in reader.Input) string {
	c, err := OpenCompound(in.Data, in.Size)
	if err != nil {
		return ""
	}
	streams := c.Children(0)
	for _, t := range compoundTypes {
		if _, ok := streams[t.stream]; ok {
			return t.mediaType
		}
	}
	return ""
}
