package embed

import (
	"context"
	"errors"
	"fmt"
	"math"

	"footnote/index/embed/folder"
	"footnote/index/embed/safetensors"
	"footnote/index/embed/tokenjson"
)

// A Model2Vec is a static model with a tokenizer of its own: one made by https://github.com/MinishLab/model2vec, such as the potion models,
// or a StaticEmbedding of https://sbert.net, such as static-retrieval-mrl-en-v1. It is safe for concurrent use. It normalises vectors to unit
// length and never truncates a text, whatever the model's configuration says.
type Model2Vec struct {
	name      string
	tokenizer *tokenjson.Tokenizer
	ids       func(ids []int, text string) []int
	query     string // prefix of a question
	passage   string
	rows      safetensors.Block
	weights   *safetensors.Block // one per token; nil if there are none
	mapping   *safetensors.Block // the row of each token; nil if rows are in token order
}

var _ Model = (*Model2Vec)(nil)

// newModel2Vec reads the numbers of a static model: "embeddings" (or "embedding.weight"), "weights" if tokens have weights, and "mapping" if
// tokens share rows. They stay in memory as they are.
func newModel2Vec(f *folder.Folder, tokenizer *tokenjson.Tokenizer) (*Model2Vec, error) {
	m := &Model2Vec{tokenizer: tokenizer, ids: tokenizer.AppendKnown, query: f.Query, passage: f.Passage}
	if f.Kind == folder.Static {
		m.ids = tokenizer.AppendIDs
	}
	if err := m.load(f); err != nil {
		return nil, weightError(f, err)
	}
	var err error
	m.name, err = modelName(f, m.rows.Cols)
	return m, err
}

func (m *Model2Vec) load(f *folder.Folder) error {
	tensors, err := f.Tensors(f.Weights)
	if err != nil {
		return err
	}
	defer tensors.Close()
	load := func(names ...string) (*safetensors.Block, error) {
		for _, name := range names {
			if !tensors.Has(name) {
				continue
			}
			t, err := tensors.Tensor(name)
			if err != nil {
				return nil, err
			}
			block, err := t.Load()
			return &block, err
		}
		return nil, nil
	}
	rows, err1 := load("embeddings", "embedding.weight")
	weights, err2 := load("weights")
	mapping, err3 := load("mapping")
	if err := errors.Join(err1, err2, err3); err != nil {
		return err
	}
	if rows == nil || rows.Rows == 0 || rows.Cols == 0 {
		return fmt.Errorf("%w: no embeddings", ErrNotModel)
	}
	m.rows, m.weights, m.mapping = *rows, weights, mapping
	return m.check()
}

// check returns ErrDamaged unless every token has a row, and a weight if there are weights.
func (m *Model2Vec) check() error {
	tokens := m.tokenizer.Size()
	if m.weights != nil && m.weights.Rows*m.weights.Cols < tokens {
		return fmt.Errorf("%w: weights for fewer than %d tokens", ErrDamaged, tokens)
	}
	if m.mapping == nil {
		if tokens > m.rows.Rows {
			return fmt.Errorf("%w: %d rows for %d tokens", ErrDamaged, m.rows.Rows, tokens)
		}
		return nil
	}
	if m.mapping.Cols != 1 || m.mapping.Rows < tokens {
		return fmt.Errorf("%w: mapping has fewer than %d tokens", ErrDamaged, tokens)
	}
	for token := range m.mapping.Rows {
		if row := m.mapping.At(token, 0); !(row >= 0 && row < float64(m.rows.Rows)) {
			return fmt.Errorf("%w: token %d has row %v of %d", ErrDamaged, token, row, m.rows.Rows)
		}
	}
	return nil
}

// Name returns the folder's name with the dimension and the start of a checksum: "potion-base-8M-256-0123abcd".
func (m *Model2Vec) Name() string { return m.name }

// Dim returns the number of float32s in a vector.
func (m *Model2Vec) Dim() int { return m.rows.Cols }

// EmbedDocuments returns the vectors of texts, in order. It checks ctx before every text.
func (m *Model2Vec) EmbedDocuments(ctx context.Context, texts []string) ([][]float32, error) {
	vectors := make([][]float32, len(texts))
	for i, text := range texts {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		vectors[i] = m.embed(m.passage + text)
	}
	return vectors, nil
}

// EmbedQuery returns the vector of a question.
func (m *Model2Vec) EmbedQuery(ctx context.Context, text string) ([]float32, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return m.embed(m.query + text), nil
}

func (m *Model2Vec) embed(text string) []float32 {
	sum := make([]float64, m.rows.Cols)
	for _, token := range m.ids(nil, text) {
		row, weight := token, 1.0
		if m.mapping != nil {
			row = int(m.mapping.At(token, 0))
		}
		if m.weights != nil {
			weight = m.weights.At(token/m.weights.Cols, token%m.weights.Cols)
		}
		m.rows.AddRow(sum, row, weight)
	}
	var squares float64
	for _, x := range sum {
		squares += x * x
	}
	vector := make([]float32, len(sum))
	if length := math.Sqrt(squares); length > 0 && !math.IsInf(length, 0) {
		for i, x := range sum {
			vector[i] = float32(x / length)
		}
	}
	return vector
}
