package store

import (
	"context"
	"errors"
	"math"
	"strconv"

	"github.com/philippgille/chromem-go"
)

// segmentRows is how many vectors lie in one block of memory. Memory grows by a block at a time, and a scan is shared out by
// blocks: 1,024 vectors of 256 numbers are 1 MiB.
const segmentRows = 1024

// memory is what of the library is held in memory: the documents' extents and the vectors.
//
// The vectors lie in segments, each one block of float32s of unit length. The documents of the chromem-go collection are
// views into them: chromem-go keeps a vector of unit length where it is. Rows of removed chunks are used again.
type memory struct {
	model         Model // that its vectors are of
	version       int64 // of the library: what library.writes was
	documents     map[int64]document
	chunks, terms int // of all documents
	segments      []segment
	rows          map[int64]int32 // by chunk: where its vector lies
	free          []int32
	collection    *chromem.Collection
}

// A segment is segmentRows vectors.
type segment struct {
	vectors []float32
	chunks  []int64 // 0 where the row is free
}

// A document is what memory knows of one.
type document struct {
	id, first     int64 // first is the id of its first chunk
	chunks, terms int
	model         int64  // that directions are of; once in memory, whether they were there: 0 if not
	directions    []int8 // its chunks' vectors on their way into memory, else nil
}

// A delta is what a transaction changed of what is held in memory.
type delta struct {
	gone     []int64 // documents
	added    []document
	switched bool // another model serves: memory has to be made anew
	content  bool // only documents were written, so that the digest of the settings holds
}

func newMemory(model Model) *memory {
	never := func(context.Context, string) ([]float32, error) {
		return nil, errors.New("the library embeds nothing itself")
	}
	collection, err := chromem.NewDB().CreateCollection("passages", nil, never)
	if err != nil {
		panic("store: " + err.Error()) // only an empty name or a file on disk can fail
	}
	return &memory{model: model, documents: map[int64]document{}, rows: map[int64]int32{}, collection: collection}
}

// apply brings memory from one version of the library to a later one.
func (m *memory) apply(version int64, d delta) {
	for _, id := range d.gone {
		m.remove(id)
	}
	for _, added := range d.added {
		m.add(added)
	}
	m.version = version
}

// add takes a document in. Vectors of another model than the memory's are left out.
func (m *memory) add(d document) {
	if d.model == m.model.ID && d.model != 0 {
		for i := range d.chunks {
			direction := d.directions[i*m.model.Dim : (i+1)*m.model.Dim]
			if norm := length(direction); norm > 0 {
				m.addVector(d.first+int64(i), direction, norm)
			}
		}
	} else {
		d.model = 0
	}
	d.directions = nil
	m.documents[d.id] = d
	m.chunks += d.chunks
	m.terms += d.terms
}

func (m *memory) addVector(chunk int64, direction []int8, norm float64) {
	if len(m.free) == 0 {
		first := int32(len(m.segments) * segmentRows)
		m.segments = append(m.segments, segment{make([]float32, segmentRows*m.model.Dim), make([]int64, segmentRows)})
		for row := first + segmentRows - 1; row >= first; row-- {
			m.free = append(m.free, row)
		}
	}
	row := m.free[len(m.free)-1]
	m.free = m.free[:len(m.free)-1]
	vector := m.vector(row)
	scale := 1 / norm
	for i, q := range direction {
		vector[i] = float32(float64(q) * scale)
	}
	m.segments[row/segmentRows].chunks[row%segmentRows] = chunk
	m.rows[chunk] = row
	err := m.collection.AddDocument(context.Background(), chromem.Document{ID: documentID(chunk), Embedding: vector})
	if err != nil {
		panic("store: " + err.Error()) // it has an id and a vector, and no file
	}
}

func (m *memory) remove(id int64) {
	d, ok := m.documents[id]
	if !ok {
		return
	}
	delete(m.documents, id)
	m.chunks -= d.chunks
	m.terms -= d.terms
	for chunk := d.first; chunk < d.first+int64(d.chunks); chunk++ {
		row, ok := m.rows[chunk]
		if !ok {
			continue
		}
		_ = m.collection.Delete(context.Background(), nil, nil, documentID(chunk)) // fails only on files, and has none
		delete(m.rows, chunk)
		m.segments[row/segmentRows].chunks[row%segmentRows] = 0
		m.free = append(m.free, row)
	}
}

// vector is the row's place in its segment.
func (m *memory) vector(row int32) []float32 {
	i := int(row%segmentRows) * m.model.Dim
	return m.segments[row/segmentRows].vectors[i : i+m.model.Dim : i+m.model.Dim]
}

func documentID(chunk int64) string { return strconv.FormatInt(chunk, 10) }

// quantize writes the direction of vector as signed bytes, the largest component being 127. It reports whether the vector is
// finite.
//
// A byte is enough: retrieval with vectors of bytes measured the same as with float32s. The length need not be kept,
// as directions are all that is compared; and as what is searched is always made from the bytes, results are the same
// before and after a restart.
func quantize(direction []int8, vector []float32) bool {
	largest := 0.0
	for _, v := range vector {
		if a := math.Abs(float64(v)); a > largest || math.IsNaN(a) {
			largest = a
		}
	}
	if math.IsNaN(largest) || math.IsInf(largest, 0) {
		return false
	}
	for i, v := range vector {
		if largest > 0 {
			direction[i] = int8(math.Round(float64(v) / largest * math.MaxInt8))
		}
	}
	return true
}

// length is the Euclidean length of a direction.
func length(direction []int8) float64 {
	sum := 0
	for _, q := range direction {
		sum += int(q) * int(q)
	}
	return math.Sqrt(float64(sum))
}

// bytesOf and directionsOf turn directions into what is stored and back.
func bytesOf(directions []int8) []byte {
	out := make([]byte, len(directions))
	for i, q := range directions {
		out[i] = byte(q)
	}
	return out
}

func directionsOf(data []byte) []int8 {
	out := make([]int8, len(data))
	for i, b := range data {
		out[i] = int8(b)
	}
	return out
}
