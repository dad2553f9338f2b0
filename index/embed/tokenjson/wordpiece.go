package tokenjson

import "unicode/utf8"

// wordPiece splits a word by greedy longest match from the left. If a part matches nothing, the whole word is unknown.
type wordPiece struct {
	Vocab    map[string]int
	Prefix   *string `json:"continuing_subword_prefix"`
	MaxChars *int    `json:"max_input_chars_per_word"`
	Unknown  string  `json:"unk_token"`
}

func (m *wordPiece) size() int    { return largest(m.Vocab) }
func (m *wordPiece) unknown() int { return idOr(m.Vocab, m.Unknown) }

func (m *wordPiece) appendIDs(ids []int, word string) []int {
	prefix, most := "##", 100
	if m.Prefix != nil {
		prefix = *m.Prefix
	}
	if m.MaxChars != nil {
		most = *m.MaxChars
	}
	if utf8.RuneCountInString(word) > most {
		return appendKnown(ids, m.unknown())
	}
	known := len(ids)
	for start := 0; start < len(word); {
		end := len(word)
		for ; end > start; end-- {
			if end < len(word) && !utf8.RuneStart(word[end]) {
				continue
			}
			piece := word[start:end]
			if start > 0 {
				piece = prefix + piece
			}
			if id, ok := m.Vocab[piece]; ok {
				ids = append(ids, id)
				break
			}
		}
		if end == start {
			return appendKnown(ids[:known], m.unknown())
		}
		start = end
	}
	return ids
}

// wordLevel knows only whole words.
type wordLevel struct {
	Vocab   map[string]int
	Unknown string `json:"unk_token"`
}

func (m *wordLevel) size() int    { return largest(m.Vocab) }
func (m *wordLevel) unknown() int { return idOr(m.Vocab, m.Unknown) }

func (m *wordLevel) appendIDs(ids []int, word string) []int {
	if id, ok := m.Vocab[word]; ok {
		return append(ids, id)
	}
	return appendKnown(ids, m.unknown())
}
