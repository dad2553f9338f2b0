package chunk

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"
)

// Sentences returns the sentences of text as half-open byte spans: trimmed, not empty, disjoint and in order. They hold every byte that is
// not white space. Headings, list items and table rows count as sentences, and a line end within a paragraph counts as a space.
//
// The boundaries are roughly those of Unicode Standard Annex 29: a sentence ends at a sentence terminal and the marks that close it, before
// white space, but not before a lower-case letter. Sentences leaves out the boundaries after an abbreviation, an initial or the number of
// an item. An implementation of the annex itself breaks at every line end and at "Dr. ", and the one for Go (uniseg) takes quadratic time
// on a full stop before a long run of brackets or spaces.
func Sentences(text string) []Span {
	var found []Span
	for _, paragraph := range paragraphs(text, Span{Start: 0, End: len(text)}) {
		for _, item := range items(text, paragraph) {
			found = append(found, sentences(text, item)...)
		}
	}
	return found
}

// sentences splits an item at its sentence ends.
func sentences(text string, item Span) []Span {
	var found []Span
	start := item.Start
	for i := item.Start; i < item.End; {
		r, n := utf8.DecodeRuneInString(text[i:item.End])
		if !terminal(r) {
			i += n
			continue
		}
		end, wide := closing(text[:item.End], i)
		next := end + len(text[end:item.End]) - len(strings.TrimLeftFunc(text[end:item.End], unicode.IsSpace))
		if next < item.End && (wide || next > end) && (wide || ends(text[:item.End], start, i, next)) {
			found = append(found, Span{Start: start, End: end})
			start = next
		}
		i = max(next, end)
	}
	if start < item.End {
		found = append(found, Span{Start: start, End: item.End})
	}
	return found
}

// terminal reports whether a rune can end a sentence.
func terminal(r rune) bool {
	if r < utf8.RuneSelf {
		return r == '.' || r == '!' || r == '?'
	}
	return r == '…' || unicode.Is(unicode.STerm, r)
}

// fullWidth reports whether a terminal ends a sentence without a space after it, as in Chinese and Japanese.
func fullWidth(r rune) bool {
	switch r {
	case '。', '！', '？', '｡', '．':
		return true
	}
	return false
}

// closing returns the end of the marks that belong to the sentence that ends at i: terminals, closing quotes and brackets, marks of
// emphasis, and references such as [12]. wide tells whether one of them is a full-width terminal.
func closing(text string, i int) (end int, wide bool) {
	for i < len(text) {
		r, n := utf8.DecodeRuneInString(text[i:])
		switch {
		case terminal(r):
			wide = wide || fullWidth(r)
		case strings.ContainsRune(`"'*_`, r) || unicode.In(r, unicode.Pe, unicode.Pf):
		case !wide && unicode.Is(unicode.Pi, r): // a closing quote in German
		case r == '[':
			if n = reference(text[i:]); n == 0 {
				return i, wide
			}
		default:
			return i, wide
		}
		i += n
	}
	return i, wide
}

// reference returns the length of a reference in square brackets at the start of text, or 0 if there is none.
func reference(text string) int {
	end := strings.IndexByte(text[:min(len(text), 8)], ']')
	if end < 2 || strings.Trim(text[1:end], "0123456789,–-") != "" {
		return 0
	}
	return end + 1
}

// ends reports whether the sentence that begins at start ends with the terminal at i. The next word begins at next.
func ends(text string, start, i, next int) bool {
	following, _ := utf8.DecodeRuneInString(text[next:])
	if unicode.IsLower(following) {
		return false
	}
	if text[i] != '.' {
		return true
	}
	return !enumerator(text[start:i]) && !abbreviated(text[start:i], text[next:])
}

// A unit is a piece of a paragraph that is too long for one chunk.
type unit struct {
	Span
	repeats bool // a sentence of running text: the next chunk may repeat it at its start
}

// unitsOf splits a paragraph into items, items into sentences, and a sentence longer than Target between words.
func unitsOf(text string, paragraph Span) []unit {
	var units []unit
	for _, item := range items(text, paragraph) {
		parts := sentences(text, item)
		for _, sentence := range parts {
			pieces := fragments(text, sentence)
			for _, piece := range pieces {
				units = append(units, unit{piece, len(parts) > 1 && len(pieces) == 1})
			}
		}
	}
	return units
}

// fragments splits a sentence into pieces of at most Target bytes and about even size: at a line end if there is one, else after a word,
// else between characters.
func fragments(text string, sentence Span) []Span {
	var found []Span
	for sentence.End-sentence.Start > Target {
		left := sentence.End - sentence.Start
		pieces := (left + Target - 1) / Target
		end := sentence.Start + breakBefore(text[sentence.Start:sentence.End], min(Target, left/pieces+least/2))
		if piece := trim(text, Span{Start: sentence.Start, End: end}); piece.Start < piece.End {
			found = append(found, piece)
		}
		sentence = trim(text, Span{Start: end, End: sentence.End})
	}
	if sentence.Start < sentence.End {
		found = append(found, sentence)
	}
	return found
}

// breakBefore returns the best place to cut text within its first limit bytes. The place is greater than 0.
func breakBefore(text string, limit int) int {
	half := limit / 2
	if n := strings.LastIndexByte(text[half:limit], '\n'); n >= 0 {
		return half + n
	}
	if n := strings.LastIndexFunc(text[half:limit], unicode.IsSpace); n >= 0 {
		return half + n
	}
	limit = runeStart(text, limit)
	text = text[:min(len(text), 2*limit)] // one character with its accents may be as long as the text
	end, state := 0, -1
	for end < limit {
		var cluster string
		cluster, _, _, state = uniseg.FirstGraphemeClusterInString(text[end:], state)
		if end+len(cluster) > limit {
			break
		}
		end += len(cluster)
	}
	if end == 0 {
		return limit
	}
	return end
}
