package extracttest

import (
	"bytes"
	"encoding/binary"
	"maps"
	"slices"
	"strings"
	"unicode/utf16"
)

// A CompoundFolder is a storage of a compound file to write: a string is a stream, a CompoundFolder a storage.
type CompoundFolder map[string]any

// A compoundWriter writes a compound file of sectors of 512 bytes.
type compoundWriter struct {
	sectors   [][]byte
	fat       []uint32
	mini      []byte
	miniFAT   []uint32
	directory [][]byte
}

const (
	endOfChain = 0xfffffffe
	noEntry    = 0xffffffff
)

// Bytes returns the file.
func (root CompoundFolder) Bytes() []byte {
	w := &compoundWriter{}
	w.entry("Root Entry", 5)
	w.folder(0, root)
	le := binary.LittleEndian
	le.PutUint32(w.directory[0][116:], w.chain(w.mini))
	le.PutUint32(w.directory[0][120:], uint32(len(w.mini)))
	miniFAT := w.chain(table(w.miniFAT))
	directory := w.chain(slices.Concat(w.directory...))
	first, count := len(w.sectors), 1
	for (len(w.fat)+count)*4 > count*512 { // the table lists its own sectors too
		count++
	}
	for range count {
		w.fat = append(w.fat, 0xfffffffd)
	}
	head := make([]byte, 512)
	copy(head, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
	for at, value := range map[int]uint16{24: 0x3e, 26: 3, 28: 0xfffe, 30: 9, 32: 6} {
		le.PutUint16(head[at:], value)
	}
	for at, value := range map[int]uint32{44: uint32(count), 48: directory, 56: 4096, 60: miniFAT, 64: 1, 68: endOfChain} {
		le.PutUint32(head[at:], value)
	}
	for i := range 109 {
		place := uint32(noEntry)
		if i < count {
			place = uint32(first + i)
		}
		le.PutUint32(head[76+4*i:], place)
	}
	var out bytes.Buffer
	out.Write(head)
	for _, s := range w.sectors {
		out.Write(s)
	}
	fat := table(w.fat)
	for len(fat) < count*512 {
		fat = append(fat, 0xff)
	}
	out.Write(fat)
	return out.Bytes()
}

func table(numbers []uint32) []byte {
	var out []byte
	for _, n := range numbers {
		out = binary.LittleEndian.AppendUint32(out, n)
	}
	return out
}

// chain writes data as a chain of sectors and returns the first.
func (w *compoundWriter) chain(data []byte) uint32 {
	if len(data) == 0 {
		return endOfChain
	}
	first := len(w.sectors)
	for len(data) > 0 {
		sector := make([]byte, 512)
		data = data[copy(sector, data):]
		w.sectors = append(w.sectors, sector)
		w.fat = append(w.fat, uint32(len(w.sectors)))
	}
	w.fat[len(w.fat)-1] = endOfChain
	return uint32(first)
}

// entry adds an entry of the directory and returns its number.
func (w *compoundWriter) entry(name string, kind byte) int {
	e := make([]byte, 128)
	for i, unit := range utf16.Encode([]rune(name)) {
		binary.LittleEndian.PutUint16(e[2*i:], unit)
	}
	binary.LittleEndian.PutUint16(e[64:], uint16(2*len(name)+2))
	e[66] = kind
	for _, at := range []int{68, 72, 76} {
		binary.LittleEndian.PutUint32(e[at:], noEntry)
	}
	binary.LittleEndian.PutUint32(e[116:], endOfChain)
	w.directory = append(w.directory, e)
	return len(w.directory) - 1
}

// folder writes what is in a storage: each entry is the right sibling of the one before.
func (w *compoundWriter) folder(parent int, f CompoundFolder) {
	link, at := parent, 76
	for _, name := range slices.Sorted(maps.Keys(f)) {
		var n int
		switch content := f[name].(type) {
		case CompoundFolder:
			n = w.entry(name, 1)
			w.folder(n, content)
		case string:
			n = w.entry(name, 2)
			w.stream(n, content)
		}
		binary.LittleEndian.PutUint32(w.directory[link][at:], uint32(n))
		link, at = n, 72
	}
}

func (w *compoundWriter) stream(entry int, content string) {
	binary.LittleEndian.PutUint32(w.directory[entry][120:], uint32(len(content)))
	start := uint32(endOfChain)
	switch {
	case len(content) >= 4096:
		start = w.chain([]byte(content))
	case content != "":
		start = uint32(len(w.miniFAT))
		for rest := content; rest != ""; rest = rest[min(64, len(rest)):] {
			w.mini = append(w.mini, (rest + strings.Repeat("\x00", 64))[:64]...)
			w.miniFAT = append(w.miniFAT, uint32(len(w.miniFAT)+1))
		}
		w.miniFAT[len(w.miniFAT)-1] = endOfChain
	}
	binary.LittleEndian.PutUint32(w.directory[entry][116:], start)
}
