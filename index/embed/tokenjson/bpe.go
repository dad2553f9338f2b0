package tokenjson

import (
	"cmp"
	"container/heap"
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"
)

// bpe merges the symbols of a word in pairs, by the rank of the pair among the merges.
type bpe struct {
	vocabulary     map[string]int
	ranks          map[[2]string]int
	prefix, suffix string
	byteFallback   bool
	wholeWords     bool // do not split a word that is a token
	unknownID      int  // -1 if none
	fuseUnknown    bool // one token for adjacent unknown symbols
}

func readBPE(part json.RawMessage) (model, error) {
	var o struct {
		Vocab        map[string]int
		Merges       []json.RawMessage
		Prefix       string `json:"continuing_subword_prefix"`
		Suffix       string `json:"end_of_word_suffix"`
		ByteFallback bool   `json:"byte_fallback"`
		IgnoreMerges bool   `json:"ignore_merges"`
		Unknown      string `json:"unk_token"`
		FuseUnknown  bool   `json:"fuse_unk"`
	}
	if err := json.Unmarshal(part, &o); err != nil {
		return nil, err
	}
	m := &bpe{
		vocabulary: o.Vocab, ranks: map[[2]string]int{}, prefix: o.Prefix, suffix: o.Suffix,
		byteFallback: o.ByteFallback, wholeWords: o.IgnoreMerges, unknownID: idOr(o.Vocab, o.Unknown), fuseUnknown: o.FuseUnknown,
	}
	if m.size() == 0 {
		return nil, fmt.Errorf("%w: no vocabulary", ErrUnsupported)
	}
	for rank, merge := range o.Merges {
		var pair [2]string
		if err := json.Unmarshal(merge, &pair); err != nil { // older files have "a b"
			var both string
			if err := json.Unmarshal(merge, &both); err != nil {
				return nil, err
			}
			var ok bool
			if pair[0], pair[1], ok = strings.Cut(both, " "); !ok {
				return nil, fmt.Errorf("%w: merge %q", ErrUnsupported, both)
			}
		}
		m.ranks[pair] = rank
	}
	return m, nil
}

func (m *bpe) size() int    { return largest(m.vocabulary) }
func (m *bpe) unknown() int { return m.unknownID }

// A symbol is a part of a word, in a list from left to right.
type symbol struct {
	text           string
	previous, next int // -1 at the ends
}

// A merge is two adjacent symbols that can be joined.
type merge struct {
	rank, left  int
	first, then string // their texts when the merge was queued; they may have changed
}

type merges []merge

func (q merges) Len() int           { return len(q) }
func (q merges) Swap(i, j int)      { q[i], q[j] = q[j], q[i] }
func (q merges) Less(i, j int) bool { return cmp.Or(q[i].rank-q[j].rank, q[i].left-q[j].left) < 0 }
func (q *merges) Push(x any)        { *q = append(*q, x.(merge)) }
func (q *merges) Pop() any {
	last := (*q)[len(*q)-1]
	*q = (*q)[:len(*q)-1]
	return last
}

func (m *bpe) appendIDs(ids []int, word string) []int {
	if id, ok := m.vocabulary[word]; ok && m.wholeWords {
		return append(ids, id)
	}
	symbols := m.symbols(word)
	var queue merges
	consider := func(left int) {
		if left < 0 || symbols[left].next < 0 {
			return
		}
		pair := [2]string{symbols[left].text, symbols[symbols[left].next].text}
		if rank, ok := m.ranks[pair]; ok {
			heap.Push(&queue, merge{rank, left, pair[0], pair[1]})
		}
	}
	for i := range symbols {
		consider(i)
	}
	for queue.Len() > 0 {
		top := heap.Pop(&queue).(merge)
		left := &symbols[top.left]
		if left.text != top.first || left.next < 0 || symbols[left.next].text != top.then {
			continue
		}
		right := &symbols[left.next]
		left.text += strings.TrimPrefix(right.text, m.prefix)
		right.text = "" // no merge begins with an empty symbol
		if left.next = right.next; left.next >= 0 {
			symbols[left.next].previous = top.left
		}
		consider(left.previous)
		consider(top.left)
	}
	for i := 0; i >= 0 && len(symbols) > 0; i = symbols[i].next {
		ids = m.appendSymbol(ids, symbols[i].text)
	}
	return ids
}

// symbols returns the characters of a word as the vocabulary spells them.
func (m *bpe) symbols(word string) []symbol {
	var symbols []symbol
	for i, r := range word {
		text := string(r)
		if i > 0 {
			text = m.prefix + text
		}
		if i+utf8.RuneLen(r) == len(word) {
			text += m.suffix
		}
		symbols = append(symbols, symbol{text, len(symbols) - 1, len(symbols) + 1})
	}
	if len(symbols) > 0 {
		symbols[len(symbols)-1].next = -1
	}
	return symbols
}

func (m *bpe) appendSymbol(ids []int, text string) []int {
	if id, ok := m.vocabulary[text]; ok {
		return append(ids, id)
	}
	if m.byteFallback {
		if known := len(ids); len(appendBytes(ids, text, m.vocabulary)) > known {
			return appendBytes(ids, text, m.vocabulary)
		}
	}
	if m.unknownID < 0 || m.fuseUnknown && len(ids) > 0 && ids[len(ids)-1] == m.unknownID {
		return ids
	}
	return append(ids, m.unknownID)
}

// appendBytes appends the tokens "<0x00>" to "<0xFF>" for the bytes of text, if the vocabulary has all of them.
func appendBytes(ids []int, text string, vocabulary map[string]int) []int {
	known := len(ids)
	for i := range len(text) {
		id, ok := vocabulary[fmt.Sprintf("<0x%02X>", text[i])]
		if !ok {
			return ids[:known]
		}
		ids = append(ids, id)
	}
	return ids
}
