package chunk

import (
	"sort"
	"strings"
	"unicode"

	"footnote/index/language"
)

// Whole moves the rest of a word that a hyphen breaks at the turn of a page from the chunk after it to the one before, so that the word is found.
// turns holds the ascending offsets at which pages begin. It
// changes chunks, which are those of Split.
func Whole(text string, chunks []Span, turns []int) []Span {
	const longest = 64 // bytes of the rest of a word
	kept := chunks[:0]
	for _, c := range chunks {
		n := len(kept)
		if n == 0 || c.Start-kept[n-1].End > least || !turned(turns, kept[n-1].End, c.Start) ||
			!language.Breaks(text[kept[n-1].Start:kept[n-1].End], text[c.Start:c.End]) {
			kept = append(kept, c)
			continue
		}
		rest := strings.IndexFunc(text[c.Start:c.End]+" ", unicode.IsSpace)
		if rest > longest {
			kept = append(kept, c)
			continue
		}
		kept[n-1].End = c.Start + rest
		if c = trim(text, Span{Start: c.Start + rest, End: c.End}); c.Start < c.End {
			kept = append(kept, c)
		}
	}
	return kept
}

// turned reports whether a page begins between two offsets, inclusive.
func turned(turns []int, from, to int) bool {
	i := sort.SearchInts(turns, from)
	return i < len(turns) && turns[i] <= to
}
