package embed

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"strings"
)

// A model file, all numbers little-endian:
//
//	offset      size        what
//	0           8           "FNSTATIC"
//	8           4           version: 1
//	12          4           d, dimensions: a multiple of 8, at most 1,024
//	16          4           r, rows: at least 1, at most 1<<20
//	20          4           tokenizer: 1, as token.go describes it
//	24          4           n, bytes of the name
//	28          4           l, bytes of the notice
//	32          4           v, bytes of the vocabulary
//	36          n           name, such as "footnote-en"
//	36+n        l           notice: the texts the model learned from and their licences
//	36+n+l      v           vocabulary: r tokens, each followed by '\n'; "##" begins a token that only continues a word
//	            2r          a weight for each row, unsigned
//	            r·d         the rows, each number plus 128 in one byte
//	            32          SHA-256 of all before
//
// The vector of a token is its row times its weight; only the ratios between weights matter. A file ends with its checksum: anything after
// it is an error.
//
// Versions: 1, the first.
const (
	fileMagic        = "FNSTATIC"
	fileVersion      = 1
	tokenizerVersion = 1
	headerBytes      = 36

	maxDim       = 1024
	maxRows      = 1 << 20
	maxTextBytes = 1 << 26 // of name, notice and vocabulary each
	maxFileBytes = 1 << 30 // read by ReadStatic; the built-in file is under 16 MB
	rowBias      = 128     // added to each number of a row
	maxWeight    = 1<<16 - 1
)

// Errors of ReadStatic and OpenStatic, wrapped with the detail.
var (
	ErrNotModel = errors.New("not a model file")
	ErrVersion  = errors.New("model file of an unknown version")
	ErrChecksum = errors.New("model file does not match its checksum")
	ErrDamaged  = errors.New("model file is damaged")
)

// OpenStatic reads the model file at path into memory. It returns the errors of ReadStatic and of the disk.
func OpenStatic(path string) (*Static, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("open model: %w", err)
	}
	defer file.Close()
	model, err := ReadStatic(file)
	if err != nil {
		return nil, fmt.Errorf("open model %s: %w", path, err)
	}
	return model, nil
}

// ReadStatic reads a model file to its end and keeps it in memory. It returns ErrNotModel for any other file, ErrVersion for the file of a
// later version, ErrChecksum for a changed file, and ErrDamaged for a file whose parts contradict each other.
func ReadStatic(r io.Reader) (*Static, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxFileBytes+1))
	if err != nil {
		return nil, fmt.Errorf("read model: %w", err)
	}
	if len(data) > maxFileBytes {
		return nil, fmt.Errorf("%w: larger than %d bytes", ErrDamaged, maxFileBytes)
	}
	return parseStatic(data)
}

// parseStatic returns a model that keeps data and never writes to it.
func parseStatic(data []byte) (*Static, error) {
	if len(data) < headerBytes+sha256.Size || string(data[:8]) != fileMagic {
		return nil, ErrNotModel
	}
	field := func(offset int) int { return int(binary.LittleEndian.Uint32(data[offset:])) }
	if version, tokenizer := field(8), field(20); version != fileVersion || tokenizer != tokenizerVersion {
		return nil, fmt.Errorf("%w: version %d, tokenizer %d", ErrVersion, version, tokenizer)
	}
	body, sum := data[:len(data)-sha256.Size], data[len(data)-sha256.Size:]
	if actual := sha256.Sum256(body); !bytes.Equal(actual[:], sum) {
		return nil, ErrChecksum
	}

	dim, rows := field(12), field(16)
	if dim <= 0 || dim > maxDim || dim%8 != 0 || rows <= 0 || rows > maxRows {
		return nil, fmt.Errorf("%w: %d rows of %d", ErrDamaged, rows, dim)
	}
	nameBytes, noticeBytes, vocabularyBytes := field(24), field(28), field(32)
	if nameBytes > maxTextBytes || noticeBytes > maxTextBytes || vocabularyBytes > maxTextBytes ||
		headerBytes+nameBytes+noticeBytes+vocabularyBytes+2*rows+rows*dim != len(body) {
		return nil, fmt.Errorf("%w: its parts do not fit into %d bytes", ErrDamaged, len(body))
	}

	rest := body[headerBytes:]
	take := func(n int) (part []byte) {
		part, rest = rest[:n:n], rest[n:]
		return part
	}
	m := &Static{dim: dim}
	m.name = fmt.Sprintf("%s-%d-%x", take(nameBytes), dim, sum[:4])
	m.notice = string(take(noticeBytes))
	var err error
	if m.vocabulary, err = newVocabulary(take(vocabularyBytes), rows); err != nil {
		return nil, err
	}
	m.weights, m.rows = take(2*rows), take(rows*dim)
	m.otherWeight = middleWeight(m.weights)
	return m, nil
}

// A Table holds the parts of a Static as a trainer has them.
type Table struct {
	Name       string // of the model family; Static.Name adds the dimension and the checksum
	Notice     string // the texts it was trained on and their licences
	Vocabulary []string
	Dim        int
	Vectors    []float32 // len(Vocabulary)·Dim, token after token; lengths matter
}

// WriteStatic writes a model file. Each row is its vector, scaled by its largest number and rounded to 8 bits.
func WriteStatic(w io.Writer, t Table) error {
	rows := len(t.Vocabulary)
	if t.Dim <= 0 || t.Dim > maxDim || t.Dim%8 != 0 || rows == 0 || rows > maxRows || len(t.Vectors) != rows*t.Dim {
		return fmt.Errorf("write model: %d tokens and %d numbers do not make rows of %d", rows, len(t.Vectors), t.Dim)
	}
	vocabulary := strings.Join(t.Vocabulary, "\n") + "\n"
	var file bytes.Buffer
	file.WriteString(fileMagic)
	for _, field := range []int{fileVersion, t.Dim, rows, tokenizerVersion, len(t.Name), len(t.Notice), len(vocabulary)} {
		file.Write(binary.LittleEndian.AppendUint32(nil, uint32(field)))
	}
	file.WriteString(t.Name + t.Notice + vocabulary)
	weights, bytes := quantise(t.Vectors, t.Dim)
	file.Write(weights)
	file.Write(bytes)
	sum := sha256.Sum256(file.Bytes())
	file.Write(sum[:])
	if _, err := parseStatic(file.Bytes()); err != nil {
		return fmt.Errorf("write model: %w", err)
	}
	if _, err := w.Write(file.Bytes()); err != nil {
		return fmt.Errorf("write model: %w", err)
	}
	return nil
}

// quantise returns the weights and rows of a file for vectors of dim numbers.
func quantise(vectors []float32, dim int) (weights, rows []byte) {
	largest := make([]float64, len(vectors)/dim)
	var most float64
	for i := range largest {
		for _, x := range vectors[i*dim : (i+1)*dim] {
			largest[i] = max(largest[i], math.Abs(float64(x)))
		}
		most = max(most, largest[i])
	}
	rows = make([]byte, len(vectors))
	for i, top := range largest {
		weight := 0.0
		if most > 0 {
			weight = math.Round(top / most * maxWeight)
		}
		weights = binary.LittleEndian.AppendUint16(weights, uint16(weight))
		for j, x := range vectors[i*dim : (i+1)*dim] {
			number := 0.0
			if top > 0 {
				number = math.Round(float64(x) / top * 127)
			}
			rows[i*dim+j] = byte(int(number) + rowBias)
		}
	}
	return weights, rows
}
