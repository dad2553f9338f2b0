package embed

import (
	"context"
	"fmt"
	"math"
	"strings"

	"footnote/index/embed/encoder"
	"footnote/index/embed/folder"
	"footnote/index/embed/kernel"
	"footnote/index/embed/tokenjson"
)

// An Encoder is a transformer that reads whole sentences, such as all-MiniLM-L6-v2. It is safe for concurrent use.
//
// A text longer than the model reads is read in parts that overlap; its vector is the mean of theirs.
type Encoder struct {
	name           string
	model          *encoder.Model
	tokenizer      *tokenjson.Tokenizer
	query, passage prefix
	limit          int // of tokens, with special ones
	lowercase      bool
}

var _ Model = (*Encoder)(nil)

// A prefix goes before every text.
type prefix struct {
	text   string
	tokens []int
}

func newEncoder(f *folder.Folder, tokenizer *tokenjson.Tokenizer) (*Encoder, error) {
	if tokenizer.Size() > f.Config.Vocab {
		return nil, weightError(f, fmt.Errorf("%w: %d rows for %d tokens", ErrDamaged, f.Config.Vocab, tokenizer.Size()))
	}
	m := &Encoder{tokenizer: tokenizer, limit: f.MaxTokens, lowercase: f.Lowercase}
	m.query, m.passage = prefix{f.Query, m.tokens(f.Query)}, prefix{f.Passage, m.tokens(f.Passage)}
	if room := m.room(); len(m.query.tokens) > room/2 || len(m.passage.tokens) > room/2 {
		return nil, &folder.Error{File: "config_sentence_transformers.json", Problem: folder.TooLarge, Detail: "prompts"}
	}
	var err error
	if m.model, err = encoder.Open(f, kernel.Best()); err != nil {
		return nil, weightError(f, err)
	}
	m.name, err = modelName(f, f.Dim())
	return m, err
}

// Name returns the folder's name with the dimension and the start of a checksum.
func (m *Encoder) Name() string { return m.name }

// Dim returns the number of float32s in a vector.
func (m *Encoder) Dim() int { return m.model.Dim() }

// EmbedDocuments returns the vectors of texts, in order.
func (m *Encoder) EmbedDocuments(ctx context.Context, texts []string) ([][]float32, error) {
	return m.embed(ctx, m.passage, texts)
}

// EmbedQuery returns the vector of a question.
func (m *Encoder) EmbedQuery(ctx context.Context, text string) ([]float32, error) {
	vectors, err := m.embed(ctx, m.query, []string{text})
	if err != nil {
		return nil, err
	}
	return vectors[0], nil
}

func (m *Encoder) embed(ctx context.Context, before prefix, texts []string) ([][]float32, error) {
	var parts []encoder.Text
	of := make([]int, 0, len(texts)) // the text of each part
	for i, text := range texts {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		for _, tokens := range m.split(before, m.tokens(before.text+text)) {
			ids, types := m.tokenizer.Single().Build(tokens, nil)
			if len(ids) > 0 {
				parts, of = append(parts, encoder.Text{IDs: ids, Types: types}), append(of, i)
			}
		}
	}
	made, err := m.model.Vectors(ctx, parts)
	if err != nil {
		return nil, err
	}
	return m.joined(made, of, len(texts)), nil
}

func (m *Encoder) tokens(text string) []int {
	if m.lowercase {
		text = strings.ToLower(text)
	}
	return m.tokenizer.AppendIDs(nil, text)
}

// room returns how many tokens of a text the model reads at a time.
func (m *Encoder) room() int { return m.limit - m.tokenizer.Single().Added() }

// overlap is the part of what the model reads at a time that it reads again with what follows.
const overlap = 8

// split cuts tokens into parts that the model can read. Each part begins with the tokens of the prefix, and goes on with the end of the part
// before.
func (m *Encoder) split(before prefix, tokens []int) [][]int {
	start := 0 // of what is not the prefix: its last token may have become one with what follows
	for start < min(len(before.tokens), len(tokens)) && tokens[start] == before.tokens[start] {
		start++
	}
	repeated, room := tokens[:start:start], m.room()-start
	var parts [][]int
	for tokens = tokens[start:]; len(tokens) > room; tokens = tokens[room-room/overlap:] {
		parts = append(parts, append(repeated, tokens[:room]...))
	}
	return append(parts, append(repeated, tokens...))
}

// joined returns the vectors of n texts: the mean of those of its parts, of unit length.
func (m *Encoder) joined(made [][]float32, of []int, n int) [][]float32 {
	vectors := make([][]float32, n)
	parts := make([]int, n)
	for i, v := range made {
		if parts[of[i]]++; parts[of[i]] == 1 {
			vectors[of[i]] = v
			continue
		}
		for j, x := range v {
			vectors[of[i]][j] += x
		}
	}
	for i, v := range vectors {
		if v == nil {
			vectors[i] = make([]float32, m.Dim())
		}
		if parts[i] > 1 {
			normalise(v)
		}
	}
	return vectors
}

// normalise scales v to unit length in place.
func normalise(v []float32) {
	var squares float64
	for _, x := range v {
		squares += float64(x) * float64(x)
	}
	if squares == 0 {
		return
	}
	scale := 1 / math.Sqrt(squares)
	for i, x := range v {
		v[i] = float32(float64(x) * scale)
	}
}
