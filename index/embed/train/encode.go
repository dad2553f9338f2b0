package main

import (
	"errors"
	"fmt"

	"footnote/index/embed"
)

// One of heldOutOf pairs is held out of training, to measure recall.
const heldOutOf = 500

// An example is a pair as tokens: two ranges of its corpus's tokens.
type example struct {
	a, b         span
	aHash, bHash uint64 // of the texts
}

type span struct{ start, end uint32 }

// A corpus is a source as tokens.
type corpus struct {
	name     string
	tokens   []uint16
	examples []example // for training
	heldOut  []example
}

func (c *corpus) text(s span) []uint16 { return c.tokens[s.start:s.end] }

// encode reads the sources as tokens of a vocabulary. It leaves out the words of a source that masked reports.
func encode(sources []source, vocabulary []string, masked func(source, word string) bool) ([]*corpus, error) {
	if len(vocabulary) > 1<<16 {
		return nil, fmt.Errorf("vocabulary of %d tokens: 16 bits number at most 65,536", len(vocabulary))
	}
	tokenizer, err := embed.NewTokenizer(vocabulary)
	if err != nil {
		return nil, err
	}
	corpora := make([]*corpus, len(sources))
	errs := make([]error, len(sources))
	inTurn(len(sources), func(i int) {
		corpora[i], errs[i] = encodeSource(sources[i], tokenizer, vocabulary, masked)
	})
	return corpora, errors.Join(errs...)
}

func encodeSource(s source, tokenizer *embed.Tokenizer, vocabulary []string, masked func(source, word string) bool) (*corpus, error) {
	hidden := make([]bool, len(vocabulary))
	for id, word := range vocabulary {
		hidden[id] = masked(s.name, word)
	}
	c := &corpus{name: s.name}
	var room []embed.Token
	read := func(text string) span {
		start := uint32(len(c.tokens))
		room = tokenizer.Append(room[:0], text)
		for _, token := range room {
			if int(token.ID) < len(vocabulary) && !hidden[token.ID] {
				c.tokens = append(c.tokens, uint16(token.ID))
			}
		}
		return span{start, uint32(len(c.tokens))}
	}
	err := s.each(func(p pair) {
		e := example{a: read(p.a), b: read(p.b), aHash: hash64(p.a), bHash: hash64(p.b)}
		switch {
		case e.a.start == e.a.end || e.b.start == e.b.end: // nothing to learn
		case (e.aHash^e.bHash)%heldOutOf == 0:
			c.heldOut = append(c.heldOut, e)
		default:
			c.examples = append(c.examples, e)
		}
	})
	return c, err
}
