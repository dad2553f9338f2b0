package store

import "footnote/index/vector"

// memory is what of the library is held in memory: the documents' extents, and the vectors once they are asked for. A process that only
// indexes never does: a million vectors take more than a gigabyte.
type memory struct {
	model         Model // that its vectors are of
	version       int64 // of the library: what library.writes was
	documents     map[int64]document
	chunks, terms int         // of all documents
	vectors       *vector.Set // nil while they are not held
}

// A document is what memory knows of one.
type document struct {
	id, first     int64 // first is the id of its first chunk
	chunks, terms int
	model         int64            // that directions are of; once in memory, whether they were there: 0 if not
	directions    vector.Direction // its chunks' vectors on their way into memory, else nil
}

// A delta is what a transaction changed of what is held in memory.
type delta struct {
	gone     []int64 // documents
	added    []document
	switched bool // another model serves: memory has to be made anew
	content  bool // only documents were written, so that the digest of the settings holds
}

// newMemory returns the memory of an empty library, which holds vectors or does not.
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

// add takes a document in. Vectors of another model than the memory's are left out.
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
