// Package tokenjson splits texts into tokens as a tokenizer.json describes, the file format of Hugging Face's tokenizers library. It covers
// what static embedding models need: the token IDs of a text, without special tokens.
//
// A description has a normalizer that changes the text (normalize.go), a pre-tokenizer that splits it into words (words.go), and a model
// that splits each word into tokens (wordpiece.go, bpe.go, unigram.go). Read refuses unsupported parts with ErrUnsupported and never
// ignores them. Text that spells a special token is ordinary text. Start with Read.
package tokenjson

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// ErrUnsupported reports a description with a part that this package does not support. Read wraps it.
var ErrUnsupported = errors.New("unsupported tokenizer")

// A Tokenizer turns texts into token IDs. It is safe for concurrent use.
type Tokenizer struct {
	normalize func(string) string
	split     func([]string) []string
	model     model
}

// A model splits a word into tokens.
type model interface {
	// appendIDs appends the token IDs of a word and skips unknown ones.
	appendIDs(ids []int, word string) []int
	// size returns one more than the largest ID.
	size() int
}

// Read reads a tokenizer.json. It returns errors of r, of JSON, and ErrUnsupported.
func Read(r io.Reader) (*Tokenizer, error) {
	var file struct {
		Normalizer   json.RawMessage `json:"normalizer"`
		PreTokenizer json.RawMessage `json:"pre_tokenizer"`
		Model        json.RawMessage `json:"model"`
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
	return t, nil
}

// AppendIDs appends the token IDs of text to ids. It skips unknown tokens.
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

// Size returns one more than the largest ID that AppendIDs appends.
func (t *Tokenizer) Size() int { return t.model.size() }

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
