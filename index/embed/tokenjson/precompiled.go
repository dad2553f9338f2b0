package tokenjson

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A charsmap is SentencePiece's table of what to write instead of some sequences of characters, numbers little-endian:
//
//	0     4   n, bytes of the trie
//	4     n   a double array of 4-byte units, which holds the sequences (https://github.com/s-yata/darts-clone)
//	4+n       what to write instead, each ended by a zero byte; the trie gives the offset of each
//
// The bits of a unit: 31 is set in a leaf, whose other bits are its value; 0 to 7 are the label; 8 says that a leaf is among the children;
// 9 says that the offset, from bit 10 on, is in units of 256.
type charsmap struct {
	trie   []uint32
	values []byte
}

// precompiled returns the normalizer of a charsmap. Without one it is what most of them do: NFKC, with controls cleaned.
func precompiled(data []byte) (func(string) string, error) {
	if len(data) < 4 {
		return func(text string) string { return norm.NFKC.String(nmt(text)) }, nil
	}
	size := binary.LittleEndian.Uint32(data)
	if size%4 != 0 || size == 0 || uint64(size) > uint64(len(data)-4) {
		return nil, fmt.Errorf("%w: a table of %d bytes in %d", ErrUnsupported, size, len(data))
	}
	m := &charsmap{trie: make([]uint32, size/4), values: data[4+size:]}
	for i := range m.trie {
		m.trie[i] = binary.LittleEndian.Uint32(data[4+4*i:])
	}
	return m.normalize, nil
}

func (m *charsmap) normalize(text string) string {
	var out strings.Builder
	for i := 0; i < len(text); {
		length, value, ok := m.longest(text[i:])
		if !ok {
			_, length = utf8.DecodeRuneInString(text[i:])
			value = text[i : i+length]
		}
		out.WriteString(value)
		i += length
	}
	return out.String()
}

// longest returns the longest sequence at the start of text that the table has, and what to write instead.
func (m *charsmap) longest(text string) (length int, value string, ok bool) {
	unit, _ := m.unit(0)
	at := offset(unit)
	for i := range len(text) {
		at ^= uint32(text[i])
		unit, inside := m.unit(at)
		if !inside || unit&(1<<31|0xff) != uint32(text[i]) {
			break
		}
		at ^= offset(unit)
		if unit>>8&1 == 0 {
			continue
		}
		leaf, inside := m.unit(at)
		start := leaf &^ (1 << 31)
		if !inside || uint64(start) >= uint64(len(m.values)) || !utf8.RuneStart(byteAt(text, i+1)) {
			continue
		}
		rest := m.values[start:]
		if end := bytes.IndexByte(rest, 0); end >= 0 {
			length, value, ok = i+1, string(rest[:end]), true
		}
	}
	return length, value, ok
}

// byteAt returns a byte of text, 0 at its end.
func byteAt(text string, i int) byte {
	if i < len(text) {
		return text[i]
	}
	return 0
}

func (m *charsmap) unit(at uint32) (unit uint32, inside bool) {
	if uint64(at) >= uint64(len(m.trie)) {
		return 0, false
	}
	return m.trie[at], true
}

// offset returns how far the children of a unit are.
func offset(unit uint32) uint32 { return unit >> 10 << (unit >> 6 & 8) }
