package embed

import (
	"bytes"
	"fmt"
	"math/bits"
)

// FNV-1a, http://www.isthe.com/chongo/tech/comp/fnv, hashes byte by byte, so one pass over a word gives the hashes of all its beginnings.
const (
	hashStart = 2166136261
	hashPrime = 16777619

	// continuedStart is the hash of "##", the prefix of tokens that continue a word.
	continuedStart = ((hashStart^'#')*hashPrime&(1<<32-1) ^ '#') * hashPrime & (1<<32 - 1)
)

// A vocabulary maps letters to tokens. It is an open-addressing hash table over the bytes of the model file.
type vocabulary struct {
	text  []byte   // the tokens, each followed by '\n'
	ends  []uint32 // of the tokens in text
	slots []slot
	mask  uint32
}

type slot struct {
	hash uint32
	id   uint32 // plus 1; 0 marks an empty slot
}

func newVocabulary(text []byte, rows int) (*vocabulary, error) {
	size := 1 << bits.Len(uint(2*rows)) // at most half full, so a miss probes one or two slots
	v := &vocabulary{text: text, ends: make([]uint32, 0, rows), slots: make([]slot, size), mask: uint32(size - 1)}
	for rest := text; len(rest) > 0; {
		end := bytes.IndexByte(rest, '\n')
		if end <= 0 || len(v.ends) == rows {
			return nil, fmt.Errorf("%w: the vocabulary does not have one token per row", ErrDamaged)
		}
		token := rest[:end]
		rest = rest[end+1:]
		v.ends = append(v.ends, uint32(len(text)-len(rest)-1))
		if !v.insert(token) {
			return nil, fmt.Errorf("%w: token %q occurs twice", ErrDamaged, token)
		}
	}
	if len(v.ends) != rows {
		return nil, fmt.Errorf("%w: %d tokens for %d rows", ErrDamaged, len(v.ends), rows)
	}
	return v, nil
}

// insert adds the newest token and reports whether it is new.
func (v *vocabulary) insert(token []byte) bool {
	hash := uint32(hashStart)
	for _, c := range token {
		hash = (hash ^ uint32(c)) * hashPrime
	}
	i := hash & v.mask
	for ; v.slots[i].id != 0; i = (i + 1) & v.mask {
		if v.slots[i].hash == hash && bytes.Equal(v.token(v.slots[i].id-1), token) {
			return false
		}
	}
	v.slots[i] = slot{hash: hash, id: uint32(len(v.ends))}
	return true
}

// token returns the letters of row id, with "##" if it continues a word.
func (v *vocabulary) token(id uint32) []byte {
	start := uint32(0)
	if id > 0 {
		start = v.ends[id-1] + 1
	}
	return v.text[start:v.ends[id]]
}

// find returns the row of the token with these letters. hash is their hash from hashStart, or from continuedStart if continued.
func (v *vocabulary) find(hash uint32, letters []byte, continued bool) (id uint32, ok bool) {
	for i := hash & v.mask; v.slots[i].id != 0; i = (i + 1) & v.mask {
		if v.slots[i].hash != hash {
			continue
		}
		token := v.token(v.slots[i].id - 1)
		if continued && len(token) > 2 {
			token = token[2:]
		}
		if string(token) == string(letters) {
			return v.slots[i].id - 1, true
		}
	}
	return 0, false
}
