package models

import (
	"footnote/index/answer"
	"footnote/index/provider"
)

// Answering returns the model that the file of a choice chooses to answer, nil where it chooses none. Nothing is sent. Its errors are
// Load's and provider.LLM's.
func Answering(path string, keys Keys) (answer.Model, error) {
	c, err := Load(path)
	if err != nil || c.Answer == nil {
		return nil, err
	}
	m, err := provider.LLM(*c.Answer, provider.Options{Key: keys.Get(*c.Answer)})
	if err != nil {
		return nil, err // not m: a nil *provider.Model is no nil answer.Model
	}
	return m, nil
}
