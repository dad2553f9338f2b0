package container

import (
	"bytes"
	"io"
)

// Open opens a stream without reading it whole. A broken one ends where it breaks off.
func (c *Compound) Open(entry int) *io.SectionReader {
	e := c.Entries[entry]
	if e.size < compoundMiniLimit {
		data, _ := c.Stream(entry) // of a broken one, as much as there is
		return io.NewSectionReader(bytes.NewReader(data), 0, int64(len(data)))
	}
	s := &sectors{file: c}
	most := min(e.size, c.size)>>c.shift + 1
	for n := e.start; n < compoundNone && int64(n) < int64(len(c.fat)) && int64(len(s.numbers)) < most; n = c.fat[n] {
		s.numbers = append(s.numbers, n)
	}
	return io.NewSectionReader(s, 0, min(e.size, int64(len(s.numbers))<<c.shift))
}

// sectors are those of a stream, in their order.
type sectors struct {
	file    *Compound
	numbers []uint32
}

func (s *sectors) ReadAt(p []byte, at int64) (n int, err error) {
	size := int64(1) << s.file.shift
	for n < len(p) {
		i := at >> s.file.shift
		if i >= int64(len(s.numbers)) {
			return n, io.EOF
		}
		within := at - i*size
		part := p[n:min(len(p), n+int(size-within))]
		read, err := s.file.data.ReadAt(part, (int64(s.numbers[i])+1)<<s.file.shift+within)
		n, at = n+read, at+int64(read)
		if read < len(part) {
			return n, err
		}
	}
	return n, nil
}
