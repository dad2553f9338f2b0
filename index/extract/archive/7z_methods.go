package archive

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"sync"

	"github.com/bodgit/sevenzip"
	"github.com/stangelandcl/ppmd"
	"github.com/ulikunitz/xz/lzma"

	"footnote/index/extract/reader"
)

// A 7z archive states how much memory its methods need to unpack it: up to 4 GiB, in a file of a hundred bytes. The decompressors below replace the
// library's, which allocate whatever it states.

// max7zMemory bounds the memory of one method of a 7z archive; an archive that needs more is refused. The best compression of 7-Zip needs 64 MiB.
const max7zMemory = 256 << 20

var err7zMemory = errors.New("it needs too much memory to be unpacked")

// bound7z registers the bounded decompressors.
var bound7z = sync.OnceFunc(func() {
	sevenzip.RegisterDecompressor([]byte{0x03, 0x01, 0x01}, openLZMA)
	sevenzip.RegisterDecompressor([]byte{0x21}, openLZMA2)
	sevenzip.RegisterDecompressor([]byte{0x03, 0x04, 0x01}, openPPMd)
	sevenzip.RegisterDecompressor([]byte{0x04, 0xf7, 0x11, 0x01}, openZstd)
})

var err7zMethod = errors.New("a method of a 7z archive that is not as it should be")

// A method7z is a stream being unpacked. Closing it closes the packed stream too.
type method7z struct {
	io.Reader
	packed io.Closer
}

func (m method7z) Close() error {
	if c, ok := m.Reader.(interface{ Close() }); ok {
		c.Close()
	}
	return m.packed.Close()
}

// memory7z returns how much of the stated memory a stream of size bytes needs: no more than its size.
func memory7z(said, size uint64) (int, error) {
	need := min(said, max(size, lzma.MinDictCap))
	if need > max7zMemory {
		return 0, err7zMemory
	}
	return int(need), nil
}

// openLZMA unpacks LZMA. Its properties are a byte, and four bytes of the dictionary's size.
func openLZMA(properties []byte, size uint64, packed []io.ReadCloser) (io.ReadCloser, error) {
	const length = 5
	if len(packed) != 1 || len(properties) != length {
		return nil, err7zMethod
	}
	dictionary, err := memory7z(uint64(binary.LittleEndian.Uint32(properties[1:])), size)
	if err != nil {
		return nil, err
	}
	head := binary.LittleEndian.AppendUint32([]byte{properties[0]}, uint32(dictionary))
	head = binary.LittleEndian.AppendUint64(head, size) // as in a plain LZMA file
	r, err := lzma.NewReader(bufio.NewReader(io.MultiReader(bytes.NewReader(head), packed[0])))
	if err != nil {
		return nil, err
	}
	return method7z{r, packed[0]}, nil
}

// openLZMA2 unpacks LZMA2. Its property is a byte that encodes the dictionary's size (Lzma2Dec.c).
func openLZMA2(properties []byte, size uint64, packed []io.ReadCloser) (io.ReadCloser, error) {
	const largest = 40
	if len(packed) != 1 || len(properties) != 1 || properties[0] > largest {
		return nil, err7zMethod
	}
	p := properties[0]
	dictionary, err := memory7z(uint64(2|p&1)<<(p/2+11), size)
	if err != nil {
		return nil, err
	}
	r, err := lzma.Reader2Config{DictCap: dictionary}.NewReader2(bufio.NewReader(packed[0]))
	if err != nil {
		return nil, err
	}
	return method7z{r, packed[0]}, nil
}

// openPPMd unpacks PPMd. Its properties are a byte of its order and four bytes of memory, all of which it needs.
func openPPMd(properties []byte, size uint64, packed []io.ReadCloser) (io.ReadCloser, error) {
	const length = 5
	if len(packed) != 1 || len(properties) != length {
		return nil, err7zMethod
	}
	memory := binary.LittleEndian.Uint32(properties[1:])
	if memory > max7zMemory {
		return nil, err7zMemory
	}
	r, err := ppmd.NewH7zReader(packed[0], int(properties[0]), int(memory), int(min(size, reader.MaxUnpackedBytes)))
	if err != nil {
		return nil, err
	}
	return method7z{&r, packed[0]}, nil
}

// openZstd unpacks Zstandard, whose frames state what they need.
func openZstd(_ []byte, _ uint64, packed []io.ReadCloser) (io.ReadCloser, error) {
	if len(packed) != 1 {
		return nil, err7zMethod
	}
	r, err := Unzstd(packed[0])
	if err != nil {
		return nil, err
	}
	return method7z{r, packed[0]}, nil
}
