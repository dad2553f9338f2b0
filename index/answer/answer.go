// Package answer makes answers of passages: of their own sentences, or through a language model, each of whose claims is then
// checked against the passages it cites.
//
// Choose picks the sentences that answer by themselves. A Model is what a language model has to be. The package works on plain
// values: it never searches, never reads the disk, and states nothing of its own.
package answer

// A Span is a half-open range of bytes.
type Span struct{ Start, End int }

// A Passage is what answers are made of: words of a document, and where they stand.
type Passage struct {
	Text  string
	Title string // of the document
	Place string // in words, with the headings above it; empty where none is known
}
