package tokenjson

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"unicode/utf8"
)

// unigram splits a word into the most probable sequence of tokens: T. Kudo, "Subword regularization", ACL 2018.
type unigram struct {
	vocabulary   map[string]int
	scores       []float64 // logarithms of probabilities
	unknownID    int       // -1 if none
	unknownScore float64
	longest      int // length of the longest token in bytes
	byteFallback bool
}

func readUnigram(part json.RawMessage) (model, error) {
	var o struct {
		Vocab        [][2]any
		UnknownID    *int `json:"unk_id"`
		ByteFallback bool `json:"byte_fallback"`
	}
	if err := json.Unmarshal(part, &o); err != nil {
		return nil, err
	}
	if o.UnknownID != nil && (*o.UnknownID < 0 || *o.UnknownID >= len(o.Vocab)) {
		return nil, fmt.Errorf("%w: the unknown token is %d of %d", ErrUnsupported, *o.UnknownID, len(o.Vocab))
	}
	m := &unigram{vocabulary: map[string]int{}, unknownID: -1, byteFallback: o.ByteFallback}
	if o.UnknownID != nil {
		m.unknownID = *o.UnknownID
	}
	least := 0.0
	for id, entry := range o.Vocab {
		token, isText := entry[0].(string)
		score, isNumber := entry[1].(float64)
		if !isText || !isNumber {
			return nil, fmt.Errorf("%w: vocabulary entry %v", ErrUnsupported, entry)
		}
		m.vocabulary[token] = id
		m.scores = append(m.scores, score)
		m.longest = max(m.longest, len(token))
		least = min(least, score)
	}
	if len(m.scores) == 0 {
		return nil, fmt.Errorf("%w: no vocabulary", ErrUnsupported)
	}
	const unknownPenalty = 10 // SentencePiece's
	m.unknownScore = least - unknownPenalty
	return m, nil
}

func (m *unigram) size() int    { return len(m.scores) }
func (m *unigram) unknown() int { return m.unknownID }

func (m *unigram) appendIDs(ids []int, word string) []int {
	// best[i] is the most probable split of word[:i]; its last token starts at from.
	type way struct {
		score    float64
		from, id int
	}
	best := make([]way, len(word)+1)
	for i := range best[1:] {
		best[i+1].score = math.Inf(-1)
	}
	for i := 0; i < len(word); {
		_, size := utf8.DecodeRuneInString(word[i:])
		if score := best[i].score + m.unknownScore; score > best[i+size].score {
			best[i+size] = way{score, i, m.unknownID}
		}
		for end := i + size; end <= min(len(word), i+m.longest); end++ {
			if end < len(word) && !utf8.RuneStart(word[end]) {
				continue
			}
			if id, ok := m.vocabulary[word[i:end]]; ok && id != m.unknownID {
				if score := best[i].score + m.scores[id]; score > best[end].score {
					best[end] = way{score, i, id}
				}
			}
		}
		i += size
	}
	known := len(ids)
	for end := len(word); end > 0; end = best[end].from {
		last := best[end]
		if last.id == m.unknownID && m.byteFallback {
			bytes := appendBytes(nil, word[last.from:end], m.vocabulary)
			slices.Reverse(bytes)
			ids = append(ids, bytes...)
			if len(bytes) > 0 {
				continue
			}
		}
		if last.id != m.unknownID || len(ids) == known || ids[len(ids)-1] != last.id { // one token for adjacent unknown characters
			ids = appendKnown(ids, last.id)
		}
	}
	slices.Reverse(ids[known:])
	return ids
}
