package embed

import (
	"fmt"
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// How a text becomes tokens:
//
//  1. Letters are lower-cased and decomposed (Unicode NFKD), and marks with a combining class are dropped: "É" becomes "e", "ﬁ" becomes
//     "fi". Letters without a decomposition are spelled out: "ß" becomes "ss". Soft hyphens are ignored.
//  2. A word is a run of a–z and 0–9; everything else separates words. A word in the vocabulary is one token.
//  3. Any other word is split at camelCase and digits, and each part by greedy longest match from the left: its first piece is a token
//     without "##", the others have it. The vocabulary has every letter and digit, so something always matches.
//  4. Words in other scripts are tokens outside the vocabulary: whole words, or single characters in scripts written without spaces. Their
//     rows are computed from their hashes (row.go), so equal words match and different words do not.
const (
	maxWord  = 64 // letters; a longer run counts as several words
	maxPiece = 20 // letters
)

// A Token is a part of a text with its own vector.
type Token struct {
	Start, End int    // byte offsets into the text, half-open
	ID         uint32 // its row; otherScript or above if it has none
}

// otherScript is set in the ID of tokens outside the vocabulary; the other bits are their hash.
const otherScript = 1 << 31

// Tokens returns the tokens of text in order. Spans do not overlap, except where one character stands for several letters: tokens that
// share it start at its start.
func (m *Static) Tokens(text string) []Token { return m.vocabulary.appendTokens(nil, text) }

// A Tokenizer splits texts as a Static with the same vocabulary does. A trainer uses it. It is safe for concurrent use.
type Tokenizer struct{ vocabulary *vocabulary }

// NewTokenizer returns the tokenizer of a vocabulary. The ID of a token is its index. Tokens must be distinct, not empty, and without line
// breaks.
func NewTokenizer(vocabulary []string) (*Tokenizer, error) {
	v, err := newVocabulary([]byte(strings.Join(vocabulary, "\n")+"\n"), len(vocabulary))
	if err != nil {
		return nil, fmt.Errorf("new tokenizer: %w", err)
	}
	return &Tokenizer{v}, nil
}

// Append appends the tokens of text, as Static.Tokens returns them.
func (t *Tokenizer) Append(tokens []Token, text string) []Token {
	return t.vocabulary.appendTokens(tokens, text)
}

// Words yields the words of text in the letters a–z and 0–9, before a vocabulary splits them, and where each starts in text. The letters
// are valid until the next word.
func Words(text string) iter.Seq2[int, []byte] {
	return func(yield func(int, []byte) bool) {
		s := scanner{text: text}
		for s.next() {
			if !s.other && !yield(s.starts[0], s.letters[:s.n]) {
				return
			}
		}
	}
}

func (v *vocabulary) appendTokens(tokens []Token, text string) []Token {
	s := scanner{vocabulary: v, text: text}
	for s.next() {
		tokens = s.appendPieces(tokens)
	}
	return tokens
}

// A scanner reads a text word by word.
type scanner struct {
	vocabulary *vocabulary
	text       string
	pos        int // next byte to read

	// The current word. A word in another script has no letters, only starts[0], ends[0] and hash.
	letters [maxWord]byte
	starts  [maxWord]int // where in text the character of each letter starts
	ends    [maxWord]int
	n       int // letters
	hash    uint32
	other   bool // in another script
}

// next reads the next word and reports whether there is one.
func (s *scanner) next() bool {
	s.n, s.hash, s.other = 0, hashStart, false
	pos, text := s.pos, s.text
	for pos < len(text) && s.n < maxWord {
		c := lowered[text[pos]]
		switch {
		case c > nonASCII && !s.other:
			s.add(c, pos, pos+1)
			pos++
			continue
		case c == nonASCII:
			size, more := s.character(pos)
			pos += size
			if more {
				continue
			}
		case !s.begun():
			pos++
			continue
		}
		break
	}
	s.pos = pos
	return s.begun()
}

func (s *scanner) begun() bool { return s.n > 0 || s.other }

func (s *scanner) add(letter byte, start, end int) {
	s.letters[s.n], s.starts[s.n], s.ends[s.n] = letter, start, end
	s.hash = (s.hash ^ uint32(letter)) * hashPrime
	s.n++
}

// character reads the character at pos, which is not ASCII: it adds it to the word or skips it. It returns the character's size in bytes, 0
// if it belongs to the next word, and whether the word may continue.
func (s *scanner) character(pos int) (size int, more bool) {
	r, size := utf8.DecodeRuneInString(s.text[pos:])
	end := pos + size
	spelled := spellOut(r)
	if spelled == "" {
		spelled = s.text[pos:end]
		if d := norm.NFKD.PropertiesString(spelled).Decomposition(); d != nil {
			return s.decomposed(pos, end, d)
		}
	}
	if r, _ = utf8.DecodeRuneInString(spelled); r < utf8.RuneSelf {
		return s.decomposed(pos, end, []byte(spelled))
	}
	return s.otherCharacter(pos, end, r)
}

// decomposed reads the character at text[pos:end] as its decomposition, up to the first separator.
func (s *scanner) decomposed(pos, end int, characters []byte) (size int, more bool) {
	if first, _ := utf8.DecodeRune(characters); first >= utf8.RuneSelf {
		return s.otherCharacter(pos, end, first)
	}
	if lowered[characters[0]] == separator {
		return s.separate(pos, end)
	}
	if s.other || s.n+len(characters) > maxWord {
		return 0, false
	}
	for _, c := range characters {
		switch letter := lowered[c]; letter {
		case separator:
			return end - pos, false
		case nonASCII: // a mark
		default:
			s.add(letter, pos, end)
		}
	}
	return end - pos, true
}

// otherCharacter reads the character r, which is not ASCII and does not decompose to ASCII.
func (s *scanner) otherCharacter(pos, end int, r rune) (size int, more bool) {
	letter := unicode.IsLetter(r) || unicode.IsDigit(r)
	switch {
	case unicode.In(r, unicode.M, unicode.Cf): // accents, vowel signs, soft hyphens, joiners
		if s.other {
			s.ends[0] = end
		} else if s.n > 0 {
			s.ends[s.n-1] = end
		}
		return end - pos, true
	case !letter:
		return s.separate(pos, end)
	case s.n > 0:
		return 0, false
	}
	alone := unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
	if alone && s.other {
		return 0, false
	}
	if !s.other {
		s.other, s.starts[0] = true, pos
	}
	s.ends[0] = end
	var room [utf8.UTFMax]byte
	for _, c := range utf8.AppendRune(room[:0], unicode.ToLower(r)) {
		s.hash = (s.hash ^ uint32(c)) * hashPrime
	}
	return end - pos, !alone
}

// separate skips the character at text[pos:end], unless it ends a word.
func (s *scanner) separate(pos, end int) (size int, more bool) {
	if s.begun() {
		return 0, false
	}
	return end - pos, true
}

// spellOut returns the ASCII letters for a letter without a Unicode decomposition, or "".
func spellOut(r rune) string {
	switch r {
	case 'ß', 'ẞ':
		return "ss"
	case 'æ', 'Æ':
		return "ae"
	case 'œ', 'Œ':
		return "oe"
	case 'ø', 'Ø':
		return "o"
	case 'đ', 'Đ', 'ð', 'Ð':
		return "d"
	case 'ł', 'Ł':
		return "l"
	case 'þ', 'Þ':
		return "th"
	case 'ı':
		return "i"
	}
	return ""
}

// Values in lowered for bytes that are neither letter nor digit.
const (
	separator = 0
	nonASCII  = 1
)

// lowered maps ASCII letters to lower case and digits to themselves.
var lowered = func() (table [256]byte) {
	for c := range table {
		switch {
		case c >= 'A' && c <= 'Z':
			table[c] = byte(c) + 'a' - 'A'
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9':
			table[c] = byte(c)
		case c >= utf8.RuneSelf:
			table[c] = nonASCII
		}
	}
	return table
}()

// appendPieces appends the tokens of the current word, at most maxWord.
func (s *scanner) appendPieces(tokens []Token) []Token {
	if s.other {
		return append(tokens, Token{s.starts[0], s.ends[0], otherScript | s.hash})
	}
	if id, ok := s.vocabulary.find(s.hash, s.letters[:s.n], false); ok {
		return append(tokens, Token{s.starts[0], s.ends[s.n-1], id})
	}
	start := 0
	for i := 1; i <= s.n; i++ {
		if i == s.n || s.cut(i) {
			tokens = s.appendLongest(tokens, start, i)
			start = i
		}
	}
	return tokens
}

// cut reports whether a part of the word begins at letter i: "camel|Case", "HTTP|Server", "sha|256|sum".
func (s *scanner) cut(i int) bool {
	digit := func(i int) bool { return s.letters[i] <= '9' }
	upper := func(i int) bool { c := s.text[s.starts[i]]; return c >= 'A' && c <= 'Z' }
	switch {
	case digit(i) != digit(i-1):
		return true
	case !upper(i):
		return false
	case !upper(i - 1):
		return true
	}
	return i+1 < s.n && !upper(i+1) && !digit(i+1)
}

// appendLongest splits letters[start:end] by greedy longest match.
func (s *scanner) appendLongest(tokens []Token, start, end int) []Token {
	hash := uint32(hashStart)
	for i := start; i < end; {
		var hashes [maxPiece + 1]uint32 // of the beginnings of the piece, by length
		hashes[0] = hash
		length := min(maxPiece, end-i)
		for j := range length {
			hashes[j+1] = (hashes[j] ^ uint32(s.letters[i+j])) * hashPrime
		}
		for ; length > 0; length-- {
			id, ok := s.vocabulary.find(hashes[length], s.letters[i:i+length], i > start)
			if ok {
				tokens = append(tokens, Token{s.starts[i], s.ends[i+length-1], id})
				break
			}
		}
		i += max(length, 1) // skip a letter that the vocabulary lacks
		hash = continuedStart
	}
	return tokens
}
