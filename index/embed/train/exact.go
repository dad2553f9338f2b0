package main

import (
	"context"
	"fmt"

	"footnote/index/embed"
)

// An embedder is a model that eval measures.
type embedder interface {
	EmbedDocuments(ctx context.Context, texts []string) ([][]float32, error)
}

// An exact model uses the 32-bit vectors from the end of training with the tokens of the finished model. The difference between the two is
// the cost of 8 bits. It has no vectors for tokens in other scripts, because training makes none.
type exact struct {
	tokens  *embed.Static
	vectors matrix
}

// openExact reads the vectors.bin of the run that made model.
func openExact(path string, model *embed.Static) (exact, error) {
	vectors, err := loadOne(path)
	if err == nil && vectors.cols != model.Dim() {
		err = fmt.Errorf("%s has vectors of %d numbers, the model of %d: they come from different runs", path, vectors.cols, model.Dim())
	}
	return exact{model, vectors}, err
}

// EmbedDocuments returns the sums of the vectors of the texts' tokens, normalised to unit length.
func (e exact) EmbedDocuments(ctx context.Context, texts []string) ([][]float32, error) {
	sums := newMatrix(len(texts), e.vectors.cols)
	units := make([][]float32, len(texts))
	for i, text := range texts {
		units[i] = sums.row(i)
		for _, token := range e.tokens.Tokens(text) {
			if int(token.ID) < e.vectors.rows {
				addScaled(units[i], 1, e.vectors.row(int(token.ID)))
			}
		}
		if length := norm(units[i]); length > 0 {
			scale(units[i], 1/length)
		}
	}
	return units, ctx.Err()
}
