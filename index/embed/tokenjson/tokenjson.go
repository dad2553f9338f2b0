// Package tokenjson splits texts into tokens as a tokenizer.json describes, the file format of Hugging Face's tokenizers library. It covers
// what embedding models need: the token IDs of a text, and the special tokens that go around them.
//
// A description has a normalizer that changes the text (normalize.go, precompiled.go), a pre-tokenizer that splits it into words (words.go), a
// model that splits each word into tokens (wordpiece.go, bpe.go, unigram.go), and a post-processor (template.go). Read refuses unsupported parts with ErrUnsupported and never
// ignores them. Text that spells a special token is ordinary text. Start with Read.
package tokenjson

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
)

// ErrUnsupported reports a description with a part that this package does not support. Read wraps it.
var ErrUnsupported = errors.New("unsupported tokenizer")

// A Tokenizer turns texts into token IDs. It is safe for concurrent use.
type Tokenizer struct {
	normalize func(string) string
	split     func([]string) []string
	model     model
	single    Template
	pair      Template
}

// A model splits a word into tokens.
type model interface {
	// appendIDs appends the token IDs of a word, with the unknown token for what has none.
	appendIDs(ids []int, word string) []int
	// size returns one more than the largest ID.
	size() int
	// unknown returns the ID of the unknown token, -1 if there is none.
	unknown() int
}

// Read reads a tokenizer.json. It returns errors of r, of JSON, and ErrUnsupported.
func Read(r io.Reader) (*Tokenizer, error) {
	var file struct {
		Normalizer    json.RawMessage `json:"normalizer"`
		PreTokenizer  json.RawMessage `json:"pre_tokenizer"`
		Model         json.RawMessage `json:"model"`
		PostProcessor json.RawMessage `json:"post_processor"`
	}
	if err := json.NewDecoder(r).Decode(&file); err != nil {
		return nil, fmt.Errorf("read tokenizer: %w", err)
	}
	t := &Tokenizer{}
	var err error
	if t.normalize, err = readNormalizer(file.Normalizer); err != nil {
		return nil, fmt.Errorf("read tokenizer: normalizer: %w", err)
	}
	if t.split, err = readSplitter(file.PreTokenizer); err != nil {
		return nil, fmt.Errorf("read tokenizer: pre-tokenizer: %w", err)
	}
	if t.model, err = readModel(file.Model); err != nil {
		return nil, fmt.Errorf("read tokenizer: model: %w", err)
	}
	if t.single, t.pair, err = readTemplates(file.PostProcessor); err != nil {
		return nil, fmt.Errorf("read tokenizer: post-processor: %w", err)
	}
	return t, nil
}

// AppendKnown appends the token IDs of text to ids. It skips unknown tokens, as Model2Vec does.
func (t *Tokenizer) AppendKnown(ids []int, text string) []int {
	first := len(ids)
	ids = t.AppendIDs(ids, text)
	if unknown := t.model.unknown(); unknown >= 0 {
		known := slices.DeleteFunc(ids[first:], func(id int) bool { return id == unknown })
		ids = ids[:first+len(known)]
	}
	return ids
}

// AppendIDs appends the token IDs of text to ids, without special tokens. An unknown token has the ID that the description gives it, if any.
func (t *Tokenizer) AppendIDs(ids []int, text string) []int {
	text = t.normalize(text)
	if text == "" {
		return ids
	}
	for _, word := range t.split([]string{text}) {
		if word != "" {
			ids = t.model.appendIDs(ids, word)
		}
	}
	return ids
}

// Size returns one more than the largest ID that AppendIDs and templates give.
func (t *Tokenizer) Size() int { return max(t.model.size(), t.single.size(), t.pair.size()) }

// Single returns what goes around the tokens of one text.
func (t *Tokenizer) Single() Template { return t.single }

// Pair returns what goes around the tokens of two texts that are read together.
func (t *Tokenizer) Pair() Template { return t.pair }

// kind returns the "type" of a part, or "" if the part is null or absent.
func kind(part json.RawMessage) (string, error) {
	var p struct{ Type string }
	if len(part) == 0 || string(part) == "null" {
		return "", nil
	}
	if err := json.Unmarshal(part, &p); err != nil {
		return "", err
	}
	return p.Type, nil
}

func readModel(part json.RawMessage) (model, error) {
	name, err := kind(part)
	if err != nil {
		return nil, err
	}
	switch name {
	case "WordPiece", "": // old files omit the type
		return readAs[wordPiece](part)
	case "WordLevel":
		return readAs[wordLevel](part)
	case "BPE":
		return readBPE(part)
	case "Unigram":
		return readUnigram(part)
	}
	return nil, fmt.Errorf("%w: model %q", ErrUnsupported, name)
}

// readAs decodes a model whose JSON fields are its own.
func readAs[T any, P interface {
	*T
	model
}](part json.RawMessage) (model, error) {
	m := P(new(T))
	if err := json.Unmarshal(part, m); err != nil {
		return nil, err
	}
	if m.size() == 0 {
		return nil, fmt.Errorf("%w: no vocabulary", ErrUnsupported)
	}
	return m, nil
}

// largest returns one more than the largest ID of a vocabulary; 0 if it is empty or has a negative ID.
func largest(vocabulary map[string]int) int {
	size := 0
	for _, id := range vocabulary {
		if id < 0 {
			return 0
		}
		size = max(size, id+1)
	}
	return size
}

// idOr returns the ID of a token, -1 if the vocabulary does not have it.
func idOr(vocabulary map[string]int, token string) int {
	if id, ok := vocabulary[token]; ok {
		return id
	}
	return -1
}

// appendKnown appends id unless it is -1.
func appendKnown(ids []int, id int) []int {
	if id < 0 {
		return ids
	}
	return append(ids, id)
}
