package embed

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strings"
	"unicode/utf8"

	"github.com/tmc/langchaingo/embeddings"
)

// ErrVectors reports that a server returned unusable vectors: of the wrong dimension, or not finite.
var ErrVectors = errors.New("the server's vectors cannot be used")

// A Remote is a model that runs on a server and is reached through langchaingo. It writes texts as its Rules say. It is safe for concurrent
// use if its clients are. The clients define the server's errors.
type Remote struct {
	name                 string
	dim                  int
	rules                Rules
	questions, documents embeddings.Embedder
}

var _ Model = (*Remote)(nil)

// NewRemote returns a model with vectors of dim numbers; with dim 0 it accepts any dimension. Questions and documents have separate
// clients, so the caller can tell their requests apart.
func NewRemote(name string, dim int, rules Rules, questions, documents embeddings.EmbedderClient) (*Remote, error) {
	rules = rules.orDefault()
	embedder := func(client embeddings.EmbedderClient) (embeddings.Embedder, error) {
		return embeddings.NewEmbedder(client, embeddings.WithStripNewLines(false), embeddings.WithBatchSize(rules.Batch))
	}
	q, err1 := embedder(questions)
	d, err2 := embedder(documents)
	if err := errors.Join(err1, err2); err != nil {
		return nil, err
	}
	return &Remote{name: name, dim: dim, rules: rules, questions: q, documents: d}, nil
}

// Name returns the name given to NewRemote.
func (m *Remote) Name() string { return m.name }

// Dim returns the number of float32s in a vector, 0 if not known in advance.
func (m *Remote) Dim() int { return m.dim }

// EmbedDocuments returns the vectors of texts, in order. It returns the client's error, or ErrVectors.
func (m *Remote) EmbedDocuments(ctx context.Context, texts []string) ([][]float32, error) {
	written := make([]string, len(texts))
	for i, text := range texts {
		written[i] = m.rules.Passage + m.rules.cut(text)
	}
	vectors, err := m.documents.EmbedDocuments(ctx, written)
	if err != nil {
		return nil, err
	}
	for _, v := range vectors {
		if err := m.unit(v); err != nil {
			return nil, err
		}
	}
	return vectors, nil
}

// EmbedQuery returns the vector of a question. It returns the client's error, or ErrVectors.
func (m *Remote) EmbedQuery(ctx context.Context, text string) ([]float32, error) {
	v, err := m.questions.EmbedQuery(ctx, m.rules.Query+m.rules.cut(text))
	if err != nil {
		return nil, err
	}
	return v, m.unit(v)
}

// unit normalises a vector in place to unit length.
func (m *Remote) unit(v []float32) error {
	if m.dim != 0 && len(v) != m.dim || len(v) == 0 {
		return fmt.Errorf("%w: %d numbers, not %d", ErrVectors, len(v), m.dim)
	}
	var squares float64
	for _, x := range v {
		squares += float64(x) * float64(x)
	}
	if math.IsNaN(squares) || math.IsInf(squares, 0) {
		return fmt.Errorf("%w: they are not finite", ErrVectors)
	}
	if squares == 0 {
		return nil
	}
	scale := 1 / math.Sqrt(squares)
	for i, x := range v {
		v[i] = float32(float64(x) * scale)
	}
	return nil
}

// Rules say how to write texts for a model.
type Rules struct {
	Query    string `json:"query,omitempty"`     // prefix of a question
	Passage  string `json:"passage,omitempty"`   // prefix of a passage
	Batch    int    `json:"batch,omitempty"`     // texts per request
	MaxBytes int    `json:"max_bytes,omitempty"` // of a text; the rest is cut off. Models limit tokens, and a token has about three bytes or more
}

const (
	defaultBatch    = 32
	defaultMaxBytes = 6000
)

func (r Rules) orDefault() Rules {
	if r.Batch <= 0 {
		r.Batch = defaultBatch
	}
	if r.MaxBytes <= 0 {
		r.MaxBytes = defaultMaxBytes
	}
	return r
}

// cut returns the text, cut to MaxBytes. A blank text becomes a space, because some servers reject an empty one.
func (r Rules) cut(text string) string {
	if strings.TrimSpace(text) == "" {
		return " "
	}
	if len(text) <= r.MaxBytes {
		return text
	}
	end := r.MaxBytes
	for end > 0 && !utf8.RuneStart(text[end]) {
		end--
	}
	return text[:end]
}

// ruled are rules by a part of the model's name, specific names before general ones. The models were trained with these prefixes, according
// to their descriptions on https://huggingface.co.
var ruled = []struct {
	name string
	Rules
}{
	{"nomic-embed", Rules{Query: "search_query: ", Passage: "search_document: "}},
	{"mxbai-embed", Rules{Query: "Represent this sentence for searching relevant passages: ", MaxBytes: 1500}},
	{"snowflake-arctic-embed2", Rules{Query: "query: "}},
	{"snowflake-arctic-embed-l-v2", Rules{Query: "query: "}},
	{"snowflake-arctic-embed-m-v2", Rules{Query: "query: "}},
	{"snowflake-arctic-embed", Rules{Query: "Represent this sentence for searching relevant passages: ", MaxBytes: 1500}},
	{"bge-m3", Rules{}},
	{"bge-", Rules{Query: "Represent this sentence for searching relevant passages: ", MaxBytes: 1500}},
	{"multilingual-e5-large-instruct", Rules{Query: "Instruct: Given a question, retrieve passages that answer it\nQuery: ", MaxBytes: 1500}},
	{"e5-", Rules{Query: "query: ", Passage: "passage: ", MaxBytes: 1500}},
	{"qwen3-embedding", Rules{Query: "Instruct: Given a question, retrieve passages that answer it\nQuery:"}},
	{"embeddinggemma", Rules{Query: "task: search result | query: ", Passage: "title: none | text: "}},
	{"all-minilm", Rules{MaxBytes: 800}},
	{"paraphrase-multilingual", Rules{MaxBytes: 400}},
}

// RulesFor returns the rules for a model's name. The rules for an unknown name leave texts unchanged.
func RulesFor(model string) Rules {
	model = strings.ToLower(model)
	for _, r := range ruled {
		if strings.Contains(model, r.name) {
			return r.orDefault()
		}
	}
	return Rules{}.orDefault()
}
