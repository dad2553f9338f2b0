package archive

import (
	"encoding/binary"
	"hash/crc32"
	"io"

	"github.com/bodgit/sevenzip"

	"footnote/index/doc"
	"footnote/index/extract/reader"
)

// A 7z archive (7zFormat.txt of the LZMA SDK) is packed streams between two headers. The library allocates whatever the second one claims, so
// it is checked first:
//
//	signature  6 bytes, 2 version, 4 CRC of the next 20 bytes: 8 where the header is, from byte 32 on, 8 its size, 4 its CRC
//	header     1, then 4 and the streams, then 5 and the number of files, ...
//	           or 23 and streams: the header is the first stream
//	streams    6, position, number of packed streams, 9 and their sizes, 10 and their CRCs, 0
//	           7, 11, number of folders, 0, folders, 12 and the sizes of their outputs, 10 and their CRCs, 0
//	           8, 13 and the number of files in each folder, 9 and sizes of files, 10 and CRCs of files, 0, 0
//	folder     number of coders, coders, pairs of outputs and inputs that are connected, inputs that are packed streams
//
// A number is one to nine bytes: as many leading ones as its first byte has, so many bytes follow.
const (
	end7z           = 0
	header7z        = 1
	mainStreams7z   = 4
	files7z         = 5
	packInfo7z      = 6
	unpackInfo7z    = 7
	subStreams7z    = 8
	size7z          = 9
	crc7z           = 10
	folder7z        = 11
	unpackSize7z    = 12
	filesInFolder7z = 13
	name7z          = 17
	packedHeader7z  = 23

	aes7z = "\x06\xf1\x07\x01" // a method

	signatureBytes7z = 32
)

// Bounds of the list of an archive. An archive that exceeds one is refused.
const (
	maxListBytes   = 64 << 20      // of a header, unpacked
	maxListedFiles = 200_000       // files, folders or packed streams
	maxListWork    = 4_000_000_000 // files times folders: the library looks for each file's folder from the first one on
	maxFolderPorts = 64            // inputs and outputs of the coders of a folder
)

// check7z refuses a 7z archive whose list claims more than is read of one. It leaves other faults to the library.
func check7z(in reader.Input) error {
	head := make([]byte, signatureBytes7z)
	if _, err := in.Data.ReadAt(head, 0); err != nil || crc32.ChecksumIEEE(head[12:]) != binary.LittleEndian.Uint32(head[8:]) {
		return doc.RefuseErr(doc.CodeDamaged, err)
	}
	offset, size := binary.LittleEndian.Uint64(head[12:]), binary.LittleEndian.Uint64(head[20:])
	if left := uint64(max(0, in.Size-signatureBytes7z)); offset > left || size > left-offset {
		return doc.Refuse(doc.CodeCutShort)
	}
	if size > maxListBytes {
		return longList()
	}
	list := make([]byte, size)
	if _, err := in.Data.ReadAt(list, int64(signatureBytes7z+offset)); err != nil && err != io.EOF {
		return reader.Unreadable(err)
	}
	l := list7z{left: list}
	if l.byte() != packedHeader7z {
		return (&list7z{left: list}).check()
	}
	packed := l.left
	if l.streams(); l.fault() != nil {
		return l.fault()
	}
	if l.encrypted {
		return doc.Refuse(doc.CodePasswordArchive)
	}
	list, err := unpackedList(in, packed[:len(packed)-len(l.left)])
	if err != nil || list == nil {
		return err
	}
	return (&list7z{left: list}).check()
}

func longList() *doc.Refusal { return doc.Refuse(doc.CodeArchiveLists, maxListedFiles) }

// unpackedList returns a packed header, whose streams are given. It has the library unpack it as the only file of an archive, which is the
// file with another header at its end. It returns nil if that fails: then it fails for the archive, too.
func unpackedList(in reader.Input, streams []byte) ([]byte, error) {
	list := append([]byte{header7z, mainStreams7z}, streams...)
	list = append(list, files7z, 1, name7z, 5, 0, 'h', 0, 0, 0, end7z, end7z)
	head := make([]byte, signatureBytes7z)
	if _, err := in.Data.ReadAt(head[:8], 0); err != nil {
		return nil, reader.Unreadable(err)
	}
	binary.LittleEndian.PutUint64(head[12:], uint64(in.Size-signatureBytes7z))
	binary.LittleEndian.PutUint64(head[20:], uint64(len(list)))
	binary.LittleEndian.PutUint32(head[28:], crc32.ChecksumIEEE(list))
	binary.LittleEndian.PutUint32(head[8:], crc32.ChecksumIEEE(head[12:]))
	z, err := sevenzip.NewReader(&relisted{head, in, list}, in.Size+int64(len(list)))
	if err != nil || len(z.File) != 1 {
		return nil, nil
	}
	if z.File[0].UncompressedSize > maxListBytes {
		return nil, longList()
	}
	r, err := z.File[0].Open()
	if err != nil {
		return nil, nil
	}
	defer func() { _ = r.Close() }() // only read: nothing to lose
	unpacked := make([]byte, z.File[0].UncompressedSize)
	if _, err := io.ReadFull(r, unpacked); err != nil {
		return nil, nil
	}
	return unpacked, nil
}

// A relisted is a 7z archive with another first header, and a second one behind its end.
type relisted struct {
	head []byte
	in   reader.Input
	list []byte
}

func (r *relisted) ReadAt(p []byte, at int64) (n int, err error) {
	for n < len(p) && err == nil {
		var read int
		switch at := at + int64(n); {
		case at < 0:
			return n, io.EOF
		case at < signatureBytes7z:
			read = copy(p[n:], r.head[at:])
		case at < r.in.Size:
			if read, err = r.in.Data.ReadAt(p[n:min(int64(len(p)), int64(n)+r.in.Size-at)], at); err == io.EOF && read > 0 {
				err = nil
			}
		case at < r.in.Size+int64(len(r.list)):
			read = copy(p[n:], r.list[at-r.in.Size:])
		default:
			return n, io.EOF
		}
		n += read
	}
	return n, err
}

