package models

import (
	"footnote/index/answer"
	"footnote/index/provider"
)

// Answering returns the answer model named in the choice file, or nil if the file names none. It sends nothing. Its errors are those of
// Load and provider.LLM.
func Answering(path string, keys Keys) (answer.Model, error) {
	c, err := Load(path)
	if err != nil || c.Answer == nil {
		return nil, err
	}
	m, err := provider.LLM(*c.Answer, provider.Options{Key: keys.Get(*c.Answer)})
	if err != nil {
		return nil, err // not m: a nil *provider.Model would be a non-nil answer.Model
	}
	return m, nil
}
