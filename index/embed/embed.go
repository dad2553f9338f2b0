// Package embed turns texts into vectors of unit length whose dot product says how near two texts are in meaning.
//
//	model, err := embed.Builtin()
//	vectors, err := model.EmbedDocuments(ctx, passages)
//	query, err := model.EmbedQuery(ctx, "How much notice do I have to give?")
//
// The built-in model is static: a text's vector is the sum of its tokens' vectors. That needs no network, no graphics card and
// no warming up, and it can say exactly which words made two texts alike (Static.Explain). Its file is made by the program in
// train; PROVENANCE.md names the texts that it learned from. OpenModel2Vec reads other models of the same kind.
//
// The package never knows where a text comes from, never cuts one, and never reaches a network by itself. Start with Model here,
// then Static in static.go; the file format is drawn in file.go, the tokenizer described in token.go.
package embed

import "github.com/tmc/langchaingo/embeddings"

// A Model is a langchaingo Embedder with a name and a dimension. Its methods are safe for concurrent use.
//
// Vectors have Dim float32s and unit length; a text in which the model finds nothing has the zero vector, whose product with
// any other is 0. EmbedDocuments returns one vector for each text, in order, or the context's error and no vectors.
type Model interface {
	embeddings.Embedder

	// Name identifies the vectors: two models of one name give the same vector for the same text.
	Name() string

	// Dim is the number of float32s in each vector.
	Dim() int
}

var _ Model = (*Static)(nil)
