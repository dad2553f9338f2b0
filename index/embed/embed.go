// Package embed turns texts into unit vectors. The dot product of two vectors measures how close the texts are in meaning.
//
//	model, err := embed.Builtin()
//	vectors, err := model.EmbedDocuments(ctx, passages)
//	query, err := model.EmbedQuery(ctx, "How much notice do I have to give?")
//
// The built-in model is static: the vector of a text is the sum of the vectors of its tokens. It needs no network, no graphics card and no
// warm-up, and it can report which words made two texts similar (Static.Explain). The program in train makes its file; PROVENANCE.md lists
// the texts it was trained on. OpenFolder reads other models, from small transformers to static ones: folder says what is in their folder,
// tokenjson splits texts into their tokens, safetensors reads their numbers, and encoder runs transformers on the arithmetic of kernel.
//
// The package does not know where a text comes from, does not split texts, and does not use the network. Start with Model here, then read
// Static in static.go. file.go draws the file format, token.go describes the tokenizer.
package embed

import "github.com/tmc/langchaingo/embeddings"

// A Model is a langchaingo Embedder with a name and a dimension. Its methods are safe for concurrent use.
//
// A vector has Dim float32s and unit length. A text in which the model finds nothing has the zero vector, so its dot product with any
// vector is 0. EmbedDocuments returns one vector per text, in order, or the context's error and no vectors.
type Model interface {
	embeddings.Embedder

	// Name identifies the vectors: two models with the same name give the same vector for the same text.
	Name() string

	// Dim returns the number of float32s in a vector.
	Dim() int
}

var _ Model = (*Static)(nil)
