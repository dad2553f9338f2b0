package embed

import (
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"

	"footnote/index/embed/tokenjson"
)

// A Model2Vec is a static model as made by https://github.com/MinishLab/model2vec, such as the potion models. It is safe for concurrent
// use. It normalises vectors to unit length and never truncates a text, whatever the model's configuration says.
type Model2Vec struct {
	name      string
	tokenizer *tokenjson.Tokenizer
	rows      tensor
	weights   *tensor // one per token; nil if there are none
	mapping   *tensor // the row of each token; nil if rows are in token order
}

var _ Model = (*Model2Vec)(nil)

// OpenModel2Vec reads a model from a folder with tokenizer.json and model.safetensors. The tensor file holds "embeddings" (or
// "embedding.weight"), "weights" if tokens have weights, and "mapping" if tokens share rows. It stays in memory as it is. OpenModel2Vec
// returns errors of the disk, ErrNotModel, ErrVersion and ErrDamaged for model.safetensors, and tokenjson.ErrUnsupported for an unsupported
// tokenizer.
func OpenModel2Vec(dir string) (*Model2Vec, error) {
	model, err := openModel2Vec(dir)
	if err != nil {
		return nil, fmt.Errorf("open model %s: %w", dir, err)
	}
	return model, nil
}

func openModel2Vec(dir string) (*Model2Vec, error) {
	description, err := os.Open(filepath.Join(dir, "tokenizer.json"))
	if err != nil {
		return nil, err
	}
	defer description.Close()
	hash := sha256.New()
	tokenizer, err := tokenjson.Read(io.TeeReader(description, hash))
	if err != nil {
		return nil, err
	}
	file, err := os.ReadFile(filepath.Join(dir, "model.safetensors"))
	if err != nil {
		return nil, err
	}
	tensors, err := readTensors(file)
	if err != nil {
		return nil, err
	}
	m := &Model2Vec{tokenizer: tokenizer}
	for _, name := range []string{"embedding.weight", "embeddings"} {
		if rows, ok := tensors[name]; ok {
			m.rows = rows
		}
	}
	if m.rows.rows == 0 || m.rows.cols == 0 {
		return nil, fmt.Errorf("%w: no embeddings", ErrNotModel)
	}
	if weights, ok := tensors["weights"]; ok {
		m.weights = &weights
	}
	if mapping, ok := tensors["mapping"]; ok {
		m.mapping = &mapping
	}
	if err := m.check(); err != nil {
		return nil, err
	}
	_, _ = hash.Write(file) // a hash never fails
	m.name = fmt.Sprintf("%s-%d-%x", filepath.Base(filepath.Clean(dir)), m.rows.cols, hash.Sum(nil)[:4])
	return m, nil
}

// check returns ErrDamaged unless every token has a row, and a weight if there are weights.
func (m *Model2Vec) check() error {
	tokens := m.tokenizer.Size()
	if m.weights != nil && len(m.weights.data) < tokens*m.weights.numbers.bytes {
		return fmt.Errorf("%w: weights for fewer than %d tokens", ErrDamaged, tokens)
	}
	if m.mapping == nil {
		if tokens > m.rows.rows {
			return fmt.Errorf("%w: %d rows for %d tokens", ErrDamaged, m.rows.rows, tokens)
		}
		return nil
	}
	if m.mapping.cols != 1 || m.mapping.rows < tokens {
		return fmt.Errorf("%w: mapping has fewer than %d tokens", ErrDamaged, tokens)
	}
	for token := range m.mapping.rows {
		if row := m.mapping.at(token, 0); !(row >= 0 && row < float64(m.rows.rows)) {
			return fmt.Errorf("%w: token %d has row %v of %d", ErrDamaged, token, row, m.rows.rows)
		}
	}
	return nil
}

// Name returns the folder's name with the dimension and the start of a checksum: "potion-base-8M-256-0123abcd".
func (m *Model2Vec) Name() string { return m.name }

// Dim returns the number of float32s in a vector.
func (m *Model2Vec) Dim() int { return m.rows.cols }

// EmbedDocuments returns the vectors of texts, in order. It checks ctx before every text.
func (m *Model2Vec) EmbedDocuments(ctx context.Context, texts []string) ([][]float32, error) {
	vectors := make([][]float32, len(texts))
	for i, text := range texts {
		var err error
		if vectors[i], err = m.EmbedQuery(ctx, text); err != nil {
			return nil, err
		}
	}
	return vectors, nil
}

// EmbedQuery returns the vector of text. It treats questions and passages alike.
func (m *Model2Vec) EmbedQuery(ctx context.Context, text string) ([]float32, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	sum := make([]float64, m.rows.cols)
	for _, token := range m.tokenizer.AppendIDs(nil, text) {
		row, weight := token, 1.0
		if m.mapping != nil {
			row = int(m.mapping.at(token, 0))
		}
		if m.weights != nil {
			weight = m.weights.numbers.decode(m.weights.data[token*m.weights.numbers.bytes:])
		}
		m.rows.addRow(sum, row, weight)
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
	return vector, nil
}
