package store

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"footnote/index/bm25"
)

// BM25 needs one thing about a term in a chunk that is unknown when the chunk is put: how rare the term is. The rest is bm25.Impact, and
// the keyword index stores it: it indexes a term as the term plus a letter for its impact, a to h. A query then adds up impact times rarity
// over lists of chunks and needs nothing else (Anh and Moffat, Vector-space ranking with effective early termination, 2001). Over 100,000
// chunks FTS5's own bm25(), which reads the chunk's length and every position, took 25 ms for the median question and an index of 57 MiB.
// This takes a quarter of the time and a third of the space.

// averageTerms is about the number of terms in a chunk of 800 bytes. A measured average would change with each document.
const averageTerms = 110

// Impacts are between 0 and bm25.Max. Almost all are between lowImpact and the upper end of the highest level; the rest go to the nearest
// level. The error is at most the width of a level, and the final ranking recomputes BM25 for the chunks found.
const (
	levels      = 8
	lowImpact   = 0.4
	impactWidth = 0.2
)

// impactOf returns the impact that a level stands for.
func impactOf(level int) float64 { return lowImpact + (float64(level)+0.5)*impactWidth }

// levelOf returns the level for a term's weighted frequency in a chunk with this many terms.
func levelOf(frequency float64, terms int) int {
	impact := bm25.Impact(frequency, float64(terms)/averageTerms)
	return max(0, min(int((impact-lowImpact)/impactWidth), levels-1))
}

// indexed returns the keyword index's input for a chunk: its terms as tokens with their levels.
func indexed(c Chunk) string {
	frequencies := make(map[string]float64, len(c.Body))
	order := make([]string, 0, len(c.Body))
	for _, field := range []struct {
		terms  []string
		weight float64
	}{{c.Body, 1}, {c.Heading, bm25.HeadingWeight}, {c.Title, bm25.TitleWeight}} {
		for _, term := range field.terms {
			if term == "" {
				continue
			}
			before := frequencies[term]
			if before == 0 {
				order = append(order, term)
			}
			frequencies[term] = before + field.weight
		}
	}
	var text strings.Builder
	for _, term := range order {
		writeToken(&text, term)
		text.WriteByte(levelLetter(levelOf(frequencies[term], len(c.Body))))
		text.WriteByte(' ')
	}
	return strings.Clone(text.String()) // without the builder's spare capacity
}

func levelLetter(level int) byte { return 'a' + byte(level) }

// writeToken writes a term in a form that FTS5 takes as one token and does not change, whatever its bytes: a–z, 0–9 and the characters of
// other scripts stay, and every other byte becomes _ and two digits.
func writeToken(text *strings.Builder, term string) {
	for i := 0; i < len(term); {
		r, n := utf8.DecodeRuneInString(term[i:])
		switch {
		case n == 1 && (r < 'a' || r > 'z') && (r < '0' || r > '9'):
			fmt.Fprintf(text, "_%02x", term[i])
		default:
			text.WriteString(term[i : i+n])
		}
		i += n
	}
}
