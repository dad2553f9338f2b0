package store

import "footnote/index/vector"

// memory holds part of the library in memory: the documents' extents, and the vectors once they are asked for. A process that only indexes
// never asks for them: a million vectors take more than a gigabyte.
type memory struct {
	model         Model // that made its vectors
	version       int64 // of the library: the value of library.writes
	documents     map[int64]document
	chunks, terms int         // of all documents
	vectors       *vector.Set // nil while they are not held
}

// A document is memory's record of a document.
type document struct {
	id, first     int64 // first is the id of its first chunk
	chunks, terms int
	model         int64            // that made directions; once in memory, the model whose vectors were stored: 0 if none
	directions    vector.Direction // its chunks' vectors on their way into memory, else nil
}

// A delta holds the changes that a transaction made to what memory holds.
type delta struct {
	gone     []int64 // documents
	added    []document
	switched bool // another model serves: memory must be rebuilt
	content  bool // only documents were written, so the digest of the settings stays valid
}

// newMemory returns the memory of an empty library. hold tells whether it holds vectors.
func newMemory(model Model, hold bool) *memory {
	m := &memory{model: model, documents: map[int64]document{}}
	if hold {
		m.vectors = vector.New(model.Dim)
	}
	return m
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

// add adds a document. It drops vectors of any model but the memory's own.
func (m *memory) add(d document) {
	if d.model != m.model.ID {
		d.model = 0
	}
	if d.model != 0 && m.vectors != nil {
		for i := range d.chunks {
			m.vectors.Add(d.first+int64(i), d.directions[i*m.model.Dim:(i+1)*m.model.Dim])
		}
	}
	d.directions = nil
	m.documents[d.id] = d
	m.chunks += d.chunks
	m.terms += d.terms
}

func (m *memory) remove(id int64) {
	d, ok := m.documents[id]
	if !ok {
		return
	}
	delete(m.documents, id)
	m.chunks -= d.chunks
	m.terms -= d.terms
	if m.vectors == nil {
		return
	}
	for chunk := d.first; chunk < d.first+int64(d.chunks); chunk++ {
		m.vectors.Remove(chunk)
	}
}