// A list7z is the rest of a header.
type list7z struct {
	left  []byte
	short bool // it was cut short, or is none
	long  bool // it claims too much

	encrypted bool // a folder is
}

func (l *list7z) fault() error {
	switch {
	case l.long:
		return longList()
	case l.short:
		return doc.Refuse(doc.CodeDamaged)
	}
	return nil
}

// check refuses a header that claims too many files.
func (l *list7z) check() error {
	if l.byte() != header7z {
		return doc.Refuse(doc.CodeDamaged)
	}
	folders, id := 0, l.byte()
	if id == mainStreams7z {
		folders = l.streams()
		id = l.byte()
	}
	if id == files7z {
		if files := l.count(maxListedFiles); files*folders > maxListWork {
			l.long = true
		}
	}
	return l.fault()
}

func (l *list7z) byte() byte {
	if len(l.left) == 0 {
		l.short = true
		return 0
	}
	b := l.left[0]
	l.left = l.left[1:]
	return b
}

func (l *list7z) skip(n int) {
	if n > len(l.left) {
		n, l.short = len(l.left), true
	}
	l.left = l.left[n:]
}

func (l *list7z) number() (n uint64) {
	first := l.byte()
	mask := byte(0x80)
	for i := 0; i < 8; i++ {
		if first&mask == 0 {
			return n | uint64(first&(mask-1))<<(8*i)
		}
		n |= uint64(l.byte()) << (8 * i)
		mask >>= 1
	}
	return n
}

// count returns a number that is at most most. After a fault it returns 0, so that nothing is repeated in vain.
func (l *list7z) count(most int) int {
	n := l.number()
	if n > uint64(most) {
		l.long = true
	}
	if l.long || l.short {
		return 0
	}
	return int(n)
}

func (l *list7z) numbers(n int) {
	for ; n > 0 && !l.short; n-- {
		l.number()
	}
}

// digests skips CRCs, some of which may be missing.
func (l *list7z) digests(n int) {
	if l.byte() == 1 {
		l.skip(4 * n)
		return
	}
	bits := l.left[:min(len(l.left), (n+7)/8)]
	l.skip((n + 7) / 8)
	for i := range min(n, 8*len(bits)) {
		if bits[i/8]&(0x80>>(i%8)) != 0 {
			l.skip(4)
		}
	}
}

// expect reads an id.
func (l *list7z) expect(id byte) { l.short = l.byte() != id || l.short }

// streams reads the streams, and returns how many folders they have.
func (l *list7z) streams() (folders int) {
	id := l.byte()
	if id == packInfo7z {
		l.packInfo()
		id = l.byte()
	}
	if id == unpackInfo7z {
		folders = l.unpackInfo()
		id = l.byte()
	}
	if id == subStreams7z {
		l.subStreams(folders)
		id = l.byte()
	}
	l.short = id != end7z || l.short
	return folders
}

func (l *list7z) packInfo() {
	l.number()
	n := l.count(maxListedFiles)
	id := l.byte()
	if id == size7z {
		l.numbers(n)
		id = l.byte()
	}
	if id == crc7z {
		l.digests(n)
		id = l.byte()
	}
	l.short = id != end7z || l.short
}

func (l *list7z) unpackInfo() (folders int) {
	l.expect(folder7z)
	folders = l.count(maxListedFiles)
	l.expect(0) // not elsewhere
	outputs := 0
	for i := 0; i < folders && l.fault() == nil; i++ {
		outputs += l.folder()
	}
	l.expect(unpackSize7z)
	l.numbers(outputs)
	id := l.byte()
	if id == crc7z {
		l.digests(folders)
		id = l.byte()
	}
	l.short = id != end7z || l.short
	return folders
}

// folder reads a folder, and returns how many outputs its coders have.
func (l *list7z) folder() (outputs int) {
	inputs := 0
	for coders := l.count(maxFolderPorts); coders > 0 && l.fault() == nil; coders-- {
		flags := l.byte()
		id := l.left[:min(len(l.left), int(flags&0xf))]
		l.encrypted = l.encrypted || string(id) == aes7z
		l.skip(int(flags & 0xf))
		in, out := 1, 1
		if flags&0x10 != 0 {
			in, out = l.count(maxFolderPorts), l.count(maxFolderPorts)
		}
		inputs, outputs = inputs+in, outputs+out
		if flags&0x20 != 0 {
			l.skip(l.count(maxListBytes))
		}
	}
	l.long = l.long || inputs > maxFolderPorts || outputs > maxFolderPorts
	l.short = l.short || outputs == 0 || inputs < outputs
	if l.fault() != nil {
		return 0
	}
	l.numbers(2 * (outputs - 1))
	if packed := inputs - (outputs - 1); packed > 1 {
		l.numbers(packed)
	}
	return outputs
}

func (l *list7z) subStreams(folders int) {
	id := l.byte()
	files := make([]int, folders)
	total := 0
	for i := range files {
		files[i] = 1
		if id == filesInFolder7z {
			files[i] = l.count(maxListedFiles)
		}
		if total += files[i]; total > maxListedFiles {
			l.long = true
			return
		}
	}
	if id == filesInFolder7z {
		id = l.byte()
	}
	if id == size7z {
		for _, n := range files {
			l.numbers(n - 1)
		}
		id = l.byte()
	}
	if id == crc7z {
		l.digests(total)
		id = l.byte()
	}
	l.short = id != end7z || l.short
}
