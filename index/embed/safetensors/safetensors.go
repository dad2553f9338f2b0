// Package safetensors reads the tensors of a safetensors file, the file format of Hugging Face for the numbers of a model.
//
//	file, err := safetensors.Open(path)
//	defer file.Close()
//	t, err := file.Tensor("embeddings.word_embeddings.weight")
//	err = t.Floats(block, 0)
//
// Open reads only the list of tensors, which is bounded. Numbers are read when they are asked for, so that a caller decides how much of a
// file is in memory. Start with Open.
package safetensors

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
)

// A safetensors file (https://github.com/huggingface/safetensors), numbers little-endian:
//
//	0    8   n, bytes of the header
//	8    n   JSON: for each tensor its "dtype", "shape" and "data_offsets", start and end after the header;
//	         "__metadata__" is none
//	8+n      the numbers of the tensors, row after row

const (
	sizeBytes      = 8
	maxHeaderBytes = 4 << 20 // of a model of thousands of tensors; the format allows 100 MB
	maxDimensions  = 8
	maxSide        = 1 << 31 // numbers along a dimension, so that products of two do not overflow
)

// Errors of this package, wrapped with the detail.
var (
	ErrFormat  = errors.New("not a safetensors file")
	ErrDamaged = errors.New("damaged safetensors file")
	ErrNumbers = errors.New("numbers of an unsupported type")
	ErrMissing = errors.New("no such tensor")
)

// A File is an open safetensors file.
type File struct {
	source  io.ReaderAt
	close   func() error
	entries map[string]entry
	start   int64 // of the numbers
	size    int64 // of the numbers in bytes
}

// An entry describes a tensor in the header.
type entry struct {
	Dtype   string
	Shape   []int64
	Offsets [2]int64 `json:"data_offsets"`
}

// Open opens the file at path and reads its header. It returns errors of the disk, ErrFormat and ErrDamaged.
func Open(path string) (*File, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	info, err := file.Stat()
	if err != nil {
		_ = file.Close() // the first error counts
		return nil, err
	}
	f, err := Read(file, info.Size())
	if err != nil {
		_ = file.Close() // the first error counts
		return nil, err
	}
	f.close = file.Close
	return f, nil
}

// Read reads the header of a file of size bytes. It keeps source, from which tensors are read. It returns errors of source, ErrFormat and
// ErrDamaged.
func Read(source io.ReaderAt, size int64) (*File, error) {
	if size < sizeBytes {
		return nil, ErrFormat
	}
	var length [sizeBytes]byte
	if _, err := source.ReadAt(length[:], 0); err != nil {
		return nil, err
	}
	headerBytes := binary.LittleEndian.Uint64(length[:])
	if headerBytes > uint64(size-sizeBytes) || headerBytes > maxHeaderBytes {
		return nil, ErrFormat
	}
	header := make([]byte, headerBytes)
	if _, err := source.ReadAt(header, sizeBytes); err != nil {
		return nil, err
	}
	f := &File{source: source, start: sizeBytes + int64(headerBytes), entries: map[string]entry{}}
	f.size = size - f.start
	var parts map[string]json.RawMessage
	if err := json.Unmarshal(header, &parts); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrFormat, err)
	}
	delete(parts, "__metadata__")
	for name, part := range parts {
		var e entry
		if err := json.Unmarshal(part, &e); err != nil {
			return nil, fmt.Errorf("%w: tensor %q: %w", ErrDamaged, name, err)
		}
		if e.Offsets[0] < 0 || e.Offsets[0] > e.Offsets[1] || e.Offsets[1] > f.size || len(e.Shape) > maxDimensions {
			return nil, fmt.Errorf("%w: tensor %q from %d to %d of %d", ErrDamaged, name, e.Offsets[0], e.Offsets[1], f.size)
		}
		f.entries[name] = e
	}
	return f, nil
}

// Close closes the file that Open opened.
func (f *File) Close() error {
	if f.close == nil {
		return nil
	}
	return f.close()
}

// Has reports whether the file has a tensor.
func (f *File) Has(name string) bool {
	_, ok := f.entries[name]
	return ok
}

// Tensor returns a tensor of at most two dimensions. It returns ErrMissing, ErrNumbers, or ErrDamaged if the shape contradicts the size.
func (f *File) Tensor(name string) (Tensor, error) {
	e, ok := f.entries[name]
	if !ok {
		return Tensor{}, fmt.Errorf("%w: %q", ErrMissing, name)
	}
	kind := numbers[e.Dtype]
	if kind.bytes == 0 || len(e.Shape) > 2 {
		return Tensor{}, fmt.Errorf("%w: tensor %q is %.20q in %d dimensions", ErrNumbers, name, e.Dtype, len(e.Shape))
	}
	t := Tensor{Name: name, Rows: 1, Cols: 1, kind: kind, source: f.source, start: f.start + e.Offsets[0]}
	sides := []*int{&t.Rows, &t.Cols}
	count := int64(1)
	for i, n := range e.Shape {
		if n < 0 || n > maxSide {
			return Tensor{}, fmt.Errorf("%w: tensor %q has the shape %d", ErrDamaged, name, e.Shape)
		}
		*sides[i] = int(n)
		count *= n
	}
	if bytes := e.Offsets[1] - e.Offsets[0]; count > bytes || count*int64(kind.bytes) != bytes {
		return Tensor{}, fmt.Errorf("%w: tensor %q of the shape %d has %d bytes", ErrDamaged, name, e.Shape, bytes)
	}
	return t, nil
}

// A Tensor is one tensor of a File. A tensor of one dimension has one column.
type Tensor struct {
	Name       string
	Rows, Cols int
	kind       number
	source     io.ReaderAt
	start      int64
}

// blockNumbers is how many numbers Floats decodes at once.
const blockNumbers = 1 << 14

// Floats reads len(dst) numbers in the order of the file, from number first on. It returns errors of the disk.
func (t Tensor) Floats(dst []float32, first int) error {
	block := make([]byte, min(len(dst), blockNumbers)*t.kind.bytes)
	for len(dst) > 0 {
		n := min(len(dst), blockNumbers)
		if _, err := t.source.ReadAt(block[:n*t.kind.bytes], t.start+int64(first)*int64(t.kind.bytes)); err != nil {
			return fmt.Errorf("tensor %q: %w", t.Name, err)
		}
		t.kind.decode(dst[:n], block)
		dst, first = dst[n:], first+n
	}
	return nil
}

// Load reads the whole tensor into memory, as the file stores it.
func (t Tensor) Load() (Block, error) {
	b := Block{Rows: t.Rows, Cols: t.Cols, kind: t.kind, data: make([]byte, t.Rows*t.Cols*t.kind.bytes)}
	if _, err := t.source.ReadAt(b.data, t.start); err != nil && len(b.data) > 0 {
		return Block{}, fmt.Errorf("tensor %q: %w", t.Name, err)
	}
	return b, nil
}

// A Block holds the numbers of a tensor in memory, as its file stores them.
type Block struct {
	Rows, Cols int
	kind       number
	data       []byte
}

// At returns one number.
func (b Block) At(row, col int) float64 {
	return b.kind.value(b.data[(row*b.Cols+col)*b.kind.bytes:])
}

// AddRow adds a row, times weight, to sum.
func (b Block) AddRow(sum []float64, row int, weight float64) {
	data := b.data[row*b.Cols*b.kind.bytes:]
	for i := range sum {
		sum[i] += weight * b.kind.value(data[i*b.kind.bytes:])
	}
}
