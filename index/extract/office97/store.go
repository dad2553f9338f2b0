package office97

import (
	"encoding/binary"
	"io"
)

var le = binary.LittleEndian

// A store reads a stream at any place. It keeps a block of it, so that neighbouring bytes need no further read.
type store struct {
	data    *io.SectionReader
	block   []byte
	at      int64                    // of the block
	decrypt func(p []byte, at int64) // decrypts bytes of a place of the stream; nil if it is not encrypted
}

const storeBlock = 32 << 10

func newStore(data *io.SectionReader) *store { return &store{data: data} }

// size returns the size of the stream.
func (s *store) size() int64 {
	if s == nil {
		return 0
	}
	return s.data.Size()
}

// bytes returns n bytes from a place on, or those up to the end. They are valid until the next call.
func (s *store) bytes(at int64, n int) []byte {
	if s == nil || at < 0 || n <= 0 || at >= s.data.Size() {
		return nil
	}
	n = int(min(int64(n), s.data.Size()-at))
	if at < s.at || at+int64(n) > s.at+int64(len(s.block)) {
		s.fill(at, max(n, storeBlock))
	}
	from := int(at - s.at)
	return s.block[min(from, len(s.block)):min(from+n, len(s.block))]
}

func (s *store) fill(at int64, n int) {
	n = int(min(int64(n), s.data.Size()-at))
	if cap(s.block) < n || cap(s.block) > 4*max(n, storeBlock) {
		s.block = make([]byte, n)
	}
	s.block = s.block[:n]
	read, _ := s.data.ReadAt(s.block, at) // as far as it can be read
	s.block, s.at = s.block[:read], at
	if s.decrypt != nil {
		s.decrypt(s.block, at)
	}
}

// copied is like bytes, but its result stays valid, and it reads no more than that.
func (s *store) copied(at int64, n int) []byte {
	if s == nil || at < 0 || n <= 0 || at >= s.data.Size() {
		return nil
	}
	data := make([]byte, min(int64(n), s.data.Size()-at))
	read, _ := s.data.ReadAt(data, at) // as far as it can be read
	if data = data[:read]; s.decrypt != nil {
		s.decrypt(data, at)
	}
	return data
}

// u16 and u32 read the number at a place; 0 behind the end.
func u16(data []byte, at int) int {
	if at < 0 || at+2 > len(data) {
		return 0
	}
	return int(le.Uint16(data[at:]))
}

func u32(data []byte, at int) int {
	if at < 0 || at+4 > len(data) {
		return 0
	}
	return int(le.Uint32(data[at:]))
}
