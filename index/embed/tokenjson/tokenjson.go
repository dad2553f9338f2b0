// Package tokenjson cuts texts into the tokens of a tokenizer.json, the file in which the tokenizers library of Hugging Face
// describes a tokenizer, as far as static embedding models need it: the IDs of the tokens of a text, without special tokens.
//
// A description has a normalizer, which changes the text (normalize.go), a pre-tokenizer, which cuts it into words (words.go),
// and a model, which cuts each word into tokens (wordpiece.go, bpe.go, unigram.go). What is not read is refused with
// ErrUnsupported rather than left out. Text that spells a special token is read as text. Start with Read.
package tokenjson

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// ErrUnsupported is wrapped in the error of Read for a description with parts that this package does not know.
var ErrUnsupported = errors.New("not a tokenizer that is read here")

// A Tokenizer turns texts into token IDs. It is safe for concurrent use.
type Tokenizer struct {
	normalize func(string) string
	split     func([]string) []string
	model     model
}

// A model cuts a word into tokens.
type model interface {
	// appendIDs appends the IDs of the tokens of a word, leaving unknown ones out.
	appendIDs(ids []int, word string) []int
	// size is one more than the largest ID.
	size() int
}

// Read reads a tokenizer.json. Errors are those of r, of JSON, and ErrUnsupported.
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

// AppendIDs appends the IDs of the tokens of text to ids. Unknown tokens are left out.
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

// Size is one more than the largest ID that AppendIDs gives.
func (t *Tokenizer) Size() int { return t.model.size() }

// kind returns the "type" of a part of the description, "" for one that is null or absent.
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
	case "WordPiece", "": // files of old versions leave the type out
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

// readAs decodes a model that is used as it is written.
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

// largest returns one more than the largest ID of a vocabulary; 0 if it is empty or an ID is negative.
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
